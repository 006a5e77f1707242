"""A period of a plan's year, of which updates are given: its days, and what it is called."""

import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

_COLLECTED = timedelta(days=14)
"""How long before its deadline a period is asked for whose deadline comes before its end."""


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
    due: date | None = field(default=None, compare=False, repr=False)
    """The deadline of its updates, where the plan names it."""

    def __str__(self) -> str:
        """Return its label."""
        return self.label

    def __hash__(self) -> int:
        """Return what tells it from the others of its year, at once: much is kept by periods."""
        return hash(self.first_day)

    @property
    def slug(self) -> str:
        """A name for files, anchors and branches: q2."""
        return re.sub(r"[^a-z0-9]+", "-", self.key.lower()).strip("-")

    @property
    def anchor(self) -> str:
        """What leads to it within a page: Q2."""
        return re.sub(r"[^\w.-]+", "-", self.key)

    @property
    def option(self) -> str:
        """The option that it is typed with: --quarter, where it is one."""
        return "--quarter" if self.noun == "quarter" else "--period"

    @property
    def typed(self) -> str:
        """What is typed for it on a command line."""
        return shlex.quote(self.key)

    @property
    def flag(self) -> str:
        """The option and what is typed after it: --quarter Q2."""
        return f"{self.option} {self.typed}"

    @property
    def last_year(self) -> str:
        """What the same period of last year is called: Q2 last year, April 2018."""
        if self.noun == "month":
            return f"{self.first_day:%B} {self.first_day.year - 1}"
        return f"{self.label} last year"

    def begun(self, day: date) -> bool:
        """Return whether it has begun by a day."""
        return self.first_day <= day

    def ended(self, day: date) -> bool:
        """Return whether its last day is past on a day, or it is asked for before its end."""
        return self.asked < day

    @property
    def asked(self) -> date:
        """The day after which its updates are asked for: its last one.

        Where its deadline is no later than that, as papers are due before a meeting, it is two
        weeks before the deadline.
        """
        if not self.due or self.due > self.last_day:
            return self.last_day
        return max(self.first_day, self.due - _COLLECTED)

    @property
    def span(self) -> str:
        """The months that it covers, in words: July to September 2019; its days, where not all."""
        first, last = self.first_day, self.last_day
        begins = f"{first:%B}" if first.year == last.year else f"{first:%B %Y}"
        if (first.year, first.month) == (last.year, last.month) and self.is_whole:
            return f"{last:%B %Y}"
        if self.is_whole:
            return f"{begins} to {last:%B %Y}"
        return f"{first.day} {begins} to {last.day} {last:%B %Y}"

    @property
    def is_whole(self) -> bool:
        """Whether it is of whole months."""
        return self.first_day.day == (self.last_day + timedelta(days=1)).day == 1

    @property
    def described(self) -> str:
        """What it is called, with its time: Q2, July to September 2019; a month alone."""
        return self.label if self.label == self.span else f"{self.label}, {self.span}"

    @property
    def aside(self) -> str:
        """The same within a sentence that goes on: Q2, July to September 2019, is signed off."""
        return self.label if self.label == self.span else f"{self.described},"

    @property
    def beside(self) -> str:
        """What is said of its time beside its label: nothing where that is a month and its year."""
        return "" if self.label == self.span else self.span

    @cached_property
    def months(self) -> list[str]:
        """The names of the months that end in it."""
        return [*self._months]

    @cached_property
    def terms(self) -> list[str]:
        """The names of the school terms that end in it: one, or none."""
        return [term for term, month in TERM_ENDS.items() if MONTHS[month - 1] in self.months]

    def parts(self, frequency: str | None) -> list[str]:
        """Return the months or terms in it of which a measure has a value, by how often it has one.

        A month has no months, and a term no terms.
        """
        if frequency == "monthly" and self.noun != "month":
            return self.months
        return self.terms if frequency == "termly" and self.noun != "term" else []

    def is_called(self, part: str) -> bool:
        """Return whether it is a month or a term, and this is its name."""
        return (self.noun == "month" and part in self.months) or (
            self.noun == "term" and part in self.terms
        )

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


def in_noun(text: str, noun: str) -> str:
    """Return a text in which a period is a quarter, in the word of a plan's own periods."""
    if noun == "quarter":
        return text
    for of_quarter, instead in _OF_QUARTERS:
        text = text.replace(of_quarter, instead)
    often = _OFTEN[noun]
    text = text.replace("Quarterly", often.capitalize()).replace("quarterly", often)
    return text.replace("Quarter", noun.capitalize()).replace("quarter", noun)


_OF_QUARTERS = (
    (", a quarter with its year (Q4 2019-20)", ""),
    (", a month 2020-03 or a quarter Q4 2019-20", " or a month 2020-03"),
    (": Q4 2018-19", ""),
)
"""What is said of quarters alone, and what instead."""
_OFTEN = {"month": "monthly", "half-year": "half-yearly", "term": "termly", "period": "regular"}
"""How often it is that is once in each period, by what a period is called."""

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
          "October", "November", "December")  # fmt: skip
TERM_ENDS = {"Autumn": 12, "Spring": 3, "Summer": 7}
"""The month in which each school term ends, or is taken to end: Easter moves."""
