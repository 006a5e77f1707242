"""The value of a measure in each quarter, from what is recorded of it, its months and its terms.

Nothing is worked out from a value that is suppressed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from planctl.measures.judgement import GROWING, SUMMED, Unknown, total
from planctl.plan.figure import Figure, Missing, Unit, Value, is_withheld
from planctl.plan.measure import Actual, Basis, Dated, Frequency, Measure, QuarterActual
from planctl.plan.period import Period
from planctl.plan.year import Year, is_year_label, names_period, names_year


def not_added(noun: str) -> str:
    """Return why a quarter has no value where each of its months has one."""
    return f"its months do not add up; record a value of the {noun} itself"


_NOTHING = QuarterActual.model_construct()
_ADDING = (Basis.IN_PERIOD, None)
"""The bases on which the values of months may add up to the quarter's."""

_PARTS = (Basis.IN_PERIOD, Basis.YEAR_TO_DATE)
"""The bases on which a value of a longer time is more than one of a shorter."""


@dataclass(frozen=True)
class QuarterValues:
    """What was recorded of a measure, and when it has to be there."""

    measure: Measure
    year: Year
    today: date

    @cached_property
    def unit(self) -> Unit:
        """What its numbers count in."""
        return self.measure.style.unit

    @property
    def adds(self) -> bool:
        """Whether the quarters of the year add up."""
        return self.measure.basis is Basis.IN_PERIOD and self.measure.unit in SUMMED

    @property
    def grows(self) -> bool:
        """Whether each quarter's value is of the year to date, and only grows over the year."""
        return self.measure.basis is Basis.YEAR_TO_DATE and self.measure.unit in GROWING

    @property
    def accumulates(self) -> bool:
        """Whether a month's value is only a part of what a target of the quarter is of."""
        return self.measure.unit in GROWING and self.measure.basis in _PARTS

    def recorded(self, quarter: Period) -> QuarterActual:
        """Return what is recorded of a quarter, which may be nothing."""
        return self.measure.actuals.get(quarter.key, _NOTHING)

    def within(self, quarter: Period) -> Mapping[str, Actual]:
        """Return what is recorded of the months and the term of a quarter, by their names."""
        recorded = self.recorded(quarter)
        return dict((*recorded.months.items(), *recorded.terms.items()))

    def expected(self, quarter: Period) -> bool:
        """Return whether a value of a quarter is due at its end."""
        return self._expected[quarter.number - 1]

    @cached_property
    def _expected(self) -> Sequence[bool]:
        return [self._is_expected(quarter) for quarter in self.year.periods]

    def _is_expected(self, quarter: Period) -> bool:
        frequency = self.measure.frequency
        if not self.year.is_due(quarter, frequency):
            return False
        earlier = self.year.earlier_in_year(quarter) if frequency is Frequency.ANNUAL else ()
        return not any(each.key in self.measure.actuals for each in earlier)

    def value(self, quarter: Period) -> tuple[Value, str]:
        """Return the value of a quarter, and why there is none if more than a word says it."""
        return self._values[quarter.number - 1]

    @cached_property
    def _values(self) -> Sequence[tuple[Value, str]]:
        return [self._value(quarter) for quarter in self.year.periods]

    def _value(self, quarter: Period) -> tuple[Value, str]:
        recorded, together = self.recorded(quarter), self.together(quarter)
        if recorded.value is not None and not (together and is_withheld(together[0])):
            return recorded.value, ""
        if together:
            return together
        if not self.expected(quarter):
            return Missing.NOT_DUE, f"the measure is {self.measure.frequency}"
        return self._absent(quarter, "")

    def number(self, quarter: Period) -> Decimal | Unknown:
        """Return the exact number of a quarter, or why there is none."""
        return self._number(self.value(quarter)[0], quarter.key)

    def number_last_year(self, quarter: Period, now: Period) -> Decimal | Unknown:
        """Return the number of a quarter of last year, if one of now can be compared with it."""
        value = self.measure.value_last_year(quarter.key)
        if value is None:
            return Unknown(f"no value of {quarter.last_year} is known")
        for each in self.year.periods[quarter.number :]:
            later = self.measure.last_year.get(each.key)
            if later and later.series_break:
                return Unknown(f"the series breaks in {each.last_year}")
        return self.broken(self.year.first, now) or self._number(value, quarter.last_year)

    def baseline_number(self) -> Decimal | Unknown:
        """Return the baseline's number, or why none can be held against a quarter's."""
        baseline = self.measure.baseline
        if self.adds and baseline and is_year_label(baseline.when):
            return Unknown(f"the baseline is of a whole year, and this is of a {self.year.noun}")
        return self.number_of(baseline, "the baseline")

    def number_of(self, dated: Dated | None, name: str) -> Decimal | Unknown:
        """Return the number of a baseline or a benchmark, or why there is none."""
        if dated is None or dated.value is None:
            return Unknown(f"no value of {name} is known")
        return self._number(dated.value, name)

    def series_break(self, quarter: Period) -> str:
        """Return why the series breaks in a quarter, "" if it does not."""
        return self._breaks.get(quarter.key, "")

    @cached_property
    def _breaks(self) -> Mapping[str, str]:
        return {
            name: each.series_break
            for name, recorded in self.measure.actuals.items()
            for each in (*recorded.terms.values(), *recorded.months.values(), recorded)
            if each.series_break
        }

    def broken(self, first: Period, last: Period, *, after: bool = False) -> Unknown | None:
        """Return that the series breaks within some quarters; with `after`, but the first."""
        if not self._breaks:
            return None
        for quarter in self.year.periods[first.number - 1 + after : last.number]:
            if self.series_break(quarter):
                return Unknown(f"the series breaks in {quarter}")
        return None

    def is_of_last_year(self, baseline: Dated, last: Period) -> bool:
        """Return whether a baseline is of a quarter of last year; of a yearly measure, of it."""
        before = self.year.before
        is_yearly = self.measure.frequency is Frequency.ANNUAL
        return names_period(baseline.when, last, before) or (
            is_yearly and names_year(baseline.when, before)
        )

    def outturn(self) -> tuple[Figure, Period | None] | Unknown:
        """Return the year's number and the period that it is of, or why there is none.

        It is of no one period where it is of the year: counts and pounds in the period are added
        up, and shares are pooled. Anything else is the value of the last quarter in which one is
        due.
        """
        due = [
            each
            for each in self.year.periods
            if self.expected(each) or each.key in self.measure.actuals
        ]
        values = [self.value(each)[0] for each in due]
        figures = [each for each in values if isinstance(each, Figure)]
        together = self.pooled(figures)
        for quarter, value in zip(due, values, strict=True):
            if isinstance(value, Missing) and (together or quarter == due[-1]):
                return Unknown(f"{quarter} is {value}")
        if not together:
            return figures[-1], due[-1]
        broken = self.broken(self.year.first, self.year.last, after=True)
        return broken or (together, None)

    def pooled(self, figures: list[Figure]) -> Figure | None:
        """Return the values of some periods put together, None where they cannot be."""
        if self.measure.basis is not Basis.IN_PERIOD:
            return None
        made, _ = _sum(figures, self.unit, self.year.noun)
        return made if isinstance(made, Figure) else None

    def sum_to(self, quarter: Period) -> Decimal | Unknown:
        """Return the sum of the year's numbers as far as a quarter."""
        if broken := self.broken(self.year.first, quarter, after=True):
            return broken
        found = []
        for each in self.year.periods[: quarter.number]:
            if self.expected(each):
                number = self.number(each)
                if isinstance(number, Unknown):
                    return number
                found.append(number)
        return total(found)

    def _number(self, value: Value, name: str) -> Decimal | Unknown:
        if isinstance(value, Missing):
            return Unknown(f"{name} is {value}")
        return value.number(self.unit)

    def together(self, quarter: Period) -> tuple[Value, str] | None:
        """Return what a quarter's months or its term say of it; None where there are none."""
        within = self.within(quarter)
        if not within:
            return None
        ended = [within[name] for name in quarter.terms if name in within]
        if ended:
            return ended[0].value or Missing.NOT_SUPPLIED, ended[0].reason
        if not self.recorded(quarter).months:
            return None
        basis, names = self.measure.basis, quarter.months
        values = [within[name].value if name in within else None for name in names]
        if basis in _ADDING and (withheld := next(filter(is_withheld, values), None)):
            return withheld, ""
        if basis is not Basis.IN_PERIOD:
            return (values[-1], "") if values[-1] else self._absent(quarter, names[-1])
        return self._added(quarter, dict(zip(names, values, strict=True)))

    def _added(self, quarter: Period, values: Mapping[str, Value | None]) -> tuple[Value, str]:
        """Return the value of a quarter from those of its months, by their names."""
        figures = []
        for name, value in values.items():
            if value is None:
                return self._absent(quarter, name)
            if isinstance(value, Missing):
                return value, f"{name} is {value}"
            figures.append(value)
        return _sum(figures, self.unit, self.year.noun)

    def so_far(self, quarter: Period) -> tuple[Figure, str] | None:
        """Return the value of a quarter that is not over from its months, and of which it is.

        They are added up where a quarter's are, if none is missing; else it is the last month's.
        """
        if self.value(quarter)[0] is not Missing.NOT_DUE:
            return None
        within, names = self.within(quarter), quarter.months
        values = {name: within[name].value for name in names if name in within}
        figures = {name: each for name, each in values.items() if isinstance(each, Figure)}
        if not figures:
            return None
        last = [*figures][-1]
        if self.measure.basis is not Basis.IN_PERIOD:
            return figures[last], f"as at {last}"
        is_whole = [*figures] == names[: len(figures)]
        together = self.pooled([*figures.values()]) if is_whole else None
        return (together, f"as at {last}") if together else (figures[last], f"{last} alone")

    def _absent(self, quarter: Period, month: str) -> tuple[Value, str]:
        """Return that there is no value of a quarter, for want of one of its months if any."""
        if not quarter.ended(self.today):
            return Missing.NOT_DUE, ""
        return Missing.NOT_SUPPLIED, f"{month} was not supplied" if month else ""


def _sum(figures: list[Figure], unit: Unit, noun: str) -> tuple[Value, str]:
    """Return the value of a quarter from those of its months, if they add up."""
    denominators = [each.of for each in figures if each.of is not None]
    numerator = total(each.said for each in figures)
    if unit in SUMMED and not denominators:
        return Figure(numerator), ""
    if unit is Unit.PERCENT and len(denominators) == len(figures):
        return Figure(numerator, total(denominators)), ""
    return Missing.NOT_AVAILABLE, not_added(noun)
