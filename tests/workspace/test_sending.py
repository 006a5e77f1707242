"""A commit and a branch are named by what is sent."""

import pytest

from planctl.changes.diff import diff, plan_version
from planctl.workspace.sending import OpenChanges, branch_name, subject


def sent(before: dict[str, str], after: dict[str, str]) -> str:
    old, new = (
        plan_version({f"{name}.yaml": text.encode() for name, text in each.items()})
        for each in (before, after)
    )
    return subject([OpenChanges("plan/2019-20", {}, diff(old, new))])


def test_a_commit_says_which_actions_it_changes_and_what_of_them() -> None:
    was = {"plan": "title: A", "3.2": "title: B\nupdates: {Q1: {rag: red}}", "4.1": "title: C"}
    now = {"plan": "title: Z", "3.2": "title: B\nupdates: {Q1: {rag: green}}", "4.1": "title: X"}
    assert sent(was, now) == "plan, 4.1: title; 3.2: Q1"
    assert sent({"3.2": "title: B"}, {"3.2": "title: B\nupdates: none"}) == "3.2: updates"
    closed = "closed: {Q1: {date: 2019-07-20, digest: v1-a}}"
    assert sent({}, {"plan": closed}) == "plan: Q1 signed off"
    assert sent({"3.2": "measures: []"}, {"3.2": "measures: [A]"}) == "3.2: measures"


def test_what_is_too_much_for_a_line_is_counted() -> None:
    assert sent({}, {f"3.{number}": "title: B" for number in range(1, 40)}) == "39 actions"
    assert sent({}, {}) == "The plan"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("3.2, 4.1: Q2", "3.2-4.1-q2"),
        ("Mois\u00a0d\u2019\u00e9t\u00e9", "mois-d-t"),
        ("\u2026", "plan"),
        ("a" * 60, "a" * 40),
    ],
)
def test_a_branch_has_letters_digits_and_dots(words: str, name: str) -> None:
    assert branch_name(words) == name
