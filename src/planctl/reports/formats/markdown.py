"""The report as Markdown that reads well as plain text too."""

from collections.abc import Iterator

from planctl.reports.commentary import markdown
from planctl.reports.paper.paper import template_values
from planctl.reports.report import ReportRequest
from planctl.reports.templates.template import stream
from planctl.reports.values.measures import figures_table
from planctl.reports.written_markdown import escaped


def render(request: ReportRequest) -> Iterator[bytes]:
    """Yield the text, piece by piece."""
    filters = {"prose": quoted, "text": _escaped, "inline": _inline, "numbers": figures_table}
    return stream(
        "report.md.j2", template_values(request.paper), filters, request.sources, escape=False
    )


def quoted(text: object) -> str:
    """Return a text as a quotation, so that it cannot be taken for a part of the report."""
    return "\n".join(f"> {line}" if line else ">" for line in markdown(str(text)).split("\n"))


def _escaped(text: object) -> str:
    return escaped(str(text))


def _inline(text: object) -> str:
    """Return a text that stands among others, with the space before and after it."""
    said = str(text)
    before, after = " " * said.startswith(" "), " " * said.endswith(" ")
    return f"{before}{escaped(said)}{after}"
