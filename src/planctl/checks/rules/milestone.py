"""A milestone that is due after the action is to be complete.

A milestone is a step on the way. One whose date is later than the action's own cannot be met before
the action is reported as complete, so one of the two dates is not what was agreed.

Correct the date that is wrong; if the action takes longer, have its date moved with
`planctl reschedule`.

## Bad

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
due: 2020-03
milestones:
  The hub opens:
    due: 2020-06 # <- here
```

## Good

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
due: 2020-03
milestones:
  The hub opens:
    due: Q4 2019-20
```
"""

from collections.abc import Iterator
from datetime import date

from planctl.checks.rule import Finding, readable_actions
from planctl.plan.days import in_words
from planctl.plan.plan import Plan
from planctl.problem import Severity

NAME = "milestone"
SEVERITY = Severity.WARNING


def check(plan: Plan, today: date) -> Iterator[Finding]:
    """Yield milestones that are not done and due after their action."""
    hint = "correct the date that is wrong, or have the action's moved: planctl reschedule"
    for document, action in readable_actions(plan):
        for name, step in action.milestones.items():
            is_done = step.done and step.done <= today
            if action.due and step.due > action.due and not (is_done or step.due.is_open):
                message = f"'{name}' is due by {in_words(step.due)}, after its action"
                yield Finding(document.place(("milestones", name, "due")), message, hint)
