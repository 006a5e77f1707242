"""The plan of several agencies, whose actions have milestones of their own dates and no periods."""

from datetime import date
from pathlib import Path

from planctl.checks.run import check_plan
from planctl.plan.plan import load
from planctl.reports.formats import render
from planctl.reports.report import ReportRequest
from planctl.summary.recommendations import answered_recommendations
from planctl.summary.summary import Summary, summarise

FOLDER = Path(__file__).parents[1] / "cases" / "bodies" / "norfolk"
PLAN = load({f"p/{path.name}": path.read_bytes() for path in FOLDER.iterdir()})
TODAY = date(2017, 1, 20)


def _paper(summary: Summary, kind: str) -> str:
    return b"".join(render(ReportRequest(summary, kind), "markdown")).decode()


def test_it_checks_clean() -> None:
    assert [f"{each.place}: {each.message}" for each in check_plan(PLAN, TODAY)] == []


def test_each_recommendation_has_its_actions_and_the_response_to_it() -> None:
    found = answered_recommendations(summarise(PLAN, TODAY))
    assert [(each.id, [row.id for row in each.rows]) for each in found] == [
        ("1", ["1.i", "1.ii"]),
        ("2", ["1.iii"]),
    ]
    assert "part accepted" in _paper(summarise(PLAN, TODAY), "recommendations").lower()


def test_each_agency_has_its_actions_and_the_whole_is_counted_once() -> None:
    summary = summarise(PLAN, TODAY)
    leads = {count.name: count.total for count in summary.by_lead}
    assert leads == {"Mental Health Trust": 2, "Council": 2, "Police": 2}
    assert {step.label: number for step, number in summary.overall.steps.items()} == {
        "Red": 1,
        "Amber": 1,
        "Complete": 1,
    }


def test_dates_scope_and_outcome_are_printed_as_the_agencies_have_them() -> None:
    made = _paper(summarise(PLAN, TODAY), "full")
    for words in (
        "Mental Health Trust / Council",
        "**Scope:** local",
        "**Date of completion:** 20 December 2016",
        "**Outcome:** Each person who is known to three agencies has a named lead.",
        "31 December 2016",
        "31 January 2017",
    ):
        assert words in made
