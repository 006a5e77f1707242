"""What all parts of a plan have in common: they are texts once written, and do not change."""

import re
from datetime import date
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from planctl.plan.patterns import DAY, text_schema


class PlanPart(BaseModel):
    """A part of a plan file: frozen, no key but its own, no space around a text."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        str_strip_whitespace=True,
        defer_build=True,  # most are validated as parts of another alone: none is built for itself
    )


def no_entries() -> Any:  # noqa: ANN401 - as pydantic's own Field
    """Return the default of a mapping; a plain {} would be copied for each part without one."""
    return Field(default_factory=dict, json_schema_extra={"default": {}})


def keys_of(model: type[BaseModel]) -> tuple[str, ...]:
    """Return the keys of a part of a plan, as its file has them."""
    return tuple(field.alias or name for name, field in model.model_fields.items())


def _written_as_day(said: object) -> object:
    """Return what was said unless it is a text that pydantic alone would take: a number, a time."""
    if isinstance(said, str) and not _DAY.fullmatch(said.strip()):
        raise PydanticCustomError("date_parsing", "not YYYY-MM-DD")
    return said


_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

Day = Annotated[
    date,
    BeforeValidator(_written_as_day),
    WithJsonSchema({**text_schema(DAY, "write a day, such as 2020-03-31"), "format": "date"}),
]
Text = Annotated[str, StringConstraints(min_length=1)]
