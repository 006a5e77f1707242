"""What is made of a plan to be read or used elsewhere: one format a module."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

from planctl.problem import UserError

if TYPE_CHECKING:
    from planctl.reports.report import ReportRequest


class Library(NamedTuple):
    """A library that a format needs, which comes with the extra of the format's name.

    `made` is what people call what it makes; it has a name as Python and one as people call it.
    `readers` are the modules beside it that read what others wrote in the format.
    """

    made: str
    module: str
    name: str
    readers: tuple[str, ...] = ()


class ReportFormat(NamedTuple):
    """A report format: what its files are called, and what may be said of one.

    `paper` is whether there are kinds of it; the others have all of the plan. `text` is whether a
    terminal can show it, `templated` whether it is made with templates, which a council may
    replace, `styled` whether it takes the styles of a reference document, `printed` whether it is
    laid out for paper.
    """

    suffixes: tuple[str, ...]
    paper: bool = False
    text: bool = False
    templated: bool = False
    styled: bool = False
    printed: bool = False
    library: Library | None = None


FORMATS = {
    "html": ReportFormat(("html", "htm"), paper=True, text=True, templated=True, printed=True),
    "markdown": ReportFormat(("md", "markdown"), paper=True, text=True, templated=True),
    "docx": ReportFormat(
        ("docx",),
        paper=True,
        styled=True,
        printed=True,
        library=Library("Word", "docx", "python-docx"),
    ),
    "pdf": ReportFormat(
        ("pdf",), paper=True, printed=True, library=Library("PDF", "typst", "typst")
    ),
    "xlsx": ReportFormat(
        ("xlsx",),
        library=Library("Excel", "xlsxwriter", "XlsxWriter", ("openpyxl", "defusedxml")),
    ),
    "csv": ReportFormat(("csv",), text=True),
    "json": ReportFormat(("json",), text=True),
    "parquet": ReportFormat(("parquet",), library=Library("Parquet", "pyarrow", "pyarrow")),
}
"""The formats by name, which is that of the module, too: each is imported when it is asked for.

The first is made where none is asked for.
"""


class FormatModule(Protocol):
    """What the module of a format has."""

    def render(self, request: "ReportRequest") -> Iterator[bytes]:
        """Yield the file, piece by piece."""


def render(request: "ReportRequest", name: str) -> Iterator[bytes]:
    """Yield a report in the format of that name, piece by piece.

    Raises UserError for what is wrong with a template, or for a format whose library is missing.
    """
    module = cast("FormatModule", import_module(f"planctl.reports.formats.{name}"))
    return module.render(request)


@contextmanager
def extra(name: str) -> Iterator[None]:
    """Import the library of an extra within this; UserError says how to get one that is missing.

    An extra has the name of its format.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        missing = (error.name or "").partition(".")[0]
        library = FORMATS[name].library
        if library is None or missing not in (library.module, *library.readers):
            raise
        needed = library.name if missing == library.module else missing
        hint = (
            f'in the checkout of planctl: pipx install --force ".[{name}]", or'
            f' uv tool install ".[{name}]"; ".[all]" is for every format'
        )
        message = f"{library.made} needs {needed}, which is not installed"
        raise UserError(message, hint) from None
