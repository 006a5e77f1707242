"""The report as Markdown that reads well as plain text too."""

from collections.abc import Iterator

from planctl import prose
from planctl.context import Values
from planctl.reports.template import Sources, stream

NAME = "markdown"
SUFFIXES: tuple[str, ...] = ("md", "markdown")


def render(values: Values, sources: Sources) -> Iterator[str]:
    """Yield the text, piece by piece."""
    filters = {"prose": _quoted, "text": _escaped}
    return stream("report.md.j2", values, filters, sources, escape=False)


def _quoted(text: object) -> str:
    """Return a text as a quotation, so that it cannot be taken for a part of the report."""
    return "\n".join(f"> {line}".rstrip() for line in prose.markdown(str(text)).split("\n"))


def _escaped(text: object) -> str:
    return prose.escaped(str(text))
