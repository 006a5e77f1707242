"""What the reading commands print for programs: versioned records, only ever added to."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Literal

from typing_extensions import TypedDict  # pydantic asks for this one before Python 3.12

from planctl.plan.model import Closed, Correction, Opening, Update
from planctl.plan.ratings import Rating, stated
from planctl.problem import visible
from planctl.reports.records.due_dates import DatesRecord, DueRecord, dates, due_record
from planctl.reports.records.measures import MeasureRecord, numbers
from planctl.signoff.standing import SignOff, Stage
from planctl.signoff.words import sentence
from planctl.summary.slippage import Slip
from planctl.summary.summary import Count, Gap, Movement, Position, Row, Summary

if TYPE_CHECKING:
    from planctl.checks.questions.challenge import Challenge
    from planctl.measures.readings import Measured
    from planctl.summary.updates_due import Due


class UpdateRecord(TypedDict):
    """An action's position in a quarter: the rating printed for it, and what was said."""

    quarter: str
    rating: str
    rag: str | None
    status: str | None
    headline: str
    commentary: str
    impact: str
    next_steps: str
    evidence: str
    confidence: str | None


class ActionRecord(TypedDict):
    """An action in a list; `ratings` has a rating for each quarter."""

    id: str
    title: str
    lead: str
    priority: str
    path: str
    readable: bool
    ratings: dict[str, str]


class WholeActionRecord(ActionRecord, DatesRecord):
    """An action with everything its file says; `numbers` has the measures that carry any."""

    description: str
    owner: str
    accountable: str
    source: str
    supersedes: str
    links: list[str]
    indicators: list[str]
    measures: list[str]
    numbers: list[MeasureRecord]
    opening: UpdateRecord | None
    updates: list[UpdateRecord]


class CountRecord(TypedDict):
    """How many actions have each rating; `rated` of `total` have one that judges delivery."""

    name: str
    label: str
    total: int
    rated: int
    ratings: dict[str, int]


class MovementRecord(TypedDict):
    """A rating that is another than in the quarter before."""

    id: str
    before: str
    after: str
    direction: Literal["improved", "worsened", "changed"]


class GapRecord(TypedDict):
    """What an action lacks for the quarter."""

    id: str
    lead: str
    lacks: list[str]


class StageRecord(TypedDict):
    """A stage of a quarter's sign-off; one that has not signed has no date."""

    name: str
    date: str | None
    by: str
    void: bool


class AcceptedRecord(TypedDict):
    """What an action lacked when its quarter was signed off, and why that was accepted."""

    id: str
    lacks: str
    reason: str


class CorrectionRecord(TypedDict):
    """A change of an action's update after its quarter was closed."""

    id: str
    date: str
    field: str
    was: str
    now: str
    reason: str
    by: str


class SignOffRecord(TypedDict):
    """How the quarter's sign-off stands; `changed` are the actions changed off the record."""

    sentence: str
    closed: bool
    stands: bool
    date: str | None
    by: str
    digest: str
    stages: list[StageRecord]
    accepted: list[AcceptedRecord]
    corrections: list[CorrectionRecord]
    changed: list[str]


class PlanRecord(TypedDict):
    """Which plan, for which quarter, seen on which day."""

    title: str
    organisation: str
    year: str
    quarter: str
    as_at: str
    sign_off: SignOffRecord


class List(TypedDict):
    """What `planctl list --json` prints."""

    schema: Literal["planctl/list/1"]
    plan: PlanRecord
    actions: list[ActionRecord]


class Show(TypedDict):
    """What `planctl show --json` prints."""

    schema: Literal["planctl/show/1"]
    plan: PlanRecord
    actions: list[WholeActionRecord]


class Status(TypedDict):
    """What `planctl status --json` prints."""

    schema: Literal["planctl/status/1"]
    plan: PlanRecord
    sentence: str
    overall: CountRecord
    priorities: list[CountRecord]
    leads: list[CountRecord]
    actions: list[ActionRecord]
    movements: list[MovementRecord]
    gaps: list[GapRecord]


class OwedRecord(GapRecord):
    """What an action lacks, with its title and the post that answers for its lead."""

    title: str
    post: str
    path: str


class DueList(TypedDict):
    """What `planctl due --json` prints; `late` is in working days since `due`."""

    schema: Literal["planctl/due/1"]
    plan: PlanRecord
    due: str
    late: int
    overdue: bool
    actions: list[OwedRecord]


class SlipRecord(DueRecord):
    """A due date of an action, or of the milestone that is named, and what has become of it."""

    id: str
    title: str
    lead: str
    priority: str
    path: str
    milestone: str
    done: bool
    overdue: bool


class SlippageList(TypedDict):
    """What `planctl slippage --json` prints."""

    schema: Literal["planctl/slippage/1"]
    plan: PlanRecord
    dates: list[SlipRecord]


class ChallengeRecord(TypedDict):
    """A question about an action; `rule` is the one that `planctl explain` has a page of."""

    id: str
    title: str
    lead: str
    priority: str
    path: str
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


class MeasuredRecord(MeasureRecord):
    """A measure with the action that it is one of."""

    action: str


class Measures(TypedDict):
    """What `planctl measures --json` prints; each measure has all its quarters."""

    schema: Literal["planctl/measures/1"]
    plan: PlanRecord
    measures: list[MeasuredRecord]


RECORDS = {
    "list": List,
    "show": Show,
    "status": Status,
    "due": DueList,
    "measures": Measures,
    "slippage": SlippageList,
    "challenge": ChallengeList,
}


def listed(summary: Summary, rows: Iterable[Row]) -> List:
    """Return the record of `planctl list --json`."""
    actions = [_action(row) for row in rows]
    return {"schema": "planctl/list/1", "plan": _plan(summary), "actions": actions}


def measured(summary: Summary, found: Iterable[tuple[str, "Measured"]]) -> Measures:
    """Return the record of `planctl measures --json`, of measures by the ids of their actions."""
    made: list[MeasuredRecord] = [{"action": action, **numbers(each)} for action, each in found]
    return {"schema": "planctl/measures/1", "plan": _plan(summary), "measures": made}


def shown(summary: Summary, rows: Iterable[Row]) -> Show:
    """Return the record of `planctl show --json`."""
    actions = [_whole(row, summary) for row in rows]
    return {"schema": "planctl/show/1", "plan": _plan(summary), "actions": actions}


def status(summary: Summary) -> Status:
    """Return the record of `planctl status --json`."""
    return {
        "schema": "planctl/status/1",
        "plan": _plan(summary),
        "sentence": summary.sentence,
        "overall": counted(summary.overall),
        "priorities": [counted(count) for count in summary.by_priority],
        "leads": [counted(count) for count in summary.by_lead],
        "actions": [_action(row) for row in summary.rows],
        "movements": [_movement(move) for move in summary.movements],
        "gaps": [
            {"id": gap.row.id, "lead": gap.row.lead, "lacks": list(gap.lacks)}
            for gap in summary.gaps
        ],
    }


def due(owed: "Due") -> DueList:
    """Return the record of `planctl due --json`."""
    return {
        "schema": "planctl/due/1",
        "plan": _plan(owed.summary),
        "due": owed.by.isoformat(),
        "late": owed.late,
        "overdue": owed.overdue,
        "actions": [_owed(gap, owed.post(gap.row.lead)) for gap in owed.gaps],
    }


def slippage(summary: Summary, slips: Iterable[tuple[Row, Slip]]) -> SlippageList:
    """Return the record of `planctl slippage --json`."""
    listed = [_slip(row, slip, summary) for row, slip in slips]
    return {"schema": "planctl/slippage/1", "plan": _plan(summary), "dates": listed}


def challenged(
    summary: Summary, rows: Sequence[Row], asked: "Iterable[Challenge]"
) -> ChallengeList:
    """Return the record of `planctl challenge --json`."""
    return {
        "schema": "planctl/challenge/1",
        "plan": _plan(summary),
        "asked_of": len(rows),
        "challenges": [_challenge(each, summary) for each in asked],
    }


def counted(count: Count) -> CountRecord:
    """Return the record of how many actions have each rating."""
    return {
        "name": count.name,
        "label": count.label,
        "total": count.total,
        "rated": count.rated,
        "ratings": {rating.value: number for rating, number in count.ratings.items()},
    }


def accepted(record: Closed) -> list[AcceptedRecord]:
    """Return the records of what was missing and accepted at a sign-off."""
    return [
        {"id": action, "lacks": gap.lacks, "reason": gap.reason}
        for action, gap in record.accepted.items()
    ]


def correction(made: Correction) -> CorrectionRecord:
    """Return the record of a correction."""
    return {
        "id": made.action,
        "date": made.date.isoformat(),
        "field": made.field,
        "was": made.was,
        "now": made.now,
        "reason": made.reason,
        "by": made.by,
    }


def _owed(gap: Gap, post: str) -> OwedRecord:
    row = gap.row
    return {
        "id": row.id,
        "title": row.title,
        "lead": row.lead,
        "post": post,
        "path": visible(row.path),
        "lacks": list(gap.lacks),
    }


def _challenge(asked: "Challenge", summary: Summary) -> ChallengeRecord:
    row = asked.row
    return {
        "id": visible(row.id),
        "title": visible(row.title),
        "lead": row.lead,
        "priority": row.priority,
        "path": visible(row.path),
        "rating": row.at(summary.quarter).rating.value,
        "rule": asked.rule,
        "question": visible(asked.question),
        "evidence": visible(asked.evidence),
    }


def _plan(summary: Summary) -> PlanRecord:
    return {
        "title": summary.header.title,
        "organisation": summary.header.organisation,
        "year": str(summary.year),
        "quarter": summary.quarter.value,
        "as_at": summary.today.isoformat(),
        "sign_off": _sign_off(summary.sign_off),
    }


def _sign_off(found: SignOff) -> SignOffRecord:
    record = found.record
    return {
        "sentence": visible(sentence(found)),
        "closed": found.closed,
        "stands": found.stands,
        "date": record.date.isoformat() if record.date else None,
        "by": record.by,
        "digest": record.digest,
        "stages": [_stage(stage) for stage in found.stages],
        "accepted": accepted(record),
        "corrections": [correction(made) for made in record.corrections],
        "changed": [visible(change.action) for change in found.changes],
    }


def _stage(stage: Stage) -> StageRecord:
    signed = stage.signed
    return {
        "name": stage.name,
        "date": signed.date.isoformat() if signed else None,
        "by": signed.by if signed else "",
        "void": stage.void,
    }


def _action(row: Row) -> ActionRecord:
    return {
        "id": visible(row.id),
        "title": visible(row.title),
        "lead": row.lead,
        "priority": row.priority,
        "path": visible(row.path),
        "readable": row.action is not None,
        "ratings": {each.quarter.value: each.rating.value for each in row.positions},
    }


def _whole(row: Row, summary: Summary) -> WholeActionRecord:
    action = row.action
    return {
        **_action(row),
        "description": action.description if action else "",
        "owner": action.owner if action else "",
        "accountable": action.accountable if action else "",
        "source": action.source if action else "",
        **dates(action),
        "supersedes": action.supersedes if action else "",
        "links": list(action.links) if action else [],
        "indicators": list(action.indicators) if action else [],
        "measures": [line.text for line in action.measures] if action else [],
        "numbers": [numbers(each) for each in summary.measured[row.path]],
        "opening": _opening(action.opening) if action and action.opening else None,
        "updates": [_update(position) for position in row.positions],
    }


def _slip(row: Row, slip: Slip, summary: Summary) -> SlipRecord:
    return {
        "id": row.id,
        "title": row.title,
        "lead": row.lead,
        "priority": row.priority,
        "path": visible(row.path),
        "milestone": slip.milestone,
        "done": slip.done,
        "overdue": slip.overdue(summary.today),
        **due_record(slip),
    }


def _opening(opening: Opening) -> UpdateRecord:
    return _said(opening.quarter, stated(opening.rag, opening.status), opening)


def _update(position: Position) -> UpdateRecord:
    return _said(position.quarter.value, position.rating, position.update)


def _said(quarter: str, rating: Rating, update: Update) -> UpdateRecord:
    return {
        "quarter": quarter,
        "rating": rating.value,
        "rag": update.rag,
        "status": update.status,
        "headline": update.headline,
        "commentary": update.commentary,
        "impact": update.impact,
        "next_steps": update.next_steps,
        "evidence": update.evidence,
        "confidence": update.confidence,
    }


def _movement(move: Movement) -> MovementRecord:
    return {
        "id": move.row.id,
        "before": move.before.value,
        "after": move.after.value,
        "direction": move.direction,
    }
