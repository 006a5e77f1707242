"""Two texts of one plan file cut down to the parts that differ, so that less need be parsed.

Only texts in the plain layout that planctl writes are cut; any other is left whole. What is cut is
the same, character for character, in both.
"""

import re
from collections.abc import Iterator

# Each begins with a line end, which a search finds far faster than the beginning of a line.
_KEY = re.compile(rb"\n(?=[a-z_]+:)")
_QUARTER = re.compile(rb"\n(?=  Q[1-4]:)")
_ODD = re.compile(rb"\n(?:[^ \n#a-z_-]|-(?! ))")
_MARKS = tuple(re.compile(sign + rb" (?=[\"'\[{&*!?])") for sign in (rb":", rb"-"))
_CLOSED = re.compile(rb"(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*') *(?:#.*)?")
_NAMING = (b"id:", b"title:", b"lead:")


def trimmed(old: bytes, new: bytes) -> tuple[bytes, bytes]:
    """Return two texts without the keys, and the quarters, that are the same in both.

    The keys that name an action stay. Both are returned whole if either is laid out in a way in
    which a part cannot be told from its beginning alone.
    """
    before, after = _KEY.split(old), _KEY.split(new)
    same = set(before).intersection(after)
    others = b"\n".join(part for part in after if part not in same)
    if not (_ordinary(old) and _ordinary(others) and _once(before) and _once(after)):
        return old, new
    one, other = (
        [part for part in parts if part not in same or part.startswith(_NAMING)]
        for parts in (before, after)
    )
    was, now = _updates(one), _updates(other)
    if was >= 0 and now >= 0:
        one[was], other[now] = _quarters(one[was], other[now])
    return _joined(one), _joined(other)


def _once(parts: list[bytes]) -> bool:
    """Return whether no two parts have the same key: to cut one would hide the mistake."""
    return len({part.partition(b":")[0] for part in parts}) == len(parts)


def _ordinary(text: bytes) -> bool:
    """Return whether each part of a text ends where the next key begins, by the look of it."""
    if b"\r" in text or b"\t" in text or _ODD.search(b"\n" + text):
        return False
    return all(_CLOSED.fullmatch(value) for value in _opened(text))


def _opened(text: bytes) -> Iterator[bytes]:
    """Yield the rest of each line on which a value begins that may go on over lines."""
    for mark in _MARKS:
        for found in mark.finditer(text):
            end = text.find(b"\n", found.end())
            yield text[found.end() : end if end >= 0 else len(text)]


def _updates(parts: list[bytes]) -> int:
    """Return which of the parts has the updates, -1 if none has."""
    return next((at for at, part in enumerate(parts) if part.startswith(b"updates:\n")), -1)


def _quarters(old: bytes, new: bytes) -> tuple[bytes, bytes]:
    """Return the updates of both without the quarters that both have."""
    before, after = _QUARTER.split(old), _QUARTER.split(new)
    if not (_once(before[1:]) and _once(after[1:])):
        return old, new
    same = set(before[1:]).intersection(after[1:])
    one, other = (
        b"\n".join([head, *(quarter for quarter in quarters if quarter not in same)])
        for head, *quarters in (before, after)
    )
    return one, other


def _joined(parts: list[bytes]) -> bytes:
    whole = b"\n".join(parts)
    return whole if whole.endswith(b"\n") else whole + b"\n"
