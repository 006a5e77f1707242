"""A number over seven times the last, or less than a seventh of it.

A decimal point that slipped, a nought too many or another unit makes such a jump, and the rating
that follows is of the slip. The first number of a year is held against the last of the year before
and the baseline. One of the year to date grows, so it is told of where it falls.

Put the number right; if it is right, say in `reason:` what happened, or in `series_break:` why the
two cannot be compared.

## Bad

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
measures:
  - text: Reviews held on time
    id: reviews-on-time
    unit: "%"
    polarity: lower
    actuals:
      Q1: 4.17
      Q2: 30.8 # <- here
```

## Good

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
measures:
  - text: Reviews held on time
    id: reviews-on-time
    unit: "%"
    polarity: lower
    actuals:
      Q1: 4.17
      Q2: 3.08
```
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

from planctl.checks.placed_measures import PlacedMeasure, RecordedValue, placed_measures
from planctl.checks.rule import Finding
from planctl.plan.figure import Figure, Unit
from planctl.plan.plan import Plan
from planctl.plan.year import is_year_label
from planctl.problem import Severity
from planctl.summary.as_known import header_on

NAME = "jump"
SEVERITY = Severity.WARNING


_TIMES = 7
_FEW = 10
"""A count below it goes up and down by itself."""
_Time = Literal["alike", "longer", "shorter"]


class _Earlier(NamedTuple):
    """A number from before: what it is of, and whether that is a time like that of the next."""

    value: Figure
    of: str
    time: _Time


def check(plan: Plan, today: date) -> Iterator[Finding]:
    """Yield each number of an open quarter that is far from those before it."""
    signed = header_on(plan.header, today).closed.items() if plan.header else ()
    closed = {name for name, each in signed if each.date}
    for measured in placed_measures(plan, today):
        for now, found in _jumps(measured):
            if now.quarter.key not in closed and not now.actual.reason:
                where = measured.document.place((*now.keys, "value"))
                yield Finding(where, found, "put it right, or say in `reason:` what happened")


def _jumps(measured: PlacedMeasure) -> Iterator[tuple[RecordedValue, str]]:
    """Yield each number that is far from one before it, and how."""
    grows, unit = measured.values.grows, measured.measure.style.unit
    earlier: list[_Earlier] = []
    is_of_part: bool | None = None
    for now in _in_order(measured):
        value = now.actual.value
        if is_of_part is None:
            earlier = list(_of_last_year(measured, now))
        elif is_of_part != bool(now.period) and not grows:
            earlier = []
        if now.actual.series_break:
            earlier = []
        is_of_part = bool(now.period)
        if not isinstance(value, Figure):
            continue
        if found := next(filter(None, (_far(each, value, unit) for each in earlier)), ""):
            yield now, f"in {now.when} it is {value.written}, {found}"
        longer = [each for each in earlier if grows and each.time == "longer"]
        earlier = [_Earlier(value, now.when, "shorter" if grows else "alike"), *longer]


def _of_last_year(measured: PlacedMeasure, first: RecordedValue) -> Iterator[_Earlier]:
    """Yield the numbers of before the year with which what is recorded first is compared."""
    values, measure = measured.values, measured.measure
    last = measured.year.last
    is_less = values.grows or (values.accumulates and first.period != "")
    if isinstance(value := measure.value_last_year(last.key), Figure):
        yield _Earlier(value, last.last_year, "longer" if is_less else "alike")
    baseline = measure.baseline
    if baseline and isinstance(value := baseline.value, Figure):
        is_less = is_less or (values.adds and is_year_label(baseline.when))
        yield _Earlier(value, "the baseline", "longer" if is_less else "alike")


def _in_order(measured: PlacedMeasure) -> Iterator[RecordedValue]:
    """Yield what is recorded in the order of time: months or terms where a quarter has them."""
    recorded: dict[str, dict[str, RecordedValue]] = defaultdict(dict)
    for each in measured.recorded:
        recorded[each.quarter.key][each.period] = each
    for quarter in measured.year.periods:
        found = recorded[quarter.key]
        parts = [found[name] for name in (*quarter.months, *quarter.terms) if name in found]
        yield from parts or ([found[""]] if "" in found else [])


def _far(earlier: _Earlier, now: Figure, unit: Unit) -> str:
    """Return how far a number is from one before it, "" if it is not."""
    before = f"the {earlier.value.written} of {earlier.of}"
    first, second = earlier.value.number(unit), now.number(unit)
    if earlier.time == "shorter":
        return f"less than {before}, and it is of the year to date" if second < first else ""
    least, most = sorted((first, second))
    if least <= 0 or most <= least * _TIMES or (unit is Unit.COUNT and most < _FEW):
        return ""
    if second > first:
        return f"over seven times {before}"
    return f"less than a seventh of {before}" if earlier.time == "alike" else ""
