"""What each field of a model is, as the source of the model says."""

import ast
import inspect
import sys
from collections.abc import Mapping
from functools import cache
from itertools import pairwise

from planctl.plan.base import PlanPart


def descriptions(model: type[PlanPart]) -> Mapping[str, str]:
    """Return what each field of a model is, as the text below it in the source says.

    Pydantic can look for it too, but each time that a model is made, and few runs want it.
    """
    found: dict[str, str] = {}
    for each in reversed(model.__mro__[: model.__mro__.index(PlanPart)]):
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
