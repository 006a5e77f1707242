"""What two people made of one thing: of its order, of the entries of a list, of lines of prose."""

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from itertools import pairwise
from typing import Generic, NamedTuple, TypeVar

from planctl.changes.sequence_diff import opcodes

_It = TypeVar("_It")

_BETWEEN_SENTENCES = re.compile(r"(?<=[.!?])(?= )")
_ALIKE = 0.6
"""How alike two entries are of which one is a new wording of the other, as difflib counts."""
_MOST_CHARACTERS = 2_000
"""How long entries may be together for it to be asked which is a new wording of which."""


class Hunk(NamedTuple, Generic[_It]):
    """A stretch that both changed, and not alike."""

    ours: Sequence[_It]
    base: Sequence[_It]
    theirs: Sequence[_It]


class MergedEntry(NamedTuple):
    """An entry of a merged list: what tells it from others, and where it stands in each version."""

    name: str
    base: int | None
    ours: int | None
    theirs: int | None


class _Change(NamedTuple):
    """Entries start to end of the base, and by what one side replaced them."""

    start: int
    end: int
    side: int
    new_start: int
    new_end: int


def merged_text(base: str, ours: str, theirs: str) -> list[str | Hunk[str]]:
    """Return the lines of a text that two people changed, in stretches that end with their lines.

    Lines that touch are not put together, as git does not; but two sentences of one line are, if
    neither touches the other.
    """
    texts = (_ended_lines(text) for text in (ours, base, theirs))
    found: list[str | Hunk[str]] = []
    for stretch in diff3(*texts):
        if isinstance(stretch, Hunk):
            found.append(_of_sentences(stretch))
        else:
            found.append("".join(stretch))
    return found


def diff3(
    ours: Sequence[str], base: Sequence[str], theirs: Sequence[str]
) -> Iterator[Sequence[str] | Hunk[str]]:
    """Yield the stretches of a sequence that two people changed; changes that touch are one."""
    sides = (ours, theirs)
    at = 0
    for group in _touching(sorted([*_changes(base, ours, 0), *_changes(base, theirs, 1)])):
        start, end = group[0].start, max(change.end for change in group)
        if base[at:start]:
            yield base[at:start]
        at = end
        versions = [
            _version(
                base[start:end], sides[side], start, [each for each in group if each.side == side]
            )
            for side in (0, 1)
        ]
        if versions[0] == versions[1] or not any(change.side for change in group):
            yield versions[0]
        elif all(change.side for change in group):
            yield versions[1]
        else:
            yield Hunk(versions[0], base[start:end], versions[1])
    if base[at:]:
        yield base[at:]


def merged_entries(
    base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]
) -> list[MergedEntry] | None:
    """Return the entries of a list that two people changed, in order, by their texts.

    An entry is a member of an ordered set: what either adds is added, what either removes is to be
    removed, a new wording stays in its place. None where that has no one answer: an entry is
    there twice, or both have put them in another order.
    """
    first, second = _names(base, ours), _names(base, theirs)
    if any(len(set(each)) < len(each) for each in (base, ours, theirs, first, second)):
        return None
    names = arranged(base, first, second)
    if names is None:
        return None
    found = [
        MergedEntry(name, _index(base, name), _index(first, name), _index(second, name))
        for name in names
    ]
    said: set[str] = set()
    for row in found:
        worded = {ours[row.ours]} if row.ours is not None else set()
        worded |= {theirs[row.theirs]} if row.theirs is not None else set()
        if worded & said:
            return None
        said |= worded
    return found


def arranged(
    base: Sequence[str],
    ours: Sequence[str],
    theirs: Sequence[str],
    rank: Mapping[str, int] | None = None,
) -> list[str] | None:
    """Return the names that either side has, in the order of the side that changed the order.

    None where both did, each in another way. What is new stands after what it was put after, and
    where both put something there ours is first, unless `rank` has it otherwise.
    """
    shared = set(base) & set(ours) & set(theirs)
    orders = [[name for name in each if name in shared] for each in (base, ours, theirs)]
    if orders[2] in orders[:2]:
        return _inserted(ours, theirs, base, rank or {}, ours_first=True)
    if orders[0] == orders[1]:
        return _inserted(theirs, ours, base, rank or {}, ours_first=False)
    return None


def _inserted(
    frame: Sequence[str],
    other: Sequence[str],
    base: Sequence[str],
    rank: Mapping[str, int],
    *,
    ours_first: bool,
) -> list[str]:
    """Return the names of `frame` with those that only `other` has."""
    found = list(frame)
    there_already, known = {*frame}, {*other, *base}
    for before, name in pairwise(("", *other)):
        if name in there_already:
            continue
        at = found.index(before) + 1 if before else 0
        while at < len(found) and found[at] not in known:
            there, new = rank.get(found[at]), rank.get(name)
            earlier = there < new if there is not None and new is not None else ours_first
            if not earlier:
                break
            at += 1
        found.insert(at, name)
    return found


def _names(base: Sequence[str], side: Sequence[str]) -> list[str]:
    """Return what tells each entry of a side from others: its wording in the base, if any."""
    before: dict[str, str] = {}
    for tag, start, end, new_start, new_end in opcodes(base, side):
        if tag == "replace":
            old = [name for name in base[start:end] if name not in side]
            new = [name for name in side[new_start:new_end] if name not in base]
            before.update(_new_wordings(old, new))
    return [before.get(name, name) for name in side]


def _new_wordings(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield each new wording with the old one."""
    if len(old) == len(new):
        yield from zip(new, old, strict=True)
        return
    if max(sum(map(len, each)) for each in (old, new)) > _MOST_CHARACTERS:
        return
    left = list(old)
    for name in new:
        for nearest in get_close_matches(name, left, 1, _ALIKE):
            left.remove(nearest)
            yield name, nearest


def _index(names: Sequence[str], name: str) -> int | None:
    return names.index(name) if name in names else None


def _changes(base: Sequence[str], side: Sequence[str], number: int) -> Iterator[_Change]:
    for tag, start, end, new_start, new_end in opcodes(base, side):
        if tag != "equal":
            yield _Change(start, end, number, new_start, new_end)


def _touching(changes: Sequence[_Change]) -> Iterator[list[_Change]]:
    """Yield the changes in groups: each begins no later than where the one before ends."""
    group: list[_Change] = []
    for change in changes:
        if group and change.start > max(each.end for each in group):
            yield group
            group = []
        group.append(change)
    if group:
        yield group


def _version(
    base: Sequence[str], side: Sequence[str], start: int, own: Sequence[_Change]
) -> Sequence[str]:
    """Return what a side has instead of some entries of the base, which begin at `start`."""
    if not own:
        return base
    first, last = own[0], own[-1]
    end = start + len(base)
    return side[first.new_start - (first.start - start) : last.new_end + (end - last.end)]


def _ended_lines(text: str) -> list[str]:
    return [f"{line}\n" for line in text.split("\n")] if text else []


def _of_sentences(hunk: Hunk[str]) -> str | Hunk[str]:
    """Return one line that both changed, each another sentence of it; else the hunk as it is."""
    if not len(hunk.ours) == len(hunk.base) == len(hunk.theirs) == 1:
        return hunk
    versions = [_BETWEEN_SENTENCES.split(lines[0].rstrip("\n")) for lines in hunk]
    found = ""
    for stretch in diff3(*versions):
        if isinstance(stretch, Hunk):
            return hunk
        found += "".join(stretch)
    return f"{found}\n"
