"""The year of a plan, and the periods that it is divided into."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property, lru_cache

from planctl.plan.division import (
    FREQUENCIES,
    LONGEST,
    MONTHS_OF,
    Division,
    NamedEnd,
    YearPart,
    divided,
    month_begins,
)
from planctl.plan.division import named_parts as _named_parts
from planctl.plan.period import Period

_LABEL = re.compile(r"([12][0-9]{3})(?:[-/]([0-9]{2}|[0-9]{4}))?")
_SHORT_LABEL = re.compile(r"[0-9]{2}[-/][0-9]{2}")
_CALENDAR_YEAR = re.compile(r"(?<![0-9])[12][0-9]{3}(?![0-9])")
_APRIL, _JANUARY = 4, 1


@dataclass(frozen=True)
class Year:
    """A year, or several, that begins on the first day of a month, April unless said."""

    start: int
    first_month: int = _APRIL
    division: Division = Division.QUARTERS
    named: tuple[NamedEnd, ...] = ()
    """The periods that have names of their own, in place of those of the division."""
    length: int = 1
    """How many years it runs over."""
    calendar: bool = False
    """Whether it is a calendar year, and written so: 2019."""

    def __str__(self) -> str:
        """Return the year as a plan writes it: 2019-20, 2019, 2019-22."""
        return str(self.start) if self.calendar else f"{self.start}-{self.ends % 100:02}"

    @property
    def ends(self) -> int:
        """The later of the two years that it is written with."""
        return self.start + self.length

    @property
    def next(self) -> "Year":
        """Return the year that follows, divided likewise."""
        return self._moved(self.length)

    @property
    def before(self) -> "Year":
        """Return the year that it follows, divided likewise."""
        return self._moved(-self.length)

    def beginning(self, start: int) -> "Year":
        """Return the year that begins in a calendar year, divided likewise."""
        return self._moved(start - self.start)

    def _moved(self, years: int) -> "Year":
        """Return the year so many years later; a calendar year in a name is moved with it."""
        named = tuple(_moved_end(each, years) for each in self.named)
        return replace(self, start=self.start + years, named=named)

    @property
    def noun(self) -> str:
        """What one of its periods is called: a quarter."""
        return "period" if self.named else self.division.noun

    @property
    def frequency(self) -> str:
        """How often a measure has a value that has one in each period, "" if there is no word."""
        return FREQUENCIES.get(self.noun, "")

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """Its periods in their order."""
        parts = tuple(self._parts())
        order = tuple(part.key for part in parts)
        return tuple(
            Period(
                part.first_day,
                part.last_day,
                at,
                part.key,
                self._label(part),
                self.noun,
                order,
                part.due,
            )
            for at, part in enumerate(parts, 1)
        )

    def _parts(self) -> Iterator[YearPart]:
        if self.named:
            yield from _named_parts(self.first_day, self.named)
            return
        for start in range(self.start, self.ends):
            for part in divided(self.division, start, self.first_month):
                yield part if self.length == 1 else part._replace(key=self._key(part, start))

    def _label(self, part: YearPart) -> str:
        """Return what people are shown for a part: a month with its year."""
        is_month = self.noun == "month" and self.length == 1
        return f"{part.key} {part.first_day.year}" if is_month else part.key

    def _key(self, part: YearPart, start: int) -> str:
        """Return what files say for a part of one of several years: Q1 2019-20, April 2019."""
        if self.division is Division.MONTHS:
            return f"{part.key} {part.first_day.year}"
        return f"{part.key} {Year(start, calendar=self.first_month == _JANUARY)}"

    @property
    def first_day(self) -> date:
        """The day on which it begins."""
        return month_begins(self.start, self.first_month)

    @property
    def last_day(self) -> date:
        """The day on which it ends."""
        return month_begins(self.ends, self.first_month) - timedelta(days=1)

    @cached_property
    def keys(self) -> Mapping[str, Period]:
        """Its periods by what plan files say for them."""
        return {each.key: each for each in self.periods}

    @property
    def first(self) -> Period:
        """Its first period."""
        return self.periods[0]

    @property
    def last(self) -> Period:
        """Its last period."""
        return self.periods[-1]

    def preceding(self, period: Period) -> Period | None:
        """Return the period before one in the same year; the first has none."""
        return self.periods[period.number - 2] if period.number > 1 else None

    def following(self, period: Period) -> Period | None:
        """Return the period after one in the same year; the last has none."""
        return next(iter(self.periods[period.number :]), None)

    def reporting(self, today: date) -> Period:
        """Return the period being reported: the latest that has ended, the first before that."""
        ended = [period for period in self.periods if period.ended(today)]
        return ended[-1] if ended else self.first

    def tag(self, period: Period) -> str:
        """Return the name of the git tag on what was signed off for a period: 2019-20-Q2."""
        return f"{self}-{re.sub(r'[^0-9A-Za-z]+', '-', period.key).strip('-')}"

    def dated(self, period: Period) -> str:
        """Return what a period is called where its year is not known: Q2 2019-20, April 2019."""
        has_year = self.length > 1 or period.label == period.span
        return period.label if has_year else f"{period.label} {self}"

    @cached_property
    def _due(self) -> Mapping[str, tuple[Period, ...]]:
        """The periods in which a value of a measure is due, by how often it has one."""
        found = {}
        for frequency, months in MONTHS_OF.items():
            begins = range(
                self.first_month + months, self.first_month + 12 * self.length + 1, months
            )
            ends = (month_begins(self.start, month) - timedelta(days=1) for month in begins)
            found[frequency] = tuple(sorted(set(map(self._reporting_of, ends))))
        return found

    def _reporting_of(self, day: date) -> Period:
        """Return the first period that has ended with a day; the last where none is so late."""
        return next((each for each in self.periods if each.last_day >= day), self.last)

    def is_due(self, period: Period, frequency: str | None) -> bool:
        """Return whether a value of a measure is due in a period, by how often it has one."""
        if frequency == "termly":
            return bool(period.terms)
        return not frequency or period in self._due[frequency]

    def is_too_early(self, period: Period, frequency: str | None) -> bool:
        """Return whether a period has no value of a measure, by how often it has one.

        A year's value may come in any period of the year but the first.
        """
        if self.is_due(period, frequency) or frequency == "termly":
            return False
        return frequency != "annual" or not self.earlier_in_year(period)

    def earlier_in_year(self, period: Period) -> tuple[Period, ...]:
        """Return the periods before one in that one of its years that it is in."""
        ends = [each.number for each in self._due["annual"] if each < period]
        return self.periods[ends[-1] if ends else 0 : period.number - 1]

    def covers(self, other: "Year") -> bool:
        """Return whether another year is one of those that it runs over, or the same."""
        return self.first_day <= other.first_day and other.last_day <= self.last_day


@lru_cache(maxsize=64)
def parse_year(
    label: str,
    first_month: int | None = None,
    division: Division = Division.QUARTERS,
    named: tuple[NamedEnd, ...] = (),
) -> Year:
    """Return the year of a label such as 2019-20, 2019/20, 2019 or 2019-22; else ValueError.

    It begins in April, a calendar year in January.
    """
    found = _LABEL.fullmatch(label.strip())
    if not found:
        raise ValueError(label)
    start, until = int(found[1]), found[2]
    month = first_month or (_APRIL if until else _JANUARY)
    length = _length(start, until) if until else 1
    if month not in range(1, 13) or not length or not (until or month == _JANUARY):
        raise ValueError(label)
    return Year(start, month, division, named, length, calendar=not until)


def _length(start: int, until: str) -> int:
    """Return how many years there are from one to another, 0 if they are too many or none."""
    years = range(1, LONGEST + 1)
    return next((each for each in years if str(start + each).endswith(until)), 0)


def year_at(day: date) -> Year:
    """Return the financial year, April to March, that a day is in."""
    year = Year(day.year)
    return year if year.first.begun(day) else year.before


def is_year_label(text: str) -> bool:
    """Return whether a text is a year of two: 2018-19."""
    found = _LABEL.fullmatch(text.strip())
    return found is not None and bool(found[2]) and _length(int(found[1]), found[2]) == 1


def long_label(text: str) -> str:
    """Return the label of a year that is typed short, as 18/19 is; any other text as it is."""
    long = f"20{text.strip()}"
    return long if _SHORT_LABEL.fullmatch(text.strip()) and is_year_label(long) else text


def names_year(text: str, year: Year) -> bool:
    """Return whether a text names a year, as 2018-19 and 2018/2019 do."""
    found = _LABEL.fullmatch(text.strip())
    if not found or int(found[1]) != year.start or bool(found[2]) == year.calendar:
        return False
    return not found[2] or _length(year.start, found[2]) == year.length


def names_period(text: str, period: Period, year: Year) -> bool:
    """Return whether a text names a period of a year, as Q4 2018-19 does."""
    said = " ".join(text.casefold().split())
    name, _, of = said.rpartition(" ")
    return said == year.dated(period).casefold() or (
        name == period.key.casefold() and names_year(of, year)
    )


def moved_name(name: str, years: int) -> str:
    """Return the name of a period so many years later: December 2017 is December 2018."""
    return _CALENDAR_YEAR.sub(lambda found: str(int(found[0]) + years), name)


def _moved_end(said: NamedEnd, years: int) -> NamedEnd:
    due = years_later(said.due, years) if said.due else None
    return NamedEnd(moved_name(said.name, years), years_later(said.ends, years), due)


def years_later(day: date, years: int) -> date:
    """Return the same day so many years later, the last of February on its last."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
