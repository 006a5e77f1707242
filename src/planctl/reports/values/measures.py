"""The numbers of a measure for reports, quarter by quarter, with its chart; and their table."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from planctl.measures.chart import measure_chart
from planctl.measures.chart_parts import MeasureChart
from planctl.measures.judgement import Unknown
from planctl.measures.phrases import (
    comparisons,
    distance_phrase,
    forecast_phrase,
    printed_value,
    rests_on,
    target_phrase,
    travel_phrases,
    value_phrase,
)
from planctl.measures.readings import MeasureResults, Reading
from planctl.plan.figure import Figure, Missing
from planctl.plan.period import Period
from planctl.reports.values.blocks import DataTable, NamedFact, table
from planctl.reports.values.runs import RatingTag, RunsOrText, plain_tag

_ARROWS = {"improved": "↗", "worsened": "↘", "same": "→"}
_COLUMNS = ("Value", "Target", "The numbers suggest", "The lead’s rating")


@dataclass(frozen=True)
class DirectionMark:
    """Whether a number went up or down, and whether that is better."""

    shape: str
    """an arrow"""
    text: str
    """the same in words"""


@dataclass(frozen=True)
class MeasureRow:
    """What a quarter's numbers say of a measure, each part in words."""

    quarter: str
    """the quarter"""
    value: str
    """its number"""
    target: str
    """what it was to be"""
    suggested: RatingTag | None
    """the rating that the numbers suggest, or nothing"""
    rated: RatingTag
    """the rating of its action"""
    tolerance: str
    """the tolerance that the rating rests on, where the measure says none"""
    why: str
    """why they suggest none"""
    distance: str
    """how far the number is from its target"""
    direction: Sequence[DirectionMark]
    """how it moved, since the quarter before and since the year before"""
    forecast: str
    """what the number is expected to be"""
    remarks: Sequence[str]
    """what was restated, and where the series breaks"""


@dataclass(frozen=True)
class MeasureFigures:
    """A measure that carries numbers."""

    name: str
    """what is measured"""
    known: Sequence[NamedFact]
    """what it is compared with, and what else is known of it"""
    rows: Sequence[MeasureRow]
    """each quarter but those that are not due yet"""
    standing: Sequence[MeasureRow]
    """each quarter in which none is due, with the latest number before it"""
    period: str
    """what stands above its quarters: `Quarter`"""
    chart: MeasureChart | None
    """where the marks of a small chart stand; nothing without two numbers"""


def figures(measured: MeasureResults, ratings: Mapping[Period, RatingTag]) -> MeasureFigures:
    """Return all that a report says of a measure, beside its action's rating in each quarter."""
    known = [NamedFact(*pair) for pair in _known(measured)]
    rows = [
        _row(measured, reading, reading.quarter, ratings)
        for reading in measured.readings
        if reading.shown is not Missing.NOT_DUE
    ]
    last = [(quarter, measured.standing(quarter)) for quarter in measured.year.periods]
    standing = [
        _row(measured, reading, quarter, ratings)
        for quarter, reading in last
        if reading.quarter is not quarter
    ]
    period, chart = measured.year.noun.capitalize(), measure_chart(measured)
    return MeasureFigures(measured.name, known, rows, standing, period, chart)


def figures_table(found: MeasureFigures) -> DataTable:
    """Return the table of what a measure's numbers say, beside the action's rating."""
    lines: list[list[RunsOrText]] = [
        [
            each.quarter,
            "; ".join([each.value, *(how.text for how in each.direction), *each.remarks]),
            "; ".join(filter(None, [each.target or "–", each.distance, each.forecast])),
            suggestion(each),
            each.rated,
        ]
        for each in found.rows
    ]
    return table(f"Numbers of: {found.name}", (found.period, *_COLUMNS), [("", lines)])


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


def _row(
    measured: MeasureResults,
    reading: Reading,
    quarter: Period,
    ratings: Mapping[Period, RatingTag],
) -> MeasureRow:
    """Return what stands in a quarter: what its numbers say, or those of an earlier one."""
    suggested = measured.suggested(reading)
    unrated = reading.rating.why if isinstance(reading.rating, Unknown) else ""
    why = f"the {quarter.noun} is not over" if reading.so_far else unrated
    return MeasureRow(
        quarter=quarter.key,
        value=value_phrase(measured, reading, quarter),
        target=target_phrase(measured, reading),
        suggested=plain_tag(suggested) if suggested else None,
        rated=ratings[quarter],
        tolerance=rests_on(measured, reading),
        why=why if isinstance(reading.shown, Figure) else "",
        distance=distance_phrase(measured, reading),
        direction=directions(reading),
        forecast=forecast_phrase(measured, reading),
        remarks=list(_remarks(measured, reading)),
    )


def directions(reading: Reading) -> list[DirectionMark]:
    """Return how a number moved since the period before and since last year, as arrow and words."""
    return [
        DirectionMark(_ARROWS[how.split()[0].replace("the", "same")], how)
        for how in travel_phrases(reading)
    ]


def _remarks(measured: MeasureResults, reading: Reading) -> Iterator[str]:
    if reading.restated_from is not None:
        was = printed_value(measured, reading.restated_from)
        yield f"Restated from {was}: {reading.note}".rstrip(": ")
    if reading.series_break:
        yield f"Series break: {reading.series_break}"
    if reading.supplied:
        yield f"Supplied late, on {reading.supplied}"


def suggestion(row: MeasureRow) -> RunsOrText:
    """Return the rating that a quarter's numbers suggest, or why none, for a cell of a table."""
    if row.suggested and row.tolerance:
        return [row.suggested, f" ({row.tolerance})"]
    return row.suggested or row.why or "–"
