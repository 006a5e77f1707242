"""A quarter's own value that is another than its months make.

A report judges the quarter's own value and prints the months beside it. Where they do not agree,
one of them is wrong, and a reader cannot tell which.

Put the one or the other right, or delete the quarter's own value: what months make is worked out.

## Bad

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
measures:
  - text: Reviews held on time
    id: reviews-on-time
    unit: count
    polarity: lower
    basis: in the period
    frequency: monthly
    actuals:
      Q2:
        value: 90 # <- here
        months:
          July: 10
          August: 20
          September: 30
```

## Good

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
measures:
  - text: Reviews held on time
    id: reviews-on-time
    unit: count
    polarity: lower
    basis: in the period
    frequency: monthly
    actuals:
      Q2:
        months:
          July: 10
          August: 20
          September: 30
```
"""

from collections.abc import Iterator
from datetime import date

from planctl.checks.placed_measures import PlacedMeasure, RecordedValue, placed_measures
from planctl.checks.rule import Finding
from planctl.measures.quarter_values import not_added
from planctl.plan.figure import Figure, rounded
from planctl.plan.plan import Plan
from planctl.problem import Severity

NAME = "months"
SEVERITY = Severity.WARNING


def check(plan: Plan, today: date) -> Iterator[Finding]:
    """Yield each value of a quarter that its months or its term do not make."""
    for measured in placed_measures(plan, today):
        for each in measured.recorded:
            if not each.period and (found := _otherwise(measured, each)):
                where = measured.document.place((*each.keys, "value"))
                yield Finding(where, found, "put the one or the other right")


def _otherwise(measured: PlacedMeasure, recorded: RecordedValue) -> str:
    """Return how a quarter's own value and its parts disagree, "" if they do not."""
    own, quarter = recorded.actual.value, recorded.quarter
    together = measured.values.together(quarter)
    if not isinstance(own, Figure) or not together:
        return ""
    style, (made, why) = measured.measure.style, together
    number = own.number(style.unit)
    if isinstance(made, Figure):
        worked_out = made.number(style.unit)
        if number in (worked_out, rounded(worked_out, own.places)):
            return ""
        return f"{quarter} is {own.written}, and its parts make {style.printed(made)}"
    values = [each.value for each in measured.values.recorded(quarter).months.values()]
    numbers = [each.number(style.unit) for each in values if isinstance(each, Figure)]
    if why == not_added(quarter.noun) and not min(numbers) <= number <= max(numbers):
        return f"{quarter} is {own.written}, and none of its months is so far"
    return ""
