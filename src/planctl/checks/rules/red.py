"""An action that is red although every measure of it has improved.

Red asks a board for help. If all that is measured gets better, either the rating is out of date or
what is wrong is not measured. Where a measure is red itself, it is asked only after two
improvements running.

Change the rating, or say in the commentary what keeps it red.

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
      Q1: 81.0
      Q2: 87.0
updates:
  Q2:
    rag: red # <- here
    commentary: Reviews are being held.
    next_steps: Book reviews a month ahead, Head of Permanence, by 1 December 2019.
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
      Q1: 81.0
      Q2: 87.0
updates:
  Q2:
    rag: amber
    commentary: Reviews are being held.
    next_steps: Book reviews a month ahead, Head of Permanence, by 1 December 2019.
```
"""

from collections.abc import Iterator
from datetime import date

from planctl.checks.rule import Finding, doubted, numbered
from planctl.plan.plan import Plan
from planctl.problem import Severity

NAME = "red"
SEVERITY = Severity.WARNING

_HINT = "change the rating, or say in the commentary what keeps it red"


def check(plan: Plan, today: date) -> Iterator[Finding]:
    """Yield an action that is red although every measure of it has improved."""
    stands = numbered(plan, today)
    if stands:
        from planctl.checks.questions.numbers import red  # noqa: PLC0415 - few plans have numbers

        yield from doubted(stands, red, _HINT)
