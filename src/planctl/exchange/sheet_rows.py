"""What every sheet that comes back has: columns by their names, ids as typed, refused cells."""

import csv
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from io import StringIO
from typing import NamedTuple

from planctl.exchange.cells import Grid, Kind, Typed, letter, name_of, row_of_names
from planctl.plan.period import Period
from planctl.plan.year import Year
from planctl.problem import UserError, did_you_mean, visible
from planctl.reports.formats.csv import is_formula, is_misread
from planctl.text.document import Document

_A_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?(?:E[0-9]+)?")
_NUMBER = re.compile(r"-?[0-9.]+")


class SheetPlan(NamedTuple):
    """The plan that a sheet is of: actions' files by their ids, the year, what is closed, today."""

    actions: Mapping[str, Document]
    year: Year
    closed: frozenset[Period]
    today: date


class RefusedCell(NamedTuple):
    """A cell that cannot be taken: its row, its column's name and letter, its text, what to do."""

    row: int
    column: str
    at: str
    text: str
    message: str
    hint: str


class RefusedCellError(Exception):
    """A cell cannot be taken: that of a column in the row that is read."""

    def __init__(self, column: str, message: str, hint: str) -> None:
        """Keep the column's name, what is so, and what to do about it."""
        super().__init__(message)
        self.column, self.message, self.hint = column, message, hint


def refused_cell(
    refusal: RefusedCellError,
    cells: Mapping[str, Typed],
    columns: Mapping[str, int],
    row: int,
    noun: str,
) -> RefusedCell:
    """Return the cell of a row that a refusal is of; `noun` is what a plan's periods are called."""
    name = refusal.column
    at, text = f"{letter(columns[name])}{row}", visible(cells[name].text)
    (shown,) = column_names((name,), noun)
    return RefusedCell(row, shown, at, text, refusal.message, refusal.hint)


def unmistaken(action_id: str) -> str:
    """Return an id with an apostrophe before it where a spreadsheet would make 3.1 of 3.10."""
    return f"'{action_id}" if is_misread(action_id) else action_id


def not_a_formula(text: str) -> str:
    """Return a text that a spreadsheet does not take for a formula."""
    is_number = _NUMBER.fullmatch(text)
    return f"'{text}" if is_formula(text) and not is_number else text


def as_csv(rows: Iterable[Sequence[str]]) -> str:
    """Return the rows of a sheet as csv for a spreadsheet, in which no text is a formula."""
    made = StringIO()
    writer = csv.writer(made, lineterminator="\r\n")
    for number, row in enumerate(rows):
        writer.writerow([unmistaken(row[0]) if number else row[0], *map(not_a_formula, row[1:])])
    return f"\ufeff{made.getvalue()}"


def without_mark(text: str) -> str:
    """Return a text without the apostrophe that kept it from being a formula."""
    return text.removeprefix("'") if is_formula(text) and text.startswith("'") else text


def column_names(columns: Sequence[str], noun: str) -> tuple[str, ...]:
    """Return the names of columns in a plan, by what one of its periods is called."""
    called = "reporting period" if noun == "period" else noun
    return tuple(called if name == "quarter" else name for name in columns)


def columns_of(
    grid: Grid, columns: Sequence[str], needed: Collection[str], noun: str, maker: str
) -> tuple[int, dict[str, int]]:
    """Return the index of the row of names, and where each column is.

    Raises UserError where one is missing or cannot be known; `maker` makes an empty sheet, and
    `noun` is what one of the plan's periods is called.
    """
    names = column_names(columns, noun)
    start, _ = row_of_names(grid.rows, names)
    if not grid.rows or not any(cell.text for cell in grid.rows[start]):
        raise UserError("the sheet is empty", f"{maker} makes one to fill in")
    found: dict[str, int] = {}
    for at, cell in enumerate(grid.rows[start]):
        name = name_of(cell)
        filled = any(row[at].text for row in grid.rows[start:] if at < len(row))
        if name in found:
            message = f"the column '{name}' is there twice: {letter(found[name])} and {letter(at)}"
            raise UserError(message, "delete one of them")
        if name in names:
            found[name] = at
        elif filled:
            message = f"column {letter(at)}, '{visible(name)}', is none of the sheet's"
            hint = did_you_mean(name, names) or f"delete it; there are {', '.join(names)}"
            raise UserError(message, hint)
    wanted = [name for own, name in zip(columns, names, strict=True) if own in needed]
    missing = [name for name in wanted if name not in found]
    if missing:
        message = f"the sheet has no column '{missing[0]}'"
        raise UserError(message, f"its first row names the columns: {', '.join(names)}")
    return start, {columns[names.index(name)]: at for name, at in found.items()}


def actions_of_row(typed: Typed, plan: SheetPlan) -> Sequence[str]:
    """Return the ids that a row may mean, which a spreadsheet writes the same: 3.1 and 3.10.

    Raises RefusedCellError where the plan has none.
    """
    own = typed.text.removeprefix("'")
    alike = [each for each in plan.actions if _number(each) == _number(own)]
    if not alike:
        message = f"the plan has no action '{visible(own)}'"
        hint = did_you_mean(own, plan.actions) or "planctl list shows them all"
        raise RefusedCellError("action", message, hint)
    return alike


def told_apart(
    typed: Typed, alike: Sequence[str], grid: Grid, columns: Mapping[str, int], start: int
) -> str:
    """Return the one of several ids that was typed; RefusedCellError where it may be another.

    It is clear where the cell is a text, and the sheet says ids that a number would not: 3.10.
    """
    own, at = typed.text.removeprefix("'"), columns["action"]
    there = {row[at].text.removeprefix("'") for row in grid.rows[start:] if at < len(row)}
    says_others = any(is_misread(each) and each in there for each in alike)
    is_text = typed.kind is Kind.TEXT and not grid.separator
    if own in alike and (is_text or says_others):
        return own
    message = f"it may be {' or '.join(alike)}: a spreadsheet writes both the same"
    hint = "make the column a text column, and type the number again"
    raise RefusedCellError("action", message, hint)


def _number(action_id: str) -> object:
    """Return what two ids have in common that are one number to a spreadsheet: 3.1 and 3.10."""
    typed = action_id.upper()
    return Decimal(typed) if _A_NUMBER.fullmatch(typed) else typed
