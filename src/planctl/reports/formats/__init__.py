"""What is made of a plan to be read or used elsewhere: one format a module."""

from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

if TYPE_CHECKING:
    from planctl.reports.report import Made


class Format(NamedTuple):
    """A report format: what its files are called, and what may be said of one.

    `paper` is whether there are kinds of it; the others have all of the plan. `text` is whether a
    terminal can show it.
    """

    suffixes: tuple[str, ...]
    paper: bool
    text: bool


FORMATS = {
    "html": Format(("html", "htm"), paper=True, text=True),
    "markdown": Format(("md", "markdown"), paper=True, text=True),
    "docx": Format(("docx",), paper=True, text=False),
    "pdf": Format(("pdf",), paper=True, text=False),
    "xlsx": Format(("xlsx",), paper=False, text=False),
    "csv": Format(("csv",), paper=False, text=True),
    "json": Format(("json",), paper=False, text=True),
    "parquet": Format(("parquet",), paper=False, text=False),
}
"""The formats by name, which is that of the module, too: each is imported when it is asked for."""
TEMPLATED = ("html", "markdown")
"""The formats that are made with templates, which a council may replace."""


class Report(Protocol):
    """What the module of a format has."""

    def render(self, made: "Made") -> Iterator[bytes]:
        """Yield the file, piece by piece."""


def render(made: "Made", name: str) -> Iterator[bytes]:
    """Yield a report in the format of that name, piece by piece.

    Raises UserError for what is wrong with a template, or for a format whose library is missing.
    """
    report = cast("Report", import_module(f"planctl.reports.formats.{name}"))
    return report.render(made)
