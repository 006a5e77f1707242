"""An action with where it stands in each quarter, as seen on a day."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from planctl.plan.context import ReadingContext
from planctl.plan.ids import priority_of
from planctl.plan.leads import lead_words
from planctl.plan.model import Action, Update
from planctl.plan.period import Period
from planctl.plan.plan import Entry, action_before
from planctl.plan.ratings import Rating
from planctl.plan.scale import Scale, Step
from planctl.summary.as_known import SeenOn, action_on
from planctl.summary.timetable import Timetable
from planctl.text.action_id import is_id
from planctl.text.document import Document


class Position(NamedTuple):
    """Where an action stood in a quarter: the step of the plan's scale, and what was said.

    `since` names the earlier quarter in which a rating that holds was given: Q1, Q4 2018-19.
    """

    quarter: Period
    step: Step
    update: Update
    since: str = ""

    @property
    def rating(self) -> Rating:
        """What its step is."""
        return self.step.rating


class ActionSummary(NamedTuple):
    """An action with its position in each quarter; one that cannot be read has no action.

    `opening` is its step when the year began, None if nothing was carried forward.
    """

    id: str
    title: str
    leads: tuple[str, ...]
    priority: str
    positions: tuple[Position, ...]
    action: Action | None
    path: str
    opening: Step | None = None
    document: Document | None = None

    @property
    def lead(self) -> str:
        """Who leads it, as it is printed; "" where that is not known."""
        return lead_words(self.leads)

    @property
    def answers(self) -> tuple[str, ...]:
        """The recommendations that it answers; none where it cannot be read."""
        return self.action.answers if self.action else ()

    def at(self, quarter: Period) -> Position:
        """Return the position in a quarter."""
        return self.positions[quarter.number - 1]

    def before(self, quarter: Period) -> Step | None:
        """Return the step before a quarter: in the one before, or when the year began."""
        number = quarter.number - 1
        return self.positions[number - 1].step if number else self.opening


def action_summary(entry: Entry, times: Timetable, scale: Scale, today: date) -> ActionSummary:
    """Return where an action stands in each quarter, as seen on a day."""
    action = entry.action
    if not action:
        unread = scale.of(Rating.UNREADABLE)
        cells = tuple(Position(quarter, unread, Update()) for quarter in times.year.periods)
        priority = priority_of(entry.id) if is_id(entry.id) else ""
        return ActionSummary(entry.id, entry.path, (), priority, cells, None, entry.path)
    seen = SeenOn(today, today, times.year.last)
    return _summary_of(action, (entry.path, entry.document), times, scale, seen)


def row_on(row: ActionSummary, times: Timetable, scale: Scale, seen: SeenOn) -> ActionSummary:
    """Return where an action stood as it was seen on an earlier day, as far as a quarter."""
    if not row.action:
        return row
    return _summary_of(row.action, (row.path, row.document), times, scale, seen)


def _summary_of(
    said: Action,
    file: tuple[str, Document | None],
    times: Timetable,
    scale: Scale,
    seen: SeenOn,
) -> ActionSummary:
    path, document = file
    if document and any(each.date > seen.day for each in said.agreed_changes):
        context = ReadingContext(times.year, scale)
        said = action_before(document, context, seen.day) or said
    action = action_on(said, seen, times.year)
    positions = tuple(_positions(action, times, scale, seen))
    named = (action.title, action.lead, action.priority_id)
    opening = action.opening.step(scale.first) if action.opening else None
    return ActionSummary(action.id, *named, positions, action, path, opening, document)


def _positions(action: Action, times: Timetable, scale: Scale, seen: SeenOn) -> Iterator[Position]:
    """Yield where an action stood in each quarter; what lasts holds in those that have ended."""
    began = action.opening
    last, since = scale.of(Rating.NOT_RATED), ""
    if began:
        last, since = began.step(scale.first), began.quarter
    for quarter in times.year.periods:
        update = action.update(quarter)
        ended = quarter <= seen.last and times.ended(quarter, seen.day)
        if update.rag or update.status:
            last, since = update.step(scale.at(quarter.key)), quarter.key
            yield Position(quarter, last, update)
        elif last.rating.lasting and (ended or not update.empty):
            yield Position(quarter, last, update, since)
        elif not update.empty:
            yield Position(quarter, update.step(scale.at(quarter.key)), update)
        elif times.precedes(quarter, action.starts):
            yield Position(quarter, scale.of(Rating.NOT_IN_PLAN), update)
        else:
            missed = ended and times.missed(quarter, seen.day)
            silent = Rating.NO_UPDATE if missed else Rating.NOT_DUE
            yield Position(quarter, scale.of(silent), update)
