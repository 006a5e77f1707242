"""A rating that has been the same for four quarters.

A rating that never moves says little. Amber for a year is a plan that is not working, and green for
a year is an action that could be complete, or one that nobody has looked at.

Say in the commentary what would change the rating, and check it against what the rating means. The
quarter in which the year began counts. In this example it is Q3 of 2019-20.

## Bad

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
opening:
  quarter: Q4 2018-19
  rag: amber
  commentary: Reviews are late.
updates:
  Q1:
    rag: amber
    commentary: The calendar was drawn up.
    next_steps: Book reviews a month ahead, Head of Permanence, by 1 December 2019.
  Q2:
    rag: amber
    commentary: It was tried in one team.
    next_steps: Book reviews a month ahead, Head of Permanence, by 1 December 2019.
  Q3:
    rag: amber # <- here
    commentary: It is in use in all teams.
    next_steps: Book reviews a month ahead, Head of Permanence, by 1 December 2019.
```

## Good

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
opening:
  quarter: Q4 2018-19
  rag: amber
  commentary: Reviews are late.
updates:
  Q1:
    rag: amber
    commentary: The calendar was drawn up.
    next_steps: Book reviews a month ahead, Head of Permanence, by 1 December 2019.
  Q2:
    rag: amber
    commentary: It was tried in one team.
    next_steps: Book reviews a month ahead, Head of Permanence, by 1 December 2019.
  Q3:
    rag: green
    commentary: It is in use in all teams.
```
"""

from collections.abc import Iterator
from datetime import date

from planctl.checks.questions.ratings import unmoved
from planctl.checks.rule import Finding, doubted, stands
from planctl.plan.plan import Plan
from planctl.problem import Severity

NAME = "unmoved"
SEVERITY = Severity.WARNING

_HINT = "say in the commentary what would change it"


def check(plan: Plan, today: date) -> Iterator[Finding]:
    """Yield a rating that has been the same for four quarters."""
    yield from doubted(stands(plan, today), unmoved, _HINT)
