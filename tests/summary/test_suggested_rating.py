"""A rating is suggested by the rules of a body's own scale, and never set."""

from datetime import date

import pytest

from planctl.checks.challenge import challenges
from planctl.checks.run import check_plan
from planctl.plan.days import months_after
from planctl.plan.plan import Plan, load
from planctl.summary.rating_by_rule import rating_by_rule
from planctl.summary.summary import summarise

HEAD = "title: T\norganisation: O\nyear: 2019-20\npriorities:\n  3: P\nscale:\n"
BY_DATE = """
  - {code: late, label: Late, is: red, meaning: M., months_late: 3}
  - {code: slow, label: Delayed, is: amber, meaning: M., months_late: 0}
  - {code: well, label: On track, is: green, meaning: M.}
"""
BY_STEPS = """
  - {code: late, label: Late, is: red, meaning: M., percent_done: 0}
  - {code: well, label: On track, is: green, meaning: M., percent_done: 50}
"""
NOV, Q2 = date(2019, 11, 15), "Q2"


def _plan(scale: str, said: str, rag: str = "well") -> Plan:
    action = f'id: "3.2"\ntitle: T\nlead: L\n{said}\nupdates:\n  Q2:\n    rag: {rag}\n'
    return load({"plan.yaml": f"{HEAD}{scale}".encode(), "3.2.yaml": action.encode()})


def _suggested(scale: str, said: str, day: date = NOV) -> str:
    plan = _plan(scale, said)
    (action,) = plan.actions
    found = rating_by_rule(action, plan.scale.at(Q2), day)
    return found.sentence.removeprefix("the rule suggests ") if found else ""


@pytest.mark.parametrize(
    ("said", "suggested"),
    [
        ("due: 2020-03", "On track: not late"),
        ("due: 2020-02\noriginal_due: 2020-03", "On track: not late"),
        ("due: 2020-03-20\noriginal_due: 2020-03-10", "Delayed: less than a month late"),
        ("due: 2020-04\noriginal_due: 2020-03", "Delayed: 1 month late"),
        ("due: 2020-03\noriginal_due: 2019-12", "Delayed: 3 months late"),
        ("due: 2020-04-01\noriginal_due: 2019-12", "Late: 3 months late"),
        ("due: 2020-05\noriginal_due: 2019-12", "Late: 5 months late"),
        ("due: 2019-10", "Delayed: less than a month late"),
        ("due: to be confirmed\noriginal_due: 2019-12", ""),
        ("", ""),
    ],
)
def test_months_are_counted_from_the_date_first_agreed(said: str, suggested: str) -> None:
    assert _suggested(BY_DATE, said) == suggested


def test_a_rule_for_what_is_very_late_says_nothing_of_what_is_a_little_late() -> None:
    scale = BY_DATE.replace(", months_late: 0", "")
    assert _suggested(scale, "due: 2020-04\noriginal_due: 2020-03") == ""


def test_a_move_that_was_agreed_later_was_not_known() -> None:
    moves = "moves: [{was: 2020-03, to: 2020-08, date: 2019-11-02, reason: R, agreed_by: B}]"
    assert _suggested(BY_DATE, f"due: 2020-08\n{moves}") == "Late: 5 months late"
    assert _suggested(BY_DATE, f"due: 2020-08\n{moves}", date(2019, 9, 30)) == "On track: not late"


def _steps(done: int, of: int) -> str:
    steps = [f"  S{n}: {{due: 2020-03, done: {'2019-09-02' * (n < done)}}}" for n in range(of)]
    return "\n".join(["milestones:", *steps])


def test_milestones_that_are_done_are_counted() -> None:
    assert _suggested(BY_STEPS, _steps(1, 3)) == "Late: 1 of 3 milestones are done, 33%"
    assert _suggested(BY_STEPS, _steps(2, 3)) == "On track: 2 of 3 milestones are done, 66%"
    assert _suggested(BY_STEPS, "") == ""
    assert _suggested(BY_STEPS.replace("percent_done: 0", "percent_done: 10"), _steps(0, 3)) == ""


def test_of_two_rules_the_worse_is_meant() -> None:
    both = BY_STEPS.replace("percent_done: 0", "percent_done: 0, months_late: 0")
    late = f"due: 2020-04\noriginal_due: 2020-03\n{_steps(2, 3)}"
    assert _suggested(both, late) == "Late: 1 month late"


def test_a_scale_without_rules_suggests_nothing() -> None:
    scale = BY_DATE.replace(", months_late: 3", "").replace(", months_late: 0", "")
    assert _suggested(scale, "due: 2019-05") == ""


def _asked(said: str, rag: str) -> list[str]:
    plan = _plan(BY_DATE, said, rag)
    summary = summarise(plan, NOV, next(each for each in plan.periods if each.key == Q2))
    told = [each.message for each in check_plan(plan, NOV) if each.rule == "suggested"]
    asked = challenges(summary, summary.rows)
    assert [each.evidence for each in asked if each.rule == "suggested"] == told
    return told


def test_a_rating_that_is_another_is_asked_about() -> None:
    moved = "due: 2020-05\noriginal_due: 2020-03"
    expected = "Q2 is On track, and the rule suggests Delayed: 2 months late"
    assert _asked(moved, "well") == [expected]
    assert _asked(moved, "slow") == []
    assert _asked("", "well") == []


@pytest.mark.parametrize(("key", "most"), [("months_late", 60), ("percent_done", 100)])
def test_a_number_that_is_none_is_told_of(key: str, most: int) -> None:
    for wrong in ("-1", "soon", most + 1):
        scale = f"  - {{code: late, label: Late, is: red, {key}: {wrong}}}\n"
        (problem,) = load({"plan.yaml": f"{HEAD}{scale}".encode()}).problems
        assert problem.hint == f"a whole number from 0 to {most}"


def test_a_month_later_is_the_last_day_where_it_was_or_where_there_is_no_such_day() -> None:
    assert months_after(date(2019, 2, 28), 1) == date(2019, 3, 31)
    assert months_after(date(2019, 12, 30), 2) == date(2020, 2, 29)
    assert months_after(date(2019, 12, 15), 14) == date(2021, 2, 15)
