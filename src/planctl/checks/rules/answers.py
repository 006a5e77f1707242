"""An action that answers a recommendation which the plan does not have.

`planctl trace` and the paper of recommendations gather a recommendation's actions by its number.
With the number mistyped the action counts for none, and an inspectorate is told that nothing was
done.

Write the number as `plan.yaml` has it, or add the recommendation there.

## Bad

```yaml plan.yaml
title: Children's Services Improvement Plan 2019/20
organisation: Aldermere Borough Council
year: 2019-20

priorities:
  3: Children in our care have stable homes

recommendations:
  R7: Reduce the number of children who move home three times or more in a year.
```

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
answers:
  - R7
  - R17 # <- here
```

## Good

```yaml plan.yaml
title: Children's Services Improvement Plan 2019/20
organisation: Aldermere Borough Council
year: 2019-20

priorities:
  3: Children in our care have stable homes

recommendations:
  R7: Reduce the number of children who move home three times or more in a year.
```

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
answers:
  - R7
```
"""

from collections.abc import Iterator
from datetime import date

from planctl.checks.rule import Finding, readable_actions
from planctl.plan.mistakes import short
from planctl.plan.plan import Plan
from planctl.problem import Severity, did_you_mean

NAME = "answers"
SEVERITY = Severity.ERROR


def check(plan: Plan, _today: date) -> Iterator[Finding]:
    """Yield what an action answers that is no recommendation of plan.yaml."""
    if not plan.header:
        return
    known = plan.header.recommendations
    for document, action in readable_actions(plan):
        for at, number in enumerate(action.answers):
            if number in known:
                continue
            message = f"'{short(number)}' is not a recommendation in plan.yaml"
            near = did_you_mean(number, known)
            hint = f"{near} if not, add it" if near else "add it"
            where = document.place(("answers", at))
            yield Finding(where, message, f"{hint} to `recommendations` in plan.yaml")
