"""An action's id, which is the name of its file: how it is written, and in which order ids are."""

from itertools import groupby

_LONGEST = 8
_MOST = 4
_PART = f"[A-Za-z0-9]{{1,{_LONGEST}}}"
_ENDING = "[yY][aA]?[mM][lL]"
ID = rf"(?=[A-Za-z.]*[0-9]){_PART}(?:\.(?!{_ENDING}\b){_PART}){{0,{_MOST - 1}}}"
"""An id, as a pattern: 3.2, 4.01.01, R12, 1.1a."""
NUMBERS = r"[1-9][0-9]{0,2}(?:\.[1-9][0-9]{0,2}){1,3}"
"""An id of numbers with dots between, which is known for one wherever it stands: 3.2."""


def is_id(text: str) -> bool:
    """Return whether a text is an id; what the pattern says, but without its library."""
    parts = text.split(".")
    return (
        len(parts) <= _MOST
        and text.isascii()
        and any(map(str.isdecimal, text))
        and all(part.isalnum() and len(part) <= _LONGEST for part in parts)
        and not {"yaml", "yml"}.intersection(map(str.lower, parts[1:]))
    )


def is_reserved(action_id: str) -> bool:
    """Return whether Windows keeps the name of an action's file for a device: COM1.yaml."""
    first = action_id.partition(".")[0].upper()
    return first[:3] in ("COM", "LPT") and first[3:].isdecimal() and len(first) == len("COM1")


def natural(text: str) -> list[tuple[int, str]]:
    """Return a key that sorts 3.2 before 3.10, and R2 before r12; no two texts have the same."""
    key = [] if text[:1] and not text[0].isdecimal() else [(-1, "")]
    for is_number, characters in groupby(text, str.isdecimal):
        part = "".join(characters)
        key.append((int(part), part) if is_number else (-1, part.lower()))
    return [*key, (-1, ""), (-1, text)] if text[-1:].isdecimal() else [*key, (-1, text)]
