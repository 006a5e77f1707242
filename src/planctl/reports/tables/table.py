"""What a table is: columns, each with a name, a heading and a kind of value, and rows."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from planctl.plan.figure import rounded
from planctl.plan.period import in_noun
from planctl.plan.scale import Scale, Step
from planctl.plan.year import Year


@dataclass(frozen=True)
class ShownNumber:
    """A number of a measure: exact, to count with, and with how many decimals it is shown."""

    exact: Decimal
    decimals: int

    def __str__(self) -> str:
        """Return it as it is shown."""
        return f"{rounded(self.exact, self.decimals):,f}"


Value = str | int | ShownNumber | date | tuple[str, ...] | Step | None
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


def in_words_of(scale: Scale, year: Year, table: Table) -> Table:
    """Return a table whose columns are told in the words of the plan: of its scale and periods."""
    columns = tuple(map(_neutral, table.columns)) if scale.own else table.columns
    if year.noun != "quarter":
        columns = tuple(_of_periods(column, year) for column in columns)
    return table._replace(columns=columns, about=in_noun(table.about, year.noun))


def _of_periods(column: Column, year: Year) -> Column:
    every = f"{year.first.key} to {year.last.key}"
    about = in_noun(column.about.replace("Q1 to Q4", every), year.noun)
    return column._replace(heading=in_noun(column.heading, year.noun), about=about)


def _neutral(column: Column) -> Column:
    heading, about = column.heading, column.about
    for word, instead in _INSTEAD:
        heading, about = heading.replace(word, instead), about.replace(word, instead)
    return column._replace(heading=heading, about=about)


_INSTEAD = (
    ("RAG", "Step"),
    ("Back to green", "Way back"),
    ("elivery while in progress: red, amber or green.", "elivery: the code of a step."),
    ("it will be back to green", "it will be where it should be"),
    ("are red to embedded", "have a rating that judges delivery"),
    ("What is still amber", "What its tolerance allows"),
)
"""What columns say in planctl's words, and what they say instead."""


def list_text(entries: tuple[str, ...]) -> str:
    """Return a list of texts as one, an entry to a line; its further lines are indented."""
    return "\n".join(entry.replace("\n", "\n  ") for entry in entries)
