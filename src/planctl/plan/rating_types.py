"""A rating as a plan's files say it, by the code of a step of the plan's scale: types of models."""

from typing import Annotated

from pydantic import PlainValidator, ValidationInfo
from pydantic_core import PydanticCustomError

from planctl.plan.context import PLAIN
from planctl.plan.ratings import Rag, RatingName
from planctl.plan.scale import Step


def _as_rag(said: object, info: ValidationInfo) -> Step:
    return _step_of((info.context or PLAIN).scale.rags, said)


def _as_confidence(said: object, info: ValidationInfo) -> Step:
    return _step_of((info.context or PLAIN).scale.plain, said)


def _as_position(said: object, info: ValidationInfo) -> Step:
    return _step_of((info.context or PLAIN).scale.offered, said)


def _step_of(steps: tuple[Step, ...], said: object) -> Step:
    """Return the step that a file says by its code."""
    for step in steps:
        if step.code == said:
            return step
    raise PydanticCustomError("enum", "no step of the scale")


SaidRating = Annotated[Step, PlainValidator(_as_rag, json_schema_input_type=Rag)]
"""A rating of delivery."""
SaidConfidence = Annotated[Step, PlainValidator(_as_confidence, json_schema_input_type=Rag)]
"""How likely the outcome is."""
SaidPosition = Annotated[Step, PlainValidator(_as_position, json_schema_input_type=RatingName)]
"""Where something stands: a rating of delivery, or that it is complete, on hold, closed."""
