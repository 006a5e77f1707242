"""Everything that is known of each problem, as JSON."""

import json
from collections.abc import Sequence

from planctl.problem import Problem, Severity, visible

NAME = "json"


def render(problems: Sequence[Problem]) -> str:
    """Return the problems and how many there are of each severity."""
    severities = [problem.severity for problem in problems]
    said = {
        "schema": "planctl/check/1",
        "problems": [_entry(problem) for problem in problems],
        "counts": {f"{each}s": severities.count(each) for each in Severity},
    }
    return json.dumps(said, ensure_ascii=False, indent=2) + "\n"


def _entry(problem: Problem) -> dict[str, object]:
    place = problem.place
    return {
        "rule": problem.rule,
        "severity": problem.severity,
        "message": visible(problem.message),
        "hint": visible(problem.hint),
        "path": visible(place.path),
        "line": place.line,
        "column": place.column,
        "width": place.width,
        "text": visible(place.text),
    }
