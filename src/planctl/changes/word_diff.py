"""What changed within a text, word by word, and within a list, entry by entry."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from planctl.changes.sequence_diff import is_quick, opcodes

_ALIKE = 0.5
_COMPARED = 5_000
"""How many pairs of entries are looked at for new wordings; beyond, all are gone or new."""
_LITTLE = 0.3
_WORD = re.compile(r"\s+|\S+")
_SENTENCE = re.compile(r".+?(?:(?<=[.!?])\s+|\n\s*|\Z)", re.DOTALL)


class WordChange(NamedTuple):
    """A part of a text: in both versions, or only in one."""

    kind: Literal["same", "removed", "added"]
    text: str


class ListChanges(NamedTuple):
    """What changed in a list: each entry that was added or removed, each that was reworded."""

    added: tuple[object, ...]
    removed: tuple[object, ...]
    reworded: tuple[tuple[object, object], ...]
    reordered: bool


def list_changes(before: object, after: object) -> ListChanges:
    """Return what changed from one list to another; what is no list is a list of one."""
    old, new = _listed(before), _listed(after)
    there, now_there = set(map(_identity, old)), set(map(_identity, new))
    removed = [each for each in old if _identity(each) not in now_there]
    added = [each for each in new if _identity(each) not in there]
    reworded = []
    if len(removed) * len(added) <= _COMPARED:
        bags = {_identity(each): Counter(_words(each)) for each in (*removed, *added)}
        for entry in list(added):
            near = max(removed, key=lambda each: _likeness(bags, each, entry), default=None)
            if near is not None and _likeness(bags, near, entry) >= _ALIKE:
                reworded.append((near, entry))
                removed.remove(near)
                added.remove(entry)
    names = {_identity(was): _identity(now) for was, now in reworded}
    gone, fresh = set(map(_identity, removed)), set(map(_identity, added))
    stayed = [names.get(each, each) for each in map(_identity, old) if each not in gone]
    now = [each for each in map(_identity, new) if each not in fresh]
    return ListChanges(tuple(added), tuple(removed), tuple(reworded), stayed != now)


def word_changes(before: str, after: str) -> Iterator[WordChange]:
    """Yield the parts of two texts, word by word: the same, removed from one, added in the other.

    The words that are the same or removed make up the first text, those that are the same or
    added the second. Words that follow one another are replaced together, and so is a text of
    which little is left.
    """
    found = list(_pieces(before, after))
    words = {"same": 0, "removed": 0, "added": 0}
    for kind, text in found:
        words[kind] += len(text.split())
    if words["same"] < _LITTLE * (words["same"] + min(words["removed"], words["added"])):
        found = [WordChange("removed", before), WordChange("added", after)]
    removed = added = ""
    for kind, text in found:
        is_gap = kind == "same" and text.isspace() and "\n" not in text
        if kind == "same" and not (is_gap and removed and added):
            yield from _replaced(removed, added)
            yield WordChange(kind, text)
            removed = added = ""
            continue
        removed += text * (kind != "added")
        added += text * (kind != "removed")
    yield from _replaced(removed, added)


def _replaced(removed: str, added: str) -> Iterator[WordChange]:
    if removed:
        yield WordChange("removed", removed)
    if added:
        yield WordChange("added", added)


def _pieces(before: str, after: str) -> Iterator[WordChange]:
    first = _shared(before, after)
    last = _shared(before[first:][::-1], after[first:][::-1])
    yield from _piece("same", before[:first])
    yield from _compared(before[first : len(before) - last], after[first : len(after) - last])
    yield from _piece("same", before[len(before) - last :])


def _compared(before: str, after: str) -> Iterator[WordChange]:
    """Yield the parts of two texts: by words, or if they are long by sentences first."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    by_sentences = not is_quick(old, new)
    if by_sentences:
        old, new = _SENTENCE.findall(before), _SENTENCE.findall(after)
    for kind, i, j, m, n in opcodes(old, new):
        removed, added = "".join(old[i:j]), "".join(new[m:n])
        if kind == "equal":
            yield from _piece("same", removed)
        elif by_sentences and (removed, added) != (before, after):
            yield from _pieces(removed, added)
        else:
            yield from _piece("removed", removed)
            yield from _piece("added", added)


def _shared(one: str, other: str) -> int:
    """Return how many characters two texts begin with that are the same words and gaps."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    if _parts(one, low) and _parts(other, low):
        return low
    head = one[:low]
    return len(head.rstrip()) if head[-1].isspace() else low - len(head.rsplit(None, 1)[-1])


def _parts(text: str, at: int) -> bool:
    """Return whether a word or a gap ends at a place of a text."""
    return at in (0, len(text)) or text[at - 1].isspace() != text[at].isspace()


def _piece(kind: Literal["same", "removed", "added"], text: str) -> Iterator[WordChange]:
    if text:
        yield WordChange(kind, text)


def _listed(value: object) -> list[object]:
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


def _identity(entry: object) -> str:
    return entry if isinstance(entry, str) else repr(entry)


def _words(entry: object) -> list[str]:
    """Return what two entries have in common where one is a new wording of the other."""
    if isinstance(entry, str):
        return entry.split()
    name = _name(entry)
    return [] if name is None else [repr(name)]


def _likeness(bags: Mapping[str, "Counter[str]"], one: object, other: object) -> float:
    """Return how many of the words of two entries are the same, from 0 to 1."""
    first, second = bags[_identity(one)], bags[_identity(other)]
    return 2 * (first & second).total() / ((first.total() + second.total()) or 1)


def _name(entry: object) -> object:
    """Return what names an entry that has values of its own."""
    return (entry.get("id") or entry.get("text")) if isinstance(entry, dict) else None
