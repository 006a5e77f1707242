"""A recommendation that no action answers.

Whoever made it will ask what has been done about it. Only one that is not accepted may be left
without an action.

Write its number after `answers:` in the file of each action that answers it, or say in `response:`
that it is not accepted.

## Bad

```yaml plan.yaml
title: Children's Services Improvement Plan 2019/20
organisation: Aldermere Borough Council
year: 2019-20

priorities:
  3: Children in our care have stable homes

recommendations:
  R7: Reduce the number of children who move home three times or more in a year.
  R8: Visit children within five working days of a move. # <- here
```

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
answers:
  - R7
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
  R8:
    text: Visit children within five working days of a move.
    response: not accepted
    response_text: They are visited within three working days already.
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
from planctl.plan.plan import Plan
from planctl.problem import Severity

NAME = "unanswered"
SEVERITY = Severity.WARNING


def check(plan: Plan, _today: date) -> Iterator[Finding]:
    """Yield recommendations that are not refused and that no action answers."""
    if not (plan.header and plan.document):
        return
    answered = {number for _, action in readable_actions(plan) for number in action.answers}
    hint = "write its number after `answers:` in an action's file"
    for number, each in plan.header.recommendations.items():
        if number not in answered and each.response != "not accepted":
            where = plan.document.key_place(("recommendations", number))
            yield Finding(where, f"no action answers recommendation {number}", hint)
