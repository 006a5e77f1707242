"""An action that is red although every measure of it has improved.

Red asks a board for help. If all that is measured gets better, either the rating is out of date or
what is wrong is not measured. Where a measure is red itself, it is asked only after two
improvements running.

Change the rating, or say in the commentary what keeps it red.

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
      Q1: 81.0
      Q2: 87.0
updates:
  Q2:
    rag: red # <- here
    commentary: Reviews are being held.
    next_steps: Book reviews a month ahead, Head of Permanence, by 1 December 2019.
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
      Q1: 81.0
      Q2: 87.0
updates:
  Q2:
    rag: amber
    commentary: Reviews are being held.
    next_steps: Book reviews a month ahead, Head of Permanence, by 1 December 2019.
```
"""

from collections.abc import Iterator

from planctl.checks.measure_evidence import three_values, value_in
from planctl.checks.rule import Question
from planctl.measures.judgement import Unknown
from planctl.measures.phrases import target_phrase
from planctl.measures.readings import MeasureResults
from planctl.plan.ratings import Rating
from planctl.problem import Severity
from planctl.summary.action_in_quarter import ActionInQuarter

NAME = "red"
SEVERITY = Severity.WARNING
HINT = "change the rating, or say in the commentary what keeps it red"


def ask(action: ActionInQuarter) -> Iterator[Question]:
    """Yield that every measure has improved while the action is red.

    Where one of them is red itself, all have to have improved for the second time.
    """
    if action.rating is not Rating.RED:
        return
    known = (each for each in action.measures if not _is_unknown(action, each))
    improved = [_improvement(action, each) for each in known]
    if improved and all(improved):
        every = "its measure has" if len(improved) == 1 else "every measure has"
        question = f"What keeps it {action.word} when {every} improved?"
        evidence = f"{action.rated}, and {'; '.join(improved)}"
        hint = HINT.replace("red", action.word)
        yield Question(question, evidence, action.rating_keys, hint)


def _is_unknown(action: ActionInQuarter, measure: MeasureResults) -> bool:
    return isinstance(measure.at(action.quarter).travel, Unknown)


def _improvement(action: ActionInQuarter, measure: MeasureResults) -> str:
    """Return how a measure improved, in words; "" if it did not, or not enough to be asked of."""
    now = measure.at(action.quarter)
    twice = three_values(action, measure, "improved")
    if now.travel != "improved" or (action.is_red(measure) and not twice):
        return ""
    then = value_in(measure, now.value_before, now.since)
    once = f"{then}, {value_in(measure, now.value, now.quarter.label)}"
    if target := target_phrase(measure, now):
        once = f"{once}, target {target}"
    return f"'{measure.name}' has improved: {twice or once}"
