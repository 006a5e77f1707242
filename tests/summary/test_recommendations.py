"""What was done about each of 23 recommendations by 298 actions, and what is missing of it.

The size is that of a published plan; every word is invented.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache

from planctl.checks.run import check_plan
from planctl.plan.model import Header
from planctl.plan.plan import Plan, load
from planctl.plan.recommendation import Recommendation
from planctl.reports.formats import render
from planctl.reports.report import ReportRequest
from planctl.summary.recommendations import (
    AnsweredRecommendation,
    answered_recommendations,
    recommendation_facts,
    recommendations_sentence,
    shown_by,
)
from planctl.summary.summary import Summary, summarise
from planctl.workspace.selection import Choice, selected_summary
from quarters import Q2

TODAY = date(2019, 10, 20)
RECOMMENDATIONS, ACTIONS = 23, 298
UNANSWERED = {"R3", "R9", "R14", "R20", "R23"}
UNMEASURED = {"R2", "R5", "R11", "R17", "R22"}
PAST = {"R1", "R6", "R8", "R13", "R19"}
OLD, BARE, SILENT = range(20, 30), range(60, 65), range(100, 110)
ANSWERED = [f"R{n}" for n in range(1, 24) if f"R{n}" not in UNANSWERED]


def _header() -> str:
    lines = ["title: Invented plan of Bromley's size", "organisation: Aldermere", "year: 2019-20"]
    lines += ["priorities:", *(f"  {n}: Invented priority {n}" for n in range(1, 11))]
    lines += ["recommendations:"]
    for name in (f"R{n}" for n in range(1, RECOMMENDATIONS + 1)):
        lines += [f"  {name}:", f"    text: Invented recommendation {name}."]
        lines += ["    deadline: 2019-09"] if name in PAST else []
    return "\n".join(lines)


def _action(number: int, answers: str) -> str:
    lines = [f"title: Action {number}", f"lead: Lead {number % 7}", f"answers: [{answers}]"]
    lines += [] if answers in UNMEASURED else ["measures:", "  - How many"]
    if number not in SILENT:
        said = "status: complete" if number in BARE else "rag: green"
        lines += ["updates:", "  Q2:", f"    {said}", "    commentary: Work.", "    impact: Less."]
        seen = "June 2019" if number in OLD else "2 September 2019"
        lines += [] if number in BARE else [f"    evidence: Visit, {seen}."]
    return "\n".join(lines)


def _texts() -> Iterator[tuple[str, bytes]]:
    yield "p/plan.yaml", _header().encode()
    for at in range(ACTIONS):
        number = f"{at % 10 + 1}.{at // 10 + 1}"
        text = f'id: "{number}"\n{_action(at, ANSWERED[at % len(ANSWERED)])}\n'
        yield f"p/{number}.yaml", text.encode()


@cache
def _plan() -> Plan:
    return load(dict(_texts()))


def _found() -> tuple[AnsweredRecommendation, ...]:
    return answered_recommendations(summarise(_plan(), TODAY))


def test_forty_planted_gaps_are_each_found_and_nothing_else() -> None:
    found = [(each.id, gap) for each in _found() for gap in each.gaps]
    kinds = Counter(gap.kind for _, gap in found)
    for kind, names in (("no action", UNANSWERED), ("no measure", UNMEASURED)):
        assert {name for name, gap in found if gap.kind == kind} == names
    assert {name for name, gap in found if gap.kind == "deadline past"} == PAST
    assert kinds == {
        "no action": 5,
        "no measure": 5,
        "no update": 10,
        "no evidence": 5,
        "old evidence": 10,
        "deadline past": 5,
    }
    assert sum(kinds.values()) == 40


def test_check_finds_those_that_a_plan_alone_can_tell() -> None:
    rules = Counter(each.rule for each in check_plan(_plan(), TODAY))
    assert (rules["unanswered"], rules["old-evidence"], rules["answers"]) == (5, 10, 0)


def test_every_action_counts_for_what_it_answers_and_the_sentence_says_what_is_missing() -> None:
    found = _found()
    assert sum(each.counts.total for each in found) == ACTIONS
    assert sum(each.measures for each in found) == sum(
        len(row.action.measures) for each in found for row in each.rows if row.action
    )
    sentence = recommendations_sentence(found)
    assert sentence.startswith("23 recommendations; no action answers 5 of them; something is")


def test_one_page_says_what_was_done_about_one() -> None:
    summary = selected_summary(summarise(_plan(), TODAY), Choice(recommendation="r7"))
    page = b"".join(render(ReportRequest(summary, "recommendations"), "markdown")).decode()
    assert "Invented recommendation R7." in page
    assert "Invented recommendation R8." not in page
    rows = [row for row in _plan().actions if row.answers == ("R7",)]
    assert len(rows) > 10
    assert all(f"| {row.id} {row.title} |" in page for row in rows)


def test_that_nobody_answers_one_is_an_answer() -> None:
    summary = selected_summary(summarise(_plan(), TODAY), Choice(recommendation="R3"))
    page = b"".join(render(ReportRequest(summary, "recommendations"), "markdown")).decode()
    assert "1 recommendation; no action answers 1 of them" in page
    assert "- no action answers it" in page
    full = b"".join(render(ReportRequest(summary), "markdown")).decode()
    assert "There are no actions answering R3." in full


def test_a_paper_of_a_plan_without_recommendations_says_so() -> None:
    texts = {name: raw for name, raw in _texts() if name != "p/plan.yaml"}
    header = _header().partition("recommendations:")[0].encode()
    summary = summarise(load({**texts, "p/plan.yaml": header}), TODAY)
    page = b"".join(render(ReportRequest(summary, "recommendations"), "markdown")).decode()
    assert "The plan lists no recommendations." in page


def _summary(action: str, **said: object) -> Summary:
    header = {"title": "T", "organisation": "O", "year": "2019-20", "priorities": {"3": "P"}}
    made = Header.model_validate({**header, "recommendations": {"R7": {"text": "Act.", **said}}})
    text = f'id: "3.2"\ntitle: T\nlead: L\nanswers: [R7]\n{action}'
    texts: Mapping[str, bytes] = {"p/plan.yaml": b"year: 2019-20", "p/3.2.yaml": text.encode()}
    plan = load(texts)
    return summarise(Plan("p", made, None, plan.entries), TODAY, Q2)


def test_a_list_of_evidence_is_told_by_its_entries_with_the_quarter_that_has_it() -> None:
    evidence = "    evidence: |\n      - A visit.\n      - An audit.\n"
    summary = _summary(f"updates:\n  Q1:\n    status: complete\n{evidence}")
    found = list(shown_by(summary.rows, summary))
    assert found == [("3.2, Q1", "A visit."), ("3.2, Q1", "An audit.")]
    held = "opening:\n  quarter: Q4 2018-19\n  status: complete\n"
    assert list(shown_by(_summary(held).rows, _summary(held))) == []


def test_a_deadline_that_is_past_names_what_is_still_open() -> None:
    (one,) = answered_recommendations(_summary("measures: [M]\n", deadline="2019-09"))
    assert one.gaps[0].line == "its deadline, September 2019, is past, and 3.2 is not finished"
    done = "measures: [M]\nupdates:\n  Q2:\n    status: closed\n    commentary: Over.\n"
    (one,) = answered_recommendations(_summary(done, deadline="2019-09"))
    assert one.gaps == ()
    assert recommendations_sentence((one,)) == "1 recommendation."


def test_what_is_known_of_a_recommendation_has_a_name() -> None:
    said = {"text": "Act.", "position": {"2019-10-01": "Some."}, "response": "accepted"}
    assert recommendation_facts(Recommendation.model_validate(said)) == {
        "Response": "Accepted",
        "Position": "1 October 2019: Some.",
    }
    more = {"text": "A.", "body": "CQC", "date": "2019-05-01", "position": {"2019-10-01": "No."}}
    assert recommendation_facts(Recommendation.model_validate(more)) == {
        "Recommended by": "CQC, 1 May 2019",
        "Position, as CQC sees it": "1 October 2019: No.",
    }
