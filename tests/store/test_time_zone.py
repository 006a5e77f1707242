"""Days are those of the plan's time zone, whatever the machine's own time is."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planctl.store.time_zone import London, day_in, end_of_day, zone_of
from plans import ACTION, HEADER
from repositories import PLANCTL, Repository

LONDON = ZoneInfo("Europe/London")


@given(st.integers(852_076_800, 3_786_912_000))
def test_a_moment_is_as_the_time_zone_database_has_it(seconds: int) -> None:
    moment = datetime.fromtimestamp(seconds, UTC)
    here, there = moment.astimezone(London()), moment.astimezone(LONDON)
    assert (
        f"{here.isoformat()} {here:%Z} {here.fold}"
        == f"{there.isoformat()} {there:%Z} {there.fold}"
    )
    assert here.astimezone(UTC) == moment


def test_both_hours_of_the_end_of_summer_are_told_apart() -> None:
    for hour in range(4):
        test = datetime(2019, 10, 27, hour, 30, tzinfo=UTC)
        assert test.astimezone(London()).isoformat() == test.astimezone(LONDON).isoformat()
        assert test.astimezone(London()).astimezone(UTC) == test
    assert London().utcoffset(None) == timedelta()


@given(st.dates(date(1997, 1, 1), date(2090, 1, 1)), st.sampled_from(["Pacific/Auckland", ""]))
def test_a_day_ends_a_second_before_the_next(day: date, name: str) -> None:
    zone = ZoneInfo(name) if name else London()
    last = end_of_day(day, zone)
    assert last.astimezone(UTC).astimezone(zone).date() == day
    after = last.astimezone(UTC) + timedelta(seconds=1)
    assert after.astimezone(zone).date() == day + timedelta(1)


@pytest.mark.parametrize(
    ("said", "zone"),
    [
        (b"", None),
        (b"calendar:\n  time_zone: Europe/London\n", None),
        (b"calendar:\n  time_zone: Europe/Dublin\n", "Europe/Dublin"),
        (b"calendar:\n  time_zone:\n", None),
        (b"calendar:\n  time_zone: Europe/Lundon\n", None),
        (b"calendar: time_zone\n", None),
        (b"calendar: {time_zone\n", None),
    ],
)
def test_a_plan_names_its_time_zone(said: bytes, zone: str | None, tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_bytes(HEADER + said)
    found = zone_of(str(tmp_path))
    assert found == ZoneInfo(zone) if zone else isinstance(found, London)


def test_where_there_is_no_plan_days_are_those_of_london(tmp_path: Path) -> None:
    assert isinstance(zone_of(str(tmp_path)), London)
    late = datetime(2019, 8, 6, 23, 30, tzinfo=UTC)
    assert day_in(str(tmp_path), late) == date(2019, 8, 7)


@pytest.mark.parametrize("machine", ["UTC", "Europe/London", "Pacific/Auckland"])
@pytest.mark.parametrize(
    ("zone", "last", "logged"),
    [("", "2019-08-07", "7 August 2019"), ("UTC", "2019-08-06", "6 August 2019")],
)
def test_a_commit_near_midnight_is_of_its_day_where_the_plan_is(
    machine: str, zone: str, last: str, logged: str, tmp_path: Path
) -> None:
    plan = Repository(tmp_path / "plan", {"3.2": ACTION})
    for rag, day in (("green", "2019-08-05T12:00:00Z"), ("red", "2019-08-06T23:30:00Z")):
        plan.write("3.2", ACTION.replace("rag: green", f"rag: {rag}"))
        if zone:
            plan.write("plan", f"{HEADER.decode()}\ncalendar:\n  time_zone: {zone}\n")
        dated = ("env", f"GIT_COMMITTER_DATE={day}", f"GIT_AUTHOR_DATE={day}")
        commit = ("git", "commit", "--quiet", "--all", "--allow-empty", "--message", rag)
        assert not plan.run(*dated, *commit).returncode
    before = date.fromisoformat(last) - timedelta(1)
    for on, rag in ((str(before), "Green"), (last, "Red")):
        said = plan.run("env", f"TZ={machine}", str(PLANCTL), "list", "--at", on, "-q", "Q1").stdout
        assert rag in said
    changed = plan.run("env", f"TZ={machine}", str(PLANCTL), "diff", str(before), last).stdout
    assert "Green → Red" in changed or "green → red" in changed
    assert logged in plan.run("env", f"TZ={machine}", str(PLANCTL), "log").stdout
