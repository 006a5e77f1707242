"""An action that is complete or embedded, without evidence.

An inspector asks what shows that the work was done and made a difference. It is found most easily
by whoever reports it, and hardly at all a year later.

Write after `evidence:` what shows it, with its date and source.

## Bad

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
updates:
  Q2:
    status: complete # <- here
    commentary: The carers' support hub opened in August.
    impact: Fewer carers give notice, so fewer children have to move.
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
    impact: Fewer carers give notice, so fewer children have to move.
    evidence: Report of the opening visit, 2 September 2019 (Quality Assurance).
```
"""

from collections.abc import Iterator
from datetime import date

from planctl.checks.rule import Finding, quarter_updates
from planctl.plan.plan import Plan
from planctl.problem import Severity

NAME = "evidence"
SEVERITY = Severity.WARNING


def check(plan: Plan, _today: date) -> Iterator[Finding]:
    """Yield updates whose status is complete or embedded and that name no evidence."""
    hint = "say what shows it, with its date and source, after `evidence:`"
    for said in quarter_updates(plan):
        if "evidence" in said.missing and not said.update.evidence:
            message = f"{said.rated(plan)} and has no evidence"
            yield Finding(said.place(said.update.rating_field), message, hint)
