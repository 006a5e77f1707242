"""How many actions have each rating, what moved and what is missing: what `status` prints."""

from collections.abc import Iterable, Iterator
from typing import Literal, NotRequired, cast

from typing_extensions import TypedDict  # pydantic asks for this one before Python 3.12

from planctl.reports.records.actions import ActionRecord, action_record
from planctl.reports.records.plan import PlanRecord, plan_record
from planctl.summary.decisions import decisions
from planctl.summary.missing import Gap
from planctl.summary.priorities import priority_standings
from planctl.summary.rating_count import RatingCount
from planctl.summary.summary import Movement, Summary
from planctl.summary.verification import Unverified, unverified


class CountRecord(TypedDict):
    """How many actions have each rating; `rated` of `total` have one that judges delivery.

    `ratings` counts by what a rating is, and `labels` by the words of a body's own scale.
    """

    name: str
    label: str
    total: int
    rated: int
    ratings: dict[str, int]
    labels: NotRequired[dict[str, int]]


class PriorityRecord(CountRecord):
    """The actions of a priority, and its words where `label` is a short name; who answers for it.

    `rating` is how its lead rates it in the quarter, `rating_label` in a body's own words for it,
    and `ratings_so_far` has that of each quarter up to it.
    """

    text: NotRequired[str]
    lead: NotRequired[str]
    accountable: NotRequired[str]
    rating: NotRequired[str | None]
    rating_label: NotRequired[str]
    ratings_so_far: NotRequired[dict[str, str]]


class MovementRecord(TypedDict):
    """A rating that is another than in the quarter before; also in a body's own words for it."""

    id: str
    before: str
    after: str
    before_label: NotRequired[str]
    after_label: NotRequired[str]
    direction: Literal["improved", "worsened", "changed"]


class GapRecord(TypedDict):
    """What an action lacks for the quarter."""

    id: str
    lead: str
    lacks: list[str]


class UnverifiedRecord(TypedDict):
    """An action that is complete and not verified; `days` is since the end of that quarter."""

    id: str
    lead: str
    since: str
    days: int


class DecisionRecord(TypedDict):
    """An action that asks for a decision in the quarter, and which, in Markdown."""

    id: str
    lead: str
    ask: str


class OutcomeRecord(TypedDict):
    """An action whose update says how likely its outcome is, beside its rating of delivery."""

    id: str
    lead: str
    rating: str
    confidence: str


class StatusRecord(TypedDict):
    """What `planctl status --json` prints."""

    schema: Literal["planctl/status/1"]
    plan: PlanRecord
    sentence: str
    overall: CountRecord
    priorities: list[PriorityRecord]
    leads: list[CountRecord]
    actions: list[ActionRecord]
    outcomes: list[OutcomeRecord]
    movements: list[MovementRecord]
    decisions: list[DecisionRecord]
    gaps: list[GapRecord]
    to_verify: list[UnverifiedRecord]
    recommendations: NotRequired[list[CountRecord]]


def status_record(summary: Summary) -> StatusRecord:
    """Return the record of `planctl status --json`."""
    made: StatusRecord = {
        "schema": "planctl/status/1",
        "plan": plan_record(summary),
        "sentence": summary.sentence,
        "overall": count_record(summary.overall),
        "priorities": priority_records(summary),
        "leads": [count_record(count) for count in summary.by_lead],
        "actions": [action_record(row, summary) for row in summary.rows],
        "outcomes": list(_outcome_records(summary)),
        "movements": [_movement_record(move) for move in summary.movements],
        "decisions": [
            {"id": each.row.id, "lead": each.row.lead, "ask": each.wanted}
            for each in decisions(summary, summary.rows)
        ],
        "gaps": [_gap_record(gap) for gap in summary.gaps],
        "to_verify": unverified_records(unverified(summary)),
    }
    if counted := summary.by_recommendation:
        made["recommendations"] = [count_record(count) for count in counted]
    return made


def _outcome_records(summary: Summary) -> Iterator[OutcomeRecord]:
    for row in summary.rows:
        position = row.at(summary.quarter)
        if confidence := position.update.confidence:
            yield {
                "id": row.id,
                "lead": row.lead,
                "rating": position.rating.value,
                "confidence": confidence.code,
            }


def count_record(count: RatingCount) -> CountRecord:
    """Return the record of how many actions have each rating."""
    made: CountRecord = {
        "name": count.name,
        "label": count.label,
        "total": count.total,
        "rated": count.rated,
        "ratings": dict(count.ratings),
    }
    if any(step.own for step in count.steps):
        made["labels"] = {step.label: number for step, number in count.steps.items()}
    return made


def priority_records(summary: Summary) -> list[PriorityRecord]:
    """Return the record of each priority."""
    said = {each.counts.name: each for each in priority_standings(summary)}
    made = []
    for count in summary.by_priority:
        record = cast("PriorityRecord", count_record(count))
        if (words := summary.header.priority_words(count.name)) not in ("", count.label):
            record["text"] = words
        if each := said.get(count.name):
            record["lead"], record["accountable"] = each.said.lead, each.said.accountable
            record["rating"] = each.step.rating.value if each.step else None
            record["ratings_so_far"] = {
                quarter.key: step.rating.value
                for quarter in summary.periods_so_far
                if (step := summary.priority_step(count.name, quarter))
            }
            if each.step and each.step.own:
                record["rating_label"] = each.step.label
        made.append(record)
    return made


def unverified_records(found: Iterable[Unverified]) -> list[UnverifiedRecord]:
    """Return the record of each action that is complete and not verified."""
    return [
        {"id": each.row.id, "lead": each.row.lead, "since": each.since, "days": each.days}
        for each in found
    ]


def _movement_record(move: Movement) -> MovementRecord:
    made: MovementRecord = {
        "id": move.row.id,
        "before": move.before.rating.value,
        "after": move.after.rating.value,
        "direction": move.direction,
    }
    if move.before.own or move.after.own:
        made |= {"before_label": move.before.label, "after_label": move.after.label}
    return made


def _gap_record(gap: Gap) -> GapRecord:
    return {"id": gap.row.id, "lead": gap.row.lead, "lacks": list(gap.lacks)}
