"""Which keys a mapping of a plan file may have, as its model says."""

from collections.abc import Sequence
from types import UnionType
from typing import Annotated, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from planctl.plan.base import keys_of


def known_keys(model: type[BaseModel], above: Sequence[str | int]) -> list[str]:
    """Return the keys that may stand in the mapping found at `above` in a model's document.

    There are none where they are the periods of the plan.
    """
    kind: object = model
    for key in above:
        kind = _plain_kind(_kind_within(kind, key))
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return list(keys_of(kind))
    names: object = get_args(kind)[0]
    return list(get_args(names)) if get_origin(names) is Literal else []


def _kind_within(kind: object, key: str | int) -> object:
    """Return the kind of what is at a key: of a field, or of an entry of a list or a mapping."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return dict(zip(keys_of(kind), kind.model_fields.values(), strict=True))[
            str(key)
        ].annotation
    entries = get_args(kind)
    return entries[isinstance(key, str)]


def _plain_kind(kind: object) -> object:
    """Return a kind without what is told about it, and without None beside it."""
    while get_origin(kind) in (Annotated, Union, UnionType):
        kind = get_args(kind)[0]
    return kind
