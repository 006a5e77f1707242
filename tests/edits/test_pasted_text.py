"""What is pasted from Word, Excel or an e-mail becomes the Markdown that was meant."""

import pytest

from planctl.edits.pasted_text import as_markdown
from planctl.text.sentences import sentences

TABLE = "| Hub | Families |\n| --- | --- |\n| North | 1,140 |\n| South | 750 |"


@pytest.mark.parametrize(
    ("pasted", "meant"),
    [
        ("Hub\tFamilies\nNorth\t1,140\nSouth\t750\n", TABLE),
        (
            "By hub:\nHub\tFamilies\nNorth\t1,140\nSouth\t750\nAll well.",
            f"By hub:\n\n{TABLE}\n\nAll well.",
        ),
        ("Hub \tFamilies\t\n\t\t\nNorth\t\xa01,140\t\nSouth\t750", TABLE),
        ("\tQ1\nOpen\t3", "|  | Q1 |\n| --- | --- |\n| Open | 3 |"),
        ("a\tb\tc\nd\te", "| a | b | c |\n| --- | --- | --- |\n| d | e |  |"),
        ('"Two\nlines"\t"said ""no"""\n5" pipe\tx|y',
         '| Two lines | said "no" |\n| --- | --- |\n| 5" pipe | x\\|y |'),
        ('"\tb\n"c\td', '| " | b |\n| --- | --- |\n| "c | d |'),
        ("No.\tAction\n1.\tOpen", "| No. | Action |\n| --- | --- |\n| 1. | Open |"),
        ("a\tb\n\nc\td\ne\tf", "a   b\n\n| c | d |\n| --- | --- |\n| e | f |"),
    ],
)  # fmt: skip
def test_lines_with_tabs_are_a_table(pasted: str, meant: str) -> None:
    assert sentences(as_markdown(pasted)) == meant
    assert as_markdown(meant) == meant


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("1.\tOpen\n2.\tClose", "1.  Open\n2.  Close"),
        ("- a\tb\n- c\td", "- a b\n- c d"),
        ("-\ta\n-\tb", "-   a\n-   b"),
        ("Name:\tAldermere", "Name:   Aldermere"),
        ("\tfurther in\n\tand on", "    further in\n    and on"),
        ("> a\tb\n> c\td", "> a b\n> c d"),
    ],
)
def test_other_lines_with_tabs_are_none(pasted: str, kept: str) -> None:
    assert sentences(as_markdown(pasted)) == kept


@pytest.mark.parametrize(
    ("pasted", "meant"),
    [
        ("a)\tOpen\nb)\tClose", "- a) Open\n- b) Close"),
        ("(1)\tOpen\n(ii)\tClose", "- (1) Open\n- (ii) Close"),
        ("•\tOpen\n(a)\tnorth\n•\tClose", "- Open\n  - (a) north\n- Close"),
        ("> We did:\n> - a\n> - b", "> We did:\n> - a\n> - b"),
    ],
)
def test_entries_of_a_list_stay_entries(pasted: str, meant: str) -> None:
    assert sentences(as_markdown(pasted)) == meant


def test_many_quotation_marks_are_not_slow() -> None:
    assert as_markdown('"a\t' * 5_000)
