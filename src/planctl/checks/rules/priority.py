"""An action whose priority is not one of the plan's.

Reports group actions by priority. An action that belongs to none would be printed apart from the
rest and left out of the counts of every priority.

Correct it, or add the priority to `plan.yaml`. An action's priority is what its id begins with, 3
of 3.2 and SG of SG3, unless `priority:` says otherwise.

## Bad

```yaml plan.yaml
title: Children's Services Improvement Plan 2019/20
organisation: Aldermere Borough Council
year: 2019-20

priorities:
  1: Families get help early
  3: Children in our care have stable homes
```

```yaml 4.1.yaml
id: "4.1" # <- here
title: PLACEMENT STABILITY
lead: Permanence
```

```yaml R12.yaml
id: R12 # <- here
title: CARE LEAVERS
lead: Permanence
```

## Good

```yaml plan.yaml
title: Children's Services Improvement Plan 2019/20
organisation: Aldermere Borough Council
year: 2019-20

priorities:
  1: Families get help early
  3: Children in our care have stable homes
```

```yaml 4.1.yaml
id: "4.1"
title: PLACEMENT STABILITY
lead: Permanence
priority: 3
```

```yaml R12.yaml
id: R12
title: CARE LEAVERS
lead: Permanence
priority: 3
```
"""

from collections.abc import Iterator
from datetime import date

from planctl.checks.rule import Finding, readable_actions
from planctl.plan.plan import Plan
from planctl.problem import Severity

NAME = "priority"
SEVERITY = Severity.ERROR


def check(plan: Plan, _today: date) -> Iterator[Finding]:
    """Yield actions of a priority that plan.yaml does not have."""
    if not plan.header:
        return
    known = plan.header.priorities
    hint = f"one of {', '.join(known)}; or add it to plan.yaml" if known else "add it to plan.yaml"
    for document, action in readable_actions(plan):
        number = action.priority_id
        if number in known:
            continue
        if action.priority or number.isdecimal():
            where = document.place(("priority" if action.priority else "id",))
            yield Finding(where, f"priority {number} is not in plan.yaml", hint)
        else:
            message = f"'{action.id}' does not say to which priority it belongs"
            say = f"write `priority: …`, one of {', '.join(known)}"
            yield Finding(document.place(("id",)), message, f"{say}; or add {number} to plan.yaml")
