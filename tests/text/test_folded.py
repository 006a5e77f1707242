"""What a reader sees of a text, in plain characters, and where each of them stands in it."""

import pytest

from planctl.text.folded import any_case, folded
from planctl.text.identifiers import masked

WRITTEN_OUT = [
    ("a\\x39b c", "a9b c", [0, 1, 5, 6, 7]),
    ("#9&nbsp;8", " 9 8", [0, 1, 2, 8]),
    ("\\\n   x&#160;y", " x y", [0, 5, 6, 12]),
    ("a\u200bb", "ab", [0, 2]),
    ("\\u200b1", "1", [6]),
    ("\U0001d7d7\\!", "9!", [0, 1]),
    ("\\U0010ffffx", "\U0010ffffx", [0, 10]),
    ("q\\tz\\_", "q z ", [0, 1, 3, 4]),
    ("&amp;", "&amp;", [0, 1, 2, 3, 4]),
    ("x\\", "x\\", [0, 1]),
]


@pytest.mark.parametrize(("text", "plain", "places"), WRITTEN_OUT)
def test_each_character_is_known_by_its_place(text: str, plain: str, places: list[int]) -> None:
    found = folded(text)
    assert found.text == plain
    assert [found.origin(at) for at in range(len(plain))] == places


def test_the_end_of_what_is_found_has_a_place_too() -> None:
    assert folded("\\x39 b").origin(3) == 6


MASKED = [
    ("See 999\\u00a0000&nbsp;0018, here.", "See ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒, here."),
    ("Of 999\u200b0000018 x", "Of ▒▒▒▒▒▒▒▒▒▒▒ x"),
    ("UPN A820432500001.", "UPN ▒▒▒▒▒▒▒▒▒▒▒▒▒."),
    ("No A820432500002 either", "No A820432500002 either"),
    ("QQ\\x312 34 56 A", "▒▒▒▒▒▒▒ ▒▒ ▒▒ ▒"),
]


@pytest.mark.parametrize(("text", "shown"), MASKED)
def test_a_number_that_is_written_out_is_masked_where_it_stands(text: str, shown: str) -> None:
    assert masked(text) == shown


def test_what_a_text_is_passed_over_by_is_known_at_once() -> None:
    found = folded("Ann's Plan-B 3.2: A@b (café)")
    assert found.shape == b"AaaaAaaaA00:A@aaaa"
    assert found.runs == b"Aaa'a Aaaa-A 0.0: A@a (aaa\xc3\xa9)"
    assert found.words == {b"Ann", b"s", b"Plan", b"B", b"3", b"2", b"A@b", b"caf"}
    assert found.letters == {b"B"}
    assert found.lowered == "ann's plan-b 3.2: a@b  café)"
    assert list(found.places(" plan", "b")) == [6, 11, 20]


def test_a_letter_that_becomes_two_keeps_all_places() -> None:
    assert folded("İ Xy").lowered == "i xy"


def test_words_are_looked_for_in_the_ways_they_are_written() -> None:
    assert any_case("mrs", "the") == {b"mrs", b"Mrs", b"MRS", b"the", b"The", b"THE"}
