"""Forms with a label beside each value, one action a table or a block of one, are read."""

import pytest

from imports import Imported, imported
from planctl.exchange.document_title import Given
from word_parts import book, cell, data, line, row, span, table, word, words

BEGIN = '<w:vMerge w:val="restart"/>'
FORM = (
    ("Action {}", "Open hubs"),
    ("Lead", "Early Help"),
    ("By when", "March 2020"),
    ("RAG", "Green"),
    ("Resources", "£40,000"),
    ("Progress", "Q1: The hub opened."),
)


def form(number: str) -> str:
    return table(*(row(label.format(number), value) for label, value in FORM))


def told(found: Imported) -> list[tuple[object, ...]]:
    return [
        (each.id, each.title, *each.lead, (q1.rag and q1.rag.code), q1.commentary)
        for each in found.actions.values()
        for q1 in [each.updates["Q1"]]
    ]


def test_a_table_for_each_action_is_read_by_its_labels() -> None:
    body = words("Priority 1: Early help") + form("1.1") + words("Priority 2: Homes") + form("2.1")
    found = imported(word(body))
    said = ("Open hubs", "Early Help", "green", "The hub opened.")
    assert told(found) == [("1.1", *said), ("2.1", *said)]
    assert found.read.plan.priorities == {"1": "Early help", "2": "Homes"}
    assert found.left == {"£40,000": "column 'Resources'"}
    assert found.questions == []


def test_a_table_may_have_a_form_after_another_with_labels_in_pairs_and_above() -> None:
    wide = span(4)
    found = imported(
        word(
            table(
                row(cell("Theme: 2 Homes", properties=wide)),
                row(cell("Action 2.1: Find carers", properties=wide)),
                row("Lead", cell("Permanence", properties=BEGIN), "By when", "TBC"),
                row("Owner", cell("", properties="<w:vMerge/>"), "", ""),
                row("RAG", "Amber", "Success measure", "More carers"),
                row("", "", "", "Fewer moves"),
                row(cell("Progress update", properties=wide)),
                row(cell("Six families applied.", properties=wide)),
                row(cell("2.2", properties=wide)),
                row("Action", "Keep them", "Lead", "Permanence"),
                row("RAG", "Red", "Success measure", "Fewer leave"),
                row(cell("Progress update: None came.", properties=wide)),
            )
        )
    )
    assert told(found) == [
        ("2.1", "Find carers", "Permanence", "amber", "Six families applied."),
        ("2.2", "Keep them", "Permanence", "red", "None came."),
    ]
    assert found.actions["2.1"].indicators == ("More carers", "Fewer moves")
    assert found.read.plan.priorities == {"2": "Homes"}


def test_the_name_of_an_action_may_stand_above_its_form_or_first_in_it() -> None:
    rows = [row(label, value) for label, value in FORM[1:]]
    head = row(cell("Keep carers", properties=span(2)))
    long = row(cell("This was agreed by the board in a long meeting.", properties=span(2)))
    found = imported(word(words("Open hubs") + table(*rows) + table(long, head, *rows)))
    assert [each.title for each in found.actions.values()] == ["Open hubs", "Keep carers"]


def test_a_sheet_may_be_a_form_and_its_merged_label_has_all_beside_it() -> None:
    lines = [line(label.format("1.1"), value) for label, value in FORM]
    merged = '<mergeCells><mergeCell ref="A6:A7"/></mergeCells>'
    raw = book([data(*lines, line("", "It is busy.")) + merged])
    found = imported(raw, Given("Plan", "Aldermere Council", "2019-20"))
    said = "The hub opened.\n\nIt is busy."
    assert told(found) == [("1.1", "Open hubs", "Early Help", "green", said)]


@pytest.mark.parametrize("rows", [(("Lead", "A"), ("Due", "May")), (("Why", "A"), ("Lead", "B"))])
def test_two_labels_make_no_form(rows: tuple[tuple[str, str], ...]) -> None:
    plan = table(row("Action", "Lead", "Due"), row("Open", "C", ""))
    found = imported(word(plan + table(*(row(*each) for each in rows))))
    assert list(found.actions) == ["1.1"]
