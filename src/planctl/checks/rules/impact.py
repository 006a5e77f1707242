"""An action that is complete or embedded, and no word of its impact.

A board asks "so what?" of work that is done: what is different for children. An action that is
complete without an answer has delivered a task, and nobody knows whether it was the right one.

Write after `impact:` what has changed for children, or that it is too early to tell and when it
will be known.

## Bad

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
updates:
  Q2:
    status: complete # <- here
    commentary: The carers' support hub opened in August.
    evidence: Report of the opening visit, 2 September 2019 (Quality Assurance).
```

## Good

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
updates:
  Q2:
    status: complete
    commentary: The carers' support hub opened in August.
    impact: Fewer children had to move because their carers could not go on.
    evidence: Report of the opening visit, 2 September 2019 (Quality Assurance).
```
"""

from collections.abc import Iterator
from datetime import date

from planctl.checks.rule import Finding, quarter_updates
from planctl.plan.plan import Plan
from planctl.problem import Severity

NAME = "impact"
SEVERITY = Severity.WARNING


def check(plan: Plan, _today: date) -> Iterator[Finding]:
    """Yield updates whose status is complete or embedded and that name no impact."""
    hint = "say after `impact:` what has changed for children, or when that will be known"
    for said in quarter_updates(plan):
        if "impact" in said.missing and not said.update.impact:
            message = f"{said.rated(plan)} and says nothing of its impact"
            yield Finding(said.place(said.update.rating_field), message, hint)
