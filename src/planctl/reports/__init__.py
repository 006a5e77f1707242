"""Papers made of a plan: one format a module."""

from collections.abc import Iterator
from typing import Protocol

from planctl.context import Values, context
from planctl.reports import html, markdown
from planctl.reports.template import Sources
from planctl.summary import Summary


class Report(Protocol):
    """What a report format is: its name, the suffixes of its files, and how it is rendered."""

    NAME: str
    SUFFIXES: tuple[str, ...]

    def render(self, values: Values, sources: Sources) -> Iterator[str]:
        """Yield the paper, piece by piece."""


REPORTS: tuple[Report, ...] = (html, markdown)


def render(
    summary: Summary, name: str, *, folder: str, template: str | None = None, commit: str = ""
) -> Iterator[str]:
    """Yield the paper of a summary in the format of that name, piece by piece.

    `folder` is a plan's, whose templates/ comes before planctl's, or ""; `template` names a file to
    use instead; `commit` is the version of the plan that the paper says it is made from.
    Raises UserError for what is wrong with a template.
    """
    report = next(report for report in REPORTS if name == report.NAME)
    return report.render(context(summary, commit), Sources(folder, template))
