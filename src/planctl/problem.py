"""What can go wrong: a Problem is in a plan, a UserError is a request that cannot be done."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import NamedTuple

_EMOJI = "[\u2190-\u2bff\U0001f000-\U0001faff]"
HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200c\u200e\u200f\u2028-\u202e"
    "\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
    f"|\u200d(?:(?!{_EMOJI})|(?<!{_EMOJI}\u200d)(?<!{_EMOJI}\ufe0f\u200d))"
)
"""Characters that a reader cannot see: controls, bidirectional marks, zero-width characters.

The joiners between the parts of an emoji are none of them: it is those that the reader sees.
"""


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


@dataclass(frozen=True, slots=True)
class Problem:
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


def place(path: str, text: str, start: int, end: int) -> Place:
    """Return the place of the characters from start to end of a text, within one line."""
    line_start = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    line_end = _line_end(text, start)
    before = text.count("\n", 0, start) + len(_LONE_CR.findall(text, 0, start))
    width = max(1, min(end, line_end) - start)
    return Place(path, before + 1, start - line_start + 1, width, text[line_start:line_end])


_LONE_CR = re.compile(r"\r(?!\n)")


def _line_end(text: str, start: int) -> int:
    found = re.compile(r"[\r\n]").search(text, start)
    return found.start() if found else len(text)


def _escape(character: str) -> str:
    code = ord(character)
    if code <= 0xFF:  # noqa: PLR2004 - the last code that two hexadecimal digits can hold
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004 - likewise


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return "did you mean 'amber'?" for the nearest known word, or nothing if none is near."""
    from difflib import get_close_matches  # noqa: PLC0415 - only a mistake needs it

    lowered = {each.lower(): each for each in known}
    close = get_close_matches(word.lower(), lowered, n=1)
    return f"did you mean '{lowered[close[0]]}'?" if close else ""
