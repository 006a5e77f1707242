"""Two texts of one plan file cut down to the parts that differ, so that less need be parsed.

Only texts in the plain layout that planctl writes are cut; any other is left whole. What is cut is
the same, character for character, in both.
"""

import re

_KEY = re.compile(rb"^(?=[a-z_]+:)", re.MULTILINE)
_QUARTER = re.compile(rb"^(?=  Q[1-4]:)", re.MULTILINE)
_ODD = re.compile(rb"[:-] [\"'\[{&*!?]|\n(?:[^ \n#a-z_-]|-(?! ))")
_CLOSED = re.compile(rb"[:-] (?:\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*') *(?:#.*)?")
_NAMING = (b"id:", b"title:", b"lead:")


def trimmed(old: bytes, new: bytes) -> tuple[bytes, bytes]:
    """Return two texts without the keys, and the quarters, that are the same in both.

    The keys that name an action stay. Both are returned whole if either is laid out in a way in
    which a part cannot be told from its beginning alone.
    """
    before, after = _KEY.split(old), _KEY.split(new)
    same = set(before).intersection(after)
    if not (_once(before) and _once(after)) or not all(map(_ordinary, {*before, *after})):
        return old, new
    one, other = (
        [part for part in parts if part not in same or part.startswith(_NAMING)]
        for parts in (before, after)
    )
    return _joined(one, other), _joined(other, one)


def _once(parts: list[bytes]) -> bool:
    """Return whether no two parts have the same key: to cut one would hide the mistake."""
    keys = [part.partition(b":")[0] for part in parts]
    return len(set(keys)) == len(keys)


def _ordinary(part: bytes) -> bool:
    """Return whether a part ends where the next key begins, by the look of its lines."""
    if b"\r" in part or b"\t" in part:
        return False
    part = b"\n" + part
    return all(_is_closed(part, found.start()) for found in _ODD.finditer(part))


def _is_closed(part: bytes, start: int) -> bool:
    end = part.find(b"\n", start + 1)
    return bool(_CLOSED.fullmatch(part[start : end if end >= 0 else len(part)]))


def _joined(parts: list[bytes], others: list[bytes]) -> bytes:
    return b"".join(
        _quarters(part, others) if part.startswith(b"updates:\n") else part for part in parts
    )


def _quarters(updates: bytes, others: list[bytes]) -> bytes:
    """Return the updates without the quarters that the other text has too."""
    other = next((part for part in others if part.startswith(b"updates:\n")), b"")
    there = _QUARTER.split(other)[1:]
    head, *quarters = _QUARTER.split(updates)
    if not (_once(there) and _once(quarters)):
        return updates
    return head + b"".join(quarter for quarter in quarters if quarter not in there)
