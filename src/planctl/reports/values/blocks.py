"""The blocks that the sections of a paper are made of, which every format can show."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from planctl.reports.values.hatching import HatchedTag
from planctl.reports.values.runs import (
    RatingTag,
    RatingTally,
    Runs,
    RunsOrText,
    runs,
)


@dataclass(frozen=True)
class Paragraph:
    """A paragraph."""

    words: Runs
    """what it says"""
    look: str = ""
    """`sentence` (the paper's first words), `note` or nothing"""
    block: str = "paragraph"
    """`paragraph`"""


@dataclass(frozen=True)
class Subheading:
    """A heading within a section."""

    text: str
    """the heading"""
    anchor: str = ""
    """the name of its place"""
    block: str = "heading"
    """`heading`"""


@dataclass(frozen=True)
class BulletList:
    """A list."""

    entries: Sequence[Runs]
    """the words of each entry"""
    look: str = ""
    """`moves` or nothing"""
    block: str = "list"
    """`list`"""


@dataclass(frozen=True)
class FactPair:
    """A name and what it is, both in words."""

    name: Runs
    """the name"""
    words: Runs
    """what it is"""


@dataclass(frozen=True)
class NamedFact:
    """A name and what it is."""

    name: str
    """the name"""
    value: str
    """what it is"""


@dataclass(frozen=True)
class FactList:
    """Names, and what each is."""

    facts: Sequence[FactPair]
    """each name and what it is"""
    look: str = ""
    """`cover`, `exception`, `meanings` (of ratings) or `words` (abbreviations)"""
    block: str = "facts"
    """`facts`"""


@dataclass(frozen=True)
class RatingTiles:
    """How many actions have each rating."""

    counts: Sequence[RatingTally]
    """each rating with its number"""
    total: int
    """how many actions there are"""
    block: str = "tiles"
    """`tiles`"""


@dataclass(frozen=True)
class TableGroup:
    """Rows of a table that belong together."""

    name: Runs
    """what they are of; nothing where the group has no row of its own for it"""
    rows: Sequence[Sequence[Runs]]
    """the cells of each row, in words; the first says what the row is of"""


@dataclass(frozen=True)
class DataTable:
    """A table."""

    caption: str
    """what the table shows"""
    columns: Sequence[str]
    """what stands above each column"""
    groups: Sequence[TableGroup]
    """its rows, in groups"""
    look: str = ""
    """`grid` (ratings by quarter), `headed` (its heading says what it shows) or nothing"""
    ready: str = ""
    """more groups that were made before, in a site alone"""
    reported: int = 0
    """which column has the ratings that are reported, the first being 0; 0 if none has"""
    block: str = "table"
    """`table`"""


@dataclass(frozen=True, kw_only=True)
class BarPart(RatingTag):
    """A part of a bar: a rating, or a direction shown as one."""

    number: int
    """how many actions it stands for"""
    at: int
    """how many stand before it"""
    left: str
    """where it begins, in hundredths of the longest bar"""
    width: str
    """how wide it is, in hundredths of the longest bar"""
    fits: Sequence[bool]
    """whether its number fits into it, and whether its shape does too"""


@dataclass(frozen=True)
class Bar:
    """A bar that is split into parts."""

    label: str
    """what it is of"""
    parts: Sequence[BarPart]
    """its parts, from the left"""
    total: int
    """the number of them all"""


@dataclass(frozen=True)
class BarChart:
    """Bars that are split into parts."""

    title: str
    """what it shows"""
    description: str
    """the same in words"""
    bars: Sequence[Bar]
    """each bar"""
    key: Sequence[HatchedTag]
    """what the parts stand for, each with its pattern"""
    figures: DataTable
    """the numbers as a table"""
    anchor: str
    """the name of its place"""
    block: str = "chart"
    """`chart`"""


@dataclass(frozen=True)
class CardQuestion:
    """A question that a card answers."""

    name: str
    """the question"""
    text: str
    """the answer, in Markdown"""
    absent: str
    """what to say where there is none"""


@dataclass(frozen=True)
class Card:
    """An action that is told of at some length."""

    name: Runs
    """the action"""
    slug: str
    """the style of its rating"""
    lines: Sequence[Runs]
    """facts, each in a line"""
    questions: Sequence[CardQuestion]
    """questions and their answers"""
    anchor: str = ""
    """the name of its place"""
    block: str = "card"
    """`card`"""


@dataclass(frozen=True)
class ReadyMarkup:
    """Pieces of a page that were made before, in a site alone."""

    made: str
    """the pieces"""
    block: str = "ready"
    """`ready`"""


def paragraph(words: RunsOrText, look: str = "") -> Paragraph:
    """Return a paragraph of words."""
    return Paragraph(runs(words), look)


def bullets(entries: Iterable[RunsOrText], look: str = "") -> BulletList:
    """Return a list of words."""
    return BulletList(list(map(runs, entries)), look)


def facts(pairs: Iterable[tuple[RunsOrText, RunsOrText]], look: str = "") -> FactList:
    """Return names and what each is."""
    return FactList([FactPair(runs(name), runs(words)) for name, words in pairs], look)


def table(
    caption: str, columns: Sequence[str],
    groups: Iterable[tuple[RunsOrText, Iterable[Sequence[RunsOrText]]]], look: str = "",
    reported: int = 0,
) -> DataTable:  # fmt: skip
    """Return a table of rows in groups; a group without a name has no row of its own for it."""
    made = [
        TableGroup(runs(name), [[runs(cell) for cell in row] for row in rows])
        for name, rows in groups
    ]
    return DataTable(caption, list(columns), made, look, reported=reported)


def bar_chart(
    title: str,
    description: str,
    bars: Iterable[tuple[str, Sequence[RatingTally]]],
    anchor: str,
    order: Iterable[HatchedTag],
) -> BarChart:
    """Return a chart of bars, each with its label and the number of each of its parts.

    `order` has the ratings in the order in which the key explains those that occur.
    """
    counted = list(bars)
    longest = max(sum(part.number for part in parts) for _, parts in counted)
    occurring = {part.slug for _, parts in counted for part in parts}
    key = [each for each in order if each.slug in occurring]
    drawn = [_bar(label, parts, longest) for label, parts in counted]
    rows: list[list[RunsOrText]] = [
        [each.label, *(_number(each, rating.slug) for rating in key), str(each.total)]
        for each in drawn
    ]
    figures = table(
        f"{title}: the figures", ["", *(each.label for each in key), "All"], [("", rows)]
    )
    return BarChart(title, description, drawn, key, figures, anchor)


_NUMBER_FITS, _SHAPE_FITS = 0.04, 0.06
"""How much of the longest bar a part has to be for its number to fit into it, and its shape too."""


def _bar(label: str, counts: Sequence[RatingTally], longest: int) -> Bar:
    """Return a bar with the place of each of its parts."""
    parts: list[BarPart] = []
    at = 0
    for count in counts:
        number = count.number
        part = BarPart(
            count.label, count.slug, count.shape, count.meaning, number=number, at=at,
            left=f"{100 * at / longest:.2f}", width=f"{100 * number / longest:.2f}",
            fits=[number >= share * longest for share in (_NUMBER_FITS, _SHAPE_FITS)],
        )  # fmt: skip
        parts.append(part)
        at += number
    return Bar(label, parts, at)


def _number(bar: Bar, slug: str) -> str:
    """Return how many actions of a bar have a rating."""
    return next((str(part.number) for part in bar.parts if part.slug == slug), "0")


def card(
    name: RunsOrText, slug: str, lines: Iterable[RunsOrText],
    questions: Iterable[tuple[str, str, str]], anchor: str = "",
) -> Card:  # fmt: skip
    """Return an action in lines and questions: each its name, its answer and what else to say."""
    asked = [CardQuestion(*question) for question in questions]
    return Card(runs(name), slug, list(map(runs, lines)), asked, anchor)
