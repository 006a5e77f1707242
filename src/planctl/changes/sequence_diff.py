"""What differs between two sequences of texts, found in a time that grows with their length."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

_OFTEN = 16
"""A text that a sequence has more often than this is no place to find the way by."""
_STEPS, _STEPS_OF_CHARACTER = 200_000, 8
"""How many steps a comparison may take at the very worst: in all, or for each character."""

Opcode = tuple[str, int, int, int, int]
"""A part of two sequences, as `SequenceMatcher.get_opcodes` has it."""


class _Chain(NamedTuple):
    """Where a text stands in both sequences, and where one before it does."""

    old: int
    new: int
    before: "_Chain | None"


def opcodes(old: Sequence[str], new: Sequence[str]) -> Sequence[Opcode]:
    """Return how one sequence becomes another, as `SequenceMatcher.get_opcodes` says it.

    Gaps, and what stands everywhere, are the same only beside something else that is. Where that
    would take too long, the texts that each has once are found first, as patience sort does
    (Bram Cohen's patience diff), and what lies between them is compared if it can be.
    """
    if is_quick(old, new):
        return _matched(old, new)
    found: list[Opcode] = []
    places = [(-1, -1), *_landmarks(old, new), (len(old), len(new))]
    for (start, new_start), (end, new_end) in pairwise(places):
        parts = old[start + 1 : end], new[new_start + 1 : new_end]
        for kind, i, j, m, n in _matched(*parts) if is_quick(*parts) else _replaced(*parts):
            at, new_at = start + 1, new_start + 1
            found.append((kind, at + i, at + j, new_at + m, new_at + n))
        if end < len(old):
            found.append(("equal", end, end + 1, new_end, new_end + 1))
    return found


def is_quick(old: Sequence[str], new: Sequence[str]) -> bool:
    """Return whether two sequences are compared soon, even if nothing in them makes it easy."""
    shorter = min(len(old), len(new))
    if (1 + len(new)) * len(old) * shorter <= _STEPS:
        return True
    counted, others = Counter(old), Counter(new)
    pairs = sum(
        count * others[text]
        for text, count in counted.items()
        if not text.isspace() and max(count, others[text]) <= _OFTEN
    )
    characters = sum(map(len, old)) + sum(map(len, new))
    allowed = max(_STEPS, _STEPS_OF_CHARACTER * characters)
    return (len(old) + pairs) * shorter <= allowed


def _matched(old: Sequence[str], new: Sequence[str]) -> Sequence[Opcode]:
    counts = (*Counter(old).items(), *Counter(new).items())
    ignored = {text for text, count in counts if count > _OFTEN or text.isspace()}
    return SequenceMatcher(ignored.__contains__, old, new, autojunk=False).get_opcodes()


def _replaced(old: Sequence[str], new: Sequence[str]) -> Sequence[Opcode]:
    return [("replace", 0, len(old), 0, len(new))]


def _landmarks(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Return where the texts stand that each sequence has once: the most that are in one order."""
    others = _only_places(new)
    tops: list[int] = []
    chains: list[_Chain] = []
    for text, at in _only_places(old).items():
        if (place := others.get(text)) is not None:
            pile = bisect_left(tops, place)
            tops[pile : pile + 1] = [place]
            chains[pile : pile + 1] = [_Chain(at, place, chains[pile - 1] if pile else None)]
    found = []
    last = chains[-1] if chains else None
    while last:
        found.append((last.old, last.new))
        last = last.before
    return found[::-1]


def _only_places(texts: Sequence[str]) -> dict[str, int]:
    counts = Counter(texts)
    return {text: at for at, text in enumerate(texts) if counts[text] == 1}
