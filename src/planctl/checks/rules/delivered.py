"""An action that is complete or embedded while a measure of it misses its target.

What was to be done may be done, but it has not made the difference that was agreed. Once an action
is complete nobody looks at its numbers any more.

Write `status: in progress` and a rating until the target is met, or say in the commentary why it is
complete without it.

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
    target: 90
    actuals:
      Q2: 88.0
updates:
  Q2:
    status: complete # <- here
    commentary: The new calendar is in use.
    evidence: Report of reviews, 2 October 2019 (Quality Assurance).
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
    target: 90
    actuals:
      Q2: 90.0
updates:
  Q2:
    status: complete
    commentary: The new calendar is in use.
    evidence: Report of reviews, 2 October 2019 (Quality Assurance).
```
"""

from collections.abc import Iterator
from datetime import date

from planctl.checks.rule import Finding, doubted, numbered
from planctl.plan.plan import Plan
from planctl.problem import Severity

NAME = "delivered"
SEVERITY = Severity.WARNING

_HINT = "write `status: in progress` and a rating, or say why it is complete without it"


def check(plan: Plan, today: date) -> Iterator[Finding]:
    """Yield an action that is complete or embedded while a measure of it misses its target."""
    stands = numbered(plan, today)
    if stands:
        from planctl.checks.questions.numbers import delivered  # noqa: PLC0415 - few plans have numbers

        yield from doubted(stands, delivered, _HINT)
