"""The fields of an action and of its updates: what each holds, and what people call it."""

from collections.abc import Mapping
from typing import Literal, get_args

UpdateField = Literal[
    "rag",
    "status",
    "headline",
    "commentary",
    "impact",
    "if_continues",
    "next_steps",
    "back_to_green",
    "ask",
    "evidence",
    "confidence",
]
UPDATE_FIELDS: tuple[str, ...] = get_args(UpdateField)
"""The fields of an update, in the order in which a file has them."""

SignedField = Literal[
    "title",
    "description",
    "plain",
    "lead",
    "priority",
    "owner",
    "accountable",
    "source",
    "answers",
    "starts",
    "due",
    "original_due",
    "moves",
    "milestones",
    "supersedes",
    "links",
    "indicators",
    "fields",
    "measures",
    "agreed_changes",
    "opening",
    "organisation",
    "priorities",
    "leads",
    "ratings",
    "scale",
    "calendar",
    "recommendations",
    "other",
]
SIGNED_FIELDS: tuple[str, ...] = get_args(SignedField)
"""The fields of an action and of plan.yaml that a sign-off covers; `other` where none is known."""

AGREED = "agreed_changes"
"""The field that has what was changed by agreement."""

MustOrShould = Literal["must", "should"]
Response = Literal["accepted", "part accepted", "not accepted"]
"""What is said to a recommendation."""

Shares = Literal["whole", "one decimal"]
"""How shares of actions are printed."""
ONE_DECIMAL: Shares = "one decimal"

WORD_FIELDS: tuple[str, ...] = ("rag", "status", "confidence")
"""The fields of an update that hold one word of a list of words."""

TEXT_FIELDS: tuple[str, ...] = (
    "commentary",
    "impact",
    "if_continues",
    "next_steps",
    "back_to_green",
    "ask",
    "evidence",
)
"""The fields of an update that hold sentences."""

FACT_FIELDS = ("owner", "accountable", "source")
"""The fields of an action that hold a short text about it, as a file has them.

A field that is added here, and to the model of an action, is shown wherever actions are.
"""

LIST_FIELDS = ("links", "indicators")
"""The fields of an action that hold a list of texts."""

_LABELS: Mapping[str, str] = {
    "if_continues": "If it continues",
    "ask": "Decision asked for",
    "original_due": "Originally due",
    "moves": "Moves of the due date",
    "links": "Links with other plans and strategies",
    "indicators": "Indicators of success",
    "measures": "How performance is measured and tracked",
    "opening": "When the year began",
    "answers": "Answers recommendations",
    "plain": "In plain words",
}


_NEUTRAL: Mapping[str, str] = {"back_to_green": "Way back"}
"""What the fields are called whose names have a word of planctl's own scale."""


def label(field: str, *, own_scale: bool = False) -> str:
    """Return what people call a field: Next steps, Indicators of success.

    Where a body has a scale of its own, in no word of planctl's.
    """
    if own_scale and field in _NEUTRAL:
        return _NEUTRAL[field]
    return _LABELS.get(field, field.replace("_", " ").capitalize())
