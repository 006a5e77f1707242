"""Where the rating of an action and its evidence disagree, so that a chair can ask."""

from collections.abc import Iterable
from typing import NamedTuple

from planctl.checks.rule import QuestionRule
from planctl.checks.run import RULES
from planctl.summary.action_in_quarter import ActionInQuarter
from planctl.summary.action_summary import ActionSummary
from planctl.summary.summary import Summary

_NAMES = [rule.NAME for rule in RULES]
_ASKED_AFTER = {"green-late": "unmoved"}
"""The rules that are asked later than `planctl explain` lists them, and after which."""

QUESTION_RULES = tuple(
    sorted(
        (rule for rule in RULES if isinstance(rule, QuestionRule)),
        key=lambda rule: (
            _NAMES.index(_ASKED_AFTER.get(rule.NAME, rule.NAME)),
            rule.NAME in _ASKED_AFTER,
        ),
    )
)
"""The rules of `planctl check` that say the same of each action as a question does."""


class Challenge(NamedTuple):
    """A question about an action in the summary's quarter, and what it is asked for."""

    row: ActionSummary
    rule: str
    question: str
    evidence: str


def challenges(summary: Summary, rows: Iterable[ActionSummary]) -> tuple[Challenge, ...]:
    """Return what a chair would ask of some of a summary's actions, in their order."""
    actions = (
        ActionInQuarter(row.action, row, summary.quarter, summary) for row in rows if row.action
    )
    return tuple(
        Challenge(action.row, rule.NAME, asked.question, " ".join(asked.evidence.split()))
        for action in actions
        for rule in QUESTION_RULES
        for asked in rule.ask(action)
    )
