"""The sheet of a quarter's ratings and words: what is written on it comes back as it was meant."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest

from planctl.exchange.cells import Grid, Kind, Typed, of_text
from planctl.exchange.measures_sheet import COLUMNS as MEASURES
from planctl.exchange.sheet_rows import SheetPlan, as_csv
from planctl.exchange.updates_sheet import (
    COLUMNS,
    SheetUpdates,
    sheet_of_updates,
    updates_in,
)
from planctl.exchange.workbook import of_workbook
from planctl.plan.scale import OWN, Scale, scale_of
from planctl.plan.scale_step import ScaleStep
from planctl.plan.year import Year
from planctl.problem import UserError
from planctl.reports.formats.xlsx import sheets_to_fill_in
from planctl.text.document import Document, read
from plans import ACTION
from quarters import Q1, Q2

WORDS = "- First, “so”\n- =SUM(A1), then; more\n\nAnd, at last.\n"


def document(action: str) -> Document:
    found, _ = read(f"{action}.yaml", ACTION.replace('"3.2"', f'"{action}"').encode())
    assert found
    return found


ACTIONS = {each: document(each) for each in ("3.1", "3.2", "3.10")}
PLAN = SheetPlan(ACTIONS, Year(2019), frozenset(), date(2019, 11, 1))


def rows(**said: str) -> list[tuple[str, ...]]:
    """Return the sheet of Q2, with something filled in for 3.2."""
    made = sheet_of_updates(ACTIONS.items(), Q2, Year(2019), OWN)
    names = [name.replace("_", " ") for name in said]
    changed = dict(zip(names, said.values(), strict=True))
    filled = [changed.get(name, cell) for name, cell in zip(COLUMNS, made[2], strict=True)]
    return [made[0], made[1], tuple(filled), made[3]]


def taken(grid: Grid, plan: SheetPlan = PLAN, scale: Scale = OWN) -> SheetUpdates:
    return updates_in(grid, plan, scale)


def both(made: list[tuple[str, ...]]) -> list[Grid]:
    return [of_text(as_csv(made).encode()), of_workbook(sheets_to_fill_in({"Updates": made}))]


def test_a_sheet_that_nobody_touched_changes_nothing() -> None:
    for quarter in (Q1, Q2):
        for grid in both(sheet_of_updates(ACTIONS.items(), quarter, Year(2019), OWN)):
            assert taken(grid) == SheetUpdates(quarter, {}, [])


def test_what_is_filled_in_is_taken_as_it_was_meant() -> None:
    filled = {
        "rating": "Amber", "status": "on track", "headline": "@home", "commentary": WORDS,
        "next_steps": "None", "confidence": "gr",
    }  # fmt: skip
    for grid in both(rows(**filled)):
        assert taken(grid).values["3.2"] == {
            "rag": "amber", "status": "in progress", "headline": "@home",
            "commentary": WORDS.rstrip(), "confidence": "green",
        }  # fmt: skip


def test_a_workbook_has_updates_and_measures_and_each_is_found() -> None:
    measures = [MEASURES, ("3.2", "moves", "Moves", "count", "Q2 2019-20", "", "7")]
    raw = sheets_to_fill_in({"Measures": measures, "Updates": rows(rating="red")})
    found = of_workbook(raw, COLUMNS)
    assert (found.name, taken(found).values) == ("Updates", {"3.2": {"rag": "red"}})
    assert of_workbook(raw, MEASURES).rows[1][6] == Typed("7")


def test_a_row_without_anything_is_passed_over() -> None:
    sheet = as_csv(rows(rating="red")) + "\r\n,,,\r\n"
    assert taken(of_text(sheet.encode())).values == {"3.2": {"rag": "red"}}


def test_none_empties_what_was_said() -> None:
    made = sheet_of_updates(ACTIONS.items(), Q1, Year(2019), OWN)
    at = COLUMNS.index("commentary")
    made[1] = (*made[1][:at], "none", *made[1][at + 1 :])
    assert taken(of_text(as_csv(made).encode())).values == {"3.1": {"commentary": ""}}


REFUSED = [
    ({"action": "9.9"}, "action", "no action"),
    ({"action": "3.1"}, "action", "row 2 is of the same action"),
    ({"quarter": "Q9"}, "quarter", "not a quarter"),
    ({"quarter": "Q2 2020-21"}, "quarter", "not a quarter of this plan"),
    ({"quarter": "Q1"}, "quarter", "the rows above are of Q2"),
    ({"rating": "ambr"}, "rating", "not a RAG rating"),
    ({"confidence": "puce"}, "confidence", "not a RAG rating"),
    ({"status": "dunno"}, "status", "not a status"),
    ({"commentary": "a\u200bb"}, "commentary", "hidden character"),
    ({"impact": "…"}, "impact", "words of your own"),
]


@pytest.mark.parametrize(("said", "column", "message"), REFUSED)
def test_a_cell_that_cannot_be_taken_is_named(
    said: dict[str, str], column: str, message: str
) -> None:
    (refused,) = taken(of_text(as_csv(rows(**said)).encode())).refused
    assert (refused.row, refused.column) == (3, column)
    assert message in refused.message


def test_every_bad_cell_is_named_at_once() -> None:
    refused = taken(of_text(as_csv(rows(rating="x", status="y")).encode())).refused
    assert [each.at for each in refused] == ["E3", "F3"]


def test_a_quarter_that_is_closed_or_yet_to_come_is_refused() -> None:
    sheet = of_text(as_csv(rows(rating="red")).encode())
    (closed,) = taken(sheet, PLAN._replace(closed=frozenset({Q2}))).refused
    assert "signed off" in closed.message
    early = taken(sheet, PLAN._replace(today=date(2019, 6, 1))).refused
    assert {each.message for each in early} == {"Q2 has not begun"}


def test_a_formula_is_refused() -> None:
    book = openpyxl.load_workbook(BytesIO(sheets_to_fill_in({"Updates": rows()})))
    book.worksheets[0].cell(3, 8).value = "=A1"
    saved = BytesIO()
    book.save(saved)
    (refused,) = taken(of_workbook(saved.getvalue())).refused
    assert "formula" in refused.message


def test_an_id_that_a_spreadsheet_shortened_is_not_guessed() -> None:
    made = [row[:4] for row in rows()]
    made[3] = ("3.1", *made[3][1:])
    texts = [[Typed(cell, Kind.TEXT) for cell in row] for row in made]
    assert [each.row for each in taken(Grid(texts, ",")).refused] == [2, 4]


def test_a_scale_of_one_s_own_has_its_words_and_no_status() -> None:
    said = {"off-track": ("Off Track", "red"), "on-track": ("On Track", "amber")}
    steps = [
        ScaleStep.model_validate({"code": code, "label": label, "is": kind})
        for code, (label, kind) in said.items()
    ]
    scale = scale_of([], steps)
    grid = of_text(as_csv(rows(rating="off track", status="complete")).encode())
    found = taken(grid, scale=scale)
    assert found.values["3.2"] == {"rag": "off-track"}
    assert [each.column for each in found.refused] == ["status"]


def test_a_text_that_no_cell_holds_is_refused() -> None:
    with pytest.raises(UserError, match="longer than a cell"):
        sheets_to_fill_in({"Updates": rows(commentary="x" * 40_000)})
