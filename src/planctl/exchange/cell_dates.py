"""The due date that a cell gives: By end of March 2020, Q4 2019/20, TBC, ongoing."""

import re
from datetime import date
from typing import NamedTuple

from planctl.plan.days import ONGOING, TO_BE_CONFIRMED
from planctl.plan.typed_dates import dates_in, typed_due_date
from planctl.plan.year import Year
from planctl.problem import UserError

_FILLER = re.compile(
    r"\b(?:by|the|end|of|due|complete(?:d)?|completion|before|no later than|target|date|from|"
    r"beginning|start|mid|early|late|on|in|for|at|latest)\b|[:.,;()–-]+(?=\s|$)",
    re.IGNORECASE,
)
_OPEN = {
    **dict.fromkeys(("tbc", "tba", "tbd", "to be agreed", "to be confirmed", "to be determined",
                     "date to be confirmed", "not yet agreed"), TO_BE_CONFIRMED),
    **dict.fromkeys(("ongoing", "on-going", "on going", "continuous", "continuing"), ONGOING),
}  # fmt: skip
_QUARTER = re.compile(r"(?:q|qtr|quarter) ?([1-4])[ ,/]*(.*)", re.IGNORECASE)


class CellDate(NamedTuple):
    """A due date as plan files have it, "" where it is not known; and what is to be said of it."""

    written: str
    why: str = ""
    question: str = ""


def due_in(text: str, year: Year, today: date) -> CellDate:
    """Return the due date that a text gives."""
    plain = " ".join(text.split())
    if found := _OPEN.get(plain.lower().strip(" .()")):
        return CellDate(found)
    if _count(plain) > 1:
        return CellDate("", question=f"'{plain}' has two dates: which of them counts?")
    for tried in (
        plain,
        _as_quarter(plain),
        _as_quarter(" ".join(_FILLER.sub(" ", plain).split())),
    ):
        try:
            written = typed_due_date(tried, year, today).written
        except UserError:
            continue
        why = "" if tried == plain else f"'{plain}' is taken for {written}"
        return CellDate(written, why)
    if _OPEN.keys() & set(re.split(r"\W+", plain.lower())):
        word = next(each for each in _OPEN if each in re.split(r"\W+", plain.lower()))
        return CellDate(_OPEN[word], f"'{plain}' is taken for {_OPEN[word]}")
    return CellDate("", question=f"'{plain}' is not a date that planctl knows")


def _count(text: str) -> int:
    """Return how many dates a text names."""
    quarters = re.findall(r"\bq(?:tr|uarter)? ?[1-4]\b", text, re.IGNORECASE)
    return len(set(dates_in(text))) + len(set(quarters))


def _as_quarter(text: str) -> str:
    """Return a quarter as it is typed, any other text as it is."""
    found = _QUARTER.fullmatch(text)
    if not found:
        return text
    years = re.fullmatch(r"(20[0-9]{2}) ?[-/–] ?(?:20)?([0-9]{2})", found[2].strip())
    return f"Q{found[1]} {years[1]}-{years[2]}" if years else f"Q{found[1]} {found[2]}".strip()
