"""Due dates with their moves, and the milestones of an action."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from typing_extensions import TypedDict  # pydantic asks for this one before Python 3.12

from planctl.plan.days import DueDate
from planctl.plan.due_date import Move
from planctl.plan.model import Action
from planctl.summary.slippage import Slip, slips


class MoveRecord(TypedDict):
    """A due date that was moved, is to be, or was not: as days, and as they are written."""

    state: Literal["agreed", "refused", "waiting"]
    was: str | None
    was_written: str
    to: str | None
    to_written: str
    date: str
    reason: str
    agreed_by: str
    refused_by: str
    decided: str | None


class DueDateRecord(TypedDict):
    """When something is due and first was; a month or quarter is its last day.

    What is to be confirmed or ongoing has no day. `days_lost` is how many days later it is than
    first agreed.
    """

    due: str | None
    due_written: str
    original_due: str | None
    original_due_written: str
    days_lost: int
    times_moved: int
    moves: list[MoveRecord]


class MilestoneRecord(DueDateRecord):
    """A step on the way of an action; one that is not done has no day on which it was."""

    name: str
    done: str | None


class DatesRecord(TypedDict):
    """The dates of an action as its file says them, as days and as they are written.

    `starts` is the day from which it is in the plan, null where it always was.
    """

    starts: str | None
    due: str | None
    due_written: str
    original_due: str | None
    original_due_written: str
    moves: list[MoveRecord]
    milestones: list[MilestoneRecord]


def dates_record(action: Action | None) -> DatesRecord:
    """Return the record of an action's dates; of an action that cannot be read, without any."""
    due, first = (action.due, action.original_due) if action else (None, None)
    starts = action.starts if action else None
    return {
        "starts": starts.isoformat() if starts else None,
        "due": _day(due),
        "due_written": due.written if due else "",
        "original_due": _day(first),
        "original_due_written": first.written if first else "",
        "moves": [_move_record(move) for move in action.moves] if action else [],
        "milestones": list(_milestone_records(action)) if action else [],
    }


def due_date_record(slip: Slip) -> DueDateRecord:
    """Return the record of when something is due, and of what has become of that date."""
    return {
        "due": _day(slip.due),
        "due_written": slip.due.written,
        "original_due": _day(slip.original),
        "original_due_written": slip.original.written,
        "days_lost": slip.days_lost,
        "times_moved": slip.times,
        "moves": [_move_record(move) for move in slip.moves],
    }


def _milestone_records(action: Action) -> Iterator[MilestoneRecord]:
    for slip in slips(action):
        if slip.milestone:
            done = action.milestones[slip.milestone].done
            yield {"name": slip.milestone, "done": _day(done), **due_date_record(slip)}


def _move_record(move: Move) -> MoveRecord:
    return {
        "state": "waiting" if move.waiting else "agreed" if move.agreed_by else "refused",
        "was": _day(move.was),
        "was_written": move.was.written,
        "to": _day(move.to),
        "to_written": move.to.written,
        "date": move.date.isoformat(),
        "reason": move.reason,
        "agreed_by": move.agreed_by,
        "refused_by": move.refused_by,
        "decided": _day(move.decided),
    }


def _day(day: date | None) -> str | None:
    """Return a day as a program reads it; none for what is to be confirmed or ongoing."""
    is_open = isinstance(day, DueDate) and day.is_open
    return day.isoformat() if day and not is_open else None
