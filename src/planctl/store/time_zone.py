"""The time zone of a plan, by which its days are told, so that they are the same on any machine."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo

from planctl.problem import UserError

_HOUR = timedelta(hours=1)
_KEY = "time_zone"


class London(tzinfo):
    """London's time, an hour ahead of UTC in summer: a machine may have no time zone database."""

    def utcoffset(self, when: datetime | None) -> timedelta:
        """Return how far a clock in London is ahead of UTC."""
        return self.dst(when)

    def tzname(self, when: datetime | None) -> str:
        """Return GMT, or in summer BST."""
        return "BST" if self.dst(when) else "GMT"

    def dst(self, when: datetime | None) -> timedelta:
        """Return the hour of summer time; none in winter."""
        if when is None:
            return timedelta()
        begins, ends = _summer(when.year)
        return _HOUR * (begins <= when.replace(tzinfo=None) < ends + _HOUR * (not when.fold))

    def fromutc(self, when: datetime) -> datetime:
        """Return a moment as a clock in London shows it; the hour that is twice has a fold."""
        begins, ends = _summer(when.year)
        known = when.replace(tzinfo=None)
        shown = when + _HOUR * (begins <= known < ends)
        return shown.replace(fold=ends <= known < ends + _HOUR)


def zone_of(folder: str) -> tzinfo:
    """Return the time zone that the plan.yaml in a folder names; London's where it names none."""
    from planctl.store.folder import file_bytes
    from planctl.text.document import read

    try:
        raw = file_bytes(folder, "plan.yaml")
    except UserError:
        return London()
    document = read("plan.yaml", raw)[0] if _KEY.encode() in raw else None
    calendar = document.data.get("calendar") if document else None
    named = calendar.get(_KEY) if isinstance(calendar, dict) else None
    return _zone(named) if isinstance(named, str) and named != "Europe/London" else London()


def day_in(folder: str, moment: datetime) -> date:
    """Return the day of a moment in the time zone of the plan in a folder."""
    return moment.astimezone(zone_of(folder)).date()


def end_of_day(day: date, zone: tzinfo) -> datetime:
    """Return the last second of a day."""
    return datetime.combine(day, time(23, 59, 59), zone)


def _zone(named: str) -> tzinfo:
    """Return the zone of a name; London's where there is none, as planctl check says."""
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(named)
    except (KeyError, OSError, ValueError):
        return London()


def _summer(year: int) -> tuple[datetime, datetime]:
    """Return when summer time begins and ends in UTC: at one o'clock of a month's last Sunday."""
    begins, ends = (datetime(year, month, 31, 1, tzinfo=UTC) for month in (3, 10))
    return _sunday(begins), _sunday(ends)


def _sunday(last: datetime) -> datetime:
    return (last - timedelta(days=last.isoweekday() % 7)).replace(tzinfo=None)
