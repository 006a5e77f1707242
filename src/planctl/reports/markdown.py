"""The report as Markdown that reads well as plain text too."""

from collections.abc import Iterator

from planctl import prose
from planctl.context import context
from planctl.reports.template import Sources, stream
from planctl.summary import Summary

NAME = "markdown"
SUFFIXES: tuple[str, ...] = ("md", "markdown")


def render(summary: Summary, sources: Sources) -> Iterator[str]:
    """Yield the text, piece by piece."""
    filters = {"prose": _quoted, "text": prose.escaped}
    return stream("report.md.j2", context(summary), filters, sources, escape=False)


def _quoted(text: str) -> str:
    """Return a text as a quotation, so that it cannot be taken for a part of the report."""
    return "\n".join(f"> {line}".rstrip() for line in prose.markdown(text).split("\n"))
