"""A lead who is not one of the plan's, where `plan.yaml` lists them.

A report for a lead shows the actions of that name, and reminders go to the post beside it. With the
name misspelt the action is in nobody's report and nobody is asked for its update.

Write the lead as `plan.yaml` has it, or add it there under `leads`.

## Bad

```yaml plan.yaml
title: Children's Services Improvement Plan 2019/20
organisation: Aldermere Borough Council
year: 2019-20

priorities:
  3: Children in our care have stable homes

leads:
  Permanence: Head of Permanence
```

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanance # <- here
```

## Good

```yaml plan.yaml
title: Children's Services Improvement Plan 2019/20
organisation: Aldermere Borough Council
year: 2019-20

priorities:
  3: Children in our care have stable homes

leads:
  Permanence: Head of Permanence
```

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
```
"""

from collections.abc import Iterator
from datetime import date

from planctl.checks.rule import Finding, readable_actions
from planctl.plan.mistakes import short
from planctl.plan.plan import Plan
from planctl.problem import Severity, did_you_mean

NAME = "lead"
SEVERITY = Severity.ERROR


def check(plan: Plan, _today: date) -> Iterator[Finding]:
    """Yield leads whom plan.yaml does not list, if it lists any."""
    known = plan.header.leads if plan.header else {}
    if not known:
        return
    for document, action in readable_actions(plan):
        if action.lead not in known:
            message = f"'{short(action.lead)}' is not a lead in plan.yaml"
            hint = did_you_mean(action.lead, known) or f"one of {', '.join(known)};"
            where = document.place(("lead",))
            yield Finding(where, message, f"{hint} if not, add it to `leads` in plan.yaml")
