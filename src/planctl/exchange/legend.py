"""What a document says that its colours and its words for ratings mean."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from planctl.exchange.cell_ratings import colour_name
from planctl.exchange.source_tables import (
    Passage,
    SourceCell,
    SourceDocument,
    SourceTable,
    lines_of_text,
)
from planctl.plan.scale_step import StepKind, plain_word

_KINDS = (
    (StepKind.VERIFIED, r"(?<!not )(?<!not yet )(?:verified|embedded)|csp[ie]"),
    (StepKind.VERIFIED, r"(?:tested|assured|validated|evidenced)\b"),
    (StepKind.COMPLETE, r"(?<!not )(?:completed?\b(?! by)|achieved|delivered|done|finished|met)"),
    (StepKind.PAUSED, r"on hold|paused?|suspended|deferred|re-?scheduled"),
    (StepKind.CLOSED, r"closed|cancelled|superseded|stopped|no longer"),
    (StepKind.NOT_STARTED, r"(?:not|yet to)(?: yet)? (?:start|begin|begun|commence|due)|pending"),
    (StepKind.RED, r"off[ -]t(?:rack|arget)|not (?:be )?(?:on t(?:rack|arget)|met|achieved)"),
    (StepKind.RED, r"overdue|significant|serious|critical|fail|behind schedule|unlikely"),
    (StepKind.RED, r"over (?:a|one|1|two|2|three|3) month"),
    (StepKind.AMBER, r"at risk|delay|slip|some (?:issue|concern|risk|delay)|minor|behind|partly"),
    (StepKind.AMBER, r"partial|issues? identified"),
    (StepKind.GREEN, r"(?<!not )on (?:track|target|schedule|course)|in progress|under ?way"),
    (StepKind.GREEN, r"going (?:well|to plan)|as planned|ongoing"),
)
"""By which words it is known what a step is."""
_KNOWN = tuple((kind, re.compile(rf"\b(?:{words})", re.IGNORECASE)) for kind, words in _KINDS)
BY_COLOUR = {
    "red": StepKind.RED,
    "amber": StepKind.AMBER,
    "yellow": StepKind.AMBER,
    "green": StepKind.GREEN,
    "blue": StepKind.COMPLETE,
}
COLOUR_LETTERS = {each[0]: each for each in BY_COLOUR}
_COLOUR = "|".join(BY_COLOUR)
_MEANS = re.compile(
    rf"(?:^|(?<=[\s;,|(/.]))(?P<word>{_COLOUR}|[RAGBY1-9](?=\s*=))\s*(?:=|:|[–—-]|\bmeans\b)\s*",
    re.IGNORECASE,
)
_PAIR = 2
"""Cells that a row of a legend has at most: a colour, and what it means."""
_FEWEST = 2
_LONGEST = 60
_ROWS = 3
"""Rows below each other that make a legend within the table of a plan."""


class LegendEntry(NamedTuple):
    """A word for a rating, or the name of a colour; what it means, its colour, its places."""

    word: str
    meaning: str
    colour: str
    places: tuple[str, ...]
    source: str = ""
    """All that the document says there."""


def legend_of(document: SourceDocument, plan_tables: frozenset[str]) -> list[LegendEntry]:
    """Return what a document says of its ratings; `plan_tables` are where its actions are."""
    found: dict[str, LegendEntry] = {}
    for block in document.blocks:
        made = [*_of_text(block.text, block.place)] if isinstance(block, Passage) else []
        if isinstance(block, SourceTable):
            is_plan = block.place in plan_tables
            made = [*(_below_plan(block) if is_plan else _of_table(block))]
        for each in made:
            found.setdefault(each.word.lower(), each)
    return list(found.values())


def _of_text(text: str, place: str) -> Iterator[LegendEntry]:
    """Yield what a text says of colours: Red = off track; Amber = on track."""
    marks = list(_MEANS.finditer(text))
    for at, mark in enumerate(marks):
        end = marks[at + 1].start() if at + 1 < len(marks) else len(text)
        meaning = " ".join(text[mark.end() : end].split()).strip(" ;,|/(")
        if meaning and len(marks) >= _FEWEST:
            cell = SourceCell(place, lines_of_text(text))
            yield _entry(mark["word"], meaning.removesuffix(")"), [cell])


def _below_plan(table: SourceTable) -> Iterator[LegendEntry]:
    """Yield what rows within the table of a plan say of colours, where these follow each other."""
    run: list[LegendEntry] = []
    for row in table.rows:
        filled = [each for each in row.cells if each.text or colour_name(each.colour)]
        found = [*_of_pair(filled)] if filled and len(filled) <= _PAIR else []
        if not found:
            yield from run if len(run) >= _ROWS else ()
            run = []
        run += found
    yield from run if len(run) >= _ROWS else ()


def _of_table(table: SourceTable) -> Iterator[LegendEntry]:
    """Yield what the rows of a legend say of colours, or its cells where a row has them all."""
    for row in table.rows:
        filled = [each for each in row.cells if each.text or colour_name(each.colour)]
        if len(filled) <= _PAIR and filled:
            yield from _of_pair(filled)
        elif all(colour_name(each.colour) and each.text for each in filled):
            yield from (entry for each in filled for entry in _of_pair([each]))


def _of_pair(cells: list[SourceCell]) -> Iterator[LegendEntry]:
    first, after = cells[0], " ".join(cells[1].text.split()) if cells[1:] else ""
    words = " ".join(first.text.split())
    if mark := _MEANS.match(words):
        yield _entry(mark["word"], words[mark.end() :], [first])
        return
    is_colour = bool(colour_word(words))
    if is_colour and after:
        yield _entry(words, after, cells)
    elif (
        colour_name(first.colour) and len(words or after) <= _LONGEST and kinds_said(words or after)
    ):
        yield _entry(words or after, after if words else "", cells)


def _entry(word: str, meaning: str, cells: list[SourceCell]) -> LegendEntry:
    named = f"{word} {meaning}" if word.isdecimal() else colour_word(word) * (len(word) == 1)
    places = tuple(each.place for each in cells)
    source = " ".join(" ".join(each.text.split()) for each in cells)
    return LegendEntry(
        named[:1].upper() + named[1:] or word,
        meaning * (not word.isdecimal()),
        cells[0].colour,
        places,
        source,
    )


def colour_word(word: str) -> str:
    """Return the name of the colour that a word, or its letter, is; "" for any other."""
    plain = plain_word(word)
    return plain if plain in BY_COLOUR else COLOUR_LETTERS.get(plain, "")


def kinds_said(text: str) -> list[StepKind]:
    """Return what a step may be by its words or its meaning."""
    return [kind for kind, known in _KNOWN if known.search(text)]
