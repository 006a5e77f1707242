"""A commentary that cites another number than the one that is recorded.

Two numbers for one thing make a reader doubt both. Only percentages and numbers such as `17 of 30`
are looked at, in sentences that are about the measure, and as they are printed: 61% is right for
60.99%.

Correct the commentary or the record, whichever is wrong.

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
    target: 60
    actuals:
      Q2: 1143 of 1874
updates:
  Q2:
    rag: green
    commentary: We held 64% of 1,874 reviews on time. # <- here
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
    target: 60
    actuals:
      Q2: 1143 of 1874
updates:
  Q2:
    rag: green
    commentary: We held 61% of 1,874 reviews on time.
```
"""

from collections.abc import Iterator

from planctl.checks.cited_numbers import other_numbers
from planctl.checks.rule import Question
from planctl.measures.phrases import value_phrase
from planctl.problem import Severity
from planctl.summary.action_in_quarter import ActionInQuarter

NAME = "cited"
SEVERITY = Severity.WARNING
HINT = "correct whichever of the two is wrong"


def ask(action: ActionInQuarter) -> Iterator[Question]:
    """Yield each measure of which the commentary cites another number than is recorded."""
    for each, cited in other_numbers(action):
        question = "Which number is right, the one in the commentary or the one recorded?"
        evidence = (
            f"{action.quarter} says '{cited}' in its commentary, "
            f"and '{each.name}' is recorded as {value_phrase(each, each.at(action.quarter))}"
        )
        yield Question(question, evidence, action.commentary_keys)
