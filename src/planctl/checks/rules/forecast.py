"""An action that is green while a measure of it is forecast to miss its target.

A measure that is behind its profile can still be amber today and miss the year's target. Green
tells a board that nothing needs to be done about it.

Change the rating, or say in `next_steps:` what will bring the year back to its target.

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
    profile:
      Q1: 60
      Q2: 70
      Q3: 80
      Q4: 90
    actuals:
      Q1: 61
      Q2: 68
updates:
  Q2:
    rag: green # <- here
    commentary: Reviews are being held.
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
    profile:
      Q1: 60
      Q2: 70
      Q3: 80
      Q4: 90
    actuals:
      Q1: 61
      Q2: 72
updates:
  Q2:
    rag: green
    commentary: Reviews are being held.
```
"""

from collections.abc import Iterator
from datetime import date

from planctl.checks.rule import Finding, doubted, numbered
from planctl.plan.plan import Plan
from planctl.problem import Severity

NAME = "forecast"
SEVERITY = Severity.WARNING

_HINT = "change the rating, or say in `next_steps:` what will bring the year back"


def check(plan: Plan, today: date) -> Iterator[Finding]:
    """Yield an action that is green while a measure of it is forecast to miss its target."""
    stands = numbered(plan, today)
    if stands:
        from planctl.checks.questions.numbers import forecast  # noqa: PLC0415 - few plans have numbers

        yield from doubted(stands, forecast, _HINT)
