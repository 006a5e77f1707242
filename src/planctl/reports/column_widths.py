"""How wide the columns of a sheet are and how high its rows, so that its texts can be read."""

from collections.abc import Sequence
from math import ceil

from planctl.reports.tables.table import Cell

NARROWEST = 8
WIDEST = {
    Cell.TEXT: 36,
    Cell.WORD: 28,
    Cell.RATING: 20,
    Cell.PROSE: 64,
    Cell.LIST: 64,
    Cell.NUMBER: 12,
    Cell.DECIMAL: 14,
    Cell.DATE: 14,
}
"""How wide a column of a kind may be, in digits."""

_NARROWER = {Cell.PROSE: (32, 48), Cell.LIST: (32, 48)}
"""How wide a column of a kind is at most where its texts are short, and a page has no room."""
_FEW = 12
"""How many lines a short text has."""
_AROUND = {Cell.RATING: 6}
"""The width of what stands beside a text of a kind: the shape of a rating, its bolder letters."""
_BUTTON = 4
_LINE = 15.0
_HIGHEST = 409.0
"""In points; more is not possible in Excel."""
_FILLED = 0.9
"""How much of a line is filled before the next word has to begin another."""


def width(kind: Cell, heading: str, texts: Sequence[str], *, narrow: bool = False) -> int:
    """Return how wide a column is, in digits: as its longest line, within what its kind allows.

    One that is to be `narrow` has its texts on more lines, as long as they are few.
    """
    longest = max((len(line) for text in texts for line in text.split("\n")), default=0)
    word = max(map(len, heading.split())) + _BUTTON
    most = _narrower(kind, texts) if narrow else WIDEST[kind]
    return min(max(longest + _AROUND.get(kind, 1), word, NARROWEST), most)


def _narrower(kind: Cell, texts: Sequence[str]) -> int:
    for wide in _NARROWER.get(kind, ()):
        if all(_lines(text, wide) <= _FEW for text in texts):
            return wide
    return WIDEST[kind]


def height(texts: Sequence[str], widths: Sequence[int]) -> float:
    """Return how high a row is, in points, for every line of its texts to be seen, up to a page."""
    most = max(_lines(text, wide) for text, wide in zip(texts, widths, strict=True))
    return min(most * _LINE, _HIGHEST)


def _lines(text: str, wide: int) -> int:
    if len(text) <= wide and "\n" not in text:
        return 1
    return sum(_broken(len(line), wide) for line in text.split("\n"))


def _broken(length: int, wide: int) -> int:
    """Return how many lines a line of a text is broken into."""
    return 1 if length <= wide else ceil(length / (wide * _FILLED))
