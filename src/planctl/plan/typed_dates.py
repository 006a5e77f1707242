"""Dates as people write them in Britain: 27/11/2026, 1 October 2019, June 2020, yesterday."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta

from planctl.plan.days import DueDate, parse_due_date
from planctl.plan.named_due_date import named_example, parse_own_due_date
from planctl.plan.period import MONTHS
from planctl.plan.year import Year
from planctl.problem import Exit, UserError, visible

_RELATIVE = {"today": 0, "yesterday": -1, "tomorrow": 1}
_ISO = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})")
_NUMBERS = re.compile(
    r"(?P<day>[0-9]{1,2})([/.-])(?P<month>[0-9]{1,2})\2(?P<year>[0-9]{4}|[0-9]{2})"
)
_WORDS = re.compile(
    r"([A-Za-z]+day,? )?((?P<day>[0-9]{1,2})(st|nd|rd|th)?[ -](of )?)?"
    r"(?P<month>[A-Za-z]{3,9})\.?,?[ -](?P<year>[0-9]{4})"
)


def written_date(typed: str, today: date) -> str | None:
    """Return a day or a month as plan files have it, 2020-06-30 or 2020-06; None if it is neither.

    The day comes before the month. Raises UserError for what looks like a day that there is not.
    """
    text = " ".join(typed.split())
    if text.lower() in _RELATIVE:
        return (today + timedelta(_RELATIVE[text.lower()])).isoformat()
    found = _ISO.fullmatch(text) or _NUMBERS.fullmatch(text) or _WORDS.fullmatch(text)
    month = _month(found["month"]) if found else None
    if not found or month is None:
        return None
    year = int(found["year"]) if len(found["year"]) > len("20") else 2000 + int(found["year"])
    if not found["day"]:
        return f"{year}-{month:02}"
    try:
        return date(year, month, int(found["day"])).isoformat()
    except ValueError:
        raise _no_day(typed) from None


def typed_due_date(typed: str, year: Year, today: date) -> DueDate:
    """Return the due date that was typed; a quarter without a year is one of the plan's.

    Raises UserError where it is no date.
    """
    for each in (written_date(typed, today) or typed, f"{typed.upper()} {year}"):
        with suppress(ValueError):
            return parse_due_date(each, year.first_month)
        with suppress(ValueError):
            return parse_own_due_date(parse_own_due_date(each, year).words, year)
    message = f"'{visible(typed)}' is not a date"
    dates = "a day 31 March 2020 or a month June 2020"
    if year.noun == "quarter":
        dates = f"a day 31 March 2020, a month June 2020 or a quarter: Q4, Q4 {year}"
    if example := named_example(year):
        dates = f"a day 31 March 2020, a month June 2020 or a {year.noun}: {example}"
    hint = f"{dates}; or to be confirmed, or ongoing"
    raise UserError(message, hint, Exit.USAGE)


def typed_day(typed: str, today: date) -> date:
    """Return the day that was typed; UserError if it is none."""
    return date.fromisoformat(day_or_text(typed, today, only_day=True))


def day_or_text(typed: str, today: date, *, only_day: bool = False) -> str:
    """Return a day as plan files have it, or a text that is no date as it was typed.

    Raises UserError for a month alone and, if it may be nothing else, for what is not a day.
    """
    written = written_date(typed, today)
    if written and written.count("-") == 1:
        message = f"'{visible(typed)}' is a month, and a day is wanted"
        raise UserError(message, f"as in {written}-15, or 15 {typed}", Exit.USAGE)
    if only_day and not written:
        raise _no_day(typed)
    return written or typed


def dates_in(text: str) -> list[date]:
    """Return the days that a text names, of a month its last; what is no day is left out."""
    return [day for each in (_ISO, _NUMBERS, _WORDS) for day in _days_in(text, each.pattern)]


def _days_in(text: str, pattern: str) -> Iterator[date]:
    for found in re.finditer(rf"(?<![\w/.-]){pattern}(?!\w)", " ".join(text.split())):
        try:
            yield parse_due_date(written_date(found[0], date.min) or "")
        except (UserError, ValueError):
            continue


def _month(said: str) -> int | None:
    if said.isdecimal():
        return int(said)
    names = enumerate(MONTHS, 1)
    return next((number for number, name in names if name.lower().startswith(said.lower())), None)


def _no_day(typed: str) -> UserError:
    hint = "a day before its month, 31/03/2020 or 31 March 2020, or 2020-03-31"
    return UserError(f"'{visible(typed)}' is not a day of the calendar", hint, Exit.USAGE)
