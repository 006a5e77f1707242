"""The patterns by which a rating is known in a chart where there is no colour."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from planctl.plan.ratings import Rating
from planctl.reports.values.runs import RatingTag


@dataclass(frozen=True)
class HatchLine:
    """A line of a pattern, in a square of 8 by 8 that is repeated."""

    x1: int
    """where it begins, from the left"""
    y1: int
    """where it begins, from above"""
    x2: int
    """where it ends, from the left, not before it begins"""
    y2: int
    """where it ends, from above"""


@dataclass(frozen=True, kw_only=True)
class HatchedTag(RatingTag):
    """A rating with the pattern that it has in a chart."""

    lines: Sequence[HatchLine]
    """the lines of its pattern; none where it is plain"""


SIDE = 8
"""How wide and high the square of a pattern is."""


def _lines(*ends: tuple[int, int, int, int]) -> tuple[HatchLine, ...]:
    return tuple(HatchLine(*each) for each in ends)


PLAIN = _lines()
RISING = _lines((0, 8, 8, 0))
LEVEL = _lines((0, 4, 8, 4))
DOTS = _lines((1, 2, 3, 2), (1, 3, 3, 3), (5, 6, 7, 6), (5, 7, 7, 7))

HATCHES: Mapping[Rating, Sequence[HatchLine]] = {
    Rating.RED: PLAIN,
    Rating.AMBER: _lines((0, 0, 8, 8)),
    Rating.GREEN: DOTS,
    Rating.COMPLETE: RISING,
    Rating.EMBEDDED: _lines((0, 0, 8, 8), (0, 8, 8, 0)),
    Rating.ON_HOLD: _lines((2, 0, 2, 8), (4, 0, 4, 8)),
    Rating.CLOSED: _lines(*((2, y, 6, y) for y in range(2, 7))),
    Rating.NOT_STARTED: _lines((1, 4, 4, 1), (4, 1, 7, 4), (4, 7, 7, 4), (1, 4, 4, 7)),
    Rating.NOT_RATED: _lines((4, 1, 4, 7), (1, 4, 7, 4)),
    Rating.NO_UPDATE: _lines((1, 4, 5, 4)),
    Rating.NOT_DUE: _lines((4, 2, 4, 6)),
    Rating.NOT_IN_PLAN: LEVEL,
    Rating.UNREADABLE: _lines((0, 6, 4, 2), (4, 2, 8, 6)),
}
"""The pattern of each rating, whatever a body calls it and whichever colour it gives it."""


def hatched(tag: RatingTag, lines: Sequence[HatchLine]) -> HatchedTag:
    """Return a rating with the pattern that it has in a chart."""
    return HatchedTag(tag.label, tag.slug, tag.shape, lines=lines)


Ends = tuple[float, float, float, float]
"""Where a line begins and ends: from the left and from above, twice."""


def drawn_lines(lines: Sequence[HatchLine], left: float, top: float, width: float,
                squares: int) -> Iterator[Ends]:  # fmt: skip
    """Yield each line of a pattern in a box so wide and some squares high, cut at its right."""
    right = left + width
    for across in range(int(width / SIDE) + 1):
        for down in range(squares):
            x, y = left + across * SIDE, top + down * SIDE
            for each in lines:
                x1, x2, y1, y2 = x + each.x1, x + each.x2, y + each.y1, y + each.y2
                if x2 > right > x1:
                    x2, y2 = right, y1 + (y2 - y1) * (right - x1) / (x2 - x1)
                if x2 <= right:
                    yield x1, y1, x2, y2
