"""Due dates that name a period of the plan's own calendar: Spring term 2026, H2 2019-20."""

import re
from collections.abc import Iterator
from functools import lru_cache

from planctl.plan.days import DueDate, due_date_of, parse_due_date
from planctl.plan.period import Period
from planctl.plan.year import Year, is_year_label

_OF_YEAR = re.compile(r"(.+) ([12][0-9]{3})(?:[-/]([0-9]{2}|[0-9]{4}))?")
_NAMED = ("half-year", "term", "period")
"""What a due date may name beside a quarter; a month is written 2020-03."""


@lru_cache(maxsize=256)  # many actions are due on few days
def parse_own_due_date(written: str, year: Year) -> DueDate:
    """Return the due date that is written, which may name a period of a plan's calendar.

    `year` is that of the plan. Raises ValueError if it is none.
    """
    try:
        return parse_due_date(written, year.first_month)
    except ValueError:
        text = " ".join(written.split())
        found = _named_period(text, year)
        if not found:
            raise
        period, words = found
        return due_date_of(period.last_day, text, words)


def named_example(year: Year) -> str:
    """Return how a due date may name the last period of a plan's year, "" if it may name none."""
    if year.noun not in _NAMED:
        return ""
    return year.last.key if year.named or year.length > 1 else _words(year.last, year)


def due_date_forms(year: Year) -> str:
    """Return how a plan's files may write a due date."""
    named, month = named_example(year), "a day (2020-03-31), a month (2020-03) or"
    if year.noun == "quarter":
        return f"{month} a quarter with its year (Q4 2019-20); or to be confirmed, or ongoing"
    if named:
        return f"{month} a {year.noun} ({named}); or to be confirmed, or ongoing"
    return "a day (2020-03-31) or a month (2020-03); or to be confirmed, or ongoing"


def _named_period(text: str, year: Year) -> tuple[Period, str] | None:
    """Return the period that a text names with its year, and how people are told it.

    One of several years, or of a list, has a name without its year.
    """
    if year.noun not in _NAMED:
        return None
    said = text.casefold()
    for period in year.periods if year.named or year.length > 1 else ():
        if period.key.casefold() == said:
            return period, period.key
    found = _OF_YEAR.fullmatch(said)
    if not found or year.length > 1:
        return None
    name = found[1].removesuffix(f" {year.noun}")
    for of in _years(found, year):
        for period in of.periods:
            if period.key.casefold() == name and _ends_in(period, found, year):
                return period, _words(period, of)
    return None


def _years(found: re.Match[str], year: Year) -> Iterator[Year]:
    """Yield the years that a label may mean: of a calendar year that which ends in it, too."""
    start = int(found[2])
    yield year.beginning(start)
    if not found[3]:
        yield year.beginning(start - 1)


def _ends_in(period: Period, found: re.Match[str], year: Year) -> bool:
    """Return whether a period is of the year that is said: of two, or of the calendar's."""
    if found[3]:
        return is_year_label(f"{found[2]}-{found[3]}") and not year.calendar
    if year.calendar:
        return period.first_day.year == int(found[2])
    return period.noun != "half-year" and period.last_day.year == int(found[2])


def _words(period: Period, of: Year) -> str:
    if period.noun == "term":
        return f"{period.key} term {period.last_day.year}"
    return f"{period.key} {str(of).replace('-', '/')}"
