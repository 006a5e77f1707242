"""Where a value stands in the text of a file."""

import re
from typing import NamedTuple

from planctl.problem import Place

_LINE_END = re.compile(r"\r?\n|\r")
_LONE_CR = re.compile(r"\r(?!\n)")

Keys = tuple[str | int, ...]
"""The way to a value from the top of a document: ("updates", "Q2", "rag"), ("links", 0)."""


class Span(NamedTuple):
    """Where a value stands in its text: its key, its own characters, and how it is written."""

    start: int
    end: int
    key_start: int
    key_end: int
    style: str | None
    flow: bool


def place_in(path: str, text: str, start: int, end: int) -> Place:
    """Return the place of the characters from start to end of a text, within one line."""
    line_start, line_end = line_start_of(text, start), line_end_of(text, start)
    before = text.count("\n", 0, start) + len(_LONE_CR.findall(text, 0, start))
    width = max(1, min(end, line_end) - start)
    return Place(path, before + 1, start - line_start + 1, width, text[line_start:line_end])


def line_start_of(text: str, position: int) -> int:
    """Return where the line of a position begins."""
    return max(text.rfind("\n", 0, position), text.rfind("\r", 0, position)) + 1


def line_end_of(text: str, position: int) -> int:
    """Return where the line of a position ends."""
    found = _LINE_END.search(text, position)
    return found.start() if found else len(text)


def next_line_of(text: str, position: int) -> int:
    """Return where the line after that of a position begins; the text's end if there is none."""
    found = _LINE_END.search(text, position)
    return found.end() if found else len(text)
