"""What all parts of a plan have in common: they are texts once written, and do not change."""

import ast
import inspect
import re
import sys
from collections.abc import Mapping
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints
from pydantic_core import PydanticCustomError


class Said(BaseModel):
    """A part of a plan file: frozen, no key but its own, no space around a text."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


def explained(model: type[Said]) -> Mapping[str, str]:
    """Return what each field of a model is, as the text below it in the source says.

    Pydantic can look for it too, but each time that a model is made, and few runs want it.
    """
    found: dict[str, str] = {}
    for each in reversed(model.__mro__[: model.__mro__.index(Said)]):
        for field, below in pairwise(_bodies(each.__module__)[each.__name__]):
            match field, below:
                case (
                    ast.AnnAssign(target=ast.Name(id=name)),
                    ast.Expr(value=ast.Constant(value=str(about))),
                ):
                    found[name] = inspect.cleandoc(about)
    return found


@cache
def _bodies(module: str) -> Mapping[str, list[ast.stmt]]:
    """Return what is in each class of a module, as its source has it."""
    tree = ast.parse(inspect.getsource(sys.modules[module]))
    return {each.name: each.body for each in tree.body if isinstance(each, ast.ClassDef)}


def _written_as_day(said: object) -> object:
    """Return what was said unless it is a text that pydantic alone would take: a number, a time."""
    if isinstance(said, str) and not _DAY.fullmatch(said.strip()):
        raise PydanticCustomError("date_parsing", "not YYYY-MM-DD")
    return said


_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

Day = Annotated[date, BeforeValidator(_written_as_day)]
Text = Annotated[str, StringConstraints(min_length=1)]
