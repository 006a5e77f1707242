"""How a problem looks as a frame: the problem, and the lines that are printed."""

import sys
from datetime import date
from io import StringIO
from time import sleep

import pytest
from rich.console import Console

from planctl.cli.commentary_lines import commentary_lines
from planctl.cli.problem_frames import frames
from planctl.cli.terminal import measuring
from planctl.cli.waiting import working
from planctl.measures.readings import MeasureResults
from planctl.plan.measure import Measure
from planctl.plan.year import Year
from planctl.problem import Place, Problem, Severity
from quarters import Q4

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


def test_a_measure_is_shown_as_at_its_quarter_with_the_tolerance_that_its_rating_rests_on() -> None:
    fields = {"unit": "%", "polarity": "lower", "frequency": "annual", "target": "2"}
    measure = Measure.model_validate({"id": "m", **fields, "actuals": {"Q3": "6.9"}})
    measured = MeasureResults("Moves", measure, Year(2019), date(2020, 5, 1))
    console = Console(width=200)
    with console.capture() as shown:
        console.print(measuring([("3.2", measured)], Q4))
    assert "6.9%, as at Q3" in shown.get()
    assert "▲ Red (tolerance by default: within 5% of target)" in shown.get()


@pytest.mark.parametrize(("is_terminal", "seconds", "shown"), [(1, 1.2, 1), (1, 0, 0), (0, 0, 0)])
def test_what_takes_more_than_a_moment_shows_a_sign_of_life_at_a_terminal(
    monkeypatch: pytest.MonkeyPatch, is_terminal: int, seconds: float, shown: int
) -> None:
    screen = StringIO()
    monkeypatch.setattr(screen, "isatty", lambda: bool(is_terminal))
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    with working("Checking"):
        sleep(seconds)
    assert ("Checking" in screen.getvalue()) is bool(shown)


def test_words_right_above_a_table_are_shown_above_it() -> None:
    text = "By team:\n| Team | Cases |\n| --- | --- |\n| North | 12 |"
    console = Console(file=StringIO(), width=40)
    for part in commentary_lines(text):
        console.print(part)
    assert isinstance(console.file, StringIO)
    lines = [line.split() for line in console.file.getvalue().splitlines()]
    assert lines[0] == ["By", "team:"]
    assert ["Team", "Cases"] in lines
    assert ["North", "12"] in lines
