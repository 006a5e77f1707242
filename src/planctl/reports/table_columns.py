"""How wide the columns of a printed table are: as their texts need, and no word is cut."""

from math import isqrt
from typing import NamedTuple

from planctl.reports.values.blocks import DataTable
from planctl.reports.values.runs import RatingTag, Runs


class PageWidth(NamedTuple):
    """How wide a page is within its margins, and what a table's text needs, in millimetres."""

    across: float
    letter: float
    """How wide a letter is."""
    around: float
    """What is around the text of a cell."""


_SHORT, _LONG = 22, 300
"""How many characters are kept on one line, and beyond which no column grows wider."""
_MOST = 1_000
"""The same where a cell holds a whole list."""
_LONGEST_WORD = 26
"""How many characters of a word are kept together; a longer one is an address, or is broken."""
_NARROW = 9
"""How many characters a column of words has room for at least, where the page has it."""


def column_widths(table: DataTable, page: PageWidth) -> list[float]:
    """Return the width of each column of a table, in millimetres; together as wide as the page.

    A column of short texts has room for the longest below its name on one line. The others share
    what is left, by the square roots of their lengths, and none is narrower than its longest word,
    unless the words alone are wider than the page.
    """
    cells = _texts(table)
    lowest = _lowest(cells, page)
    longest = [max(map(len, column)) for column in cells]
    kept = [
        max(len(text) for text in column[1:] or column) * page.letter + page.around
        if each <= _SHORT
        else low
        for each, low, column in zip(longest, lowest, cells, strict=True)
    ]
    kept = list(map(max, kept, lowest))
    long = [at for at, each in enumerate(longest) if each > _SHORT]
    if sum(kept) > page.across:
        kept, long = lowest, [at for at, _ in enumerate(lowest)]
    if not long or sum(kept) > page.across:
        return [each * page.across / sum(kept) for each in kept]
    return _shared(kept, long, {at: isqrt(min(longest[at], _LONG)) for at in long}, page.across)


def shared_widths(table: DataTable, page: PageWidth) -> list[float]:
    """Return the widths of columns that all share the page, none less than its longest word."""
    cells = _texts(table)
    lowest = _lowest(cells, page)
    weights = {at: isqrt(min(max(map(len, column)), _MOST)) for at, column in enumerate(cells)}
    if sum(lowest) > page.across:
        return [each * page.across / sum(lowest) for each in lowest]
    return _shared(lowest, list(weights), weights, page.across)


def _lowest(cells: list[list[str]], page: PageWidth) -> list[float]:
    """Return how wide each column is at least: as its longest word is."""
    words = [max(len(word) for text in column for word in text.split(" ")) for column in cells]
    return [min(each, _LONGEST_WORD) * page.letter + page.around for each in words]


def _shared(
    kept: list[float], long: list[int], weights: dict[int, int], across: float
) -> list[float]:
    """Return widths in which some columns share what the others leave, none less than is kept."""
    growing = long
    while True:
        left = across - sum(each for at, each in enumerate(kept) if at not in growing)
        whole = sum(weights[at] for at in growing)
        shares = {at: left * weights[at] / whole for at in growing}
        small = [at for at in growing if shares[at] < kept[at]]
        if len(small) in (0, len(growing)):
            return [shares.get(at, each) for at, each in enumerate(kept)]
        growing = [at for at in growing if at not in small]


def least_width(table: DataTable, page: PageWidth) -> float:
    """Return how wide a table is at least, with every word whole."""
    return sum(_lowest(_texts(table), page))


def is_too_wide(table: DataTable, page: PageWidth) -> bool:
    """Return whether a column of words would be so narrow that the page's long side is needed."""
    least = _NARROW * page.letter + page.around
    widths = column_widths(table, page)
    longest = [max(map(len, column)) for column in _texts(table)]
    return any(
        wide < min(least, length * page.letter / 2)
        for wide, length in zip(widths, longest, strict=True)
    )


def _texts(table: DataTable) -> list[list[str]]:
    """Return the texts of each column, its heading first."""
    rows = [[*map(_text, row)] for group in table.groups for row in group.rows]
    return [[*column] for column in zip(table.columns, *rows, strict=True)]


def _text(cell: Runs) -> str:
    return "".join(
        f"\u00a0{run.shape}\u00a0{run.label}\u00a0" if isinstance(run, RatingTag) else run.text
        for run in cell
    )
