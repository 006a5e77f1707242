"""A rating that is another than the plan's own rule suggests.

A body that says in its scale from how many months late an action is red has told its board what the
colour means. An action that is rated otherwise may be right: the rule knows dates and milestones,
and nothing else. But somebody should say why.

Rate it as the rule says, or say in the commentary why not. planctl never sets a rating by a rule.
In this example the day is 15 November 2019.

## Bad

```yaml plan.yaml
title: Year-ahead delivery plan
organisation: Seaford Council
year: 2019-20

priorities:
  3: Permanence

scale:
  - code: late
    label: Later than 3 months
    is: red
    meaning: It will not be met within 3 months of its first date.
    months_late: 3
  - code: delayed
    label: Delayed
    is: amber
    meaning: It will be met within 3 months of its first date.
    months_late: 0
  - code: on-track
    label: On track
    is: green
    meaning: It will be met by its date.
```

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
due: 2020-02
original_due: 2019-12
updates:
  Q2:
    rag: on-track # <- here
    commentary: The hub opened in August.
```

## Good

Of the same plan:

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
due: 2020-02
original_due: 2019-12
updates:
  Q2:
    rag: delayed
    commentary: The hub opened in August.
    next_steps: Open the second hub, Head of Permanence, by 1 February 2020.
```
"""

from collections.abc import Iterator

from planctl.checks.rule import Question
from planctl.plan.ratings import Rating
from planctl.problem import Severity
from planctl.summary.action_in_quarter import ActionInQuarter
from planctl.summary.rating_by_rule import rating_by_rule
from planctl.summary.slippage import last_rated

NAME = "suggested"
SEVERITY = Severity.WARNING
HINT = "rate it as the rule says, or say in the commentary why not"

_JUDGED = (Rating.RED, Rating.AMBER, Rating.GREEN)


def ask(action: ActionInQuarter) -> Iterator[Question]:
    """Yield that the rating is another than the rules of the plan's scale suggest."""
    summary, quarter = action.summary, action.quarter
    is_last = last_rated(action.action, summary.year.periods) == quarter
    scale, day = summary.scale.at(quarter.key), summary.today if is_last else quarter.last_day
    if action.rating not in _JUDGED or not (said := rating_by_rule(action.action, scale, day)):
        return
    if said.step.standing != action.step.standing:
        question = "Why is it rated otherwise than the plan's own rule says?"
        yield Question(question, f"{action.rated}, and {said.sentence}", action.rating_keys)
