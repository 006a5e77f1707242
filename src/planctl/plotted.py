"""The numbers of a measure as plain values for reports: its quarters, and a small chart."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from planctl import measure_words
from planctl.figures import Figure, Missing
from planctl.measured import Measured, Point, Reading
from planctl.measures import Goal, Without, meets
from planctl.periods import Quarter
from planctl.targets import By, Share, To

Values = dict[str, Any]

WIDTH, HEIGHT = 320, 164
"""The size of a chart, in its own units."""
_LEFT, _RIGHT, _TOP, _BOTTOM = 10, 10, 24, 42
_ABOVE, _BELOW = -9, 18
"""Where the foot of a number is from its mark."""
_TALL, _WIDE, _THICK = 12, 8, 2
"""How tall a number is, how wide a digit at most, and how much of a line is below its middle."""
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


def chart(measured: Measured) -> Values:
    """Return where the marks of a chart stand, and in words what it shows; {} without two values.

    A line joins the values of periods that follow one another; it is broken where one is missing or
    the series breaks. The target is a line for each quarter, what is still amber a band beside it.
    """
    points = [each for each in measured.points if each.value is not Missing.NOT_DUE]
    numbers = [_number(measured, each) for each in points]
    if sum(number is not None for number in numbers) < _FEWEST:
        return {}
    lines = list(_lines(measured))
    bands = list(_bands(measured))
    drawn = [*(number for _, number in lines), *(end for _, *ends in bands for end in ends)]
    scale = _Scale([*numbers, *drawn])
    across = _Across(points)
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "title": measured.name,
        "description": _described(measured, points),
        "bands": [
            {"left": across.start(quarter), "width": across.wide(quarter),
             "top": scale.at(max(ends)), "height": scale.between(*ends)}
            for quarter, *ends in bands if across.has(quarter)
        ],
        "targets": [
            {"left": across.start(quarter), "right": across.end(quarter), "y": scale.at(number)}
            for quarter, number in _targets(measured) if across.has(quarter)
        ],
        "others": [{"name": name, "y": scale.at(number)} for name, number in lines if name],
        "segments": list(_segments(points, numbers, across, scale)),
        "marks": list(_marks(measured, points, across, scale)),
        "labels": [
            {"x": across.middle(quarter), "text": quarter.value}
            for quarter in Quarter if across.has(quarter)
        ],
    }  # fmt: skip


_FEWEST = 2


class _Scale:
    """Where a number stands, from the bottom to the top of a chart."""

    def __init__(self, numbers: Iterable[Decimal | None]) -> None:
        found = [each for each in numbers if each is not None]
        self._low, high = min(found), max(found)
        self._span = (high - self._low) or Decimal(1)

    def at(self, number: Decimal) -> str:
        share = (number - self._low) / self._span
        return _short(HEIGHT - _BOTTOM - share * (HEIGHT - _TOP - _BOTTOM))

    def between(self, one: Decimal, other: Decimal) -> str:
        return _short(abs(one - other) / self._span * (HEIGHT - _TOP - _BOTTOM))


class _Across:
    """Where a period stands, from the left to the right of a chart."""

    def __init__(self, points: list[Point]) -> None:
        self._points = points
        self._step = Decimal(WIDTH - _LEFT - _RIGHT) / len(points)

    def at(self, index: int) -> str:
        return _short(_LEFT + self._step * (index + Decimal("0.5")))

    def has(self, quarter: Quarter) -> bool:
        return any(point.quarter is quarter for point in self._points)

    def _ends(self, quarter: Quarter) -> tuple[Decimal, Decimal]:
        places = [index for index, each in enumerate(self._points) if each.quarter is quarter]
        return _LEFT + self._step * places[0], _LEFT + self._step * (places[-1] + 1)

    def start(self, quarter: Quarter) -> str:
        return _short(self._ends(quarter)[0])

    def end(self, quarter: Quarter) -> str:
        return _short(self._ends(quarter)[1])

    def wide(self, quarter: Quarter) -> str:
        start, end = self._ends(quarter)
        return _short(end - start)

    def middle(self, quarter: Quarter) -> str:
        start, end = self._ends(quarter)
        return _short((start + end) / 2)


def _short(number: Decimal) -> str:
    return f"{number:.1f}"


def _number(measured: Measured, point: Point) -> Decimal | None:
    return point.value.number(measured.style.unit) if isinstance(point.value, Figure) else None


def _segments(
    points: list[Point], numbers: list[Decimal | None], across: _Across, scale: _Scale
) -> Iterator[Values]:
    """Yield the pieces of the line, from one value to the next that follows it."""
    for index in range(1, len(points)):
        before, now = numbers[index - 1], numbers[index]
        if before is not None and now is not None and not points[index].broken:
            yield {
                "x1": across.at(index - 1),
                "y1": scale.at(before),
                "x2": across.at(index),
                "y2": scale.at(now),
            }


def _marks(
    measured: Measured, points: list[Point], across: _Across, scale: _Scale
) -> Iterator[Values]:
    """Yield the mark of each value, and where the number stands that is written at it."""
    numbers = [_number(measured, each) for each in points]
    others = [Decimal(scale.at(number)) for name, number in _lines(measured) if name]
    for index, (point, number) in enumerate(zip(points, numbers, strict=True)):
        if number is None:
            continue
        x, y = Decimal(across.at(index)), Decimal(scale.at(number))
        aims = [scale.at(aim) for quarter, aim in _targets(measured) if quarter is point.quarter]
        beside = [*numbers[:index][-1:], *numbers[index + 1 :][:1]]
        near = [Decimal(scale.at(each)) for each in beside if each is not None]
        text = measured.style.brief(number) if _is_said(index, points) else ""
        half = Decimal(_WIDE * len(text)) / 2
        yield {
            "x": _short(x),
            "y": _short(y),
            "met": _met(measured, point, number),
            "text": text,
            "text_x": _short(min(max(x, half), WIDTH - half)),
            "text_y": _short(_foot(y, [*map(Decimal, aims), *others], near)),
        }


def _foot(y: Decimal, lines: Iterable[Decimal], near: Iterable[Decimal]) -> Decimal:
    """Return where the foot of a number stands: above its mark, or below if less runs through it.

    A line at its height runs through all of it, the way to the value before or after through half.
    """

    def crossed(foot: Decimal) -> int:
        through = sum(foot - _TALL < line < foot + _THICK for line in lines)
        return 2 * through + sum(each < y if foot < y else each > y for each in near)

    return min((y + _ABOVE, y + _BELOW), key=crossed)


def _is_said(index: int, points: list[Point]) -> bool:
    """Return whether a value is written at its mark: of many, only the first and the last."""
    return len(points) <= len(Quarter) or index in (0, len(points) - 1)


def _targets(measured: Measured) -> Iterator[tuple[Quarter, Decimal]]:
    for reading in measured.readings:
        if isinstance(reading.target, Goal):
            for end in (reading.target.low, reading.target.high):
                if end is not None:
                    yield reading.quarter, end


def _lines(measured: Measured) -> Iterator[tuple[str, Decimal]]:
    """Yield the numbers that are drawn as lines: targets without a name, then what is compared."""
    yield from (("", number) for _, number in _targets(measured))
    unit = measured.style.unit
    others = {"Baseline": measured.measure.baseline} if measured.measure.baseline else {}
    for name, dated in {**others, **measured.measure.benchmarks}.items():
        if isinstance(dated.value, Figure):
            yield name, dated.value.number(unit)


def _bands(measured: Measured) -> Iterator[tuple[Quarter, Decimal, Decimal]]:
    """Yield what is still amber in each quarter: from the target to the last amber number."""
    for reading in measured.readings:
        aim, allowed = reading.target, reading.tolerance
        if not isinstance(aim, Goal):
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


def _met(measured: Measured, point: Point, number: Decimal) -> str:
    """Return yes, no, or "" where nothing has to be met."""
    aim = measured.at(point.quarter).target
    return "" if isinstance(aim, Without) else "yes" if meets(number, aim) else "no"


def _described(measured: Measured, points: list[Point]) -> str:
    """Return in words what a chart shows: each value, and what it is to be."""
    said = [f"{each.label} {_printed(measured, each)}" for each in points]
    last = measured.at(points[-1].quarter)
    target = measure_words.target(measured, last)
    others = [f"{name} {number}" for name, number in measure_words.known(measured)]
    parts = [", ".join(said), f"target {target}" if target else "", *others]
    return f"{'; '.join(filter(None, parts))}."


def _printed(measured: Measured, point: Point) -> str:
    return measure_words.printed(measured, point.value)
