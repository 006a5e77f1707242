"""A month or a term that is recorded in another quarter, or has yet to come.

A report takes the months and the terms of a quarter by their names. One that belongs to another
quarter would be in none, and its number would be lost; a number of a time that has not begun is
most likely meant for another.

Move it to the quarter that it belongs to. In this example the year begins in April.

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
    frequency: monthly
    actuals:
      Q1:
        months:
          July: 61.25 # <- here
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
    frequency: monthly
    actuals:
      Q2:
        months:
          July: 61.25
```
"""

from collections.abc import Iterator
from datetime import date

from planctl.checks.placed_measures import PlacedMeasure, RecordedValue, placed_measures
from planctl.checks.rule import Finding
from planctl.plan.figure import Figure
from planctl.plan.periods import Quarter, first_day, in_words, months, terms
from planctl.plan.plan import Plan
from planctl.problem import Severity

NAME = "period"
SEVERITY = Severity.ERROR


def check(plan: Plan, today: date) -> Iterator[Finding]:
    """Yield each month and term of another quarter, and each number of a time to come."""
    for measured in placed_measures(plan, today):
        for each in measured.recorded():
            belongs = _quarter_of(measured, each)
            begins = first_day(measured.year, belongs, each.period)
            where = measured.document.place_of_key(each.keys)
            if belongs is not each.quarter:
                message = f"'{each.period}' is recorded in {each.quarter}, and belongs to {belongs}"
                yield Finding(where, message, f"move it to {belongs}")
            elif isinstance(each.actual.value, Figure) and begins > today:
                message = f"a number of {each.when}, which begins on {in_words(begins)}"
                yield Finding(where, message, "move it to the time that it is of")


def _quarter_of(measured: PlacedMeasure, recorded: RecordedValue) -> Quarter:
    """Return the quarter to which a month or a term belongs, that of its own if it is neither."""
    year, period = measured.year, recorded.period
    found = (each for each in Quarter if period in (*months(year, each), *terms(year, each)))
    return next(found, recorded.quarter)
