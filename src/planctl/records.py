"""What the reading commands print for programs: versioned records, only ever added to."""

from collections.abc import Iterable
from typing import Literal

from typing_extensions import TypedDict  # pydantic asks for this one before Python 3.12

from planctl.model import Opening, Update
from planctl.summary import Count, Movement, Position, Row, Summary
from planctl.words import Rating, stated


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


class WholeActionRecord(ActionRecord):
    """An action with everything its file says."""

    description: str
    owner: str
    accountable: str
    source: str
    due: str | None
    original_due: str | None
    supersedes: str
    links: list[str]
    indicators: list[str]
    measures: list[str]
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


class PlanRecord(TypedDict):
    """Which plan, for which quarter, seen on which day."""

    title: str
    organisation: str
    year: str
    quarter: str
    as_at: str


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


RECORDS = {"list": List, "show": Show, "status": Status}


def listed(summary: Summary, rows: Iterable[Row]) -> List:
    """Return the record of `planctl list --json`."""
    actions = [_action(row) for row in rows]
    return {"schema": "planctl/list/1", "plan": _plan(summary), "actions": actions}


def shown(summary: Summary, rows: Iterable[Row]) -> Show:
    """Return the record of `planctl show --json`."""
    actions = [_whole(row) for row in rows]
    return {"schema": "planctl/show/1", "plan": _plan(summary), "actions": actions}


def status(summary: Summary) -> Status:
    """Return the record of `planctl status --json`."""
    return {
        "schema": "planctl/status/1",
        "plan": _plan(summary),
        "sentence": summary.sentence,
        "overall": _count(summary.overall),
        "priorities": [_count(count) for count in summary.by_priority],
        "leads": [_count(count) for count in summary.by_lead],
        "actions": [_action(row) for row in summary.rows],
        "movements": [_movement(move) for move in summary.movements],
        "gaps": [
            {"id": gap.row.id, "lead": gap.row.lead, "lacks": list(gap.lacks)}
            for gap in summary.gaps
        ],
    }


def _plan(summary: Summary) -> PlanRecord:
    return {
        "title": summary.header.title,
        "organisation": summary.header.organisation,
        "year": str(summary.year),
        "quarter": summary.quarter.value,
        "as_at": summary.today.isoformat(),
    }


def _action(row: Row) -> ActionRecord:
    return {
        "id": row.id,
        "title": row.title,
        "lead": row.lead,
        "priority": row.priority,
        "path": row.path,
        "readable": row.action is not None,
        "ratings": {each.quarter.value: each.rating.value for each in row.positions},
    }


def _whole(row: Row) -> WholeActionRecord:
    action = row.action
    return {
        **_action(row),
        "description": action.description if action else "",
        "owner": action.owner if action else "",
        "accountable": action.accountable if action else "",
        "source": action.source if action else "",
        "due": action.due.isoformat() if action and action.due else None,
        "original_due": action.original_due.isoformat() if action and action.original_due else None,
        "supersedes": action.supersedes if action else "",
        "links": list(action.links) if action else [],
        "indicators": list(action.indicators) if action else [],
        "measures": list(action.measures) if action else [],
        "opening": _opening(action.opening) if action and action.opening else None,
        "updates": [_update(position) for position in row.positions],
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


def _count(count: Count) -> CountRecord:
    return {
        "name": count.name,
        "label": count.label,
        "total": count.total,
        "rated": count.rated,
        "ratings": {rating.value: number for rating, number in count.ratings.items()},
    }


def _movement(move: Movement) -> MovementRecord:
    return {
        "id": move.row.id,
        "before": move.before.value,
        "after": move.after.value,
        "direction": move.direction,
    }
