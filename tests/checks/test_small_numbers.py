"""Texts that tell a hidden number are found, and names of measures that are not there."""

from datetime import date
from textwrap import indent

import pytest

from planctl.checks.run import check_plan
from planctl.plan.plan import load

HEADER = b"title: T\norganisation: O\nyear: 2019-20\npriorities:\n  1: One\n"
RULE = HEADER + b"disclosure:\n"
MEASURES = """\
  - text: Reviews of care plans held late
    id: late
    unit: count
    actuals:
      Q1: 4
      Q2: 27
  - text: Visits to new parents made in time
    id: visits
    unit: "%"
    actuals:
      Q1: 3 of 37
"""


def found(rule: str, commentary: str = "", measures: str = MEASURES, header: bytes = RULE) -> str:
    """Return what a rule finds in a plan with these measures and this commentary."""
    said = f"updates:\n  Q1:\n    rag: green\n    commentary: |\n      {commentary}\n"
    action = 'id: "1.1"\ntitle: T\nlead: L\nindicators: [Less]\nmeasures:\n'
    text = action + measures + (said if commentary else "")
    other = (
        b'id: "1.2"\ntitle: U\nlead: L\nupdates:\n  Q1:\n    commentary: Four reviews were late.\n'
    )
    plan = load({"plan.yaml": header, "1.1.yaml": text.encode(), "1.2.yaml": other})
    assert not plan.problems, plan.problems
    problems = check_plan(plan, date(2019, 8, 1))
    return "; ".join(each.message for each in problems if each.rule == rule)


LATE = "it cites a number of 'Reviews of care plans held late' that a public edition hides"
VISITS = "it cites a number of 'Visits to new parents made in time' that a public edition hides"


@pytest.mark.parametrize(
    ("commentary", "message"),
    [
        ("Four reviews were held late.", LATE),
        ("All reviews were held, but 4 were late.", LATE),
        ("3 of 37 visits to new parents were in time.", VISITS),
        ("Visits to new parents: 8.1% were made in time.", VISITS),
        ("Visits to new parents: 8 per cent were made in time.", VISITS),
        (
            "Reviews held late were 4, and they were 4 before. Visits to parents were 3.",
            f"{LATE}; {VISITS}",
        ),
        ("Fewer than 4 reviews were held late.", ""),
        ("Reviews were held late by 4 weeks.", ""),
        ("Reviews held late were 27 in Q2.", ""),
        ("Visits to new parents: 9% were made in time.", ""),
        ("Reviews were held late.", ""),
        ("Four audits were made.", ""),
    ],
)
def test_a_text_that_cites_a_hidden_number_is_found(commentary: str, message: str) -> None:
    assert found("confidential", commentary) == message
    assert found("confidential", commentary, header=HEADER) == ""


def _total(parts: str, unit: str = "count") -> str:
    return f"  - text: All\n    id: all\n    unit: {unit}\n    total_of: [{parts}]\n{MEASURES}"


@pytest.mark.parametrize(
    ("measures", "message"),
    [
        (_total("late"), ""),
        (_total("lat"), "no action has a measure 'lat'"),
        (_total("all"), "a measure is no part of itself"),
        (_total("visits"), "'visits' does not add up to it: % and count"),
        (_total("all", "days"), "a measure is no part of itself"),
        (_total("word") + "  - text: Words\n    id: word\n    source: S\n",
         "'word' does not add up to it: no unit and count"),
    ],
)  # fmt: skip
def test_parts_of_a_total_are_to_be_there(measures: str, message: str) -> None:
    assert found("disclosure", measures=measures) == message


def test_an_exception_is_to_be_of_a_measure_that_is_there() -> None:
    excepted = "exceptions:\n" + "".join(
        f"  - measure: {name}\n    reason: R\n    by: B\n" for name in ("late", "nobody")
    )
    header = RULE + indent(excepted, "  ").encode()
    assert found("disclosure", header=header) == "no action has a measure 'nobody'"
