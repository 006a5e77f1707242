"""Due dates: the last day of what is written, and how days are said."""

import re
from datetime import date, timedelta
from functools import lru_cache

from planctl.plan.division import month_begins
from planctl.plan.year import is_year_label

_MONTH = re.compile(r"([12][0-9]{3})-(0[1-9]|1[0-2])")
_DAY = re.compile(r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}")
_QUARTER = re.compile(r"[Qq]([1-4])\s+(([12][0-9]{3})[-/](?:[0-9]{2}|[0-9]{4}))")


TO_BE_CONFIRMED, ONGOING = "to be confirmed", "ongoing"
_OPEN = {ONGOING: date(9999, 12, 31), TO_BE_CONFIRMED: date(9999, 12, 30)}
"""What may stand in place of a date; each compares as a day that is after every other."""


class DueDate(date):
    """The day by which something is to be done, the last one of the month or quarter written.

    It compares as that day and remembers how it was written: 2020-03 is 31 March 2020. One that is
    open, to be confirmed or ongoing, compares as a day that never comes.
    """

    _written = ""
    _words = ""

    @property
    def written(self) -> str:
        """Return it as a plan writes it: 2020-03-31, 2020-03 or Q4 2019-20."""
        return self._written or self.isoformat()

    @property
    def is_open(self) -> bool:
        """Whether there is no date: it is to be confirmed, or ongoing."""
        return self._written in _OPEN

    @property
    def words(self) -> str:
        """Return it as English has it: 31 March 2020, March 2020 or Q4 2019/20."""
        return self._words or f"{self.day} {self:%B %Y}"


@lru_cache(maxsize=256)  # many actions are due on few days
def parse_due_date(written: str, first_month: int = 4) -> DueDate:
    """Return the due date of a day, a month or a quarter with its year, or one that is open.

    `first_month` is that of the years whose quarters are meant. Raises ValueError if it is none.
    """
    text = " ".join(written.split())
    if _DAY.fullmatch(text):
        return due_date_of(date.fromisoformat(text), text, "")
    if found := _MONTH.fullmatch(text):
        last = _last_of_month(int(found[1]), int(found[2]))
        return due_date_of(last, text, f"{last:%B %Y}")
    if text.lower() in _OPEN:
        return due_date_of(_OPEN[text.lower()], text.lower(), text.lower())
    found = _QUARTER.fullmatch(text)
    if not found or not is_year_label(found[2]):
        raise ValueError(written)
    number, start = int(found[1]), int(found[3])
    last = _last_of_month(start, first_month + 3 * number - 1)
    return due_date_of(last, text, f"Q{number} {start}/{(start + 1) % 100:02}")


def due_date_of(last: date, written: str, words: str) -> DueDate:
    """Return the due date of a last day, as it is written, and in words if not by its day."""
    made = DueDate(last.year, last.month, last.day)
    made._written, made._words = written, words  # noqa: SLF001 - a day is made of numbers alone
    return made


def months_after(day: date, months: int) -> date:
    """Return the day so many months after another; the last of a month for the last of one."""
    at = day.year * 12 + day.month - 1 + months
    last = _last_of_month(at // 12, at % 12 + 1)
    is_last = day == _last_of_month(day.year, day.month)
    return last if is_last or day.day > last.day else last.replace(day=day.day)


def _last_of_month(year: int, month: int) -> date:
    return month_begins(year, month + 1) - timedelta(days=1)


def in_words(day: date) -> str:
    """Return a day as English has it: 14 October 2019; a due date as it was meant: March 2020."""
    return day.words if isinstance(day, DueDate) else f"{day.day} {day:%B %Y}"


def within_words(day: date) -> str:
    """Return a day for a sentence, where what is open stands in quotation marks."""
    return f"'{day.words}'" if isinstance(day, DueDate) and day.is_open else in_words(day)


def by_words(due: DueDate) -> str:
    """Return when something is due: due by March 2020, to be confirmed, ongoing."""
    return due.words if due.is_open else f"due by {due.words}"
