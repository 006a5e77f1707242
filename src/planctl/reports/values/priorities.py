"""The priorities as templates and renderers are given them, each with its actions."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from planctl.reports.values.actions import ActionDetail, SharedValues, action_detail
from planctl.reports.values.runs import RatingTag
from planctl.summary.priorities import PriorityStanding, priority_standings
from planctl.summary.summary import Summary


@dataclass(frozen=True)
class PriorityActions:
    """A priority and its actions."""

    number: str
    """its number"""
    text: str
    """what it is"""
    anchor: str
    """the name of its place"""
    href: str
    """what leads there"""
    actions: Sequence[ActionDetail]
    """its actions"""
    name: str = ""
    """its short name; what it is, where it has none"""
    lead: str = ""
    """who leads it as a whole"""
    accountable: str = ""
    """the post that is accountable for it"""
    rating: RatingTag | None = None
    """how its lead rates it in the quarter, nothing if not at all"""


def priority_values(summary: Summary, shared: SharedValues) -> list[PriorityActions]:
    """Return each priority with its actions."""
    said = {each.counts.name: each for each in priority_standings(summary)}
    return [
        PriorityActions(
            number=count.name,
            text=summary.header.priority_words(count.name) or count.label,
            anchor=(anchor := f"priority-{count.name or 'none'}"),
            href=shared.priority_href.format(anchor),
            actions=[
                action_detail(row, summary, shared)
                for row in summary.rows
                if row.priority == count.name
            ],
            name=count.label,
            **_led(said[count.name], shared) if count.name in said else {},
        )
        for count in summary.by_priority
    ]


def _led(each: PriorityStanding, shared: SharedValues) -> dict[str, Any]:
    rating = shared.tags[each.step] if each.step else None
    return {"lead": each.said.lead, "accountable": each.said.accountable, "rating": rating}
