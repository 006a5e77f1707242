"""The scale that a document rates by: planctl's own, or the body's, by its legend and its cells."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, get_args

from planctl.edits.typed_text import PLACEHOLDERS
from planctl.exchange.cell_ratings import CellRating, colour_name, rating_of, rating_said_by
from planctl.exchange.import_log import ImportLog, Taken
from planctl.exchange.imported_plan import ImportedStep
from planctl.exchange.known_columns import plain_heading
from planctl.exchange.legend import BY_COLOUR, LegendEntry, colour_word, kinds_said
from planctl.exchange.source_tables import SourceCell
from planctl.plan.ratings import RatingName
from planctl.plan.scale import Scale
from planctl.plan.scale_step import RATING_OF, StepKind, plain_word

ANSWER = "= {}"
"""How a map's line on a word of a scale is kept: no heading of a column is compared so."""
_NAMES = get_args(RatingName)
_WORDS = 5
"""Words that a rating has at most."""
_COLOURS = {
    "red": "#c00000",
    "amber": "#ffbf00",
    "yellow": "#fff200",
    "green": "#00703c",
    "blue": "#1d70b8",
}
_SHAPES = re.compile(r"[^\w\s/&+,.'’()-]+")


class RatingReader(NamedTuple):
    """By what ratings are read: a body's own steps, if it has any, and what colours mean."""

    steps: tuple[ImportedStep, ...]
    legend: Mapping[str, str]

    def read(self, cell: SourceCell) -> CellRating | None:
        """Return the rating of a cell, None where it has none."""
        if not self.steps:
            return rating_of(cell, self.legend)
        word = rating_word(cell.text)
        if word:
            called = [each for each in self.steps if _is_called(each, word)]
            called.sort(key=lambda each: -len(each.label))
            return CellRating("rag", called[0].code) if called else None
        colour = colour_name(cell.colour)
        alike = [each for each in self.steps if colour and each.colour_word == colour]
        if not alike:
            return None
        nearest = min(alike, key=lambda each: _distance(each.colour, cell.colour))
        return CellRating("rag", nearest.code, f"the cell is {colour} and has no word")


def rating_word(text: str) -> str:
    """Return the words of a cell that rates, without the shapes beside them."""
    return " ".join(_SHAPES.sub(" ", text).split()).strip(" -.,")


def _distance(one: str, other: str) -> int:
    """Return how far apart two colours are; one that is not known is far."""
    pairs = (int(one[at + 1 : at + 3] or "0", 16) - int(other[at : at + 2], 16) for at in (0, 2, 4))
    return sum(map(abs, pairs))


def _in_words_used(legend: Sequence[LegendEntry], words: Sequence[str]) -> Iterator[LegendEntry]:
    """Yield what a legend says; by what its colours mean, where cells have that and no colour."""
    used = {plain_word(each) for each in words}
    by_meaning = any(plain_word(each.meaning) in used for each in legend)
    for each in legend:
        label, _, rest = each.meaning.partition("(")
        if by_meaning and colour_word(each.word) and 0 < len(label.split()) <= _WORDS:
            colour = each.colour or _COLOURS[colour_word(each.word)][1:].upper()
            yield each._replace(word=label.strip(), meaning=rest.strip(" )"), colour=colour)
        else:
            yield each


def _word(cell: SourceCell) -> str:
    """Return the words of a cell that rates, the name of its colour where it has none."""
    return rating_word(cell.text) or colour_name(cell.colour).capitalize()


def steps_of_plan(scale: Scale) -> tuple[ImportedStep, ...]:
    """Return the steps of the scale that a plan has of its own, none where it has planctl's."""
    kinds = {rating: kind for kind, rating in RATING_OF.items()}
    return tuple(
        ImportedStep(
            *(step.code, step.label, step.meaning, ""),
            *(kinds[step.rating].value, colour_name(step.look.edge[1:])),
        )
        for step in scale.rags
        if step.own
    )


def own_steps(
    cells: Sequence[SourceCell],
    legend: Sequence[LegendEntry],
    answers: Mapping[str, str],
    log: ImportLog,
) -> tuple[ImportedStep, ...]:
    """Return the steps of a body's own scale, from the worst; none where it rates as planctl does.

    `cells` are those that rate; `answers` are what a map says of words.
    """
    named = [_word(each) for each in cells]
    used = Counter(filter(None, named))
    words = [each for each in used if each not in PLACEHOLDERS and len(each.split()) <= _WORDS]
    said = {each.word: each for each in _in_words_used(legend, words)}
    if not _is_own(words, used, legend, answers):
        return ()
    made: list[ImportedStep] = []
    for word in dict.fromkeys([*said, *words]):
        places = [cell for cell, of in zip(cells, named, strict=True) if of == word]
        called = word not in said and any(_is_called(each, word) for each in made)
        if called or any(_has_colour(each, places) for each in made):
            continue
        colour = next((each.colour for each in places if each.colour), "")
        entry = said.get(word) or LegendEntry(word, "", colour, (places[0].place,))
        step = _step(entry, answers, [each.code for each in made])
        if step is None:
            why = f"say it in a map: {word},rating amber (--map)"
            log.ask(entry.places[0], f"what '{word}' is", why)
            continue
        made.append(step)
        if entry.source:
            _take(entry, f"scale {word}", log)
        what = f"'{word}' is a step of the body's own scale: {step.kind}"
        log.guess(entry.places[0], what, _why(step))
    order = list(StepKind)
    return tuple(sorted(made, key=lambda each: order.index(StepKind(each.kind))))


def meanings_of(legend: Iterable[LegendEntry], log: ImportLog) -> dict[str, str]:
    """Return what planctl's own ratings mean by a legend that has them as planctl does."""
    found: dict[str, str] = {}
    for each in legend:
        rating = rating_said_by(each.word)
        is_new = rating is not None and rating.value in {*_NAMES} - {*found}
        if rating and is_new and plain_word(each.meaning) not in ("", rating.value):
            found[rating.value] = each.meaning
            _take(each, f"ratings.{rating.value}.meaning", log)
    return found


def _take(entry: LegendEntry, field: str, log: ImportLog) -> None:
    log.take(Taken("plan", field, entry.meaning or entry.word, entry.places, entry.source))


def _is_own(
    words: Sequence[str],
    used: Mapping[str, int],
    legend: Sequence[LegendEntry],
    answers: Mapping[str, str],
) -> bool:
    """Return whether a document rates otherwise than planctl does."""
    if any(ANSWER.format(plain_heading(word)) in answers for word in words):
        return True
    own = [each for each in legend if not colour_word(each.word) and not _is_plain(each.word)]
    if len(legend) > 1 and (own or any(map(_is_contrary, legend))):
        return True
    said = [each for each in words if not _is_plain(each) and _kind(each, "", "")]
    plain = sum(used[each] for each in words if _is_plain(each) and plain_word(each) != "on track")
    return bool(said) and sum(used[each] for each in said) > plain


def _is_plain(word: str) -> bool:
    """Return whether a word is one of planctl's own ratings, or begins with one."""
    found = rating_said_by(word)
    return found is not None and (not found.why or "begins" in found.why)


def _is_contrary(entry: LegendEntry) -> bool:
    """Return whether a colour means another thing in a legend than it does in planctl."""
    usual = BY_COLOUR.get(colour_word(entry.word) or colour_name(entry.colour))
    return _kind(entry.word, entry.meaning, entry.colour) is not usual


def _step(
    entry: LegendEntry, answers: Mapping[str, str], taken: Collection[str]
) -> ImportedStep | None:
    word = entry.word
    answer = answers.get(ANSWER.format(plain_heading(word)), "")
    kind = StepKind(answer) if answer else _kind(word, entry.meaning, entry.colour)
    if kind is None:
        return None
    named = colour_name(entry.colour) or colour_word(word)
    shown = f"#{entry.colour.lower()}" if entry.colour else _COLOURS.get(named, "")
    if not entry.colour and BY_COLOUR.get(named, kind) is kind:
        shown = ""
    code = re.sub(r"[^a-z0-9]+", "-", word.lower()).strip("-") or "step"
    if code == "none" or code in taken:
        code = f"{code}-{len(taken) + 1}"
    return ImportedStep(code, word, entry.meaning, shown, kind.value, named)


def _kind(word: str, meaning: str, colour: str) -> StepKind | None:
    """Return what a word is: by its meaning, by itself, by its colour; None if nothing tells."""
    usual = BY_COLOUR.get(colour_word(word) or colour_name(colour))
    for text in (meaning, word):
        if found := kinds_said(text):
            usual = None if StepKind.VERIFIED in found else usual
            return usual if usual in found else found[0]
    return usual


def _why(step: ImportedStep) -> str:
    return f"it means: {step.meaning}" if step.meaning else "by its words or its colour"


def _has_colour(step: ImportedStep, cells: Sequence[SourceCell]) -> bool:
    """Return whether cells have no words, and a step's colour."""
    return bool(cells) and all(
        not rating_word(each.text) and colour_name(each.colour) == step.colour_word
        for each in cells
    )


def _is_called(step: ImportedStep, word: str) -> bool:
    """Return whether a word is a step's: its label, its letter, or words that begin with it."""
    plain, label = plain_word(word), plain_word(step.label)
    colours = {*plain.split()} & BY_COLOUR.keys()
    number = label.split()[0]
    return (colour_word(plain) == label or (plain == number and number.isdecimal())) or (
        f"{plain} ".startswith(f"{label} ") and len(colours) <= 1
    )
