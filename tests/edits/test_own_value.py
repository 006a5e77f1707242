"""Whether a quarter of a measure has a value of its own."""

import pytest

from planctl.edits.measure_values import MeasureInFile, has_own_value
from quarters import Q1


@pytest.mark.parametrize(
    ("said", "has"),
    [
        ({}, False),
        ({"actuals": None}, False),
        ({"actuals": {"Q1": None}}, False),
        ({"actuals": {"Q1": "7"}}, True),
        ({"actuals": {"Q2": "7"}}, False),
        ({"actuals": {"Q1": {"value": "7"}}}, True),
        ({"actuals": {"Q1": {"value": None}}}, False),
        ({"actuals": {"Q1": {"months": {"April": "7"}}}}, False),
        ({"actuals": {"Q1": {"value": "7", "months": {"April": "7"}}}}, True),
        ({"actuals": {"Q1": {"reason": "Small"}}}, False),
    ],
)
def test_a_quarter_has_a_value_of_its_own_or_not(said: dict[str, object], has: bool) -> None:
    assert has_own_value(MeasureInFile("m", "M", ("measures", 0), said), Q1) is has
