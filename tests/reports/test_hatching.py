"""The patterns by which the ratings of a chart are told apart without colour."""

from itertools import combinations

import pytest

from planctl.plan.ratings import SHAPES, Rating
from planctl.reports.paper.rating_charts import MOVEMENTS
from planctl.reports.png_image import Block, line_blocks
from planctl.reports.values.blocks import bar_chart
from planctl.reports.values.hatching import (
    DOTS,
    HATCHES,
    PLAIN,
    SIDE,
    HatchedTag,
    HatchLine,
    drawn_lines,
)
from planctl.reports.values.runs import RatingTally
from planctl.reports.word_charts import bars_drawn

_PAIRS = [*combinations(Rating, 2)]


def _inked(lines: tuple[HatchLine, ...]) -> set[tuple[int, int]]:
    """Return the points of a box of three squares by three that a pattern inks."""
    box = SIDE * 3
    blocks: list[Block] = []
    for x1, y1, x2, y2 in drawn_lines(lines, 0, 0, box, 3):
        assert 0 <= x1 <= x2 <= box
        assert 0 <= min(y1, y2) <= max(y1, y2) <= box
        blocks += line_blocks((x1 + 0.5, y1 + 0.5), (x2 + 0.5, y2 + 0.5), 1, "#000000")
    points = ((round(each.left), round(each.top)) for each in blocks)
    return {(x, y) for x, y in points if x < box and y < box}


@pytest.mark.parametrize(("one", "other"), _PAIRS, ids=[f"{a}, {b}" for a, b in _PAIRS])
def test_every_two_states_differ_in_shape_and_in_a_good_part_of_their_patterns(
    one: Rating, other: Rating
) -> None:
    """The same place of a bar is inked in one and bare in the other, whatever their colours are."""
    assert SHAPES[one] != SHAPES[other]
    ours, theirs = (_inked(tuple(HATCHES[each])) for each in (one, other))
    assert len(ours ^ theirs) >= SIDE * 3


def test_every_two_movements_differ_in_their_patterns() -> None:
    for one, other in combinations(MOVEMENTS.values(), 2):
        assert one.shape != other.shape
        assert len(_inked(tuple(one.lines)) ^ _inked(tuple(other.lines))) >= SIDE * 3


def test_a_pattern_is_cut_where_its_box_ends() -> None:
    (rising,) = HATCHES[Rating.COMPLETE]
    assert [*drawn_lines([rising], 10, 0, 12, 1)] == [(10, 8, 18, 0), (18, 8, 22, 4)]
    upright = HATCHES[Rating.ON_HOLD]
    assert [each[0] for each in drawn_lines(upright, 0, 0, 3, 1)] == [2]


def test_a_part_of_a_bar_that_is_too_narrow_has_no_number_in_it() -> None:
    green, red = ("Green", "green", "●"), ("Red", "red", "▲")
    order = [HatchedTag(*green, lines=DOTS), HatchedTag(*red, lines=PLAIN)]
    tallies = [RatingTally(*green, number=150), RatingTally(*red, number=1)]
    chart = bar_chart("Ratings", "Of 151.", [("Q1", tallies)], "chart", order)
    drawn = bars_drawn(chart, {}).svg
    assert ">● 150<" in drawn
    assert "▲" not in drawn
    assert ">1<" not in drawn
