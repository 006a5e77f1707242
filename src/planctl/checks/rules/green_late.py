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
    impact: Fewer carers give notice, so fewer children have to move.
    evidence: Opening hours on the council's website, 2 September 2019.
```
"""

from collections.abc import Iterator
from datetime import date

from planctl.checks.rule import Finding, Question, actions_as_known
from planctl.plan.days import in_words
from planctl.plan.plan import Plan
from planctl.plan.ratings import Rating
from planctl.problem import Severity
from planctl.summary.action_in_quarter import ActionInQuarter
from planctl.summary.slippage import green_quarter

NAME = "green-late"
SEVERITY = Severity.WARNING
HINT = "rate it as it is, say that it is complete, or have a later date agreed"
_OWN_HINT = "rate it as it is, or have a later date agreed"


def check(plan: Plan, today: date) -> Iterator[Finding]:
    """Yield the last rating of actions that are green and past their date."""
    for document, action in actions_as_known(plan, today):
        if action.due and action.due < today and (quarter := green_quarter(action, plan.periods)):
            word = action.update(quarter).step(plan.scale.at(quarter.key)).plain_word
            message = f"{quarter} is {word} though it was due by {in_words(action.due)}"
            hint = _OWN_HINT if plan.scale.own else HINT
            yield Finding(document.place(("updates", quarter.key, "rag")), message, hint)


def ask(action: ActionInQuarter) -> Iterator[Question]:
    """Yield that the rating is green though the due date is past."""
    due, summary = action.action.due, action.summary
    if action.rating is not Rating.GREEN or not due or due >= summary.today:
        return
    was_past = due <= action.quarter.last_day
    if was_past or green_quarter(action.action, summary.year.periods) == action.quarter:
        question = f"How can it be {action.word} after the day by which it was to be done?"
        evidence = f"{action.rated}, and it was due by {in_words(due)}"
        yield Question(question, evidence, action.rating_keys)
