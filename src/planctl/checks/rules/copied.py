"""A commentary most of which is copied from the quarter before.

Words that are carried forward bury what is new. More than half of the words here stand in runs of
four or more that the last commentary has too; one that is wholly the same is found by `repeated`.

Leave out what was said before, and say what has changed since.

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
      campaign for carers of brothers and sisters goes on.
  Q2:
    rag: green
    commentary: | # <- here
      Two carers were approved in May and both have a child placed with them, and the
      campaign for carers of brothers and sisters goes on, and in July a third carer began
      her training.
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
      campaign for carers of brothers and sisters goes on.
  Q2:
    rag: green
    commentary: A third carer began her training in July, and four families have asked.
```
"""

from collections.abc import Iterator
from datetime import date

from planctl.checks.copied_words import copied_words, is_repeated, is_unexplained
from planctl.checks.rule import Finding, Question, open_questions
from planctl.plan.plan import Plan
from planctl.problem import Severity
from planctl.summary.action_in_quarter import ActionInQuarter

NAME = "copied"
SEVERITY = Severity.WARNING
HINT = "leave out what was said before, and say what has changed"


def check(plan: Plan, today: date) -> Iterator[Finding]:
    """Yield commentaries that are mostly, but not wholly, those of the quarter before."""
    yield from open_questions(plan, today, _ask_unless_repeated, HINT)


def ask(action: ActionInQuarter) -> Iterator[Question]:
    """Yield that most of the commentary is that of the quarter before."""
    copied = copied_words(action)
    if copied and not is_unexplained(action, copied):
        question = f"What is new since {copied.before}?"
        evidence = f"{action.quarter} has little that is new: {copied}"
        yield Question(question, evidence, action.commentary_keys)


def _ask_unless_repeated(action: ActionInQuarter) -> Iterator[Question]:
    """Yield the same, but of a commentary that the rule `repeated` tells of already."""
    before = action.summary.year.preceding(action.quarter)
    if not is_repeated(action.action, action.quarter, before):
        yield from ask(action)
