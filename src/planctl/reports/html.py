"""The report as one self-contained web page."""

from collections.abc import Iterator

from markupsafe import Markup

from planctl import prose
from planctl.context import context
from planctl.reports.template import Sources, stream
from planctl.summary import Summary

NAME = "html"
SUFFIXES: tuple[str, ...] = ("html", "htm")


def render(summary: Summary, sources: Sources) -> Iterator[str]:
    """Yield the page, piece by piece."""
    filters = {"prose": _prose}
    return stream("report.html.j2", context(summary), filters, sources, escape=True)


def _prose(text: str) -> Markup:
    return Markup(prose.html(text))  # noqa: S704 - prose.html lets no markup of the text through
