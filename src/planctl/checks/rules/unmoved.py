"""A rating that has been the same for four quarters.

A rating that never moves says little. Amber for a year is a plan that is not working, and green for
a year is an action that could be complete, or one that nobody has looked at.

Say in the commentary what would change the rating, and check it against what the rating means. The
quarter in which the year began counts. In this example it is Q3 of 2019-20.

## Bad

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
opening:
  quarter: Q4 2018-19
  rag: amber
  commentary: Reviews are late.
updates:
  Q1:
    rag: amber
    commentary: The calendar was drawn up.
    next_steps: Book reviews a month ahead, Head of Permanence, by 1 December 2019.
  Q2:
    rag: amber
    commentary: It was tried in one team.
    next_steps: Book reviews a month ahead, Head of Permanence, by 1 December 2019.
  Q3:
    rag: amber # <- here
    commentary: It is in use in all teams.
    next_steps: Book reviews a month ahead, Head of Permanence, by 1 December 2019.
```

## Good

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
opening:
  quarter: Q4 2018-19
  rag: amber
  commentary: Reviews are late.
updates:
  Q1:
    rag: amber
    commentary: The calendar was drawn up.
    next_steps: Book reviews a month ahead, Head of Permanence, by 1 December 2019.
  Q2:
    rag: amber
    commentary: It was tried in one team.
    next_steps: Book reviews a month ahead, Head of Permanence, by 1 December 2019.
  Q3:
    rag: green
    commentary: It is in use in all teams.
```
"""

from collections.abc import Iterator
from itertools import takewhile

from planctl.checks.rule import Question
from planctl.measures.phrases import printed_value
from planctl.plan.figure import Figure
from planctl.plan.ratings import Rating
from planctl.problem import Severity
from planctl.summary.action_in_quarter import ActionInQuarter

NAME = "unmoved"
SEVERITY = Severity.WARNING
HINT = "say in the commentary what would change it"

_LONG = 4
_OPEN = (Rating.RED, Rating.AMBER, Rating.GREEN, Rating.NOT_STARTED, Rating.ON_HOLD)
"""The ratings of actions that are still to end."""


def ask(action: ActionInQuarter) -> Iterator[Question]:
    """Yield that the rating is the same as in three quarters before, or more."""
    is_early = action.quarter.number + bool(action.action.opening) < _LONG
    if is_early or action.rating not in _OPEN:
        return
    same = takewhile(lambda said: said[1].rating is action.rating, action.earlier())
    quarters = [name for name, _ in same][::-1]
    if len(quarters) + 1 < _LONG:
        return
    is_green = action.rating is Rating.GREEN
    remains = (
        "What remains to be done?" if action.step.own else "What remains before it is complete?"
    )
    question = remains if is_green else "What would make it move?"
    evidence = f"{action.rated}, as in {', '.join(quarters[:-1])} and {quarters[-1]}"
    yield Question(question, "; ".join([evidence, *_numbers(action)]), action.rating_keys)


def _numbers(action: ActionInQuarter) -> Iterator[str]:
    """Yield where each measure was in the first quarter of which there is a number, and is now."""
    for each in action.measures:
        last = each.at(action.quarter)
        there = [reading for reading in each.readings if isinstance(reading.value, Figure)]
        if last in there and last is not there[0]:
            was, now = printed_value(each, there[0].value), printed_value(each, last.value)
            yield f"'{each.name}' was {was} in {there[0].quarter} and is {now}"
