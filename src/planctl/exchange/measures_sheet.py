"""The sheet that the performance team fills in: its rows, and where each of them belongs."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from io import StringIO
from typing import NamedTuple

from planctl.edits.record import Cell, Entry, Kept, canonical, measures, number, recorded, share
from planctl.exchange.cells import Grid, Kind, Typed, letter
from planctl.measures.readings import MeasureResults
from planctl.plan.figure import Figure
from planctl.plan.periods import Quarter, Year, begins, in_words, months, quarter, terms
from planctl.problem import HIDDEN, UserError, did_you_mean, visible
from planctl.reports.formats.csv import is_formula
from planctl.text.document import Document

COLUMNS = ("action", "measure", "name", "unit", "quarter", "period", "value", "numerator",
           "denominator", "supplied", "note")  # fmt: skip
_TOLD = frozenset({"name", "unit"})
"""The columns that only tell a person what a row is; what is in them is not read back."""

_NEEDED = frozenset(COLUMNS) - _TOLD - {"supplied", "note"}
_FILLED = ("value", "numerator", "denominator", "supplied", "note")
_TWO_LEVELS = re.compile(r"([0-9]+)\.([0-9]+)")
_NUMBER = re.compile(r"-?[0-9.]+")
_GROUPED = re.compile(r"-?[0-9]{1,3}(,[0-9]{3})+")
_DATES = ("%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y")


class Plan(NamedTuple):
    """What a sheet is placed in: each action's file by its id, the year, what is closed, today."""

    actions: Mapping[str, Document]
    year: Year
    closed: frozenset[Quarter]
    today: date


class Wanted(NamedTuple):
    """A row that changes something: where, of which measure, and what is to be recorded."""

    action: str
    kept: Kept
    cell: Cell
    entry: Entry


class Fault(NamedTuple):
    """A cell that cannot be taken: its row, its column's name and letter, its text, what to do."""

    row: int
    column: str
    at: str
    text: str
    message: str
    hint: str


class _RefusalError(Exception):
    def __init__(self, column: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.column, self.message, self.hint = column, message, hint


def written(found: Iterable[tuple[str, MeasureResults]], quarters: Sequence[Quarter]) -> str:
    """Return the sheet of measures, by the ids of their actions, as csv for a spreadsheet."""
    made = StringIO()
    writer = csv.writer(made, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for action, measured in found:
        for of in quarters:
            for period in measured.periods(of):
                row = _row(measured, of, period)
                writer.writerow([_kept(action), *map(_inert, row)])
    return f"\ufeff{made.getvalue()}"


def _kept(action_id: str) -> str:
    """Return an id with an apostrophe before it where a spreadsheet would make 3.1 of 3.10."""
    return f"'{action_id}" if action_id.endswith("0") else action_id


def _inert(text: str) -> str:
    is_number = _NUMBER.fullmatch(text)
    return f"'{text}" if is_formula(text) and not is_number else text


def _row(measured: MeasureResults, of: Quarter, period: str) -> tuple[str, ...]:
    said = measured.recorded(of, period)
    value, above, below = "", "", ""
    if isinstance(said.value, Figure) and said.value.of is not None:
        above, below = f"{said.value.said:f}", f"{said.value.of:f}"
    elif isinstance(said.value, Figure):
        value = measured.as_typed(said.value)
    elif said.value:
        value = said.value.value
    supplied = said.supplied.isoformat() if said.supplied else ""
    start = (measured.measure.id, measured.name, measured.style.unit.value, of.value)
    return (*start, period, value, above, below, supplied, said.reason)


def placed(grid: Grid, plan: Plan) -> tuple[list[Wanted], list[Fault]]:
    """Return what the rows of a sheet change, in their order, and every cell that is refused.

    Raises UserError where a column is missing or cannot be known.
    """
    start, columns = _columns(grid)
    wanted: list[Wanted] = []
    faults: list[Fault] = []
    seen: dict[tuple[str, Cell], int] = {}
    placing = _Placing(plan, grid, columns, start)
    for at_row, row in enumerate(grid.rows[start + 1 :], start + 2):
        said = {name: row[at] if at < len(row) else Typed() for name, at in columns.items()}
        if not any(each.text for each in said.values()):
            continue
        try:
            found = placing.wanted(said, seen)
            seen[found.action, found.cell] = at_row
            if found.entry.value:
                wanted.append(found)
        except _RefusalError as refused:
            name = refused.column
            at = f"{letter(columns[name])}{at_row}"
            text = visible(said[name].text)
            faults.append(Fault(at_row, name, at, text, refused.message, refused.hint))
    return wanted, faults


def _columns(grid: Grid) -> tuple[int, dict[str, int]]:
    """Return the index of the row of names, and where each column is."""
    start = next((at for at, row in enumerate(grid.rows) if any(cell.text for cell in row)), None)
    if start is None:
        raise UserError("the sheet is empty", "planctl measures --csv makes one to fill in")
    found: dict[str, int] = {}
    for at, cell in enumerate(grid.rows[start]):
        name = " ".join(cell.text.lower().split())
        filled = any(row[at].text for row in grid.rows[start:] if at < len(row))
        if name in found:
            message = f"the column '{name}' is there twice: {letter(found[name])} and {letter(at)}"
            raise UserError(message, "delete one of them")
        if name in COLUMNS:
            found[name] = at
        elif filled:
            message = f"column {letter(at)}, '{visible(name)}', is none of the sheet's"
            hint = did_you_mean(name, COLUMNS) or f"delete it; there are {', '.join(COLUMNS)}"
            raise UserError(message, hint)
    missing = [name for name in COLUMNS if name in _NEEDED and name not in found]
    if missing:
        message = f"the sheet has no column '{missing[0]}'"
        raise UserError(message, f"its first row names the columns: {', '.join(COLUMNS)}")
    return start, found


class _Placing(NamedTuple):
    """A sheet at work: the plan it is placed in, and what other rows say of ids."""

    plan: Plan
    grid: Grid
    columns: Mapping[str, int]
    start: int

    def wanted(self, said: Mapping[str, Typed], seen: Mapping[tuple[str, Cell], int]) -> Wanted:
        """Return what a row wants recorded, with no value where it changes nothing."""
        for name, each in said.items():
            if each.kind is Kind.FORMULA and name not in _TOLD:
                raise _RefusalError(name, "it is a formula", "copy it, and paste it as a value")
        action, kept = self._measure(said)
        of = self._quarter(said["quarter"].text)
        cell = Cell(kept.way, of, self._period(said["period"].text, kept, of))
        if (action, cell) in seen:
            again = f"row {seen[action, cell]} is of the same measure and time"
            raise _RefusalError("measure", again, "delete one of the two rows")
        was = recorded(self.plan.actions[action], cell)
        entry = self._entry(said, kept, was, of)
        if entry.value:
            column = next(name for name in _FILLED if name in said and said[name].text)
            self._refuse_untimely(cell, column)
        return Wanted(action, kept, cell, entry)

    def _measure(self, said: Mapping[str, Typed]) -> tuple[str, Kept]:
        """Return the action and the measure of a row, though a spreadsheet made 3.1 of 3.10."""
        typed, name = said["action"], said["measure"].text.lower()
        own = typed.text.removeprefix("'")
        alike = [each for each in self.plan.actions if _number(each) == _number(own)]
        known = {each: {m.id: m for m in measures(self.plan.actions[each])} for each in alike}
        having = [each for each in alike if name in known[each]]
        if not alike:
            message = f"the plan has no action '{visible(own)}'"
            hint = did_you_mean(own, self.plan.actions) or "planctl list shows them all"
            raise _RefusalError("action", message, hint)
        if not having:
            ids = [each for action in alike for each in known[action]]
            hint = (
                did_you_mean(name, ids) or f"one of {', '.join(ids) or 'none: it has words only'}"
            )
            message = f"{' or '.join(alike)} has no measure of that id"
            raise _RefusalError("measure", message, hint)
        if len(having) == 1:
            return having[0], known[having[0]][name]
        is_text = typed.kind is Kind.TEXT and not self.grid.separator
        if not (is_text or self._says_others(having)):
            message = f"it may be {' or '.join(having)}: a spreadsheet writes both the same"
            hint = "make the column a text column, and type the number again"
            raise _RefusalError("action", message, hint)
        return own, known[own][name]

    def _says_others(self, alike: Sequence[str]) -> bool:
        """Return whether the sheet tells ids apart that a number would not: 3.1 and 3.10."""
        at = self.columns["action"]
        said = {
            row[at].text.removeprefix("'") for row in self.grid.rows[self.start :] if at < len(row)
        }
        return any(each.endswith("0") and each in said for each in alike)

    def _quarter(self, typed: str) -> Quarter:
        try:
            return quarter(typed, self.plan.year)
        except UserError as error:
            raise _RefusalError("quarter", error.message, error.hint) from None

    def _period(self, typed: str, kept: Kept, of: Quarter) -> str:
        year = self.plan.year
        frequency = str(kept.said.get("frequency") or "quarterly")
        within = {"monthly": months, "termly": terms}.get(frequency)
        names = within(year, of) if within else []
        found = next((each for each in names if each.lower() == typed.lower()), "")
        if typed and not found:
            message = f"'{kept.id}' has no '{visible(typed)}' in {of}"
            hint = f"one of {', '.join(names)}" if names else f"it is {frequency}: leave it empty"
            raise _RefusalError("period", message, hint)
        return found

    def _refuse_untimely(self, cell: Cell, column: str) -> None:
        day = begins(self.plan.year, cell.quarter, cell.period)
        if day > self.plan.today:
            what = cell.period or cell.quarter
            raise _RefusalError(column, f"{what} has not begun", f"it begins on {in_words(day)}")
        if cell.quarter in self.plan.closed:
            message = f"{cell.quarter} is signed off and closed"
            hint = "correct it alone, and say why: planctl record … --correct REASON"
            raise _RefusalError(column, message, hint)

    def _entry(
        self, said: Mapping[str, Typed], kept: Kept, was: Mapping[str, str], of: Quarter
    ) -> Entry:
        """Return what is to be recorded; with no value where all of it is there already."""
        filled = {name: said[name] for name in _FILLED if name in said and said[name].text}
        if not filled:
            return Entry("")
        value = self._value(filled, kept) or was.get("value", "")
        if not value:
            hint = "write a value, or why there is none: not available, not supplied"
            raise _RefusalError(next(iter(filled)), "it is said of no value", hint)
        note = _note(filled["note"].text) if "note" in filled else ""
        came = self._day(filled["supplied"], of) if "supplied" in filled else ""
        wanted = {"value": value, "reason": note, "supplied": came}
        same = all(was.get(key) == each for key, each in wanted.items() if each)
        return Entry("") if same else Entry(value, note, came)

    def _day(self, typed: Typed, of: Quarter) -> str:
        """Return the day on which a value came, which is not before what it is of."""
        day = _date(typed.text)
        if not day:
            hint = "write the day, the month and the year: 31/03/2020 or 2020-03-31"
            raise _RefusalError("supplied", "it is not a date", hint)
        if not begins(self.plan.year, of) <= day <= self.plan.today:
            message = f"{in_words(day)} is before {of} or yet to come"
            raise _RefusalError("supplied", message, "write it as 2020-03-31, to be sure")
        return day.isoformat()

    def _value(self, filled: Mapping[str, Typed], kept: Kept) -> str:
        above, below = (self._number(filled, name, "") for name in ("numerator", "denominator"))
        if "value" in filled:
            if above or below:
                hint = "leave the value empty: it is worked out"
                raise _RefusalError("value", "a numerator or a denominator is there too", hint)
            return self._number(filled, "value", kept.unit)
        if not above and not below:
            return ""
        if not above or not below:
            missing = "denominator" if above else "numerator"
            there = "numerator" if above else "denominator"
            raise _RefusalError(there, f"there is no {missing}", "a share has both")
        try:
            return share(above, below, kept.unit)
        except ValueError as error:
            raise _RefusalError("denominator", "the two are no share", str(error)) from None

    def _number(self, filled: Mapping[str, Typed], column: str, unit: str) -> str:
        """Return the number of a cell as a plan writes it, "" where the cell is empty."""
        typed = filled.get(column, Typed())
        if not typed.text:
            return ""
        if typed.kind is Kind.DATE:
            hint = "make it a text cell, and type the number again"
            raise _RefusalError(column, "the spreadsheet took it for a date", hint)
        if typed.kind is Kind.PERCENT and unit != "%":
            what = f"the unit is {unit}" if unit else "it is a number of its own"
            raise _RefusalError(column, "it is a percentage", f"{what}: type the number alone")
        if self.grid.separator == ";" and _GROUPED.search(typed.text):
            message = "it has a comma, which may be one of thousands or of decimals"
            raise _RefusalError(column, message, "write digits and a point alone: 1234.5")
        try:
            return canonical(typed.text, unit) if unit else number(typed.text, unit)
        except ValueError as error:
            what = f"a value in {unit}" if unit else "a number"
            hint = str(error) if unit else "write digits alone: 43"
            raise _RefusalError(column, f"it is not {what}", hint) from None


def _number(action_id: str) -> object:
    """Return what two ids have in common that are one number to a spreadsheet: 3.1 and 3.10."""
    found = _TWO_LEVELS.fullmatch(action_id)
    return (found[1], found[2].rstrip("0")) if found else action_id


def _date(text: str) -> date | None:
    for form in _DATES:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day
        except ValueError:
            continue
    return None


def _note(text: str) -> str:
    """Return a note without the apostrophe that kept it from being a formula."""
    bare = text.removeprefix("'") if is_formula(text) and text.startswith("'") else text
    line = " ".join(bare.split())
    if HIDDEN.search(line):
        raise _RefusalError("note", "it has a hidden character", "delete it")
    return line


def changes(wanted: Sequence[Wanted]) -> Iterator[tuple[str, list[Wanted]]]:
    """Yield each action that something is recorded in, and what."""
    for action in dict.fromkeys(each.action for each in wanted):
        yield action, [each for each in wanted if each.action == action]
