"""What a table is: columns, each with a name, a heading and a kind of value, and rows."""

from datetime import date
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from planctl.plan.scale import Step

Value = str | int | Decimal | date | tuple[str, ...] | Step | None
"""What a cell holds; None where nothing is said."""


class Cell(Enum):
    """What the cells of a column hold."""

    TEXT = "text"
    WORD = "text that recurs"
    RATING = "a rating"
    PROSE = "text of several lines"
    LIST = "a list of texts"
    NUMBER = "whole number"
    DECIMAL = "number"
    DATE = "date"


class Column(NamedTuple):
    """A column: its name for programs, its heading for people, its kind, and what it says."""

    name: str
    heading: str
    kind: Cell
    about: str


class Table(NamedTuple):
    """A table with its rows, each as long as there are columns."""

    name: str
    about: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]


def list_text(entries: tuple[str, ...]) -> str:
    """Return a list of texts as one, an entry to a line; its further lines are indented."""
    return "\n".join(entry.replace("\n", "\n  ") for entry in entries)
