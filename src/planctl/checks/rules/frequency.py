"""A value of a time for which its measure has none, or none where one was due.

How often a measure has a value says when it is asked for, and what is compared with what. Months
below a quarterly measure, a year's value in the first quarter, or a quarter that ended and is said
to be not due, do not fit that.

Change `frequency:`, or move the value to the time that it is of.

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
    frequency: quarterly
    actuals:
      Q2:
        value: 9
        months:
          July: 3 # <- here
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
    frequency: quarterly
    actuals:
      Q2: 9
```
"""

from collections.abc import Iterator
from datetime import date

from planctl.checks.placed_measures import PlacedMeasure, RecordedValue, placed_measures
from planctl.checks.rule import Finding
from planctl.plan.figure import Figure, Missing
from planctl.plan.measure import Frequency
from planctl.plan.period import TERM_ENDS
from planctl.plan.plan import Plan
from planctl.problem import Severity

NAME = "frequency"
SEVERITY = Severity.WARNING


def check(plan: Plan, today: date) -> Iterator[Finding]:
    """Yield each value that does not fit how often its measure has one."""
    for measured in placed_measures(plan, today):
        for each in measured.recorded:
            if found := _unfit(measured, each):
                yield Finding(measured.document.place((*each.keys, "value")), *found)


def _unfit(measured: PlacedMeasure, recorded: RecordedValue) -> tuple[str, str] | None:
    """Return how a value does not fit, and what to do; None if it does."""
    year = measured.year
    frequency = measured.measure.frequency or year.frequency
    quarter, period, value = recorded.quarter, recorded.period, recorded.actual.value
    parts = Frequency.TERMLY if period in TERM_ENDS else Frequency.MONTHLY
    if period and frequency is not parts:
        how = f"is {frequency}" if frequency else f"has one value a {year.noun}"
        message = f"'{period}' is recorded, and the measure {how}"
        return message, f"write `frequency: {parts}`, or delete it"
    if isinstance(value, Figure) and not period and year.is_too_early(quarter, frequency):
        message = f"{quarter} has a value, and the measure is {frequency}"
        return message, f"move it to its {year.noun}"
    is_over = quarter.ended(measured.values.today)
    is_due = bool(period) or measured.values.expected(quarter)
    if value is Missing.NOT_DUE and is_over and is_due:
        hint = "write `not supplied` or `not available`, or change `frequency:`"
        return f"{recorded.when} has ended and is said to be not due", hint
    return None
