"""A value that came before its time, or is to come.

A report says on which day a late value came. A day before the period began, or one that has yet to
come, is another day than was meant.

Write the day on which the value came, or nothing where it came in time. In this example the day is
15 November 2019, in Q3.

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
      Q2:
        value: 70
        supplied: 2030-01-01 # <- here
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
      Q2:
        value: 70
        supplied: 2019-11-01
```
"""

from collections.abc import Iterator
from datetime import date

from planctl.checks.placed_measures import placed_measures
from planctl.checks.rule import Finding
from planctl.plan.days import in_words
from planctl.plan.plan import Plan
from planctl.problem import Severity

NAME = "supplied"
SEVERITY = Severity.ERROR


def check(plan: Plan, today: date) -> Iterator[Finding]:
    """Yield each day of supply that is before the period began, or after today."""
    for measured in placed_measures(plan, today):
        for each in measured.recorded:
            came = each.actual.supplied
            begins = each.quarter.first_day_of(each.period)
            if not came or begins <= came <= today:
                continue
            when = "yet to come" if came > today else f"before {each.when} began"
            message = f"supplied on {in_words(came)}, which is {when}"
            where = measured.document.place((*each.keys, "supplied"))
            yield Finding(where, message, "write the day on which it came: 2020-03-31")
