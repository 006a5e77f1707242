"""The dates that a plan's files say, what kind each is, and where it stands."""

from collections.abc import Iterator
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from planctl.checks.rule import readable_actions
from planctl.plan.days import DueDate
from planctl.plan.due_date import Move
from planctl.plan.model import Action, Header
from planctl.plan.plan import Plan
from planctl.problem import Place
from planctl.text.document import Document
from planctl.text.span import Keys


class DateKind(Enum):
    """What a date is of."""

    DUE = "what is to be done by it"
    START = "what begins on it"
    HAPPENED = "what was done, agreed or signed on it"


class WrittenDate(NamedTuple):
    """A date, and where it stands in its file."""

    document: Document
    keys: Keys
    day: date
    kind: DateKind

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.document.place(self.keys)

    def is_yet_to_come(self, today: date) -> bool:
        """Return whether it is of something that was done, and after a day."""
        return self.kind is DateKind.HAPPENED and self.day > today


_Dates = Iterator[tuple[Keys, date | None, DateKind]]


@lru_cache(maxsize=1)
def written_dates(plan: Plan) -> tuple[WrittenDate, ...]:
    """Return the dates of a plan that people write.

    Those of numbers are another rule's, and those of corrections only planctl writes.
    """
    said = [(plan.document, _of_header(plan.header))] if plan.header else []
    said += [(document, _of_action(action)) for document, action in readable_actions(plan)]
    return tuple(
        WrittenDate(document, keys, day, kind)
        for document, dates in said
        for keys, day, kind in dates
        if document and day and not (isinstance(day, DueDate) and day.is_open)
    )


def _of_header(header: Header) -> _Dates:
    yield ("starts",), header.starts, DateKind.START
    for quarter, record in header.closed.items():
        keys: Keys = ("closed", quarter)
        yield (*keys, "date"), record.date, DateKind.HAPPENED
        for name, stage in record.stages.items():
            yield (*keys, "stages", name, "date"), stage.date, DateKind.HAPPENED


def _of_action(action: Action) -> _Dates:
    yield ("starts",), action.starts, DateKind.START
    yield ("due",), action.due, DateKind.DUE
    yield ("original_due",), action.original_due, DateKind.DUE
    yield from _of_moves(action.moves, ("moves",))
    for number, change in enumerate(action.agreed_changes):
        yield ("agreed_changes", number, "date"), change.date, DateKind.HAPPENED
    for name, step in action.milestones.items():
        keys: Keys = ("milestones", name)
        yield (*keys, "due"), step.due, DateKind.DUE
        yield (*keys, "done"), step.done, DateKind.HAPPENED
        yield from _of_moves(step.moves, (*keys, "moves"))


def _of_moves(moves: tuple[Move, ...], keys: Keys) -> _Dates:
    for number, move in enumerate(moves):
        yield (*keys, number, "to"), move.to, DateKind.DUE
        yield (*keys, number, "date"), move.date, DateKind.HAPPENED
        yield (*keys, number, "decided"), move.decided, DateKind.HAPPENED
