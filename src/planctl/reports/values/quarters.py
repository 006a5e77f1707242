"""A quarter for reports: its months, and by when its updates are or were due."""

from planctl.plan.days import in_words
from planctl.plan.period import Period
from planctl.reports.values.actions import QuarterLabel
from planctl.summary.summary import Summary


def quarter_label(summary: Summary, quarter: Period) -> QuarterLabel:
    """Return a quarter of a plan's year."""
    return QuarterLabel(
        quarter.key,
        quarter.label,
        quarter.anchor,
        quarter.beside,
        quarter.described,
        quarter.ended(summary.today),
        _late(summary, quarter),
        due_day(summary, quarter),
    )


def due_day(summary: Summary, quarter: Period) -> str:
    """Return by when a quarter that has ended is due, while that day is not past: 12 July."""
    times, day = summary.timetable, summary.today
    if not times.ended(quarter, day) or times.missed(quarter, day):
        return ""
    return f"{times.due_by[quarter].day} {times.due_by[quarter]:%B}"


def _late(summary: Summary, quarter: Period) -> str:
    """Return by when a quarter's commentary was due, if some is late; "" if none is."""
    times = summary.timetable
    silent = any(not row.at(quarter).update.commentary for row in summary.rows)
    is_late = silent and times.missed(quarter, summary.today)
    return in_words(times.due_by[quarter]) if is_late else ""
