"""Everything that is known of each problem, as JSON."""

import json
from collections.abc import Sequence
from typing import Literal

from typing_extensions import TypedDict  # pydantic asks for this one before Python 3.12

from planctl.problem import Problem, Severity, visible

NAME = "json"


class ProblemRecord(TypedDict):
    """A problem of a plan: the rule, what is so, what to do, and where it is."""

    rule: str
    severity: Literal["error", "warning"]
    message: str
    hint: str
    path: str
    line: int
    column: int
    width: int
    text: str


class SeverityCounts(TypedDict):
    """How many problems there are of each severity."""

    errors: int
    warnings: int


class CheckRecord(TypedDict):
    """What `planctl check --json` prints: the problems, in the order of files."""

    schema: Literal["planctl/check/1"]
    problems: list[ProblemRecord]
    counts: SeverityCounts


def render(problems: Sequence[Problem]) -> str:
    """Return the problems and how many there are of each severity."""
    severities = [problem.severity for problem in problems]
    said: CheckRecord = {
        "schema": "planctl/check/1",
        "problems": [_entry(problem) for problem in problems],
        "counts": {
            "errors": severities.count(Severity.ERROR),
            "warnings": severities.count(Severity.WARNING),
        },
    }
    return json.dumps(said, ensure_ascii=False, indent=2) + "\n"


def _entry(problem: Problem) -> ProblemRecord:
    place = problem.place
    return {
        "rule": problem.rule,
        "severity": problem.severity.value,
        "message": visible(problem.message),
        "hint": visible(problem.hint),
        "path": visible(place.path),
        "line": place.line,
        "column": place.column,
        "width": place.width,
        "text": visible(place.text),
    }
