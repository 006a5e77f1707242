"""What a chair might ask of each action: what `planctl challenge --json` prints."""

from collections.abc import Iterable, Sequence
from typing import Literal

from typing_extensions import TypedDict  # pydantic asks for this one before Python 3.12

from planctl.checks.challenge import Challenge
from planctl.problem import visible
from planctl.reports.records.actions import RowRecord, row_record
from planctl.reports.records.plan import PlanRecord, plan_record
from planctl.summary.action_summary import ActionSummary
from planctl.summary.summary import Summary


class ChallengeRecord(RowRecord):
    """A question about an action; `rule` is the one that `planctl explain` has a page of."""

    rating: str
    rule: str
    question: str
    evidence: str


class ChallengeList(TypedDict):
    """What `planctl challenge --json` prints; `asked_of` is the number of actions looked at."""

    schema: Literal["planctl/challenge/1"]
    plan: PlanRecord
    asked_of: int
    challenges: list[ChallengeRecord]


def challenge_list(
    summary: Summary, rows: Sequence[ActionSummary], asked: Iterable[Challenge]
) -> ChallengeList:
    """Return the record of `planctl challenge --json`."""
    return {
        "schema": "planctl/challenge/1",
        "plan": plan_record(summary),
        "asked_of": len(rows),
        "challenges": [_challenge_record(each, summary) for each in asked],
    }


def _challenge_record(asked: Challenge, summary: Summary) -> ChallengeRecord:
    return {
        **row_record(asked.row),
        "rating": asked.row.at(summary.quarter).rating.value,
        "rule": asked.rule,
        "question": visible(asked.question),
        "evidence": visible(asked.evidence),
    }
