"""The words of each field that takes one of a list of words, and what such a word is."""

from collections.abc import Mapping
from typing import get_args

from planctl.plan.calendar import Region
from planctl.plan.disclosure import SmallNumbers
from planctl.plan.division import Division
from planctl.plan.fields import UPDATE_FIELDS, MustOrShould, Response, Shares
from planctl.plan.figure import Unit
from planctl.plan.measure import Basis, Frequency, Polarity
from planctl.plan.ratings import Rag, Status
from planctl.plan.scale_step import StepKind
from planctl.plan.visibility import Audience

WORDS: Mapping[str, list[str]] = {
    "rag": [*Rag],
    "status": [*Status],
    "confidence": [*Rag],
    "holidays": [*get_args(Region)],
    "field": [*UPDATE_FIELDS, "measures"],
    "unit": [*Unit],
    "polarity": [*Polarity],
    "basis": [*Basis],
    "frequency": [*Frequency],
    "is": [*StepKind],
    "periods": [*Division],
    "must_or_should": [*get_args(MustOrShould)],
    "response": [*get_args(Response)],
    "shares": [*get_args(Shares)],
    "kind": [*Audience],
    "not_shown": ["counted"],
    "rule": [*SmallNumbers],
}
"""The words of each field, as files have them."""

A_WORD: Mapping[str, str] = {
    "status": "a status",
    "holidays": "a nation",
    "field": "a field of an update",
    "unit": "a unit",
    "polarity": "a polarity",
    "basis": "a basis",
    "frequency": "a frequency",
    "is": "what a step can be",
    "periods": "a division of the year",
    "must_or_should": "must or should",
    "response": "a response",
    "shares": "a way to print shares",
    "kind": "a visibility",
    "not_shown": "what is said of what is not shown",
    "rule": "a rule of small numbers",
}
"""What a word of a field is, where that is not a RAG rating."""
