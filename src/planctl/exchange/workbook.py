"""The cells of an Excel workbook, read within bounds: no formulas worked out, nothing fetched."""

import warnings
import zlib
from collections.abc import Collection
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from planctl.exchange.cells import (
    MOST_COLUMNS,
    MOST_ROWS,
    Grid,
    Typed,
    bounded,
    row_of_names,
    too_large,
    typed,
)
from planctl.exchange.office_file import refuse_unsafe
from planctl.problem import UserError
from planctl.reports.formats import extra

if TYPE_CHECKING:
    from openpyxl.cell import Cell, MergedCell

_MOST_SHEETS = 20

_BROKEN = (BadZipFile, KeyError, ValueError, SyntaxError, TypeError, AttributeError, IndexError,
           EOFError, NotImplementedError, RuntimeError, OSError, zlib.error)  # fmt: skip
"""What the library raises for a workbook that is not whole."""


def of_workbook(raw: bytes, names: Collection[str] = ()) -> Grid:
    """Return the cells of the sheet whose columns have most of these names; else of the first.

    Raises UserError where it is none, or too large.
    """
    with extra("xlsx"):
        import defusedxml  # noqa: F401, PLC0415 - what refuses entities; the library finds it
        import openpyxl  # noqa: PLC0415 - that of an extra
    try:
        with ZipFile(BytesIO(raw)) as archive:
            refuse_unsafe(archive, "the workbook")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of parts that are left out, such as drop-down lists
            book = openpyxl.load_workbook(BytesIO(raw), read_only=True, keep_links=False)
            sheets = book.worksheets[:_MOST_SHEETS] if names else book.worksheets[:1]
            large = [
                (each.max_row or 0) > MOST_ROWS or (each.max_column or 0) > MOST_COLUMNS
                for each in sheets
            ]
            read: list[list[list[Typed]]] = []
            for sheet in sheets:
                sheet.reset_dimensions()
                within = sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS + 1)
                read.append([[*map(_cell, row)] for row in islice(within, MOST_ROWS + 2)])
            found = [row_of_names(rows, names)[1] for rows in read]
            at = found.index(max(found))
            name = sheets[at].title if len(sheets) > 1 else ""
            if large[at]:
                raise too_large()
            rows = read[at]
    except _BROKEN as error:
        message = f"the workbook cannot be read ({type(error).__name__})"
        raise UserError(message, "open it, and save it again as xlsx without a password") from None
    if len(rows) > MOST_ROWS:
        raise too_large()
    while rows and not any(cell.text for cell in rows[-1]):
        rows.pop()
    widest = max((at + 1 for row in rows for at, cell in enumerate(row) if cell.text), default=0)
    return bounded([row[:widest] for row in rows])._replace(name=name)


def _cell(cell: "Cell | MergedCell") -> Typed:
    form = str(cell.number_format)
    return typed(cell.value, form, formula=cell.data_type == "f")
