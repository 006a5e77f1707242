"""A column of a body's own: what plan.yaml says of it, and what an action says in it."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, StringConstraints
from pydantic_core import PydanticCustomError

from planctl.plan.base import PlanPart, Text
from planctl.plan.visibility import AVisibility

FIELD_KEY = "[a-z][a-z0-9_]{0,39}"
FieldKey = Annotated[str, StringConstraints(pattern=f"^{FIELD_KEY}$")]
OwnText = Annotated[
    str, BeforeValidator(lambda text: text or "", json_schema_input_type=str | None)
]


def _distinct(words: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(words)) < len(words):
        raise PydanticCustomError("word_twice", "a word is there twice")
    return words


class OwnField(PlanPart):
    """A column of a body's own."""

    label: OwnText = ""
    """What papers call it; its key in words if left out."""
    one_of: Annotated[
        tuple[Text, ...],
        BeforeValidator(
            lambda said: [] if said is None else said, json_schema_input_type=list[Text] | None
        ),
        AfterValidator(_distinct),
    ] = ()
    """The texts of which it is one; any text if left out."""
    visibility: AVisibility | None = None
    """Who may see the column; everybody if left out."""


def as_own_field(said: object) -> object:
    """Return a label that is written alone as the mapping that it stands for."""
    return {"label": said} if said is None or isinstance(said, str) else said


AnyField = Annotated[
    OwnField, BeforeValidator(as_own_field, json_schema_input_type=str | OwnField | None)
]


def labels_of_fields(fields: Mapping[str, OwnField]) -> dict[str, str]:
    """Return what papers call each column, by its key: Budget for 2019-20, Risk."""
    return {key: field.label or key.replace("_", " ").capitalize() for key, field in fields.items()}


def own_texts(declared: Mapping[str, OwnField], said: Mapping[str, str]) -> dict[str, str]:
    """Return what an action says in a body's own columns, by what they are called, in their order.

    What it does not say is "".
    """
    return {label: said.get(key, "") for key, label in labels_of_fields(declared).items()}
