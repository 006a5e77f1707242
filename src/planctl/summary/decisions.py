"""The decisions that updates ask of a board."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from planctl.plan.model import Update
from planctl.plan.placeholders import says_nothing
from planctl.summary.action_summary import ActionSummary
from planctl.summary.summary import Summary


class WantedDecision(NamedTuple):
    """An action whose update asks for a decision in a summary's quarter, and which."""

    row: ActionSummary
    wanted: str


def decision(update: Update) -> str:
    """Return the decision that an update asks for; "" if none, or if it says only "none"."""
    return "" if says_nothing(update.ask) else update.ask


def decisions(summary: Summary, rows: Iterable[ActionSummary]) -> list[WantedDecision]:
    """Return the decisions that some of a summary's actions ask for in its quarter."""
    found = (WantedDecision(row, decision(row.at(summary.quarter).update)) for row in rows)
    return [each for each in found if each.wanted]


def decisions_phrase(found: Collection[WantedDecision]) -> str:
    """Return how many actions ask for a decision, as a sentence."""
    return f"{len(found)} action{' asks' if len(found) == 1 else 's ask'} for a decision."
