"""A date that is past, of something that is not done.

An action that is not complete by its due date, or a milestone that is not done by its own, is late
whatever else is said of it. A month or a quarter is past after its last day.

Say that it is done, with the evidence; or have a later date agreed and move it with
`planctl reschedule`, which keeps the original. In this example the day is 15 November 2019.

## Bad

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
due: Q2 2019-20 # <- here
milestones:
  The hub opens:
    due: 2019-08 # <- here
```

## Good

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
due: 2019-12
moves:
  - was: Q2 2019-20
    to: 2019-12
    date: 2019-09-20
    reason: The lease was signed in September.
    agreed_by: Director of Children's Services
milestones:
  The hub opens:
    due: 2019-08
    done: 2019-08-29
```
"""

from collections.abc import Iterator
from datetime import date

from planctl.checks.rule import Finding, actions_as_known
from planctl.plan.days import in_words
from planctl.plan.plan import Plan
from planctl.problem import Severity
from planctl.summary.slippage import green_quarter, slips

NAME = "overdue"
SEVERITY = Severity.WARNING


def check(plan: Plan, today: date) -> Iterator[Finding]:
    """Yield dates that are past; that of an action that is green is for another rule."""
    hint = "say that it is done, or have a later date agreed: planctl reschedule"
    for document, action in actions_as_known(plan, today):
        is_green = bool(green_quarter(action, plan.periods))
        for slip in slips(action, plan.periods):
            if not slip.overdue(today) or (not slip.milestone and is_green):
                continue
            name = f"'{slip.milestone}' " if slip.milestone else ""
            message = f"{name}was due by {in_words(slip.due)} and is not done"
            where = ("milestones", slip.milestone, "due") if slip.milestone else ("due",)
            yield Finding(document.place(where), message, hint)
