"""Who leads an action: one service area, or several of which the first returns the update."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from planctl.plan.base import Text


def _as_texts(said: object) -> object:
    """Return a lead that is written alone as the list that it stands for."""
    if isinstance(said, list | tuple):
        return said
    if not isinstance(said, str):
        raise PydanticCustomError("string_type", "no text")
    if not said.strip():
        raise PydanticCustomError("string_too_short", "nothing")
    return [said]


def _distinct(leads: tuple[str, ...]) -> tuple[str, ...]:
    if not leads:
        raise PydanticCustomError("string_too_short", "nobody")
    if len(set(leads)) < len(leads):
        raise PydanticCustomError("lead_twice", "a lead is there twice")
    return leads


_OneOrSeveral = (
    Text | Annotated[list[Text], Field(min_length=1, json_schema_extra={"uniqueItems": True})]
)
Leads = Annotated[
    tuple[Text, ...],
    BeforeValidator(_as_texts, json_schema_input_type=_OneOrSeveral),
    AfterValidator(_distinct),
]
"""A lead, or a list of leads."""


def leads_in(said: object) -> tuple[str, ...]:
    """Return the leads that a file says, whatever it says; the first returns the update."""
    entries = said if isinstance(said, list) else [said]
    return tuple(str(each).strip() for each in entries if each is not None)


def lead_words(leads: Sequence[str]) -> str:
    """Return leads as they are printed: Chair / DCS."""
    return " / ".join(leads)
