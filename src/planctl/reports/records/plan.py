"""Which plan a record is about, and how the sign-off of its quarter stands."""

from typing_extensions import TypedDict  # pydantic asks for this one before Python 3.12

from planctl.plan.model import Closed, Correction
from planctl.problem import visible
from planctl.signoff.standing import SignOff, Stage
from planctl.signoff.statement import sign_off_sentence
from planctl.summary.summary import Summary


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
    """A change after the quarter was closed; `id` is "" where it is of what plan.yaml says."""

    id: str
    date: str
    field: str
    name: str
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


def plan_record(summary: Summary) -> PlanRecord:
    """Return the record of a plan as it was seen."""
    return {
        "title": summary.header.title,
        "organisation": summary.header.organisation,
        "year": str(summary.year),
        "quarter": summary.quarter.key,
        "as_at": summary.today.isoformat(),
        "sign_off": _sign_off_record(summary.sign_off),
    }


def _sign_off_record(found: SignOff) -> SignOffRecord:
    record = found.record
    return {
        "sentence": visible(sign_off_sentence(found)),
        "closed": found.closed,
        "stands": found.stands,
        "date": record.date.isoformat() if record.date else None,
        "by": record.by,
        "digest": record.digest,
        "stages": [_stage_record(stage) for stage in found.stages],
        "accepted": accepted_records(record),
        "corrections": [correction_record(made) for made in record.corrections],
        "changed": [visible(change.action) for change in found.changes],
    }


def _stage_record(stage: Stage) -> StageRecord:
    signed = stage.signed
    return {
        "name": stage.name,
        "date": signed.date.isoformat() if signed else None,
        "by": signed.by if signed else "",
        "void": stage.void,
    }


def accepted_records(record: Closed) -> list[AcceptedRecord]:
    """Return the records of what was missing and accepted at a sign-off."""
    return [
        {"id": action, "lacks": gap.lacks, "reason": gap.reason}
        for action, gap in record.accepted.items()
    ]


def correction_record(made: Correction) -> CorrectionRecord:
    """Return the record of a correction."""
    return {
        "id": made.action,
        "date": made.date.isoformat(),
        "field": made.field,
        "name": made.name,
        "was": made.was,
        "now": made.now,
        "reason": made.reason,
        "by": made.by,
    }
