"""A rating that moved while the words of the commentary did not.

Something must have happened for a rating to change, and the reader looks for it in the commentary.
At least nine words in ten here are those of the quarter before.

Say in the commentary what has changed, or put the rating back.

## Bad

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
updates:
  Q1:
    rag: green
    commentary: |
      Two carers were approved in May and both have a child placed with them, and the
      campaign for carers of brothers and sisters goes on this spring.
  Q2:
    rag: amber
    commentary: | # <- here
      Two carers were approved in May and both have a child placed with them, and the
      campaign for carers of brothers and sisters goes on this summer.
    next_steps: Book reviews a month ahead, Head of Permanence, by 1 December 2019.
```

## Good

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
updates:
  Q1:
    rag: green
    commentary: |
      Two carers were approved in May and both have a child placed with them, and the
      campaign for carers of brothers and sisters goes on this spring.
  Q2:
    rag: amber
    commentary: One of the two new carers has withdrawn, and nobody answered the summer's campaign.
    next_steps: Book reviews a month ahead, Head of Permanence, by 1 December 2019.
```
"""

from collections.abc import Iterator

from planctl.checks.copied_words import copied_words, is_unexplained
from planctl.checks.rule import Question
from planctl.problem import Severity
from planctl.summary.action_in_quarter import ActionInQuarter

NAME = "unexplained"
SEVERITY = Severity.WARNING
HINT = "say what has changed, or put the rating back"


def ask(action: ActionInQuarter) -> Iterator[Question]:
    """Yield that the rating moved and the commentary stayed as it was, or nearly so."""
    copied = copied_words(action)
    if copied and is_unexplained(action, copied):
        question = "What changed, when the rating moved and the words did not?"
        yield Question(question, f"{action.rerated}, and {copied}", action.commentary_keys)
