"""What a chair would ask where a rating never moves, or improves as its due date is put off."""

from collections.abc import Iterator
from datetime import date
from itertools import takewhile
from typing import NamedTuple

from planctl.figures import Figure
from planctl.measure_words import printed
from planctl.periods import in_words
from planctl.stand import Asked, Stand
from planctl.words import Rating, direction, stated

_LONG = 4
_OPEN = (Rating.RED, Rating.AMBER, Rating.GREEN, Rating.NOT_STARTED, Rating.ON_HOLD)
"""The ratings of actions that are still to end."""


class Moved(NamedTuple):
    """A due date that was put off."""

    was: date
    now: date


def unmoved(stand: Stand) -> Iterator[Asked]:
    """Yield that the rating is the same as in three quarters before, or more."""
    if stand.rating not in _OPEN:
        return
    same = takewhile(
        lambda said: stated(said[1].rag, said[1].status) is stand.rating, reversed(stand.earlier)
    )
    quarters = [name for name, _ in same][::-1]
    if len(quarters) + 1 < _LONG:
        return
    is_green = stand.rating is Rating.GREEN
    question = "What remains before it is complete?" if is_green else "What would make it move?"
    said = f"{stand.begins}, as in {', '.join(quarters[:-1])} and {quarters[-1]}"
    yield Asked(question, "; ".join([said, *_went(stand)]), stand.rated_at)


def eased(stand: Stand) -> Iterator[Asked]:
    """Yield that the rating improved in the quarter in which the due date was put off."""
    before, moved = stand.rated_before, _moved(stand)
    if not (before and stand.rating and moved) or direction(before, stand.rating) != "improved":
        return
    question = "Is it going better, or has it only been given longer?"
    was, now = in_words(moved.was), in_words(moved.now)
    yield Asked(question, f"{stand.moves}, and its due date from {was} to {now}", stand.rated_at)


def _went(stand: Stand) -> Iterator[str]:
    """Yield where each measure was in the first quarter of which there is a number, and is now."""
    for each in stand.measured:
        last = each.at(stand.quarter)
        there = [reading for reading in each.readings if isinstance(reading.value, Figure)]
        if last in there and last is not there[0]:
            was, now = printed(each, there[0].value), printed(each, last.value)
            yield f"'{each.name}' was {was} in {there[0].quarter} and is {now}"


def _moved(stand: Stand) -> Moved | None:
    """Return the move of the due date that a plan says was made in a quarter.

    It says only the first date and the present one: the quarter is the one that the first is in.
    """
    was, now = stand.action.original_due, stand.action.due
    if not (was and now) or now <= was:
        return None
    first, last = stand.year.first_day(stand.quarter), stand.year.last_day(stand.quarter)
    return Moved(was, now) if first <= was <= last else None
