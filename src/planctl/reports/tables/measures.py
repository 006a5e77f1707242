"""The measures of a plan as tables: what each of them is, and every value of it."""

from collections.abc import Callable, Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from planctl.measures.judgement import Forecast, Unknown
from planctl.measures.phrases import (
    comparisons,
    printed_value,
    recorded_periods,
    target_phrase,
    tolerance_phrase,
    year_target,
)
from planctl.measures.readings import MeasureResults, Reading
from planctl.plan.figure import Figure, Missing
from planctl.plan.figure import Value as Recorded
from planctl.plan.measure import Actual
from planctl.plan.ratings import Rag
from planctl.reports.tables.actions import (
    PLACE,
    Columns,
    RowSubject,
    action_columns,
    action_rows,
    table_of,
)
from planctl.reports.tables.table import Cell, Column, ShownNumber, Table, Value
from planctl.summary.summary import Summary


class _Line(NamedTuple):
    """What a row is about: a line of an action's measures, and the numbers it carries if any."""

    seen: RowSubject
    number: int
    text: str
    measured: MeasureResults | None


class _Period(NamedTuple):
    """What a row is about: a measure in a quarter, or in a month or a term of it by its name."""

    seen: RowSubject
    measured: MeasureResults
    reading: Reading
    name: str = ""
    actual: Actual | None = None


_About = _Line | _Period


def measure_table(summary: Summary) -> Table:
    """Return the table of measures: a row for each, as its numbers stand in the quarter."""
    about = "A row for each measure of an action, with what its numbers say of the quarter."
    action = _of_action(action_columns(summary))
    columns = {**action, **_MEASURE, **_DEFINED, **_STANDING, **_of_action(PLACE)}
    return table_of("measures", about, columns, _lines(summary))


def value_table(summary: Summary) -> Table:
    """Return the table of values: a row for each measure and quarter, and what is in a quarter."""
    about = "A row for each measure with numbers and quarter, and for each month and term recorded."
    columns = {**_of_action(action_columns(summary)), **_VALUE, **_READING, **_of_action(PLACE)}
    return table_of("values", about, columns, _periods(summary))


def _lines(summary: Summary) -> Iterator[_Line]:
    for seen in action_rows(summary):
        numbered = summary.measured[seen.row.path]
        lines = seen.row.action.measures if seen.row.action else ()
        for number, line in enumerate(lines, 1):
            mine = [each for each in numbered if any(each.measure is one for one in line.measures)]
            for measured in mine or (None,):
                yield _Line(seen, number, line.text, measured)


def _periods(summary: Summary) -> Iterator[_Period]:
    for seen in action_rows(summary):
        for measured in summary.measured[seen.row.path]:
            for position, reading in zip(seen.row.positions, measured.readings, strict=True):
                here = seen._replace(position=position)
                for name, actual in recorded_periods(measured, reading.quarter):
                    yield _Period(here, measured, reading, name, actual)
                yield _Period(here, measured, reading)


def _of_action(columns: Columns) -> Mapping[Column, Callable[[_About], Value]]:
    """Return columns that say something of the action of a row."""
    return {column: _asked_of_action(get) for column, get in columns.items()}


def _asked_of_action(get: Callable[[RowSubject], Value]) -> Callable[[_About], Value]:
    return lambda about: get(about.seen)


def _defined(get: Callable[[MeasureResults], Value]) -> Callable[[_Line], Value]:
    """Return what a measure says of itself; nothing of a line of words."""
    return lambda line: (get(line.measured) or None) if line.measured else None


def _stands(get: Callable[[MeasureResults, Reading], Value]) -> Callable[[_Line], Value]:
    """Return what a measure's numbers say of the quarter that is reported."""
    return lambda line: (
        get(line.measured, line.measured.standing(line.seen.position.quarter))
        if line.measured
        else None
    )


def _reads(get: Callable[[MeasureResults, Reading], Value]) -> Callable[[_Period], Value]:
    """Return what follows from the value of a quarter; nothing of a month or a term."""
    return lambda period: None if period.name else get(period.measured, period.reading)


def _printed_now(line: _Line) -> Value:
    """Return the value of the quarter that is reported as printed; of an earlier one, as at it."""
    if not line.measured:
        return None
    quarter = line.seen.position.quarter
    reading = line.measured.standing(quarter)
    value = printed_value(line.measured, reading.shown)
    return ", ".join(filter(None, [value, reading.as_at(quarter)]))


def _number(measured: MeasureResults, value: Recorded | None) -> Value:
    if not isinstance(value, Figure):
        return None
    style = measured.style
    return ShownNumber(_short(value.number(style.unit)), style.decimals_of(value))


def _short(number: Decimal) -> Decimal:
    """Return a number that was worked out with no more than ten decimals."""
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int) or exponent >= -_DECIMALS:
        return number
    return number.quantize(Decimal(1).scaleb(-_DECIMALS), ROUND_HALF_UP)


_DECIMALS = 10


def _printed(measured: MeasureResults, value: Recorded | None) -> Value:
    return None if value is None else printed_value(measured, value)


def _value(period: _Period) -> Recorded | None:
    return period.actual.value if period.actual else period.reading.value


def _part(period: _Period, of: Callable[[Figure], Decimal | None]) -> Value:
    """Return the numerator or the denominator of a value that has both."""
    value = _value(period)
    part = of(value) if isinstance(value, Figure) and value.of is not None else None
    return None if part is None else ShownNumber(part, Figure(part).places)


def _of_it(period: _Period, name: str) -> Value:
    """Return what was said beside a value, of a month or a term or else of the quarter."""
    found: Value = getattr(period.actual or period.reading, name)
    return found or None


def _judged(found: str | Unknown) -> Value:
    """Return what was worked out, if it could be."""
    return None if isinstance(found, Unknown) else found


def _distance(measured: MeasureResults, found: Decimal | Unknown) -> Value:
    if isinstance(found, Unknown):
        return None
    return ShownNumber(_short(found), measured.style.decimals_of_gap(found))


def _suggested(measured: MeasureResults, reading: Reading) -> Value:
    step = measured.suggested(reading)
    return step.word if step else None


def _why(found: Rag | Unknown) -> Value:
    return found.why if isinstance(found, Unknown) else None


def _forecast(measured: MeasureResults, found: Forecast | Unknown) -> Value:
    if isinstance(found, Unknown):
        return None
    return ShownNumber(_short(found.number), measured.style.decimals_worked_out(found.number))


def _meets(found: Forecast | Unknown) -> Value:
    return None if isinstance(found, Unknown) else ("yes" if found.meets else "no")


def _last_year(measured: MeasureResults, reading: Reading) -> Value:
    return _number(measured, measured.measure.value_last_year(reading.quarter.key))


_PRINTED = Column(
    "printed", "Value as printed", Cell.TEXT, "Rounded, with its unit, or what is missing."
)
_MEASURE: Mapping[Column, Callable[[_Line], Value]] = {
    Column("measure_number", "Measure number", Cell.NUMBER, "Its line among the action's own."): (
        lambda line: line.number
    ),
    Column("measure", "Measure", Cell.PROSE, "How performance is measured and tracked."): (
        lambda line: line.text
    ),
}
_DEFINED = {
    Column("measure_id", "Measure's name", Cell.TEXT, "The short name of one that has numbers."): (
        _defined(lambda measured: measured.measure.id)
    ),
    Column("what", "What it measures", Cell.TEXT, "In a line that has several measures."): (
        _defined(lambda measured: measured.measure.name)
    ),
    Column("unit", "Unit", Cell.WORD, "What it counts in."): (
        _defined(lambda measured: measured.style.unit.value)
    ),
    Column("unit_name", "Unit's name", Cell.WORD, "What is counted, or another unit."): (
        _defined(lambda measured: measured.measure.unit_name)
    ),
    Column("decimals", "Decimals", Cell.NUMBER, "With how many decimals it is printed."): (
        lambda line: line.measured.measure.decimals if line.measured else None
    ),
    Column("polarity", "Better is", Cell.WORD, "Which way is better."): (
        _defined(lambda measured: measured.measure.polarity)
    ),
    Column("basis", "Basis", Cell.WORD, "What time a value is about."): (
        _defined(lambda measured: measured.measure.basis)
    ),
    Column("frequency", "Frequency", Cell.WORD, "How often there is a value."): (
        _defined(lambda measured: measured.measure.frequency)
    ),
    Column("numbers_from", "Numbers from", Cell.TEXT, "Where its numbers come from."): (
        _defined(lambda measured: measured.measure.source)
    ),
    Column("asked", "Target of the year", Cell.TEXT, "As it is written."): (_defined(year_target)),
    Column("compared_with", "Compared with", Cell.LIST, "Its baseline and benchmarks."): (
        _defined(lambda measured: tuple(f"{name}: {said}" for name, said in comparisons(measured)))
    ),
}
_STANDING = {
    Column("value", "Value", Cell.DECIMAL, "Its value in the quarter reported, to ten decimals."): (
        _stands(lambda measured, reading: _number(measured, reading.value))
    ),
    Column(
        "printed", "Value as printed", Cell.TEXT, "Rounded, with its unit; or what is missing."
    ): _printed_now,
    Column("target", "Target", Cell.TEXT, "What the value has to reach."): (
        _stands(lambda measured, reading: target_phrase(measured, reading) or None)
    ),
    Column("suggested", "The numbers suggest", Cell.WORD, "The rating by target and tolerance."): (
        _stands(_suggested)
    ),
    Column("direction", "Direction", Cell.WORD, "Since the period before."): (
        _stands(lambda _, reading: _judged(reading.travel))
    ),
}
_VALUE: Mapping[Column, Callable[[_Period], Value]] = {
    Column("measure_id", "Measure's name", Cell.TEXT, "The short name of the measure."): (
        lambda period: period.measured.measure.id
    ),
    Column("measure", "Measure", Cell.PROSE, "What it measures."): (
        lambda period: period.measured.name
    ),
    Column("unit", "Unit", Cell.WORD, "What it counts in."): (
        lambda period: period.measured.style.unit.value
    ),
    Column("quarter", "Quarter", Cell.WORD, "Q1 to Q4 of the plan's year."): (
        lambda period: period.reading.quarter.key
    ),
    Column("period", "Month or term", Cell.WORD, "Empty for the quarter as a whole."): (
        lambda period: period.name or None
    ),
    Column("value", "Value", Cell.DECIMAL, "As written; as worked out to ten decimals."): (
        lambda period: _number(period.measured, _value(period))
    ),
    Column(
        "printed", "Value as printed", Cell.TEXT, "Rounded, with its unit; or what is missing."
    ): (lambda period: _printed(period.measured, _value(period))),
    Column("numerator", "Numerator", Cell.DECIMAL, "Of a value that is worked out from two."): (
        lambda period: _part(period, lambda figure: figure.said)
    ),
    Column("denominator", "Denominator", Cell.DECIMAL, "What the numerator is a part of."): (
        lambda period: _part(period, lambda figure: figure.of)
    ),
    Column("absent", "Why there is none", Cell.WORD, "Not due, not supplied, suppressed."): (
        lambda period: said.value if isinstance(said := _value(period), Missing) else None
    ),
    Column("note", "Note", Cell.PROSE, "Why it is missing, or was restated."): (
        lambda period: _of_it(period, "reason" if period.actual else "note")
    ),
    Column("restated_from", "Restated from", Cell.TEXT, "What had been reported before."): (
        lambda period: _printed(period.measured, (period.actual or period.reading).restated_from)
    ),
    Column("series_break", "Series break", Cell.PROSE, "Why it cannot be compared."): (
        lambda period: _of_it(period, "series_break")
    ),
    Column("supplied", "Supplied late", Cell.DATE, "The day on which it came."): (
        lambda period: _of_it(period, "supplied")
    ),
}
_READING = {
    Column("target", "Target", Cell.TEXT, "What the value has to reach."): (
        _reads(lambda measured, reading: target_phrase(measured, reading) or None)
    ),
    Column("tolerance", "Tolerance", Cell.TEXT, "What is still amber."): (_reads(tolerance_phrase)),
    Column("suggested", "The numbers suggest", Cell.WORD, "The rating by target and tolerance."): (
        _reads(_suggested)
    ),
    Column("not_rated", "Why not rated", Cell.TEXT, "Why the numbers suggest no rating."): (
        _reads(lambda _, reading: _why(reading.rating))
    ),
    Column("distance", "Distance to target", Cell.DECIMAL, "Above 0 if better, below if short."): (
        _reads(lambda measured, reading: _distance(measured, reading.distance))
    ),
    Column("since", "Compared with", Cell.WORD, "The period before."): (
        _reads(lambda _, reading: reading.since or None)
    ),
    Column("direction", "Direction", Cell.WORD, "Improved, worsened or the same since then."): (
        _reads(lambda _, reading: _judged(reading.travel))
    ),
    Column("last_year", "Last year", Cell.DECIMAL, "The value of the same quarter last year."): (
        _reads(_last_year)
    ),
    Column("direction_in_year", "Direction since last year", Cell.WORD, "Since that quarter."): (
        _reads(lambda _, reading: _judged(reading.travel_in_year))
    ),
    Column("forecast", "Forecast", Cell.DECIMAL, "Where the year will end if it goes on so."): (
        _reads(lambda measured, reading: _forecast(measured, reading.forecast))
    ),
    Column("forecast_meets", "Forecast meets target", Cell.WORD, "Yes or no."): (
        _reads(lambda _, reading: _meets(reading.forecast))
    ),
}
