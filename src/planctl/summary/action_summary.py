"""An action with where it stands in each quarter, as seen on a day."""

import re
from datetime import date
from typing import NamedTuple

from planctl.plan.ids import ID
from planctl.plan.model import Action, Update
from planctl.plan.periods import Quarter, Year
from planctl.plan.plan import Entry
from planctl.plan.ratings import Rating


class Position(NamedTuple):
    """Where an action stood in a quarter: its rating and what was said."""

    quarter: Quarter
    rating: Rating
    update: Update


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


def action_summary(entry: Entry, year: Year, today: date) -> ActionSummary:
    """Return where an action stands in each quarter, as seen on a day."""
    action = entry.action
    if not action:
        cells = tuple(Position(quarter, Rating.UNREADABLE, Update()) for quarter in Quarter)
        priority = entry.id.partition(".")[0] if re.fullmatch(ID, entry.id) else ""
        return ActionSummary(entry.id, entry.path, "", priority, cells, None, entry.path)
    positions: list[Position] = []
    for quarter in Quarter:
        rating = _rating(action.update(quarter), ended=year.ended(quarter, today))
        if rating in (Rating.NO_UPDATE, Rating.NOT_DUE) and positions:
            rating = positions[-1].rating if positions[-1].rating.lasting else rating
        positions.append(Position(quarter, rating, action.update(quarter)))
    words = (action.title, action.lead, action.priority_id)
    began = action.opening
    opening = began.rating if began else None
    return ActionSummary(action.id, *words, tuple(positions), action, entry.path, opening)


def _rating(update: Update, *, ended: bool) -> Rating:
    if not update.empty:
        return update.rating
    return Rating.NO_UPDATE if ended else Rating.NOT_DUE
