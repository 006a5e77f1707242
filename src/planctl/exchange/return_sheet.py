"""A lead's return as a workbook: a row for each field, and what comes back of it."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from planctl.exchange.cells import Grid, Kind, Typed
from planctl.exchange.return_form import (
    TICK,
    ActionReturn,
    LeadReturn,
    Reference,
    ReturnField,
    digest,
)
from planctl.exchange.return_marks import (
    BACK,
    REFERENCE,
    TAG,
    reference_in,
    reference_line,
)
from planctl.exchange.returned_document import FieldsRead, ticked
from planctl.exchange.returned_fields import FieldSaid
from planctl.exchange.sheet_rows import without_mark
from planctl.plan.days import in_words
from planctl.problem import UserError, visible
from planctl.reports.formats.xlsx import FormSheet, SheetQuestion, form_to_fill_in

HEADS = ("Action", "Field", "How", "Last time", "Your answer", "Reference")
_ANSWER, _TAG = HEADS.index("Your answer"), HEADS.index("Reference")
_HOW = (
    "Write in the column 'Your answer'; the rest is locked. Leave an answer as it is if nothing "
    "changed. Alt and Enter begin a new line in a cell."
)
_TICK_HINT = "Write yes if you have nothing to add for this action."
_YES = ("yes", "y", "x", "true")


class SheetReturn(NamedTuple):
    """A workbook that came back: what it is of, and its rows."""

    reference: Reference
    grid: Grid


def return_workbook(of: LeadReturn, send_to: str) -> bytes:
    """Return the workbook of a return; UserError where its library is missing."""
    to = send_to or "whoever sent it to you"
    above = (
        of.organisation,
        of.title,
        of.name,
        f"{of.period.described}.",
        f"{BACK} {of.due:%A} {in_words(of.due)}, to {to}.",
        _HOW,
    )
    rows = [_row(action, field) for action in of.actions for field in action.fields]
    below = SheetQuestion((REFERENCE, reference_line(of.reference)))
    return form_to_fill_in(FormSheet(of.name, above, HEADS, [*rows, below], _ANSWER, of.due))


def _row(action: ActionReturn, field: ReturnField) -> SheetQuestion:
    before = {part.name: part.text for part in action.before}
    if field.name == (TICK,):
        before, hint = {TICK: action.last_time}, _TICK_HINT
    else:
        hint = field.hint
    said = before.get(field.name[0], "").strip()
    tag = f"{action.id}/{field.slot}/{digest(' '.join(field.text.split()))}"
    cells = (action.heading, field.label, hint, said, field.text.strip(), tag)
    return SheetQuestion(cells, tuple(field.choices))


def sheet_return(grid: Grid, shown: str) -> SheetReturn:
    """Return what a workbook is a return of; UserError where it is none that planctl made."""
    texts = (cell.text for row in grid.rows for cell in row)
    found = next(filter(None, map(reference_in, texts)), None)
    if not found:
        message = f"{shown} is no return that planctl made"
        raise UserError(message, "planctl returns make --xlsx makes them")
    return SheetReturn(found, grid)


def fields_of_sheet(of: SheetReturn) -> FieldsRead:
    """Return the fields of a workbook, by the tags of its rows."""
    said: dict[tuple[str, str], FieldSaid] = {}
    remarks: list[str] = []
    for number, row in enumerate(of.grid.rows, 1):
        found = next(filter(None, (TAG.fullmatch(cell.text) for cell in row)), None)
        if not found:
            remarks += _strange(number, row[len(HEADS) :])
            continue
        key, answer = (found[1], found[2]), row[_ANSWER]
        remarks += _strange(number, row[len(HEADS) :])
        if answer.kind is Kind.FORMULA:
            remarks.append(f"row {number} is a formula, and is not taken: '{visible(answer.text)}'")
        elif key in said:
            remarks.append(f"row {number} is of {' '.join(key)} again, and is not taken")
        else:
            said[key] = FieldSaid(_text(answer, found[2]), found[3])
    return FieldsRead(said, remarks, plain=True)


def _strange(number: int, cells: Sequence[Typed]) -> Iterator[str]:
    for cell in cells:
        if cell.text:
            words = f"'{visible(cell.text)}', row {number}"
            yield f"written outside the answers, and not taken: {words}"


def _text(answer: Typed, slot: str) -> str:
    text = without_mark(answer.text).replace("\r\n", "\n")
    if slot == TICK:
        return ticked(text, also=_YES)
    return f"{text}%" if answer.kind is Kind.PERCENT else text
