"""A digest is of what a file says, however it says it."""

import json
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planctl.edits.update_fields import FieldValue, set_fields
from planctl.plan.fields import UPDATE_FIELDS
from planctl.signoff.digest import quarter_content, signed_record, signed_update
from planctl.text.document import read
from plans import ACTION, PROSE, action_texts
from quarters import QUARTERS, quarter_named

ANY_QUARTER = st.sampled_from([each.key for each in QUARTERS])


def data(text: str) -> Mapping[str, object]:
    found, problems = read("3.2.yaml", text.encode())
    assert found, problems
    return found.data


def digest(text: str, quarter: str = "Q1") -> str:
    return signed_update("3.2", quarter, data(text)).digest


@given(action_texts(), ANY_QUARTER)
def test_it_is_the_same_however_a_file_is_written(text: str, quarter: str) -> None:
    updates = {each.key: dict(quarter_content(each.key, data(text))) for each in QUARTERS}
    otherwise = json.dumps({"updates": updates, "title": "another"}, sort_keys=True)
    assert digest(otherwise, quarter) == digest(text, quarter)


@given(st.sampled_from(UPDATE_FIELDS), PROSE, ANY_QUARTER)
def test_it_is_another_for_another_update(field: str, words: str, quarter: str) -> None:
    before, _ = read("3.2.yaml", ACTION.encode())
    assert before
    after = set_fields(before, [FieldValue(quarter_named(quarter), field, words)])
    for each in (one.key for one in QUARTERS):
        changed = quarter_content(each, before.data) != quarter_content(each, after.data)
        assert (digest(before.text, each) != digest(after.text, each)) == changed
    assert quarter_content(quarter, after.data) != quarter_content(quarter, before.data)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  # agreed at DMT", ""),
        ("rag: green", "rag: 'green'"),
        ("    status:\n\n    commentary: |", "    commentary: |"),
        ("commentary: |", "commentary: |+"),
        ("PLACEMENT STABILITY", "PLACEMENTS"),
        ("updates:", "owner: Head\nupdates:"),
        ("  Q2:\n    rag:", "  Q2:\n    rag: red"),
        ("\n", "\r\n"),
        ("in May.\n      ", "in May. "),
    ],
)
def test_what_means_the_same_has_the_same(old: str, new: str) -> None:
    assert digest(ACTION.replace(old, new)) == digest(ACTION)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("rag: green", "rag: amber"),
        ("rag: green", "rag:"),
        ("rag: green", "rag: green\n    headline: So"),
        ("Two carers", "Three carers"),
    ],
)
def test_what_means_something_else_has_another(old: str, new: str) -> None:
    assert digest(ACTION.replace(old, new, 1)) != digest(ACTION)


MEASURED = ACTION.replace(
    "  - Placements that ended early\n",
    """  - words alone
  - text: Placements that ended early
    id: ended-early
    unit: count
    target: 9
    actuals:
      Q1: 12

      Q2:
        value: 11
        months:
          July:
  - text: Caseloads
    parts:
      - id: experienced
        actuals:
          Q1: 25
""",
)


def test_the_words_of_a_measure_and_its_target_are_not_covered_and_what_is_recorded_is() -> None:
    months = "\n        value: 11\n        months:\n          July:\n"
    without = f"    actuals:\n      Q1: 12\n\n      Q2:{months}"
    for old, new, same in (
        ("Placements that ended early", "Homes that ended early", True),
        ("words alone", "other words", True),
        ("target: 9", "target: 10", True),
        ("id: ended-early", "id: ended", False),
        ("Q1: 12", "Q1:\n        value: '12'", True),
        ("Q1: 12", "Q1: 12.0", False),
        ("Q1: 25", "Q1: 24", False),
        ("Q1: 12", "Q1:\n        value: 12\n        reason: Counted anew.", False),
        ("value: 11", "value: 10", True),
        (without, "", False),
    ):
        assert (digest(MEASURED.replace(old, new)) == digest(MEASURED)) == same, (old, new)
    assert digest(MEASURED, "Q2") == digest(MEASURED.replace(months, " 11\n"), "Q2")
    assert digest(MEASURED, "Q3") == digest(ACTION, "Q3")


def test_it_belongs_to_one_action_and_one_quarter() -> None:
    said = data(ACTION)
    assert signed_update("3.3", "Q1", said).digest != signed_update("3.2", "Q1", said).digest
    assert digest("id: x\n", "Q1") != digest("id: x\n", "Q2")


def test_what_is_empty_is_not_there() -> None:
    assert digest("updates:\n") == digest("updates:\n  Q1: ''\n") == digest("updates: x\n")


def test_it_is_worked_out_as_it_always_was() -> None:
    """These stand in plans that were signed: another way of working out is another version."""
    assert digest(ACTION) == "v1-39db74f77bc9ec916aeb5717b2f5a7bf"
    assert (
        signed_record("2019-20-Q1", {"by": "Head", "digest": "x"}).digest
        == "v1-06cda81dbcc52c417a4183b58ea9853ad0d74389ca98cd06618fa116878d9b09"
    )
