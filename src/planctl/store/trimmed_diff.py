"""Two texts of one plan file cut down to the parts that differ, so that less need be read.

They are given as git compares them, line by line: each line once, after a sign that says in which
of the texts it is. Only texts in the plain layout that planctl writes are cut; any other is left
whole. What is cut is the same, character for character, in both.
"""

import re

# Each begins with a line end, which a search finds far faster than the beginning of a line.
_ODD = re.compile(rb"\n.(?:[^ \n#a-z_-]|-(?! ))")
_CLOSED = rb"(?:\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\n]|'')*')\ *(?:\#.*)?(?:\n|\Z)"
_OPEN = tuple(
    re.compile(sign + rb"\ (?=[\"'\[{&*!?])(?!" + _CLOSED + rb")", re.VERBOSE)
    for sign in (rb":", rb"-")
)
_KEYS = re.compile(rb"\n(.[a-z_]+):")
_QUARTERS = re.compile(rb"\n(.  Q[1-4]):")
_SHARED_KEY = re.compile(rb"\n(?= [a-z_]+:)")
_SHARED_QUARTER = re.compile(rb"\n(?=   Q[1-4]:)")
_NAMING = (b" id:", b" title:", b" lead:")
_UPDATES = b" updates:"


def trimmed_texts(both: bytes) -> tuple[bytes, bytes]:
    """Return two texts without the keys, and the quarters, that are the same in both.

    Each line of both is after a space, one of the older text alone after `-`, of the newer after
    `+`. The keys that name an action stay. Both texts are returned whole if they have different
    titles, and so may be of different actions, or if either is laid out in a way in which a part
    cannot be told from its beginning alone.
    """
    text = b"\n" + both.removesuffix(b"\n")
    is_another = b"\n-title:" in text and b"\n+title:" in text
    if is_another or not _ordinary(text) or _twice(_KEYS.findall(text)):
        return _sides(text)
    kept: list[bytes] = []
    for part in _SHARED_KEY.split(text):
        if b"\n-" in part or b"\n+" in part:
            kept += _quarters(part) if part.startswith(_UPDATES) else [part]
        elif part.startswith(_NAMING):
            kept.append(part)
    return _sides(b"\n".join(kept))


def _quarters(updates: bytes) -> list[bytes]:
    """Return the line that the updates begin with, and the quarters that are not the same."""
    head, *quarters = _SHARED_QUARTER.split(updates)
    if head != _UPDATES or _twice(_QUARTERS.findall(updates)):
        return [updates]
    return [head, *(each for each in quarters if b"\n-" in each or b"\n+" in each)]


def _ordinary(text: bytes) -> bool:
    """Return whether each part of a text ends where the next key begins, by the look of it."""
    if b"\r" in text or b"\t" in text or _ODD.search(text):
        return False
    return not any(mark.search(text) for mark in _OPEN)


def _twice(keys: list[bytes]) -> bool:
    """Return whether one text has a key twice: to cut a part of it would hide the mistake."""
    if len({key[1:] for key in keys}) == len(keys):
        return False
    old, new = ([key[1:] for key in keys if key[:1] != other] for other in (b"+", b"-"))
    return len(set(old)) < len(old) or len(set(new)) < len(new)


def _sides(text: bytes) -> tuple[bytes, bytes]:
    """Return the lines of the older text and of the newer, without the signs."""
    lines = text.strip(b"\n").split(b"\n")
    old, new = (
        b"".join([line[1:] + b"\n" for line in lines if line[:1] != other])
        for other in (b"+", b"-")
    )
    return old, new
