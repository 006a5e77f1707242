"""What is written into a plan is proved by the models first, whichever door it comes in by."""

from datetime import date
from pathlib import Path

import pytest

from planctl.edits.measure_values import MeasureValue, NewValue, ValuePlace
from planctl.problem import UserError
from planctl.text.document import Document
from planctl.text.edit_value import change
from planctl.workspace.change import Documents, change_files, proved_files
from planctl.workspace.corrections import CorrectionRequest
from planctl.workspace.documents import document_of
from planctl.workspace.measure_values import record_values
from planctl.workspace.updates import update_actions
from plans import ACTION, HEADER
from quarters import Q1, Q2

TODAY = CorrectionRequest(date(2019, 11, 1))
MEASURED = ACTION.replace(
    "  - Placements that ended early\n",
    "  - text: Placements that ended early, in %\n    id: ended-early\n    unit: count\n",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "plan.yaml").write_bytes(HEADER)
    (tmp_path / "3.2.yaml").write_text(MEASURED)
    (tmp_path / "3.1.yaml").write_text(ACTION.replace("3.2", "3.1"))
    return tmp_path


def state(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Return the bytes of each file, and when it was written."""
    return {
        each.name: (each.read_bytes(), each.stat().st_mtime_ns) for each in folder.glob("*.yaml")
    }


def test_an_update_that_the_model_refuses_writes_nothing(folder: Path) -> None:
    before = state(folder)
    values = {"3.1": {"headline": "Fewer moves"}, "3.2": {"rag": "ambr"}}
    with pytest.raises(UserError) as refused:
        update_actions(str(folder), Q2, values, TODAY, print)
    said = f"{folder}/3.2.yaml: 'ambr' is not a RAG rating; nothing was written"
    assert refused.value.message == said
    assert refused.value.hint == "did you mean 'amber'? one of red, amber, green"
    assert state(folder) == before


def test_a_number_that_the_model_refuses_writes_nothing(folder: Path) -> None:
    before = state(folder)
    value = MeasureValue("3.2", "ended-early", ValuePlace((), Q2), NewValue("12,5"))
    with pytest.raises(UserError, match="'12,5' is not a figure"):
        record_values(str(folder), [value], TODAY, print)
    assert state(folder) == before


def test_a_refused_value_is_refused_where_the_same_mistake_was_there(folder: Path) -> None:
    (folder / "3.2.yaml").write_text(ACTION.replace("rag: green", "rag: ambr"))
    with pytest.raises(UserError, match="'ambr' is not a RAG rating"):
        update_actions(str(folder), Q2, {"3.2": {"rag": "ambr"}}, TODAY, print)


def test_a_mistake_that_was_there_is_told_and_stops_nothing(folder: Path) -> None:
    (folder / "3.2.yaml").write_text(f"leda: x\n{ACTION}")
    values = {"3.2": {"commentary": "One. Two."}}
    made = update_actions(str(folder), Q2, values, TODAY, print)
    told = "3.2.yaml has 1 problem that was there before: planctl check says more"
    assert list(made.old_problems) == [told]
    assert "      Two.\n" in (folder / "3.2.yaml").read_text()


def test_mistakes_are_told_of_a_file_that_is_changed_alone(folder: Path) -> None:
    (folder / "3.1.yaml").write_text("id: '3.1'\n")
    (folder / "3.2.yaml").write_text("id: '3.2'\n")
    values = {"3.1": {"rag": ""}, "3.2": {"rag": "red"}}
    made = update_actions(str(folder), Q2, values, TODAY, print, dry_run=True)
    told = "3.2.yaml has 2 problems that were there before: planctl check says more"
    assert list(made.old_problems) == [told]
    assert (folder / "3.2.yaml").read_text() == "id: '3.2'\n"


def test_a_mistake_may_be_mended(folder: Path) -> None:
    (folder / "3.2.yaml").write_text(ACTION.replace("rag: green", "rag: ambr"))
    made = update_actions(str(folder), Q1, {"3.2": {"rag": "amber"}}, TODAY, print)
    assert not list(made.old_problems)
    assert "rag: amber  # agreed at DMT\n" in (folder / "3.2.yaml").read_text()


def test_a_header_that_the_model_refuses_is_not_written(folder: Path) -> None:
    before = state(folder)

    def edit(documents: Documents) -> Documents:
        return {"plan.yaml": change(documents["plan.yaml"], ("year",), "20190", (), block=False)}

    with pytest.raises(UserError, match=r"plan.yaml: '20190' is not a year; nothing was written"):
        change_files(str(folder), ["plan.yaml"], edit, print)
    assert state(folder) == before


def seen(folder: Path, name: str, text: bytes) -> dict[str, Document]:
    """Return a file as somebody saw it."""
    return {name: document_of(str(folder / name), text)}


def test_a_field_that_was_changed_since_it_was_seen_is_left_alone(folder: Path) -> None:
    before = state(folder)
    values = {"3.2": {"rag": "red", "headline": "Fewer moves"}}
    form = seen(
        folder, "3.2.yaml", MEASURED.replace("  Q2:\n    rag:", "  Q2:\n    rag: amber").encode()
    )
    with pytest.raises(UserError, match=r"3.2.yaml was changed meanwhile; nothing was written"):
        update_actions(str(folder), Q2, values, TODAY, print, seen=form)
    assert state(folder) == before


def test_what_was_changed_elsewhere_since_a_form_was_made_stays(folder: Path) -> None:
    values = {"3.2": {"rag": "red"}}
    was = {**seen(folder, "3.2.yaml", b"id: '3.2'\n"), **seen(folder, "plan.yaml", HEADER + b"#\n")}
    update_actions(str(folder), Q2, values, TODAY, print, seen=was)
    assert "title: PLACEMENT STABILITY" in (folder / "3.2.yaml").read_text()
    assert "rag: red" in (folder / "3.2.yaml").read_text()


def test_a_quarter_is_not_that_of_another_year(folder: Path) -> None:
    was = seen(folder, "plan.yaml", HEADER.replace(b"2019-20", b"2018-19"))
    with pytest.raises(UserError, match=r"plan.yaml was changed meanwhile; nothing was written"):
        update_actions(str(folder), Q2, {"3.2": {"rag": "red"}}, TODAY, print, seen=was)


def test_a_new_file_that_the_model_refuses_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"3.2.yaml: 'title' is missing"):
        proved_files(
            str(tmp_path / "plan"),
            {"plan.yaml": HEADER, "3.2.yaml": ACTION.replace("title:", "titel:").encode()},
        )
    assert not list(tmp_path.iterdir())
