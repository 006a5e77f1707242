"""What a small chart of a measure is made of: its lines, marks and words, each at its place."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class ChartBand:
    """What is still amber in a quarter."""

    left: str
    """where it begins"""
    width: str
    """how wide it is"""
    top: str
    """where it begins from above"""
    height: str
    """how high it is"""


@dataclass(frozen=True)
class ChartTarget:
    """What a quarter's number is to be, as a line."""

    left: str
    """where it begins"""
    right: str
    """where it ends"""
    y: str
    """how far from above"""


@dataclass(frozen=True)
class ChartBenchmark:
    """What a measure is compared with besides its target, as a line across."""

    name: str
    """what it is, or what they are where several are the same"""
    y: str
    """how far from above: a little beside a target that would hide it"""
    dash: str
    """`dashed`, `dotted` or `dash-dotted`"""


@dataclass(frozen=True)
class ChartSegment:
    """A piece of the line, from one value to the next."""

    x1: str
    """where it begins, from the left"""
    y1: str
    """where it begins, from above"""
    x2: str
    """where it ends, from the left"""
    y2: str
    """where it ends, from above"""


@dataclass(frozen=True)
class ChartPlace:
    """A place in a chart."""

    x: str
    """where it is, from the left"""
    y: str
    """where it is, from above"""


@dataclass(frozen=True)
class ChartMark:
    """The mark of a value."""

    x: str
    """where it is, from the left"""
    y: str
    """where it is, from above"""
    met: str
    """whether it meets the target: `yes`, `no`, or nothing"""
    text: str
    """the number that is written at it, or nothing"""
    text_x: str
    """where the middle of the number is, from the left"""
    text_y: str
    """where its foot is, from above"""


@dataclass(frozen=True)
class ChartLabel:
    """The name of a quarter, below it."""

    x: str
    """where its middle is, from the left"""
    text: str
    """the quarter"""


@dataclass(frozen=True)
class MeasureChart:
    """The places of what is drawn of a measure, in the chart's own width and height."""

    width: int
    """how wide it is"""
    height: int
    """how high it is"""
    title: str
    """what is measured"""
    description: str
    """what it shows, in words"""
    bands: Sequence[ChartBand]
    """what is still amber in each quarter"""
    targets: Sequence[ChartTarget]
    """the target of each quarter"""
    others: Sequence[ChartBenchmark]
    """the baseline and the benchmarks"""
    last_year: Sequence[ChartSegment]
    """the line of last year, where the chart has it"""
    last_year_marks: Sequence[ChartPlace]
    """the mark of each value of last year, where the chart has them"""
    segments: Sequence[ChartSegment]
    """the line, broken where a value is missing or the series breaks"""
    marks: Sequence[ChartMark]
    """the mark of each value"""
    labels: Sequence[ChartLabel]
    """the name of each quarter"""
    key: str
    """what the marks and lines stand for, and where the axis begins and ends"""
    own_key: str
    """the part of the key that other charts do not share: the lines of dashes, and the axis"""
