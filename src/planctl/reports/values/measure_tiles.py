"""The measures of a plan as small multiples: each with its latest number, its target, its chart."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from planctl.measures.chart import measure_chart
from planctl.measures.chart_parts import MeasureChart
from planctl.measures.judgement import Unknown, meets
from planctl.measures.phrases import (
    distance_phrase,
    printed_value,
    target_phrase,
    tolerance_phrase,
    value_note,
)
from planctl.measures.readings import MeasureResults, Reading
from planctl.plan.figure import Figure, Missing, Unit
from planctl.plan.period import Period
from planctl.plan.ratings import RATED, Rating
from planctl.plan.scale import Step
from planctl.reports.values.blocks import DataTable, table
from planctl.reports.values.measures import DirectionMark, directions
from planctl.reports.values.runs import RatingTag, Run, Runs, RunsOrText, plain_tag

_COLUMNS = ("Measure", "Latest value", "Target", "Met", "Direction", "Numbers suggest", "Lead says")
_MET = {"yes": "○ Meets the target", "no": "▲ Misses the target", "": ""}


@dataclass(frozen=True)
class TileAction:
    """The action that a measure is of, and how its lead rates it."""

    id: str
    """its number"""
    named: Run
    """its number and title"""
    lead: str
    """who leads it"""
    priority: str
    """the place of its priority"""
    rated: RatingTag
    """its rating"""
    said: Runs
    """its rating, and the confidence in its outcome where that is given"""


@dataclass(frozen=True)
class MeasureTile:
    """A measure with the latest number that is known of it."""

    name: str
    """what is measured"""
    anchor: str
    """the name of its place"""
    action: TileAction
    """whose it is"""
    value: str
    """its latest number, with its unit"""
    of: str
    """what the number is of, as at which period, and what is missing since"""
    target: str
    """what it has to reach"""
    tolerance: str
    """how far off is still amber"""
    met: str
    """whether it does: `yes`, `no` or nothing"""
    met_words: str
    """the same as a shape and in words"""
    distance: str
    """how far it is from its target"""
    direction: Sequence[DirectionMark]
    """how it moved, since the period before and since last year"""
    suggested: RatingTag | None
    """the rating that the numbers suggest, or nothing"""
    why: str
    """why they suggest none"""
    differs: bool
    """whether its lead rates the action otherwise than the numbers do"""
    chart: MeasureChart | None
    """the chart of this year and of last year; nothing without two numbers"""


@dataclass(frozen=True)
class MeasureTiles:
    """Measures side by side."""

    caption: str
    """which measures they are"""
    tiles: Sequence[MeasureTile]
    """each measure"""
    key: str
    """what is the same in the charts of all of them"""
    block: str = "measures"
    """`measures`"""
    table: DataTable = field(init=False)
    """the same as a table"""

    def __post_init__(self) -> None:
        """Put the same into a table, for formats that have no tiles."""
        rows = map(_row, self.tiles)
        object.__setattr__(self, "table", table(self.caption, _COLUMNS, [("", rows)]))


def measure_tile(
    measured: MeasureResults, quarter: Period, action: TileAction, step: Step, number: int
) -> MeasureTile:
    """Return what a quarter's report shows of a measure; `step` is how its action is rated."""
    reading = latest(measured, quarter)
    suggested = measured.suggested(reading)
    met = _met(reading)
    unrated = reading.rating.why if isinstance(reading.rating, Unknown) else ""
    why = f"the {quarter.noun} is not over" if reading.so_far else unrated
    target = target_phrase(measured, reading)
    return MeasureTile(
        name=measured.name,
        anchor=f"measure-{number}",
        action=action,
        value=printed_value(measured, reading.shown),
        of=_of(measured, reading, quarter),
        target=target,
        tolerance=_tolerance(measured, reading) if target else "",
        met=met,
        met_words=_MET[met],
        distance=distance_phrase(measured, reading),
        direction=directions(reading),
        suggested=plain_tag(suggested) if suggested else None,
        why=why if isinstance(reading.shown, Figure) else "",
        differs=_differs(suggested, step),
        chart=measure_chart(measured, with_last_year=True),
    )


def latest(measured: MeasureResults, quarter: Period) -> Reading:
    """Return the reading of the last number that is known; that of the quarter if there is none."""
    now = measured.standing(quarter)
    if isinstance(now.shown, Figure):
        return now
    earlier = reversed(measured.readings[: quarter.number - 1])
    return next((each for each in earlier if isinstance(each.value, Figure)), now)


def _of(measured: MeasureResults, reading: Reading, quarter: Period) -> str:
    """Return what a number is of, as at which period, and what the quarter has instead of one."""
    note, now = value_note(measured, reading, quarter), measured.at(quarter).shown
    if reading.quarter == quarter or not isinstance(now, Missing) or now is Missing.NOT_DUE:
        return note
    return f"{note}; {quarter} {now.value}"


def _tolerance(measured: MeasureResults, reading: Reading) -> str:
    """Return how far off is still amber; of a tolerance that the measure does not say, so."""
    if isinstance(reading.target, Unknown) or measured.style.unit is Unit.YES_NO:
        return ""
    default = "" if measured.measure.tolerance else ", by default"
    return f"{tolerance_phrase(measured, reading)}{default}"


def _met(reading: Reading) -> str:
    is_open = reading.of_year and isinstance(reading.rating, Unknown)
    if isinstance(reading.target, Unknown) or isinstance(reading.number, Unknown) or is_open:
        return ""
    return "yes" if meets(reading.number, reading.target) else "no"


def _differs(suggested: Step | None, step: Step) -> bool:
    """Return whether an action is rated otherwise than numbers suggest; what is done is green."""
    if suggested is None or step.rating not in RATED:
        return False
    return (Rating.GREEN if step.rating.delivered else step.rating) is not suggested.rating


def _row(tile: MeasureTile) -> list[RunsOrText]:
    """Return a measure as the row of a table."""
    return [
        [f"{tile.name} (", tile.action.named, ")"],
        f"{tile.value} ({tile.of})" if tile.of else tile.value,
        "; ".join(filter(None, [tile.target, tile.tolerance])) or "–",
        "; ".join(filter(None, [tile.met_words, tile.distance])) or "–",
        "; ".join(how.text for how in tile.direction) or "–",
        tile.suggested or tile.why or "–",
        list(tile.action.said),
    ]
