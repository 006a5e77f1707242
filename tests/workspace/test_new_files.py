"""New actions, priorities and plans are proved by the models before anything is written."""

from datetime import date
from pathlib import Path

import pytest

from planctl.problem import UserError
from planctl.workspace.action_files import renumber_action
from planctl.workspace.new_files import NewAction, add_action, add_priority, first_files
from planctl.workspace.open import read_plan
from plans import ACTION, HEADER


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "2019-20"
    folder.mkdir()
    (folder / "plan.yaml").write_bytes(HEADER)
    return folder


def test_a_priority_beyond_the_last_number_is_refused(folder: Path) -> None:
    header = HEADER + b"  999: The last\n"
    (folder / "plan.yaml").write_bytes(header)
    with pytest.raises(
        UserError, match=r"'1000' is not a priority's number or letters; nothing was written"
    ):
        add_priority(str(folder), "One more", print)
    assert (folder / "plan.yaml").read_bytes() == header


def test_a_priority_is_added_beside_a_mistake_which_is_told(folder: Path) -> None:
    (folder / "plan.yaml").write_bytes(HEADER.replace(b"title:", b"titel:"))
    told: list[str] = []
    assert add_priority(str(folder), "One more", told.append) == "4"
    assert told == ["plan.yaml has 2 problems that were there before: planctl check says more"]
    assert b"  4: One more\n" in (folder / "plan.yaml").read_bytes()


def test_an_action_beyond_the_last_number_is_refused(folder: Path) -> None:
    (folder / "3.99999999.yaml").write_text(ACTION.replace("3.2", "3.99999999"))
    new = NewAction("3", "STAFF FLOURISH", ("Workforce",))
    with pytest.raises(
        UserError, match=r"'3\.100000000' is not an action's id; nothing was written"
    ):
        add_action(str(folder), new, print)
    assert not (folder / "3.100000000.yaml").exists()


def test_a_priority_may_have_letters_which_another_then_has_to_say(folder: Path) -> None:
    header = HEADER.replace(b"  1:", b"  A:").replace(b"  3:", b"  SG:")
    (folder / "plan.yaml").write_bytes(header)
    with pytest.raises(UserError, match="the priorities have letters: A, SG"):
        add_priority(str(folder), "One more", print)
    assert add_priority(str(folder), "One more", print, "B") == "B"
    assert add_priority(str(folder), "One more", print, "B") == "B"
    assert (folder / "plan.yaml").read_bytes().count(b"  B: One more\n") == 1


def test_an_action_that_is_added_again_with_its_id_is_left(folder: Path) -> None:
    new = NewAction("3", "STAFF FLOURISH", ("Workforce",), id="R12")
    assert add_action(str(folder), new, print) == "R12"
    assert add_action(str(folder), new, print) == "R12"
    assert add_action(str(folder), new._replace(id=""), print) == "R12"
    with pytest.raises(UserError, match="R12 is called 'STAFF FLOURISH' already"):
        add_action(str(folder), new._replace(id="R13"), print)
    assert "priority: 3\n" in (folder / "R12.yaml").read_text()


def test_a_plan_of_no_year_is_not_started(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="'soon' is not a year; nothing was written"):
        first_files(str(tmp_path / "plan"), "Plan", "Aldermere", "soon", ["One"])
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("day", "starts"),
    [
        (date(2019, 6, 30), None),
        (date(2019, 7, 1), date(2019, 7, 1)),
        (date(2020, 3, 31), date(2020, 3, 31)),
        (date(2020, 4, 1), None),
    ],
)
def test_an_action_that_is_added_in_a_running_year_starts_that_day(
    folder: Path, day: date, starts: date | None
) -> None:
    new = NewAction("3", "STAFF FLOURISH", ("Workforce",), day=day)
    assert add_action(str(folder), new, print) == "3.1"
    (action,) = read_plan(str(folder)).actions
    assert action.starts == starts
    assert add_action(str(folder), new._replace(day=date(2019, 12, 1)), print) == "3.1"


def test_a_new_id_that_was_given_already_is_given_once(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_bytes(HEADER)
    (tmp_path / "3.3.yaml").write_text(ACTION.replace('"3.2"', '"3.3"'))
    made = renumber_action(str(tmp_path), "3.2", "3.3", date(2019, 11, 1), print)
    assert made
    assert [each.name for each in sorted(tmp_path.glob("*.yaml"))] == ["3.3.yaml", "plan.yaml"]
