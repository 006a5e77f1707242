"""When the quarters of a plan begin, end and are due, and which of them an action is part of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from planctl.plan.model import Header
from planctl.plan.period import Period
from planctl.plan.working_days import after
from planctl.plan.year import Year


@dataclass(frozen=True, slots=True)
class Timetable:
    """The year of a plan, the day on which it starts, and by when each quarter's updates are due.

    `starts` is None where the plan is as old as its year.
    """

    year: Year
    due_by: Mapping[Period, date]
    starts: date | None

    def ended(self, quarter: Period, day: date) -> bool:
        """Return whether a quarter has ended on a day."""
        return quarter.ended(day)

    def missed(self, quarter: Period, day: date) -> bool:
        """Return whether the day by which a quarter's updates are due is past."""
        return self.due_by[quarter] < day

    def precedes(self, quarter: Period, starts: date | None) -> bool:
        """Return whether a quarter ended before the plan, or an action of it, started."""
        days = [each for each in (self.starts, starts) if each]
        return bool(days) and quarter.last_day < max(days)


def timetable(header: Header) -> Timetable:
    """Return when the quarters of a plan begin, end and are due."""
    year, calendar = header.period, header.calendar
    due = {
        quarter: after(quarter.last_day, calendar.due_working_days, calendar.holidays)
        for quarter in year.periods
    }
    return Timetable(year, due, header.starts)
