"""Two people's changes to an order, to a list, to lines."""

import pytest

from planctl.changes.merge.three_way import Hunk, arranged, diff3, merged_entries, merged_text


def test_nothing_changed_is_one_stretch() -> None:
    assert list(diff3("ab", "ab", "ab")) == ["ab"]
    assert list(diff3("", "", "")) == []


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ("xbcd", "abcy", ["x", "bc", "y"]),
        ("xbcd", "aycd", [Hunk("xb", "ab", "ay"), "cd"]),
        ("abxcd", "abycd", ["ab", Hunk("x", "", "y"), "cd"]),
        ("acd", "abd", ["a", Hunk("c", "bc", "b"), "d"]),
        ("abxd", "abxd", ["ab", "x", "d"]),
        ("cd", "cd", ["", "cd"]),
    ],
    ids=["apart", "touching", "one place", "beside", "alike", "removed alike"],
)
def test_changes_apart_are_both_made(
    ours: str, theirs: str, expected: list[str | Hunk[str]]
) -> None:
    assert list(diff3(ours, "abcd", theirs)) == expected


def test_an_order_is_that_of_the_side_that_changed_it() -> None:
    assert arranged("abc", "cab", "abcx") == ["c", "x", "a", "b"]
    assert arranged("abc", "abcx", "cab") == ["c", "x", "a", "b"]
    assert arranged("abc", "cab", "cab") == ["c", "a", "b"]
    assert arranged("abc", "cab", "bac") is None


def test_what_both_add_in_one_place_has_ours_first_or_the_rank_decides() -> None:
    assert arranged("a", "ax", "ay") == ["a", "x", "y"]
    assert arranged("a", "ax", "ay", {"y": 0, "x": 1}) == ["a", "y", "x"]
    assert arranged("ab", "abx", "bay", {"y": 0, "x": 1}) == ["b", "x", "a", "y"]
    assert arranged("abc", "abcx", "bacy", {"x": 0, "y": 1}) == ["b", "a", "c", "x", "y"]
    assert arranged("abc", "abcx", "bacy", {"x": 1, "y": 0}) == ["b", "a", "c", "y", "x"]
    assert arranged("abc", "abcx", "bacy") == ["b", "a", "c", "x", "y"]


def test_a_list_with_an_entry_twice_has_no_one_answer() -> None:
    assert merged_entries(["a"], ["a", "a"], ["a"]) is None


def test_a_line_ends_even_where_the_text_does_not() -> None:
    assert merged_text("A\nB\nC", "A!\nB\nC", "A\nB\nC?") == ["A!\n", "B\n", "C?\n"]
