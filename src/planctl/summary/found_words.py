"""Where words are found in a plan: in commentary, and in the other words of its files."""

import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from planctl.plan.fields import label
from planctl.plan.plan import Plan
from planctl.problem import Place
from planctl.text.document import Document
from planctl.text.span import Keys

_CODES = frozenset({"id", "rag", "status", "confidence", "unit", "polarity", "basis", "frequency"})
"""The fields that hold a word of a list, or a name for programs."""

_RECORDS = frozenset({"closed", "published", "year"})


class FoundWords(NamedTuple):
    """A sentence in which words were found: whose it is, of which quarter, and where it stands.

    `action` and `lead` are "" where it is in plan.yaml, and `quarter` where it is of none.
    """

    action: str
    title: str
    lead: str
    quarter: str
    field: str
    place: Place
    sentence: str


def found_words(plan: Plan, phrases: Sequence[str]) -> Iterator[FoundWords]:
    """Yield each sentence of a plan that has all of some phrases, whatever accents and capitals."""
    wanted = [without_accents(each) for each in phrases]
    periods = [each.key for each in plan.periods]
    documents = [("", plan.document), *((entry.id, entry.document) for entry in plan.entries)]
    for action, document in documents:
        if not document:
            continue
        title, lead = (str(document.data.get(key) or "") for key in ("title", "lead"))
        for keys, text in _texts(document.data, ()):
            quarter = next((str(key) for key in keys if key in periods), "")
            whose = (action, title, lead) if action else ("", "", "")
            for line in map(str.strip, text.splitlines()):
                if all(each in without_accents(line) for each in wanted):
                    where = _place(document, keys, line)
                    yield FoundWords(*whose, quarter, _field(keys), where, line)


def without_accents(text: str) -> str:
    """Return a text without accents and capitals, with single spaces and straight apostrophes."""
    bare = unicodedata.normalize("NFKD", text.casefold().replace("\u2019", "'"))
    return " ".join("".join(each for each in bare if not unicodedata.combining(each)).split())


def _texts(data: object, keys: Keys) -> Iterator[tuple[Keys, str]]:
    """Yield each text in some data, and the names of milestones, with the keys that lead there."""
    if isinstance(data, dict):
        for key, each in data.items():
            if keys == ("milestones",):
                yield (*keys, key), key
            if key not in _CODES and not (not keys and key in _RECORDS):
                yield from _texts(each, (*keys, key))
    elif isinstance(data, list):
        for number, each in enumerate(data):
            yield from _texts(each, (*keys, number))
    elif isinstance(data, str):
        yield keys, data


def _field(keys: Keys) -> str:
    """Return what people call the field that a text is in: Commentary, Links."""
    return label(str(keys[2] if keys[0] == "updates" else keys[0]))


def _place(document: Document, keys: Keys, line: str) -> Place:
    """Return where a line of a text stands; where the text begins, if its lines are folded."""
    place = document.place_of_key(keys)
    lines = document.text.splitlines()
    for number, raw in enumerate(lines[place.line - 1 :], place.line):
        if line in raw:
            return Place(place.path, number, raw.index(line) + 1, len(line), raw)
    return place
