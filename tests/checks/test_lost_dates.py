"""Moves and milestones are only ever added to, or two readings of a plan tell what is lost."""

from datetime import date

import pytest

from plans import lost, texts

TODAY = date(2019, 11, 15)
ACTION = """id: "3.2"
title: HOMES
lead: Permanence
due: 2020-04
moves:
  - was: 2019-12
    to: 2020-03
    date: 2019-08-01
    reason: The tender was late.
    agreed_by: Chair
  - was: 2020-03
    to: 2020-04
    date: 2019-09-01
    reason: So was the builder.
milestones:
  The tender is let:
    due: 2019-09
    done: 2019-09-12
  The home opens:
    due: 2020-03
    moves:
      - was: 2020-01
        to: 2020-03
        date: 2019-08-01
        reason: The tender was late.
        agreed_by: Chair
"""
FIRST, SECOND = (
    f"  - was{each}" for each in ACTION.partition("milestones")[0].split("  - was")[1:]
)
MOVES = ACTION[ACTION.index("    moves:\n      -") :]
HOME = ACTION[ACTION.index("  The home opens") :]
GONE = "the move from December 2019 to March 2020 is gone or rewritten"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("title: HOMES", "title: PLACEMENTS", []),
        ("id:", "id: [", []),
        (FIRST, "", [("moves:", GONE)]),
        (FIRST, FIRST.replace("Chair", "Head"), [("moves:", GONE)]),
        (FIRST, FIRST.replace("tender", "builder"), [("moves:", GONE)]),
        (FIRST + SECOND, SECOND + FIRST, []),
        (SECOND, SECOND + "    agreed_by: Chair\n    decided: 2019-10-01\n", []),
        (SECOND, SECOND + "    refused_by: Chair\n", []),
        (SECOND, "", [("moves:", "the move from March 2020 to April 2020 is gone or rewritten")]),
        (SECOND, SECOND + SECOND.replace("2020-04", "2020-06"), []),
        (HOME, "", [("milestones:", "milestone 'The home opens' is gone")]),
        ("home opens", "house opens", [("milestones:", "milestone 'The home opens' is gone")]),
        ("done: 2019-09-12", "done: 2019-09-30", [("    done: 2019-09-30", "was done on")]),
        ("    done: 2019-09-12\n", "", [("  The tender is let:", "was done on 12 September")]),
        ("due: 2019-09\n", "due: 2019-10\n", [("    due: 2019-10", "and no move is recorded")]),
        ("due: 2020-03\n", "due: 2020-03\n    done: 2020-03-01\n", []),
        ("milestones:", "milestones:\n  All is done:\n    due: 2020-04", []),
        (MOVES, "", [("  The home opens:", "the move from January 2020 to March 2020 is gone")]),
    ],
)
def test_what_is_lost_is_told(old: str, new: str, told: list[tuple[str, str]]) -> None:
    assert old in ACTION
    found = lost(texts(a3_2=ACTION), texts(a3_2=ACTION.replace(old, new, 1)), TODAY)
    assert len(found) == len(told)
    for problem, (line, message) in zip(found, told, strict=True):
        assert problem.place.text == line
        assert message in problem.message
        assert (problem.rule, problem.severity) == ("dates", "error")


def test_an_action_that_is_new_has_lost_no_date() -> None:
    other = ACTION.replace("3.2", "3.3").replace("HOMES", "VISITS").replace("The home", "It")
    found = lost(texts(a3_2=ACTION), texts(a3_3=other.replace("tender was", "papers were")), TODAY)
    assert [each.rule for each in found] == ["removed"]


def test_what_is_lost_is_told_of_an_action_that_has_another_number() -> None:
    other = ACTION.replace('"3.2"', '"3.3"').replace("    done: 2019-09-12\n", "")
    (found,) = lost(texts(a3_2=ACTION), texts(a3_3=other), TODAY)
    assert (found.rule, found.place.path) == ("dates", "p/3.3.yaml")
