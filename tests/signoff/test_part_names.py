"""What people call something that a sign-off covers."""

import pytest

from planctl.plan.scale import OWN
from planctl.signoff.part_names import is_of_update, part_name
from planctl.text.span import Keys

DATA: dict[str, object] = {
    "measures": [{"text": "Words"}, {"id": "stays"}],
    "scale": [{"code": "on-track"}],
}


@pytest.mark.parametrize(
    ("keys", "name"),
    [
        ((), "something"),
        (("due",), "the due date"),
        (("links", 1), "an entry of links"),
        (("moves", 0, "to"), "an entry of moves of the due date"),
        (("updates", "Q1"), "the update"),
        (("updates", "Q1", "next_steps"), "the next steps"),
        (("measures", 0), "the words of a measure"),
        (("measures", 1), "measure stays"),
        (("measures", 1, "actuals", "Q1"), "the value of stays"),
        (("measures", 1, "last_year"), "the last year of stays"),
        (("priorities", "3"), "priority 3"),
        (("priorities", "3", "lead"), "the lead of priority 3"),
        (("priorities", "3", "ratings", "Q1"), "the rating of priority 3 for Q1"),
        (("scale", 0, "label"), "the scale's on-track/label"),
        (("calendar", "due_by"), "calendar's due by"),
    ],
)
def test_a_part_is_named_in_words(keys: Keys, name: str) -> None:
    assert part_name(DATA, keys, OWN) == name


@pytest.mark.parametrize(
    ("keys", "is_so"),
    [
        (("updates", "Q1", "rag"), True),
        (("measures", 1, "actuals", "Q1"), True),
        (("measures", 1, "target"), False),
        (("due",), False),
    ],
)
def test_what_is_of_an_update_is_told_apart(keys: Keys, *, is_so: bool) -> None:
    assert is_of_update(keys) is is_so
