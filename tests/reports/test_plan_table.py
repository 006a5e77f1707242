"""The full paper as the council's own table: its columns, its rows and what spans them."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table

from planctl.plan.model import Action, Opening, Update
from planctl.plan.plan import Entry, Plan, load
from planctl.reports.formats import render
from planctl.reports.plan_table import actions_of, quarters_across, table_of_plan
from planctl.reports.report import ReportRequest
from planctl.reports.table_columns import PageWidth
from planctl.summary.summary import Summary, summarise
from plans import HEADER
from reports.test_data_formats import example

ONE = HEADER.replace(b"  1: Right help, right time\n", b"")
PAGE = PageWidth(261.4, 1.65, 3)


def _summary(*actions: Action | None, header: bytes = ONE) -> Summary:
    """Return the summary of a plan with those actions; None is one that cannot be read."""
    entries = tuple(
        Entry(f"3.{number}", f"p/3.{number}.yaml", each)
        for number, each in enumerate(actions, start=1)
    )
    plan = Plan("p", load({"p/plan.yaml": header}).require(), None, entries)
    return summarise(plan, date(2019, 10, 20))


def _action(number: int = 1, **more: object) -> Action:
    return Action(id=f"3.{number}", title=f"Action {number}", lead=("Permanence",)).model_copy(
        update=more
    )


def _document(summary: Summary) -> Document:
    return docx.Document(BytesIO(b"".join(render(ReportRequest(summary), "docx"))))


def _table(summary: Summary) -> Table:
    """Return the table of the plan."""
    found = (each for each in _document(summary).tables if each.cell(0, 0).text == "Priority")
    return next(found)


def test_its_columns_are_those_of_the_paper_plan() -> None:
    made = table_of_plan(ReportRequest(example()).paper, "table", PAGE)
    assert made
    assert made.columns == [
        "Priority",
        "No.",
        "Action",
        "Lead",
        "Links with other plans and strategies",
        "Indicators of success",
        "How performance is measured and tracked",
        "RAG rating, Q4",
    ]
    assert round(sum(made.widths)) == 261
    assert made.numbers == "The numbers of the measures"


def test_a_column_that_no_action_fills_is_left_out() -> None:
    paper = ReportRequest(_summary(_action(indicators=("They grow",)))).paper
    made = table_of_plan(paper, "table", PAGE)
    assert made
    assert made.columns[4:] == ["Indicators of success", "RAG rating, Q2"]
    assert made.numbers == ""


@pytest.mark.parametrize(("kind", "layout"), [("full", "pages"), ("lead", "table")])
def test_other_papers_and_layouts_have_no_such_table(kind: str, layout: str) -> None:
    assert table_of_plan(ReportRequest(example(), kind).paper, layout, PAGE) is None


def test_widths_that_the_words_alone_fill_are_cut_alike() -> None:
    words = tuple("abcdefghijklmnopqrstuvwxyz" for _ in range(3))
    paper = ReportRequest(_summary(_action(indicators=words, links=words))).paper
    made = table_of_plan(paper, "table", PageWidth(60, 2, 3))
    assert made
    assert round(sum(made.widths)) == 60


@pytest.mark.parametrize(("number", "across"), [(0, 1), (1, 1), (4, 4), (5, 5), (6, 3), (12, 4)])
def test_quarters_stand_beside_each_other_in_rows_about_as_long(number: int, across: int) -> None:
    paper = ReportRequest(_summary(_action())).paper
    (action,) = (action for section in paper.sections for action in actions_of(section))
    many = replace(action, positions=[action.positions[0]] * number)
    assert quarters_across(many) == across


def test_below_an_action_its_quarters_stand_side_by_side() -> None:
    action = b"""id: "3.1"
title: Action 1
lead: Permanence
owner: Ann
updates:
  Q1:
    rag: amber
    commentary: |
      Begun

      - so
      - far
  Q2:
    rag: green
    headline: Done
    confidence: red
"""
    plan = load({"p/plan.yaml": ONE, "p/3.1.yaml": action})
    table = _table(summarise(plan, date(2019, 10, 20)))
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0][:3] == ["Priority", "No.", "Action"]
    assert rows[1][0].startswith("Priority 3\n")
    assert "Action 1" in rows[1]
    assert "Owner: Ann\nQuarterly progress commentary" in rows[2]
    first, second, *_ = dict.fromkeys(rows[3][2:])
    assert first.startswith("Q1 April to June 2019\n")
    assert first.endswith("Begun\nso\nfar")
    assert " Done No commentary supplied" in second
    assert second.endswith("\nConfidence in the outcome: \xa0▲\xa0Red\xa0")
    assert {row[0] for row in rows[1:]} == {rows[1][0]}, "the priority spans its actions"


def test_an_action_that_fits_a_page_is_not_split_and_one_that_does_not_is() -> None:
    def splits(commentary: str) -> list[bool]:
        rows = _table(_summary(_action(updates={"Q1": Update(commentary=commentary)}))).rows
        return [not list(row._tr.iter(qn("w:cantSplit"))) for row in rows]  # noqa: SLF001

    assert splits("Short") == [False] * 4
    assert splits("A long story. " * 700) == [False, False, False, True]


def test_an_action_with_an_opening_has_it_before_its_quarters() -> None:
    opening = Opening(quarter="Q4 of 2018/19", commentary="Begun before")
    table = _table(_summary(_action(opening=opening)))
    assert "When the year began" in table.rows[3].cells[2].text


def test_what_cannot_be_read_or_has_no_actions_has_a_row() -> None:
    table = _table(_summary(_action(), None, header=HEADER))
    texts = [" ".join(dict.fromkeys(cell.text for cell in row.cells)) for row in table.rows]
    assert any("The file p/3.2.yaml cannot be read" in text for text in texts)
    assert any("Right help, right time This priority has no actions." in text for text in texts)


def test_a_priority_says_who_leads_it_and_one_that_is_not_known_has_no_number() -> None:
    led = ONE.replace(
        b"  3: Permanence without delay\n",
        b"  3:\n    text: Permanence without delay\n    lead: Permanence\n",
    )
    tables = _document(_summary(_action(), header=led)).tables
    said = [each.cell(1, 0).text for each in tables if each.cell(0, 1).text == "No."]
    assert said == ["Priority 3\nPermanence without delay\nLead: Permanence"]
    nobody = Plan("p", load({"p/plan.yaml": ONE}).require(), None, (Entry("x", "p/x.yaml", None),))
    lost = [
        row.cells[0].text
        for each in _document(summarise(nobody, date(2019, 10, 20))).tables
        if each.cell(0, 1).text == "No."
        for row in each.rows
    ]
    assert any(text and "Priority" not in text for text in lost)


def test_an_action_that_cannot_be_read_says_so_on_its_page() -> None:
    made = render(ReportRequest(_summary(None), layout="pages"), "docx")
    said = [each.text for each in docx.Document(BytesIO(b"".join(made))).paragraphs]
    assert any("The file p/3.1.yaml cannot be read" in each for each in said)
