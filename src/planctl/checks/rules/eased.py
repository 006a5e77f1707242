"""A rating that improved in the quarter in which the due date was put off.

An action that was late against its first date is on time against the next one. That is not the same
as going better, and a board should know which of the two it is.

Say in the commentary what has improved apart from the date, or leave the rating as it was.

## Bad

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
due: 2020-03-31
original_due: 2019-09-30
updates:
  Q1:
    rag: red
    commentary: Reviews are late.
    next_steps: Book reviews a month ahead, Head of Permanence, by 1 December 2019.
  Q2:
    rag: amber # <- here
    commentary: A calendar has been drawn up.
    next_steps: Book reviews a month ahead, Head of Permanence, by 1 December 2019.
```

## Good

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
due: 2020-03-31
original_due: 2019-09-30
updates:
  Q1:
    rag: red
    commentary: Reviews are late.
    next_steps: Book reviews a month ahead, Head of Permanence, by 1 December 2019.
  Q2:
    rag: red
    commentary: A calendar has been drawn up.
    next_steps: Book reviews a month ahead, Head of Permanence, by 1 December 2019.
```
"""

from collections.abc import Iterator
from datetime import date

from planctl.checks.questions.ratings import eased
from planctl.checks.rule import Finding, doubted, stands
from planctl.plan.plan import Plan
from planctl.problem import Severity

NAME = "eased"
SEVERITY = Severity.WARNING

_HINT = "say what has improved apart from the date, or leave the rating as it was"


def check(plan: Plan, today: date) -> Iterator[Finding]:
    """Yield a rating that improved in the quarter in which the due date was put off."""
    yield from doubted(stands(plan, today), eased, _HINT)
