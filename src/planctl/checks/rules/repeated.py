"""A commentary that is the same as the quarter before.

Words that are copied forward say that nobody looked again. If nothing has changed, that is itself
news, and the reader wants to know why.

Say what has changed since last quarter, or that nothing has and for what reason.

## Bad

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
updates:
  Q1:
    rag: green
    commentary: Two carers are being assessed.
  Q2:
    rag: green
    commentary: Two carers are being assessed. # <- here
```

## Good

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
updates:
  Q1:
    rag: green
    commentary: Two carers are being assessed.
  Q2:
    rag: green
    commentary: Both carers were approved in August.
```
"""

from collections.abc import Iterator
from datetime import date

from planctl.checks.rule import Finding, updates
from planctl.plan.periods import Quarter
from planctl.plan.plan import Plan
from planctl.problem import Severity

NAME = "repeated"
SEVERITY = Severity.WARNING

_BEFORE = {quarter: quarter.before for quarter in Quarter}
_FEW = 10


def check(plan: Plan, _today: date) -> Iterator[Finding]:
    """Yield commentaries whose words are those of the quarter before."""
    hint = "say what has changed, or why nothing has"
    for said in updates(plan):
        before = _BEFORE[said.quarter]
        if before and _same(said.update.commentary, said.action.update(before).commentary):
            message = f"{said.quarter} has the same commentary as {before}"
            yield Finding(said.key_place("commentary"), message, hint)


def _same(now: str, then: str) -> bool:
    """Return whether two texts have the same words; nearly all differ in their first few."""
    if not now or now.split(None, _FEW)[:_FEW] != then.split(None, _FEW)[:_FEW]:
        return False
    return now.split() == then.split()
