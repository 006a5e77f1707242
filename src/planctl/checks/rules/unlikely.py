"""A number that can hardly be: more than all, fewer than none, half a case.

110 of 100 and 250% are most likely slips of the keyboard, as are a count below nought and one with
a fraction. They would be judged and printed like any other.

Put the number right. A count that is an average says so by its `decimals:`; a percentage of change
has a target that is more than all or less than nothing.

## Bad

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
measures:
  - text: Reviews held on time
    id: reviews-on-time
    unit: "%"
    polarity: higher
    actuals:
      Q2: 110 of 100 # <- here
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
    polarity: higher
    actuals:
      Q2: 100 of 110
```
"""

from collections.abc import Iterator
from datetime import date

from planctl.checks.placed_measures import PlacedMeasure, placed_measures
from planctl.checks.rule import Finding
from planctl.plan.figure import Figure, Unit
from planctl.plan.plan import Plan
from planctl.plan.target import Number, Range
from planctl.problem import Severity

NAME = "unlikely"
SEVERITY = Severity.WARNING


_ALL = {Unit.PERCENT: 100, Unit.RATE: 10_000}


def check(plan: Plan, today: date) -> Iterator[Finding]:
    """Yield each recorded number that its unit makes unlikely."""
    for measured in placed_measures(plan, today):
        for each in measured.recorded:
            said = {"value": each.actual.value, "restated_from": each.actual.restated_from}
            for key, value in said.items():
                if isinstance(value, Figure) and (why := _why(value, measured)):
                    where = measured.document.place((*each.keys, key))
                    yield Finding(where, f"in {each.when}, {value.written} {why}", "put it right")
        for keys, name, number in _of_other_times(measured):
            if isinstance(number, Figure) and (why := _why(number, measured)):
                message = f"in {name}, {number.written} {why}"
                yield Finding(measured.place(*keys, "value"), message, "put it right")


def _of_other_times(measured: PlacedMeasure) -> Iterator[tuple[tuple[str, ...], str, object]]:
    """Yield the baseline, the benchmarks and last year's numbers: their keys, names and values."""
    measure = measured.measure
    if measure.baseline:
        yield ("baseline",), "the baseline", measure.baseline.value
    for name, each in measure.benchmarks.items():
        yield ("benchmarks", name), f"benchmark {name}", each.value
    for quarter, was in measure.last_year.items():
        yield ("last_year", quarter), f"{quarter} last year", was.value


def _why(value: Figure, measured: PlacedMeasure) -> str:
    """Return why a number is unlikely, "" if it is not."""
    unit, decimals = measured.measure.style.unit, measured.measure.decimals
    number = value.number(unit)
    if value.of is not None and value.said < 0:
        return "is a share of less than nothing"
    if unit is Unit.COUNT and number < 0:
        return "is fewer than none"
    if unit is Unit.COUNT and value.of is None and number % 1 and not decimals:
        return "is no whole number, and the unit is count"
    if unit in _ALL and not 0 <= number <= _ALL[unit] and not _is_of_change(measured, _ALL[unit]):
        return "is more than all" if number > 0 else "is less than nothing"
    return ""


def _is_of_change(measured: PlacedMeasure, every: int) -> bool:
    """Return whether a target is more than all or less than nothing, so that a value may be."""
    for target, _ in measured.targets():
        match target:
            case Number(end) | Range(end, _) if end < 0:
                return True
            case Number(end) | Range(_, end) if end > every:
                return True
    return False
