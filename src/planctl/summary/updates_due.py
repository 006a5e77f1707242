"""What is still owed for a quarter: by whom, by when, and how late it is."""

from dataclasses import dataclass
from datetime import date

from planctl.plan.periods import Quarter
from planctl.plan.working_days import after, between
from planctl.signoff.standing import SignOff
from planctl.summary.missing import Gap
from planctl.summary.summary import Summary
from planctl.summary.verification import Unverified, unverified


@dataclass(frozen=True)
class UpdatesDue:
    """What is owed for a quarter, as seen on a day: gaps of actions, and what is to be verified.

    `late` is the number of working days since `by`, the day on which the updates were due.
    """

    summary: Summary
    by: date
    late: int
    gaps: tuple[Gap, ...]
    unverified: tuple[Unverified, ...] = ()

    @property
    def quarter(self) -> Quarter:
        """The quarter for which it is owed."""
        return self.summary.quarter

    @property
    def sign_off(self) -> SignOff:
        """How the sign-off of the quarter stands."""
        return self.summary.sign_off

    @property
    def overdue(self) -> bool:
        """Whether something is owed whose day is past."""
        return bool(self.gaps and self.late)

    @property
    def by_lead(self) -> dict[str, list[Gap]]:
        """What each lead owes, in alphabetical order of the leads."""
        leads: dict[str, list[Gap]] = {}
        for gap in sorted(self.gaps, key=lambda gap: gap.row.lead):
            leads.setdefault(gap.row.lead, []).append(gap)
        return leads

    def post(self, lead: str) -> str:
        """Return the post that answers for a lead, "" where the plan does not say."""
        return self.summary.header.post(lead)


def updates_due(summary: Summary, lead: str | None = None) -> UpdatesDue:
    """Return what is owed for a summary's quarter, by one lead or by all.

    Nothing is once the quarter is closed, nor what was accepted at a stage of its sign-off.
    """
    calendar, found = summary.header.calendar, summary.sign_off
    by = due_by(summary, summary.quarter)
    late = between(by, summary.today, calendar.holidays)
    gaps = tuple(
        gap
        for gap in summary.gaps
        if not found.closed and gap.row.id not in found.record.accepted
        if lead in (None, gap.row.lead)
    )
    to_verify = tuple(each for each in unverified(summary) if lead in (None, each.row.lead))
    return UpdatesDue(summary, by, late, gaps, to_verify)


def due_by(summary: Summary, quarter: Quarter) -> date:
    """Return the day by which the updates of a quarter are due."""
    calendar = summary.header.calendar
    last = summary.year.last_day(quarter)
    return after(last, calendar.due_working_days, calendar.holidays)
