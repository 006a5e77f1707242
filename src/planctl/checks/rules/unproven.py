"""An action that is green while its measures have no number for the quarter.

A measure was agreed so that the rating can be seen to be right. Where the number did not come,
green is only an opinion. Actions whose measures carry no numbers are not looked at, and a
suppressed number counts.

Record the number, or say in the commentary what else shows that the action is on track.

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
      Q1: 92.0
      Q2: not supplied
updates:
  Q2:
    rag: green # <- here
    commentary: Reviews are being held.
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
      Q1: 92.0
      Q2: 93.5
updates:
  Q2:
    rag: green
    commentary: Reviews are being held.
```
"""

from collections.abc import Iterator

from planctl.checks.rule import Question
from planctl.measures.phrases import value_phrase
from planctl.plan.figure import Figure, Missing, is_withheld
from planctl.plan.ratings import Rating
from planctl.problem import Severity
from planctl.summary.action_in_quarter import ActionInQuarter

NAME = "unproven"
SEVERITY = Severity.WARNING
HINT = "record the number, or say what else shows it"

_ABSENT = (Missing.NOT_SUPPLIED, Missing.NOT_AVAILABLE)


def ask(action: ActionInQuarter) -> Iterator[Question]:
    """Yield that no measure has a number for the quarter, though one is due, and it is green."""
    if action.rating is not Rating.GREEN:
        return
    readings = [(each, each.at(action.quarter)) for each in action.measures]
    if any(isinstance(reading.value, Figure) for _, reading in readings):
        return
    if any(is_withheld(reading.value) for _, reading in readings):
        return
    absent = [
        f"'{each.name}' is {value_phrase(each, reading)}"
        for each, reading in readings
        if reading.value in _ABSENT
    ]
    if absent:
        known = f"How is it known to be {action.word}"
        question = f"{known} when there is no number for the {action.quarter.noun}?"
        evidence = f"{action.rated}, and {'; '.join(absent)}"
        yield Question(question, evidence, action.rating_keys)
