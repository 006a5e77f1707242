"""A `supersedes` that names no action of an earlier plan.

It says which action an action continues, so that its history is found under both numbers. One that
names none leads nowhere, and a number that is mistyped leads to another action. A number without
its year is of last year's plan; the action is looked for where the plan of that year stands beside
this one.

Write the number that the action had, with its year: `2018-19/3.2`; or delete it.

## Bad

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
supersedes: the old plan # <- here
```

## Good

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
supersedes: "2018-19/3.2"
```
"""

import re
from collections.abc import Iterator
from datetime import date

from planctl.checks.rule import Finding, readable_actions
from planctl.plan.mistakes import short
from planctl.plan.plan import Plan, superseded
from planctl.problem import Severity, did_you_mean
from planctl.text.action_id import NUMBERS

NAME = "supersedes"
SEVERITY = Severity.WARNING


def check(plan: Plan, _today: date) -> Iterator[Finding]:
    """Yield what is no number of an action, or one that the plan of its year does not have."""
    for document, action in readable_actions(plan):
        said = action.supersedes
        year, number = superseded(said, plan.year) if plan.year else ("", "")
        known = plan.earlier.get(year, frozenset({number}))
        if number and number not in known:
            hint = did_you_mean(number, known) or "write the number that it had, or delete it"
            message = f"the plan of {year} has no action {number}"
            yield Finding(document.place(("supersedes",)), message, hint)
        elif said and not number and not re.search(NUMBERS, said):
            hint = "write the number that the action had, such as 2018-19/3.2"
            yield Finding(document.place(("supersedes",)), f"'{short(said)}' names no action", hint)
