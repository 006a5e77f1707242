"""Which updates are missing, and whose they are: what `planctl due --json` prints."""

from collections.abc import Sequence
from typing import Literal, NotRequired

from typing_extensions import TypedDict  # pydantic asks for this one before Python 3.12

from planctl.problem import visible
from planctl.reports.records.actions import lead_record
from planctl.reports.records.plan import PlanRecord, plan_record
from planctl.reports.records.status import GapRecord, UnverifiedRecord, unverified_records
from planctl.summary.missing import Gap
from planctl.summary.updates_due import UpdatesDue


class OwedRecord(GapRecord):
    """What an action lacks, with its title and the post that answers for its lead.

    Where several lead it, `leads` has each of them; the first returns the update.
    """

    title: str
    leads: NotRequired[list[str]]
    post: str
    path: str


class QuarterDueRecord(TypedDict):
    """What is owed for a quarter; `late` is in working days since `due`."""

    quarter: str
    due: str
    late: int
    overdue: bool
    actions: list[OwedRecord]


class UnratedRecord(TypedDict):
    """A priority that its lead has not rated."""

    id: str
    name: str
    lead: str


class DueList(TypedDict):
    """What `planctl due --json` prints; `late` is in working days since `due`.

    `priorities` are those of the quarter that have a lead, and no rating of theirs.
    `earlier` has the quarters before that are open and lack something, the oldest first.
    """

    schema: Literal["planctl/due/1"]
    plan: PlanRecord
    due: str
    late: int
    overdue: bool
    actions: list[OwedRecord]
    priorities: NotRequired[list[UnratedRecord]]
    to_verify: list[UnverifiedRecord]
    earlier: list[QuarterDueRecord]


def due_list(every: Sequence[UpdatesDue]) -> DueList:
    """Return the record of `planctl due --json`."""
    *earlier, owed = every
    unrated = [
        UnratedRecord(id=key, name=visible(name), lead=visible(lead))
        for key, name, lead in owed.priorities
    ]
    found: DueList = {
        "schema": "planctl/due/1",
        "plan": plan_record(owed.summary),
        "due": owed.by.isoformat(),
        "late": owed.late,
        "overdue": owed.overdue,
        "actions": _owed_records(owed),
        "to_verify": unverified_records(owed.unverified),
        "earlier": [_quarter_record(each) for each in earlier],
    }
    if unrated:
        found["priorities"] = unrated
    return found


def _quarter_record(owed: UpdatesDue) -> QuarterDueRecord:
    return {
        "quarter": owed.quarter.key,
        "due": owed.by.isoformat(),
        "late": owed.late,
        "overdue": owed.overdue,
        "actions": _owed_records(owed),
    }


def _owed_records(owed: UpdatesDue) -> list[OwedRecord]:
    return [_owed_record(gap, owed.summary.header.posts(gap.row.leads)) for gap in owed.gaps]


def _owed_record(gap: Gap, post: str) -> OwedRecord:
    row = gap.row
    return {
        "id": row.id,
        "title": row.title,
        **lead_record(row),
        "post": post,
        "path": visible(row.path),
        "lacks": list(gap.lacks),
    }
