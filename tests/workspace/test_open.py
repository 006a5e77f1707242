"""A plan that is opened knows which actions the plans beside it have, where it names them."""

from datetime import date
from pathlib import Path

import pytest

from planctl.checks.run import check_plan
from planctl.workspace.open import open_plan, read_plan
from planctl.workspace.versions import history_of_actions
from plans import ACTION, HEADER
from repositories import Repository


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """The plan of 2019-20, with those of the two years before it."""
    for year, numbers in (("2017-18", ("1.1",)), ("2018-19", ("3.1", "3.2")), ("2019-20", ())):
        folder = tmp_path / year
        folder.mkdir()
        folder.joinpath("plan.yaml").write_bytes(HEADER.replace(b"2019-20", year.encode()))
        for number in numbers:
            folder.joinpath(f"{number}.yaml").write_text(ACTION)
    tmp_path.joinpath("2016-17").mkdir()
    return tmp_path / "2019-20"


def told(plan: Path, supersedes: str) -> list[tuple[str, str]]:
    """Return what is said of what an action of the plan supersedes, and what to do about it."""
    text = ACTION.replace("title:", f'supersedes: "{supersedes}"\ntitle:', 1)
    plan.joinpath("3.2.yaml").write_text(text)
    found = check_plan(read_plan(str(plan)), date(2019, 8, 1))
    return [(each.message, each.hint) for each in found if each.rule == "supersedes"]


@pytest.mark.parametrize(
    "supersedes",
    ["", "3.1", "2018-19/3.2", "2017-18/1.1", "2016-17/9.9", "2015-16/9.9", "2.1 of 2018"],
)
def test_an_action_that_is_there_or_cannot_be_looked_for_is_in_order(
    plan: Path, supersedes: str
) -> None:
    assert told(plan, supersedes) == []


@pytest.mark.parametrize(
    ("supersedes", "message"),
    [
        ("3.3", "the plan of 2018-19 has no action 3.3"),
        ("2018-19/1.1", "the plan of 2018-19 has no action 1.1"),
        ("2017-18/3.2", "the plan of 2017-18 has no action 3.2"),
        ("3.1.1", "the plan of 2018-19 has no action 3.1.1"),
        ("tbc", "'tbc' names no action"),
        ("-", "'-' names no action"),
    ],
)
def test_one_that_is_not_there_is_told_of(plan: Path, supersedes: str, message: str) -> None:
    assert [said for said, _ in told(plan, supersedes)] == [message]


def test_the_nearest_is_named(plan: Path) -> None:
    assert told(plan, "3.3")[0][1].startswith("did you mean '3.")
    assert told(plan, "88.77")[0][1] == "write the number that it had, or delete it"


def test_a_plan_whose_header_cannot_be_read_is_compared_with_none(plan: Path) -> None:
    plan.joinpath("plan.yaml").write_text("title: [")
    assert told(plan, "3.3") == []
    assert told(plan, "tbc") != []


def test_a_plan_that_has_lost_its_header_is_opened_as_it_was(tmp_path: Path) -> None:
    made = Repository(tmp_path / "made")
    made.plan.joinpath("plan.yaml").unlink()
    found = open_plan(str(made.plan), "HEAD", date(2019, 8, 1), dated=True)
    assert [entry.id for entry in found.plan.entries] == ["3.2"]


def test_the_history_of_several_actions_is_one(tmp_path: Path) -> None:
    other = ACTION.replace('"3.2"', '"1.1"')
    made = Repository(tmp_path / "made", {"3.2": ACTION, "1.1": other})
    made.write("1.1", other.replace("STABILITY", "HOMES"))
    made.commit("Another title")
    found = list(history_of_actions(str(made.plan), ["1.1", "3.2"]))
    assert [[each.id for each in changes.actions] for _, changes in found] == [
        ["1.1"],
        ["1.1", "3.2"],
    ]
