"""A commentary without a rating.

Somebody has said how the action is going and not what it comes to, so the action is printed as "Not
rated" and is in none of the counts.

Write red, amber or green after `rag:`, or a `status:` such as complete.

## Bad

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
updates:
  Q2:
    rag: # <- here
    commentary: Two carers were approved in August.
```

## Good

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
updates:
  Q2:
    rag: green
    commentary: Two carers were approved in August.
```
"""

from collections.abc import Iterator
from datetime import date

from planctl.checks.rule import Finding, quarter_updates
from planctl.plan.plan import Plan
from planctl.plan.scale import either
from planctl.problem import Severity

NAME = "rating"
SEVERITY = Severity.WARNING


def check(plan: Plan, _today: date) -> Iterator[Finding]:
    """Yield updates that have a commentary and neither a RAG nor a status."""
    for said in quarter_updates(plan):
        if "rag" in said.missing and "commentary" not in said.missing:
            scale = plan.scale.at(said.quarter.key)
            hint = f"write {either([step.code for step in scale.rags])} after `rag:`"
            hint = hint if scale.own else f"{hint}, or a `status:`"
            yield Finding(said.place("rag"), f"{said.quarter} has commentary and no rating", hint)
