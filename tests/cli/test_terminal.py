"""How a problem looks as a frame: the problem, and the lines that are printed."""

import pytest

from planctl.cli.problem_frames import frames
from planctl.problem import Place, Problem, Severity

LONG = f"title: {'a' * 200} wrong {'b' * 200}"

CASES = [
    (
        Problem("id", Severity.ERROR, "id 3.2 is no text", Place("p.yaml", 1, 5, 3, "id: 3.2")),
        "error[id]: id 3.2 is no text\n --> p.yaml:1:5\n  |\n1 | id: 3.2\n  |     ^^^\n",
    ),
    (
        Problem("file", Severity.WARNING, "plan.yaml is missing", Place("p"), "start one"),
        "warning[file]: plan.yaml is missing\n --> p:1:1\n  = help: start one\n",
    ),
    (
        Problem("x", Severity.ERROR, "m\u202e", Place("a\x1b", 12, 1, 2, "\tb\u200bc")),
        "error[x]: m\\u202e\n  --> a\\x1b:12:1\n   |\n12 |  b\\u200bc\n   | ^^\n",
    ),
    (
        Problem("x", Severity.ERROR, "m", Place("p", 1, LONG.index("wrong") + 1, 5, LONG)),
        f"error[x]: m\n --> p:1:209\n  |\n1 | …{'a' * 59} wrong {'b' * 53}\n  | {' ' * 61}^^^^^\n",
    ),
]


@pytest.mark.parametrize(("problem", "shown"), CASES)
def test_a_problem_is_shown_where_it_is(problem: Problem, shown: str) -> None:
    (frame,) = frames([problem])
    assert frame.plain == shown
