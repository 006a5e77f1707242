"""A commentary most of which is copied from the quarter before.

Words that are carried forward bury what is new. More than half of the words here stand in runs of
four or more that the last commentary has too; one that is wholly the same is found by `repeated`.

Leave out what was said before, and say what has changed since.

## Bad

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
updates:
  Q1:
    rag: green
    commentary: |
      Two carers were approved in May and both have a child placed with them, and the
      campaign for carers of brothers and sisters goes on.
  Q2:
    rag: green
    commentary: | # <- here
      Two carers were approved in May and both have a child placed with them, and the
      campaign for carers of brothers and sisters goes on, and in July a third carer began
      her training.
```

## Good

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
updates:
  Q1:
    rag: green
    commentary: |
      Two carers were approved in May and both have a child placed with them, and the
      campaign for carers of brothers and sisters goes on.
  Q2:
    rag: green
    commentary: A third carer began her training in July, and four families have asked.
```
"""

from collections.abc import Iterator
from datetime import date

from planctl.checks.questions.commentary import copied
from planctl.checks.rule import Finding, doubted, stands
from planctl.plan.plan import Plan
from planctl.problem import Severity
from planctl.summary.position import Asked, Stand

NAME = "copied"
SEVERITY = Severity.WARNING

_HINT = "leave out what was said before, and say what has changed"


def check(plan: Plan, today: date) -> Iterator[Finding]:
    """Yield commentaries that are mostly, but not wholly, those of the quarter before."""
    yield from doubted(stands(plan, today), _mostly, _HINT)


def _mostly(stand: Stand) -> Iterator[Asked]:
    for asked in copied(stand):
        before = stand.action.update(stand.quarter.before) if stand.quarter.before else None
        if not before or stand.update.commentary.split() != before.commentary.split():
            yield asked
