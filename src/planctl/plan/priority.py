"""What a plan says of a priority: its words, who leads it, and how its lead rates it."""

from typing import Annotated

from pydantic import BeforeValidator
from pydantic_core import PydanticKnownError

from planctl.plan.base import PlanPart, Text, no_entries
from planctl.plan.period_key import PeriodKey
from planctl.plan.rating_types import SaidPosition
from planctl.plan.visibility import AVisibility


class Priority(PlanPart):
    """A priority of a plan."""

    text: Text
    """Its words as printed."""
    short: str = ""
    """A short name, for tables and charts."""
    lead: str = ""
    """The lead who answers for the priority as a whole, and rates it."""
    accountable: str = ""
    """The post that is accountable for it."""
    ratings: dict[PeriodKey, SaidPosition] = no_entries()
    """How its lead rates it in each quarter; planctl works none out."""
    visibility: AVisibility | None = None
    """Who may see it and its actions; everybody if left out."""

    @property
    def name(self) -> str:
        """What it is called where there is little room."""
        return self.short or self.text

    @property
    def is_led(self) -> bool:
        """Whether anybody answers for it as a whole, or rates it."""
        return bool(self.lead or self.accountable or self.ratings)


def _as_priority(said: object) -> object:
    """Return words that are written alone as the mapping that they stand for."""
    if isinstance(said, (dict, Priority)):
        return said
    if not isinstance(said, str):
        raise PydanticKnownError("string_type")
    if not said.strip():
        raise PydanticKnownError("string_too_short", {"min_length": 1})
    return {"text": said}


AnyPriority = Annotated[
    Priority, BeforeValidator(_as_priority, json_schema_input_type=Text | Priority)
]
"""A priority, or its words alone."""
