"""Actions, in a list or with everything their files say: what `list` and `show` print."""

from collections.abc import Callable, Iterable
from typing import Any, Literal, NotRequired, TypeVar, cast, get_type_hints

from typing_extensions import TypedDict  # pydantic asks for this one before Python 3.12

from planctl.plan.fields import FACT_FIELDS, LIST_FIELDS, UPDATE_FIELDS, WORD_FIELDS
from planctl.plan.model import Action, Opening, Update
from planctl.plan.scale import Step
from planctl.problem import visible
from planctl.reports.records.due_dates import DatesRecord, dates_record
from planctl.reports.records.measures import MeasureRecord, measure_record
from planctl.reports.records.plan import PlanRecord, plan_record
from planctl.summary.action_summary import ActionSummary
from planctl.summary.summary import Summary

_Record = TypeVar("_Record")


def _with_fields(fields: dict[str, object]) -> Callable[[type[_Record]], type[_Record]]:
    """Return what adds fields of a plan to a record, each with its type."""

    def extended(record: type[_Record]) -> type[_Record]:
        typed_dict: Any = TypedDict
        known = get_type_hints(record, include_extras=True)
        made: type[_Record] = typed_dict(record.__name__, {**known, **fields})
        made.__doc__ = record.__doc__
        return made

    return extended


@_with_fields({name: str | None if name in WORD_FIELDS else str for name in UPDATE_FIELDS})
class UpdateRecord(TypedDict):
    """An action's position in a quarter: the rating printed for it, and what was said.

    Beside a body's own scale `label` is its word for the rating, and `code` what its file says.
    """

    quarter: str
    rating: str
    label: NotRequired[str]
    code: NotRequired[str]


class LeadRecord(TypedDict):
    """Who leads an action, as it is printed; where there are several, also each of them."""

    lead: str
    leads: NotRequired[list[str]]


class RowRecord(TypedDict):
    """Which action something is about; where several lead it, `leads` has each of them."""

    id: str
    title: str
    lead: str
    leads: NotRequired[list[str]]
    priority: str
    path: str


class ActionRecord(RowRecord):
    """An action in a list; `ratings` has a rating for each quarter.

    Beside a body's own scale `labels` has its words for them. `visibility` is `internal` or
    `exempt`, and not there where everybody may see it.
    """

    readable: bool
    visibility: NotRequired[str]
    ratings: dict[str, str]
    labels: NotRequired[dict[str, str]]


@_with_fields(
    {
        **dict.fromkeys(("description", *FACT_FIELDS, "supersedes"), str),
        **dict.fromkeys(LIST_FIELDS, list[str]),
    }
)
class _TextsRecord(TypedDict):
    """The texts of an action that are printed as its file has them."""


class AgreedChangeRecord(TypedDict):
    """A field that was changed by agreement: from what to what, who agreed it and why."""

    date: str
    field: str
    was: str
    now: str
    reason: str
    agreed_by: str


class ActionDetailRecord(ActionRecord, DatesRecord, _TextsRecord):
    """An action with everything its file says; `numbers` has the measures that carry any.

    `answers` has the recommendations that it answers, and `agreed_changes` what was changed of it
    by agreement, where there are any; `fields` what it says in the body's own columns.
    """

    answers: NotRequired[list[str]]
    fields: NotRequired[dict[str, str]]
    agreed_changes: NotRequired[list[AgreedChangeRecord]]
    measures: list[str]
    numbers: list[MeasureRecord]
    opening: UpdateRecord | None
    updates: list[UpdateRecord]


class List(TypedDict):
    """What `planctl list --json` prints."""

    schema: Literal["planctl/list/1"]
    plan: PlanRecord
    actions: list[ActionRecord]


class Show(TypedDict):
    """What `planctl show --json` prints."""

    schema: Literal["planctl/show/1"]
    plan: PlanRecord
    actions: list[ActionDetailRecord]


def action_list(summary: Summary, rows: Iterable[ActionSummary]) -> List:
    """Return the record of `planctl list --json`."""
    actions = [action_record(row, summary) for row in rows]
    return {"schema": "planctl/list/1", "plan": plan_record(summary), "actions": actions}


def action_details(summary: Summary, rows: Iterable[ActionSummary]) -> Show:
    """Return the record of `planctl show --json`."""
    actions = [_detail_record(row, summary) for row in rows]
    return {"schema": "planctl/show/1", "plan": plan_record(summary), "actions": actions}


def lead_record(row: ActionSummary) -> LeadRecord:
    """Return the record of who leads an action."""
    several: LeadRecord = {"lead": row.lead, "leads": list(row.leads)}
    return several if len(row.leads) > 1 else {"lead": row.lead}


def row_record(row: ActionSummary) -> RowRecord:
    """Return the record of which action something is about."""
    return {
        "id": visible(row.id),
        "title": visible(row.title),
        **lead_record(row),
        "priority": row.priority,
        "path": visible(row.path),
    }


def action_record(row: ActionSummary, summary: Summary) -> ActionRecord:
    """Return the record of an action in a list."""
    audience = summary.header.audience(row.action)
    of_own = {"labels": {each.quarter.key: each.step.label for each in row.positions}}
    made = {
        **row_record(row),
        "readable": row.action is not None,
        **({"visibility": audience.value} if audience else {}),
        "ratings": {each.quarter.key: each.rating.value for each in row.positions},
    }
    is_own = any(each.step.own for each in row.positions)
    return cast("ActionRecord", {**made, **(of_own if is_own else {})})


def _detail_record(row: ActionSummary, summary: Summary) -> ActionDetailRecord:
    action = row.action
    made = {
        **action_record(row, summary),
        **_texts(action, "description", *FACT_FIELDS),
        **dates_record(action),
        **_texts(action, "supersedes"),
        **{name: list(getattr(action, name, ())) for name in LIST_FIELDS},
        **({"answers": list(row.answers)} if row.answers else {}),
        **_own_fields(action, summary),
        "measures": [line.text for line in action.measures] if action else [],
        **_agreed(action),
        "numbers": [measure_record(each) for each in summary.measured[row.path]],
        "opening": _opening_record(action.opening, summary) if action and action.opening else None,
        "updates": [
            _update_record(each.quarter.key, each.step, each.update) for each in row.positions
        ],
    }
    return cast("ActionDetailRecord", made)


def _own_fields(action: Action | None, summary: Summary) -> dict[str, object]:
    """Return what an action says in a body's own columns, if its plan declares any."""
    said = action.fields if action else {}
    made = {key: said.get(key, "") for key in summary.header.fields}
    return {"fields": made} if made else {}


def _agreed(action: Action | None) -> dict[str, object]:
    made = [each.model_dump(mode="json") for each in action.agreed_changes] if action else []
    return {"agreed_changes": made} if made else {}


def _texts(action: Action | None, *names: str) -> dict[str, str]:
    """Return texts of an action; of one that cannot be read, empty ones."""
    return {name: getattr(action, name, "") for name in names}


def _opening_record(opening: Opening, summary: Summary) -> UpdateRecord:
    return _update_record(opening.quarter, opening.step(summary.scale.first), opening)


def _update_record(quarter: str, step: Step, update: Update) -> UpdateRecord:
    said = {name: _said(getattr(update, name)) for name in UPDATE_FIELDS}
    own = {"label": step.label, "code": step.code} if step.own else {}
    made = {"quarter": str(quarter), "rating": step.rating.value, **own, **said}
    return cast("UpdateRecord", made)


def _said(value: object) -> object:
    return value.code if isinstance(value, Step) else value
