"""Due dates that moved, how often and how far: what `planctl slippage --json` prints."""

from collections.abc import Iterable
from typing import Literal

from typing_extensions import TypedDict  # pydantic asks for this one before Python 3.12

from planctl.reports.records.actions import RowRecord, row_record
from planctl.reports.records.due_dates import DueDateRecord, due_date_record
from planctl.reports.records.plan import PlanRecord, plan_record
from planctl.summary.action_summary import ActionSummary
from planctl.summary.slippage import Slip
from planctl.summary.summary import Summary


class SlipRecord(DueDateRecord, RowRecord):
    """A due date of an action, or of the milestone that is named, and what has become of it."""

    milestone: str
    done: bool
    overdue: bool


class SlippageList(TypedDict):
    """What `planctl slippage --json` prints."""

    schema: Literal["planctl/slippage/1"]
    plan: PlanRecord
    dates: list[SlipRecord]


def slippage_list(summary: Summary, slips: Iterable[tuple[ActionSummary, Slip]]) -> SlippageList:
    """Return the record of `planctl slippage --json`."""
    found = [_slip_record(row, slip, summary) for row, slip in slips]
    return {"schema": "planctl/slippage/1", "plan": plan_record(summary), "dates": found}


def _slip_record(row: ActionSummary, slip: Slip, summary: Summary) -> SlipRecord:
    return {
        **row_record(row),
        "milestone": slip.milestone,
        "done": slip.done,
        "overdue": slip.overdue(summary.today),
        **due_date_record(slip),
    }
