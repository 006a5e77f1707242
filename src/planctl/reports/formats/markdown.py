"""The report as Markdown that reads well as plain text too."""

from collections.abc import Iterator

from planctl.reports import commentary as prose
from planctl.reports.paper.paper import template_values
from planctl.reports.report import ReportRequest
from planctl.reports.templates.template import stream
from planctl.reports.values.measures import figures_table


def render(request: ReportRequest) -> Iterator[bytes]:
    """Yield the text, piece by piece."""
    filters = {"prose": _quoted, "text": _escaped, "inline": _inline, "numbers": figures_table}
    return stream(
        "report.md.j2", template_values(request.paper), filters, request.sources, escape=False
    )


def _quoted(text: object) -> str:
    """Return a text as a quotation, so that it cannot be taken for a part of the report."""
    return "\n".join(f"> {line}".rstrip() for line in prose.markdown(str(text)).split("\n"))


def _escaped(text: object) -> str:
    return prose.escaped(str(text))


def _inline(text: object) -> str:
    """Return a text that stands among others, with the space before and after it."""
    said = str(text)
    before, after = " " * said.startswith(" "), " " * said.endswith(" ")
    return f"{before}{prose.escaped(said)}{after}"
