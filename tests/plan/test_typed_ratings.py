"""What people may type for a rating or a status, in planctl's words and in a body's own."""

import pytest

from planctl.plan.ratings import Rating, Status
from planctl.plan.scale import OWN
from planctl.plan.typed_ratings import typed_rag, typed_rating, typed_status
from planctl.problem import UserError, did_you_mean


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("amber", "amber"), ("AMBER", "amber"), ("a", "amber"), (" Gr ", "green")],
)
def test_a_rating_is_forgiving_on_the_way_in(typed: str, meant: str) -> None:
    assert typed_rag(typed, OWN).code == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("On-Hold", Status.ON_HOLD),
        ("not_started", Status.NOT_STARTED),
        ("comp", Status.COMPLETE),
        ("in  progress", Status.IN_PROGRESS),
    ],
)
def test_a_status_is_forgiving_on_the_way_in(typed: str, meant: Status) -> None:
    assert typed_status(typed) is meant


@pytest.mark.parametrize("typed", ["", " ", "ambr", "yellow", "x"])
def test_another_word_is_refused_with_what_may_be_said(typed: str) -> None:
    with pytest.raises(UserError) as refused:
        typed_rag(typed, OWN)
    assert refused.value.hint.endswith("one of red, amber, green")


def test_the_nearest_word_is_suggested_as_it_is_spelt() -> None:
    assert did_you_mean("pernanence", ["Permanence", "QA"]) == "did you mean 'Permanence'?"
    assert did_you_mean("zzz", ["Permanence"]) == ""


def test_two_words_that_begin_alike_are_not_guessed_between() -> None:
    with pytest.raises(UserError):
        typed_rating("not", OWN)
    assert typed_rating("not r", OWN).rating is Rating.NOT_RATED


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("done", Status.COMPLETE),
        ("Started", Status.IN_PROGRESS),
        ("on-track", Status.IN_PROGRESS),
        ("paused", Status.ON_HOLD),
        ("stopped", Status.CLOSED),
    ],
)
def test_other_words_for_a_status_are_understood(typed: str, meant: Status) -> None:
    assert typed_status(typed) is meant


@pytest.mark.parametrize("typed", ["on track", "On-Track", "complete", "done"])
def test_a_status_that_is_typed_for_a_rating_is_told_to_be_one(typed: str) -> None:
    with pytest.raises(UserError, match=f"'{typed}' is a status, not a RAG rating") as refused:
        typed_rag(typed, OWN)
    assert "(--status)" in refused.value.hint
    assert refused.value.hint.endswith("one of red, amber, green")


@pytest.mark.parametrize("typed", ["amber/green", "Red and amber", "green, amber"])
def test_two_ratings_are_not_one(typed: str) -> None:
    with pytest.raises(UserError, match="more than one RAG rating") as refused:
        typed_rag(typed, OWN)
    assert refused.value.hint == "say one"
