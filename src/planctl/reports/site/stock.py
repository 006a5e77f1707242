"""The pieces of all actions, made now or taken from the pages that have them, put into pages."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

from markupsafe import Markup

from planctl.plan.periods import Quarter
from planctl.reports.site.known import Places
from planctl.reports.site.pieces import ACTIONS, CARD, GRID, LACKS, SAID, SEARCH, UPDATES
from planctl.reports.site.reading import Reading
from planctl.summary.summary import Row

QUARTERS = {quarter: f"quarter-{quarter.lower()}.html" for quarter in Quarter}
HOSTS: Mapping[str, str] = {
    GRID: "index.html",
    SEARCH: "search-index.js",
    ACTIONS: "actions.csv",
    UPDATES: "updates.csv",
    **{kind[quarter]: page for kind in (SAID, CARD, LACKS) for quarter, page in QUARTERS.items()},
}
"""The kinds of pieces, and the page from which those of actions that are known are taken."""

_MARK = re.compile(r"<!--piece (\d+)-->")


class Old(Protocol):
    """The folder of a site as it stands."""

    def is_whole(self, name: str) -> bool:
        """Return whether a page stands there as it was made."""

    def read(self, name: str) -> bytes:
        """Return a page."""


class Run(NamedTuple):
    """Pieces of one kind, of some actions."""

    kind: str
    rows: Sequence[Row]


class Stock:
    """The pieces that a site is put together from.

    `places` has where those of each kind are in the pages that were put together now.
    """

    def __init__(self, reading: Reading, old: Old) -> None:
        """Take what is not made now from the pages as they stand."""
        self._known, self._old = reading.known, old
        self._is_as_before = reading.known.parts.keys() == reading.sources.keys()
        self._made: dict[str, dict[str, bytes]] = {kind: {} for kind in HOSTS}
        self._order = {row.path: 2 * at for at, row in enumerate(reading.rows)}
        self._before = {path: 2 * at for at, path in enumerate(reading.known.parts)}
        self._hosts: dict[str, bytes] = {}
        self._marked: list[tuple[bytes | Run, ...]] = []
        self.places = dict[str, Places]()

    def add(self, kind: str, path: str, piece: bytes) -> None:
        """Take a piece of the action of a file, which was made now."""
        self._made[kind][path] = piece

    def is_made(self, path: str) -> bool:
        """Return whether the pieces of the action of a file were made now."""
        return path in self._made[GRID]

    def are_same(self, *kinds: str) -> bool:
        """Return whether all pieces of these kinds are those that there were; then they stay."""
        if not self._is_as_before:
            return False
        for kind in kinds:
            host, places = self._host(kind), self._known.pieces[kind]
            for path, made in self._made[kind].items():
                at = self._before[path]
                if made != host[places[at] : places[at] + places[at + 1]]:
                    return False
        self.places.update((kind, self._known.pieces[kind]) for kind in kinds)
        return True

    def mark(self, *chunks: bytes | Run) -> Markup:
        """Return a mark that stands for chunks in the text of a page."""
        self._marked.append(chunks)
        return Markup(f"<!--piece {len(self._marked) - 1}-->")  # noqa: S704 - a number

    def run(self, kind: str, rows: Sequence[Row]) -> Markup:
        """Return a mark for the pieces of some actions; "" where they are all empty."""
        shown = self._shown(kind, rows)
        return self.mark(Run(kind, shown)) if shown else Markup()

    def entries(self, kind: str, rows: Sequence[Row]) -> Markup:
        """Return a mark for the entries of a list; "" where there are none."""
        shown = self._shown(kind, rows)
        return self.mark(b"<ul>\n", Run(kind, shown), b"</ul>\n") if shown else Markup()

    def page(self, name: str, text: str) -> bytes:
        """Return a page from its text, with the chunks that it was marked for."""
        chunks: list[bytes | Run] = []
        for place, part in enumerate(_MARK.split(text)):
            if place % 2:
                chunks += self._marked[int(part)]
            else:
                chunks.append(part.encode(errors="replace"))
        return self.filled(name, *chunks)

    def filled(self, name: str, *chunks: bytes | Run) -> bytes:
        """Return a page from its chunks, noting where the pieces are that belong to it."""
        made: list[bytes] = []
        end = 0
        noted = {kind: [0] * 2 * len(self._order) for kind, host in HOSTS.items() if host == name}
        for chunk in chunks:
            if isinstance(chunk, bytes):
                made.append(chunk)
                end += len(chunk)
                continue
            pieces = self._pieces(chunk)
            made += pieces
            if chunk.kind in noted:
                places, order = noted[chunk.kind], self._order
                for row, piece in zip(chunk.rows, pieces, strict=True):
                    at, size = order[row.path], len(piece)
                    places[at], places[at + 1] = end, size
                    end += size
            else:
                end += sum(map(len, pieces))
        self.places.update(noted)
        return b"".join(made)

    def _pieces(self, run: Run) -> list[bytes]:
        """Return pieces: those made now, or as they were."""
        made, before = self._made[run.kind], self._before
        known = self._known.pieces.get(run.kind)
        if not known:
            return [made[row.path] for row in run.rows]
        host, found = self._host(run.kind), list[bytes]()
        for row in run.rows:
            path = row.path
            if path in made:
                found.append(made[path])
            else:
                at = before[path]
                start = known[at]
                found.append(host[start : start + known[at + 1]])
        return found

    def _host(self, kind: str) -> bytes:
        """Return the page that has the pieces of a kind, as it was."""
        name = HOSTS[kind]
        if name not in self._hosts:
            self._hosts[name] = self._old.read(name)
        return self._hosts[name]

    def _shown(self, kind: str, rows: Sequence[Row]) -> list[Row]:
        """Return those of some actions that have a piece of a kind."""
        pieces = self._pieces(Run(kind, rows))
        return [row for row, piece in zip(rows, pieces, strict=True) if piece]
