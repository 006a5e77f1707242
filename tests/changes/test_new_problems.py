"""Which problems a change brings in or touches: two plans in, the messages of those out."""

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given

from planctl.changes.diff import diff, plan_version
from planctl.changes.new_problems import CheckedPlan, new_problems
from planctl.checks.run import check_plan
from planctl.plan.plan import load
from plans import ACTION, HEADER, action_texts, texts

TODAY = date(2019, 11, 15)
WEAK = ACTION.replace("rag: green", "rag: amber")
WRONG = ACTION.replace("rag: green", "rag: gren")
FAULTY = ACTION.replace("lead: Permanence", "lead: [Permanence")


def new(old: Mapping[str, bytes], now: Mapping[str, bytes]) -> list[str]:
    """Return the messages of the problems that lead from one plan to another."""
    plans = [load(old), load(now)]
    before, after = (CheckedPlan(plan, check_plan(plan, TODAY)) for plan in plans)
    same = {path for path in old if old[path] == now.get(path)}
    versions = [
        plan_version({path: raw for path, raw in files.items() if path not in same})
        for files in (old, now)
    ]
    return [each.message for each in new_problems(before, after, diff(*versions))]


CASES = [
    (WEAK, WEAK, []),
    (WEAK, f"# a note\n\n{WEAK}", []),
    (WEAK, WEAK.replace("rag: amber", "rag:   'amber'"), []),
    (WEAK, WEAK.replace("title: PLACEMENT", "title: PLACES,"), []),
    (WEAK, WEAK.replace("Two carers", "Ten carers"), ["Q1 is amber and has no next steps"]),
    (ACTION, WEAK, ["Q1 is amber and has no next steps"]),
    (WRONG, WRONG, []),
    (WRONG, WRONG.replace("Two carers", "Ten carers"), ["'gren' is not a RAG rating"]),
    (WRONG, WRONG.replace("gren", "grene"), ["'grene' is not a RAG rating"]),
    (FAULTY, FAULTY, []),
    (ACTION.replace("lead: Perm", "led: Perm"), ACTION.replace("lead: Perm", "led:  Perm"), []),
]


@pytest.mark.parametrize(("before", "after", "expected"), CASES)
def test_a_problem_is_new_if_it_came_in_or_stands_in_what_was_touched(
    before: str, after: str, expected: list[str]
) -> None:
    assert new(texts(a3_2=before), texts(a3_2=after)) == expected


def test_a_file_that_still_cannot_be_read_is_touched_by_any_change() -> None:
    assert new(texts(a3_2=FAULTY), texts(a3_2=f"{FAULTY}# more\n"))


def test_a_problem_goes_with_its_action_to_another_number() -> None:
    moved = WEAK.replace('"3.2"', '"3.10"')
    assert not new(texts(a3_2=WEAK), texts(a3_10=moved))
    assert new({}, texts(a3_10=moved))


def test_what_plan_yaml_makes_wrong_elsewhere_is_new() -> None:
    led = {**texts(a3_2=ACTION), "p/plan.yaml": HEADER + b"\nleads:\n  Education: A post\n"}
    assert new(texts(a3_2=ACTION), led) == ["'Permanence' is not a lead in plan.yaml"]
    assert not new(led, {**led, "p/plan.yaml": led["p/plan.yaml"] + b"  Health: A post\n"})


@given(action_texts())
def test_nothing_is_new_where_nothing_changed(text: str) -> None:
    assert not new(texts(a3_2=text), texts(a3_2=text))
