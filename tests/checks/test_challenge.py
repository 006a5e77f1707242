"""Every disagreement planted in cases/challenge is found, once and with its numbers; no other is.

A file of the planted plan names its rule in its first line. To write expected.txt anew, run
`python tests/test_challenge.py`: read every line that changes before you keep it.
"""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planctl.checks.challenge import QUESTION_RULES, Challenge, challenges
from planctl.checks.run import RULES, check_plan
from planctl.plan.period import Period
from planctl.plan.plan import Plan, load
from planctl.plan.year import Year
from planctl.summary.summary import summarise

QUARTERS = Q1, Q2, Q3, Q4 = Year(2025).periods
KINDS = {rule.NAME for rule in QUESTION_RULES} - {"suggested"}  # that needs a scale with rules
CASES = Path(__file__).parents[1] / "cases" / "challenge"
EXAMPLE = Path(__file__).parents[2] / "examples" / "2025-26"
IN_THE_EXAMPLE = {
    Q1: ["3.1 green"],
    Q2: ["3.1 green", "3.3 forecast", "4.1 red", "4.2 green"],
    Q3: ["1.2 unexplained", "1.2 cited", "3.1 green", "5.1 unproven", "5.2 copied"],
    Q4: ["2.1 eased", "2.2 unmoved", "3.1 green", "3.1 unmoved", "3.3 delivered",
                 "5.1 unmoved", "5.1 green-late"],
}  # fmt: skip
"""What is planted in the example plan: every kind of disagreement, and nothing else is asked."""

TODAY = date(2026, 1, 20)


def plan(name: str) -> Plan:
    return load({path.name: path.read_bytes() for path in (CASES / name).glob("*.yaml")})


def asked(name: str, today: date = TODAY) -> tuple[Challenge, ...]:
    summary = summarise(plan(name), today, Q3)
    return challenges(summary, summary.rows)


def lines(name: str) -> Iterator[str]:
    for row, rule, question, evidence in asked(name):
        yield f"{row.id} {row.title}: {rule}\n    {question}\n    {evidence}\n"


def planted() -> list[tuple[str, str]]:
    """Return each action's file with the rule that it was made to break."""
    first = {
        path.name: path.read_text().partition("\n")[0]
        for path in sorted((CASES / "planted").glob("[0-9]*.yaml"))
    }
    return [(name, line.removeprefix("# planted: ")) for name, line in first.items()]


def test_what_was_planted_is_found_once_and_nothing_else() -> None:
    assert [(each.row.path, each.rule) for each in asked("planted")] == planted()


def test_every_kind_of_disagreement_is_in_the_example_too() -> None:
    planted_there = {each.partition(" ")[2] for asked in IN_THE_EXAMPLE.values() for each in asked}
    assert planted_there == KINDS


def test_every_kind_of_disagreement_is_planted() -> None:
    assert {rule for _, rule in planted()} == KINDS


def test_each_question_has_the_numbers_or_words_it_comes_from() -> None:
    assert "".join(lines("planted")) == (CASES / "expected.txt").read_text(encoding="utf-8")


def test_nothing_is_asked_of_a_clean_plan() -> None:
    assert asked("clean") == ()


def test_a_number_of_neither_quarter_is_asked_about_without_a_target_too() -> None:
    texts = {path.name: path.read_bytes() for path in (CASES / "clean").glob("*.yaml")}
    other = {
        **texts,
        "4.8.yaml": texts["4.8.yaml"].replace(b"30 of 50 contacts", b"31 of 50 contacts"),
    }
    summary = summarise(load(other), TODAY, Q3)
    found = challenges(summary, summary.rows)
    assert [(each.row.id, each.rule) for each in found] == [("4.8", "cited")]


@pytest.mark.parametrize("quarter", QUARTERS)
def test_in_the_example_is_asked_what_a_chair_would_ask(quarter: Period) -> None:
    example = load({path.name: path.read_bytes() for path in EXAMPLE.glob("*.yaml")})
    summary = summarise(example, date(2026, 5, 20), quarter)
    found = [f"{row.id} {rule}" for row, rule, *_ in challenges(summary, summary.rows)]
    assert found == IN_THE_EXAMPLE[quarter]


def test_check_is_silent_on_quarters_that_are_closed() -> None:
    example = load({path.name: path.read_bytes() for path in EXAMPLE.glob("*.yaml")})
    found = {each.rule for each in check_plan(example, date(2026, 5, 20)) if each.rule in KINDS}
    assert found == {"green-late"}  # a day that is past is so whatever has been signed


def test_check_warns_of_the_same() -> None:
    found = [each for each in check_plan(plan("planted"), TODAY) if each.rule in KINDS]
    assert [(each.place.path, each.rule) for each in found] == planted()
    assert not [each for each in check_plan(plan("clean"), TODAY) if each.rule in KINDS]


def test_every_rule_of_challenge_has_its_page() -> None:
    assert {check.NAME for check in RULES} >= KINDS


@given(st.text(st.sampled_from("0123456789.,%\u2013 of\n"), max_size=60))
def test_whatever_a_commentary_cites_nothing_is_raised(cited: str) -> None:
    texts = {path.name: path.read_bytes() for path in (CASES / "planted").glob("[p4]*.yaml")}
    said = json.dumps(f"contacts decision of {cited} working day", ensure_ascii=False)
    wrong = (
        texts["4.1.yaml"].partition(b"    commentary:")[0] + f"    commentary: {said}\n".encode()
    )
    found = check_plan(load({**texts, "4.1.yaml": wrong}), TODAY)
    assert all(each.severity == "warning" for each in found)


if __name__ == "__main__":
    (CASES / "expected.txt").write_text("".join(lines("planted")), encoding="utf-8")
