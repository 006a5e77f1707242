"""Who may see a part of a plan, and what is said of an action in plain words."""

from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from planctl.plan.base import PlanPart
from planctl.plan.patterns import whole_number

MOST_PARAGRAPHS = 7
"""How many paragraphs Part 1 of Schedule 12A to the Local Government Act 1972 has."""

EXEMPT_HINT = (
    "below `visibility:` write `kind: exempt`, `paragraph: 3` (which of Part 1 of Schedule 12A"
    " to the Local Government Act 1972) and `because: …`, the reason of public interest"
)


class Audience(StrEnum):
    """Who may see a part of a plan."""

    PUBLIC = "public"
    INTERNAL = "internal"
    EXEMPT = "exempt"


_EXEMPT: dict[str, Any] = {
    "if": {"required": ["kind"], "properties": {"kind": {"const": "exempt"}}},
    "then": {
        "required": ["paragraph", "because"],
        "properties": {
            "paragraph": {"type": ["integer", "string"]},
            "because": {"type": "string", "minLength": 1},
        },
    },
    "else": {"properties": {"paragraph": {"type": "null"}, "because": {"enum": ["", None]}}},
}
"""What is exempt has its paragraph and the reason, and nothing else has."""


class Visibility(PlanPart):
    """Who may see a part of a plan; of what is exempt, by which paragraph and why."""

    model_config = ConfigDict(json_schema_extra=_EXEMPT)

    kind: Audience
    """public, internal, or exempt: for members of the committee, not for the public."""
    paragraph: (
        Annotated[
            int,
            Field(ge=1, le=MOST_PARAGRAPHS),
            whole_number("[1-7]", 1, MOST_PARAGRAPHS),
        ]
        | None
    ) = None
    """The paragraph of Part 1 of Schedule 12A to the Local Government Act 1972 that exempts it."""
    because: str = ""
    """Why the public interest in keeping it outweighs that in showing it."""

    @model_validator(mode="after")
    def _with_its_reason(self) -> "Visibility":
        is_exempt = self.kind is Audience.EXEMPT
        if is_exempt and not (self.paragraph and self.because):
            raise PydanticCustomError("exempt", "exempt")
        if not is_exempt and (self.paragraph or self.because):
            raise PydanticCustomError("not_exempt", "not exempt")
        return self

    @property
    def sentence(self) -> str:
        """It in words: internal; exempt by paragraph 3: the contract is being let."""
        if self.kind is not Audience.EXEMPT:
            return self.kind.value
        return f"exempt by paragraph {self.paragraph}: {self.because}"


AVisibility = Annotated[
    Visibility,
    BeforeValidator(
        lambda said: {"kind": said} if isinstance(said, str) else said,
        json_schema_input_type=Literal[Audience.PUBLIC, Audience.INTERNAL] | Visibility,
    ),
]
"""A visibility, or its word alone."""


class PlainWords(PlanPart):
    """An action in the words of people who do not work in the service."""

    title: str = ""
    """What it is called."""
    summary: str = ""
    """What it is to do, in a sentence or two."""


APlain = Annotated[
    PlainWords,
    BeforeValidator(
        lambda said: {"title": said} if isinstance(said, str) else said,
        json_schema_input_type=str | PlainWords,
    ),
]
"""An action in plain words, or its title alone."""
