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
_MARK = re.compile(rb"[\"'\[{&*!?]")
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
    return _joined(one, other), _joined(other, one)


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
    for found in _MARK.finditer(text):
        start = found.start()
        if text[start - 2 : start] in {b": ", b"- "}:
            end = text.find(b"\n", start)
            yield text[start : end if end >= 0 else len(text)]


def _joined(parts: list[bytes], others: list[bytes]) -> bytes:
    whole = b"\n".join(
        _quarters(part, others) if part.startswith(b"updates:\n") else part for part in parts
    )
    return whole if whole.endswith(b"\n") else whole + b"\n"


def _quarters(updates: bytes, others: list[bytes]) -> bytes:
    """Return the updates without the quarters that the other text has too."""
    other = next((part for part in others if part.startswith(b"updates:\n")), b"")
    there = _QUARTER.split(other)[1:]
    head, *quarters = _QUARTER.split(updates)
    if not (_once(there) and _once(quarters)):
        return updates
    return b"\n".join([head, *(quarter for quarter in quarters if quarter not in there)])
