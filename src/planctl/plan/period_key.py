"""What a plan's files say for a period of its year, as a type of the models."""

from typing import Annotated

from pydantic import AfterValidator, ValidationInfo, WithJsonSchema
from pydantic_core import PydanticCustomError

from planctl.plan.year import Year

ANY_YEAR = Year(2000)
"""A year like those of plans that say nothing of their periods."""


def _as_period(said: str, info: ValidationInfo) -> str:
    context = info.context
    year = context.year if context else ANY_YEAR
    if said not in year.keys and not (context and context.any_period):
        raise PydanticCustomError("no_period", "no period of the plan")
    return said


PeriodKey = Annotated[
    str, AfterValidator(_as_period), WithJsonSchema({"type": "string", "enum": [*ANY_YEAR.keys]})
]
