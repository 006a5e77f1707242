"""What can go wrong: a Problem in a plan, a UserError of a request; and the nearest known word."""

import re
from collections.abc import Iterable, Sequence
from enum import IntEnum, StrEnum
from typing import NamedTuple

_EMOJI = "[\u2190-\u2bff\U0001f000-\U0001faff]"
_JOINED = "[\u0620-\u08ff\u0900-\u109f\u1780-\u17ff]"
"""Letters of alphabets in which a joiner changes how the letters beside it are written."""
HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
    f"|\u200c(?:(?!{_JOINED})|(?<!{_JOINED}\u200c))"
    f"|(?<!{_JOINED})\u200d(?:(?!{_EMOJI})|(?<!{_EMOJI}\u200d)(?<!{_EMOJI}\ufe0f\u200d))"
)
"""Characters that a reader cannot see: controls, bidirectional marks, zero-width characters.

The joiners between the parts of an emoji are none of them, nor are those between the letters of
alphabets that need them, as Persian, Urdu and Hindi do: it is those that the reader sees.
"""


_ESCAPES = (("x", 2), ("u", 4), ("U", 8))
"""The letter of an escape, and how many hexadecimal digits follow it."""


class Severity(StrEnum):
    """How much a problem matters: an error stops a plan from being used, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


class Exit(IntEnum):
    """What a command's exit status means, as listed in `planctl --help`."""

    DONE = 0
    PROBLEMS = 1
    USAGE = 2
    FAILED = 3


class Place(NamedTuple):
    """Some characters of a file: its path, 1-based line and column, width, and the whole line."""

    path: str
    line: int = 1
    column: int = 1
    width: int = 1
    text: str = ""


class Problem(NamedTuple):
    """One thing that is wrong with a plan, where it is, and what to do about it."""

    rule: str
    severity: Severity
    message: str
    place: Place
    hint: str = ""


class UserError(Exception):
    """A request that cannot be done; it is said once, by the command line, without a traceback."""

    def __init__(self, message: str, hint: str = "", status: int = Exit.FAILED) -> None:
        """Keep what is so, what to do about it, and the exit status that tells a script."""
        super().__init__(message)
        self.message, self.hint, self.status = message, hint, status


def visible(text: str) -> str:
    r"""Return the text with every hidden character written out, as `\u202e` is."""
    if text.isprintable():  # most are, and are found to be so far faster
        return text
    return HIDDEN.sub(lambda found: _escape(found.group()), text)


def _escape(character: str) -> str:
    code = ord(character)
    letter, digits = next(kind for kind in _ESCAPES if code < 16 ** kind[1])
    return f"\\{letter}{code:0{digits}x}"


_NEGATION = re.compile(r"(--)?(not|non|no|un|in|dis)[ -]?")
"""Beginnings of words that turn the meaning round."""
_NOT_DIGITS = re.compile(r"[^0-9]+")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return "did you mean 'amber'?" for the nearest known word, or nothing if none is near.

    It is the only one that begins so, else the one that is spelt most alike; never the opposite of
    what was typed, nor a number of another kind.
    """
    from difflib import get_close_matches

    typed, lowered = word.lower(), {each.lower(): each for each in known}
    fit = [each for each in lowered if not _contrary(typed, each)]
    begins = [each for each in fit if typed[1:] and each.startswith(typed)]
    close = begins if len(begins) == 1 else get_close_matches(typed, fit, n=1)
    return f"did you mean '{lowered[close[0]]}'?" if close else ""


def _contrary(typed: str, other: str) -> bool:
    """Return whether one word denies the other, or two numbers begin otherwise."""
    if other[:1].isdigit():
        ones, others = _NOT_DIGITS.split(typed), _NOT_DIGITS.split(other)
        return ones[0] != others[0] and "".join(ones) != "".join(others)
    pairs = [(_NEGATION.match(typed), other), (_NEGATION.match(other), typed)]
    return any(no and no.string[no.end() :].startswith(word.lstrip("-")) for no, word in pairs)


def known_word(word: str, known: Sequence[str], what: str, otherwise: str = "") -> str:
    """Return the word as the plan spells it, or raise UserError as `unknown` does."""
    alike = [each for each in known if plain_spelling(each) == plain_spelling(word)]
    if word in alike or len(alike) == 1:
        return word if word in alike else alike[0]
    raise unknown(what, word, known, otherwise, Exit.PROBLEMS)


def plain_spelling(word: str) -> str:
    """Return a word as it is compared: capitals, apostrophes and spaces make no other."""
    return " ".join(re.sub("['’‘`]", "", word.casefold()).split())


def unknown(
    what: str, word: str, known: Iterable[str], otherwise: str = "", status: int = Exit.USAGE
) -> UserError:
    """Return the error that there is no such thing, which suggests the nearest that there is.

    Where none is near it says `otherwise`, or names all.
    """
    known = list(known)
    hint = did_you_mean(word, known) or otherwise or f"one of {', '.join(known)}"
    return UserError(f"there is no {what} '{visible(word)}'", hint, status)
