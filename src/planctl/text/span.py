"""Where a value stands in the text of a file."""

from typing import NamedTuple

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
