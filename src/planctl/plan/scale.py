"""The ratings of a plan in its own words: each step of its scale, what it is, how it is shown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from planctl.plan.base import PlanPart
from planctl.plan.ratings import (
    MEANINGS,
    SAID_BY_STATUS,
    SHAPES,
    WORSE_TO_BETTER,
    Direction,
    Rag,
    Rating,
    Status,
)


class RatingWords(PlanPart):
    """How a council names a rating and what it means by it."""

    label: str = ""
    """The word to print for it."""
    meaning: str = ""
    """What it means, printed with every report."""


@dataclass(frozen=True, slots=True)
class Step:
    """A rating as a plan has it: rules ask what it is, people read its label."""

    rating: Rating
    """What it is."""
    code: str
    """What a file says for it."""
    label: str
    """The word that is printed for it."""
    meaning: str
    """What it means in the plan."""
    shape: str
    """A character that says the same as its colour."""
    slug: str
    """A name for its style."""
    place: int
    """Where it stands in the scale, from the worst."""

    @property
    def name(self) -> str:
        """What tables and checks call it."""
        return self.rating.value

    @property
    def plain_word(self) -> str:
        """Its name within a sentence."""
        return self.name.lower()

    @property
    def word(self) -> str:
        """Its label within a sentence."""
        return self.label.lower()


@dataclass(frozen=True)
class Scale:
    """The steps of a plan's ratings, in the order in which they are counted and explained."""

    steps: tuple[Step, ...]

    @cached_property
    def _first(self) -> Mapping[Rating, Step]:
        return {step.rating: step for step in reversed(self.steps)}

    @cached_property
    def _coded(self) -> Mapping[str, Step]:
        return {step.code: step for step in self.rags}

    def of(self, rating: Rating) -> Step:
        """Return the first step that is a rating."""
        return self._first[rating]

    def written(self, rag: object, status: object) -> Step:
        """Return the step of an update by what a file says, whether or not that is allowed."""
        statuses = {each.value: each for each in Status}
        return self.said(self._coded.get(str(rag)), statuses.get(str(status)))

    @property
    def rags(self) -> tuple[Step, ...]:
        """The steps that a file may say after `rag:`."""
        return tuple(map(self.of, _SAID_BY_RAG.values()))

    def said(self, rag: Step | None, status: Status | None) -> Step:
        """Return the step of an update: that of its status where that says it, else its colour."""
        if status in SAID_BY_STATUS:
            return self.of(SAID_BY_STATUS[status])
        return self._coded.get(rag.code, rag) if rag else self.of(Rating.NOT_RATED)

    @property
    def offered(self) -> tuple[Step, ...]:
        """The steps of which a form asks to choose one."""
        return tuple(step for step in self.steps if step.rating in _STATED)

    @property
    def plain(self) -> tuple[Step, ...]:
        """The steps of confidence and of what numbers suggest: planctl's labels are of delivery."""
        return OWN.rags

    def suggested(self, rag: Rag) -> Step:
        """Return the step that numbers suggest."""
        return next(step for step in self.plain if step.rating is _SAID_BY_RAG[rag])


def scale_of(ratings: Iterable[tuple[str, RatingWords]]) -> Scale:
    """Return the scale of a plan, in its words for the ratings that it renames."""
    renamed = dict(ratings)
    return Scale(tuple(_own(each, renamed.get(each.value.lower(), _NONE)) for each in Rating))


def _own(rating: Rating, words: RatingWords) -> Step:
    return Step(
        rating,
        code=rating.value.lower(),
        label=words.label or rating.value,
        meaning=words.meaning or MEANINGS[rating],
        shape=SHAPES[rating],
        slug=rating.name.lower().replace("_", "-"),
        place=0,
    )


_NONE = RatingWords.model_construct()
_STATED = frozenset({*SAID_BY_STATUS.values(), Rating.RED, Rating.AMBER, Rating.GREEN})
_SAID_BY_RAG = {Rag.RED: Rating.RED, Rag.AMBER: Rating.AMBER, Rag.GREEN: Rating.GREEN}

OWN = scale_of(())
"""planctl's own ratings in its own words."""


def direction(before: Step, after: Step) -> Direction:
    """Return whether a rating improved or worsened; it only changed where no order is known."""
    if not (comparable(before) and comparable(after)):
        return "changed"
    return "improved" if _height(after) > _height(before) else "worsened"


def comparable(step: Step) -> bool:
    """Return whether a step is better or worse than others."""
    return step.rating in WORSE_TO_BETTER


def _height(step: Step) -> tuple[int, int]:
    return WORSE_TO_BETTER.index(step.rating), step.place
