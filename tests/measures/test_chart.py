"""The chart of a measure: what is drawn, where, and what it says in words."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from planctl.measures.chart import HEIGHT, WIDTH, measure_chart
from planctl.measures.chart_parts import MeasureChart
from planctl.measures.readings import MeasureResults
from planctl.plan.measure import Measure
from planctl.plan.year import Year


def _measured(**fields: Any) -> MeasureResults:  # noqa: ANN401 - whatever a measure may have
    said = {"id": "m", "unit": "count", "actuals": {"Q1": "10", "Q2": "20", "Q3": "30"}, **fields}
    return MeasureResults("Words", Measure.model_validate(said), Year(2019), date(2020, 5, 1))


def _chart(**fields: Any) -> MeasureChart:  # noqa: ANN401 - whatever a measure may have
    made = measure_chart(_measured(**fields))
    assert made
    return made


def test_a_chart_has_a_mark_for_each_value_within_it() -> None:
    made = _chart(polarity="higher", target="25")
    assert [mark.met for mark in made.marks] == ["no", "no", "yes"]
    assert [mark.text for mark in made.marks] == ["10", "20", "30"]
    for mark in made.marks:
        assert 0 <= Decimal(mark.x) <= WIDTH
        assert 0 <= Decimal(mark.y) <= HEIGHT
    heights = [Decimal(mark.y) for mark in made.marks]
    assert heights == sorted(heights, reverse=True)
    assert made.description == "Q1 10, Q2 20, Q3 30, Q4 not supplied; target at least 25."


def test_without_a_target_nothing_is_met_or_missed_and_no_band_is_drawn() -> None:
    made = _chart(benchmarks={"England": {"value": "15"}, "Others": {"when": "2018"}})
    assert {mark.met for mark in made.marks} == {""}
    assert (made.bands, made.targets) == ([], [])
    assert [other.name for other in made.others] == ["England"]


def test_lines_that_are_compared_with_are_told_apart_by_their_dashes_and_from_the_target() -> None:
    numbers = {"England": "15", "North": "25", "Region": "15", "South": "25.4", "West": "24.6"}
    others = {name: {"value": number} for name, number in numbers.items()}
    made = _chart(polarity="higher", target="25", benchmarks=others)
    found = [(each.name, each.dash) for each in made.others]
    same = " (the same as the target)"
    assert found[:2] == [("England and Region", "dashed"), (f"North{same}", "dotted")]
    assert found[2:] == [("South", "dash-dotted"), ("West", "dashed")]
    target = {Decimal(each.y) for each in made.targets}.pop()
    assert [Decimal(each.y) - target for each in made.others[1:]] == [5, -5, 5]
    key = f"Dashed: England and Region; dotted: North{same}; dash-dotted: South; dashed: West."
    assert made.own_key == f"{key} The axis is from 10 to 30."


def test_one_value_is_no_chart() -> None:
    assert measure_chart(_measured(actuals={"Q1": "10"})) is None


def test_a_line_is_broken_where_a_value_is_missing_or_the_series_breaks() -> None:
    missing = {"Q1": "10", "Q2": "not available", "Q3": "30", "Q4": "40"}
    broken = {"Q1": "10", "Q2": "20", "Q3": {"value": "30", "series_break": "New system"}}
    assert len(_chart(actuals=missing).segments) == 1
    assert len(_chart(actuals=broken).segments) == 1


BANDS = [
    ("higher", "20", "5", 1),
    ("lower", "20", "25%", 1),
    ("higher", "20", "to 10", 1),
    ("target range", "18 to 22", "10 to 30", 2),
    ("target range", "18 to 22", "4", 2),
]


@pytest.mark.parametrize(("polarity", "target", "tolerance", "bands"), BANDS)
def test_what_is_still_amber_is_a_band_beside_the_target(
    polarity: str, target: str, tolerance: str, bands: int
) -> None:
    made = _chart(polarity=polarity, target=target, tolerance=tolerance)
    assert len(made.bands) == 4 * bands
    assert all(Decimal(band.height) > 0 and Decimal(band.width) > 0 for band in made.bands)
    assert len(made.targets) == 4 * bands


def test_a_number_stands_where_no_line_runs_through_it() -> None:
    made = _chart(actuals={"Q1": "10", "Q2": "22", "Q3": "28"}, polarity="higher", target="25")
    (low, middle, high) = made.marks
    line = Decimal(made.targets[0].y)
    for mark in (low, middle, high):
        foot = Decimal(mark.text_y)
        assert not foot - 10 < line < foot
    assert Decimal(middle.text_y) > Decimal(middle.y)
    assert Decimal(high.text_y) < Decimal(high.y)


def test_a_line_through_a_number_is_worse_than_the_way_to_the_next_value() -> None:
    made = _chart(actuals={"Q1": "22", "Q2": "10", "Q3": "28"}, polarity="higher", target="25")
    assert Decimal(made.marks[0].text_y) > Decimal(made.marks[0].y)


def test_a_long_number_stays_within_the_chart_and_has_no_unit_in_words() -> None:
    made = _chart(actuals={"Q1": "123456789012", "Q4": "-3"})
    assert [mark.text for mark in made.marks] == ["123,456,789,012", "-3"]
    assert [mark.text_x for mark in made.marks] == ["60.0", "272.5"]
    for unit, text in (("days", "10"), ("%", "10%"), ("£", "£10")):
        assert _chart(unit=unit).marks[0].text == text
    said = _chart(unit="yes/no", actuals={"Q1": "yes", "Q2": "no"})
    assert [mark.text for mark in said.marks] == ["yes", "no"]


MONTHS = {
    "Q1": {"months": {"April": "30", "May": "31", "June": "32"}},
    "Q2": {"months": {"July": "33", "August": "34", "September": "35"}},
}


@pytest.mark.parametrize("basis", ["in the period", "year to date"])
def test_months_are_not_held_against_the_target_of_a_quarter(basis: str) -> None:
    """Their quarters are plotted: each month is a part of what the target is of."""
    profile = dict.fromkeys(["Q1", "Q2", "Q3", "Q4"], "32")
    fields = {"frequency": "monthly", "polarity": "higher", "actuals": MONTHS, "basis": basis}
    made = _chart(**fields, profile=profile)
    assert [label.text for label in made.labels] == ["Q1", "Q2", "Q3", "Q4"]
    assert [mark.met for mark in made.marks] == ["yes", "yes"]
    assert len(_chart(**fields).marks) == 6


def test_months_of_a_snapshot_are_held_against_the_target() -> None:
    fields = {"frequency": "monthly", "polarity": "higher", "actuals": MONTHS}
    made = _chart(**fields, basis="snapshot", target="34")
    assert [mark.met for mark in made.marks] == ["no", "no", "no", "no", "yes", "yes"]


def test_a_target_of_the_year_is_met_or_missed_once_that_is_certain() -> None:
    made = _chart(polarity="lower", basis="year to date", target="25")
    assert [mark.met for mark in made.marks] == ["", "", "no"]
    assert len(made.targets) == 4
    assert len(made.bands) == 1


@pytest.mark.parametrize(
    ("values", "above"),
    [
        ("10 20 10 20", "no yes no yes"),
        ("20 10 20 10", "yes no yes no"),
        ("10 20 30 40", "no yes yes yes"),
        ("40 30 20 10", "yes yes yes no"),
        ("10 10 10 10", "yes yes yes yes"),
        ("10 30 20 30", "no yes no yes"),
        ("30 20 10 30", "yes yes no yes"),
        ("20 10 - 10", "yes no yes"),
        ("10 20 - 20", "no yes yes"),
        ("20 - 10 20", "yes no yes"),
    ],
)
def test_a_number_stands_where_the_ways_to_the_values_beside_it_do_not_run(
    values: str, above: str
) -> None:
    words = ("not available" if each == "-" else each for each in values.split())
    made = _chart(actuals=dict(zip(("Q1", "Q2", "Q3", "Q4"), words, strict=True)))
    found = [Decimal(mark.text_y) < Decimal(mark.y) for mark in made.marks]
    assert " ".join("yes" if each else "no" for each in found) == above


def test_last_year_is_drawn_in_the_quarters_that_have_come() -> None:
    said = {"id": "m", "unit": "count", "actuals": {"Q1": "10", "Q2": "20"}}
    said["last_year"] = {"Q1": "5", "Q2": "6", "Q3": "7", "Q4": "8"}
    measured = MeasureResults("W", Measure.model_validate(said), Year(2019), date(2019, 10, 20))
    made = measure_chart(measured, with_last_year=True)
    assert made
    assert [label.text for label in made.labels] == ["Q1", "Q2"]
    assert len(made.last_year_marks) == 2
