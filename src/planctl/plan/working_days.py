"""Working days: neither at a weekend nor on a bank holiday."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path

BANK_HOLIDAYS = Path(__file__).with_name("bank_holidays.txt")
"""Those of 1950 to 2099 on weekdays, a line for a nation and year; made by `make docs`."""

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
    return day.weekday() < _SATURDAY and day not in _bank_holidays(nation)


@cache
def _bank_holidays(nation: str) -> frozenset[date]:
    return frozenset(_read_bank_holidays(nation))


def _read_bank_holidays(nation: str) -> Iterator[date]:
    for line in BANK_HOLIDAYS.read_text(encoding="ascii").splitlines():
        name, year, days = line.rsplit(" ", 2)
        if name == nation:
            for day in days.split(","):
                yield date(int(year), int(day[:2]), int(day[2:]))
