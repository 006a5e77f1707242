"""A due date is moved whatever else is wrong with the action's file, if its dates can be read."""

from datetime import date
from pathlib import Path

import pytest

from planctl.edits.due_dates import Decision, MoveRequest
from planctl.plan.days import parse_due_date
from planctl.problem import UserError
from planctl.text.document import Document, read
from planctl.workspace.due_dates import DueDateChange, change_due_dates
from planctl.workspace.updates import missing_from
from plans import ACTION, HEADER
from quarters import Q1, Q2

TODAY = date(2019, 11, 1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "plan.yaml").write_bytes(HEADER)
    (tmp_path / "3.2.yaml").write_text(ACTION.replace("\nlinks", "due: 2020-01\n\nlinks", 1))
    return tmp_path


def moved(folder: Path, milestone: str | None = None) -> DueDateChange:
    request = MoveRequest(parse_due_date("2020-03", 4), "The lease is late", "Board")
    return change_due_dates(str(folder), ["3.2"], milestone, request, TODAY, print)[0]


def test_a_move_and_a_decision_tell_the_date_before_and_after(folder: Path) -> None:
    request = MoveRequest(parse_due_date("2020-03", 4), "The lease is late")
    asked = change_due_dates(str(folder), ["3.2"], None, request, TODAY, print)[0]
    assert not asked.moved
    made = change_due_dates(
        str(folder), ["3.2"], None, Decision("Board", agreed=True), TODAY, print
    )[0]
    assert made.moved
    assert (made.before.due, made.after.due) == (
        parse_due_date("2020-01", 4),
        parse_due_date("2020-03", 4),
    )
    assert "due: 2020-03\n" in (folder / "3.2.yaml").read_text()


def test_a_mistake_elsewhere_is_told_and_does_not_stop_a_move(folder: Path) -> None:
    path = folder / "3.2.yaml"
    path.write_text(path.read_text().replace("title:", "titel:") + "id2: x\n")
    made = moved(folder)
    assert made.moved
    told = "3.2.yaml has 3 problems that were there before: planctl check says more"
    assert list(made.plan.old_problems) == [told]


def test_dates_that_cannot_be_read_are_not_moved(folder: Path) -> None:
    path = folder / "3.2.yaml"
    path.write_text(path.read_text().replace("due: 2020-01", "due: soon"))
    before = path.read_text()
    with pytest.raises(UserError, match=r"3\.2\.yaml cannot be used"):
        moved(folder)
    assert path.read_text() == before


def test_a_reason_that_the_model_refuses_is_not_written(folder: Path) -> None:
    before = (folder / "3.2.yaml").read_bytes()
    request = MoveRequest(parse_due_date("2020-03", 4), " ")
    with pytest.raises(UserError, match="'reason' is empty; nothing was written"):
        change_due_dates(str(folder), ["3.2"], None, request, TODAY, print)[0]
    assert (folder / "3.2.yaml").read_bytes() == before


def document(text: str) -> Document:
    found, _ = read("3.2.yaml", text.encode())
    assert found
    return found


def test_what_an_update_lacks_is_told_where_it_can_be_read() -> None:
    header = document(HEADER.decode())
    assert missing_from(document(ACTION), Q2, header) == ("rag", "commentary")
    assert missing_from(document(f"leda: x\n{ACTION}"), Q1, header) == ()
    unread = document(ACTION.replace("rag: green", "rag: ambr"))
    assert missing_from(unread, Q2, header) == ()
