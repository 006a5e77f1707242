"""What a measure's numbers say in each quarter of a plan's year, worked out from what it records.

Nothing is worked out from a value that is suppressed, and nothing that is said lets one be found.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from planctl.measures.judgement import (
    GROWING,
    SUMMED,
    Forecast,
    Goal,
    Travel,
    Unknown,
    distance,
    forecast,
    goal,
    suggested_rating,
    total,
    travel,
    usual_tolerance,
)
from planctl.plan.figure import Figure, Missing, NumberStyle, Unit, Value
from planctl.plan.measure import (
    Actual,
    Basis,
    Dated,
    Frequency,
    Measure,
    MeasureLine,
    QuarterActual,
)
from planctl.plan.periods import Quarter, Year, months, terms
from planctl.plan.ratings import Rag
from planctl.plan.target import Number, Target, Tolerance

NOT_ADDED = "its months do not add up; record a value of the quarter itself"
"""Why a quarter has no value where each of its months has one."""

_NOTHING = QuarterActual()
_ADDING = (Basis.IN_PERIOD, None)
"""The bases on which the values of months may add up to the quarter's."""


class PeriodValue(NamedTuple):
    """A value of a month, a term or a quarter: one mark of a chart."""

    label: str
    quarter: Quarter
    value: Value
    broken: bool


@dataclass(frozen=True)
class Reading:
    """A measure in one quarter: its value, and what follows from it or why nothing does."""

    quarter: Quarter
    value: Value
    note: str
    """Why there is no value, or why it was restated."""
    restated_from: Value | None
    series_break: str
    supplied: date | None
    number: Decimal | Unknown
    target: Goal | Unknown
    tolerance: Tolerance
    rating: Rag | Unknown
    distance: Decimal | Unknown
    """How far it is from its target: above 0 if better, below if short of it."""
    since: str
    """The period before, with which it is compared: Q1, Q4 last year."""
    travel: Travel | Unknown
    """Whether it improved since the period before."""
    travel_in_year: Travel | Unknown
    """Whether it improved since the same quarter last year."""
    forecast: Forecast | Unknown


@dataclass(frozen=True)
class MeasureResults:
    """A measure of an action in each quarter; `text` has the words of its line."""

    text: str
    measure: Measure
    year: Year
    today: date

    @property
    def name(self) -> str:
        """What it is called: its own name where its line has several measures, else the words."""
        return self.measure.name or self.text

    @property
    def style(self) -> NumberStyle:
        """How its numbers are printed."""
        return self.measure.style

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """What its numbers say in each quarter."""
        working = _Working(self.measure, self.year, self.today)
        return tuple(working.reading(quarter) for quarter in Quarter)

    @cached_property
    def points(self) -> tuple[PeriodValue, ...]:
        """Each value of the year: of months or terms where there are any, else of quarters."""
        return tuple(_points(self.measure, self.year, self.readings))

    def periods(self, quarter: Quarter) -> list[str]:
        """Return what is to be recorded in a quarter: its months or its term by name, "" itself."""
        recorded = self.measure.actuals.get(quarter.value, _NOTHING)
        own = [""] if recorded.value is not None else []
        if not own and not _Working(self.measure, self.year, self.today).expected(quarter):
            return []
        if self.measure.frequency is Frequency.MONTHLY:
            adds = self.readings[quarter.number - 1].note != NOT_ADDED
            return months(self.year, quarter) + (own if adds else [""])
        ends = terms(self.year, quarter) if self.measure.frequency is Frequency.TERMLY else []
        return own or ends or [""]

    def lacks(self, quarter: Quarter, period: str) -> bool:
        """Return whether nothing is recorded of a month, a term, or "", the quarter itself."""
        return self.recorded(quarter, period).value is None

    def recorded(self, quarter: Quarter, period: str) -> Actual:
        """Return what is recorded of a month, a term, or "", the quarter itself."""
        recorded = self.measure.actuals.get(quarter.value, _NOTHING)
        return _inner(recorded).get(period, _NOTHING) if period else recorded

    def as_typed(self, figure: Figure) -> str:
        """Return a number as somebody types it: as it was written, and yes or no."""
        if self.style.unit is Unit.YES_NO:
            return self.style.printed(figure)
        return f"{figure.said:f}"

    def at(self, quarter: Quarter) -> Reading:
        """Return what its numbers say in a quarter."""
        return self.readings[quarter.number - 1]


def measure_results(
    lines: Iterable[MeasureLine], year: Year, today: date
) -> tuple[MeasureResults, ...]:
    """Return those measures of an action's lines that carry numbers: that have a unit."""
    return tuple(
        MeasureResults(line.text, measure, year, today)
        for line in lines
        for measure in line.measures
        if measure.unit
    )


@dataclass(frozen=True)
class _Working:
    """One measure at work: what was recorded, and when it has to be there."""

    measure: Measure
    year: Year
    today: date

    def reading(self, quarter: Quarter) -> Reading:
        recorded = self.measure.actuals.get(quarter.value, _NOTHING)
        found, why = self._value(quarter)
        number = _number(found, self.measure.style.unit)
        aim = self.goal(quarter)
        tolerance = self.measure.tolerance or usual_tolerance(self.measure.style.unit)
        before = self._before(quarter)
        is_hidden = found is Missing.SUPPRESSED
        return Reading(
            quarter=quarter,
            value=found,
            note=why or recorded.reason,
            restated_from=None if is_hidden else recorded.restated_from,
            series_break=_break(recorded),
            supplied=recorded.supplied,
            number=number,
            target=aim,
            tolerance=tolerance,
            rating=_judged(number, aim, tolerance),
            distance=_distance(number, aim),
            since=before[0],
            travel=self._travel(number, before[1], aim),
            travel_in_year=self._travel(number, self._last_year(quarter, quarter), aim),
            forecast=self._forecast(quarter, number),
        )

    def goal(self, quarter: Quarter) -> Goal | Unknown:
        target = self._target(quarter)
        if isinstance(target, Unknown):
            return target
        broken = self._broken(Quarter.Q1, quarter)
        baseline = _of(self.measure.baseline, self.measure, "the baseline")
        known: dict[str, Decimal | Unknown] = {
            "baseline": broken or baseline,
            "last year": self._last_year(quarter, quarter),
        }
        for name, each in self.measure.benchmarks.items():
            known[f"benchmark {name}"] = _of(each, self.measure, name)
        return goal(target, self.measure.polarity, known)

    def _target(self, quarter: Quarter) -> Target | Unknown:
        measure = self.measure
        found = measure.profile.get(quarter.value)
        if found is not None:
            return found
        if measure.target is None:
            return Unknown("there is no target")
        grows = measure.basis is Basis.YEAR_TO_DATE and measure.unit in GROWING
        if grows and isinstance(measure.target, Number) and quarter is not Quarter.Q4:
            return Unknown("the target is for the whole year, and there is no profile")
        return measure.target

    def _value(self, quarter: Quarter) -> tuple[Value, str]:
        """Return the value of a quarter, and why there is none if more than a word says it."""
        recorded = self.measure.actuals.get(quarter.value, _NOTHING)
        together = self._together(quarter, recorded)
        if recorded.value is not None and together != (Missing.SUPPRESSED, ""):
            return recorded.value, ""
        if together:
            return together
        if not self.expected(quarter):
            return Missing.NOT_DUE, f"the measure is {self.measure.frequency}"
        is_past = self.year.ended(quarter, self.today)
        return (Missing.NOT_SUPPLIED if is_past else Missing.NOT_DUE), ""

    def _together(self, quarter: Quarter, recorded: QuarterActual) -> tuple[Value, str] | None:
        """Return what a quarter's months or its term say of it; None where there are none."""
        inner = _inner(recorded)
        ended = [inner[name] for name in terms(self.year, quarter) if name in inner]
        if ended:
            return ended[0].value or Missing.NOT_SUPPLIED, ended[0].reason
        if not recorded.months:
            return None
        basis, names = self.measure.basis, months(self.year, quarter)
        said = [inner[name].value if name in inner else None for name in names]
        if basis in _ADDING and Missing.SUPPRESSED in said:
            return Missing.SUPPRESSED, ""
        if basis is not Basis.IN_PERIOD:
            return (said[-1], "") if said[-1] else self._absent(names[-1], quarter)
        return self._added(quarter, list(zip(names, said, strict=True)))

    def _added(self, quarter: Quarter, said: list[tuple[str, Value | None]]) -> tuple[Value, str]:
        """Return the value of a quarter from those of its months, by their names."""
        for name, each in said:
            if each is None:
                return self._absent(name, quarter)
            if isinstance(each, Missing):
                return each, f"{name} is {each}"
        return _sum([each for _, each in said if isinstance(each, Figure)], self.measure.style.unit)

    def _absent(self, month: str, quarter: Quarter) -> tuple[Value, str]:
        is_past = self.year.ended(quarter, self.today)
        if not is_past:
            return Missing.NOT_DUE, ""
        return Missing.NOT_SUPPLIED, f"{month} was not supplied"

    def expected(self, quarter: Quarter) -> bool:
        """Return whether a value of a quarter is due at its end."""
        recorded = self.measure.actuals
        match self.measure.frequency:
            case Frequency.SIX_MONTHLY:
                return quarter in {Quarter.Q2, Quarter.Q4}
            case Frequency.ANNUAL:
                others = any(name != quarter.value for name in recorded)
                return quarter is Quarter.Q4 and not others
            case Frequency.TERMLY:
                return bool(terms(self.year, quarter))
        return True

    def _before(self, quarter: Quarter) -> tuple[str, Decimal | Unknown]:
        """Return the name of the period before, and its value or why there is none to compare."""
        measure = self.measure
        if measure.basis is Basis.YEAR_TO_DATE and measure.unit in GROWING:
            return "", Unknown("what grows over the year is not compared within it")
        earlier = [each for each in Quarter if each.number < quarter.number]
        for each in reversed(earlier):
            if self.expected(each) or each.value in measure.actuals:
                broken = self._broken(each, quarter, after=True)
                found = _number(self._value(each)[0], measure.style.unit, each.value)
                return each.value, broken or found
        last = quarter if measure.frequency is Frequency.ANNUAL else Quarter.Q4
        if last.value not in measure.last_year:
            return "", Unknown("it is the first period")
        return f"{last} last year", self._last_year(last, quarter)

    def _last_year(self, quarter: Quarter, now: Quarter) -> Decimal | Unknown:
        """Return the value of a quarter of last year, if one of now can be compared with it."""
        value = self.measure.last_year.get(quarter.value)
        if value is None:
            return Unknown(f"no value of {quarter} last year is known")
        broken = self._broken(Quarter.Q1, now)
        return broken or _number(value, self.measure.style.unit, f"{quarter} last year")

    def _broken(self, first: Quarter, last: Quarter, *, after: bool = False) -> Unknown | None:
        """Return that the series breaks within some quarters; with `after`, but the first."""
        for quarter in Quarter:
            if first.number + after <= quarter.number <= last.number:
                recorded = self.measure.actuals.get(quarter.value, _NOTHING)
                if _break(recorded):
                    return Unknown(f"the series breaks in {quarter}")
        return None

    def _travel(
        self, number: Decimal | Unknown, before: Decimal | Unknown, aim: Goal | Unknown
    ) -> Travel | Unknown:
        if isinstance(number, Unknown):
            return number
        if isinstance(before, Unknown):
            return before
        return travel(before, number, self.measure.polarity, aim)

    def _forecast(self, quarter: Quarter, number: Decimal | Unknown) -> Forecast | Unknown:
        measure = self.measure
        if isinstance(number, Unknown):
            return number
        if quarter is Quarter.Q4:
            return Unknown("the year is over")
        due = [each for each in Quarter if self.expected(each)]
        aims = [measure.profile.get(each.value) for each in due]
        profile = [aim.number for aim in aims if isinstance(aim, Number)]
        if len(profile) < len(due) or not due or quarter not in due:
            return Unknown("there is no profile of numbers to the end of the year")
        adds = measure.basis is Basis.IN_PERIOD and measure.unit in SUMMED
        grows = adds or (measure.basis is Basis.YEAR_TO_DATE and measure.unit in GROWING)
        now = due.index(quarter) + 1
        if adds:
            so_far = self._so_far(quarter)
            if isinstance(so_far, Unknown):
                return so_far
            year = goal(Number(total(profile)), measure.polarity, {})
            expected = total(profile[:now])
        else:
            so_far, expected = number, profile[now - 1]
            year = goal(Number(profile[-1]), measure.polarity, {})
        if isinstance(year, Unknown):
            return year
        return forecast(so_far, expected, year, grows=grows)

    def _so_far(self, quarter: Quarter) -> Decimal | Unknown:
        """Return the sum of the year's values as far as a quarter."""
        broken = self._broken(Quarter.Q2, quarter)
        if broken:
            return broken
        found = []
        for each in Quarter:
            if each.number <= quarter.number and self.expected(each):
                number = _number(self._value(each)[0], self.measure.style.unit, each.value)
                if isinstance(number, Unknown):
                    return number
                found.append(number)
        return total(found)


def _sum(figures: list[Figure], unit: Unit) -> tuple[Value, str]:
    """Return the value of a quarter from those of its months, if they add up."""
    denominators = [each.of for each in figures if each.of is not None]
    numerator = total(each.said for each in figures)
    if unit in SUMMED and not denominators:
        return Figure(numerator), ""
    if unit is Unit.PERCENT and len(denominators) == len(figures):
        return Figure(numerator, total(denominators)), ""
    return Missing.NOT_AVAILABLE, NOT_ADDED


def _points(measure: Measure, year: Year, readings: tuple[Reading, ...]) -> Iterator[PeriodValue]:
    for reading in readings:
        recorded = measure.actuals.get(reading.quarter.value, _NOTHING)
        inner = _inner(recorded)
        names = months(year, reading.quarter) if recorded.months else list(inner)
        for name in names:
            said = inner.get(name, Actual())
            value = said.value or Missing.NOT_SUPPLIED
            yield PeriodValue(name, reading.quarter, value, bool(said.series_break))
        if not inner:
            broken = bool(reading.series_break)
            yield PeriodValue(reading.quarter.value, reading.quarter, reading.value, broken)


def _break(recorded: QuarterActual) -> str:
    breaks = (each.series_break for each in _inner(recorded).values())
    return recorded.series_break or next(filter(None, breaks), "")


def _inner(recorded: QuarterActual) -> Mapping[str, Actual]:
    """Return the values of the months and the term of a quarter, by their names."""
    return {
        str(name): each for of in (recorded.months, recorded.terms) for name, each in of.items()
    }


def _of(dated: Dated | None, measure: Measure, name: str) -> Decimal | Unknown:
    """Return the number of a baseline or a benchmark, or why there is none."""
    if dated is None or dated.value is None:
        return Unknown(f"no value of {name} is known")
    return _number(dated.value, measure.style.unit, name)


def _number(value: Value, unit: Unit, name: str = "it") -> Decimal | Unknown:
    if isinstance(value, Missing):
        return Unknown(f"{name} is {value}")
    return value.number(unit)


def _judged(number: Decimal | Unknown, aim: Goal | Unknown, tolerance: Tolerance) -> Rag | Unknown:
    if isinstance(number, Unknown):
        return number
    return aim if isinstance(aim, Unknown) else suggested_rating(number, aim, tolerance)


def _distance(number: Decimal | Unknown, aim: Goal | Unknown) -> Decimal | Unknown:
    if isinstance(number, Unknown):
        return number
    return aim if isinstance(aim, Unknown) else distance(number, aim)
