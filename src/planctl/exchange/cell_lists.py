"""The entries of a cell: its paragraphs, items and bullets; one cut by a page break is whole."""

import re
from collections.abc import Collection, Iterator, Sequence

from planctl.exchange.import_log import ImportLog
from planctl.exchange.source_tables import SourceCell

_BULLET = re.compile(r"[•●▪■‣\u2043∙·◦○➢➤➔\uf0b7\uf0a7\uf0d8]\s*|[-–—*]\s+|[o§]\s{1,8}(?=[A-Z])")
_WITHIN = re.compile(r"\s*[•●▪‣\uf0b7\uf0a7]\s*")


def entries_of(
    cells: Sequence[SourceCell], joins: Collection[str], known: Collection[str], log: ImportLog
) -> tuple[str, ...]:
    """Return the entries of cells; `joins` are the places of those that go on after a page break.

    `known` is what other cells of the plan have as entries, by which one that was cut is known.
    """
    made: list[str] = []
    for cell in cells:
        found = list(_entries(cell))
        if cell.place in joins and made and found and not _is_item(cell):
            whole = f"{made[-1]} {found[0]}"
            if found[0][:1].islower() or whole in known:
                why = "it goes on over a page break"
                why += (
                    ", in small letters" if found[0][:1].islower() else ", as it stands elsewhere"
                )
                log.guess(cell.place, f"'{found[0]}' goes on with '{made[-1]}'", why)
                made[-1] = whole
                found = found[1:]
        made.extend(found)
    return tuple(made)


def whole_entries(cell: SourceCell) -> list[str]:
    """Return the entries of one cell, for others to be known by."""
    return list(_entries(cell))


def _entries(cell: SourceCell) -> Iterator[str]:
    for line in cell.lines:
        found = _BULLET.match(line.text)
        text = line.text[found.end() :] if found else line.text
        for piece in _WITHIN.split(text):
            if piece.strip():
                yield piece.strip()


def _is_item(cell: SourceCell) -> bool:
    """Return whether a cell begins with an entry of a list."""
    first = cell.lines[0]
    return bool(first.mark or _BULLET.match(first.text))
