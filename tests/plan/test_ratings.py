"""What people may type for a rating or a status."""

import pytest

from planctl.plan.ratings import (
    MEANINGS,
    SHAPES,
    Rag,
    Rating,
    Status,
    parse_rag,
    parse_rating,
    parse_status,
)
from planctl.problem import UserError, did_you_mean


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("amber", Rag.AMBER), ("AMBER", Rag.AMBER), ("a", Rag.AMBER), (" Gr ", Rag.GREEN)],
)
def test_a_rating_is_forgiving_on_the_way_in(typed: str, meant: Rag) -> None:
    assert parse_rag(typed) is meant


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
    assert parse_status(typed) is meant


@pytest.mark.parametrize("typed", ["", " ", "ambr", "yellow", "x"])
def test_another_word_is_refused_with_what_may_be_said(typed: str) -> None:
    with pytest.raises(UserError) as refused:
        parse_rag(typed)
    assert refused.value.hint.endswith("one of red, amber, green")


def test_the_nearest_word_is_suggested_as_it_is_spelt() -> None:
    assert did_you_mean("pernanence", ["Permanence", "QA"]) == "did you mean 'Permanence'?"
    assert did_you_mean("zzz", ["Permanence"]) == ""


def test_two_words_that_begin_alike_are_not_guessed_between() -> None:
    with pytest.raises(UserError):
        parse_rating("not")
    assert parse_rating("not r") is Rating.NOT_RATED


def test_every_rating_has_a_shape_of_its_own_and_a_meaning() -> None:
    assert set(SHAPES) == set(MEANINGS) == set(Rating)
    assert len(set(SHAPES.values())) == len(Rating)
