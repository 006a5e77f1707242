"""A day on which something was done, agreed or signed, and that is yet to come.

Nothing has been done, moved, decided or signed on a day after today. planctl tells such a thing
only from that day on, so until then a paper says that the milestone is open, or that the due date
is still the old one, and nobody sees why.

Write the day on which it was. What is only planned is a `due:`, not a `done:`; a move that nobody
has agreed yet has no `agreed_by:`. In this example the day is 15 November 2019.

## Bad

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
due: 2020-03
moves:
  - was: 2019-12
    to: 2020-03
    date: 2019-12-10 # <- here
    reason: The lease was signed in September.
    agreed_by: Director of Children's Services
milestones:
  The hub opens:
    due: 2019-12
    done: 2019-12-04 # <- here
```

## Good

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
due: 2020-03
moves:
  - was: 2019-12
    to: 2020-03
    date: 2019-10-10
    reason: The lease was signed in September.
    agreed_by: Director of Children's Services
milestones:
  The hub opens:
    due: 2019-12
```
"""

from collections.abc import Iterator
from datetime import date

from planctl.checks.rule import Finding
from planctl.checks.written_dates import written_dates
from planctl.plan.days import in_words
from planctl.plan.plan import Plan
from planctl.problem import Severity

NAME = "future-date"
SEVERITY = Severity.WARNING


def check(plan: Plan, today: date) -> Iterator[Finding]:
    """Yield each day of something that was done, and that is after today."""
    for said in written_dates(plan):
        if said.is_yet_to_come(today):
            message = f"'{said.keys[-1]}' is {in_words(said.day)}, which is yet to come"
            yield Finding(said.place, message, "write the day on which it was")
