"""How much of a commentary is copied from the quarter before."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from planctl.plan.model import Action
from planctl.plan.period import Period
from planctl.summary.action_in_quarter import ActionInQuarter

_RUN = 4
"""So many words in a row are copied; fewer are what English is made of."""
_FEW = 20
"""A commentary of fewer words says too little to be called copied, unless all of it is."""
_FIRST = 10
_WORD = re.compile(r"\w(?:[\w'’.,%-]*[\w%])?")


class CopiedWords(NamedTuple):
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


def copied_words(action: ActionInQuarter) -> CopiedWords | None:
    """Return how much is copied, where it is most of the commentary."""
    now = action.update.commentary
    before, update = next(action.earlier(), ("", None))
    if not now or not update or not _alike(now, update.commentary):
        return None
    words, of = _share(now, update.commentary)
    is_most = words * 2 > of and (of >= _FEW or words == of)
    return CopiedWords(words, of, before) if is_most else None


def is_unexplained(action: ActionInQuarter, copied: CopiedWords) -> bool:
    """Return whether the rating moved and nine words in ten are those of the quarter before."""
    before = action.step_before
    return bool(before) and before != action.step and copied.words * 10 >= copied.of * 9


def is_repeated(action: Action, quarter: Period, before: Period | None) -> bool:
    """Return whether a commentary has the words of the quarter before, and no other."""
    if not before:
        return False
    now, then = (action.update(each).commentary for each in (quarter, before))
    if not now or now.split(None, _FIRST)[:_FIRST] != then.split(None, _FIRST)[:_FIRST]:
        return False  # nearly all differ in their first few words
    return now.split() == then.split()


def _share(now: str, then: str) -> tuple[int, int]:
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


def _alike(now: str, then: str) -> bool:
    """Return whether a third of the different words are the same: quickly, nearly all differ."""
    words = _different(now)
    return len(words & _different(then)) * 3 > len(words)


@lru_cache(maxsize=8)
def _different(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _words(text: str) -> Sequence[str]:
    return _WORD.findall(text.casefold())
