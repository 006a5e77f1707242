"""A number over seven times the last, or less than a seventh of it.

A decimal point that slipped, a nought too many or another unit makes such a jump, and the rating
that follows is of the slip.

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
from itertools import pairwise

from planctl.checks.placed_measures import PlacedMeasure, RecordedValue, placed_measures
from planctl.checks.rule import Finding
from planctl.plan.figure import Figure, Unit
from planctl.plan.plan import Plan
from planctl.problem import Severity
from planctl.summary.as_known import header_on

NAME = "jump"
SEVERITY = Severity.WARNING


_TIMES = 7
_FEW = 10
"""A count below it goes up and down by itself."""


def check(plan: Plan, today: date) -> Iterator[Finding]:
    """Yield each number of an open quarter that is far from the one before it."""
    signed = header_on(plan.header, today).closed.items() if plan.header else ()
    closed = {name for name, each in signed if each.date}
    for measured in placed_measures(plan, today):
        if measured.values.grows:
            continue
        for before, now in pairwise(_in_order(measured)):
            is_explained = now.actual.series_break or now.actual.reason
            if now.quarter.key in closed or is_explained or bool(before.period) != bool(now.period):
                continue
            if found := _jump(before, now, measured):
                where = measured.document.place((*now.keys, "value"))
                yield Finding(where, found, "put it right, or say in `reason:` what happened")


def _in_order(measured: PlacedMeasure) -> Iterator[RecordedValue]:
    """Yield what is recorded in the order of time: months where a quarter has them."""
    recorded: dict[str, dict[str, RecordedValue]] = defaultdict(dict)
    for each in measured.recorded:
        recorded[each.quarter.key][each.period] = each
    for quarter in measured.year.periods:
        found = recorded[quarter.key]
        by_month = [found[name] for name in quarter.months if name in found]
        yield from by_month or ([found[""]] if "" in found else [])


def _jump(before: RecordedValue, now: RecordedValue, measured: PlacedMeasure) -> str:
    """Return that a number is far from the one before, "" if it is not or there are not two."""
    was, value = before.actual.value, now.actual.value
    if not isinstance(was, Figure) or not isinstance(value, Figure):
        return ""
    unit = measured.measure.style.unit
    first, second = was.number(unit), value.number(unit)
    least, most = sorted((first, second))
    if least <= 0 or most <= least * _TIMES or (unit is Unit.COUNT and most < _FEW):
        return ""
    far = "over seven times" if second > first else "less than a seventh of"
    return f"in {now.when} it is {value.written}, {far} the {was.written} of {before.when}"
