"""A period of a plan's year, of which updates are given: its days, and what it is called."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property


@dataclass(frozen=True, order=True)
class Period:
    """A part of a plan's year; the earlier of two is the lesser. Printed, it is its label."""

    first_day: date
    last_day: date
    number: int
    """Its place in the year, from 1."""
    key: str
    """What plan files say for it."""
    label: str
    """What people are shown for it."""
    noun: str
    """What such a period is: a quarter."""
    order: tuple[str, ...] = field(compare=False, repr=False)
    """What plan files say for each period of its year, in order."""

    def __str__(self) -> str:
        """Return its label."""
        return self.label

    @property
    def slug(self) -> str:
        """A name for files, anchors and branches: q2."""
        return re.sub(r"[^a-z0-9]+", "-", self.key.lower()).strip("-")

    def begun(self, day: date) -> bool:
        """Return whether it has begun by a day."""
        return self.first_day <= day

    def ended(self, day: date) -> bool:
        """Return whether its last day is past on a day."""
        return self.last_day < day

    @property
    def span(self) -> str:
        """The months that it covers, in words: July to September 2019."""
        first, last = self.first_day, self.last_day
        begins = f"{first:%B}" if first.year == last.year else f"{first:%B %Y}"
        return f"{begins} to {last:%B %Y}"

    @cached_property
    def months(self) -> list[str]:
        """The names of the months that end in it."""
        return [*self._months]

    @cached_property
    def terms(self) -> list[str]:
        """The names of the school terms that end in it: one, or none."""
        return [term for term, month in TERM_ENDS.items() if MONTHS[month - 1] in self.months]

    def first_day_of(self, within: str) -> date:
        """Return the day on which it begins, or a month of it; a term counts as the whole."""
        return self._months.get(within, self.first_day)

    @cached_property
    def _months(self) -> Mapping[str, date]:
        """The first days of the months that end in it, by their names."""
        first, last = self.first_day, self.last_day + timedelta(days=1)
        count = (last.year - first.year) * 12 + last.month - first.month
        ahead = [first.month - 1 + each for each in range(count)]
        return {
            MONTHS[each % 12]: date(first.year + each // 12, each % 12 + 1, 1) for each in ahead
        }


MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
          "October", "November", "December")  # fmt: skip
TERM_ENDS = {"Autumn": 12, "Spring": 3, "Summer": 7}
"""The month in which each school term ends, or is taken to end: Easter moves."""
