"""The font that comes with planctl: which characters it has, and texts of those alone."""

import os
import re
import struct
from collections.abc import Iterator
from functools import cache
from unicodedata import normalize

from planctl.store.shipped import shipped

PLACEHOLDER = "□"
"""What stands for a character that the font does not have."""

_NAMED = 12
_SPACES = re.compile(r"[^\S\xa0\u202f]+")
_JOINING = frozenset("\u200c\u200d\u2060\ufe0e\ufe0f")
"""What only says how the characters beside it are joined or drawn."""


class FontFilter:
    """Texts as the font can show them, and the characters that it cannot."""

    def __init__(self) -> None:
        """Begin with no text."""
        self._lost: set[str] = set()

    def applied(self, value: object) -> object:
        """Return a value with only what the font has in its texts; each is on one line.

        A new line alone stays one.
        """
        match value:
            case dict():
                return {name: self.applied(each) for name, each in value.items()}
            case list():
                return list(map(self.applied, value))
            case str() if value != "\n":
                plain = _SPACES.sub(" ", normalize("NFC", value))
                return _strange().sub(self._replaced, plain)
        return value

    def _replaced(self, found: re.Match[str]) -> str:
        if found[0] in _JOINING:
            return ""
        self._lost.add(found[0])
        return PLACEHOLDER

    @property
    def note(self) -> str:
        """What a paper says of the characters that are not shown, "" if there are none."""
        if not self._lost:
            return ""
        codes = [f"U+{ord(each):04X}" for each in sorted(self._lost)]
        more = f" and {len(codes) - _NAMED} more" if len(codes) > _NAMED else ""
        return (
            f"{PLACEHOLDER} stands for a character that this paper’s font does not have:"
            f" {', '.join(codes[:_NAMED])}{more}. The web page shows it."
        )


@cache
def _strange() -> re.Pattern[str]:
    """Return what finds a character that the font does not have."""
    with open(os.path.join(shipped("fonts"), "SourceSans3-Regular.otf"), "rb") as file:
        font = file.read()
    ranges = (f"{re.escape(chr(first))}-{re.escape(chr(last))}" for first, last in _mapped(font))
    return re.compile(f"[^{''.join(ranges)}]")


def _mapped(font: bytes) -> Iterator[tuple[int, int]]:
    """Yield the first and last of each range of characters in an OpenType font's own map."""
    (number,) = struct.unpack_from(">H", font, 4)
    tables = (struct.unpack_from(">4s4xL", font, 12 + 16 * at) for at in range(number))
    cmap = next(offset for name, offset in tables if name == b"cmap")
    (number,) = struct.unpack_from(">H", font, cmap + 2)
    maps = [cmap + struct.unpack_from(">4xL", font, cmap + 4 + 8 * at)[0] for at in range(number)]
    whole = next(at for at in maps if struct.unpack_from(">H", font, at) == (12,))
    (groups,) = struct.unpack_from(">L", font, whole + 12)
    for at in range(groups):
        first, last = struct.unpack_from(">LL", font, whole + 16 + 12 * at)
        yield first, last
