"""What every report format is given: a summary, and the paper that is made of it."""

from dataclasses import dataclass, field
from functools import cached_property

from planctl.reports.kinds import paper
from planctl.reports.paper.view import Asked
from planctl.reports.templates.template import Sources
from planctl.reports.values.plan import Values
from planctl.summary.summary import Summary


@dataclass(frozen=True)
class Made:
    """A summary, the kind of paper to make of it, and what was asked for besides.

    `commit` is the version of the plan that the paper says it is made from, "" if not known.
    """

    summary: Summary
    kind: str = "full"
    asked: Asked = field(default_factory=Asked)
    commit: str = ""
    sources: Sources = field(default_factory=lambda: Sources(""))

    @cached_property
    def values(self) -> Values:
        """The paper, as plain values."""
        return paper(self.summary, self.kind, self.asked, self.commit)
