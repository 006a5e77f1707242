"""Quarters, financial years and due dates: which days they cover, and how they are said."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from planctl.problem import Exit, UserError

_TYPED = re.compile(r"[Qq]?([1-4])(?:\s+([12][0-9]{3})[-/]([0-9]{2}|[0-9]{4}))?")
_MONTH = re.compile(r"([12][0-9]{3})-(0[1-9]|1[0-2])")
_DAY = re.compile(r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}")
_QUARTER = re.compile(r"[Qq]([1-4])\s+([12][0-9]{3})[-/]([0-9]{2}|[0-9]{4})")
_LABEL = re.compile(r"([12][0-9]{3})[-/]([0-9]{2}|[0-9]{4})")

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
          "October", "November", "December")  # fmt: skip
TERM_ENDS = {"Autumn": 12, "Spring": 3, "Summer": 7}
"""The month in which each school term ends, or is taken to end: Easter moves."""


class Quarter(StrEnum):
    """A quarter of a plan's year; Q1 is the first, April to June unless a calendar differs."""

    Q1 = "Q1"
    Q2 = "Q2"
    Q3 = "Q3"
    Q4 = "Q4"

    @property
    def number(self) -> int:
        """Return 1 for Q1 to 4 for Q4."""
        return int(self[1])

    @property
    def before(self) -> "Quarter | None":
        """Return the quarter before in the same year; Q1 has none."""
        return _BEFORE[self]

    @property
    def after(self) -> "Quarter | None":
        """Return the quarter after in the same year; Q4 has none."""
        return next((each for each in Quarter if each.before is self), None)


_BEFORE: dict[Quarter, Quarter | None] = dict(zip(Quarter, (None, *Quarter), strict=False))


class Year(NamedTuple):
    """A year of four quarters that begins on the first day of a month, April unless said."""

    start: int
    first_month: int = 4

    def __str__(self) -> str:
        """Return the year as a plan writes it: 2019-20."""
        return f"{self.start}-{(self.start + 1) % 100:02}"

    @property
    def next(self) -> "Year":
        """Return the year that follows."""
        return Year(self.start + 1, self.first_month)

    @property
    def before(self) -> "Year":
        """Return the year that it follows."""
        return Year(self.start - 1, self.first_month)

    def first_day(self, quarter: Quarter) -> date:
        """Return the day on which a quarter begins."""
        months = self.first_month - 1 + 3 * (quarter.number - 1)
        return date(self.start + months // 12, months % 12 + 1, 1)

    def last_day(self, quarter: Quarter) -> date:
        """Return the day on which a quarter ends."""
        if quarter is Quarter.Q4:
            return date(self.start + 1, self.first_month, 1) - timedelta(days=1)
        return self.first_day(Quarter(f"Q{quarter.number + 1}")) - timedelta(days=1)

    def begun(self, quarter: Quarter, today: date) -> bool:
        """Return whether a quarter has begun."""
        return self.first_day(quarter) <= today

    def ended(self, quarter: Quarter, today: date) -> bool:
        """Return whether the last day of a quarter is past."""
        return self.last_day(quarter) < today

    def reporting(self, today: date) -> Quarter:
        """Return the quarter being reported: the latest that has ended, Q1 before there is one."""
        ended = [quarter for quarter in Quarter if self.ended(quarter, today)]
        return ended[-1] if ended else Quarter.Q1

    def tag(self, quarter: Quarter) -> str:
        """Return the name of the git tag on what was signed off for a quarter: 2019-20-Q2."""
        return f"{self}-{quarter}"

    def months(self, quarter: Quarter) -> str:
        """Return the months that a quarter covers, in words: July to September 2019."""
        first, last = self.first_day(quarter), self.last_day(quarter)
        begins = f"{first:%B}" if first.year == last.year else f"{first:%B %Y}"
        return f"{begins} to {last:%B %Y}"


class DueDate(date):
    """The day by which something is to be done, the last one of the month or quarter written.

    It compares as that day and remembers how it was written: 2020-03 is 31 March 2020.
    """

    _written = ""
    _words = ""

    @property
    def written(self) -> str:
        """Return it as a plan writes it: 2020-03-31, 2020-03 or Q4 2019-20."""
        return self._written or self.isoformat()

    @property
    def words(self) -> str:
        """Return it as English has it: 31 March 2020, March 2020 or Q4 2019/20."""
        return self._words or f"{self.day} {self:%B %Y}"


def parse_due_date(written: str, first_month: int = 4) -> DueDate:
    """Return the due date of a day, a month or a quarter with its year; ValueError if it is none.

    `first_month` is that of the years whose quarters are meant.
    """
    text = " ".join(written.split())
    if _DAY.fullmatch(text):
        return _due(date.fromisoformat(text), text, "")
    if found := _MONTH.fullmatch(text):
        last = _last_of_month(int(found[1]), int(found[2]))
        return _due(last, text, f"{last:%B %Y}")
    found = _QUARTER.fullmatch(text)
    if not found or not _follows(found[2], found[3]):
        raise ValueError(written)
    of, named = Year(int(found[2]), first_month), Quarter(f"Q{found[1]}")
    return _due(of.last_day(named), text, f"{named} {str(of).replace('-', '/')}")


def _due(last: date, written: str, words: str) -> DueDate:
    made = DueDate(last.year, last.month, last.day)
    made._written, made._words = written, words  # noqa: SLF001 - a day is made of numbers alone
    return made


def _last_of_month(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def parse_year(label: str, first_month: int = 4) -> Year:
    """Return the year of a label such as 2019-20 or 2019/20; ValueError if it is none."""
    found = _LABEL.fullmatch(label.strip())
    if not found or not _follows(found[1], found[2]) or first_month not in range(1, 13):
        raise ValueError(label)
    return Year(int(found[1]), first_month)


def year_of(header: Mapping[str, object]) -> Year:
    """Return the year that the unvalidated data of a plan.yaml give, or raise UserError."""
    calendar = header.get("calendar")
    month = calendar.get("first_month") if isinstance(calendar, dict) else None
    try:
        return parse_year(str(header.get("year")), int(month or 4))
    except (TypeError, ValueError):
        message = "plan.yaml does not say which year the plan is for"
        raise UserError(message, "write `year: 2019-20`; planctl check says more") from None


def year_at(day: date) -> Year:
    """Return the financial year, April to March, that a day is in."""
    year = Year(day.year)
    return year if year.first_day(Quarter.Q1) <= day else Year(day.year - 1)


def in_words(day: date) -> str:
    """Return a day as English has it: 14 October 2019; a due date as it was meant: March 2020."""
    return day.words if isinstance(day, DueDate) else f"{day.day} {day:%B %Y}"


def months(year: Year, quarter: Quarter) -> list[str]:
    """Return the names of the months of a quarter."""
    first = year.first_day(quarter).month
    return [MONTHS[(first - 1 + ahead) % 12] for ahead in range(3)]


def first_day(year: Year, quarter: Quarter, period: str = "") -> date:
    """Return the day on which a quarter begins, or a month of it; a term counts as its quarter."""
    first = year.first_day(quarter)
    names = months(year, quarter)
    ahead = first.month - 1 + (names.index(period) if period in names else 0)
    return date(first.year + ahead // 12, ahead % 12 + 1, 1)


def terms(year: Year, quarter: Quarter) -> list[str]:
    """Return the names of the school terms that end in a quarter: one, or none."""
    within = months(year, quarter)
    return [term for term, month in TERM_ENDS.items() if MONTHS[month - 1] in within]


def parse_quarter(typed: str, of: Year | None = None) -> Quarter:
    """Return the quarter typed (`q2`, `2`, `Q2 2019/20`), or raise UserError."""
    found = _TYPED.fullmatch(typed.strip())
    if not found:
        raise UserError(f"'{typed}' is not a quarter", "one of Q1, Q2, Q3, Q4", Exit.USAGE)
    if found[2] and of and not (int(found[2]) == of.start and _follows(found[2], found[3])):
        message = f"'{typed}' is not a quarter of this plan, whose year is {of}"
        raise UserError(message, "name another plan with --plan DIR", Exit.USAGE)
    return Quarter(f"Q{found[1]}")


def typed_year(typed: str) -> str:
    """Return the year that is typed with a quarter, "" if none is."""
    found = _TYPED.fullmatch(typed.strip())
    return f"{found[2]}-{found[3]}" if found and found[2] else ""


def names_quarter(text: str, quarter: Quarter, year: Year) -> bool:
    """Return whether a text names a quarter of a year, as Q4 2018-19 does."""
    name, _, of = " ".join(text.upper().split()).partition(" ")
    return name == quarter and names_year(of, year)


def is_year_label(text: str) -> bool:
    """Return whether a text is a year: 2018-19."""
    found = _LABEL.fullmatch(text.strip())
    return found is not None and _follows(found[1], found[2])


def names_year(text: str, year: Year) -> bool:
    """Return whether a text names a year, as 2018-19 and 2018/2019 do."""
    return is_year_label(text) and int(text.strip()[:4]) == year.start


def _follows(first: str, second: str) -> bool:
    return str(int(first) + 1).endswith(second)
