"""An update for a quarter that ended before the action, or the plan, started.

Reports print "Not in the plan yet" for such a quarter and count nothing of it, so these words would
be in none of them.

Move the update to the quarter that it is about, or put right the day after `starts:`.

## Bad

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
starts: 2019-07-15
updates:
  Q1: # <- here
    rag: green
    commentary: Two carers were approved in May.
```

## Good

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
starts: 2019-07-15
updates:
  Q2:
    rag: green
    commentary: Two carers were approved in August.
```
"""

from collections.abc import Iterator
from datetime import date

from planctl.checks.rule import Finding, quarter_updates
from planctl.plan.days import in_words
from planctl.plan.plan import Plan
from planctl.problem import Severity
from planctl.summary.timetable import timetable

NAME = "starts"
SEVERITY = Severity.ERROR


def check(plan: Plan, _today: date) -> Iterator[Finding]:
    """Yield updates of quarters in which the action was not in the plan yet."""
    if not plan.header:
        return
    times = timetable(plan.header)
    for said in quarter_updates(plan):
        starts = said.action.starts
        if times.precedes(said.quarter, starts) and not said.update.empty:
            first = max(day for day in (starts, times.starts) if day)
            message = f"an update for {said.quarter}, which ended before the start on "
            hint = f"move it to the {said.quarter.noun} that it is about, or put `starts:` right"
            yield Finding(said.key_place(), message + in_words(first), hint)
