"""A return as a workbook: what is asked, and what is filled in comes back as exactly that."""

import subprocess
from collections.abc import Mapping
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from planctl.exchange.return_sheet import HEADS, return_workbook
from planctl.exchange.returned_files import opened_return
from planctl.problem import UserError
from planctl.reports.formats.xlsx import FormSheet, SheetQuestion, form_to_fill_in
from returned import FULL, changes, document, fields, filled, mine, part

SAID = FULL.replace(
    "  Q2:\n    rag:\n\n    status:\n\n    commentary:\n",
    "  Q2:\n    rag: amber\n    status:\n    commentary: |\n      The **hub** opened.\n\n"
    "      - one\n",
)
SENT = return_workbook(mine(SAID), "the team")
ANSWER = HEADS.index("Your answer") + 1


def answered(said: Mapping[str, str | float], extra: object = None) -> bytes:
    """Return the workbook with answers to fields by their names, as a spreadsheet saves it."""
    book = openpyxl.load_workbook(BytesIO(SENT))
    sheet = book.worksheets[0]
    for row in sheet.iter_rows(min_row=8):
        name = str(row[1].value)
        if name in said:
            sheet.cell(row[0].row or 0, ANSWER, said[name])
        if name == "Headline" and extra:
            sheet.cell(row[0].row or 0, len(HEADS) + 1, str(extra))
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def test_a_workbook_asks_for_each_field_and_locks_all_else() -> None:
    book = openpyxl.load_workbook(BytesIO(SENT))
    sheet = book.worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[2][0] == "Return of Permanence for Q2"
    assert rows[4][0] == "Send it back by Monday 14 October 2019, to the team."
    assert rows[7][:5] == HEADS[:5]
    assert [row[1] for row in rows[8:24]] == [each.label for each in mine(SAID).actions[0].fields]
    assert rows[12][3] == "The campaign began in May.\nTwo carers were approved."
    assert sheet.protection.sheet
    open_cells = [cell for row in sheet.iter_rows() for cell in row if not cell.protection.locked]
    assert {cell.column for cell in open_cells} == {ANSWER}
    assert len(sheet.data_validations.dataValidation) == 3
    assert sheet.column_dimensions["F"].hidden
    assert return_workbook(mine(SAID), "the team") == SENT


def test_a_workbook_that_nobody_touched_changes_nothing() -> None:
    assert not any(changes(SENT, now=SAID))
    assert not fields(SENT, mine(SAID)).touched


ANSWERS: dict[str, str | float] = {
    "Nothing to add": "Yes",
    "Rating": "Red",
    "Commentary": "The **hub** opened.\n\n- one\n- “two”",
    "If it continues": "Families wait.",
    "Decision asked for": "Agree the second hub.",
    "Confidence in the outcome": "amber",
    "Number: Assessments on time": 0.5,
    "Milestone: Hub opens": "1 September 2019",
}
TAKEN = {
    "rag": "red",
    "commentary": ANSWERS["Commentary"],
    "if_continues": "Families wait.",
    "ask": "Agree the second hub.",
    "confidence": "amber",
}


def test_what_is_filled_in_is_taken_exactly() -> None:
    found = changes(answered(ANSWERS), now=SAID)
    assert found.updates == {"3.2": TAKEN}
    assert [each.value.value for each in found.values] == ["0.5"]
    assert found.done == {"3.2": {"Hub opens": "2019-09-01"}}
    assert found.ticked == ("3.2",)


def test_what_is_beside_the_answers_is_told() -> None:
    raw = answered({"Headline": "=A1", "Impact": "None"}, "My note")
    found = fields(raw, mine(SAID))
    assert found.remarks == [
        "written outside the answers, and not taken: 'My note', row 12",
        "row 12 is a formula, and is not taken: '=A1'",
    ]


def test_a_row_that_is_there_twice_is_taken_once() -> None:
    book = openpyxl.load_workbook(BytesIO(SENT))
    sheet = book.worksheets[0]
    sheet.append([cell.value for cell in sheet[10]])
    sheet.append(["a", "", "", "", "", "", "beyond"])
    made = BytesIO()
    book.save(made)
    assert fields(made.getvalue(), mine(SAID)).remarks == [
        "row 26 is of 3.2 rag again, and is not taken",
        "written outside the answers, and not taken: 'beyond', row 27",
    ]


def test_what_is_no_return_is_named() -> None:
    book = openpyxl.Workbook()
    made = BytesIO()
    book.save(made)
    with pytest.raises(UserError, match="is no return that planctl made"):
        opened_return(made.getvalue(), "other.xlsx")


def test_a_text_longer_than_a_cell_is_not_sent() -> None:
    form = FormSheet("", (), ("a",), [SheetQuestion(("word " * 8000,))], 0, date(2019, 10, 1))
    with pytest.raises(UserError, match="longer than a cell can be"):
        form_to_fill_in(form)


TEXT = '<w:r><w:rPr>{}</w:rPr><w:t xml:space="preserve">{}</w:t></w:r>'
LISTED = (
    f"<w:p>{TEXT.format('', 'First.')}</w:p><w:p>{TEXT.format('', '- a ')}"
    f"{TEXT.format('<w:b/>', 'bold')}{TEXT.format('', ' list')}</w:p>"
)


@pytest.mark.slow
def test_returns_that_libreoffice_saved_are_taken_exactly(
    tmp_path: Path, office: list[str]
) -> None:
    """Documents and workbooks, untouched and filled in, of two plans."""
    edits = {
        "3.2/rag": "Red",
        "3.2/headline": "One “line” – here",
        "3.2/commentary": LISTED,
        "3.2/nothing": "☒",
    }
    sent = {
        "untouched.docx": document(mine(SAID)),
        "filled.docx": filled(document(mine(SAID)), edits),
        "untouched.xlsx": SENT,
        "filled.xlsx": answered(ANSWERS),
    }
    for name, raw in sent.items():
        tmp_path.joinpath(name).write_bytes(raw)
    for kind in ("docx", "xlsx"):
        command = [*office, "--convert-to", kind, "--outdir", str(tmp_path / "saved")]
        files = [str(tmp_path / name) for name in sent if name.endswith(kind)]
        subprocess.run([*command, *files], check=True, capture_output=True, timeout=120)
    saved = {name: (tmp_path / "saved" / name).read_bytes() for name in sent}
    assert "w:tag" not in part(saved["filled.docx"])
    assert not any(changes(saved["untouched.docx"], now=SAID))
    assert not any(changes(saved["untouched.xlsx"], now=SAID))
    assert changes(saved["filled.docx"], now=SAID).updates == {
        "3.2": {
            "rag": "red",
            "headline": "One “line” – here",
            "commentary": "First.\n\n- a **bold** list",
        }
    }
    assert changes(saved["filled.docx"], now=SAID).ticked == ("3.2",)
    found = changes(saved["filled.xlsx"], now=SAID)
    assert found.updates == {"3.2": TAKEN}
    assert [each.value.value for each in found.values] == ["0.5"]
