"""The word that is suggested for one that is not known."""

import pytest

from planctl.problem import did_you_mean


@pytest.mark.parametrize(
    ("typed", "known", "near"),
    [
        ("st", ["list", "status"], "status"),
        ("actoin", ["priority", "action"], "action"),
        ("32", ["2.3", "3.2"], "3.2"),
        ("3.9", ["2.9", "3.2"], "3.2"),
        ("insite", ["site", "inside"], "inside"),
        ("not sarted", ["not started"], "not started"),
    ],
)
def test_the_nearest_word_is_suggested(typed: str, known: list[str], near: str) -> None:
    assert did_you_mean(typed, known) == f"did you mean '{near}'?"


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        ("started", "not started"),
        ("incomplete", "complete"),
        ("--supplied", "--not-supplied"),
        ("9.9", "2.9"),
        ("x", "xyz"),
    ],
)
def test_the_opposite_and_another_number_are_never_suggested(typed: str, other: str) -> None:
    assert not did_you_mean(typed, [other])
