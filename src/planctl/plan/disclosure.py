"""What a plan says of small numbers: by which rule a public edition hides them, and exceptions."""

from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator

from planctl.plan.base import PlanPart, Text


class SmallNumbers(StrEnum):
    """A rule of which counts are too small to be published, by the name of who has it."""

    DFE = "DfE children in need"
    OFQUAL = "Ofqual"
    NHS = "NHS hospital episodes"
    ONS = "ONS Longitudinal Study"

    @property
    def largest(self) -> int:
        """The largest count that is too small."""
        return _LARGEST[self]


_LARGEST = {
    SmallNumbers.DFE: 5,
    SmallNumbers.OFQUAL: 4,
    SmallNumbers.NHS: 7,
    SmallNumbers.ONS: 9,
}


class DisclosureException(PlanPart):
    """A measure whose numbers are told however small they are."""

    measure: Text
    """The measure, by its id."""
    reason: Text
    """Why its numbers tell of nobody."""
    by: Text
    """The post that decided it."""


class Disclosure(PlanPart):
    """Which numbers a public edition hides."""

    rule: SmallNumbers = SmallNumbers.DFE
    """Whose rule says which counts are too small: DfE children in need, one to five."""
    exceptions: tuple[DisclosureException, ...] = ()
    """The measures of which small numbers are told, each with the reason and the post."""


def _with_rule(said: object) -> object:
    """Return the name of a rule that is written alone, or nothing, as what it stands for."""
    if said is None:
        return {}
    return {"rule": said} if isinstance(said, str) else said


ADisclosure = Annotated[
    Disclosure | None,
    BeforeValidator(_with_rule, json_schema_input_type=SmallNumbers | Disclosure | None),
]
