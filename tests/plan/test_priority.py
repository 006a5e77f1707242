"""A priority is its words, or has a lead and ratings too."""

import pytest

from planctl.plan.model import Header
from planctl.plan.plan import load

HEADER = {"title": "T", "organisation": "O", "year": "2019-20"}


def _header(**priorities: object) -> Header:
    return Header.model_validate({**HEADER, "priorities": priorities})


def test_words_alone_are_a_priority() -> None:
    alone, whole = (_header(SG=said).priorities["SG"] for said in (" Act. ", {"text": "Act."}))
    assert alone == whole
    assert (alone.name, alone.is_led) == ("Act.", False)
    assert _header().priority_words("SG") == ""


def test_a_short_name_is_what_it_is_called_and_nobody_answers_for_it() -> None:
    said = _header(SG={"text": "Children are safe.", "short": "Safe"}).priorities["SG"]
    assert (said.name, said.is_led) == ("Safe", False)


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("''", "'3' is empty"),
        ("", "'3' is empty"),
        ("[A, B]", "'3' is a list where a text should be"),
        ("\n    lead: A", "'text' is missing"),
        ("\n    text:", "'text' is empty"),
        ("\n    text: A\n    leed: B", "unknown key 'leed'"),
        ("\n    text: A\n    ratings:\n      Q5: red", "unknown key 'Q5'"),
        ("\n    text: A\n    ratings:\n      Q1: {a: b}", "'Q1' holds keys and values"),
        ("\n    text: A\n    ratings:\n      Q1: sad", "'sad' is not a rating of this plan"),
    ],
)
def test_what_is_no_priority_is_told_of(said: str, message: str) -> None:
    text = f"title: T\norganisation: O\nyear: 2019-20\npriorities:\n  3: {said}\n"
    (problem,) = load({"plan.yaml": text.encode()}).problems
    assert problem.message.startswith(message)


def test_what_is_empty_is_not_said() -> None:
    said = "text: A\n    short:\n    lead:\n    ratings:\n      Q1:\n      Q2: on hold"
    text = f"title: T\norganisation: O\nyear: 2019-20\npriorities:\n  3:\n    {said}\n"
    plan = load({"plan.yaml": text.encode()})
    assert [each.message for each in plan.problems] == []
    (priority,) = plan.require().priorities.values()
    assert {key: step.label for key, step in priority.ratings.items()} == {"Q2": "On hold"}
