"""What every report format is given: a summary, and the paper that is made of it."""

from dataclasses import dataclass, field
from functools import cached_property

from planctl.reports.kinds import KINDS, LAYOUTS, default_kind, module
from planctl.reports.paper.options import PaperOptions
from planctl.reports.paper.paper import Paper
from planctl.reports.paper.plan_view import PlanView
from planctl.reports.templates.template import Sources
from planctl.reports.values.labels import labels_of
from planctl.reports.values.plan import plan_values, shared_values
from planctl.summary.summary import Summary


@dataclass(frozen=True)
class ReportRequest:
    """A summary, the kind of paper to make of it, and what was asked for besides.

    `commit` is the version of the plan that the paper says it is made from, "" if not known;
    `layout` is one of LAYOUTS, for the kinds that have them.
    """

    summary: Summary
    kind: str = default_kind(of_actions=False)
    options: PaperOptions = field(default_factory=PaperOptions)
    commit: str = ""
    sources: Sources = field(default_factory=lambda: Sources(""))
    layout: str = LAYOUTS[0]

    @cached_property
    def paper(self) -> Paper:
        """The paper."""
        return paper(self.summary, self.kind, self.options, self.commit)


def paper(
    summary: Summary, name: str, options: PaperOptions | None = None, commit: str = ""
) -> Paper:
    """Return a paper of the kind of that name.

    `commit` is the version of the plan that the paper says it is made from.
    """
    kind, made_by = KINDS[name], module(name)
    summary = summary.as_reported()
    shared = shared_values(summary, made_by.link_targets(summary))
    plan = plan_values(summary, shared, commit)
    sections = list(made_by.sections(PlanView(summary, shared, plan, options or PaperOptions())))
    only = f"The actions {summary.scope} only." if summary.scope and not kind.takes_actions else ""
    return Paper(
        plan=plan,
        kind=name,
        kind_title=kind.title,
        has_contents=kind.has_contents,
        has_filter=kind.has_filter,
        scope_note=" ".join(filter(None, [only, summary.edition])),
        listed_from=next(at for at, each in enumerate(sections) if each.contents),
        sections=sections,
        labels=labels_of(summary.scale, summary.year.noun),
    )
