"""When the quarters of a plan begin, end and are due, and which of them an action is part of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from planctl.plan.model import Header
from planctl.plan.periods import Quarter, Year
from planctl.plan.working_days import after


@dataclass(frozen=True, slots=True)
class Timetable:
    """The year of a plan, the day on which it starts, and by when each quarter's updates are due.

    `starts` is None where the plan is as old as its year.
    """

    year: Year
    due_by: Mapping[Quarter, date]
    starts: date | None

    def ended(self, quarter: Quarter, day: date) -> bool:
        """Return whether a quarter has ended on a day."""
        return self.year.ended(quarter, day)

    def missed(self, quarter: Quarter, day: date) -> bool:
        """Return whether the day by which a quarter's updates are due is past."""
        return self.due_by[quarter] < day

    def precedes(self, quarter: Quarter, starts: date | None) -> bool:
        """Return whether a quarter ended before the plan, or an action of it, started."""
        days = [each for each in (self.starts, starts) if each]
        return bool(days) and self.year.last_day(quarter) < max(days)


def timetable(header: Header) -> Timetable:
    """Return when the quarters of a plan begin, end and are due."""
    year, calendar = header.period, header.calendar
    due = {
        quarter: after(year.last_day(quarter), calendar.due_working_days, calendar.holidays)
        for quarter in Quarter
    }
    return Timetable(year, due, header.starts)
