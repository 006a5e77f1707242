"""Small inputs of time and the right answer, of the plans that are in the repository."""

import os
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from planctl.checks.run import check_plan
from planctl.plan.period import Period
from planctl.plan.plan import Plan, load
from planctl.plan.year import Year
from planctl.reports.formats import render
from planctl.reports.kinds import KINDS
from planctl.reports.paper.options import PaperOptions
from planctl.reports.report import ReportRequest
from planctl.reports.templates.template import Sources
from planctl.store.folder import texts
from planctl.summary.slippage import slips
from planctl.summary.summary import summarise
from quarters import QUARTERS
from summary.test_time import plan

ROOT = Path(__file__).resolve().parents[2]
DONE = {"due": "2019-08-31", "updates": {"Q2": {
    "status": "complete", "commentary": "W.", "impact": "Much.", "evidence": "A visit."
}}}  # fmt: skip


@cache
def kept(folder: str) -> Plan:
    """Return a plan of ours."""
    return load(*texts(os.path.relpath(ROOT / folder)))


def told(said: Plan, day: date, kind: str, quarter: Period | None = None) -> str:
    """Return a paper as Markdown."""
    request = ReportRequest(summarise(said, day, quarter), kind, PaperOptions(), "", Sources(""))
    return b"".join(render(request, "markdown")).decode()


def test_the_real_plan_lacks_nothing_until_the_deadline_is_past() -> None:
    """Its updates of Q1 were due on 12 July 2019."""
    real = kept("plan/2019-20")
    before = told(real, date(2019, 7, 5), "exceptions")
    assert "None of the 21 actions in the plan are exceptions for Q1" in before
    assert (
        told(real, date(2019, 7, 5), "full").count("**Q1, April to June 2019: Due by 12 July") == 21
    )
    after = told(real, date(2019, 7, 13), "exceptions")
    assert "21 of the 21 actions in the plan are exceptions for Q1" in after


def test_the_highlights_of_an_earlier_quarter_tell_only_moves_of_its_time() -> None:
    example = kept("examples/2025-26")
    said = told(example, date(2026, 5, 20), "highlight", Year(2025).first)
    assert "As at 10 September 2025" in said
    assert "Dates moved" not in said


def test_the_exceptions_of_an_earlier_quarter_are_those_of_its_own_paper() -> None:
    said = told(kept("examples/2025-26"), date(2026, 5, 20), "exceptions", Year(2025).first)
    assert "3 of the 16 actions in the plan are exceptions for Q1" in said
    assert "Overdue" not in said


@pytest.mark.parametrize("kind", [each for each in KINDS if each != "action"])
def test_a_paper_made_before_the_sign_off_does_not_tell_of_it(kind: str) -> None:
    """The example's Q4 was signed off on 13 May 2026."""
    said = told(kept("examples/2025-26"), date(2026, 4, 20), kind)
    assert "As at 20 April 2026" in said
    assert "13 May 2026" not in said


def test_a_move_that_waits_is_asked_for_in_the_highlights() -> None:
    asked = told(kept("examples/2025-26"), date(2026, 5, 14), "highlight")
    words = "5.2 JOINT COMMISSIONING OF SHORT BREAKS, to be moved from September 2026 to January"
    assert words in asked
    assert "The joint contract is advertised in May" in asked


def test_what_is_complete_is_so_everywhere_in_the_quarters_that_follow() -> None:
    said, day = plan(DONE), date(2020, 1, 20)
    assert "The one action in the plan is no exception" in told(said, day, "exceptions")
    assert "Complete (since Q2)" in told(said, day, "full")
    (action,) = said.actions
    assert not any(slip.overdue(day) for slip in slips(action, QUARTERS[:3]))
    assert not [each for each in check_plan(said, day) if each.rule != "file"]


def test_of_many_actions_a_first_report_tells_what_is_off_track() -> None:
    many = plan(
        *(
            {"updates": {"Q2": {"rag": rag, "commentary": "W."}}}
            for rag in ["green"] * 297 + ["red"]
        )
    )
    said = told(many, date(2019, 10, 30), "highlight")
    assert "This is the first report: there is nothing to compare it with." in said
    assert "| 1.298 A298 (L) | Red ▲ | Rated red. | Not stated |" in said
    assert said.count("\n") < 50
