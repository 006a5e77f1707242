"""When updates, actions and milestones are due, as a calendar file: RFC 5545."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from hashlib import sha256
from typing import NamedTuple

from planctl.plan.days import DueDate
from planctl.plan.due_date import Move
from planctl.plan.model import Action
from planctl.plan.ratings import Rating
from planctl.problem import visible
from planctl.summary.action_summary import ActionSummary
from planctl.summary.summary import Summary

_LINE = 75
"""How many bytes a line has at most; a longer one goes on in the next."""


class _Event(NamedTuple):
    """A day on which something is due; `moves` is how often it was moved."""

    id: str
    day: date
    words: str
    moves: int = 0
    cancelled: bool = False


def calendar_file(summary: Summary, plan: str) -> bytes:
    """Return the days of a plan's year; an event is the same one whenever the file is made.

    `plan` tells the plan from others. A day that moved has the new date, and one that there is no
    more, since it is to be confirmed or its action is closed, is cancelled.
    """
    stamp = f"{summary.today:%Y%m%d}T000000Z"
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//planctl//planctl//EN", "METHOD:PUBLISH"]
    for event in _events(summary):
        lines += _lines(event, f"{plan}-{summary.year}-{event.id}@planctl", stamp)
    folded = (part for line in [*lines, "END:VCALENDAR"] for part in _folded(line))
    return "".join(f"{line}\r\n" for line in folded).encode()


def _events(summary: Summary) -> Iterator[_Event]:
    for quarter in summary.year.periods:
        day = summary.timetable.due_by[quarter]
        yield _Event(
            f"updates-{quarter.slug}", day, f"Updates for {summary.year.dated(quarter)} are due"
        )
    for row in summary.rows:
        if row.action:
            yield from _of_action(row, row.action, summary)


def _of_action(row: ActionSummary, action: Action, summary: Summary) -> Iterator[_Event]:
    closed = row.at(summary.quarter).rating is Rating.CLOSED
    name = f"{action.id} {' '.join(action.title.split())}"
    if action.due:
        yield from _due(
            f"{action.id}-due", f"{name} is due", action.due, action.moves, closed=closed
        )
    for each, milestone in action.milestones.items():
        what = f"{each} is due: {name}"
        yield from _due(
            f"{action.id}-{_short(each)}", what, milestone.due, milestone.moves, closed=closed
        )


def _due(
    key: str, words: str, due: DueDate, moves: Sequence[Move], *, closed: bool
) -> Iterator[_Event]:
    agreed = [move for move in moves if move.agreed_by]
    days: list[DueDate] = [due, *(move.was for move in reversed(agreed))]
    known = next((day for day in days if not day.is_open), None)
    if known:
        cancelled = closed or due.is_open
        yield _Event(key, known, words, len(agreed) + cancelled, cancelled)


def _short(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:8]


def _lines(event: _Event, uid: str, stamp: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{uid}"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(event.words)}"
    yield f"SEQUENCE:{event.moves}"
    yield f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _text(words: str) -> str:
    return re.sub(r"([\\;,])", r"\\\1", visible(" ".join(words.split())))


def _folded(line: str) -> Iterator[str]:
    """Yield a line in parts that are short enough, none of which ends within a character."""
    part = ""
    for character in line:
        if len((part + character).encode()) > _LINE:
            yield part
            part = " "
        part += character
    yield part
