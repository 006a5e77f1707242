"""A date that is years away from the year of its plan.

A figure of the year is mistyped easily, 2091 for 2019 or last year's for this one, and nothing else
shows it: the action is then never overdue, or has been so for years.

Put the date right. A due date may be ten years ahead and three years back, the day of something
that was done or agreed three years back. In this example the year is 2019-20.

## Bad

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
due: 2091-12 # <- here
milestones:
  The hub opens:
    due: 2020-02
    done: 2009-11-04 # <- here
```

## Good

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
due: 2019-12
milestones:
  The hub opens:
    due: 2019-12
    done: 2019-11-04
```
"""

from collections.abc import Iterator
from datetime import date

from planctl.checks.rule import Finding
from planctl.checks.written_dates import DateKind, written_dates
from planctl.plan.days import in_words
from planctl.plan.plan import Plan
from planctl.problem import Severity

NAME = "far-date"
SEVERITY = Severity.WARNING
_BACK = 3
"""How many years before its plan's year a date may be."""
_AHEAD = {DateKind.DUE: 10, DateKind.START: 2, DateKind.HAPPENED: 2}
"""How many years after its plan's year a date may be."""


def check(plan: Plan, today: date) -> Iterator[Finding]:
    """Yield dates that are years from the plan's year; not of the past, and yet to come."""
    if not plan.year:
        return
    year = plan.year.start
    for said in written_dates(plan):
        is_near = year - _BACK <= said.day.year <= year + _AHEAD[said.kind]
        if not is_near and not said.is_yet_to_come(today):
            message = f"years away from {plan.year}: {in_words(said.day)}"
            yield Finding(said.place, message, "put the year right")
