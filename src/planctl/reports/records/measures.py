"""The numbers of measures: what `planctl measures --json` prints.

Numbers are texts, exact as written or worked out, never rounded; `printed` has them rounded. What
is missing is null, and `why` says why.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Literal

from typing_extensions import TypedDict  # pydantic asks for this one before Python 3.12

from planctl.measures.judgement import Forecast, Travel, Unknown
from planctl.measures.phrases import (
    comparisons,
    printed_forecast,
    printed_value,
    reading_sentence,
    recorded_periods,
    target_phrase,
    tolerance_phrase,
    year_target,
)
from planctl.measures.readings import MeasureResults, Reading
from planctl.plan.figure import Figure, Value
from planctl.plan.measure import Actual
from planctl.reports.records.plan import PlanRecord, plan_record
from planctl.summary.summary import Summary


class FigureRecord(TypedDict):
    """A number, with what it was worked out from, or what is missing: `not due`, `suppressed`."""

    number: str | None
    numerator: str | None
    denominator: str | None
    missing: str | None
    printed: str


class TravelRecord(TypedDict):
    """Whether a number improved since a period, or why that cannot be said."""

    since: str
    direction: Literal["improved", "worsened", "same"] | None
    why: str


class ForecastRecord(TypedDict):
    """Where the year will end if it goes on as it has."""

    number: str
    target: str
    meets: bool
    printed: str


class ComparedRecord(TypedDict):
    """What a measure is compared with: its baseline, or a benchmark by its name."""

    name: str
    printed: str


class PeriodRecord(TypedDict):
    """What was recorded of a month, or of a term: April, Summer."""

    period: str
    value: FigureRecord | None
    restated_from: FigureRecord | None
    reason: str
    series_break: str
    supplied: str | None


class ReadingRecord(TypedDict):
    """A measure in a quarter; `periods` are the months or the term recorded in it."""

    quarter: str
    value: FigureRecord
    last_year: FigureRecord | None
    periods: list[PeriodRecord]
    note: str
    restated_from: FigureRecord | None
    series_break: str
    supplied: str | None
    target: str
    tolerance: str
    rating: Literal["red", "amber", "green"] | None
    why: str
    distance: str | None
    travel: TravelRecord
    travel_in_year: TravelRecord
    forecast: ForecastRecord | None
    sentence: str


class MeasureRecord(TypedDict):
    """A measure that carries numbers: its words, its definition and its quarters."""

    id: str
    name: str
    text: str
    unit: str
    unit_name: str
    polarity: str | None
    basis: str | None
    frequency: str | None
    source: str
    target: str
    compared_with: list[ComparedRecord]
    readings: list[ReadingRecord]


class MeasuredRecord(MeasureRecord):
    """A measure with the action that it is one of."""

    action: str


class Measures(TypedDict):
    """What `planctl measures --json` prints; each measure has all its quarters."""

    schema: Literal["planctl/measures/1"]
    plan: PlanRecord
    measures: list[MeasuredRecord]


def measure_list(summary: Summary, found: Iterable[tuple[str, MeasureResults]]) -> Measures:
    """Return the record of `planctl measures --json`, of measures by the ids of their actions."""
    made: list[MeasuredRecord] = [
        {"action": action, **measure_record(each)} for action, each in found
    ]
    return {"schema": "planctl/measures/1", "plan": plan_record(summary), "measures": made}


def measure_record(measured: MeasureResults) -> MeasureRecord:
    """Return the record of a measure."""
    measure = measured.measure
    return {
        "id": measure.id,
        "name": measured.name,
        "text": measured.text,
        "unit": measured.style.unit.value,
        "unit_name": measure.unit_name,
        "polarity": measure.polarity and measure.polarity.value,
        "basis": measure.basis and measure.basis.value,
        "frequency": measure.frequency and measure.frequency.value,
        "source": measure.source,
        "target": year_target(measured),
        "compared_with": [{"name": name, "printed": said} for name, said in comparisons(measured)],
        "readings": [_reading(measured, each) for each in measured.readings],
    }


def _reading(measured: MeasureResults, reading: Reading) -> ReadingRecord:
    rating = reading.rating
    return {
        "quarter": reading.quarter.key,
        "value": _figure(measured, reading.value),
        "last_year": _known(measured, measured.measure.value_last_year(reading.quarter.key)),
        "periods": [
            _period(measured, name, actual)
            for name, actual in recorded_periods(measured, reading.quarter)
        ],
        "note": reading.note,
        "restated_from": _known(measured, reading.restated_from),
        "series_break": reading.series_break,
        "supplied": reading.supplied.isoformat() if reading.supplied else None,
        "target": target_phrase(measured, reading),
        "tolerance": tolerance_phrase(measured, reading),
        "rating": None if isinstance(rating, Unknown) else rating.value,
        "why": rating.why if isinstance(rating, Unknown) else "",
        "distance": None if isinstance(reading.distance, Unknown) else _exact(reading.distance),
        "travel": _travel(reading.since, reading.travel),
        "travel_in_year": _travel(reading.quarter.last_year, reading.travel_in_year),
        "forecast": _forecast(measured, reading.forecast),
        "sentence": reading_sentence(measured, reading.quarter),
    }


def _period(measured: MeasureResults, name: str, actual: Actual) -> PeriodRecord:
    return {
        "period": name,
        "value": _known(measured, actual.value),
        "restated_from": _known(measured, actual.restated_from),
        "reason": actual.reason,
        "series_break": actual.series_break,
        "supplied": actual.supplied.isoformat() if actual.supplied else None,
    }


def _known(measured: MeasureResults, value: Value | None) -> FigureRecord | None:
    return None if value is None else _figure(measured, value)


def _figure(measured: MeasureResults, value: Value) -> FigureRecord:
    printed = printed_value(measured, value)
    if not isinstance(value, Figure):
        nothing: FigureRecord = {
            "number": None,
            "numerator": None,
            "denominator": None,
            "missing": value.value,
            "printed": printed,
        }
        return nothing
    return {
        "number": _exact(value.number(measured.style.unit)),
        "numerator": None if value.of is None else _exact(value.said),
        "denominator": None if value.of is None else _exact(value.of),
        "missing": None,
        "printed": printed,
    }


def _travel(since: str, travel: Travel | Unknown) -> TravelRecord:
    if isinstance(travel, Unknown):
        return {"since": since, "direction": None, "why": travel.why}
    return {"since": since, "direction": travel, "why": ""}


def _forecast(measured: MeasureResults, found: Forecast | Unknown) -> ForecastRecord | None:
    if isinstance(found, Unknown):
        return None
    return {
        "number": _exact(found.number),
        "target": _exact(found.target),
        "meets": found.meets,
        "printed": printed_forecast(measured, found),
    }


def _exact(number: Decimal) -> str:
    return f"{number:f}"
