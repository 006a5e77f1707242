"""A rating that improved in the quarter in which the due date was put off.

An action that was late against its first date is on time against the next one. That is not the same
as going better, and a board should know which of the two it is.

Say in the commentary what has improved apart from the date, or leave the rating as it was.

## Bad

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
due: 2020-03-31
original_due: 2019-09-30
updates:
  Q1:
    rag: red
    commentary: Reviews are late.
    next_steps: Book reviews a month ahead, Head of Permanence, by 1 December 2019.
  Q2:
    rag: amber # <- here
    commentary: A calendar has been drawn up.
    next_steps: Book reviews a month ahead, Head of Permanence, by 1 December 2019.
```

## Good

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
due: 2020-03-31
original_due: 2019-09-30
updates:
  Q1:
    rag: red
    commentary: Reviews are late.
    next_steps: Book reviews a month ahead, Head of Permanence, by 1 December 2019.
  Q2:
    rag: red
    commentary: A calendar has been drawn up.
    next_steps: Book reviews a month ahead, Head of Permanence, by 1 December 2019.
```
"""

from collections.abc import Iterator

from planctl.checks.rule import Question
from planctl.plan.days import in_words, within_words
from planctl.plan.scale import direction
from planctl.problem import Severity
from planctl.summary.action_in_quarter import ActionInQuarter
from planctl.summary.slippage import move_decision, slips

NAME = "eased"
SEVERITY = Severity.WARNING
HINT = "say what has improved apart from the date, or leave the rating as it was"


def ask(action: ActionInQuarter) -> Iterator[Question]:
    """Yield that the rating improved in the quarter in which a due date was put off."""
    if not (action.action.due or action.action.milestones):
        return
    before = action.step_before
    if before and action.rating and direction(before, action.step) == "improved":
        question = "Is it going better, or has it only been given longer?"
        if put_off := "; ".join(_put_off(action)):
            yield Question(question, f"{action.rerated}, and {put_off}", action.rating_keys)


def _put_off(action: ActionInQuarter) -> Iterator[str]:
    """Yield how each date of the action was put off in the quarter, in words."""
    first, last = action.quarter.first_day, action.quarter.last_day
    for slip in slips(action.action):
        name = f"the due date of '{slip.milestone}'" if slip.milestone else "its due date"
        for move in slip.agreed:
            if first <= (move.decided or move.date) <= last and move.to > move.was:
                was, now = in_words(move.was), within_words(move.to)
                yield f"{name} from {was} to {now}, {move_decision(move)}"
        is_unrecorded = not slip.agreed and slip.days_lost > 0
        if is_unrecorded and first <= slip.original <= last:
            # Nothing says when it was moved: most likely as it came near.
            was, now = in_words(slip.original), in_words(slip.due)
            yield f"{name} from {was} to {now}, which no move records"
