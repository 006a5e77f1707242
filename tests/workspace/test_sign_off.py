"""What is signed is what was checked: a file that changes meanwhile is not signed off unread."""

from datetime import date
from pathlib import Path

import pytest

from planctl.edits.sign_off import NewSignOff
from planctl.plan.plan import Plan
from planctl.problem import UserError
from planctl.workspace.sign_off import new_sign_off, write_sign_off
from plans import ACTION, HEADER
from quarters import Q1

DAY = date(2019, 7, 19)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "plan.yaml").write_bytes(HEADER)
    (tmp_path / "3.2.yaml").write_text(ACTION)
    return tmp_path


def test_a_file_that_changes_meanwhile_is_read_and_decided_on_again(folder: Path) -> None:
    titles: list[str] = []

    def decide(plan: Plan) -> NewSignOff:
        titles.append(plan.actions[0].title)
        (folder / "3.2.yaml").write_text(ACTION.replace("PLACEMENT", "HOME"))
        return new_sign_off(plan, Q1, "Head", None, DAY, DAY)

    assert write_sign_off(str(folder), decide, print)
    assert titles == ["PLACEMENT STABILITY", "HOME STABILITY"]


def test_a_plan_that_never_rests_is_not_signed_off(folder: Path) -> None:
    tries: list[Plan] = []

    def decide(plan: Plan) -> NewSignOff:
        tries.append(plan)
        (folder / "3.2.yaml").write_text(f"{ACTION}# {len(tries)}\n")
        return new_sign_off(plan, Q1, "Head", None, DAY, DAY)

    with pytest.raises(UserError, match="is being changed by another program; nothing was written"):
        write_sign_off(str(folder), decide, print)
    assert (folder / "plan.yaml").read_bytes() == HEADER


def test_nothing_is_written_where_nothing_is_to_be_signed(folder: Path) -> None:
    assert write_sign_off(str(folder), lambda _plan: None, print) is None
    assert (folder / "plan.yaml").read_bytes() == HEADER
