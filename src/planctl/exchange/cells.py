"""The cells of a sheet that somebody filled in, as texts, with what kind each was typed as."""

import csv
import re
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from io import StringIO
from typing import NamedTuple

from planctl.problem import UserError

MOST_ROWS = 10_000
MOST_COLUMNS = 100
MOST_BYTES = 50_000_000
_SEPARATORS = ",;\t"
_QUOTED = re.compile(r'"[^"]*"')


class Kind(StrEnum):
    """What a spreadsheet took a cell for; all cells of a text file are texts."""

    TEXT = "text"
    NUMBER = "number"
    PERCENT = "percentage"
    DATE = "date"
    FORMULA = "formula"


class Typed(NamedTuple):
    """A cell: its text, and what a spreadsheet took it for."""

    text: str = ""
    kind: Kind = Kind.TEXT


class Grid(NamedTuple):
    """The rows of a sheet; `separator` is that of a text file, "" of a workbook."""

    rows: Sequence[Sequence[Typed]]
    separator: str = ""


def of_text(raw: bytes) -> Grid:
    """Return the cells of a csv file: UTF-8, commas, semicolons or tabs; or raise UserError."""
    wide = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = raw.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"the sheet is not UTF-8 text (byte {error.start + 1})"
        raise UserError(message, "save it as 'CSV UTF-8', or as xlsx") from None
    head = _QUOTED.sub("", next((line for line in text.splitlines() if line.strip()), ""))
    separator = max(_SEPARATORS, key=head.count)
    try:
        rows = list(csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        message = f"the sheet is not laid out as csv: {error}"
        raise UserError(message, "save it again from the spreadsheet") from None
    return bounded([[Typed(cell.strip()) for cell in row] for row in rows], separator)


def bounded(rows: Sequence[Sequence[Typed]], separator: str = "") -> Grid:
    """Return rows as a grid; UserError if they are more than anybody fills in."""
    if len(rows) > MOST_ROWS or any(len(row) > MOST_COLUMNS for row in rows):
        raise too_large()
    return Grid(rows, separator)


def too_large() -> UserError:
    """Return what is said of a sheet that is larger than any that is filled in by hand."""
    most = f"{MOST_ROWS:,} rows and {MOST_COLUMNS} columns"
    return UserError(f"the sheet is larger than {most}", "copy the cells into a new sheet")


def typed(value: object, number_format: str, *, formula: bool = False) -> Typed:
    """Return a cell of a workbook, a number as exactly as somebody typed it.

    What a workbook keeps is the nearest binary number; its shortest text is what was typed.
    """
    match value:
        case None:
            return Typed()
        case _ if formula:
            return Typed(str(value), Kind.FORMULA)
        case bool():
            return Typed("yes" if value else "no")
        case int() | float():
            exact = Decimal(repr(value))
            is_percent = "%" in _QUOTED.sub("", number_format)
            text = f"{(exact * 100 if is_percent else exact).normalize():f}"
            return Typed(text, Kind.PERCENT if is_percent else Kind.NUMBER)
        case datetime():
            return Typed(value.date().isoformat(), Kind.DATE)
    return Typed(str(value).strip(), Kind.TEXT if isinstance(value, str) else Kind.DATE)


def letter(column: int) -> str:
    """Return what a spreadsheet calls a column: A for 0, AA for 26."""
    above, rest = divmod(column, 26)
    return (letter(above - 1) if above else "") + chr(ord("A") + rest)
