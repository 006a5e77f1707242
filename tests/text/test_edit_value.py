"""One value changed: the text before, what is set, and the text after."""

import pytest

from planctl.plan.fields import UPDATE_FIELDS
from planctl.problem import UserError
from planctl.text.document import Document, read
from planctl.text.edit_value import change, scalar, without_key

ORDER = ("id", "updates", "Q1", "Q2", "Q3", "Q4", *UPDATE_FIELDS)

CASES = [
    ("rag:\n", "red", "rag: red\n"),
    ("rag: \n", "red", "rag: red\n"),
    ("rag:", "red", "rag: red"),
    ("rag:   # due\n", "red", "rag: red   # due\n"),
    ("rag: amber\n", "red", "rag: red\n"),
    ("rag: amber\r\nlead: x\r\n", "red", "rag: red\r\nlead: x\r\n"),
    ("rag: 'amber' # c\n", "red", "rag: 'red' # c\n"),
    ('rag: "amber"\n', "red", 'rag: "red"\n'),
    ("rag: amber # c\n", "", "rag: # c\n"),
    ("rag:\n  amber\nlead: x\n", "red", "rag:\n  red\nlead: x\n"),
    ("{rag: amber, lead: x}\n", "red", "{rag: red, lead: x}\n"),
    ("{rag: amber}", "", "{rag: }"),
    ("{rag: }", "red", "{rag: red}"),
    ("{rag}", "red", "{rag: red}"),
    ("rag: |\n  amber\n\n# c\nlead: x\n", "red", "rag: red\n\n# c\nlead: x\n"),
    ("? rag\n: amber\n", "red", "? rag\n: red\n"),
    ("lead: x\n", "red", "lead: x\n\nrag: red\n"),
    ("lead: x", "red", "lead: x\n\nrag: red"),
    ("lead: |\n  x", "red", "lead: |\n  x\n\nrag: red"),
    ("a: 1\nb: 2\n", "red", "a: 1\nb: 2\nrag: red\n"),
    ("a: 1\n\nb: 2\n", "red", "a: 1\n\nb: 2\n\nrag: red\n"),
    ("commentary: x\n\nevidence: y\n", "red", "rag: red\n\ncommentary: x\n\nevidence: y\n"),
    ("commentary: x\nevidence: y\n", "red", "rag: red\ncommentary: x\nevidence: y\n"),
    ("{}\n", "red", '{rag: "red"}\n'),
    ("{commentary: x}\n", "red", '{rag: "red", commentary: x}\n'),
]


@pytest.mark.parametrize(("before", "value", "after"), CASES)
def test_a_word_is_set_and_nothing_else(before: str, value: str, after: str) -> None:
    assert change(_document(before), ("rag",), value, ORDER, block=False).text == after


BLOCKS = [
    ("commentary:\n", "One.\n\nTwo.", "commentary: |\n  One.\n\n  Two.\n"),
    ("commentary: |2\n    x\n  y\nlead: z\n", "One.", "commentary: |\n  One.\nlead: z\n"),
    ("commentary: x # c\nlead: y\n", "One.", "commentary: | # c\n  One.\nlead: y\n"),
    ("commentary: |-\n    x\n    y\n# c\n", "One.", "commentary: |\n  One.\n# c\n"),
    ("commentary: >\n  x\n  y", "One.", "commentary: |\n  One."),
    ("commentary: |\n  x\n\n\nlead: y\n", "", "commentary:\n\n\nlead: y\n"),
    ("commentary:\n", " indented", "commentary: |2\n   indented\n"),
    ("commentary:\n      # deep\nlead: y\n", "x", 'commentary: "x"\n      # deep\nlead: y\n'),
    ("commentary:\r\nlead: y\r\n", "A.\nB.", "commentary: |\r\n  A.\r\n  B.\r\nlead: y\r\n"),
    ("{commentary: x}\n", "A: {b}\nC", '{commentary: "A: {b}\\nC"}\n'),
    ("{commentary: x}\n", "a b", "{commentary: a b}\n"),
]


@pytest.mark.parametrize(("before", "value", "after"), BLOCKS)
def test_a_block_is_written_below_its_key(before: str, value: str, after: str) -> None:
    assert change(_document(before), ("commentary",), value, ORDER, block=True).text == after


NESTED = [
    ("id: x\n", "id: x\n\nupdates:\n  Q2:\n    rag: red\n"),
    ("updates:\nlead: x\n", "updates:\n  Q2:\n    rag: red\nlead: x\n"),
    ("updates:\n    Q1:\n    Q2:\n", "updates:\n    Q1:\n    Q2:\n        rag: red\n"),
    ("updates:\n  Q3:\n    rag:\n", "updates:\n  Q2:\n    rag: red\n\n  Q3:\n    rag:\n"),
    ("updates: {Q1: }\n", 'updates: {Q1: , Q2: {rag: "red"}}\n'),
    ("updates: {Q2: }\n", 'updates: {Q2: {rag: "red"}}\n'),
    ("updates: {Q2}\n", 'updates: {Q2: {rag: "red"}}\n'),
    (
        "updates: {Q2: {status: x, links: [a]}}",
        'updates: {Q2: {status: x, links: [a], rag: "red"}}',
    ),
]


@pytest.mark.parametrize(("before", "after"), NESTED)
def test_a_missing_key_is_put_where_the_layout_has_it(before: str, after: str) -> None:
    document = change(_document(before), ("updates", "Q2", "rag"), "red", ORDER, block=False)
    assert document.text == after


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ("updates: hello\n", "p.yaml:1: 'updates' is not a mapping, so it cannot hold Q2"),
        ("updates:\n  Q2: [rag]\n", "p.yaml:2: 'updates.Q2' is not a mapping, so it cannot hold"),
        ("updates:\n  Q2:\n    rag: [a]\n", "p.yaml:3: 'updates.Q2.rag' holds more than one text"),
        ("updates:\n  Q2:\n    ? rag\n", "p.yaml:3: cannot set updates.Q2.rag"),
        ("? title\n: x\n", "p.yaml:1: cannot set updates.Q2.rag"),
    ],
)
def test_a_change_that_would_disturb_its_neighbours_is_refused(before: str, said: str) -> None:
    with pytest.raises(UserError) as refused:
        change(_document(before), ("updates", "Q2", "rag"), "red", ORDER, block=False)
    assert refused.value.message.startswith(said)


WITHOUT = [
    ("a: 1\n", "a: 1\n"),
    ("a: 1\nb: 2\n", "a: 1\n"),
    ("a: 1\n\nb: |\n  x\n\nc: 3\n", "a: 1\n\nc: 3\n"),
    ("a: 1\r\n\r\nb:\r\n  - 2\r\n\r\nc: 3\r\n", "a: 1\r\n\r\nc: 3\r\n"),
    ("b:\n  - 1\n# c\nc: 2", "# c\nc: 2"),
    ("b: |+\n  x\n\n\na: 1\n", "a: 1\n"),
    ("a: 1\nb: 2\n...\n", "a: 1\n...\n"),
]


@pytest.mark.parametrize(("before", "after"), WITHOUT)
def test_a_key_is_taken_out_with_all_that_is_below_it(before: str, after: str) -> None:
    assert without_key(_document(before), "b").text == after


@pytest.mark.parametrize("text", ["b: 1\n", "{a: 1, b: 2}\n"])
def test_a_key_that_cannot_be_taken_out_alone_is_left(text: str) -> None:
    with pytest.raises(UserError, match=r"p\.yaml:1: cannot take out 'b'"):
        without_key(_document(text), "b")


def test_a_byte_order_mark_is_kept() -> None:
    document, _ = read("p.yaml", b"\xef\xbb\xbfrag:\n")
    assert document
    changed = change(document, ("rag",), "red", ORDER, block=False)
    assert changed.encoded() == b"\xef\xbb\xbfrag: red\n"


@pytest.mark.parametrize("text", ["no", "Yes", "null", "2019", "a: b", "a #b", "x\x9f", "", "- a"])
def test_a_text_that_yaml_would_misread_is_written_in_quotation_marks(text: str) -> None:
    assert scalar(text).startswith('"')
    assert _document(f"title: {scalar(text)}\n").data["title"] == text


@pytest.mark.parametrize("text", ["Strategy, Policy & Performance", "PEX's – “out”"])
def test_an_ordinary_text_is_written_plainly(text: str) -> None:
    assert scalar(text) == text
    assert _document(f"title: {scalar(text)}\n").data["title"] == text


def _document(text: str) -> Document:
    document, problems = read("p.yaml", text.encode())
    assert document, problems
    return document
