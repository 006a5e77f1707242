"""A rating without commentary.

A colour alone tells a board nothing that it can act on, and nobody can say later why it was given.

Say in a sentence or two what was done in the quarter, how well, and what changed.

## Bad

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
updates:
  Q2:
    rag: green # <- here
    commentary:
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
from planctl.problem import Severity

NAME = "commentary"
SEVERITY = Severity.WARNING


def check(plan: Plan, _today: date) -> Iterator[Finding]:
    """Yield ratings that nothing is said about."""
    hint = "say what was done and how well, after `commentary:`"
    for said in quarter_updates(plan):
        missing = said.missing
        if "commentary" in missing and "rag" not in missing and not said.update.commentary:
            message = f"{said.rated(plan)} and has no commentary"
            yield Finding(said.place(said.update.rating_field), message, hint)
