"""A red or amber rating without next steps.

When an action is off track a board asks what is being done about it, by whom and by when, and next
quarter whether that was done.

Write the steps after `next_steps:`, each with a post and a date. An action that is complete,
embedded, on hold or closed needs none.

## Bad

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
updates:
  Q2:
    rag: amber # <- here
    commentary: Three placements ended early.
```

## Good

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
updates:
  Q2:
    rag: amber
    commentary: Three placements ended early.
    next_steps: Open the carers' support hub, Head of Permanence, by 31 October 2019.
```
"""

from collections.abc import Iterator
from datetime import date

from planctl.checks.rule import Finding, quarter_updates
from planctl.plan.plan import Plan
from planctl.problem import Severity

NAME = "next-steps"
SEVERITY = Severity.WARNING


def check(plan: Plan, _today: date) -> Iterator[Finding]:
    """Yield red and amber ratings of actions that are going on and say no next steps."""
    hint = "say what will be done, by whom and by when, after `next_steps:`"
    for said in quarter_updates(plan):
        rag, missing = said.update.rag, said.missing
        if rag and "next_steps" in missing and not said.update.next_steps:
            word = plan.scale.at(said.quarter.key).said(rag, None).plain_word
            message = f"{said.quarter} is {word} and has no next steps"
            yield Finding(said.place("rag"), message, hint)
