"""Days are those of London, whatever the machine's own time is."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planctl.store.london_time import end_of_day, in_london
from plans import ACTION
from repositories import PLANCTL, Repository

LONDON = ZoneInfo("Europe/London")


@given(st.integers(852_076_800, 3_786_912_000))
def test_a_moment_is_as_the_time_zone_database_has_it(seconds: int) -> None:
    moment = datetime.fromtimestamp(seconds, UTC)
    assert in_london(moment).isoformat() == moment.astimezone(LONDON).isoformat()


@given(st.dates(date(1997, 1, 1), date(2090, 1, 1)))
def test_a_day_ends_a_second_before_the_next(day: date) -> None:
    last = end_of_day(day)
    assert last.astimezone(LONDON).date() == day
    assert (last + timedelta(seconds=1)).astimezone(LONDON).date() == day + timedelta(1)


@pytest.mark.parametrize("zone", ["UTC", "Europe/London", "Pacific/Auckland"])
def test_a_commit_near_midnight_is_of_its_day_in_london(zone: str, tmp_path: Path) -> None:
    plan = Repository(tmp_path / "plan", {"3.2": ACTION})
    for rag, day in (("green", "2019-08-05T12:00:00Z"), ("red", "2019-08-06T23:30:00Z")):
        plan.write("3.2", ACTION.replace("rag: green", f"rag: {rag}"))
        dated = ("env", f"GIT_COMMITTER_DATE={day}", f"GIT_AUTHOR_DATE={day}")
        commit = ("git", "commit", "--quiet", "--all", "--allow-empty", "--message", rag)
        assert not plan.run(*dated, *commit).returncode
    for day, rag in (("2019-08-06", "Green"), ("2019-08-07", "Red")):
        said = plan.run("env", f"TZ={zone}", str(PLANCTL), "list", "--at", day, "-q", "Q1").stdout
        assert rag in said
    assert "7 August 2019" in plan.run("env", f"TZ={zone}", str(PLANCTL), "log").stdout
