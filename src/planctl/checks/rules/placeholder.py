"""Words that stand where something was to be said, and say nothing.

TBC, n/a, none, as above, see Q1, no change, update to follow, xxx, a dash or a single dot: a board
that reads it learns nothing, and it hides that something is missing. `planctl due` counts such
words as missing. A short sentence that says what is so, such as "Closed." or "On track for March.",
is none of them; nor is "none" as the next steps of an action that is finished.

Say what is so, if only why nothing has changed, or leave the field empty until there is something
to say.

## Bad

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
updates:
  Q1:
    rag: green
    headline: See below # <- here
    commentary: Two carers are being assessed.
    impact: n/a # <- here
  Q2:
    rag: green
    commentary: No change # <- here
```

## Good

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
updates:
  Q1:
    rag: green
    headline: Two more carers
    commentary: Two carers are being assessed.
    impact:
  Q2:
    rag: green
    commentary: The panel that decides on both carers was moved to October.
```
"""

from collections.abc import Iterator
from datetime import date

from planctl.checks.rule import Finding, quarter_updates
from planctl.plan.fields import TEXT_FIELDS, label
from planctl.plan.mistakes import short
from planctl.plan.placeholders import says_nothing
from planctl.plan.plan import Plan
from planctl.problem import Severity

NAME = "placeholder"
SEVERITY = Severity.WARNING

_FIELDS = ("headline", *TEXT_FIELDS)


def check(plan: Plan, _today: date) -> Iterator[Finding]:
    """Yield each text of an update that says nothing, but for steps of what is finished."""
    hint = "say what is so, or leave it empty until there is something to say"
    for said in quarter_updates(plan):
        for field in _FIELDS:
            text = getattr(said.update, field)
            is_answer = field == "next_steps" and said.update.rating.finished
            if text and says_nothing(text) and not is_answer:
                name = label(field, own_scale=plan.scale.own).lower()
                message = f"{said.quarter}'s {name}: '{short(text)}' says nothing"
                yield Finding(said.place(field), message, hint)
