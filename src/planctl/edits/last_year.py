"""What a measure recorded in one year, as the next year's plan has it: its baseline, last year."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from planctl.measures.judgement import Unknown
from planctl.measures.readings import MeasureResults, Reading
from planctl.plan.figure import Figure, Missing, Value, is_withheld
from planctl.plan.measure import Basis
from planctl.plan.measure_data import measure_keys
from planctl.plan.period import Period
from planctl.plan.year import Year, years_later
from planctl.problem import UserError
from planctl.text.document import Document
from planctl.text.edit_value import end_of, scalar, with_text
from planctl.text.span import Keys, line_end_of, line_start_of

_REPLACED = ("baseline", "last_year", "actuals")


def with_last_year(
    document: Document, measured: Iterable[MeasureResults], following: Year
) -> Document:
    """Return the action of a new year with the year's number of each measure as its baseline.

    The quarters' values become `last_year` and those of the new year are empty. A measure that
    recorded nothing stays as it is. Raises UserError where a mapping is written in braces.
    """
    places = {str(said.get("id")): way for way, said in measure_keys(document.data)}
    for each in reversed(tuple(measured)):
        if each.measure.actuals:
            document = _carried(document, places[each.measure.id], each, following)
    return document


def without_outturn(measured: Iterable[MeasureResults]) -> Iterator[str]:
    """Yield each measure whose year has no number, though it recorded something, and why."""
    for each in measured:
        found = each.values.outturn() if each.measure.actuals else None
        if isinstance(found, Unknown):
            yield f"{each.measure.id}: {found.why}"


def _carried(document: Document, way: Keys, measured: MeasureResults, following: Year) -> Document:
    """Return a document in which one measure begins a new year; nothing else is changed."""
    text = document.text
    fields = [keys for keys in document.spans if keys[:-1] == way]
    column = document.spans[fields[0]].key_start
    indent = " " * (column - line_start_of(text, column))
    newline = document.newline
    lines = _number_lines(measured, following)
    made = newline.join(f"{indent}{line}" if line else "" for line in lines)
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


def _number_lines(measured: MeasureResults, following: Year) -> Iterator[str]:
    outturn = measured.values.outturn()
    yield "baseline:"
    if not isinstance(outturn, Unknown):
        value, period = outturn
        yield f"  value: {_written(value)}"
        yield f"  when: {_when(period, measured.values.year, following)}"
    comparable = dict(_comparable(measured, following))
    if comparable:
        yield "last_year:"
        for key, each in comparable.items():
            yield from _quarter_lines(scalar(key), each)
    yield "actuals:"
    yield from "\n\n".join(f"  {scalar(key)}:" for key in following.keys).split("\n")


def _when(period: Period | None, year: Year, following: Year) -> str:
    """Return of when a number is: of the year, or of a period as the new year calls it."""
    if period is None:
        return str(year)
    if following.named or following.noun == year.noun:
        return f"{period} {year}"
    same = (each for each in following.before.periods if each.last_day == period.last_day)
    return next((f"{each} {year}" for each in same), f"{period} {year}")


def _comparable(measured: MeasureResults, following: Year) -> Iterator[tuple[str, Reading]]:
    """Yield what may be compared with a quarter of the new year: of the same days a year before.

    Shorter periods of the year before, that are together of those days, are put together.
    """
    for period in following.periods:
        begin, end = _days(period, 0)
        days = ((each, _days(each.quarter, 1)) for each in measured.readings)
        parts = [(each, of) for each, of in days if begin <= of[0] and of[1] <= end]
        if parts and (parts[0][1][0], parts[-1][1][1]) == (begin, end):
            found = _together([each for each, _ in parts], measured)
            if found and _is_comparable(found.value):
                yield period.key, found


def _together(parts: Sequence[Reading], measured: MeasureResults) -> Reading | None:
    """Return the readings of some periods as that of one; None where they are not comparable.

    Numbers in the period are added up, and shares pooled; of anything else the last counts.
    """
    last = parts[-1]
    if len(parts) == 1:
        return last
    values = measured.values
    if values.broken(parts[0].quarter, last.quarter, after=True):
        return None
    if measured.measure.basis is not Basis.IN_PERIOD:
        return last
    said = [each.value for each in parts if values.expected(each.quarter)]
    figures = [each for each in said if isinstance(each, Figure)]
    pooled = values.pooled(figures) if figures and len(figures) == len(said) else None
    if pooled is None:
        return None
    return last._replace(value=pooled, restated_from=None, series_break=parts[0].series_break)


def _days(period: Period, years: int) -> tuple[date, date]:
    """Return the day on which a period begins and that after its end, so many years later."""
    after = period.last_day + timedelta(days=1)
    return years_later(period.first_day, years), years_later(after, years)


def _is_comparable(value: Value) -> bool:
    """Return whether a value says something that next year may be compared with."""
    return isinstance(value, Figure) or is_withheld(value)


def _quarter_lines(key: str, reading: Reading) -> Iterator[str]:
    """Yield the lines of a quarter: its value, and where it was restated or its series broke."""
    beside = {"series_break": scalar(reading.series_break)} if reading.series_break else {}
    if reading.restated_from is not None:
        before = {"restated_from": _written(reading.restated_from)}
        beside = {**before, "reason": scalar(reading.note), **beside}
    if not beside:
        yield f"  {key}: {_written(reading.value)}"
        return
    yield f"  {key}:"
    beside = {"value": _written(reading.value), **beside}
    yield from (f"    {key}: {text}" for key, text in beside.items())


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
