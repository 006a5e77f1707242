"""An action that is rated green though its due date is past.

Green says that it is on track for its date. Once the date is past and the action is not complete,
it is not: somebody has to challenge either the rating or the date.

Rate it as it is; write `status: complete` if it is; or have a later date agreed and move it with
`planctl reschedule`. In this example the day is 15 November 2019.

## Bad

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
due: 2019-10
updates:
  Q2:
    rag: green # <- here
    commentary: The hub opened in August.
```

## Good

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
due: 2019-10
updates:
  Q2:
    status: complete
    commentary: The hub opened in August.
    evidence: Opening hours on the council's website, 2 September 2019.
```
"""

from collections.abc import Iterator
from datetime import date

from planctl.checks.rule import Finding, actions
from planctl.plan.periods import in_words
from planctl.plan.plan import Plan
from planctl.problem import Severity
from planctl.summary.slippage import green_in

NAME = "green-late"
SEVERITY = Severity.WARNING


def check(plan: Plan, today: date) -> Iterator[Finding]:
    """Yield the last rating of actions that are green and past their date."""
    hint = "rate it as it is, say that it is complete, or have a later date agreed"
    for document, action in actions(plan):
        if action.due and action.due < today and (quarter := green_in(action)):
            message = f"{quarter} is green though it was due by {in_words(action.due)}"
            yield Finding(document.place(("updates", quarter.value, "rag")), message, hint)
