"""Recommendations with the actions that answer them: what `planctl trace --json` prints."""

from collections.abc import Iterable
from typing import Literal

from typing_extensions import TypedDict  # pydantic asks for this one before Python 3.12

from planctl.reports.records.actions import ActionRecord, action_record
from planctl.reports.records.due_dates import MilestoneRecord, dates_record
from planctl.reports.records.plan import PlanRecord, plan_record
from planctl.reports.records.status import CountRecord, count_record
from planctl.summary.action_summary import ActionSummary
from planctl.summary.recommendations import (
    AnsweredRecommendation,
    GapKind,
    recommendations_sentence,
)
from planctl.summary.summary import Summary


class PositionRecord(TypedDict):
    """Where whoever made a recommendation said on a day that it stands."""

    date: str
    text: str


class AnsweringAction(ActionRecord):
    """An action that answers a recommendation, with what was said of the quarter."""

    headline: str
    evidence: str
    measures: list[str]
    milestones: list[MilestoneRecord]


class RecommendationGapRecord(TypedDict):
    """What is missing, in words; of which action, "" where it is of all."""

    kind: GapKind
    action: str
    text: str


class RecommendationRecord(TypedDict):
    """A recommendation as it was printed, and what was done about it."""

    id: str
    text: str
    source: str
    body: str
    date: str | None
    must_or_should: str | None
    response: str | None
    response_text: str
    deadline: str | None
    deadline_written: str
    position: list[PositionRecord]
    counts: CountRecord
    actions: list[AnsweringAction]
    gaps: list[RecommendationGapRecord]


class TraceRecord(TypedDict):
    """What `planctl trace --json` prints."""

    schema: Literal["planctl/trace/1"]
    plan: PlanRecord
    sentence: str
    recommendations: list[RecommendationRecord]


def trace_record(summary: Summary, found: Iterable[AnsweredRecommendation]) -> TraceRecord:
    """Return the record of `planctl trace --json`."""
    kept = tuple(found)
    return {
        "schema": "planctl/trace/1",
        "plan": plan_record(summary),
        "sentence": recommendations_sentence(kept),
        "recommendations": [_recommendation_record(each, summary) for each in kept],
    }


def _recommendation_record(each: AnsweredRecommendation, summary: Summary) -> RecommendationRecord:
    said, due = each.said, each.said.deadline
    return {
        "id": each.id,
        "text": said.text,
        "source": said.source,
        "body": said.body,
        "date": said.date.isoformat() if said.date else None,
        "must_or_should": said.must_or_should,
        "response": said.response,
        "response_text": said.response_text,
        "deadline": due.isoformat() if due and not due.is_open else None,
        "deadline_written": due.written if due else "",
        "position": [
            {"date": day.isoformat(), "text": text} for day, text in sorted(said.position.items())
        ],
        "counts": count_record(each.counts),
        "actions": [_action(row, summary) for row in each.rows],
        "gaps": [{"kind": gap.kind, "action": gap.action, "text": gap.phrase} for gap in each.gaps],
    }


def _action(row: ActionSummary, summary: Summary) -> AnsweringAction:
    update = row.at(summary.quarter).update
    return {
        **action_record(row, summary),
        "headline": update.headline,
        "evidence": update.evidence,
        "measures": [line.text for line in row.action.measures] if row.action else [],
        "milestones": dates_record(row.action)["milestones"],
    }
