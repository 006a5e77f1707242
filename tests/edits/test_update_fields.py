"""Settings of an action's update, and commentary one sentence to a line."""

import pytest

from planctl.edits.update_fields import FieldValue, field_text, set_fields
from planctl.problem import UserError
from planctl.text.document import Document, read
from planctl.text.sentences import sentences
from plans import ACTION
from quarters import Q2

SENTENCES = [
    ("One. Two.", "One.\nTwo."),
    (
        'Of 12, 9.6% moved. 3 did not! Why? "Cost." So.',
        'Of 12, 9.6% moved.\n3 did not!\nWhy?\n"Cost."\nSo.',
    ),
    ("A wrapped\nline. And\nanother", "A wrapped line.\nAnd another"),
    ("Dr. Jones met Cllr. Smith, e.g. on Monday.", "Dr. Jones met Cllr. Smith, e.g. on Monday."),
    ("No. 3 opened. It is full.", "No. 3 opened.\nIt is full."),
    ("First. 1. Not a list", "First. 1.\nNot a list"),
    ("Paragraph.\n\n\n\nAnother. One.", "Paragraph.\n\nAnother.\nOne."),
    ("- Item. More.\n- Next\n  line. End.", "- Item.\n  More.\n- Next line.\n  End."),
    ("10. Tenth. Item.", "10. Tenth.\n    Item."),
    ("Broken  \nhere. So.", "Broken\\\nhere.\nSo."),
    ("One  \n- two  \n  three  \n\nfour  ", "One\n- two\\\n  three\n\nfour"),
    ("`code  \nhere`.", "`code  \nhere`."),
    ("so *  \nhere", "so *  \nhere"),
    ("Broken\\\nhere. So.", "Broken\\\nhere.\nSo."),
    ("> Quoted. Text.", "> Quoted. Text."),
    ("# Heading. X.\ntext. Y.", "# Heading. X.\ntext. Y."),
    ("| a. B | c |\n| --- | --- |", "| a. B | c |\n| --- | --- |"),
    ("```\ncode. Here.\n\nmore. Code.\n```", "```\ncode. Here.\n\nmore. Code.\n```"),
    ("    code. Here.", "    code. Here."),
    ("\ttab. Here.", "    tab. Here."),
    ("  indented. Text.", "  indented.\n  Text."),
    ("One \nTwo.", "One Two."),
    ("a \n \nb  ", "a\n\nb"),
    ("so\\ \nhere.", "so\\  here."),
    ("", ""),
]


@pytest.mark.parametrize(("text", "stored"), SENTENCES)
def test_commentary_is_stored_one_sentence_to_a_line(text: str, stored: str) -> None:
    assert sentences(text) == stored


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("so,  \nhere", "so,  \nhere"),
        ("a.  ", "a.  "),
        ("so\\ ", "so\\ "),
        ("a \n   \nb", "a\n\nb"),
    ],
)
def test_two_spaces_that_break_a_line_may_be_kept(text: str, kept: str) -> None:
    assert sentences(text, blanks=True) == kept


def test_a_setting_is_written_where_its_field_stands() -> None:
    after = set_fields(_document(), [FieldValue(Q2, "commentary", "One. Two.\r\n")])
    expected = ACTION.split("  Q2:")
    block = "    commentary: |\n      One.\n      Two.\n"
    expected[1] = expected[1].replace("    commentary:\n", block, 1)
    assert after.text == "  Q2:".join(expected)
    assert field_text(after, Q2, "commentary") == "One.\nTwo."


def test_a_headline_is_one_line() -> None:
    after = set_fields(_document(), [FieldValue(Q2, "headline", " Fewer\n moves ")])
    assert field_text(after, Q2, "headline") == "Fewer moves"


def test_a_hidden_character_is_refused_where_it_stands() -> None:
    with pytest.raises(UserError) as refused:
        set_fields(_document(), [FieldValue(Q2, "commentary", "One.\nTwo \u202e.")])
    assert refused.value.message == r"the commentary has a hidden character, \u202e"
    assert refused.value.hint == r"delete it: line 2, column 5, in 'Two \u202e.'"


def test_what_is_not_there_is_written_as_nothing() -> None:
    document, _ = read("3.2.yaml", b"updates: hello\n")
    assert document
    assert field_text(document, Q2, "rag") == ""


def _document() -> Document:
    document, _ = read("3.2.yaml", ACTION.encode())
    assert document
    return document
