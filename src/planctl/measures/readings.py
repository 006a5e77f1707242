"""What a measure's numbers say in each quarter of a plan's year, worked out from what it records.

Nothing that is said lets a value be found that is suppressed.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property, partial
from typing import NamedTuple, TypeVar

from planctl.measures.judgement import (
    Forecast,
    Goal,
    Travel,
    Unknown,
    certain_rating,
    distance,
    forecast,
    goal,
    suggested_rating,
    total,
    travel,
    usual_tolerance,
)
from planctl.measures.quarter_values import QuarterValues, not_added
from planctl.plan.figure import Figure, Missing, NumberStyle, Unit, Value, is_withheld
from planctl.plan.measure import Actual, Frequency, Measure, MeasureLine, Polarity
from planctl.plan.period import Period
from planctl.plan.ratings import Rag
from planctl.plan.scale import OWN, Scale, Step
from planctl.plan.target import Benchmark, Better, Number, Tolerance
from planctl.plan.year import Year

_Result = TypeVar("_Result")
_NOTHING = Actual.model_construct()

THE_BASELINE = "the baseline"
"""What the first value of a year is compared with, where the baseline is the period before."""


class PeriodValue(NamedTuple):
    """A value of a month, a term or a quarter: one mark of a chart."""

    label: str
    quarter: Period
    value: Value
    broken: bool


class Reading(NamedTuple):
    """A measure in one quarter: its value, and what follows from it or why nothing does."""

    quarter: Period
    value: Value
    note: str
    """Why there is no value, or why it was restated."""
    restated_from: Value | None
    series_break: str
    supplied: date | None
    number: Decimal | Unknown
    target: Goal | Unknown
    of_year: bool
    """Whether the target is the year's own, before Q4: only what is certain of it is said."""
    tolerance: Tolerance
    rating: Rag | Unknown
    distance: Decimal | Unknown
    """How far it is from its target: above 0 if better, below if short of it."""
    since: str
    """The period before, with which it is compared: Q1, Q4 last year, the baseline."""
    before: Period | None
    """That period, where it is of the same year."""
    value_before: Value
    """Its value."""
    travel: Travel | Unknown
    """Whether it improved since the period before."""
    travel_in_year: Travel | Unknown
    """Whether it improved since the same quarter last year."""
    forecast: Forecast | Unknown
    so_far: tuple[Figure, str] | None
    """Its value where it is not over but some months are there, and of which it is."""

    @property
    def shown(self) -> Value:
        """Its value; of a quarter that is not over, as far as it goes."""
        return self.so_far[0] if self.so_far else self.value

    def as_at(self, quarter: Period) -> str:
        """Return of what the value that stands in a quarter is, "" where of itself: as at Q3."""
        if self.so_far:
            return self.so_far[1]
        return "" if self.quarter == quarter else f"as at {self.quarter}"


@dataclass(frozen=True)
class MeasureResults:
    """A measure of an action in each quarter; `text` has the words of its line."""

    text: str
    measure: Measure
    year: Year
    today: date
    scale: Scale = OWN

    @property
    def name(self) -> str:
        """What it is called: its own name where its line has several measures, else the words."""
        return self.measure.name or self.text

    @cached_property
    def style(self) -> NumberStyle:
        """How its numbers are printed."""
        return self.measure.style

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """What its numbers say in each quarter."""
        return tuple(_reading(self.values, quarter) for quarter in self.year.periods)

    @cached_property
    def points(self) -> tuple[PeriodValue, ...]:
        """Each value of the year: of months or terms where there are any, else of quarters."""
        return tuple(point for each in self.readings for point in self._points(each))

    @cached_property
    def plotted(self) -> tuple[PeriodValue, ...]:
        """The points that a chart holds against the target: no month where that is a quarter's."""
        whole = self.values.accumulates and any(
            isinstance(each.target, Goal) for each in self.readings
        )
        return tuple(point for each in self.readings for point in self._points(each, whole=whole))

    def suggested(self, reading: Reading) -> Step | None:
        """Return the step of the plan's scale that a reading suggests, None if it suggests none."""
        rating = reading.rating
        return None if isinstance(rating, Unknown) else self.scale.suggested(rating)

    def at(self, quarter: Period) -> Reading:
        """Return what its numbers say in a quarter."""
        return self.readings[quarter.number - 1]

    def has_number(self, quarter: Period) -> bool:
        """Return whether there is a number of a quarter, be it as far as that goes."""
        of_quarter, _ = self.values.value(quarter)
        return isinstance(of_quarter, Figure) or self.values.so_far(quarter) is not None

    def standing(self, quarter: Period) -> Reading:
        """Return what its numbers say in a quarter; as at an earlier one where none is due in it.

        A value of a yearly measure that was recorded in Q3 stands in Q4 too.
        """
        now = self.at(quarter)
        if now.value is not Missing.NOT_DUE or self.values.expected(quarter):
            return now
        earlier = reversed(self.readings[: quarter.number - 1])
        return next((each for each in earlier if isinstance(each.value, Figure)), now)

    def periods(self, quarter: Period) -> list[str]:
        """Return what is to be recorded in a quarter: its months or its term by name, "" itself."""
        own = [] if self.lacks(quarter, "") else [""]
        if not own and not self.values.expected(quarter):
            return []
        parts = quarter.parts(self.measure.frequency)
        if parts and self.measure.frequency is Frequency.MONTHLY:
            adds = self.at(quarter).note != not_added(self.year.noun)
            return parts + (own if adds else [""])
        return own or parts or [""]

    def lacks(self, quarter: Period, period: str) -> bool:
        """Return whether nothing is recorded of a month, a term, or "", the quarter itself."""
        return self.recorded(quarter, period).value is None

    def recorded(self, quarter: Period, period: str) -> Actual:
        """Return what is recorded of a month, a term, or "", the quarter itself."""
        if not period:
            return self.values.recorded(quarter)
        return self.values.within(quarter).get(period, _NOTHING)

    def as_typed(self, figure: Figure) -> str:
        """Return a number as somebody types it: as it was written, and yes or no."""
        if self.style.unit is Unit.YES_NO:
            return self.style.printed(figure)
        return f"{figure.said:f}"

    @cached_property
    def values(self) -> QuarterValues:
        """What it records in each quarter."""
        return QuarterValues(self.measure, self.year, self.today)

    def _points(self, reading: Reading, *, whole: bool = False) -> Iterator[PeriodValue]:
        quarter, within = reading.quarter, self.values.within(reading.quarter)
        monthly = bool(self.values.recorded(quarter).months)
        if not within or (monthly and whole):
            yield PeriodValue(quarter.key, quarter, reading.value, bool(reading.series_break))
            return
        for name in quarter.months if monthly else within:
            actual = within.get(name, _NOTHING)
            value = actual.value or Missing.NOT_SUPPLIED
            yield PeriodValue(name, quarter, value, bool(actual.series_break))


def measure_results(
    lines: Iterable[MeasureLine], year: Year, today: date, scale: Scale
) -> tuple[MeasureResults, ...]:
    """Return those measures of an action's lines that carry numbers: that have a unit."""
    return tuple(
        MeasureResults(line.text, measure, year, today, scale)
        for line in lines
        for measure in line.measures
        if measure.unit
    )


def _reading(values: QuarterValues, quarter: Period) -> Reading:
    measure, recorded = values.measure, values.recorded(quarter)
    value, why = values.value(quarter)
    unit = values.unit
    number = Unknown(f"it is {value}") if isinstance(value, Missing) else value.number(unit)
    aim, of_year = _goal(values, quarter), _is_of_year(values, quarter)
    tolerance = measure.tolerance or usual_tolerance(unit, aim)
    rating = (
        _if_known(certain_rating, number, aim)
        if of_year
        else _if_known(suggested_rating, number, aim, tolerance)
    )
    far = _if_known(distance, number, aim)
    before = _before(values, quarter)
    direction = partial(_direction, measure.polarity, aim)
    return Reading(
        quarter=quarter,
        value=value,
        note=why or recorded.reason,
        restated_from=None if is_withheld(value) else recorded.restated_from,
        series_break=values.series_break(quarter),
        supplied=recorded.supplied,
        number=number,
        target=aim,
        of_year=of_year,
        tolerance=tolerance,
        rating=rating,
        distance=rating if of_year and isinstance(rating, Unknown) else far,
        since=before.name,
        before=before.period,
        value_before=before.value or Missing.NOT_AVAILABLE,
        travel=_if_known(direction, number, before.number),
        travel_in_year=_if_known(direction, number, values.number_last_year(quarter, quarter)),
        forecast=_forecast(values, quarter, number),
        so_far=values.so_far(quarter),
    )


def _direction(
    polarity: Polarity | None, aim: Goal | Unknown, number: Decimal, before: Decimal
) -> Travel | Unknown:
    return travel(before, number, polarity, aim)


def _if_known(work: Callable[..., _Result | Unknown], *given: object) -> _Result | Unknown:
    """Return what follows from some values, or why one of them is unknown."""
    for each in given:
        if isinstance(each, Unknown):
            return each
    return work(*given)


def _goal(values: QuarterValues, quarter: Period) -> Goal | Unknown:
    measure = values.measure
    target = measure.profile.get(quarter.key, measure.target)
    if target is None:
        return Unknown("there is no target")
    if not isinstance(target, Benchmark | Better):
        return goal(target, measure.polarity, {})
    broken = values.broken(values.year.first, quarter)
    known = {
        "baseline": broken or values.baseline_number(),
        "last year": values.number_last_year(quarter, quarter),
    }
    for name, each in measure.benchmarks.items():
        known[f"benchmark {name}"] = values.number_of(each, name)
    return goal(target, measure.polarity, known)


def _is_of_year(values: QuarterValues, quarter: Period) -> bool:
    """Return whether a quarter has no target of its own, and the year's is not to be met yet."""
    measure = values.measure
    by_quarter = quarter.key in measure.profile or measure.target == Better("last year")
    return values.grows and quarter != values.year.last and not by_quarter


class _Before(NamedTuple):
    """The period before: its name, its number or why there is none to compare, and its value."""

    name: str
    number: Decimal | Unknown
    value: Value | None = None
    period: Period | None = None


def _before(values: QuarterValues, quarter: Period) -> _Before:
    if values.grows:
        return _Before("", Unknown("what grows over the year is not compared within it"))
    measure = values.measure
    for each in reversed(values.year.periods[: quarter.number - 1]):
        if values.expected(each) or each.key in measure.actuals:
            number = values.broken(each, quarter, after=True) or values.number(each)
            return _Before(each.label, number, values.value(each)[0], each)
    last = quarter if measure.frequency is Frequency.ANNUAL else values.year.last
    if last.key in measure.last_year:
        number = values.number_last_year(last, quarter)
        return _Before(last.last_year, number, measure.value_last_year(last.key))
    if measure.baseline and values.is_of_last_year(measure.baseline, last):
        found = values.number_of(measure.baseline, THE_BASELINE)
        number = values.broken(values.year.first, quarter) or found
        return _Before(THE_BASELINE, number, measure.baseline.value)
    return _Before("", Unknown("it is the first period"))


def _forecast(
    values: QuarterValues, quarter: Period, number: Decimal | Unknown
) -> Forecast | Unknown:
    if isinstance(number, Unknown):
        return number
    if quarter == values.year.last:
        return Unknown("the year is over")
    measure = values.measure
    due = [each for each in values.year.periods if values.expected(each)]
    aims = [measure.profile.get(each.key) for each in due]
    profile = [aim.number for aim in aims if isinstance(aim, Number)]
    if len(profile) < len(due) or not due or quarter not in due:
        return Unknown("there is no profile of numbers to the end of the year")
    now = due.index(quarter) + 1
    expected, whole = profile[now - 1], profile[-1]
    so_far: Decimal | Unknown = number
    if values.adds:
        so_far, expected, whole = values.sum_to(quarter), total(profile[:now]), total(profile)
    year = goal(Number(whole), measure.polarity, {})
    if isinstance(so_far, Unknown):
        return so_far
    if isinstance(year, Unknown):
        return year
    return forecast(so_far, expected, year, grows=values.adds or values.grows)
