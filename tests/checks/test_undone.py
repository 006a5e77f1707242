"""What was in a plan, or said of an earlier quarter, and is not any more is told of."""

from datetime import date
from textwrap import indent

import pytest

from planctl.checks.rule import priority_ratings
from planctl.checks.run import check_plan
from planctl.plan.plan import load
from plans import lost

TODAY = date(2019, 10, 20)  # when Q2 is reported
HEADER = b"""title: Improvement Plan
organisation: Aldermere Council
year: 2019-20
priorities:
  3: Children in our care have stable homes
"""
CLOSED = b"closed:\n  Q1:\n    date: 2019-07-19\n    by: Chair\n"
ACTION = """id: "3.2"
title: HOMES
lead: Permanence
updates:
  Q1:
    rag: green
    commentary: |-
      Two carers were approved.
      A third is being assessed.
  Q2:
    rag: amber
    commentary: One carer left.
"""


def texts(header: bytes, **actions: str) -> dict[str, bytes]:
    """Return the texts of a plan; a3_2 is that of 3.2.yaml."""
    named = {f"{name[1:].replace('_', '.')}.yaml": text for name, text in actions.items()}
    return {"plan.yaml": header, **{name: text.encode() for name, text in named.items()}}


def told(old: str, new: str, header: bytes = HEADER) -> list[str]:
    found = lost(texts(HEADER, a3_2=old), texts(header, a3_2=new), TODAY)
    return [f"{each.rule} {each.place.line} {each.message}" for each in found]


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        (
            "Two carers",
            "Four carers",
            "earlier 7 'commentary' of Q1 says something else than it did",
        ),
        ("rag: green", "rag: red", "earlier 6 'rag' of Q1 says something else than it did"),
        ("    rag: green\n", "", "earlier 5 'rag' of Q1 says something else than it did"),
        ("rag: green", "status: complete", "earlier 5 'rag' of Q1 says something else than it did"),
        (
            ACTION[ACTION.index("  Q1") : ACTION.index("  Q2")],
            "  Q1:\n    rag: green\n",
            "earlier 5 'commentary' of Q1 says something else than it did",
        ),
    ],
)
def test_what_an_earlier_quarter_said_is_to_stay(old: str, new: str, line: str) -> None:
    assert old in ACTION
    assert told(ACTION, ACTION.replace(old, new, 1)) == [line]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("One carer", "Two carers"),
        ("rag: amber", "rag: red"),
        ("approved.\n      A third", "approved. A third"),
        ("    rag: green\n", "    rag: green\n    headline: Two more carers\n"),
        ("title: HOMES", "title: HOUSES"),
        ("updates:", "updates: ["),
    ],
)
def test_what_is_new_or_of_the_quarter_reported_may_change(old: str, new: str) -> None:
    assert old in ACTION
    assert told(ACTION, ACTION.replace(old, new, 1)) == []


def test_of_a_quarter_that_was_signed_off_its_own_record_speaks() -> None:
    assert told(ACTION, ACTION.replace("Two", "Four"), HEADER + CLOSED) == []
    later = HEADER + CLOSED.replace(b"2019-07-19", b"2019-10-21")
    assert len(told(ACTION, ACTION.replace("Two", "Four"), later)) == 1


def test_a_plan_whose_header_cannot_be_read_has_problems_enough() -> None:
    assert told(ACTION, ACTION.replace("Two", "Four"), b"title: [") == []
    assert told(ACTION, ACTION.replace("Two", "Four"), HEADER.replace(b"2019-20", b"soon")) == []


def test_an_action_that_is_gone_is_told_of_and_one_that_was_renumbered_is_not() -> None:
    one, other = (ACTION.replace("3.2", number) for number in ("3.1", "3.3"))
    carers = one.replace("HOMES", "CARERS").replace("carers", "nurses").replace("third", "fourth")
    before, gone = texts(HEADER, a3_1=carers, a3_2=ACTION), texts(HEADER, a3_2=ACTION)
    (problem,) = lost(before, gone, TODAY)
    assert problem.message == "'3.1 CARERS' is gone from the plan"
    assert (problem.place.path, problem.place.line) == ("plan.yaml", 5)
    moved = texts(HEADER, a3_1=carers, a3_3=other)
    assert lost(before, moved, TODAY) == []
    assert lost(before, texts(HEADER, a3_1="id: [", a3_2=ACTION), TODAY) == []
    assert lost(before, texts(b"title: [", a3_2=ACTION), TODAY) == []


def test_what_an_earlier_quarter_said_is_to_stay_under_another_number() -> None:
    other = ACTION.replace('"3.2"', '"3.3"').replace("Two carers", "Four carers")
    (problem,) = lost(texts(HEADER, a3_2=ACTION), texts(HEADER, a3_3=other), TODAY)
    assert (problem.rule, problem.place.path, problem.place.line) == ("earlier", "3.3.yaml", 7)


def test_an_action_whose_number_another_has_taken_is_gone() -> None:
    first = ACTION.replace("3.2", "3.1").replace("HOMES", "CARERS").replace("carer", "nurse")
    first = first.replace("third", "fourth")
    old = texts(HEADER, a3_1=first, a3_2=ACTION)
    (problem,) = lost(old, texts(HEADER, a3_1=ACTION.replace("3.2", "3.1")), TODAY)
    assert problem.message == "'3.1 CARERS' is gone from the plan"


MOVED = """due: 2020-01
moves:
  - was: 2019-12
    to: 2020-01
    date: 2019-09-02
    reason: So.
    agreed_by: Chair"""
STEP = f"milestones:\n  A:\n    due: 2020-01\n    done: 2019-10-21\n{indent(MOVED[13:], '    ')}"
AGREED = """agreed_changes:
  - date: 2019-10-21
    field: title
    was: S
    now: T
    reason: So.
"""
FAR = [
    ("due: 2091-12", ["far-date 4"]),
    ("due: 2029-12", []),
    ("due: 2030-01", ["far-date 4"]),
    ("due: 2016-03", []),
    ("due: 2010-03", ["far-date 4"]),
    ("starts: 2109-07-15", ["far-date 4", "starts 6"]),
    ("due: 2019-12\nmilestones:\n  A:\n    due: 2019-12\n    done: 2009-12-01", ["far-date 8"]),
    (MOVED.replace("2019-09-02", "2001-09-02"), ["far-date 8"]),
    (f"{MOVED}\n    decided: 2001-09-03", ["far-date 11"]),
    (MOVED.replace("2019-09-02", "2099-01-02"), ["future-date 8"]),
    (MOVED.replace("2019-09-02", "2019-10-21"), ["future-date 8"]),
    (MOVED.replace("2019-09-02", "2019-10-20"), []),
    (f"{MOVED}\n    decided: 2019-10-21", ["future-date 11"]),
    (f"{AGREED}    agreed_by: Chair", ["future-date 5"]),
    (f"{STEP}\n        decided: 2019-12-01", ["future-date 7", "future-date 14"]),
]


@pytest.mark.parametrize(("lines", "expected"), FAR)
def test_a_date_years_away_or_of_the_past_and_yet_to_come_is_doubtful(
    lines: str, expected: list[str]
) -> None:
    action = f'id: "3.2"\ntitle: T\nlead: L\n{lines}\nupdates:\n  Q2:\n    rag: green\n'
    action += "    commentary: So.\n"
    problems = check_plan(load(texts(HEADER, a3_2=action)), TODAY)
    found = [f"{each.rule} {each.place.line}" for each in problems]
    assert [each for each in found if not each.startswith(("green-late", "closed"))] == expected


def test_a_day_of_the_plan_itself_is_looked_at_too() -> None:
    header = HEADER + b"starts: 2091-05-01\n" + CLOSED.replace(b"2019-07", b"2009-07")
    assert dates_told(header) == ["far-date 6", "far-date 9"]
    stage = (
        b"    stages:\n      Board:\n        date: 2019-10-21\n        by: B\n        digest: d\n"
    )
    closed = CLOSED.replace(b"2019-07", b"2019-11") + stage
    assert dates_told(HEADER + closed) == [f"future-date {line}" for line in (8, 12)]


def dates_told(header: bytes) -> list[str]:
    found = check_plan(load(texts(header)), TODAY)
    return [f"{each.rule} {each.place.line}" for each in found if each.rule.endswith("-date")]


def test_a_plan_that_cannot_be_read_has_no_ratings_of_priorities() -> None:
    assert list(priority_ratings(load({"plan.yaml": b"["}))) == []
