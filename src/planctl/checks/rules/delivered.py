"""An action that is complete or embedded while a measure of it misses its target.

What was to be done may be done, but it has not made the difference that was agreed. Once an action
is complete nobody looks at its numbers any more.

Write `status: in progress` and a rating until the target is met, or say in the commentary why it is
complete without it.

## Bad

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
measures:
  - text: Reviews held on time
    id: reviews-on-time
    unit: "%"
    polarity: higher
    target: 90
    actuals:
      Q2: 88.0
updates:
  Q2:
    status: complete # <- here
    commentary: The new calendar is in use.
    impact: Children are seen by the same person at each review.
    evidence: Report of reviews, 2 October 2019 (Quality Assurance).
```

## Good

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
measures:
  - text: Reviews held on time
    id: reviews-on-time
    unit: "%"
    polarity: higher
    target: 90
    actuals:
      Q2: 90.0
updates:
  Q2:
    status: complete
    commentary: The new calendar is in use.
    impact: Children are seen by the same person at each review.
    evidence: Report of reviews, 2 October 2019 (Quality Assurance).
```
"""

from collections.abc import Iterator

from planctl.checks.measure_evidence import value_and_target
from planctl.checks.rule import Question
from planctl.measures.judgement import Unknown, meets
from planctl.problem import Severity
from planctl.summary.action_in_quarter import ActionInQuarter

NAME = "delivered"
SEVERITY = Severity.WARNING
HINT = "write `status: in progress` and a rating, or say why it is complete without it"


def ask(action: ActionInQuarter) -> Iterator[Question]:
    """Yield each measure that misses its target while the action is complete or embedded."""
    if not action.rating or not action.rating.delivered:
        return
    for each in action.measures:
        reading = action.reading(each)
        goal, number = reading.target, reading.number
        if isinstance(goal, Unknown) or isinstance(number, Unknown) or meets(number, goal):
            continue
        if isinstance(reading.distance, Unknown):  # the year may still bring it
            continue
        question = f"Why is it {action.step.plain_word} when one of its measures misses its target?"
        evidence = f"'{each.name}' misses its target: {value_and_target(action, each)}"
        hint = f"rate it as it stands, or say why it is {action.word} without it"
        own_hint = hint if action.step.own else ""
        yield Question(question, f"{action.rated}, and {evidence}", action.rating_keys, own_hint)
