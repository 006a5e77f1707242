"""Which problems of a plan a change brings in or touches, and which stood before it."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from posixpath import basename

from planctl.changes.diff import Changes
from planctl.plan.plan import Plan
from planctl.problem import Place, Problem
from planctl.text.document import Document

_Part = tuple[str, ...]
"""What of a file a problem is about: ("updates", "Q2"), ("lead",); () is all of it."""

_LINE_END = re.compile(r"\r\n?|\n")


@dataclass(frozen=True)
class CheckedPlan:
    """A plan and all that is wrong with it."""

    plan: Plan
    problems: tuple[Problem, ...]


def new_problems(old: CheckedPlan, new: CheckedPlan, changes: Changes) -> tuple[Problem, ...]:
    """Return the problems that the changes bring in, or that stand in what they touch.

    A problem stood before if the same was said of the same part of the same action, whatever its
    line; a part is touched if it says anything else than it did.
    """
    known = Counter(identity for _, identity in _identified(old, {}))
    touched = _touched(changes)
    numbers = {f"{each.id}.yaml": f"{each.was}.yaml" for each in changes.there}
    found = []
    for problem, identity in _identified(new, numbers):
        known[identity] -= 1
        parts = touched.get(basename(problem.place.path), ())
        if known[identity] < 0 or any(_meet(identity[1], part) for part in parts):
            found.append(problem)
    return tuple(found)


def _identified(
    checked: CheckedPlan, numbers: Mapping[str, str]
) -> Iterator[tuple[Problem, tuple[str, _Part, str, str]]]:
    """Yield each problem, and what makes it the same as one of another version of the plan."""
    documents = {each.path: each for each in _documents(checked.plan)}
    for problem in checked.problems:
        name = basename(problem.place.path)
        document = documents.get(problem.place.path)
        part = _part(document, problem.place) if document else ()
        yield problem, (numbers.get(name, name), part, problem.rule, problem.message)


def _documents(plan: Plan) -> Iterator[Document]:
    found = (plan.document, *(entry.document for entry in plan.entries))
    return (document for document in found if document)


def _part(document: Document, place: Place) -> _Part:
    """Return the quarter or field that a place of a document is in, or stands below."""
    ends = [found.end() for found in _LINE_END.finditer(document.text)]
    at = [0, *ends][place.line - 1] + place.column - 1
    *_, keys = (keys for keys, span in document.spans.items() if span.key_start <= at or not keys)
    return tuple(key for key in keys[:2] if isinstance(key, str))


def _touched(changes: Changes) -> Mapping[str, tuple[_Part, ...]]:
    """Return the parts that changed by the names of their files; all of one that is unreadable."""
    found = {"plan.yaml": tuple(each.keys for each in changes.header)}
    for action in changes.there:
        found[f"{action.id}.yaml"] = tuple(each.keys for each in action.changes)
    unread = (path for paths in changes.unreadable for path in paths)
    return {**found, **{basename(path): ((),) for path in unread}}


def _meet(one: _Part, other: _Part) -> bool:
    """Return whether one part is within the other."""
    return all(mine == theirs for mine, theirs in zip(one, other, strict=False))
