"""The numbers of a measure as plain values for reports, quarter by quarter, with its chart."""

from collections.abc import Iterator
from typing import Any

from planctl.measures import words as measure_words
from planctl.measures.chart import chart
from planctl.measures.judgement import Without
from planctl.measures.readings import Measured, Reading
from planctl.plan.figure import Figure, Missing

Values = dict[str, Any]

_ARROWS = {"improved": "↗", "worsened": "↘", "same": "→"}


def figures(measured: Measured) -> Values:
    """Return all that a report says of a measure: its name, its quarters, its chart."""
    return {
        "name": measured.name,
        "known": [{"name": name, "value": said} for name, said in _known(measured)],
        "rows": list(rows(measured)),
        "chart": chart(measured),
    }


def _known(measured: Measured) -> Iterator[tuple[str, str]]:
    """Yield what a measure is compared with, and what is said of it besides its numbers."""
    measure = measured.measure
    yield from measure_words.known(measured)
    if measure.polarity:
        yield "Better is", measure.polarity.value
    if measure.frequency:
        yield "Recorded", measure.frequency.value
    if measure.source:
        yield "Source", measure.source


def rows(measured: Measured) -> Iterator[Values]:
    """Yield what each quarter's numbers say, but of those that are not due yet."""
    for reading in measured.readings:
        if reading.value is not Missing.NOT_DUE:
            yield row(measured, reading)


def row(measured: Measured, reading: Reading) -> Values:
    """Return what a quarter's numbers say, each part in words; `suggested` names a rating."""
    is_number = isinstance(reading.value, Figure)
    unrated = isinstance(reading.rating, Without)
    return {
        "quarter": reading.quarter.value,
        "value": measure_words.value(measured, reading),
        "target": measure_words.target(measured, reading),
        "suggested": "" if unrated else str(reading.rating),
        "why": reading.rating.why if isinstance(reading.rating, Without) and is_number else "",
        "distance": measure_words.distance(measured, reading),
        "direction": [
            {"shape": _ARROWS[how.split()[0].replace("the", "same")], "text": how}
            for how in measure_words.travel(reading)
        ],
        "forecast": measure_words.forecast(measured, reading),
        "remarks": list(_remarks(measured, reading)),
    }


def _remarks(measured: Measured, reading: Reading) -> Iterator[str]:
    if reading.restated_from is not None:
        was = measure_words.printed(measured, reading.restated_from)
        yield f"Restated from {was}: {reading.note}".rstrip(": ")
    if reading.series_break:
        yield f"Series break: {reading.series_break}"
    if reading.supplied:
        yield f"Supplied late, on {reading.supplied}"
