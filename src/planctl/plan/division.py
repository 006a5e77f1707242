"""How a plan's year is divided: into quarters, months, half-years, terms, or periods with names."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from planctl.plan.period import MONTHS, TERM_ENDS

_DAY = timedelta(days=1)
LONGEST = 10
"""How many years a plan may run over."""


class Division(StrEnum):
    """Into which periods a plan divides each of its years."""

    QUARTERS = "quarters"
    MONTHS = "months"
    HALF_YEARS = "half-years"
    TERMS = "terms"

    @property
    def noun(self) -> str:
        """What one of its periods is called."""
        return self.value.removesuffix("s")


NOUNS = (*(each.noun for each in Division), "period")
"""What the periods of a plan may be called."""


class NamedEnd(NamedTuple):
    """A period with a name of its own: its last day, and the deadline of its updates if named."""

    name: str
    ends: date
    due: date | None = None


class YearPart(NamedTuple):
    """A part of a year: what files say for it, and its days."""

    key: str
    first_day: date
    last_day: date
    due: date | None = None


FREQUENCIES: Mapping[str, str] = {
    "quarter": "quarterly",
    "month": "monthly",
    "half-year": "six-monthly",
    "term": "termly",
}
"""How often a measure has a value that has one in each period, by what a period is called."""
MONTHS_OF: Mapping[str, int] = {"monthly": 1, "quarterly": 3, "six-monthly": 6, "annual": 12}
"""How many months a value of a measure is about, by how often it has one."""


def month_begins(year: int, month: int) -> date:
    """Return the first day of a month; month 13 is January of the year after."""
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def divided(division: Division, start: int, first_month: int) -> Iterator[YearPart]:
    """Yield the parts of a year that begins with a month of the calendar year `start`."""
    if division is Division.TERMS:
        yield from _terms(start, first_month)
        return
    number = {Division.QUARTERS: 4, Division.MONTHS: 12, Division.HALF_YEARS: 2}[division]
    begins = [month_begins(start, first_month + 12 // number * each) for each in range(number + 1)]
    for at, (first, after) in enumerate(pairwise(begins), 1):
        key = MONTHS[first.month - 1] if number == len(MONTHS) else f"{division.name[0]}{at}"
        yield YearPart(key, first, after - _DAY)


def _terms(start: int, first_month: int) -> Iterator[YearPart]:
    """Yield the school terms that end in a year, in their order; each begins after the one before.

    What is left of the year after the last is in none.
    """
    first = month_begins(start, first_month)
    ends = {
        month_begins(start + (month < first_month), month + 1) - _DAY: term
        for term, month in TERM_ENDS.items()
    }
    for last, term in sorted(ends.items()):
        yield YearPart(term, first, last)
        first = last + _DAY


def named_parts(first: date, named: tuple[NamedEnd, ...]) -> Iterator[YearPart]:
    """Yield periods with names of their own, each from the day after the end of the one before."""
    for each in named:
        yield YearPart(each.name, first, each.ends, each.due)
        first = each.ends + _DAY
