"""A number that gives away what is suppressed beside it.

A suppressed value is too small to be told. What had been reported before it, or a quarter's own
value beside months of which one is suppressed, stays in a file that everybody may read.

Delete the number; keep it in the system that it came from.

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
    actuals:
      Q2:
        value: suppressed
        restated_from: 3 # <- here
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
    actuals:
      Q2: suppressed
```
"""

from collections.abc import Iterator
from datetime import date

from planctl.checks.placed_measures import placed_measures
from planctl.checks.rule import Finding
from planctl.plan.figure import Figure, is_withheld
from planctl.plan.plan import Plan
from planctl.problem import Severity

NAME = "suppressed"
SEVERITY = Severity.ERROR


def check(plan: Plan, today: date) -> Iterator[Finding]:
    """Yield each number that stands beside a suppressed one, and gives it away."""
    for measured in placed_measures(plan, today):
        for each in measured.recorded:
            actual, place = each.actual, measured.document.place
            if is_withheld(actual.value) and isinstance(actual.restated_from, Figure):
                message = f"{each.when} is suppressed, and what was reported before is here"
                yield Finding(place((*each.keys, "restated_from")), message, _HINT)
            within = not each.period and measured.values.together(each.quarter)
            if isinstance(actual.value, Figure) and within and is_withheld(within[0]):
                message = f"a part of {each.quarter} is suppressed, and its own value is here"
                yield Finding(place((*each.keys, "value")), message, _HINT)
            if is_withheld(actual.value) and within and isinstance(within[0], Figure):
                message = f"{each.quarter} is suppressed, and its parts, which make it, are here"
                yield Finding(place((*each.keys, "value")), message, _PARTS_HINT)


_HINT = "delete it: the file is read by whoever reads the plan"
_PARTS_HINT = "suppress the parts that give it away too: the file is read by whoever reads the plan"
