"""The parts of two versions of a plan file put together, with a conflict where both changed one."""

import re
from collections.abc import Sequence
from typing import TypeVar

from planctl.changes.merge.data_merge import (
    ABSENT,
    SIDES,
    MergeChoice,
    Names,
    Side,
    combined,
    is_field,
    meaning,
    merged_list,
    reads_as_prose,
    text_of,
)
from planctl.changes.merge.text_parts import (
    Branch,
    Chunk,
    Conflict,
    Leaf,
    Node,
    Pieces,
    TextPart,
    chunks,
    part_lines,
)
from planctl.changes.merge.three_way import Hunk, arranged, merged_text
from planctl.plan.fields import UPDATE_FIELDS
from planctl.text.edit_value import flow, scalar

_It = TypeVar("_It")

_BLOCK = re.compile(r"(?P<header> *\|[-+]?(?P<stated>[1-9]?)[^\n]*\n)\n*(?P<indent> *)")
_Parts = tuple[TextPart | None, TextPart | None, TextPart | None]

_LINE_START = re.compile(r"^(?=[^\n])", re.MULTILINE)


def picked(base: _It | None, ours: _It, theirs: _It) -> _It:
    """Return what only one side changed, as changed; ours where both did."""
    return theirs if ours == base else ours


class PartsMerge:
    """One merge of three files; it gathers each value that is one conflict as a whole."""

    def __init__(self, periods: Sequence[str], *, finely: bool) -> None:
        """Say whether changes to two sentences of one text are to be put together.

        `periods` are what the plan's files say for those of its year, in their order.
        """
        self._finely = finely
        self._rank = {name: rank for rank, name in enumerate((*periods, *UPDATE_FIELDS))}
        self._whole: set[Names] = set()

    def merged(self, base: Branch, ours: Branch, theirs: Branch) -> list[Chunk]:
        """Return the lines of the merged file."""
        return chunks(self._node(base, ours, theirs, ()))

    def way(self, side: Side) -> MergeChoice:
        """Return how data are combined as the parts were, with each conflict settled for a side."""
        return MergeChoice(side, frozenset(self._whole), finely=self._finely)

    def _node(self, base: Node | None, ours: Node, theirs: Node, keys: Names) -> Node:
        if theirs in (ours, base):
            return ours
        if ours == base:
            return theirs
        match ours, theirs:
            case Branch(), Branch() if _are_alike(base, ours, theirs, keys):
                return self._branch(base, ours, theirs, keys)
            case Leaf(), Leaf():
                return self._leaf(base if isinstance(base, Leaf) else None, ours, theirs, keys)
        return self._one(base, ours, theirs, keys)

    def _one(self, base: Node | None, ours: Node, theirs: Node, keys: Names) -> Node:
        """Return the version whose meaning was changed, or a conflict of the two."""
        was, first, second = (_meaning_of(each, keys) for each in (base, ours, theirs))
        if second in (was, first):
            return ours
        if first == was:
            return theirs
        self._whole.add(keys)
        return Pieces(
            (Conflict(part_lines(ours), part_lines(base) if base else "", part_lines(theirs)),)
        )

    def _branch(self, base: Node | None, ours: Branch, theirs: Branch, keys: Names) -> Node:
        was = base if isinstance(base, Branch) else None
        names = self._names(was, ours, theirs, keys)
        if names is None:
            return self._one(base, ours, theirs, keys)
        old = (was.head, was.compact) if was else (part_lines(base) if base else "", False)
        head, compact = picked(old, (ours.head, ours.compact), (theirs.head, theirs.compact))
        step = len(head) if compact else picked(was.step if was else None, ours.step, theirs.step)
        parts = (self._part(each, (*keys, name)) for name, each in names)
        return Branch(head, step, compact, tuple(part for part in parts if part))

    def _names(
        self, base: Branch | None, ours: Branch, theirs: Branch, keys: Names
    ) -> list[tuple[str, _Parts]] | None:
        """Return the parts of two branches by their names, in order; None where they have none."""
        was, first, second = (each.parts if each else () for each in (base, ours, theirs))
        if isinstance(ours.data, list):
            said = [
                [_meaning_of(part.node, (*keys, "-")) for part in parts]
                for parts in (was, first, second)
            ]
            rows = merged_list(said[0], said[1], said[2], keys)
            if rows is None:
                return None
            return [
                (
                    row.name,
                    (
                        _part_at(was, row.base),
                        _part_at(first, row.ours),
                        _part_at(second, row.theirs),
                    ),
                )
                for row in rows
            ]
        old, left, right = ({part.name: part for part in parts} for parts in (was, first, second))
        order = arranged(list(old), list(left), list(right), self._rank)
        order = order or arranged((), list(left), list(right), self._rank) or []
        return [(name, (old.get(name), left.get(name), right.get(name))) for name in order]

    def _part(self, versions: _Parts, keys: Names) -> TextPart | None:
        """Return a part of which one version may be missing; None if it is to be removed."""
        base, ours, theirs = versions
        if ours and theirs:
            gap = picked(base.gap if base else None, ours.gap, theirs.gap)
            old = base.node if base else None
            return TextPart("", gap, self._node(old, ours.node, theirs.node, keys))
        there = ours or theirs
        if not base or not there or _meaning_of(base.node, keys) is ABSENT:
            return there
        if there == base or _meaning_of(there.node, keys) == _meaning_of(base.node, keys):
            return None
        self._whole.add(keys)
        return TextPart("", "", Pieces((Conflict(*map(_lines_of_part, (ours, base, theirs))),)))

    def _leaf(self, base: Leaf | None, ours: Leaf, theirs: Leaf, keys: Names) -> Node:
        was, first, second = (_meaning_of(each, keys) for each in (base, ours, theirs))
        if second in (was, first):
            is_respelled = second == first and base and ours.value == base.value
            return _joined(theirs if is_respelled else ours, base, ours, theirs)
        if first == was:
            return _joined(theirs, base, ours, theirs)
        if self._finely and reads_as_prose(keys, first, second, text_of(was)):
            return self._prose(base, ours, theirs, keys)
        if self._finely and isinstance(first, dict | list):
            together = [combined((was, first, second), keys, self.way(side)) for side in SIDES]
            if together[0] == together[1]:
                return _joined(ours.holding(f" {flow(together[0])}"), base, ours, theirs)
        return self._one(base, ours, theirs, keys)

    def _prose(self, base: Leaf | None, ours: Leaf, theirs: Leaf, keys: Names) -> Node:
        """Return a text of two versions together, its conflicts around the lines they are in."""
        said = (text_of(_meaning_of(each, keys)) for each in (base, ours, theirs))
        found = merged_text(*said)
        blocks = [match for each in (ours, theirs) if (match := _BLOCK.match(each.value))]
        if not blocks:
            if any(isinstance(each, Hunk) for each in found):
                return self._one(base, ours, theirs, keys)
            text = "".join(each for each in found if isinstance(each, str)).rstrip("\n")
            return _joined(ours.holding(f" {scalar(text)}"), base, ours, theirs)
        stated = blocks[0]["stated"]
        indent = " " * int(stated) if stated else blocks[0]["indent"]
        head = picked(base.head if base else None, ours.head, theirs.head) + blocks[0]["header"]
        return Pieces((head, *(_indented(each, indent) for each in found)))


def _are_alike(base: Node | None, ours: Branch, theirs: Branch, keys: Names) -> bool:
    """Return whether branches are all mappings or all lists, or the base is empty."""
    if isinstance(ours.data, list) is not isinstance(theirs.data, list):
        return False
    if isinstance(base, Branch):
        return isinstance(base.data, list) is isinstance(ours.data, list)
    return _meaning_of(base, keys) in (None, ABSENT)


def _joined(kept: Leaf, base: Leaf | None, ours: Leaf, theirs: Leaf) -> Leaf:
    """Return a value with what is around it, which is picked where all are beside their keys."""
    if any(each and each.value.endswith("\n") for each in (kept, base, ours, theirs)):
        return kept
    return Leaf(
        picked(base.head if base else None, ours.head, theirs.head),
        kept.value,
        picked(base.tail if base else None, ours.tail, theirs.tail),
    )


def _indented(stretch: str | Hunk[str], indent: str) -> Chunk:
    if isinstance(stretch, str):
        return _LINE_START.sub(indent, stretch)
    return Conflict(*(_LINE_START.sub(indent, "".join(each)) for each in stretch))


def _meaning_of(node: Node | None, keys: Names) -> object:
    if node is None or isinstance(node, Pieces):
        return ABSENT
    said = meaning(node.data, keys)
    return ABSENT if said is None and is_field(keys) else said


def _part_at(parts: tuple[TextPart, ...], index: object) -> TextPart | None:
    return parts[index] if isinstance(index, int) else None


def _lines_of_part(part: TextPart | None) -> str:
    return part.gap + part_lines(part.node) if part else ""
