"""An action with where it stands in each quarter, as seen on a day."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from planctl.plan.ids import ID
from planctl.plan.model import Action, Update
from planctl.plan.periods import Quarter
from planctl.plan.plan import Entry
from planctl.plan.ratings import Rating
from planctl.summary.as_known import SeenOn, action_on
from planctl.summary.timetable import Timetable


class Position(NamedTuple):
    """Where an action stood in a quarter: its rating and what was said.

    `since` names the earlier quarter in which a rating that holds was given: Q1, Q4 2018-19.
    """

    quarter: Quarter
    rating: Rating
    update: Update
    since: str = ""


class ActionSummary(NamedTuple):
    """An action with its position in each quarter; one that cannot be read has no action.

    `opening` is its rating when the year began, None if nothing was carried forward.
    """

    id: str
    title: str
    lead: str
    priority: str
    positions: tuple[Position, ...]
    action: Action | None
    path: str
    opening: Rating | None = None

    def at(self, quarter: Quarter) -> Position:
        """Return the position in a quarter."""
        return self.positions[quarter.number - 1]

    def before(self, quarter: Quarter) -> Rating | None:
        """Return the rating before a quarter: in the one before, or when the year began."""
        return self.at(quarter.before).rating if quarter.before else self.opening


def action_summary(entry: Entry, times: Timetable, today: date) -> ActionSummary:
    """Return where an action stands in each quarter, as seen on a day."""
    action = entry.action
    if not action:
        cells = tuple(Position(quarter, Rating.UNREADABLE, Update()) for quarter in Quarter)
        priority = entry.id.partition(".")[0] if re.fullmatch(ID, entry.id) else ""
        return ActionSummary(entry.id, entry.path, "", priority, cells, None, entry.path)
    return _summary_of(action, entry.path, times, SeenOn(today, today))


def row_on(row: ActionSummary, times: Timetable, seen: SeenOn) -> ActionSummary:
    """Return where an action stood as it was seen on an earlier day, as far as a quarter."""
    return _summary_of(row.action, row.path, times, seen) if row.action else row


def _summary_of(said: Action, path: str, times: Timetable, seen: SeenOn) -> ActionSummary:
    action = action_on(said, seen, times.year)
    positions = tuple(_positions(action, times, seen))
    words = (action.title, action.lead, action.priority_id)
    opening = action.opening.rating if action.opening else None
    return ActionSummary(action.id, *words, positions, action, path, opening)


def _positions(action: Action, times: Timetable, seen: SeenOn) -> Iterator[Position]:
    """Yield where an action stood in each quarter; what lasts holds in those that have ended."""
    began = action.opening
    last, since = (began.rating, began.quarter) if began else (Rating.NOT_RATED, "")
    for quarter in Quarter:
        update = action.update(quarter)
        ended = quarter <= seen.last and times.ended(quarter, seen.day)
        if update.rag or update.status:
            last, since = update.rating, quarter.value
            yield Position(quarter, last, update)
        elif last.lasting and (ended or not update.empty):
            yield Position(quarter, last, update, since)
        elif not update.empty:
            yield Position(quarter, update.rating, update)
        elif times.precedes(quarter, action.starts):
            yield Position(quarter, Rating.NOT_IN_PLAN, update)
        else:
            missed = ended and times.missed(quarter, seen.day)
            yield Position(quarter, Rating.NO_UPDATE if missed else Rating.NOT_DUE, update)
