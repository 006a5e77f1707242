"""The year of a plan, and the periods that it is divided into."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache
from itertools import pairwise

from planctl.plan.period import Period
from planctl.problem import Exit, UserError

_LABEL = re.compile(r"([12][0-9]{3})[-/]([0-9]{2}|[0-9]{4})")
_TYPED = re.compile(r"[Qq]?([1-4])(?:\s+([12][0-9]{3})[-/]([0-9]{2}|[0-9]{4}))?")


@dataclass(frozen=True)
class Year:
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

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """Its periods in their order."""
        begins = [month_begins(self.start, self.first_month + 3 * each) for each in range(5)]
        order = ("Q1", "Q2", "Q3", "Q4")
        return tuple(
            Period(first, after - timedelta(days=1), number, key, key, "quarter", order)
            for number, (key, (first, after)) in enumerate(
                zip(order, pairwise(begins), strict=True), 1
            )
        )

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
        return f"{self}-{period.key}"


def month_begins(year: int, month: int) -> date:
    """Return the first day of a month; month 13 is January of the year after."""
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


@lru_cache(maxsize=64)
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
    return year if year.first.begun(day) else year.before


def parse_period(typed: str, of: Year) -> Period:
    """Return the period typed (`q2`, `2`, `Q2 2019/20`), or raise UserError."""
    found = _TYPED.fullmatch(typed.strip())
    if not found:
        raise UserError(f"'{typed}' is not a quarter", "one of Q1, Q2, Q3, Q4", Exit.USAGE)
    if found[2] and not (int(found[2]) == of.start and _follows(found[2], found[3])):
        message = f"'{typed}' is not a quarter of this plan, whose year is {of}"
        raise UserError(message, "name another plan with --plan DIR", Exit.USAGE)
    return of.periods[int(found[1]) - 1]


def typed_year(typed: str) -> str:
    """Return the year that is typed with a period, "" if none is."""
    found = _TYPED.fullmatch(typed.strip())
    return f"{found[2]}-{found[3]}" if found and found[2] else ""


def quarter_key(typed: str) -> str:
    """Return the key of a quarter that is typed as one, with its year or not; "" if it is none."""
    found = _TYPED.fullmatch(typed.strip())
    return f"Q{found[1]}" if found and typed.strip()[0] in "Qq" else ""


def names_period(text: str, period: Period, year: Year) -> bool:
    """Return whether a text names a period of a year, as Q4 2018-19 does."""
    name, _, of = " ".join(text.upper().split()).partition(" ")
    return name == period.key and names_year(of, year)


def is_year_label(text: str) -> bool:
    """Return whether a text is a year: 2018-19."""
    found = _LABEL.fullmatch(text.strip())
    return found is not None and _follows(found[1], found[2])


def names_year(text: str, year: Year) -> bool:
    """Return whether a text names a year, as 2018-19 and 2018/2019 do."""
    return is_year_label(text) and int(text.strip()[:4]) == year.start


def _follows(first: str, second: str) -> bool:
    return str(int(first) + 1).endswith(second)
