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
from planctl.plan.days import in_words
from planctl.plan.figure import Figure
from planctl.plan.period import Period
from planctl.plan.plan import Plan
from planctl.problem import Severity

NAME = "period"
SEVERITY = Severity.ERROR


def check(plan: Plan, today: date) -> Iterator[Finding]:
    """Yield each month and term of another quarter, and each number of a time to come."""
    for measured in placed_measures(plan, today):
        for each in measured.recorded:
            if wrong := _wrong(measured, each, today):
                yield Finding(measured.document.place_of_key(each.keys), *wrong)


def _wrong(measured: PlacedMeasure, each: RecordedValue, today: date) -> tuple[str, str] | None:
    """Return what is wrong with the time of a recorded value, and what to do about it."""
    belongs = _quarter_of(measured, each)
    if belongs != each.quarter:
        message = f"'{each.period}' is recorded in {each.quarter}, and belongs to {belongs}"
        return message, f"move it to {belongs}"
    begins = belongs.first_day_of(each.period)
    if isinstance(each.actual.value, Figure) and begins > today:
        message = f"a number of {each.when}, which begins on {in_words(begins)}"
        return message, "move it to the time that it is of"
    return None


def _quarter_of(measured: PlacedMeasure, recorded: RecordedValue) -> Period:
    """Return the quarter to which a month or a term belongs, that of its own if it is neither."""
    if not recorded.period:
        return recorded.quarter
    period = recorded.period
    found = (each for each in measured.year.periods if period in (*each.months, *each.terms))
    return next(found, recorded.quarter)
