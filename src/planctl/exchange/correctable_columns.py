"""Which heading is which field, in a file that planctl writes and a person may correct."""

import csv
from collections.abc import Iterable, Mapping
from io import StringIO

from planctl.exchange.imported_plan import ImportedStep
from planctl.exchange.known_columns import FIELDS, OF_QUARTERS, TableColumn, plain_heading
from planctl.exchange.rating_scale import ANSWER
from planctl.plan.scale_step import StepKind
from planctl.problem import Exit, UserError, did_you_mean, visible

_HEAD = ("heading", "field")
_RATING = "rating"


def map_text(columns: Iterable[TableColumn], steps: Iterable[ImportedStep]) -> str:
    """Return the map of columns, one heading a line, and of the words of a scale: heading,field."""
    made = StringIO()
    writer = csv.writer(made, lineterminator="\n")
    writer.writerow(_HEAD)
    written: set[str] = set()
    for each in columns:
        heading = " ".join(each.heading.split()) or column_name(each)
        if plain_heading(heading) not in written:
            writer.writerow((heading, f"{each.field or 'leave'} {each.quarter}".strip()))
        written.add(plain_heading(heading))
    writer.writerows((each.label, f"{_RATING} {each.kind}") for each in steps)
    return made.getvalue()


def column_name(column: TableColumn) -> str:
    """Return what a column without a heading is called: column 3."""
    return f"column {column.start + 1}"


def fields_of_map(text: str, name: str) -> Mapping[str, str]:
    """Return the field that each heading is said to be, by plain headings.

    Raises UserError for a field that there is not. A place may stand for a heading, with the
    number that is meant there; a word of a scale, with what it is: rating amber.
    """
    found: dict[str, str] = {}
    for number, row in enumerate(csv.reader(StringIO(text.removeprefix("\ufeff"))), 1):
        cells = [cell.strip() for cell in row]
        if not any(cells) or tuple(map(str.lower, cells[:2])) == _HEAD:
            continue
        heading, field = (*cells, "")[:2]
        word, _, quarter = field.partition(" ")
        if word.lower() == _RATING:
            found[ANSWER.format(plain_heading(heading))] = _kind(quarter, f"{name}, line {number}")
            continue
        known = word.lower() in FIELDS and (not quarter or word.lower() in OF_QUARTERS)
        if not known and not _is_answer(heading, field):
            message = f"{visible(name)}, line {number}: '{visible(field)}' is no field"
            hint = did_you_mean(word, FIELDS) or f"one of {', '.join(FIELDS)}"
            raise UserError(message, hint, Exit.PROBLEMS)
        found[plain_heading(heading)] = f"{word.lower()} {quarter}".strip() if known else field
    return found


def _kind(typed: str, place: str) -> str:
    """Return what a word of a scale is said to be; UserError where it is no kind of step."""
    if typed.strip().lower() in [*StepKind]:
        return typed.strip().lower()
    message = f"{visible(place)}: '{visible(typed)}' is nothing that a rating can be"
    raise UserError(message, f"one of {', '.join(StepKind)}", Exit.PROBLEMS)


def _is_answer(heading: str, field: str) -> bool:
    """Return whether a line says which number a cell has, and not what a column is."""
    return heading[-1:].isdigit() and field[-1:].isdigit()
