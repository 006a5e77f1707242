"""The cells of a sheet that somebody filled in, as texts, with what kind each was typed as."""

import csv
import re
from collections.abc import Collection, Sequence
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from io import StringIO
from typing import NamedTuple

from planctl.problem import UserError

MOST_ROWS = 10_000
MOST_COLUMNS = 100
MOST_BYTES = 50_000_000
_SEPARATORS = ",;\t"
_QUOTED = re.compile(r'"[^"]*"')
_TOLD = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
"""The line above a csv that tells a spreadsheet how cells are parted; it shows no row for it."""
_ID = "action"
"""The column that every sheet has."""
_HEAD = 30
"""How many rows may be above those of a sheet: a title, and what there is to say of it."""
_AS_SHOWN = re.compile(r"[#,]*0(?:\.(?P<decimals>0+))?%?")
_DIGITS = 12
"""More digits than a number has that was typed: it was worked out."""


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
    """The rows of a sheet; `separator` is that of a text file, "" of a workbook.

    `name` is that of the sheet, of a workbook that has several.
    """

    rows: Sequence[Sequence[Typed]]
    separator: str = ""
    name: str = ""


def of_text(raw: bytes) -> Grid:
    """Return the cells of a csv file: UTF-8, commas, semicolons or tabs; or raise UserError."""
    wide = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = raw.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"the sheet is not UTF-8 text (byte {error.start + 1})"
        raise UserError(message, "save it as 'CSV UTF-8', or as xlsx") from None
    told = _TOLD.match(text)
    separator = told[1] if told else _separator([*filter(str.strip, text.splitlines())][:_HEAD])
    text = text[told.end() :] if told else text
    try:
        rows = list(csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        message = f"the sheet is not laid out as csv: {error}"
        raise UserError(message, "save it again from the spreadsheet") from None
    return bounded([[Typed(cell.strip()) for cell in row] for row in rows], separator)


def _separator(lines: Sequence[str]) -> str:
    """Return what parts the cells of a csv: in the line that names its columns, else the first."""
    named = [each for each in lines if _ID in re.split(r'[,;\t"]', each.lower().replace(" ", ""))]
    head = _QUOTED.sub("", next(iter([*named, *lines]), ""))
    return max(_SEPARATORS, key=head.count)


def row_of_names(rows: Sequence[Sequence[Typed]], names: Collection[str]) -> tuple[int, int]:
    """Return the row that names most of the columns, the first that is not empty if none does.

    And how many it names. It is not far down: above it a title may stand.
    """
    first = next((at for at, row in enumerate(rows) if any(cell.text for cell in row)), 0)
    found = [len({name_of(cell) for cell in row} & {*names}) for row in rows[:_HEAD]]
    most = max(found, default=0)
    return (found.index(most) if most > 1 else first), most


def name_of(cell: Typed) -> str:
    """Return the name of a column as it is compared with others."""
    return " ".join(cell.text.lower().split())


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

    What a workbook keeps is the nearest binary number; its shortest text is what was typed. One
    that was worked out, and has no end, is as its cell shows it.
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
            form = _QUOTED.sub("", number_format).split(";")[0]
            kind = Kind.PERCENT if "%" in form else Kind.NUMBER
            return Typed(_number_text(exact * 100 if "%" in form else exact, form), kind)
        case datetime():
            return Typed(value.date().isoformat(), Kind.DATE)
    return Typed(str(value).strip(), Kind.TEXT if isinstance(value, str) else Kind.DATE)


def _number_text(number: Decimal, form: str) -> str:
    shown = _AS_SHOWN.fullmatch(form.strip())
    if shown and len(number.normalize().as_tuple().digits) > _DIGITS:
        places = Decimal(1).scaleb(-len(shown["decimals"] or ""))
        return f"{number.quantize(places, ROUND_HALF_UP):f}"
    return f"{number.normalize():f}"


def letter(column: int) -> str:
    """Return what a spreadsheet calls a column: A for 0, AA for 26."""
    above, rest = divmod(column, 26)
    return (letter(above - 1) if above else "") + chr(ord("A") + rest)
