"""A step of a body's own scale of ratings, as plan.yaml says it."""

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated
from unicodedata import category

from pydantic import AfterValidator, Field, ValidationInfo, WithJsonSchema
from pydantic_core import PydanticCustomError

from planctl.plan.base import PlanPart, Text
from planctl.plan.patterns import text_schema, whole_number
from planctl.plan.period_key import ANY_YEAR, PeriodKey
from planctl.plan.ratings import Rating

_CODE = "[a-z0-9]+(?:-[a-z0-9]+)*"
_COLOUR = "#[0-9A-Fa-f]{6}"
_SHORTEST = 12
_RESERVED = "none"
_MARKUP = frozenset('"&<>|*_`[]\\~#@$')
"""What a format of papers or of sheets would take for more than a character."""


class StepKind(StrEnum):
    """What a step is: by this the rules of planctl go, and what compares plans."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    COMPLETE = "complete"
    VERIFIED = "verified"
    PAUSED = "paused"
    CLOSED = "closed"
    NOT_STARTED = "not started"


RATING_OF = {
    StepKind.RED: Rating.RED,
    StepKind.AMBER: Rating.AMBER,
    StepKind.GREEN: Rating.GREEN,
    StepKind.COMPLETE: Rating.COMPLETE,
    StepKind.VERIFIED: Rating.EMBEDDED,
    StepKind.PAUSED: Rating.ON_HOLD,
    StepKind.CLOSED: Rating.CLOSED,
    StepKind.NOT_STARTED: Rating.NOT_STARTED,
}
"""planctl's own rating for what a step is."""


def _known_code(code: str) -> str:
    if not re.fullmatch(_CODE, code) or code == _RESERVED:
        raise PydanticCustomError("step_code", "no code")
    return code


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _short_enough(text: str) -> str:
    if len(text) > _SHORTEST:
        raise PydanticCustomError("step_short", "too long")
    return text


def _known_colour(colour: str) -> str:
    if not re.fullmatch(_COLOUR, colour):
        raise PydanticCustomError("step_colour", "no colour")
    return colour.lower()


def _known_shape(shape: str) -> str:
    if len(shape) != 1 or category(shape)[0] not in "NPS" or shape in _MARKUP:
        raise PydanticCustomError("step_shape", "no shape")
    return shape


_Months = Annotated[int, Field(ge=0, le=60), whole_number("[1-5]?[0-9]|60", 0, 60)]
_Percent = Annotated[int, Field(ge=0, le=100), whole_number("[1-9]?[0-9]|100", 0, 100)]
Label = Annotated[Text, AfterValidator(_one_line)]


class ScaleStep(PlanPart):
    """A step of a body's own scale."""

    code: Annotated[
        str,
        AfterValidator(_known_code),
        WithJsonSchema(text_schema(_CODE, "write small letters, digits and hyphens: on-track")),
    ]
    """What a file says for it after `rag:`: small letters, digits and hyphens."""
    label: Label
    """The word that is printed and typed for it."""
    short: Annotated[str, AfterValidator(_one_line), AfterValidator(_short_enough)] = ""
    """A shorter label of at most 12 characters, for tables that have little room."""
    meaning: str = ""
    """What it means, printed with every report."""
    colour: (
        Annotated[
            str,
            AfterValidator(_known_colour),
            WithJsonSchema(text_schema(_COLOUR, 'write six digits after #: "#b00020"')),
        ]
        | None
    ) = None
    """Its colour: "#b00020", in quotation marks."""
    shape: Annotated[str, AfterValidator(_known_shape)] | None = None
    """A character that says the same as its colour: no letter."""
    what: Annotated[StepKind, Field(alias="is")]
    """What it is, which planctl's rules and sums go by."""
    months_late: (
        Annotated[int, Field(ge=0, le=60), whole_number("[1-5]?[0-9]|60", 0, 60)] | None
    ) = None
    """Later than its first date by more than so many months, an action is suggested to be this."""
    percent_done: (
        Annotated[int, Field(ge=0, le=100), whole_number("[1-9]?[0-9]|100", 0, 100)] | None
    ) = None
    """With at least so many per cent of its milestones done, an action is suggested to be this."""
    since: PeriodKey | None = None
    """The quarter from which it is used, where that is not from the first."""
    until: PeriodKey | None = None
    """The quarter to which it was used, where that is not to the last."""

    @property
    def rating(self) -> Rating:
        """What it is, as one of planctl's own ratings."""
        return RATING_OF[self.what]

    def holds(self, quarter: str, quarters: Sequence[str]) -> bool:
        """Return whether it is used in a quarter, one of those of the year in their order."""
        return holds(self.since, self.until, quarter, quarters)

    def with_step(self, other: "ScaleStep", quarters: Sequence[str]) -> bool:
        """Return whether it is used in a quarter in which another step is."""
        return any(self.holds(each, quarters) and other.holds(each, quarters) for each in quarters)

    @property
    def names(self) -> tuple[str, ...]:
        """The words by which it is typed."""
        return tuple(filter(None, (self.code, self.label, self.short)))


def holds(since: object, until: object, quarter: str, quarters: Sequence[str]) -> bool:
    """Return whether a quarter is one of those from one to another; one that is none is no end."""
    place = {key: at for at, key in enumerate(quarters)}
    at = place[quarter]
    return place.get(str(since), at) <= at <= place.get(str(until), at)


def known_steps(steps: tuple[ScaleStep, ...], info: ValidationInfo) -> tuple[ScaleStep, ...]:
    """Return the steps of a scale; PydanticCustomError where a word means two of them.

    Also where `ratings` names planctl's own, and the scale leaves no quarter to them.
    """
    quarters = (info.context.year if info.context else ANY_YEAR).periods[0].order
    if info.data.get("ratings") and not all(step.since for step in steps):
        raise PydanticCustomError("scale", "`ratings:` and `scale:` both name the ratings")
    for at, step in enumerate(steps):
        if not any(step.holds(each, quarters) for each in quarters):
            raise PydanticCustomError(
                "scale", "'{label}' ends before it begins", {"label": step.label}
            )
        for other in steps[:at]:
            if step.with_step(other, quarters) and (twice := _shared(step, other)):
                raise PydanticCustomError("scale", "two steps are called '{word}'", {"word": twice})
    return steps


def _shared(one: ScaleStep, other: ScaleStep) -> str:
    """Return a word by which two steps are both typed, "" if there is none."""
    known = set(map(plain_word, other.names))
    return next((word for word in one.names if plain_word(word) in known), "")


def plain_word(typed: str) -> str:
    """Return a word as it is compared: in small letters, spaces for hyphens and underscores."""
    return " ".join(typed.replace("-", " ").replace("_", " ").casefold().split())
