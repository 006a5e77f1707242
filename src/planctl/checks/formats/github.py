"""Annotations on a pull request, as GitHub Actions reads them from a step's output."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter

from planctl.problem import Problem, Severity, visible

NAME = "github"

_MOST = 10
"""How many errors, and how many warnings, GitHub shows of one step; it drops the rest unsaid."""


def render(problems: Sequence[Problem]) -> str:
    """Return a line for each problem, the most severe first, and how many more there are.

    Nothing from a plan can begin a line, so nothing in it can be taken for a command.
    """
    return "".join(f"{line}\n" for line in _annotations(problems))


def _annotations(problems: Sequence[Problem]) -> Iterator[str]:
    left = []
    for severity, each in groupby(sorted(problems, key=_rank), attrgetter("severity")):
        found = list(each)
        yield from map(_annotation, found[:_MOST])
        if more := len(found[_MOST:]):
            left.append(f"{more} more {severity}{'s' * (more > 1)}")
    if left:
        yield f"and {' and '.join(left)}: `planctl check` shows them all"


def _rank(problem: Problem) -> int:
    return list(Severity).index(problem.severity)


def _annotation(problem: Problem) -> str:
    place = problem.place
    properties = {
        "file": place.path,
        "line": str(place.line),
        "col": str(place.column),
        "endColumn": str(place.column + place.width),
        "title": f"planctl: {problem.rule}",
    }
    said = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    message = "\n".join(filter(None, [problem.message, problem.hint]))
    return f"::{problem.severity} {said}::{_data(message)}"


def _data(text: str) -> str:
    text = visible(text).replace("%", "%25")
    return text.replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
