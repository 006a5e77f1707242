"""What became of each part of a document: what was taken and where it stands, guesses, the rest."""

from collections.abc import Iterable
from typing import NamedTuple

from planctl.exchange.source_tables import Passage


class Taken(NamedTuple):
    """A value of the plan: of which action, or of the plan; where it is, and in which words."""

    of: str
    field: str
    value: str
    places: tuple[str, ...]
    source: str = ""
    """What the document says there, where the value is not in the same words."""


class Guess(NamedTuple):
    """Something that the document does not quite say: where, what was taken, and why."""

    place: str
    what: str
    why: str


class ImportLog:
    """What is found while a document is read; it grows until the plan is made."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.taken: list[Taken] = []
        self.guesses: list[Guess] = []
        self.questions: list[Guess] = []
        """What only a person can say; nothing was taken of it."""
        self.left: list[Passage] = []
        self.notes: list[str] = []
        self._places: set[str] = set()

    def take(self, taken: Taken) -> None:
        """Keep that a value was taken."""
        self.taken.append(taken)
        self._places.update(taken.places)

    def guess(self, place: str, what: str, why: str) -> None:
        """Keep that something was guessed, and why."""
        self.guesses.append(Guess(place, what, why))

    def ask(self, place: str, what: str, why: str) -> None:
        """Keep what only a person can say."""
        self.questions.append(Guess(place, what, why))

    def leave(self, place: str, text: str, what: str) -> None:
        """Keep words that were not taken."""
        entry = Passage(place, text.strip(), what)
        if entry.text and entry not in self.left:
            self.left.append(entry)
        self._places.add(place)

    def told(self, places: Iterable[str]) -> None:
        """Keep that what stands in some places is told elsewhere."""
        self._places.update(places)

    def knows(self, place: str) -> bool:
        """Return whether it was told what became of a place."""
        return place in self._places
