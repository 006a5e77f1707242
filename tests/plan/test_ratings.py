"""The words, shapes and meanings of ratings."""

from planctl.plan.ratings import MEANINGS, SHAPES, Rating


def test_every_rating_has_a_shape_of_its_own_and_a_meaning() -> None:
    assert set(SHAPES) == set(MEANINGS) == set(Rating)
    assert len(set(SHAPES.values())) == len(Rating)
