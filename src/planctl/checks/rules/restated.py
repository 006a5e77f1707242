"""A restated value without a reason, or that is the same as before.

A number that was reported and is put right is shown beside the old one, and a reader asks why. The
same number twice, or an old one where there is none now, is no restatement.

Say why in `reason:`, or delete `restated_from:`.

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
        restated_from: 72 # <- here
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
        restated_from: 72
        reason: Reviews of one team were counted twice.
```
"""

from collections.abc import Iterator
from datetime import date

from planctl.checks.placed_measures import placed_measures
from planctl.checks.rule import Finding
from planctl.plan.figure import Figure, Unit, is_withheld
from planctl.plan.measure import Actual
from planctl.plan.plan import Plan
from planctl.problem import Severity

NAME = "restated"
SEVERITY = Severity.ERROR


def check(plan: Plan, today: date) -> Iterator[Finding]:
    """Yield each restatement that has no reason, no number now, or the same number."""
    for measured in placed_measures(plan, today):
        unit = measured.measure.style.unit
        for each in measured.recorded:
            if found := _odd(each.actual, unit):
                where = measured.document.place((*each.keys, "restated_from"))
                yield Finding(where, *found)


def _odd(actual: Actual, unit: Unit) -> tuple[str, str] | None:
    """Return what is wrong with a restatement, and what to do; None if nothing is."""
    now, before = actual.value, actual.restated_from
    if before is None or is_withheld(now):
        return None
    if not isinstance(now, Figure):
        return "restated, and there is no number now", "write `value: …`, or delete the line"
    if isinstance(before, Figure) and before.number(unit) == now.number(unit):
        return "restated from the same number", "delete the line"
    if not actual.reason:
        return "restated without a reason", "say why, in `reason:`"
    return None
