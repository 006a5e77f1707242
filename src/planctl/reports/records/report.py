"""All of a plan as one record, nested: what `planctl report --format json` prints."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal, NotRequired

from typing_extensions import TypedDict  # pydantic asks for this one before Python 3.12

from planctl.plan.model import Closed
from planctl.plan.own_field import labels_of_fields
from planctl.plan.period import Period
from planctl.plan.ratings import Rating
from planctl.plan.scale import Step
from planctl.problem import visible
from planctl.reports.records.actions import ActionDetailRecord, action_details
from planctl.reports.records.plan import (
    AcceptedRecord,
    CorrectionRecord,
    PlanRecord,
    accepted_records,
    correction_record,
)
from planctl.reports.records.recommendations import RecommendationRecord, trace_record
from planctl.reports.records.status import (
    CountRecord,
    GapRecord,
    MovementRecord,
    PriorityRecord,
    count_record,
    status_record,
)
from planctl.signoff.statement import sign_off_notes
from planctl.summary.action_summary import ActionSummary
from planctl.summary.recommendations import answered_recommendations
from planctl.summary.summary import Summary


class ReportPlanRecord(PlanRecord):
    """Which plan, for which quarter, seen on which day; `version` is its revision in git or ""."""

    version: str


class RatingRecord(TypedDict):
    """A rating: the word that the plan prints for it, its shape, and what is meant by it.

    Of a body's own scale also its code, and its colour as #rrggbb.
    """

    rating: str
    printed: str
    shape: str
    meaning: str
    code: NotRequired[str]
    colour: NotRequired[str]


class CalendarRecord(TypedDict):
    """How the plan's year runs; `due_working_days` is counted from a quarter's end.

    `starts` is the day on which the plan starts, null where that is the year's first.
    """

    first_month: int
    starts: str | None
    due_working_days: int
    time_zone: str
    holidays: str
    stages: list[str]


class SignedStageRecord(TypedDict):
    """A stage of a quarter's sign-off that has been signed."""

    name: str
    date: str
    by: str
    digest: str


class SignedCorrectionRecord(CorrectionRecord):
    """A correction, with the digests of what was corrected after it and of the record so far."""

    update: str
    digest: str


class ClosedRecord(TypedDict):
    """What is recorded of a quarter's sign-off; `plan` and `actions` have digests of its paper."""

    date: str | None
    by: str
    digest: str
    stages: list[SignedStageRecord]
    accepted: list[AcceptedRecord]
    corrections: list[SignedCorrectionRecord]
    plan: dict[str, str]
    actions: dict[str, str]


class QuarterRecord(TypedDict):
    """A quarter: its first and last day, the ratings of all actions in it, its sign-off."""

    quarter: str
    months: str
    begins: str
    ends: str
    ended: bool
    overall: CountRecord
    closed: ClosedRecord


class RemarksRecord(TypedDict):
    """What was accepted of an action at a quarter's sign-off, and corrected since, in words."""

    quarter: str
    remarks: list[str]


class ReportActionRecord(ActionDetailRecord):
    """An action with everything that is said of it; `post` answers for its lead."""

    post: str
    remarks: list[RemarksRecord]


class FieldRecord(TypedDict):
    """A column of the body's own: what it is called, and its words, if it has only some."""

    label: str
    one_of: list[str]


class ReportRecord(TypedDict):
    """What `planctl report --format json` prints.

    `edition` says which it is, where the plan says who may see what is in it.
    """

    schema: Literal["planctl/report/1"]
    plan: ReportPlanRecord
    edition: NotRequired[str]
    sentence: str
    overall: CountRecord
    priorities: list[PriorityRecord]
    leads: list[CountRecord]
    quarters: list[QuarterRecord]
    movements: list[MovementRecord]
    gaps: list[GapRecord]
    actions: list[ReportActionRecord]
    ratings: list[RatingRecord]
    posts: dict[str, str]
    calendar: CalendarRecord
    glossary: dict[str, str]
    recommendations: NotRequired[list[RecommendationRecord]]
    fields: NotRequired[dict[str, FieldRecord]]


def report_record(summary: Summary, commit: str) -> ReportRecord:
    """Return the record of `planctl report --format json`."""
    header, short = summary.header, status_record(summary)
    actions = action_details(summary, summary.rows)["actions"]
    made: ReportRecord = {
        "schema": "planctl/report/1",
        "plan": {**short["plan"], "version": visible(commit)},
        "sentence": short["sentence"],
        "overall": short["overall"],
        "priorities": short["priorities"],
        "leads": short["leads"],
        "quarters": [_quarter(summary, quarter) for quarter in summary.year.periods],
        "movements": short["movements"],
        "gaps": short["gaps"],
        "actions": [
            _action(summary, row, action) for row, action in zip(summary.rows, actions, strict=True)
        ],
        "ratings": _ratings(summary),
        "posts": {lead: answers.post for lead, answers in header.leads.items()},
        "calendar": {
            "first_month": header.period.first_month,
            "starts": header.starts.isoformat() if header.starts else None,
            "due_working_days": header.calendar.due_working_days,
            "holidays": header.calendar.holidays,
            "stages": list(header.calendar.stages),
            "time_zone": header.calendar.time_zone,
        },
        "glossary": dict(header.glossary),
    }
    if summary.edition:
        made["edition"] = summary.edition
    if found := answered_recommendations(summary):
        made["recommendations"] = trace_record(summary, found)["recommendations"]
    if header.fields:
        labels = labels_of_fields(header.fields)
        made["fields"] = {
            key: {"label": labels[key], "one_of": list(each.one_of)}
            for key, each in header.fields.items()
        }
    return made


def _ratings(summary: Summary) -> list[RatingRecord]:
    """Return the ratings of the plan; that something is not in it yet where that is so."""
    return [
        _rating(step)
        for step in summary.scale.steps
        if step.rating is not Rating.NOT_IN_PLAN or summary.has(step.rating)
    ]


def _rating(step: Step) -> RatingRecord:
    made: RatingRecord = {
        "rating": step.rating.value,
        "printed": step.label,
        "shape": step.shape,
        "meaning": step.meaning,
    }
    if step.own:
        made |= {"code": step.code, "colour": step.look.ground}
    return made


def _quarter(summary: Summary, quarter: Period) -> QuarterRecord:
    return {
        "quarter": quarter.key,
        "months": quarter.span,
        "begins": quarter.first_day.isoformat(),
        "ends": quarter.last_day.isoformat(),
        "ended": quarter.ended(summary.today),
        "overall": count_record(replace(summary, quarter=quarter).overall),
        "closed": _closed(summary.record(quarter)),
    }


def _closed(record: Closed) -> ClosedRecord:
    return {
        "date": record.date.isoformat() if record.date else None,
        "by": record.by,
        "digest": record.digest,
        "stages": [
            {"name": name, "date": stage.date.isoformat(), "by": stage.by, "digest": stage.digest}
            for name, stage in record.stages.items()
        ],
        "accepted": accepted_records(record),
        "corrections": [
            {**correction_record(made), "update": made.update, "digest": made.digest}
            for made in record.corrections
        ],
        "plan": dict(record.plan),
        "actions": dict(record.actions),
    }


def _notes(summary: Summary, quarter: Period, row: ActionSummary) -> Iterator[str]:
    return sign_off_notes(summary.record(quarter), row.id, summary.scale.at(quarter.key))


def _action(summary: Summary, row: ActionSummary, action: ActionDetailRecord) -> ReportActionRecord:
    said = ((quarter, _notes(summary, quarter, row)) for quarter in summary.year.periods)
    listed = ((quarter, list(each)) for quarter, each in said)
    return {
        **action,
        "post": summary.header.posts(row.leads),
        "remarks": [{"quarter": quarter.key, "remarks": each} for quarter, each in listed if each],
    }
