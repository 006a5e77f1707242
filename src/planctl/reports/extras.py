"""The formats that need a library of their own, which comes with an extra of planctl."""

from collections.abc import Iterator
from contextlib import contextmanager

from planctl.problem import UserError

EXTRAS = {
    "docx": ("Word", "docx", "python-docx"),
    "pdf": ("PDF", "typst", "typst"),
    "xlsx": ("Excel", "xlsxwriter", "XlsxWriter"),
    "parquet": ("Parquet", "pyarrow", "pyarrow"),
}
"""Each extra's format, and the library of it as Python and as people call it."""

_READING = {"xlsx": ("openpyxl", "defusedxml")}
"""What an extra has beside it, to read what others wrote in the format."""


@contextmanager
def extra(name: str) -> Iterator[None]:
    """Import the library of an extra within this; UserError says how to get one that is missing."""
    format_, module, library = EXTRAS[name]
    try:
        yield
    except ModuleNotFoundError as error:
        missing = (error.name or "").partition(".")[0]
        if missing != module and missing not in _READING.get(name, ()):
            raise
        library = library if missing == module else missing
        hint = (
            f'in the checkout of planctl: pipx install --force ".[{name}]", or'
            f' uv tool install ".[{name}]"; ".[all]" is for every format'
        )
        raise UserError(f"{format_} needs {library}, which is not installed", hint) from None
