"""Working days: neither at a weekend nor on a bank holiday."""

from datetime import date, timedelta
from functools import cache

from holidays import country_holidays

_REGIONS = {"England": "ENG", "Wales": "WLS", "Scotland": "SCT", "Northern Ireland": "NIR"}
_SATURDAY = 5
_DAY = timedelta(days=1)


def after(day: date, number: int, nation: str = "England") -> date:
    """Return the working day that is so many working days after a day; the day itself for 0.

    The nation is the one whose bank holidays are observed; those of "none" are not.
    """
    for _ in range(number):
        day += _DAY
        while not _is_working(day, nation):
            day += _DAY
    return day


def between(first: date, last: date, nation: str = "England") -> int:
    """Return how many working days there are after the first day, up to and with the last."""
    days = range(1, (last - first).days + 1)
    return sum(_is_working(first + number * _DAY, nation) for number in days)


def _is_working(day: date, nation: str) -> bool:
    return day.weekday() < _SATURDAY and day not in _holidays(nation, day.year)


@cache
def _holidays(nation: str, year: int) -> frozenset[date]:
    if nation not in _REGIONS:
        return frozenset()
    return frozenset(country_holidays("GB", subdiv=_REGIONS[nation], years=year))
