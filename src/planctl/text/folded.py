"""A text in plain letters, digits and spaces, however they are written, and the way back to it."""

import re
import string
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from unicodedata import digit, normalize

from planctl.problem import HIDDEN
from planctl.text.late_pattern import LatePattern

_ODD = re.compile(
    "[\uff01-\uff5e\U0001d400-\U0001d7ff\u2460-\u249b\u24b6-\u24ff\u2070-\u209c]|(?![0-9])\\d"
)
"""Letters and digits of another width or ring, or in another alphabet, that a keyboard has too."""
_WRITTEN = re.compile(
    r"\\(?:x(?P<x>[0-9A-Fa-f]{2})|u(?P<u>[0-9A-Fa-f]{4})|U(?P<U>00(?:0[0-9A-Fa-f]|10)[0-9A-Fa-f]{4})"
    r"|(?P<space>\r?\n[ \t]*|[tn_NLP])|(?P<mark>[!-/:-@\[-`{-~]))"
    r"|(?P<entity>&(?:nbsp|ensp|emsp|thinsp|[# ]160|[# ]xa0);)"
)
"""What stands for one character: an escape of YAML or of Markdown, an entity of HTML."""
_SHORTENED = LatePattern(f"{_WRITTEN.pattern}|(?P<hidden>{HIDDEN.pattern})")
_ASCII = bytes(range(128))
_SMALL, _CAPITAL, _TEN = string.ascii_lowercase, string.ascii_uppercase, string.digits
_KINDS = bytes.maketrans(
    (_SMALL + _CAPITAL + _TEN).encode(),
    b"a" * len(_SMALL) + b"A" * len(_CAPITAL) + b"0" * len(_TEN),
)
_BETWEEN = string.whitespace.encode() + b"-./()*_'" + bytes(range(128, 256))
_SPACES = ("\n", "\xa0", "(", '"', "\u201c", "\u2018", "*")
_PARTED = (
    bytes(code if chr(code).isalnum() or code == ord("@") else ord(" ") for code in range(128))
    + b" " * 128
)
_LETTERS = frozenset(each.encode() for each in _CAPITAL)


@dataclass(frozen=True)
class Folded:
    """A text as its reader sees it, in plain characters, and where each of them stands."""

    text: str
    origins: Sequence[int] | None = None
    """Where each character stands in the text that was folded; the same place if None."""

    def origin(self, position: int) -> int:
        """Return where a character stands in the text that was folded."""
        return position if self.origins is None else self.origins[position]

    @cached_property
    def lowered(self) -> str:
        """The text in small letters, with a space for the end of a line, a bracket or a quote."""
        small = self.text.lower()
        if len(small) != len(self.text):  # a few letters become two
            small = "".join(each.lower()[:1] for each in self.text)
        for mark in _SPACES:
            small = small.replace(mark, " ")
        return small

    @cached_property
    def shape(self) -> bytes:
        """What each letter and digit is, `A`, `a` or `0`, without what may stand between them.

        It tells in no time that a text has no long number.
        """
        return self._raw.translate(_KINDS, _BETWEEN)

    @property
    def runs(self) -> bytes:
        """What each letter and digit is, with all that stands between them."""
        return self._raw.translate(_KINDS)

    @cached_property
    def words(self) -> set[bytes]:
        """The different words and numbers of the text, by which most rules see that it has none."""
        return set(self._raw.translate(_PARTED).split())

    @property
    def letters(self) -> set[bytes]:
        """The capital letters that stand alone in the text."""
        return self.words & _LETTERS

    @cached_property
    def _raw(self) -> bytes:
        return self.text.encode(errors="ignore")

    def places(self, *words: str) -> Iterator[int]:
        """Yield where the text has one of some words in small letters, after a space if it has."""
        for word in words:
            skipped = len(word) - len(word.lstrip())
            at = self.lowered.find(word)
            while at >= 0:
                yield at + skipped
                at = self.lowered.find(word, at + 1)

    def matches(self, words: Sequence[str], pattern: LatePattern) -> Iterator[re.Match[str]]:
        """Yield where a pattern of small letters matches that begins with one of some words."""
        found = (pattern.match(self.lowered, at) for at in self.places(*words))
        return (each for each in found if each)


@cache
def any_case(*words: str) -> frozenset[bytes]:
    """Return words in small letters as a text's `words` may have them."""
    return frozenset(
        each.encode() for word in words for each in (word, word.capitalize(), word.upper())
    )


def folded(text: str) -> Folded:
    r"""Return a text with the letters and digits of a keyboard for those of any other form.

    What cannot be seen is gone, what is written as an escape (`\\u00a0`) or an entity (`&nbsp;`)
    is the character that it stands for, and a comment's mark is a space.
    """
    plain = text.replace("#", " ")  # also the mark of a comment, which may go on below
    beyond = "" if plain.isascii() else _beyond_ascii(plain)
    if _ODD.search(beyond):
        plain = _ODD.sub(lambda found: _keyboard(found[0]), plain)
    is_written_out = ("\\" in plain or "&" in plain) and _WRITTEN.search(plain)
    return _shortened(plain) if is_written_out or HIDDEN.search(beyond) else Folded(plain)


def _beyond_ascii(text: str) -> str:
    raw = text.encode(errors="surrogatepass").translate(None, _ASCII)
    return raw.decode(errors="surrogatepass")


def _keyboard(character: str) -> str:
    plain = normalize("NFKC", str(digit(character, character)))
    return plain if len(plain) == 1 else character


def _shortened(text: str) -> Folded:
    """Return a text with one character for each that is written out, and none that is hidden."""
    pieces: list[str] = []
    origins: list[int] = []
    at = 0
    for found in _SHORTENED.finditer(text):
        character = _meant(found)
        pieces += [text[at : found.start()], character]
        origins += [*range(at, found.start()), *([found.start()] * len(character))]
        at = found.end()
    pieces.append(text[at:])
    origins += range(at, len(text) + 1)
    return Folded("".join(pieces), origins)


def _meant(found: re.Match[str]) -> str:
    code = found["x"] or found["u"] or found["U"]
    if code:
        return _character(int(code, 16))
    return found["mark"] or ("" if found["hidden"] else " ")


def _character(code: int) -> str:
    """Return the plain form of a character by its code; nothing if it is hidden."""
    return "" if HIDDEN.match(chr(code)) else folded(chr(code)).text
