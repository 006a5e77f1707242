"""An action that is green while a measure of it is forecast to miss its target.

A measure that is behind its profile can still be amber today and miss the year's target. Green
tells a board that nothing needs to be done about it.

Change the rating, or say in `next_steps:` what will bring the year back to its target.

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
    profile:
      Q1: 60
      Q2: 70
      Q3: 80
      Q4: 90
    actuals:
      Q1: 61
      Q2: 68
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
    profile:
      Q1: 60
      Q2: 70
      Q3: 80
      Q4: 90
    actuals:
      Q1: 61
      Q2: 72
updates:
  Q2:
    rag: green
    commentary: Reviews are being held.
```
"""

from collections.abc import Iterator

from planctl.checks.rule import Question
from planctl.measures.judgement import Forecast
from planctl.measures.phrases import forecast_phrase, value_phrase
from planctl.plan.ratings import Rating
from planctl.problem import Severity
from planctl.summary.action_in_quarter import ActionInQuarter

NAME = "forecast"
SEVERITY = Severity.WARNING
HINT = "change the rating, or say in `next_steps:` what will bring the year back"


def ask(action: ActionInQuarter) -> Iterator[Question]:
    """Yield each measure that will miss its target by its forecast, while the action is green."""
    if action.rating is not Rating.GREEN:
        return
    for each in action.measures:
        reading = each.at(action.quarter)
        ends = reading.forecast
        if isinstance(ends, Forecast) and not ends.meets and not action.is_red(each):
            question = "What will change by the end of the year, if the forecast misses its target?"
            numbers = f"{value_phrase(each, reading)}, {forecast_phrase(each, reading)}"
            evidence = f"{action.rated}, and '{each.name}' is to miss its target: {numbers}"
            yield Question(question, evidence, action.rating_keys)
