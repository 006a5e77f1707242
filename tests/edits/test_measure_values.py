"""What is recorded of a measure: the text before, what is recorded, and the text after."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planctl.edits.measure_values import (
    NewValue,
    ValuePlace,
    adds_up,
    measure_named,
    measures_in,
    plain_value,
    value_at,
    with_value,
)
from planctl.plan.period import Period
from planctl.problem import UserError
from planctl.text.document import Document, read
from quarters import Q1, QUARTERS, quarter_named

HEAD = """id: "3.2"  # the id
measures:
  - Words alone
  # about the next
  - text: Placements that
      ended early
    id: ended-early
    unit: "%"
"""
TAIL = (
    "  - text: Two\n    parts:\n      - id: b\n        name: Second\n        unit: count\nlead: L\n"
)


def document(text: str) -> Document:
    found, problems = read("3.2.yaml", text.encode())
    assert found, problems
    return found


def after(actuals: str, entry: NewValue, quarter: str = "Q2", period: str = "") -> str:
    before = document(HEAD + actuals + TAIL)
    cell = ValuePlace(measure_named(before, "ended-early").way, quarter_named(quarter), period)
    made = with_value(before, cell, entry)
    assert made.text.startswith(HEAD)
    assert made.text.endswith(TAIL)
    assert with_value(made, cell, entry._replace(restates=False)) is made
    return made.text.removeprefix(HEAD).removesuffix(TAIL)


CASES = [
    ("", NewValue("78.20"), "    actuals:\n      Q2: 78.20\n"),
    ("    actuals:\n", NewValue("78.2"), "    actuals:\n      Q2: 78.2\n"),
    (
        "    actuals:\n      Q1: 1\n\n      Q3: 3\n",
        NewValue("43 of 55"),
        "    actuals:\n      Q1: 1\n\n      Q2: 43 of 55\n\n      Q3: 3\n",
    ),
    (
        "    actuals:\n      Q2: # late\n      Q3: 3\n",
        NewValue("-2"),
        "    actuals:\n      Q2: -2 # late\n      Q3: 3\n",
    ),
    ("    actuals:\n      Q2: '1'\n", NewValue("2"), "    actuals:\n      Q2: '2'\n"),
    ("    actuals: {Q2: 1} # c\n", NewValue("2"), "    actuals: {Q2: 2} # c\n"),
    ("    actuals: {Q1: 1}\n", NewValue("2"), "    actuals: {Q1: 1, Q2: 2}\n"),
    (
        "    actuals:\n      Q2: 1 # c\n",
        NewValue("2", "So: it is", restates=True),
        """    actuals:
      Q2: # c
        value: 2
        restated_from: 1
        reason: "So: it is"
""",
    ),
    (
        "    actuals: {Q2: {value: 1}}\n",
        NewValue("2", "So it is", restates=True),
        '    actuals: {Q2: {value: 2, restated_from: 1, reason: "So it is"}}\n',
    ),
    (
        """    actuals:
      Q2:
        value: 1
        restated_from: 3
        reason: Old
""",
        NewValue("suppressed"),
        "    actuals:\n      Q2:\n        value: suppressed\n",
    ),
    (
        "    actuals:\n      Q2:\n        value: not supplied\n        reason: Late\n",
        NewValue("5", supplied="2019-11-01"),
        "    actuals:\n      Q2:\n        value: 5\n        supplied: 2019-11-01\n",
    ),
    (
        "    actuals:\n      Q2:\n        value: 1\n        series_break: New\n",
        NewValue("5"),
        "    actuals:\n      Q2:\n        value: 5\n        series_break: New\n",
    ),
]


@pytest.mark.parametrize(("before", "entry", "expected"), CASES)
def test_a_value_is_recorded_and_nothing_else_changes(
    before: str, entry: NewValue, expected: str
) -> None:
    assert after(before, entry) == expected


MONTHS = [
    ("", "    actuals:\n      Q2:\n        months:\n          July: 5\n"),
    (
        "    actuals:\n      Q2: 9\n",
        "    actuals:\n      Q2:\n        value: 9\n        months:\n          July: 5\n",
    ),
    (
        "    actuals:\n      Q2:\n        months:\n          June: 1 # c\n          July: 2\n",
        "    actuals:\n      Q2:\n        months:\n          June: 1 # c\n          July: 5\n",
    ),
]


@pytest.mark.parametrize(("before", "expected"), MONTHS)
def test_a_month_is_recorded_below_its_quarter(before: str, expected: str) -> None:
    assert after(before, NewValue("5"), period="July") == expected


@pytest.mark.parametrize("actuals", ["words", "[1]", "\n      ? Q2\n"])
def test_a_layout_that_cannot_take_it_is_refused(actuals: str) -> None:
    with pytest.raises(UserError, match=r"3\.2\.yaml:\d+: cannot write measures\.1\.actuals\.Q2"):
        after(f"    actuals: {actuals}\n", NewValue("2", "So"))


def test_a_measure_is_found_by_enough_of_its_name() -> None:
    found = document(HEAD + TAIL)
    assert [each.id for each in measures_in(found)] == ["ended-early", "b"]
    assert measure_named(found, "Placements  that ENDED").id == "ended-early"
    assert measure_named(found, "second").way == ("measures", 2, "parts", 0)


@pytest.mark.parametrize(
    ("unit", "months", "expected"),
    [
        ("count", "{April: 1}", True),
        ("£", "", True),
        ('"%"', "{April: 3 of 5, May: {value: 1 of 2}}", True),
        ('"%"', "{April: 3}", False),
        ("days", "{}", False),
    ],
)
def test_months_add_up_where_their_unit_does(unit: str, months: str, *, expected: bool) -> None:
    text = f"measures:\n  - text: T\n    id: m\n    unit: {unit}\n    actuals:\n"
    found = document(f"{text}      Q1:\n        months: {months}\n")
    assert adds_up(measure_named(found, "m"), Q1) == expected


def test_a_snapshot_is_that_of_its_last_month() -> None:
    found = document("measures:\n  - text: T\n    id: m\n    unit: days\n    basis: snapshot\n")
    assert adds_up(measure_named(found, "m"), Q1)


TYPED = [
    ("78.20", "%", "78.20"),
    ("78.2%", "%", "78.2"),
    ("78.2 %", "%", "78.2"),
    ("1,234,567.5", "count", "1234567.5"),
    ("-1,234", "count", "-1234"),
    ("£1,250", "£", "1250"),
    ("-010", "count", "-10"),
    ("000.50", "%", "0.50"),
    ("007 of 010", "%", "7 of 10"),
    ("-£5", "£", "-5"),
    ("1,043  of 2,055", "%", "1043 of 2055"),
    ("Not Supplied", "%", "not supplied"),
    ("YES", "yes/no", "yes"),
]


@pytest.mark.parametrize(("typed", "unit", "expected"), TYPED)
def test_a_number_is_taken_as_people_type_it(typed: str, unit: str, expected: str) -> None:
    assert plain_value(typed, unit) == expected


REFUSED = [
    ("12,34", "%", "write it with a point"),
    ("1.234.567", "count", "write it with a point"),
    ("1,23,456", "count", "write it with a point"),
    ("78.2%", "count", "the unit is count: write digits alone"),
    ("£5", "count", "the unit is count: write digits alone"),
    ("yes", "count", "the unit is count: write a number"),
    ("5", "yes/no", "write yes or no"),
    ("=1+1", "count", "it is a formula"),
    ("0.3333333333", "%", "at most 12 digits and 6 decimals"),
    ("3 of 0", "%", "nothing is a share of none"),
    ("3 of 5", "count", "no share of anything"),
    ("abc", "%", "write a number such as"),
    ("", "%", "write a number such as"),
]


@pytest.mark.parametrize(("typed", "unit", "said"), REFUSED)
def test_what_is_no_number_is_refused_with_what_to_write(typed: str, unit: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        plain_value(typed, unit)


SEPARATED = st.decimals(-(10**6), 10**6, places=2)


@given(SEPARATED)
def test_separators_change_no_number(number: object) -> None:
    assert plain_value(f"{number:,}", "count") == plain_value(str(number), "count") == str(number)


VALUES = st.sampled_from(["1", "-78.20", "43 of 55", "not supplied", "suppressed"])
ENTRIES = st.builds(
    NewValue,
    VALUES,
    st.sampled_from(["", "It: was # so", "Late"]),
    st.sampled_from(["", "2019-11-01"]),
    st.just(False),
)
PLACES = st.tuples(st.sampled_from(QUARTERS), st.sampled_from(["", "", "April", "Summer"]))
BEFORE = st.sampled_from([each for each, *_ in CASES])


@given(before=BEFORE, made=st.lists(st.tuples(PLACES, ENTRIES), max_size=4), windows=st.booleans())
def test_what_was_recorded_is_there_and_the_rest_is_as_it_was(
    before: str, made: list[tuple[tuple[Period, str], NewValue]], *, windows: bool
) -> None:
    text = HEAD + before + TAIL
    found = document(text.replace("\n", "\r\n") if windows else text)
    way = measure_named(found, "ended-early").way
    for (quarter, period), entry in made:
        cell = ValuePlace(way, quarter, period)
        if "{" in before:
            continue
        cells = [
            ValuePlace(way, each, inner) for each in QUARTERS for inner in ("", "April", "Summer")
        ]
        others = [value_at(found, each) for each in cells if each != cell]
        found = with_value(found, cell, entry)
        assert value_at(found, cell)["value"] == entry.value
        assert value_at(found, cell).get("reason", entry.reason) == entry.reason or not entry.reason
        assert [value_at(found, each) for each in cells if each != cell] == others
        assert found.text.replace("\r\n", "\n").startswith(HEAD)
        assert found.text.replace("\r\n", "\n").endswith(TAIL)
