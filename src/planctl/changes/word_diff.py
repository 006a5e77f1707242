"""What changed within a text, word by word, and within a list, entry by entry."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

_ALIKE = 0.5
_LITTLE = 0.3
_WORD = re.compile(r"\s+|\S+")


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
    removed = [each for each in old if each not in new]
    added = [each for each in new if each not in old]
    reworded = []
    for entry in list(added):
        near = max(removed, key=lambda each: _likeness(each, entry), default=None)
        if near is not None and _likeness(near, entry) >= _ALIKE:
            reworded.append((near, entry))
            removed.remove(near)
            added.remove(entry)
    names = {str(was): str(now) for was, now in reworded}
    stayed = [names.get(str(each), str(each)) for each in old if each not in removed]
    now = [str(each) for each in new if each not in added]
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
    old = _WORD.findall(before[first : len(before) - last])
    new = _WORD.findall(after[first : len(after) - last])
    yield from _piece("same", before[:first])
    for kind, i, j, m, n in _opcodes(old, new):
        if kind == "equal":
            yield from _piece("same", "".join(old[i:j]))
            continue
        yield from _piece("removed", "".join(old[i:j]))
        yield from _piece("added", "".join(new[m:n]))
    yield from _piece("same", before[len(before) - last :])


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


def _opcodes(old: list[str], new: list[str]) -> Sequence[tuple[str, int, int, int, int]]:
    """Return what SequenceMatcher says of two lists that begin and end with other words."""
    if not old or not new or len(old) == len(new) == 1:
        return [("replace", 0, len(old), 0, len(new))]
    return SequenceMatcher(None, old, new, autojunk=False).get_opcodes()


def _piece(kind: Literal["same", "removed", "added"], text: str) -> Iterator[WordChange]:
    if text:
        yield WordChange(kind, text)


def _listed(value: object) -> list[object]:
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


def _likeness(one: object, other: object) -> float:
    """Return how much of two entries is the same, from 0 to 1; 0 where either is not a text."""
    if not isinstance(one, str) or not isinstance(other, str):
        return float(_name(one) is not None and _name(one) == _name(other))
    matcher = SequenceMatcher(None, one.split(), other.split(), autojunk=False)
    return matcher.ratio()


def _name(entry: object) -> object:
    """Return what names an entry that has values of its own."""
    return (entry.get("id") or entry.get("text")) if isinstance(entry, dict) else None
