"""What a paper is made from: a summary, its plain values, and what was asked for."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from planctl.plan.ratings import Rating
from planctl.reports.paper.blocks import rating
from planctl.reports.values.plan import Shared, Values
from planctl.summary.action_summary import ActionSummary
from planctl.summary.summary import Summary


class Cover(NamedTuple):
    """What a committee wants to read on the first page; each may be empty."""

    meeting: str = ""
    purpose: str = ""
    recommendations: tuple[str, ...] = ()
    considered_by: tuple[str, ...] = ()


class Event(NamedTuple):
    """A change of an action as its history has it: when, by whom, why, and what changed."""

    when: str
    who: str
    why: str
    what: tuple[str, ...]


class LastSeen(NamedTuple):
    """The plan as a board last saw it, and how to name that occasion."""

    summary: Summary
    occasion: str


class Asked(NamedTuple):
    """What a paper is asked to say besides what the plan says."""

    cover: Cover = Cover()
    seen: LastSeen | None = None
    history: tuple[Event, ...] | None = None
    """The changes of the action that the paper is about, the latest first; None if not known."""


@dataclass(frozen=True)
class Sight:
    """A summary with its values, for the sections of a paper."""

    summary: Summary
    shared: Shared
    values: Values
    asked: Asked = field(default_factory=Asked)

    @cached_property
    def actions(self) -> dict[str, Values]:
        """The values of each action, by the path of its file."""
        every = (action for each in self.values["priorities"] for action in each["actions"])
        return {action["path"]: action for action in every}

    def of(self, row: ActionSummary) -> Values:
        """Return the values of an action."""
        return self.actions[row.path]

    def tag(self, which: Rating) -> Values:
        """Return the run that shows a rating."""
        return rating(self.shared.ratings[which])

    def now(self, row: ActionSummary) -> Rating:
        """Return the rating of an action in the quarter that is reported."""
        return row.at(self.summary.quarter).rating

    @property
    def quarter(self) -> str:
        """The quarter that is reported."""
        return self.summary.quarter.value

    def leading(self) -> Iterator[tuple[str, list[ActionSummary]]]:
        """Yield each lead with its actions, in the order in which the plan names the leads."""
        rows: dict[str, list[ActionSummary]] = {lead: [] for lead in self.summary.header.leads}
        for row in self.summary.rows:
            rows.setdefault(row.lead, []).append(row)
        return ((lead, found) for lead, found in rows.items() if found)
