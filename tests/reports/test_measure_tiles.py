"""The scorecard: each measure once, with the latest number that is known and what it has to be."""

from datetime import date
from typing import Any

from planctl.measures.chart import measure_chart
from planctl.measures.readings import MeasureResults
from planctl.plan.measure import Measure
from planctl.plan.model import Action, Header
from planctl.plan.plan import Entry, Plan
from planctl.plan.year import Year
from planctl.reports.report import paper
from planctl.reports.values.measure_tiles import MeasureTile, MeasureTiles
from planctl.summary.summary import summarise
from quarters import Q2, Q4

_HEADER = {"title": "T", "organisation": "O", "year": "2019-20", "priorities": {"1": "First"}}
_MEASURE = {"text": "M", "id": "m", "unit": "%", "polarity": "higher", "target": "80"}


def _tiles(rag: str, *measures: dict[str, Any], quarter: Any = Q2) -> list[MeasureTile]:  # noqa: ANN401
    said = [{**_MEASURE, "id": f"m-{number}", **each} for number, each in enumerate(measures)]
    update = {"rag" if rag in ("red", "amber", "green") else "status": rag}
    action = {"id": "1.1", "title": "A", "lead": "L", "measures": said}
    whole = Action.model_validate({**action, "updates": {quarter.key: update}})
    header = Header.model_validate(_HEADER)
    summary = summarise(
        Plan("p", header, None, (Entry("1.1", "1.1", whole),)), date(2020, 5, 1), quarter
    )
    return [
        tile
        for section in paper(summary, "scorecard").sections
        for block in section.blocks
        if isinstance(block, MeasureTiles)
        for tile in block.tiles
    ]


def test_what_the_lead_rates_otherwise_than_the_numbers_stands_first() -> None:
    good, bad = {"actuals": {"Q2": "85"}}, {"actuals": {"Q2": "60"}, "tolerance": "5"}
    assert [each.value for each in _tiles("green", good, bad)] == ["60%", "85%"]
    assert [each.differs for each in _tiles("complete", good, bad)] == [True, False]
    assert [each.differs for each in _tiles("on hold", good, bad)] == [False, False]
    assert [each.differs for each in _tiles("red", good, {})] == [True, False]
    assert _tiles("green") == []


def test_a_tile_says_target_and_tolerance_in_words_and_whether_it_is_met() -> None:
    (tile,) = _tiles("amber", {"actuals": {"Q2": "78.0"}})
    assert (tile.target, tile.tolerance) == (
        "at least 80%", "amber within 5 points of target, by default",
    )  # fmt: skip
    assert (tile.met, tile.met_words, tile.distance) == (
        "no", "▲ Misses the target", "2 points short of target",
    )  # fmt: skip
    (tile,) = _tiles("amber", {"actuals": {"Q2": "78.0"}, "target": None})
    assert (tile.target, tile.tolerance, tile.met) == ("", "", "")
    yes = {"unit": "yes/no", "target": "yes", "actuals": {"Q2": "yes"}}
    (tile,) = _tiles("green", yes)
    assert (tile.value, tile.tolerance, tile.met) == ("yes", "", "yes")


def test_the_latest_number_is_shown_and_what_is_missing_since_is_said() -> None:
    late = {"actuals": {"Q1": "78.0", "Q2": "not supplied"}}
    (tile,) = _tiles("amber", late)
    assert (tile.value, tile.of) == ("78.0%", "as at Q1; Q2 not supplied")
    (tile,) = _tiles("amber", {"frequency": "annual", "actuals": {"Q3": "78.0"}}, quarter=Q4)
    assert (tile.value, tile.of) == ("78.0%", "as at Q3")
    (tile,) = _tiles("amber", {})
    assert (tile.value, tile.of, tile.chart) == ("not supplied", "", None)


def test_a_chart_of_both_years_has_last_years_line_and_says_where_its_axis_begins() -> None:
    said = {
        "id": "m", "unit": "%", "polarity": "higher", "target": "80",
        "actuals": {"Q1": "70", "Q2": "90", "Q4": "90"},
        "last_year": {"Q1": "60", "Q2": "62", "Q4": "65"},
        "benchmarks": {"England": {"value": "80"}},
    }  # fmt: skip
    measured = MeasureResults("M", Measure.model_validate(said), Year(2019), date(2020, 5, 1))
    made, plain = measure_chart(measured, with_last_year=True), measure_chart(measured)
    assert made
    assert plain
    assert (len(made.last_year), len(made.last_year_marks)) == (1, 3)
    assert (plain.last_year, plain.last_year_marks) == ([], [])
    assert made.key == (
        "○ meets the target, ▲ misses it; thick line: target; band: what is still amber;"
        " grey: last year; dashed: England (the same as the target). The axis is from 60% to 90%."
    )
    assert made.others[0].y not in {each.y for each in made.targets}
    flat = {"id": "m", "unit": "count", "actuals": {"Q1": "7", "Q2": "7"}}
    measured = MeasureResults("M", Measure.model_validate(flat), Year(2019), date(2019, 10, 20))
    level = measure_chart(measured)
    assert level
    assert level.key == "The axis begins at 7."
