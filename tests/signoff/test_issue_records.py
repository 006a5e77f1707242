"""The record of an issued paper is as planctl wrote it, and is not undone between two readings."""

import json

import pytest

from planctl.plan.issue import Issue
from planctl.plan.plan import Plan, load
from planctl.signoff.issue_records import (
    altered_issues,
    are_one,
    issue_digest,
    named_person,
    rewritten_issues,
)

HEAD = "title: T\norganisation: O\nyear: 2019-20\npriorities:\n  1: One\n"
ANN, BOB = (named_person(name, f"{name}@example.invalid") for name in ("Ann", "Bob"))
STEPS = {
    "proposed": (ANN, "2019-10-14"),
    "approved": (BOB, "2019-10-15"),
    "issued": (ANN, "2019-10-16"),
    "withdrawn": (ANN, "2019-10-17"),
}
Said = dict[str, object]


def record(*steps: str, **said: object) -> Said:
    """Return an issue after some steps, but for its digest."""
    taken = {
        step: {"date": STEPS[step][1], "by": "Officer", "person": STEPS[step][0]}
        | ({"because": "An error."} if step == "withdrawn" else {})
        for step in ("proposed", *steps)
    }
    about = {
        "kind": "full",
        "format": "html",
        "edition": "public",
        "period": "Q2",
        "as_at": "2019-10-14",
        "commit": "0123456789",
        "planctl": "1.0",
        "sha256": "0" * 64,
    }
    return {**about, **taken, **said}


def plan(**issues: Said) -> Plan:
    """Return a plan with issues, by their numbers after an n; a digest is right if not said."""
    said = {}
    for name, each in issues.items():
        number = name.removeprefix("n")
        said[number] = {"digest": issue_digest(number, each), **each}
    found = load({"plan.yaml": f"{HEAD}published: {json.dumps(said)}\n".encode()})
    assert found.problems == ()
    return found


def test_a_record_is_as_it_was_written_whatever_became_of_it() -> None:
    steps = ((), ("approved",), ("approved", "issued"), ("approved", "issued", "withdrawn"))
    for taken in steps:
        assert list(altered_issues(plan(n1=record(*taken)))) == []


CHAIR = {"date": "2019-10-15", "by": "Chair"}


@pytest.mark.parametrize(
    ("issues", "where", "message"),
    [
        (
            {"n1": record(digest="v1-0")},
            "1.digest",
            "the record of issue 1 is not as planctl wrote",
        ),
        ({"n1": record("issued")}, "1.issued", "issue 1 is issued, and nobody has approved it"),
        (
            {"n1": record(approved={**CHAIR, "person": ANN})},
            "1.approved",
            "issue 1 is approved by the person who proposed it",
        ),
        ({"n1": record(), "n3": record()}, "", "issue 2 is not on record, and a later one is"),
        ({"n2": record()}, "", "issue 1 is not on record, and a later one is"),
    ],
)
def test_what_planctl_would_not_have_written_is_told(
    issues: dict[str, Said], where: str, message: str
) -> None:
    ((keys, told),) = altered_issues(plan(**issues))
    assert ".".join(map(str, keys)) == f"published.{where}".rstrip(".")
    assert told.startswith(message)


WAS = record("approved", "issued")


@pytest.mark.parametrize(
    ("was", "now", "message"),
    [
        (WAS, WAS, ""),
        (WAS, record("approved", "issued", "withdrawn"), ""),
        (WAS, record("approved", "issued", sha256="1" * 64), "the record of issue 1, issued on"),
        (WAS, None, "issue 1, issued on 2019-10-16, is gone"),
        (record(), record(sha256="1" * 64), ""),
        (record("approved"), record("approved", sha256="1" * 64), ""),
        (record("approved"), None, "issue 1, approved on 2019-10-15, is gone"),
        (record(), None, "issue 1, proposed on 2019-10-14, is gone"),
        (record("withdrawn"), record(), "the record of issue 1, withdrawn on 2019-10-17, was rew"),
        (record("withdrawn"), record("withdrawn"), ""),
    ],
)
def test_what_is_undone_or_rewritten_is_told(was: Said, now: Said | None, message: str) -> None:
    told = list(rewritten_issues(plan(n1=was), plan(n1=now) if now else Plan("p", None, None, ())))
    assert [number for number, _ in told] == ["1"] * bool(message)
    assert not message or told[0][1].startswith(message)


def test_it_is_open_until_it_is_issued_or_withdrawn() -> None:
    steps = ((), ("approved",), ("approved", "issued"), ("approved", "issued", "withdrawn"))
    found = [issue(*taken) for taken in (*steps, ("withdrawn",))]
    states = ["proposed", "approved", "issued", "withdrawn", "withdrawn"]
    assert [each.state for each in found] == states
    assert [each.is_open for each in found] == [True, True, False, False, False]
    assert [str(each.last.date) for each in found] == [STEPS[state][1] for state in states]


def test_a_paper_is_the_same_in_the_same_form_for_the_same_readers_and_quarter() -> None:
    assert issue().is_same_paper(issue("approved", sha256="1" * 64, as_at="2019-10-20"))
    others = {"kind": "highlight", "format": "docx", "edition": "plain", "period": "Q3"}
    for key, other in others.items():
        assert not issue().is_same_paper(issue(**{key: other}))


def issue(*steps: str, **said: object) -> Issue:
    """Return an issue after some steps."""
    return Issue.model_validate({**record(*steps, **said), "digest": "v1-0"})


def test_somebody_is_known_by_the_name_or_the_address() -> None:
    ann = named_person("Ann Lee", "ann@example.invalid")
    assert named_person(" ann  LEE ", "Ann@Example.invalid") == ann
    assert [len(half) for half in ann.split("-")] == [12, 12]
    assert are_one(ann, named_person("A. Lee", "ann@example.invalid"))
    assert are_one(ann, named_person("Ann Lee", "lee@example.invalid"))
    assert not are_one(ann, named_person("ann@example.invalid", "Ann Lee"))
