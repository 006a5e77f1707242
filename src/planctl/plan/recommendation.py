"""What a plan says of the recommendations that it answers: an inspectorate's, a review's."""

import re
from typing import Annotated

from pydantic import BeforeValidator, StringConstraints, WithJsonSchema

from planctl.plan.base import Day, PlanPart, Text, no_entries
from planctl.plan.due_date import Due
from planctl.plan.fields import MustOrShould, Response
from planctl.plan.patterns import text_schema
from planctl.text.action_id import ID


class Recommendation(PlanPart):
    """A recommendation, in the words of whoever made it, and what the body said to it."""

    text: Text
    """Its words as printed."""
    source: str = ""
    """The report that makes it, and where: the inspection of May 2019, paragraph 12."""
    body: str = ""
    """Who made it: Ofsted, the Care Quality Commission, a safeguarding review."""
    date: Day | None = None
    """The day of the report: YYYY-MM-DD; papers of an earlier day do not tell of it."""
    must_or_should: MustOrShould | None = None
    """Whether it must or should be done, where the report says which."""
    response: Response | None = None
    """Whether it is accepted, part accepted or not accepted."""
    response_text: str = ""
    """The response in words."""
    deadline: Due | None = None
    """When it is to be met: a day 2020-03-31, a month 2020-03 or a quarter Q4 2019-20."""
    position: dict[Day, Text] = no_entries()
    """Where whoever made it says that it stands, by the day on which that was said."""


def _as_recommendation(said: object) -> object:
    """Return words that are written alone as the mapping that they stand for."""
    return {"text": said} if isinstance(said, str) else said


RecommendationId = Annotated[str, StringConstraints(pattern=re.compile(f"^{ID}$"))]
AnswerId = Annotated[
    RecommendationId,
    WithJsonSchema(
        {
            "anyOf": [
                text_schema(ID, "write the number of a recommendation of plan.yaml: R7"),
                {"type": "number", "minimum": 0, "maximum": 99_999_999},
            ]
        }
    ),
]
AnyRecommendation = Annotated[
    Recommendation,
    BeforeValidator(_as_recommendation, json_schema_input_type=Text | Recommendation),
]
"""A recommendation, or its words alone."""
