"""The numbers of a measure as plain values for reports, quarter by quarter, with its chart."""

from collections.abc import Iterator
from typing import Any

from planctl.measures.chart import measure_chart
from planctl.measures.judgement import Unknown
from planctl.measures.phrases import (
    comparisons,
    distance_phrase,
    forecast_phrase,
    printed_value,
    target_phrase,
    travel_phrases,
    value_phrase,
)
from planctl.measures.readings import MeasureResults, Reading
from planctl.plan.figure import Figure, Missing

Values = dict[str, Any]

_ARROWS = {"improved": "↗", "worsened": "↘", "same": "→"}


def figures(measured: MeasureResults) -> Values:
    """Return all that a report says of a measure: its name, its quarters, its chart."""
    return {
        "name": measured.name,
        "known": [{"name": name, "value": said} for name, said in _known(measured)],
        "rows": list(rows(measured)),
        "chart": measure_chart(measured),
    }


def _known(measured: MeasureResults) -> Iterator[tuple[str, str]]:
    """Yield what a measure is compared with, and what is said of it besides its numbers."""
    measure = measured.measure
    yield from comparisons(measured)
    if measure.polarity:
        yield "Better is", measure.polarity.value
    if measure.frequency:
        yield "Recorded", measure.frequency.value
    if measure.source:
        yield "Source", measure.source


def rows(measured: MeasureResults) -> Iterator[Values]:
    """Yield what each quarter's numbers say, but of those that are not due yet."""
    for reading in measured.readings:
        if reading.value is not Missing.NOT_DUE:
            yield row(measured, reading)


def row(measured: MeasureResults, reading: Reading) -> Values:
    """Return what a quarter's numbers say, each part in words; `suggested` names a rating."""
    is_number = isinstance(reading.value, Figure)
    unrated = isinstance(reading.rating, Unknown)
    return {
        "quarter": reading.quarter.value,
        "value": value_phrase(measured, reading),
        "target": target_phrase(measured, reading),
        "suggested": "" if unrated else str(reading.rating),
        "why": reading.rating.why if isinstance(reading.rating, Unknown) and is_number else "",
        "distance": distance_phrase(measured, reading),
        "direction": [
            {"shape": _ARROWS[how.split()[0].replace("the", "same")], "text": how}
            for how in travel_phrases(reading)
        ],
        "forecast": forecast_phrase(measured, reading),
        "remarks": list(_remarks(measured, reading)),
    }


def _remarks(measured: MeasureResults, reading: Reading) -> Iterator[str]:
    if reading.restated_from is not None:
        was = printed_value(measured, reading.restated_from)
        yield f"Restated from {was}: {reading.note}".rstrip(": ")
    if reading.series_break:
        yield f"Series break: {reading.series_break}"
    if reading.supplied:
        yield f"Supplied late, on {reading.supplied}"
