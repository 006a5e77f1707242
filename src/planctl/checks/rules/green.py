"""An action that is green beside a red outcome, or a red or worsening measure.

A board asks first about what is red. A green rating beside a red number, or beside one that has
worsened in two periods running, hides the question from it; so does one beside an outcome that is
not expected any more, by its `confidence`: the work is on track, and will not help.

Change the rating, or say in the commentary why it stands in spite of the number or the outcome.
Only quarters that are not closed are looked at.

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
      Q2: 61.0
updates:
  Q2:
    rag: green # <- here
    commentary: Reviews are being held.
```

```yaml 3.3.yaml
id: "3.3"
title: LOCAL OFFER
lead: Permanence
updates:
  Q2:
    rag: green # <- here
    commentary: All six workshops were held.
    confidence: red
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
      Q2: 61.0
updates:
  Q2:
    rag: red
    commentary: Only 61% of reviews were held on time.
    next_steps: Book reviews a month ahead, Head of Permanence, by 1 December 2019.
```

```yaml 3.3.yaml
id: "3.3"
title: LOCAL OFFER
lead: Permanence
updates:
  Q2:
    rag: amber
    commentary: All six workshops were held, and few care leavers came.
    next_steps: Ask care leavers what would help, Head of Permanence, by 1 December 2019.
    confidence: red
```
"""

from collections.abc import Iterator

from planctl.checks.measure_evidence import three_values, value_and_target
from planctl.checks.rule import Question
from planctl.plan.ratings import Rating
from planctl.problem import Severity
from planctl.summary.action_in_quarter import ActionInQuarter

NAME = "green"
SEVERITY = Severity.WARNING
HINT = "change the rating, or say in the commentary why it stands"


def ask(action: ActionInQuarter) -> Iterator[Question]:
    """Yield what is red while the action is green: its outcome, measures; or worsens again."""
    if action.rating is not Rating.GREEN:
        return
    confidence = action.update.confidence
    if confidence and confidence.rating is Rating.RED:
        question = f"Why is it {action.word} when its outcome is not expected?"
        evidence = f"{action.rated}, and the confidence in its outcome is {confidence.plain_word}"
        yield Question(question, evidence, action.rating_keys)
    for each in action.measures:
        if action.is_red(each):
            question = f"Why is it {action.word} when one of its measures {action.misses}?"
            evidence = f"'{each.name}' {action.misses}: {value_and_target(action, each)}"
        elif worsened := three_values(action, each, "worsened"):
            what = "one of its measures has worsened twice running"
            question = f"Why is it {action.word} when {what}?"
            evidence = f"'{each.name}' has worsened: {worsened}"
        else:
            continue
        yield Question(question, f"{action.rated}, and {evidence}", action.rating_keys)
