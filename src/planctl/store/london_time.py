"""The time in London, by which planctl tells days, so that they are the same on any machine."""

from datetime import UTC, date, datetime, time, timedelta, timezone


def in_london(moment: datetime) -> datetime:
    """Return a moment as a clock in London shows it: an hour ahead of UTC in summer."""
    known = moment.astimezone(UTC)
    summer = _last_sunday(known.year, 3) <= known < _last_sunday(known.year, 10)
    return known.astimezone(timezone(timedelta(hours=summer)))


def end_of_day(day: date) -> datetime:
    """Return the last second of a day in London."""
    late = in_london(datetime.combine(day, time(22), UTC))
    return datetime.combine(day, time(23, 59, 59), late.tzinfo)


def _last_sunday(year: int, month: int) -> datetime:
    """Return when clocks change in a month of 31 days: at one o'clock UTC of its last Sunday."""
    last = datetime(year, month, 31, 1, tzinfo=UTC)
    return last - timedelta(days=last.isoweekday() % 7)
