"""What is said of a measure in words: where its numbers go, and what it is."""

from datetime import date
from typing import Any

import pytest

from planctl.measures.phrases import measure_definition
from planctl.measures.readings import MeasureResults
from planctl.measures.sparkline import directions_of_travel, sparkline
from planctl.plan.measure import Measure
from planctl.plan.period import Period
from planctl.plan.year import Year
from quarters import Q1, Q2, Q3

UNIT = "unit %; better is higher; basis snapshot"
BEFORE = "source Returns; Baseline 40% (Q4 2018-19); last year Q1 30%, Q2 35% (series break)"
AIMS = "target 80%; profile Q1 60%, Q4 80%; tolerance amber within 2 points of target"
USUAL = {"id": "m", "unit": "%", "polarity": "higher", "basis": "snapshot"}


def measured(**said: Any) -> MeasureResults:  # noqa: ANN401 - whatever a measure may say
    fields = {**USUAL, **said}
    return MeasureResults("Reviews", Measure.model_validate(fields), Year(2019), date(2020, 5, 1))


@pytest.mark.parametrize(
    ("said", "quarter", "ways"),
    [
        ({"actuals": {"Q1": "50"}}, Q1, []),
        ({"actuals": {"Q1": "50", "Q2": "60"}}, Q2, ["improved since Q1"]),
        ({"actuals": {"Q1": "50", "Q2": "40"}}, Q2, ["worsened since Q1"]),
        ({"actuals": {"Q1": "50", "Q2": "50"}}, Q2, ["the same as Q1"]),
        ({"actuals": {"Q1": "50"}, "last_year": {"Q1": "50"}}, Q1, ["the same as Q1 last year"]),
        (
            {"actuals": {"Q2": "50", "Q3": "60"}, "last_year": {"Q3": "70"}},
            Q3,
            ["improved since Q2", "worsened since Q3 last year"],
        ),
        (
            {"actuals": {"Q1": "50"}, "last_year": {"Q4": "40"}},
            Q1,
            ["improved since Q4 last year"],
        ),
    ],
)
def test_a_number_went_somewhere_since_it_can_be_compared(
    said: dict[str, Any], quarter: Period, ways: list[str]
) -> None:
    assert list(directions_of_travel(measured(**said).at(quarter))) == ways


@pytest.mark.parametrize(
    ("said", "definition"),
    [
        ({}, UNIT),
        (
            {"unit": "count", "unit_name": "families", "decimals": "0", "frequency": "monthly"},
            "unit count families; decimals 0; better is higher; basis snapshot; frequency monthly",
        ),
        (
            {
                "source": "Returns",
                "baseline": {"value": "40", "when": "Q4 2018-19"},
                "last_year": {"Q1": "30", "Q2": {"value": "35", "series_break": "New form"}},
                "target": "80",
                "profile": {"Q1": "60", "Q4": "80"},
                "tolerance": "2",
            },
            f"{UNIT}; {BEFORE}; {AIMS}",
        ),
    ],
)
def test_a_measure_says_what_it_is(said: dict[str, Any], definition: str) -> None:
    assert measure_definition(measured(**said)) == f"Reviews; {definition}"


@pytest.mark.parametrize(
    ("values", "bars"),
    [
        ({}, ""),
        ({"Q1": "5"}, "▄"),
        ({"Q1": "5", "Q2": "5"}, "▄▄"),
        ({"Q1": "5", "Q2": "not supplied", "Q3": "12"}, "▁·█"),
        ({"Q1": "8", "Q2": "1", "Q3": "4"}, "█▁▄"),
    ],
)
def test_a_year_is_a_line_of_bars(values: dict[str, str], bars: str) -> None:
    assert sparkline(measured(actuals=values)) == bars
