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

from planctl.checks.copied_words import is_repeated
from planctl.checks.rule import Finding, quarter_updates
from planctl.plan.plan import Plan
from planctl.problem import Severity

NAME = "repeated"
SEVERITY = Severity.WARNING


def check(plan: Plan, _today: date) -> Iterator[Finding]:
    """Yield commentaries whose words are those of the quarter before."""
    hint = "say what has changed, or why nothing has"
    for said in quarter_updates(plan):
        before = said.before
        if is_repeated(said.action, said.quarter, before):
            message = f"{said.quarter} has the same commentary as {before}"
            yield Finding(said.key_place("commentary"), message, hint)
