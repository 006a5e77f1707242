"""An action that is green while one of its measures is red or keeps worsening.

A board asks first about what is red. A green rating beside a red number, or beside one that has
worsened in two periods running, hides the question from it.

Change the rating, or say in the commentary why it stands in spite of the number. Only quarters that
are not closed are looked at.

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
      Q2: 61.0
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
    target: 90
    actuals:
      Q2: 61.0
updates:
  Q2:
    rag: red
    commentary: Only 61% of reviews were held on time.
    next_steps: Book reviews a month ahead, Head of Permanence, by 1 December 2019.
```
"""

from collections.abc import Iterator
from datetime import date

from planctl.checks.rule import Finding, doubted, numbered
from planctl.plan.plan import Plan
from planctl.problem import Severity

NAME = "green"
SEVERITY = Severity.WARNING

_HINT = "change the rating, or say in the commentary why it stands"


def check(plan: Plan, today: date) -> Iterator[Finding]:
    """Yield an action that is green while one of its measures is red or keeps worsening."""
    stands = numbered(plan, today)
    if stands:
        from planctl.checks.questions.numbers import green  # noqa: PLC0415 - few plans have numbers

        yield from doubted(stands, green, _HINT)
