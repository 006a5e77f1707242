"""What the leads of priorities owe for a quarter."""

from dataclasses import replace
from datetime import date

from planctl.plan.plan import load
from planctl.summary.summary import Summary, summarise
from planctl.summary.updates_due import UnratedPriority, updates_due

HEADER = """title: T
organisation: O
year: 2019-20
priorities:
  1: {{text: One, lead: A}}
  2: {{text: Two, lead: B}}
  3: Three
  4: {{text: Four, lead: B, ratings: {{Q2: red}}}}
{}"""
ACTION = """id: "1.1"
title: A
lead: L
updates:
  Q1: {rag: green, commentary: W.}
  Q2: {rag: green, commentary: W.}
"""
CLOSED = "closed:\n  Q2: {date: 2019-10-20, by: Chair, digest: v1-}\n"
ONE, TWO = UnratedPriority("1", "One", "A"), UnratedPriority("2", "Two", "B")


def seen(day: date, more: str = "") -> Summary:
    files = {"p/plan.yaml": HEADER.format(more).encode(), "p/1.1.yaml": ACTION.encode()}
    return summarise(load(files), day)


def test_each_lead_of_a_priority_is_asked_for_its_rating() -> None:
    owed = updates_due(seen(date(2019, 10, 20)))
    assert owed.gaps == ()
    assert owed.priorities == (ONE, TWO)
    assert owed.overdue


def test_it_is_asked_of_its_own_lead_alone() -> None:
    summary = seen(date(2019, 10, 20))
    told = [updates_due(replace(summary, lead=lead)).priorities for lead in ("A", "B", "L")]
    assert told == [(ONE,), (TWO,), ()]
    assert not updates_due(replace(summary, lead="L")).overdue


def test_nothing_is_asked_once_the_quarter_is_closed() -> None:
    owed = updates_due(seen(date(2019, 10, 21), CLOSED))
    assert (owed.priorities, owed.overdue) == ((), False)
