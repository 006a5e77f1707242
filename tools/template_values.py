"""What a template is given, as tables for docs/templates.md, from the types of the values."""

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from planctl.measures import chart_parts
from planctl.reports.paper import paper
from planctl.reports.values import (
    actions,
    blocks,
    labels,
    measure_tiles,
    measures,
    plan,
    priorities,
    runs,
)

PAGE = Path(__file__).resolve().parent.parent / "docs" / "templates.md"
_BLOCK = re.compile(r"(?<=<!-- made by make docs -->\n).*?(?=<!-- end -->)", re.DOTALL)
_MODULES: tuple[ModuleType, ...] = (
    plan,
    priorities,
    paper,
    actions,
    runs,
    blocks,
    measures,
    measure_tiles,
    chart_parts,
    labels,
)
_TOP = ("PlanValues", "Paper")
"""The types whose fields are the names that a template begins with."""
_NOT_GIVEN = "plan"


def page() -> str:
    """Return docs/templates.md with its tables made anew."""
    text = PAGE.read_text(encoding="utf-8")
    return _BLOCK.sub(lambda _: "\n".join(_tables()), text, count=1)


def _tables() -> Iterator[str]:
    classes = [each for module in _MODULES for each in _classes(module)]
    top = [each for each in classes if each.name in _TOP]
    yield from ("", "| name | what it is | |", "| --- | --- | --- |")
    for each in top:
        yield from _rows(each)
    for each in classes:
        if each not in top:
            bases = [base.id for base in each.bases if isinstance(base, ast.Name)]
            more = f" It has what `{bases[0]}` has, and:" if bases else ""
            yield from ("", f"### {each.name}", "", f"{ast.get_docstring(each)}{more}", "")
            yield from ("| name | what it is | |", "| --- | --- | --- |", *_rows(each))
    yield "\n"


def _classes(module: ModuleType) -> Iterator[ast.ClassDef]:
    """Yield the types of values that a module defines: its dataclasses."""
    for node in ast.parse(inspect.getsource(module)).body:
        if isinstance(node, ast.ClassDef) and node.decorator_list:
            yield node


def _rows(of: ast.ClassDef) -> Iterator[str]:
    """Yield a row for each field of a type, with the text that stands below the field."""
    for node, below in zip(of.body, of.body[1:], strict=False):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            name = node.target.id
            text = ast.literal_eval(below.value) if isinstance(below, ast.Expr) else None
            if not isinstance(text, str):
                raise TypeError(f"nothing says what {of.name}.{name} is")
            if name != _NOT_GIVEN:
                yield f"| `{name}` | {text} | {_type(node.annotation)} |"


def _type(annotation: ast.expr) -> str:
    """Return in words what a field is, where it is more than a text or a number."""
    text = ast.unparse(annotation).strip("'")
    if text.startswith("Mapping"):
        return "a mapping"
    text = re.sub(r"Sequence\[(.*)\]", r"list of \1", text)
    text = re.sub(r"Sequence\[(.*)\]", r"list of \1", text)
    text = text.replace("list of str", "list of texts").replace("list of bool", "list of yes or no")
    text = re.sub(r"\bRuns\b", "words", text).replace(" | None", " or nothing")
    return {"str": "", "int": "a number", "bool": "yes or no"}.get(text, text)
