"""The sheet on which a period's ratings and words are filled in: its rows, and what each sets."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from planctl.edits.typed_text import PLACEHOLDERS
from planctl.edits.update_fields import field_text
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
from planctl.plan.days import in_words
from planctl.plan.fields import TEXT_FIELDS, UPDATE_FIELDS
from planctl.plan.period import Period
from planctl.plan.scale import Scale
from planctl.plan.typed_period import parse_period
from planctl.plan.typed_ratings import typed_confidence, typed_rag, typed_status
from planctl.plan.year import Year
from planctl.problem import HIDDEN, UserError
from planctl.text.document import Document
from planctl.text.sentences import same_text

_RATING = "rating"
_FIELDS = {_RATING if field == "rag" else field.replace("_", " "): field for field in UPDATE_FIELDS}
COLUMNS = ("action", "title", "lead", "quarter", *_FIELDS)
_NEEDED = ("action", "quarter")


class SheetUpdates(NamedTuple):
    """What a sheet sets: fields of actions by their ids, all of one quarter; and refused cells."""

    quarter: Period | None
    values: Mapping[str, Mapping[str, str]]
    refused: list[RefusedCell]


def sheet_of_updates(
    actions: Iterable[tuple[str, Document]], quarter: Period, year: Year, scale: Scale
) -> list[tuple[str, ...]]:
    """Return the rows of the sheet of a quarter, its columns' names first."""
    rated = scale.at(quarter.key)
    rows: list[tuple[str, ...]] = [column_names(COLUMNS, quarter.noun)]
    for action, document in actions:
        title, lead = (
            " ".join(str(document.data.get(key) or "").split()) for key in ("title", "lead")
        )
        said = {field: field_text(document, quarter, field) for field in _FIELDS.values()}
        words = {key: rated.word_of(said[key]) for key in ("rag", "confidence") if said[key]}
        rows.append((action, title, lead, f"{quarter.key} {year}", *({**said, **words}).values()))
    return rows


def updates_in(grid: Grid, plan: SheetPlan, scale: Scale) -> SheetUpdates:
    """Return what a sheet sets that is not so already, and every cell that is refused.

    Raises UserError where a column is missing or cannot be known.
    """
    noun = plan.year.noun
    start, columns = columns_of(grid, COLUMNS, _NEEDED, noun, "planctl updates --csv")
    sheet, refused = _Sheet(plan, scale, grid, columns, start), list[RefusedCell]()
    values: dict[str, Mapping[str, str]] = {}
    quarter: Period | None = None
    rows: dict[str, int] = {}
    for at_row, row in enumerate(grid.rows[start + 1 :], start + 2):
        cells = {name: row[at] if at < len(row) else Typed() for name, at in columns.items()}
        if not any(each.text for each in cells.values()):
            continue
        try:
            action, of = sheet.about(cells, rows, quarter)
        except RefusedCellError as refusal:
            refused.append(refused_cell(refusal, cells, columns, at_row, noun))
            continue
        rows[action], quarter = at_row, of
        said: dict[str, str] = {}
        for name in [name for name in _FIELDS if name in cells and cells[name].text]:
            try:
                said |= sheet.set_by(name, cells[name], action, of)
            except RefusedCellError as refusal:
                refused.append(refused_cell(refusal, cells, columns, at_row, noun))
        if said:
            values[action] = said
    return SheetUpdates(quarter, values, refused)


class _Sheet(NamedTuple):
    """A sheet whose rows are read: the plan that it is of, and what its ratings are called."""

    plan: SheetPlan
    scale: Scale
    grid: Grid
    columns: Mapping[str, int]
    start: int

    def about(
        self, cells: Mapping[str, Typed], rows: Mapping[str, int], quarter: Period | None
    ) -> tuple[str, Period]:
        """Return the action and the quarter of a row; the quarter is that of the rows before."""
        typed = cells["action"]
        action, *others = actions_of_row(typed, self.plan)
        if others:
            action = told_apart(typed, [action, *others], self.grid, self.columns, self.start)
        if action in rows:
            again = f"row {rows[action]} is of the same action"
            raise RefusedCellError("action", again, "delete one of the two rows")
        try:
            of = parse_period(cells["quarter"].text, self.plan.year)
        except UserError as error:
            raise RefusedCellError("quarter", error.message, error.hint) from None
        if quarter not in (None, of):
            hint = "a sheet is of one quarter: make one of each"
            raise RefusedCellError("quarter", f"the rows above are of {quarter}", hint)
        if not of.begun(self.plan.today):
            hint = f"it begins on {in_words(of.first_day)}"
            raise RefusedCellError("quarter", f"{of} has not begun", hint)
        return action, of

    def set_by(self, name: str, typed: Typed, action: str, of: Period) -> Mapping[str, str]:
        """Return the field that a cell sets, and to what; nothing where it is so already."""
        field, was = _FIELDS[name], field_text(self.plan.actions[action], of, _FIELDS[name])
        now = self._value(name, typed, of)
        same = same_text(was, now) if field in TEXT_FIELDS else was == " ".join(now.split())
        if not same and of in self.plan.closed:
            hint = "correct it alone, and say why: planctl update … --correct REASON"
            raise RefusedCellError(name, f"{of} is signed off and closed", hint)
        return {} if same else {field: now}

    def _value(self, name: str, typed: Typed, of: Period) -> str:
        if typed.kind is Kind.FORMULA:
            raise RefusedCellError(name, "it is a formula", "copy it, and paste it as a value")
        text = without_mark(typed.text).replace("\r\n", "\n")
        if text.lower() == "none":
            return ""
        if HIDDEN.search(text):
            raise RefusedCellError(name, "it has a hidden character", "delete it")
        if text in PLACEHOLDERS:
            hint = "write the words in its place"
            raise RefusedCellError(name, "it stands for words of your own", hint)
        try:
            return self._code(_FIELDS[name], text, self.scale.at(of.key))
        except UserError as error:
            raise RefusedCellError(name, error.message, error.hint) from None

    def _code(self, field: str, text: str, rated: Scale) -> str:
        """Return what a file says for the words of a cell."""
        if field == "status" and self.scale.own:
            hint = "leave it empty: the rating says it all"
            raise UserError("the plan has a scale of its own, and no status beside", hint)
        read = {"rag": typed_rag, "confidence": typed_confidence}
        if field in read:
            return read[field](text, rated).code
        return typed_status(text).value if field == "status" else text
