"""A plan says which recommendations it answers, and an action which of them."""

from datetime import date

import pytest

from planctl.plan.model import Action, Header
from planctl.plan.typed_dates import dates_in

HEADER = {"title": "T", "organisation": "O", "year": "2019-20", "priorities": {}}


def _header(**recommendations: object) -> Header:
    return Header.model_validate({**HEADER, "recommendations": recommendations})


def test_words_alone_are_a_recommendation() -> None:
    alone, whole = (
        _header(R7=said).recommendations["R7"] for said in ("Act.", {"text": "Act.", "body": ""})
    )
    assert alone.text == "Act."
    assert alone.model_dump() == whole.model_dump()


def test_a_recommendation_has_what_was_printed_and_what_was_answered() -> None:
    said = {
        "text": "Act.",
        "must_or_should": "must",
        "response": "part accepted",
        "response_text": "Not in schools.",
        "deadline": "2020-03",
        "position": {"2020-01-22": "Some progress."},
    }
    made = _header(R7=said).recommendations["R7"]
    assert (made.must_or_should, made.response) == ("must", "part accepted")
    assert made.deadline == date(2020, 3, 31)
    assert made.position == {date(2020, 1, 22): "Some progress."}


def test_an_action_answers_recommendations_by_their_numbers() -> None:
    said = {"id": "3.2", "title": "T", "lead": "L", "answers": ["R7", "4.10", "7"]}
    assert Action.model_validate(said).answers == ("R7", "4.10", "7")


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Survey of 84 care leavers, May 2025 (Participation Team).", ["2025-05-31"]),
        ("Audit, 28 March\n2019; July to September 2019", ["2019-03-28", "2019-09-30"]),
        ("Return of 02/09/2019, paper 2019-10-01", ["2019-10-01", "2019-09-02"]),
        ("Suspensions return, spring term 2026; 31/02/2019; 30 Leavers 2019", []),
        ("An audit.", []),
    ],
)
def test_the_days_that_a_text_names_are_found(text: str, days: list[str]) -> None:
    assert [str(day) for day in dates_in(text)] == days
