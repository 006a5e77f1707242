"""A small chart of a measure: where its marks stand, and in words what it shows."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache
from itertools import cycle, groupby, pairwise
from typing import NamedTuple

from planctl.measures.chart_parts import (
    ChartBand,
    ChartBenchmark,
    ChartLabel,
    ChartMark,
    ChartPlace,
    ChartSegment,
    ChartTarget,
    MeasureChart,
)
from planctl.measures.judgement import Goal, Unknown, meets
from planctl.measures.phrases import comparisons, printed_value, target_phrase
from planctl.measures.readings import MeasureResults, PeriodValue
from planctl.plan.figure import Figure, Missing
from planctl.plan.period import Period
from planctl.plan.target import By, Share, To

WIDTH, HEIGHT = 320, 164
"""The size of a chart, in its own units."""
_LEFT, _RIGHT, _TOP, _BOTTOM = 10, 10, 24, 42
_HALF = Decimal("0.5")
_ABOVE, _BELOW = -9, 18
"""Where the foot of a number is from its mark."""
_TALL, _WIDE, _THICK = 12, 8, 2
"""How tall a number is, how wide a digit at most, and how much of a line is below its middle."""


def measure_chart(measured: MeasureResults, *, with_last_year: bool = False) -> MeasureChart | None:
    """Return where the marks of a chart stand, and in words what it shows; None without two values.

    A line joins the values of periods that follow one another; it is broken where one is missing or
    the series breaks. The target is a line for each quarter, what is still amber a band beside it.
    A chart `with_last_year` has the same quarters of that too, and fewer numbers at its marks.
    """
    points = [each for each in measured.plotted if each.value is not Missing.NOT_DUE]
    numbers = [_number(measured, each) for each in points]
    before = dict(_last_year(measured)) if with_last_year else {}
    known = sum(number is not None for number in numbers)
    if not known or known + len(before) < _FEWEST:
        return None
    most = _FEWEST if with_last_year else _MOST_SAID
    return _Drawing(measured, points, numbers, before).chart(most)


_FEWEST = 2
_MOST_SAID = 4
_APART = 5
"""How far a line is drawn from a target that it would be hidden under."""
_DASHES = ("dashed", "dotted", "dash-dotted")
"""How the lines are drawn that a measure is compared with, so that each can be named."""


class _Scale:
    """Where a number stands, from the bottom to the top of a chart."""

    def __init__(self, numbers: Iterable[Decimal | None]) -> None:
        found = [each for each in numbers if each is not None]
        self.ends = self._low, high = min(found), max(found)
        self._span = (high - self._low) or Decimal(1)

    def height(self, number: Decimal) -> Decimal:
        share = (number - self._low) / self._span
        return HEIGHT - _BOTTOM - share * (HEIGHT - _TOP - _BOTTOM)

    def between(self, one: Decimal, other: Decimal) -> str:
        return _short(abs(one - other) / self._span * (HEIGHT - _TOP - _BOTTOM))


class _Ends(NamedTuple):
    """Where a quarter begins and ends, and how wide it is."""

    left: str
    right: str
    width: str


class _Across(NamedTuple):
    """Where the middle of each period and the ends of each quarter stand, from the left."""

    places: list[Decimal]
    xs: list[str]
    quarters: dict[Period, _Ends]
    labels: list[ChartLabel]


@cache
def _across(quarters: tuple[Period, ...]) -> _Across:
    """Return where the periods of these quarters stand: in most charts of a plan the same."""
    step = Decimal(WIDTH - _LEFT - _RIGHT) / len(quarters)
    places = [_LEFT + step * (index + _HALF) for index in range(len(quarters))]
    ends: dict[Period, _Ends] = {}
    labels: list[ChartLabel] = []
    for quarter, periods in groupby(range(len(quarters)), quarters.__getitem__):
        within = list(periods)
        left, right = _LEFT + step * within[0], _LEFT + step * (within[-1] + 1)
        ends[quarter] = _Ends(_short(left), _short(right), _short(right - left))
        labels.append(ChartLabel(_short((left + right) / 2), quarter.key))
    return _Across(places, list(map(_short, places)), ends, labels)


def _short(number: Decimal) -> str:
    return f"{number:.1f}"


def _number(measured: MeasureResults, point: PeriodValue) -> Decimal | None:
    return point.value.number(measured.style.unit) if isinstance(point.value, Figure) else None


class _Drawing:
    """What is drawn of a measure, and where."""

    def __init__(
        self,
        measured: MeasureResults,
        points: list[PeriodValue],
        numbers: list[Decimal | None],
        before: dict[Period, Decimal],
    ) -> None:
        self._measured, self._points, self._numbers = measured, points, numbers
        targets, others = list(_targets(measured)), list(_reference_lines(measured))
        self._bands = list(_bands(measured))
        ends = [end for _, *ends in self._bands for end in ends]
        lines = [number for _, number in (*targets, *others)]
        self._before = before
        self._scale = scale = _Scale([*numbers, *lines, *ends, *before.values()])
        self._across = _across(tuple(point.quarter for point in points))
        self._heights = [None if each is None else scale.height(each) for each in numbers]
        self._ys = ["" if each is None else _short(each) for each in self._heights]
        self._targets = [(quarter, scale.height(number)) for quarter, number in targets]
        self._others = list(self._drawn_others(others, {number for _, number in targets}))

    def chart(self, most: int) -> MeasureChart:
        scale, across = self._scale, self._across.quarters
        lines, axis = [f"{dash}: {name}" for name, _, dash in self._others], self._axis()
        bands = [
            ChartBand(at.left, at.width, _short(scale.height(max(ends))), scale.between(*ends))
            for quarter, *ends in self._bands
            if (at := across.get(quarter))
        ]
        targets = [
            ChartTarget(at.left, at.right, _short(y))
            for quarter, y in self._targets
            if (at := across.get(quarter))
        ]
        return MeasureChart(
            width=WIDTH,
            height=HEIGHT,
            title=self._measured.name,
            description=_description(self._measured, self._points),
            bands=bands,
            targets=targets,
            others=[ChartBenchmark(name, _short(y), dash) for name, y, dash in self._others],
            last_year=list(self._segments_last_year()),
            last_year_marks=[ChartPlace(x, y) for _, x, y in self._places_last_year()],
            segments=list(self._segments()),
            marks=list(self._marks(most)),
            labels=self._across.labels,
            key=" ".join(filter(None, [_sentence(*self._key(), *lines), axis])),
            own_key=" ".join(filter(None, [_sentence(*lines), axis])),
        )

    def _drawn_others(
        self, others: list[tuple[str, Decimal]], aims: set[Decimal]
    ) -> Iterator[tuple[str, Decimal, str]]:
        """Yield each number to compare with: whose it is, where its line stands, and its dashes.

        Those that are the same have one line; one that a target would hide stands beside it.
        """
        named: dict[Decimal, list[str]] = {}
        for name, number in others:
            named.setdefault(number, []).append(name)
        for (number, names), dash in zip(named.items(), cycle(_DASHES), strict=False):
            y, same = self._scale.height(number), " (the same as the target)" * (number in aims)
            gaps = (y - self._scale.height(aim) for aim in aims)
            gap = min(gaps, key=abs, default=Decimal(_APART))
            if abs(gap) < _APART:
                y += (_APART if gap >= 0 else -_APART) - gap
            yield f"{' and '.join(names)}{same}", y, dash

    def _key(self) -> Iterator[str]:
        """Yield what the marks and the lines stand for, of those that are drawn."""
        target, band, before = key_phrases(own=bool(self._measured.scale.own))
        if self._targets:
            yield target
        if self._bands:
            yield band
        if self._before:
            yield before

    def _axis(self) -> str:
        """Return in a sentence where the axis begins and ends."""
        low, high = map(self._measured.style.brief, self._scale.ends)
        return f"The axis begins at {low}." if low == high else f"The axis is from {low} to {high}."

    def _places_last_year(self) -> Iterator[tuple[Period, str, str]]:
        """Yield where each value of last year stands: in the middle of its quarter."""
        for quarter, number in self._before.items():
            if at := self._across.quarters.get(quarter):
                middle = (Decimal(at.left) + Decimal(at.right)) / 2
                yield quarter, _short(middle), _short(self._scale.height(number))

    def _segments_last_year(self) -> Iterator[ChartSegment]:
        """Yield the pieces of last year's line, from one quarter to the next that follows it."""
        for (one, x1, y1), (other, x2, y2) in pairwise(self._places_last_year()):
            if other.number == one.number + 1:
                yield ChartSegment(x1, y1, x2, y2)

    def _segments(self) -> Iterator[ChartSegment]:
        """Yield the pieces of the line, from one value to the next that follows it."""
        ends = pairwise(zip(self._across.xs, self._ys, self._points, strict=True))
        for (x1, y1, _), (x2, y2, point) in ends:
            if y1 and y2 and not point.broken:
                yield ChartSegment(x1, y1, x2, y2)

    def _marks(self, most: int) -> Iterator[ChartMark]:
        """Yield the mark of each value, and where the number stands that is written at it."""
        numbered = zip(self._points, self._numbers, self._heights, strict=True)
        for index, (point, number, y) in enumerate(numbered):
            if number is None or y is None:
                continue
            x = self._across.places[index]
            is_said = len(self._points) <= most or index in (0, len(self._points) - 1)
            text = self._measured.style.brief(number) if is_said else ""
            half = Decimal(_WIDE * len(text)) / 2
            yield ChartMark(
                x=self._across.xs[index],
                y=self._ys[index],
                met=_is_met(self._measured, point, number),
                text=text,
                text_x=_short(min(max(x, half), WIDTH - half)),
                text_y=_short(
                    _foot(y, self._line_heights(point.quarter), self._neighbour_heights(index))
                ),
            )

    def _line_heights(self, quarter: Period) -> list[Decimal]:
        """Return how high the lines are that run through a quarter."""
        aims = (y for each, y in self._targets if each.number == quarter.number)
        return [*aims, *(y for _, y, _ in self._others)]

    def _neighbour_heights(self, index: int) -> list[Decimal]:
        """Return how high the values before and after one are, where there are such."""
        beside = (*self._heights[:index][-1:], *self._heights[index + 1 :][:1])
        return [each for each in beside if each is not None]


def _sentence(*parts: str) -> str:
    """Return the parts of a key as a sentence; "" of none."""
    said = "; ".join(parts)
    return f"{said[0].upper()}{said[1:]}." if said else ""


def _foot(y: Decimal, lines: Iterable[Decimal], beside: Iterable[Decimal]) -> Decimal:
    """Return where the foot of a number stands: above its mark, or below if less runs through it.

    A line at its height runs through all of it, the way to the value before or after through half.
    """

    def crossed(foot: Decimal) -> int:
        through = sum(foot - _TALL < line < foot + _THICK for line in lines)
        return 2 * through + sum(each < y if foot < y else each > y for each in beside)

    return min((y + _ABOVE, y + _BELOW), key=crossed)


def _targets(measured: MeasureResults) -> Iterator[tuple[Period, Decimal]]:
    """Yield what each quarter's number is to be: both ends of a range."""
    for reading in measured.readings:
        if isinstance(reading.target, Goal):
            for end in (reading.target.low, reading.target.high):
                if end is not None:
                    yield reading.quarter, end


def key_phrases(*, own: bool) -> tuple[str, str, str]:
    """Return what marks and target, the band and the grey line are; beside an `own` scale too."""
    band = "what its tolerance allows" if own else "what is still amber"
    target = "○ meets the target, ▲ misses it; thick line: target"
    return target, f"band: {band}", "grey: last year"


def _last_year(measured: MeasureResults) -> Iterator[tuple[Period, Decimal]]:
    """Yield the numbers of last year's quarters that this year's can be compared with."""
    for quarter in measured.year.periods:
        number = measured.values.number_last_year(quarter, quarter)
        if isinstance(number, Decimal):
            yield quarter, number


def _reference_lines(measured: MeasureResults) -> Iterator[tuple[str, Decimal]]:
    """Yield the numbers that a measure is compared with besides its target, by their names."""
    unit = measured.style.unit
    baseline = {"Baseline": measured.measure.baseline} if measured.measure.baseline else {}
    for name, dated in {**baseline, **measured.measure.benchmarks}.items():
        if isinstance(dated.value, Figure):
            yield name, dated.value.number(unit)


def _bands(measured: MeasureResults) -> Iterator[tuple[Period, Decimal, Decimal]]:
    """Yield what is still amber in each quarter: from the target to the last amber number."""
    for reading in measured.readings:
        aim, allowed = reading.target, reading.tolerance
        if not isinstance(aim, Goal) or reading.of_year:
            continue
        for end, sign in ((aim.low, -1), (aim.high, 1)):
            if end is None:
                continue
            match allowed:
                case By(amount):
                    last = end + sign * amount
                case Share(percent):
                    last = end + sign * abs(end) * percent / 100
                case To(number):
                    last = number
                case _:
                    last = allowed.low if sign < 0 else allowed.high
            yield reading.quarter, end, last


def _is_met(measured: MeasureResults, point: PeriodValue, number: Decimal) -> str:
    """Return yes, no, or "" where nothing has to be met."""
    reading = measured.at(point.quarter)
    aim, is_open = reading.target, reading.of_year and isinstance(reading.rating, Unknown)
    return "" if isinstance(aim, Unknown) or is_open else "yes" if meets(number, aim) else "no"


def _description(measured: MeasureResults, points: list[PeriodValue]) -> str:
    """Return in words what a chart shows: each value, and what it is to be."""
    said = [f"{each.label} {_printed(measured, each)}" for each in points]
    last = measured.at(points[-1].quarter)
    target = target_phrase(measured, last)
    others = [f"{name} {number}" for name, number in comparisons(measured)]
    parts = [", ".join(said), f"target {target}" if target else "", *others]
    return f"{'; '.join(filter(None, parts))}."


def _printed(measured: MeasureResults, point: PeriodValue) -> str:
    return printed_value(measured, point.value)
