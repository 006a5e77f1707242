"""What a plan's files say for a period of its year, as a type of the models."""

from typing import Annotated

from pydantic import AfterValidator, ValidationInfo, WithJsonSchema
from pydantic_core import PydanticCustomError

from planctl.plan.year import Year

ANY_YEAR = Year(2000)
"""A year like those of plans that say nothing of their periods."""


def _as_period(said: str, info: ValidationInfo) -> str:
    year = info.context.year if info.context else ANY_YEAR
    if said not in year.keys:
        raise PydanticCustomError("no_period", "no period of the plan")
    return said


PeriodKey = Annotated[
    str, AfterValidator(_as_period), WithJsonSchema({"type": "string", "enum": [*ANY_YEAR.keys]})
]
