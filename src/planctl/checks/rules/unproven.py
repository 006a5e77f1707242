"""An action that is green while its measures have no number for the quarter.

A measure was agreed so that the rating can be seen to be right. Where the number did not come,
green is only an opinion. Actions whose measures carry no numbers are not looked at, and a
suppressed number counts.

Record the number, or say in the commentary what else shows that the action is on track.

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
      Q1: 92.0
      Q2: not supplied
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
      Q1: 92.0
      Q2: 93.5
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

NAME = "unproven"
SEVERITY = Severity.WARNING

_HINT = "record the number, or say what else shows it"


def check(plan: Plan, today: date) -> Iterator[Finding]:
    """Yield an action that is green while its measures have no number for the quarter."""
    stands = numbered(plan, today)
    if stands:
        from planctl.checks.questions.numbers import unproven  # noqa: PLC0415 - few plans have numbers

        yield from doubted(stands, unproven, _HINT)
