"""The report as one self-contained web page."""

from collections.abc import Iterator

from markupsafe import Markup

from planctl import prose
from planctl.context import Values
from planctl.reports.template import Sources, stream

NAME = "html"
SUFFIXES: tuple[str, ...] = ("html", "htm")


def render(values: Values, sources: Sources) -> Iterator[str]:
    """Yield the page, piece by piece."""
    return stream("report.html.j2", values, {"prose": _prose}, sources, escape=True)


def _prose(text: object) -> Markup:
    return Markup(prose.html(str(text)))  # noqa: S704 - prose.html lets no markup of the text through
