"""Recommendations and the actions that answer them are held against each other."""

from datetime import date

from planctl.checks.run import check_plan
from planctl.plan.plan import load

TODAY = date(2019, 11, 15)
PLAN = """title: T
organisation: O
year: 2019-20
priorities:
  3: P
recommendations:
  R7: Act.
"""
ACTION = 'id: "3.2"\ntitle: T\nlead: L\nanswers:\n  - {}\n'


def _told(plan: str, action: str) -> list[tuple[str, str, str]]:
    found = check_plan(load({"plan.yaml": plan.encode(), "3.2.yaml": action.encode()}), TODAY)
    return [(each.rule, each.message, each.hint) for each in found]


def test_a_number_that_is_nearly_one_is_suggested() -> None:
    (answers, _) = _told(PLAN, ACTION.format("r7"))
    assert answers == (
        "answers",
        "'r7' is not a recommendation in plan.yaml",
        "did you mean 'R7'? if not, add it to `recommendations` in plan.yaml",
    )


def test_a_plan_without_recommendations_has_none_to_answer() -> None:
    (problem,) = _told(PLAN.partition("recommendations")[0], ACTION.format("R7"))
    assert problem[0::2] == ("answers", "add it to `recommendations` in plan.yaml")


def test_a_plan_that_cannot_be_read_is_told_of_alone() -> None:
    assert {rule for rule, *_ in _told("title: T\n", ACTION.format("R8"))} == {"schema"}


def test_a_recommendation_that_is_not_accepted_needs_no_action() -> None:
    one = PLAN + "  R8:\n    text: Act.\n    response: {}\n"
    assert _told(one.format("not accepted"), ACTION.format("R7")) == []
    (problem,) = _told(one.format("part accepted"), ACTION.format("R7"))
    assert problem[:2] == ("unanswered", "no action answers recommendation R8")


def test_only_what_is_claimed_in_the_quarter_itself_is_asked_for_evidence() -> None:
    said = (
        "updates:\n  Q1:\n    status: complete\n    commentary: Done.\n    impact: Fewer moves.\n"
    )
    old = f"{said}    evidence: Audit, March 2019.\n"
    (problem,) = _told(PLAN, ACTION.format("R7") + old)
    message = "Q1 is complete, and its evidence is of March 2019"
    assert problem[:2] == ("old-evidence", message)
