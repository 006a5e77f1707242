"""What the data of a plan file mean, and what two people's changes to them mean together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from planctl.changes.merge.three_way import Hunk, MergedEntry, merged_entries, merged_text
from planctl.plan.fields import TEXT_FIELDS


class Absent:
    """The meaning of what is not there, or is a field left empty."""


ABSENT = Absent()

_MOST_ENTRIES = 1_000
"""A list that is longer is merged as a whole: entry by entry it would take too long."""
_OF_ENTRY = 2
"""How many keys lead to an entry of a list; those of a mapping there are one longer."""

_DATED = frozenset({"moves", "milestones", "recommendations", "agreed_changes"})
"""The keys below which are moves of dates, or names of what has a date, and their fields."""

Names = tuple[str, ...]
"""The way to a value: its keys, and what tells an entry of a list from the others."""


Side = Literal["ours", "theirs"]
SIDES: tuple[Side, ...] = ("ours", "theirs")


@dataclass(frozen=True, slots=True)
class MergeChoice:
    """How two versions become one: whose wins in a conflict, and what is one conflict as a whole.

    `finely` is whether changes to two sentences of one text are put together.
    """

    side: Side
    whole: frozenset[Names] = frozenset()
    finely: bool = True


def is_field(keys: Names) -> bool:
    """Return whether a value may be left empty, which means the same as leaving out its key."""
    if keys[:1] == ("measures",) and len(keys) > _OF_ENTRY:
        return keys[-2] != "benchmarks"
    is_dated = len(keys) > _OF_ENTRY and keys[0] in _DATED
    return len(keys) == 1 or keys[:1] == ("updates",) or is_dated


def reads_as_prose(keys: Names, *versions: object) -> bool:
    """Return whether versions of a value are texts of several sentences."""
    if not all(isinstance(each, str) for each in versions[:2]):
        return False
    return keys[-1] in TEXT_FIELDS or all("\n" in str(each) for each in versions)


def meaning(said: object, keys: Names = ()) -> object:
    """Return data as they compare: without the line ends of texts, and without empty fields."""
    match said:
        case str():
            return said.rstrip("\n") or None
        case list():
            return [meaning(entry, (*keys, "-")) for entry in said] or None
        case dict():
            inner = {key: meaning(value, (*keys, key)) for key, value in said.items()}
            kept = {
                key: value
                for key, value in inner.items()
                if value is not None or not is_field((*keys, key))
            }
            return kept or None
    return said


def combined(versions: tuple[object, object, object], keys: Names, way: MergeChoice) -> object:
    """Return the meaning of two versions of a base together, ABSENT if it is there no longer."""
    base, ours, theirs = versions
    if theirs in (ours, base):
        return ours
    if ours == base:
        return theirs
    if keys not in way.whole:
        mappings = [_mapping_of(each, keys) for each in versions]
        if isinstance(ours, dict) | isinstance(theirs, dict) and None not in mappings:
            return _mapping([each or {} for each in mappings], keys, way)
        match ours, theirs:
            case list(), list() if isinstance(base, list) or base in (None, ABSENT):
                found = _list(base if isinstance(base, list) else [], ours, theirs, keys, way)
                if found is not None:
                    return found or _nothing(keys)
            case str(), str() if way.finely and reads_as_prose(keys, ours, theirs, text_of(base)):
                return _prose(text_of(base), ours, theirs, way)
    return ours if way.side == "ours" else theirs


def text_of(said: object) -> str:
    """Return a text, "" for what is none."""
    return said if isinstance(said, str) else ""


def merged_list(
    base: Sequence[object], ours: Sequence[object], theirs: Sequence[object], keys: Names
) -> list[MergedEntry] | None:
    """Return the entries of a list of two versions together, None if that has no one answer.

    Where both went on with one history there is none: the second entry would not fit the first.
    Nor is there for more entries than can be compared soon.
    """
    if max(map(len, (base, ours, theirs))) > _MOST_ENTRIES:
        return None
    added = [[each for each in side if each not in base] for side in (ours, theirs)]
    if all(added) and _are_one_history(keys[-1], *added):
        return None
    return merged_entries(
        *([_entry_name(entry) for entry in each] for each in (base, ours, theirs))
    )


def _are_one_history(key: str, ours: Sequence[object], theirs: Sequence[object]) -> bool:
    """Return whether entries that both added to a list of that key cannot stand side by side.

    Moves to two dates can: the date itself is a conflict then, and somebody decides.
    """
    if key == "corrections":
        corrected = [{_said(each, "action") for each in side} for side in (ours, theirs)]
        return not corrected[0].isdisjoint(corrected[1])
    dates = {
        tuple(_said(each, "to") for each in side if _said(each, "agreed_by"))[-1:]
        for side in (ours, theirs)
    }
    return key == "moves" and (len(dates) == 1 or () in dates)


def _said(entry: object, key: str) -> str:
    return str(entry.get(key) or "") if isinstance(entry, dict) else ""


def _mapping_of(said: object, keys: Names) -> dict[str, object] | None:
    """Return a mapping, an empty one for a field that is empty; None for what is none."""
    if isinstance(said, dict):
        return said
    return {} if said is ABSENT or (said is None and is_field(keys or ("",))) else None


def _mapping(versions: Sequence[dict[str, object]], keys: Names, way: MergeChoice) -> object:
    base, ours, theirs = versions
    found = {}
    for key in {**ours, **theirs}:
        inner = (base.get(key, ABSENT), ours.get(key, ABSENT), theirs.get(key, ABSENT))
        found[key] = combined(inner, (*keys, key), way)
    kept = {key: value for key, value in found.items() if value is not ABSENT}
    return kept or _nothing(keys)


def _list(
    base: list[object], ours: list[object], theirs: list[object], keys: Names, way: MergeChoice
) -> list[object] | None:
    planned = merged_list(base, ours, theirs, keys)
    if planned is None:
        return None
    found = []
    for row in planned:
        versions = (
            _entry_at(base, row.base),
            _entry_at(ours, row.ours),
            _entry_at(theirs, row.theirs),
        )
        found.append(combined(versions, (*keys, row.name), way))
    return [entry for entry in found if entry is not ABSENT]


def _prose(base: str, ours: str, theirs: str, way: MergeChoice) -> str:
    found = merged_text(base, ours, theirs)
    settled = (
        each if isinstance(each, str) else "".join(_lines_of_side(each, way.side)) for each in found
    )
    return "".join(settled).rstrip("\n")


def _lines_of_side(hunk: Hunk[str], side: Side) -> Sequence[str]:
    return hunk.ours if side == "ours" else hunk.theirs


def _entry_name(entry: object) -> str:
    """Return what tells an entry from others: its text, or its `id` if it is a mapping with one."""
    if isinstance(entry, dict) and isinstance(entry.get("id"), str):
        return f"id: {entry['id']}"
    return entry if isinstance(entry, str) else repr(entry)


def _entry_at(entries: Sequence[object], index: int | None) -> object:
    return ABSENT if index is None else entries[index]


def _nothing(keys: Names) -> object:
    return ABSENT if is_field(keys) else None
