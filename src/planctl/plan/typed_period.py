"""A period of a plan's year as people type it: q2, M4, apr, September board, Q2 2019/20."""

import re
from collections.abc import Iterator

from planctl.plan.period import Period
from planctl.plan.year import Year, is_year_label, names_year
from planctl.problem import Exit, UserError, did_you_mean, visible

_OF_YEAR = re.compile(r"(.*\S)\s+([12][0-9]{3}(?:[-/](?:[0-9]{2}|[0-9]{4}))?)")
_SHORT_MONTH = 3
_NUMBERED = ("quarter", "half-year")
"""What may be typed as a number alone: the fourth month may be April or July."""
_QUARTERLY = Year(2000)
"""A year like those of plans that say nothing of their periods."""


def parse_period(typed: str, of: Year) -> Period:
    """Return the period typed (`q2`, `2`, `Q2 2019/20`), or raise UserError."""
    said = _plain(typed)
    found = _OF_YEAR.fullmatch(said)
    if exact := _exact(said, of):
        return exact
    if found and (exact := _exact(found[1], of)):
        if names_year(found[2], of):
            return exact
        message = f"'{visible(typed)}' is not a {of.noun} of this plan, whose year is {of}"
        raise UserError(message, "name another plan with --plan DIR", Exit.USAGE)
    begun = [each for each in of.periods if said and each.key.casefold().startswith(said)]
    if of.named and len(begun) == 1:
        return begun[0]
    message = f"'{visible(typed)}' is not a {of.noun}"
    near = did_you_mean(typed, of.keys) if of.named else ""
    raise UserError(message, near or f"one of {', '.join(of.keys)}", Exit.USAGE)


def _exact(said: str, of: Year) -> Period | None:
    return next((period for period in of.periods if said in _words(period, of)), None)


def period_named(typed: str, of: Year) -> Period | None:
    """Return the period that a text names, with its year or not; None where it is none, or a day.

    A number alone names none: it may be of a revision.
    """
    said = _plain(typed)
    found = _OF_YEAR.fullmatch(said)
    if not said[:1].isalpha():
        return None
    return _exact(said, of) or (_exact(found[1], of) if found else None)


def quarter_key(typed: str) -> str:
    """Return the key of a quarter that is typed as one, with its year or not; "" if it is none."""
    named = period_named(typed, _QUARTERLY)
    return named.key if named else ""


def typed_year(typed: str) -> str:
    """Return the year that is typed with a period, "" if none is."""
    found = _OF_YEAR.fullmatch(_plain(typed))
    return found[2].replace("/", "-") if found and is_year_label(found[2]) else ""


def _words(period: Period, of: Year) -> frozenset[str]:
    """Return what may be typed for a period, in small letters."""
    return frozenset(map(_plain, _names(period, of)))


def _names(period: Period, of: Year) -> Iterator[str]:
    yield period.key
    yield period.slug
    if period.noun in _NUMBERED and of.length == 1:
        yield str(period.number)
    if period.noun == "term":
        yield f"{period.key} term"
    if period.noun != "month":
        return
    first = period.first_day
    yield from (f"{first:%B} {first.year}", f"{first:%b} {first.year}", f"{first:%Y-%m}")
    if of.length == 1:
        yield from (f"{first:%b}", f"{first:%B}"[: _SHORT_MONTH + 1])
        yield from (f"M{period.number}", f"M{period.number:02}")


def _plain(typed: str) -> str:
    return " ".join(typed.casefold().split())
