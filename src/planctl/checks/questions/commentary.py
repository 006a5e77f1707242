"""What a chair would ask where the words of a commentary are those of the quarter before."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from planctl.summary.position import Asked, Stand

_RUN = 4
"""So many words in a row are copied; fewer are what English is made of."""
_FEW = 20
"""A commentary of fewer words says too little to be called copied, unless all of it is."""
_WORD = re.compile(r"\w(?:[\w'’.,%-]*[\w%])?")


class Copied(NamedTuple):
    """How many words of a commentary are copied from the quarter before."""

    words: int
    of: int
    before: str

    def __str__(self) -> str:
        """Return the share in words: 83% of its commentary is from Q1 (45 of 54 words)."""
        percent = 100 * self.words // self.of
        return (
            f"{percent}% of its commentary is from {self.before} ({self.words} of {self.of} words)"
        )


def unexplained(stand: Stand) -> Iterator[Asked]:
    """Yield that the rating moved and the commentary stayed as it was, or nearly so."""
    if found := _unexplained(stand):
        question = "What changed, when the rating moved and the words did not?"
        yield Asked(question, f"{stand.moves}, and {found}", stand.said_at)


def copied(stand: Stand) -> Iterator[Asked]:
    """Yield that most of the commentary is that of the quarter before."""
    found = _copied(stand)
    if found and not _unexplained(stand):
        question = f"What is new since {found.before}?"
        yield Asked(question, f"{stand.quarter} has little that is new: {found}", stand.said_at)


def share(now: str, then: str) -> tuple[int, int]:
    """Return how many words of a text stand in runs that another has too, and of how many."""
    words, known = _words(now), _words(then)
    if words == known:
        return len(words), len(words)
    runs = {tuple(known[at : at + _RUN]) for at in range(len(known) - _RUN + 1)}
    found = [False] * len(words)
    for at in range(len(words) - _RUN + 1):
        if tuple(words[at : at + _RUN]) in runs:
            found[at : at + _RUN] = [True] * _RUN
    return sum(found), len(words)


def _unexplained(stand: Stand) -> Copied | None:
    before = stand.rated_before
    if not before or before is stand.rating:
        return None
    found = _copied(stand)
    return found if found and found.words * 10 >= found.of * 9 else None


def _copied(stand: Stand) -> Copied | None:
    """Return how much is copied, where it is most of the commentary."""
    now = stand.update.commentary
    said_before = stand.before
    if not now or not said_before:
        return None
    before, update = said_before
    if not _alike(now, update.commentary):
        return None
    words, of = share(now, update.commentary)
    is_most = words * 2 > of and (of >= _FEW or words == of)
    return Copied(words, of, before) if is_most else None


def _alike(now: str, then: str) -> bool:
    """Return whether a third of the different words are the same: quickly, nearly all differ."""
    words = _different(now)
    return len(words & _different(then)) * 3 > len(words)


@lru_cache(maxsize=8)
def _different(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _words(text: str) -> Sequence[str]:
    return _WORD.findall(text.casefold())
