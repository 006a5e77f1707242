"""Of plans of several years, the one of the quarter being reported is taken."""

import os
from datetime import date
from pathlib import Path

import pytest

from planctl.problem import UserError
from planctl.workspace.plan_years import WantedPlan, find_plan
from plans import HEADER

APRIL = date(2020, 4, 10)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with the plans of two years."""
    for name in ("2019-20", "2020-21"):
        made(tmp_path / "plan" / name, HEADER.replace(b"2019-20", name.encode()))
    return tmp_path


def made(folder: Path, header: bytes) -> None:
    """Make a plan of no actions."""
    folder.mkdir(parents=True)
    (folder / "plan.yaml").write_bytes(header)


def taken(
    at: Path, today: date = APRIL, *, named: str | None = None, quarter: str | None = None
) -> str:
    """Return the folder that is taken, in a working folder."""
    return find_plan(WantedPlan(named, quarter, today), str(at)).folder


@pytest.mark.parametrize(
    ("today", "year", "quarter"),
    [
        (date(2019, 5, 1), "2019-20", "Q1 2019-20"),
        (APRIL, "2019-20", "Q4 2019-20"),
        (date(2020, 6, 30), "2019-20", "Q4 2019-20"),
        (date(2020, 7, 1), "2020-21", "Q1 2020-21"),
        (date(2023, 7, 1), "2020-21", "Q4 2020-21"),
    ],
)
def test_the_plan_of_the_quarter_being_reported_is_taken_and_told(
    project: Path, today: date, year: str, quarter: str
) -> None:
    why = f"of 2 plans: {quarter} is the quarter being reported; --plan names another"
    found = find_plan(WantedPlan(None, None, today), str(project))
    assert found == (f"plan/{year}", f"plan/{year} is taken, {why}")
    assert taken(project.parent, today, named=project.name) == f"{project.name}/plan/{year}"


def test_in_the_folder_of_a_plan_it_is_meant_whatever_the_day(project: Path) -> None:
    assert find_plan(WantedPlan(None, None, APRIL), str(project / "plan" / "2020-21")) == (".", "")


def test_a_year_names_a_plan_with_its_quarter_or_alone(project: Path) -> None:
    newer = project / "plan" / "2020-21"
    for typed in ("2020-21", "2020/21", "2020-2021"):
        assert taken(project, named=typed) == "plan/2020-21"
        assert taken(project, quarter=f"q1 {typed}") == "plan/2020-21"
    for typed in ("20/21", "20-21"):
        assert taken(project, named=typed) == "plan/2020-21"
    assert taken(newer, quarter="Q4 2019-20") == str(project / "plan" / "2019-20")
    assert taken(newer, quarter="Q4 2020-21") == "."
    assert taken(project, quarter="Q4") == "plan/2019-20"
    assert taken(project, named="plan/2020-21/plan.yaml", quarter="Q4") == "plan/2020-21"


def test_what_is_not_there_is_said_with_what_is(project: Path) -> None:
    two = "there are plan/2020-21, plan/2019-20"
    for named, quarter, message, hint in (
        ("2021-22", None, "there is no plan in '2021-22'", two),
        ("21/22", None, "there is no plan in '21/22'", two),
        ("20/22", None, "there is no plan in '20/22'", two),
        ("elsewhere", "Q1", "there is no plan in 'elsewhere'", two),
        (None, "Q1 2021-22", "there is no plan of 2021-22 here", two),
    ):
        with pytest.raises(UserError, match=message) as caught:
            taken(project, named=named, quarter=quarter)
        assert caught.value.hint.endswith(hint)
    (project / "plan" / "2020-21" / "plan.yaml").unlink()
    with pytest.raises(UserError, match="no plan in '2021-22'") as caught:
        taken(project, named="2021-22")
    assert caught.value.hint.endswith("there is plan/2019-20")
    with pytest.raises(UserError, match="no plan in '2021-22'") as caught:
        taken(Path(os.sep), named="2021-22")
    assert caught.value.hint == "--plan names the folder that holds plan.yaml"
    with pytest.raises(UserError, match="there is no plan here"):
        taken(Path(os.sep))
    assert taken(project, quarter="Q1 2021-22") == "plan/2019-20"  # which says that it has none


def test_a_plan_that_does_not_say_its_year_has_that_of_its_name(project: Path) -> None:
    (project / "plan" / "2020-21" / "plan.yaml").write_bytes(b"year: [")
    assert taken(project, date(2020, 7, 1)) == "plan/2020-21"
    made(project / "plan" / "next", b"title: T\n")
    assert taken(project, date(2020, 7, 1)) == "plan/2020-21"
    for name in ("2019-20", "2020-21"):
        (project / "plan" / name / "plan.yaml").unlink()
    made(project / "plan" / "another", b"title: T\n")
    assert find_plan(WantedPlan(None, None, APRIL), str(project)) == (
        "plan/another", "plan/another is taken, of 2 plans; --plan names another",
    )  # fmt: skip
    assert taken(project, named="plan/next") == "plan/next"


def test_the_years_of_a_calendar_are_its_own(project: Path) -> None:
    header = b"calendar:\n  first_month: 9\n"
    newer = project / "plan" / "2020-21" / "plan.yaml"
    newer.write_bytes(newer.read_bytes() + header)
    assert taken(project, date(2020, 7, 1)) == "plan/2019-20"
    assert taken(project, date(2020, 12, 1)) == "plan/2020-21"
