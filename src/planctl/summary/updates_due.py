"""What is still owed for a quarter: by whom, by when, and how late it is."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from planctl.plan.period import Period
from planctl.plan.working_days import between
from planctl.summary.missing import Gap
from planctl.summary.summary import Summary
from planctl.summary.verification import Unverified, unverified


class UnratedPriority(NamedTuple):
    """A priority that its lead has not rated: its number, what it is called, and the lead."""

    key: str
    name: str
    lead: str


@dataclass(frozen=True)
class UpdatesDue:
    """What is owed for a quarter, as seen on a day: gaps of actions, and what is to be verified.

    `priorities` are those that their leads have not rated, which keeps no quarter open.

    `late` is the number of working days since `by`, the day on which the updates were due; that
    day is past where they are `missed`, be it on a day that is no working day.
    """

    summary: Summary
    by: date
    late: int
    missed: bool
    gaps: tuple[Gap, ...]
    unverified: tuple[Unverified, ...]
    priorities: tuple[UnratedPriority, ...]

    @property
    def quarter(self) -> Period:
        """The quarter for which it is owed."""
        return self.summary.quarter

    @property
    def overdue(self) -> bool:
        """Whether something is owed whose day is past."""
        return bool((self.gaps or self.priorities) and self.missed)

    @property
    def by_lead(self) -> dict[str, list[Gap]]:
        """What each lead owes, in alphabetical order of the leads."""
        leads: dict[str, list[Gap]] = {}
        for gap in self.gaps:
            for lead in self.summary.leads_of(gap.row):
                leads.setdefault(lead, []).append(gap)
        return dict(sorted(leads.items()))

    def post(self, lead: str) -> str:
        """Return the post that answers for a lead, "" where the plan does not say."""
        return self.summary.header.post(lead)


def updates_due(summary: Summary) -> UpdatesDue:
    """Return what is owed for a summary's quarter.

    Nothing is once the quarter is closed, nor what was accepted at a stage of its sign-off.
    """
    record, quarter = summary.record(summary.quarter), summary.quarter
    by, holidays = summary.timetable.due_by[quarter], summary.header.calendar.holidays
    gaps = tuple(
        gap for gap in summary.gaps if not record.date and gap.row.id not in record.accepted
    )
    late = between(by, summary.today, holidays)
    unrated = () if record.date else tuple(_unrated(summary))
    return UpdatesDue(summary, by, late, summary.missed, gaps, unverified(summary), unrated)


def _unrated(summary: Summary) -> Iterator[UnratedPriority]:
    """Yield the priorities that have a lead, and no rating of theirs for the quarter."""
    for key, priority in summary.header.priorities.items():
        is_asked = priority.lead and summary.lead in ("", priority.lead)
        if is_asked and summary.priority_step(key, summary.quarter) is None:
            yield UnratedPriority(key, priority.name, priority.lead)


def every_update_due(summary: Summary) -> tuple[UpdatesDue, ...]:
    """Return what is owed for each quarter before a summary's that is open, then for its own."""
    before = summary.periods_so_far[:-1]
    found = [updates_due(replace(summary, quarter=quarter)) for quarter in before]
    return (*(each for each in found if each.gaps), updates_due(summary))
