"""The sheet that the performance team fills in: its rows, and where each of them belongs."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from planctl.edits.measure_values import (
    MeasureInFile,
    MeasureValue,
    NewValue,
    ValuePlace,
    measures_in,
    plain_number,
    plain_share,
    plain_value,
    value_at,
)
from planctl.exchange.cells import Grid, Kind, Typed
from planctl.exchange.sheet_rows import (
    RefusedCell,
    RefusedCellError,
    SheetPlan,
    actions_of_row,
    column_names,
    columns_of,
    refused_cell,
    told_apart,
    without_mark,
)
from planctl.measures.readings import MeasureResults
from planctl.plan.days import in_words
from planctl.plan.division import FREQUENCIES
from planctl.plan.figure import Figure
from planctl.plan.period import Period
from planctl.plan.typed_period import parse_period
from planctl.plan.year import Year
from planctl.problem import HIDDEN, UserError, did_you_mean, visible

COLUMNS = ("action", "measure", "name", "unit", "quarter", "period", "value", "numerator",
           "denominator", "supplied", "note")  # fmt: skip
_TOLD = frozenset({"name", "unit"})
"""The columns that only tell a person what a row is; what is in them is not read back."""

_NEEDED = frozenset(COLUMNS) - _TOLD - {"supplied", "note"}
_FILLED = ("value", "numerator", "denominator", "supplied", "note")
_GROUPED = re.compile(r"-?[0-9]{1,3}(,[0-9]{3})+")
_DATES = ("%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y")


def sheet_of_measures(
    found: Iterable[tuple[str, MeasureResults]], quarters: Sequence[Period], year: Year
) -> list[tuple[str, ...]]:
    """Return the rows of the sheet of measures, its columns' names first.

    `found` has the measures with the ids of their actions.
    """
    rows = [column_names(COLUMNS, quarters[0].noun)]
    for action, measured in found:
        for of in quarters:
            when = f"{of.key} {year}"
            rows += ((action, *_row(measured, of, each, when)) for each in measured.periods(of))
    return rows


def _row(measured: MeasureResults, of: Period, period: str, when: str) -> tuple[str, ...]:
    said = measured.recorded(of, period)
    value, above, below = "", "", ""
    if isinstance(said.value, Figure) and said.value.of is not None:
        above, below = f"{said.value.said:f}", f"{said.value.of:f}"
    elif isinstance(said.value, Figure):
        value = measured.as_typed(said.value)
    elif said.value:
        value = said.value.value
    supplied = said.supplied.isoformat() if said.supplied else ""
    start = (measured.measure.id, measured.name, measured.style.unit.value, when)
    return (*start, period, value, above, below, supplied, said.reason)


def sheet_values(grid: Grid, plan: SheetPlan) -> tuple[list[MeasureValue], list[RefusedCell]]:
    """Return the values of a sheet that change something, and every cell that is refused.

    Raises UserError where a column is missing or cannot be known.
    """
    noun = plan.year.noun
    start, columns = columns_of(grid, COLUMNS, _NEEDED, noun, "planctl measures --csv")
    values: list[MeasureValue] = []
    refused: list[RefusedCell] = []
    seen: dict[tuple[str, ValuePlace], int] = {}
    sheet = _Sheet(plan, grid, columns, start)
    for at_row, row in enumerate(grid.rows[start + 1 :], start + 2):
        cells = {name: row[at] if at < len(row) else Typed() for name, at in columns.items()}
        if not any(each.text for each in cells.values()):
            continue
        try:
            found = sheet.value(cells, seen)
            seen[found.action, found.place] = at_row
            if found.value.value:
                values.append(found)
        except RefusedCellError as refusal:
            refused.append(refused_cell(refusal, cells, columns, at_row, noun))
    return values, refused


class _Sheet(NamedTuple):
    """A sheet whose rows are read: the plan that it is of, and what other rows say of ids."""

    plan: SheetPlan
    grid: Grid
    columns: Mapping[str, int]
    start: int

    def value(
        self, cells: Mapping[str, Typed], seen: Mapping[tuple[str, ValuePlace], int]
    ) -> MeasureValue:
        """Return what a row wants recorded; its value is empty where it changes nothing."""
        for name, each in cells.items():
            if each.kind is Kind.FORMULA and name not in _TOLD:
                raise RefusedCellError(name, "it is a formula", "copy it, and paste it as a value")
        action, measure = self._measure(cells)
        of = self._quarter(cells["quarter"].text)
        place = ValuePlace(measure.way, of, self._period(cells["period"].text, measure, of))
        if (action, place) in seen:
            again = f"row {seen[action, place]} is of the same measure and time"
            raise RefusedCellError("measure", again, "delete one of the two rows")
        was = value_at(self.plan.actions[action], place)
        new = self._new_value(cells, measure, was, of)
        if new.value:
            column = next(name for name in _FILLED if name in cells and cells[name].text)
            self._refuse_untimely(place, column)
        return MeasureValue(action, measure.id, place, new)

    def _measure(self, cells: Mapping[str, Typed]) -> tuple[str, MeasureInFile]:
        """Return the action and the measure of a row, though a spreadsheet made 3.1 of 3.10."""
        typed, name = cells["action"], cells["measure"].text.lower()
        alike = actions_of_row(typed, self.plan)
        known = {each: {m.id: m for m in measures_in(self.plan.actions[each])} for each in alike}
        having = [each for each in alike if name in known[each]]
        if not having:
            ids = [each for action in alike for each in known[action]]
            hint = (
                did_you_mean(name, ids) or f"one of {', '.join(ids) or 'none: it has words only'}"
            )
            message = f"{' or '.join(alike)} has no measure of that id"
            raise RefusedCellError("measure", message, hint)
        one = having[0]
        if len(having) > 1:
            one = told_apart(typed, having, self.grid, self.columns, self.start)
        return one, known[one][name]

    def _quarter(self, typed: str) -> Period:
        try:
            return parse_period(typed, self.plan.year)
        except UserError as error:
            raise RefusedCellError("quarter", error.message, error.hint) from None

    def _period(self, typed: str, measure: MeasureInFile, of: Period) -> str:
        names = measure.periods(of)
        found = next((each for each in names if each.lower() == typed.lower()), "")
        if typed and not found:
            message = f"'{measure.id}' has no '{visible(typed)}' in {of}"
            how = measure.frequency or FREQUENCIES.get(of.noun, f"one a {of.noun}")
            hint = f"it is {how}: leave it empty"
            hint = f"one of {', '.join(names)}" if names else hint
            raise RefusedCellError("period", message, hint)
        return found

    def _refuse_untimely(self, place: ValuePlace, column: str) -> None:
        day = place.quarter.first_day_of(place.period)
        if day > self.plan.today:
            what = place.period or place.quarter
            raise RefusedCellError(column, f"{what} has not begun", f"it begins on {in_words(day)}")
        if place.quarter in self.plan.closed:
            message = f"{place.quarter} is signed off and closed"
            hint = "correct it alone, and say why: planctl record … --correct REASON"
            raise RefusedCellError(column, message, hint)

    def _new_value(
        self,
        cells: Mapping[str, Typed],
        measure: MeasureInFile,
        was: Mapping[str, str],
        of: Period,
    ) -> NewValue:
        """Return what is to be recorded; with no value where all of it is there already."""
        filled = {name: cells[name] for name in _FILLED if name in cells and cells[name].text}
        if not filled:
            return NewValue("")
        value = self._value(filled, measure) or was.get("value", "")
        if not value:
            hint = "write a value, or why there is none: not available, not supplied"
            raise RefusedCellError(next(iter(filled)), "it is said of no value", hint)
        note = _note(filled["note"].text) if "note" in filled else ""
        came = self._day(filled["supplied"], of) if "supplied" in filled else ""
        wanted = {"value": value, "reason": note, "supplied": came}
        same = all(was.get(key) == each for key, each in wanted.items() if each)
        return NewValue("") if same else NewValue(value, note, came)

    def _day(self, typed: Typed, of: Period) -> str:
        """Return the day on which a value came, which is not before what it is of."""
        day = _date(typed.text)
        if not day:
            hint = "write the day, the month and the year: 31/03/2020 or 2020-03-31"
            raise RefusedCellError("supplied", "it is not a date", hint)
        if not of.first_day <= day <= self.plan.today:
            message = f"{in_words(day)} is before {of} or yet to come"
            raise RefusedCellError("supplied", message, "write it as 2020-03-31, to be sure")
        return day.isoformat()

    def _value(self, filled: Mapping[str, Typed], measure: MeasureInFile) -> str:
        above, below = (self._number(filled, name, "") for name in ("numerator", "denominator"))
        if "value" in filled:
            if above or below:
                hint = "leave the value empty: it is worked out"
                raise RefusedCellError("value", "a numerator or a denominator is there too", hint)
            return self._number(filled, "value", measure.unit)
        if not above and not below:
            return ""
        if not above or not below:
            missing = "denominator" if above else "numerator"
            there = "numerator" if above else "denominator"
            raise RefusedCellError(there, f"there is no {missing}", "a share has both")
        try:
            return plain_share(above, below, measure.unit)
        except ValueError as error:
            raise RefusedCellError("denominator", "the two are no share", str(error)) from None

    def _number(self, filled: Mapping[str, Typed], column: str, unit: str) -> str:
        """Return the number of a cell as a plan writes it, "" where the cell is empty."""
        typed = filled.get(column, Typed())
        if not typed.text:
            return ""
        if typed.kind is Kind.DATE:
            hint = "make it a text cell, and type the number again"
            raise RefusedCellError(column, "the spreadsheet took it for a date", hint)
        if typed.kind is Kind.PERCENT and unit != "%":
            what = f"the unit is {unit}" if unit else "it is a number of its own"
            raise RefusedCellError(column, "it is a percentage", f"{what}: type the number alone")
        if self.grid.separator == ";" and _GROUPED.search(typed.text):
            message = "it has a comma, which may be one of thousands or of decimals"
            raise RefusedCellError(column, message, "write digits and a point alone: 1234.5")
        try:
            return plain_value(typed.text, unit) if unit else plain_number(typed.text, unit)
        except ValueError as error:
            what = f"a value in {unit}" if unit else "a number"
            hint = str(error) if unit else "write digits alone: 43"
            raise RefusedCellError(column, f"it is not {what}", hint) from None


def _date(text: str) -> date | None:
    for form in _DATES:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day
        except ValueError:
            continue
    return None


def _note(text: str) -> str:
    """Return a note without the apostrophe that kept it from being a formula."""
    line = " ".join(without_mark(text).split())
    if HIDDEN.search(line):
        raise RefusedCellError("note", "it has a hidden character", "delete it")
    return line
