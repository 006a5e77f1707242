"""What a measure recorded in one year, as the next year's plan has it: its baseline, last year."""

from collections.abc import Iterable, Iterator, Sequence

from planctl.measures.readings import MeasureResults
from planctl.plan.figure import Figure, Missing, Value
from planctl.plan.measure_data import measure_keys
from planctl.plan.periods import Quarter, Year
from planctl.problem import UserError
from planctl.text.document import Document
from planctl.text.edit_value import end_of, with_text
from planctl.text.span import Keys, line_end_of, line_start_of

_REPLACED = ("baseline", "last_year", "actuals")
_STUBS = "\n\n".join(f"  {quarter}:" for quarter in Quarter)


def with_last_year(document: Document, measured: Iterable[MeasureResults], year: Year) -> Document:
    """Return the action of a new year with the last value of each measure as its baseline.

    The quarters' values become `last_year` and those of the new year are empty. A measure that
    recorded nothing stays as it is. Raises UserError where a mapping is written in braces.
    """
    places = {str(said.get("id")): way for way, said in measure_keys(document.data)}
    for each in reversed(tuple(measured)):
        if each.measure.actuals:
            document = _carried(document, places[each.measure.id], each, year)
    return document


def _carried(document: Document, way: Keys, measured: MeasureResults, year: Year) -> Document:
    """Return a document in which one measure begins a new year; nothing else is changed."""
    text = document.text
    fields = [keys for keys in document.spans if keys[:-1] == way]
    column = document.spans[fields[0]].key_start
    indent = " " * (column - line_start_of(text, column))
    newline = document.newline
    made = newline.join(f"{indent}{line}" if line else "" for line in _number_lines(measured, year))
    at = line_end_of(text, end_of(document, fields[-1]))
    text = f"{text[:at]}{newline}{made}{text[at:]}"
    for keys in reversed(fields):
        if keys[-1] in _REPLACED:
            start = line_start_of(text, document.spans[keys].key_start)
            end = line_end_of(text, end_of(document, keys)) + len(newline)
            text = text[:start] + text[end:]
    changed = with_text(document, text)
    if not changed or _other_data(changed, way) != _other_data(document, way):
        where = document.place(way)
        message = f"{where.path}:{where.line}: the numbers there cannot be carried forward"
        raise UserError(message, "write the measure one key to a line, without braces")
    return changed


def _number_lines(measured: MeasureResults, year: Year) -> Iterator[str]:
    said = [(each.quarter, each.value) for each in measured.readings]
    known = [(quarter, value) for quarter, value in said if isinstance(value, Figure)]
    if known:
        quarter, value = known[-1]
        yield "baseline:"
        yield f"  value: {_written(value)}"
        yield f"  when: {quarter} {year}"
    comparable = [(quarter, value) for quarter, value in said if _is_comparable(value)]
    if comparable:
        yield "last_year:"
        yield from (f"  {quarter}: {_written(value)}" for quarter, value in comparable)
    yield "actuals:"
    yield from _STUBS.split("\n")


def _is_comparable(value: Value) -> bool:
    """Return whether a value says something that next year may be compared with."""
    return isinstance(value, Figure) or value is Missing.SUPPRESSED


def _written(value: Value) -> str:
    return value.value if isinstance(value, Missing) else value.written


def _other_data(document: Document, way: Keys) -> object:
    """Return the data of a document without the numbers of one measure."""
    return _without(document.data, way)


def _without(said: object, way: Sequence[str | int]) -> object:
    fields = said if isinstance(said, dict) else {}
    if not way:
        return {key: value for key, value in fields.items() if key not in _REPLACED}
    first, *rest = way
    if isinstance(said, list):
        return [_without(each, rest) if at == first else each for at, each in enumerate(said)]
    return {key: _without(value, rest) if key == first else value for key, value in fields.items()}
