"""An update for a quarter that has not begun.

Nothing can have been done in a quarter that is still to come, so the update is most likely meant
for another one. It would be counted in the wrong quarter and found missing in the right one.

Move the update to the quarter that it is about. In this example the year is 2019-20 and the day is
15 November 2019, in Q3. The same holds for a priority that its lead rates.

## Bad

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
updates:
  Q4: # <- here
    rag: green
    commentary: Two carers were approved in October.
```

## Good

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
updates:
  Q3:
    rag: green
    commentary: Two carers were approved in October.
```
"""

from collections.abc import Iterator
from datetime import date

from planctl.checks.rule import Finding, priority_ratings, quarter_updates
from planctl.plan.days import in_words
from planctl.plan.plan import Plan
from planctl.problem import Severity

NAME = "early"
SEVERITY = Severity.ERROR


def check(plan: Plan, today: date) -> Iterator[Finding]:
    """Yield updates of quarters, and ratings of priorities for some, that begin after today."""
    if not plan.year:
        return
    ahead = {quarter for quarter in plan.periods if not quarter.begun(today)}
    for quarter, _, where in priority_ratings(plan):
        if quarter in ahead:
            message = f"a rating for {quarter}, which begins on {in_words(quarter.first_day)}"
            yield Finding(where, message, f"move it to the {quarter.noun} that it is about")
    for said in quarter_updates(plan) if ahead else ():
        if said.quarter in ahead and not said.update.empty:
            begins = in_words(said.quarter.first_day)
            message = f"an update for {said.quarter}, which begins on {begins}"
            yield Finding(
                said.key_place(), message, f"move it to the {said.quarter.noun} that it is about"
            )
