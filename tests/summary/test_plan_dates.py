"""The dates of a plan by how they stand on a day, in the paper of milestones."""

from datetime import date
from typing import Any

from planctl.plan.model import Action, Header
from planctl.plan.plan import Entry, Plan
from planctl.plan.ratings import Rating
from planctl.reports.formats import render
from planctl.reports.report import ReportRequest
from planctl.summary.plan_dates import dates_sentence, plan_dates, undated_sentences
from planctl.summary.summary import Summary, summarise

_HEADER = {"title": "T", "organisation": "O", "year": "2019-20", "priorities": {"1": "First"}}
_DAY = date(2019, 10, 10)
"""Q2 is reported."""


def _seen(*said: dict[str, Any] | None, day: date = _DAY) -> Summary:
    entries = [
        Entry(f"1.{number}", f"1.{number}", None if each is None else _action(f"1.{number}", each))
        for number, each in enumerate(said, 1)
    ]
    return summarise(Plan("p", Header.model_validate(_HEADER), None, tuple(entries)), day)


def _action(number: str, said: dict[str, Any]) -> Action:
    return Action.model_validate({"id": number, "title": f"A{number}", "lead": "L", **said})


def _standing(summary: Summary) -> dict[str, list[str]]:
    return {
        name.name: [f"{each.row.id} {each.slip.milestone}".strip() for each in dates]
        for name, dates in plan_dates(summary).items()
        if dates
    }


def _paper(summary: Summary) -> str:
    return b"".join(render(ReportRequest(summary, "milestones"), "markdown")).decode()


def test_a_date_is_overdue_the_day_after_it_and_soon_for_ninety_days() -> None:
    dues = ("2019-10-09", "2019-10-10", "2020-01-08", "2020-01-09", "ongoing")
    assert _standing(_seen(*({"due": due} for due in dues))) == {
        "OVERDUE": ["1.1"],
        "SOON": ["1.2", "1.3"],
        "LATER": ["1.4"],
        "UNDATED": ["1.5"],
    }


def test_a_milestone_is_done_in_the_quarter_or_since_or_was_before() -> None:
    steps = {
        "Before": {"due": "2019-08", "done": "2019-06-30"},
        "First": {"due": "2019-09", "done": "2019-07-01"},
        "Since": {"due": "2019-07", "done": "2019-10-10"},
        "Not yet known": {"due": "2019-09", "done": "2019-10-11"},
    }
    assert _standing(_seen({"milestones": steps})) == {
        "OVERDUE": ["1.1 Not yet known"],
        "DONE": ["1.1 Since", "1.1 First"],
        "SETTLED": ["1.1 Before"],
    }


def test_an_action_is_done_in_the_quarter_in_which_it_was_first_delivered() -> None:
    step = {"milestones": {"Left open": {"due": "2019-09"}}, "due": "2019-08"}
    complete, closed = {"status": "complete"}, {"status": "closed"}
    opened = {"opening": {"quarter": "Q4 2018-19", "status": "complete"}}
    summary = _seen(
        {**step, "updates": {"Q2": complete}},
        {**step, "updates": {"Q1": complete, "Q2": complete}},
        {**step, "updates": {"Q2": closed}},
        {**step, **opened},
        {**step, "updates": {"Q1": {"rag": "red"}, "Q2": {"status": "embedded"}}},
    )
    assert _standing(summary)["DONE"] == ["1.1", "1.5"]
    assert len(_standing(summary)["SETTLED"]) == 8
    assert summary.rows[0].at(summary.quarter).rating is Rating.COMPLETE


def test_what_no_table_lists_is_counted_in_sentences() -> None:
    summary = _seen(
        {"due": "TO BE CONFIRMED"}, {"milestones": {"M": {"due": "ongoing"}}}, {}, None,
        {"due": "2019-05", "updates": {"Q1": {"status": "complete"}}},
    )  # fmt: skip
    assert undated_sentences(plan_dates(summary), summary) == (
        "Without a date: 1 to be confirmed, 1 ongoing. "
        "2 actions that are not finished have no due date. "
        "1 more was done before Q2, or the action is finished. "
        "1 of 5 actions cannot be read."
    )
    one = _seen({})
    assert dates_sentence(plan_dates(one), one) == (
        "No due date or milestone in the plan is overdue or to come, "
        "and none was done in Q2 or since."
    )
    assert undated_sentences(plan_dates(one), one) == (
        "1 action that is not finished has no due date."
    )
    assert "## By lead" not in _paper(one)
    assert undated_sentences(plan_dates(_seen({"due": "ongoing"})), one) == (
        "Without a date: 1 ongoing. 1 action that is not finished has no due date."
    )


def test_the_paper_says_how_late_how_far_moved_and_what_is_asked_for() -> None:
    move = {"was": "2019-08", "to": "2019-09", "date": "2019-08-20", "reason": "The lease is late."}
    asked = {**move, "was": "2019-09", "to": "2019-12", "date": "2019-10-01"}
    later = {**asked, "date": "2019-10-20", "agreed_by": "DMT"}
    step = {"due": "2019-07", "done": "2019-08-01", "moves": [asked]}
    agreed = [{**move, "agreed_by": "DMT"}]
    summary = _seen(
        {"due": "2019-09", "moves": [*agreed, asked], "lead": ["L", "M"]},
        {
            "due": "2019-12", "moves": [*agreed, later],
            "milestones": {"Hub  opens": step},
            "updates": {"Q2": {"rag": "red", "headline": "Late", "next_steps": "Sign the lease."}},
            "lead": "N",
        },
        {"lead": "Z"},
    )  # fmt: skip
    told = _paper(summary)
    moved = "first agreed as August 2019, moved once, 30 days lost"
    assert (
        f"| 1.1 A1.1 | September 2019 | 10 days | L / M | {moved}; December 2019 asked for |"
    ) in told
    assert f"| 1.2 A1.2 | September 2019 | 10 days | N | {moved} |" in told
    assert "| 1.2 A1.2 · Hub opens | July 2019 | 1 August 2019, 1 day late | N | – |" in told
    assert "| L | 1 | 0 | 0 | 0 | 0 |" in told
    assert "| Z |" not in told
    assert "| N | 1 | 0 | 0 | 1 | 0 |" in told
    assert "An action with several leads counts under each of them." in told
    assert "Moved: from August 2019 to September 2019, agreed by DMT" in told
    assert "> Sign the lease." in told
    assert "agreed by DMT on 20 October 2019" not in told


def test_an_action_that_is_done_is_told_by_its_quarter() -> None:
    told = _paper(_seen({"due": "2019-08", "updates": {"Q2": {"status": "complete"}}}))
    assert "| 1.1 A1.1 | August 2019 | Q2 | L | – | Complete ✓ |" in told
