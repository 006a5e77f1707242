"""A number that names one person: NHS, UPN, ULN or National Insurance.

Whoever has the number has the child's record; and git keeps each text for ever, also after it is
taken out. NHS numbers, unique learner numbers and unique pupil numbers are told by their check
digits, National Insurance numbers by their form. Ten digits after words such as order or budget
code are none. What was found is never shown: not here, not in a log, not on a forge.

Take the number out before you commit: say "a child", or nothing. If it is committed already, taking
it out is not enough, for every clone still has it and planctl does not rewrite history. Tell the
data protection officer today; do not push, or ask that what was pushed be taken down; have whoever
keeps the repository remove it with git filter-repo, and every clone made anew. The page "Publishing
without harm" has it step by step.

## Bad

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
updates:
  Q1:
    rag: green
    headline: Matched on 999 468 8936 # <- here
    commentary: |
      UPN J999432115041 stood on the form. # <- here
      So did QQ 65 04 31 B, a National Insurance number. # <- here
```

## Good

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
updates:
  Q1:
    rag: green
    headline: Records are matched within a day
    commentary: Order 9434765870 for desks has arrived.
```
"""

from collections.abc import Iterator

from planctl.checks.sighting import Sighting
from planctl.plan.personal import Personal
from planctl.problem import Severity
from planctl.text.folded import Folded
from planctl.text.identifiers import identifiers

NAME = "identifier"
SEVERITY = Severity.ERROR
HINT = "take it out; if it is committed already, planctl explain identifier says what to do"
ALLOWED = False


def find(text: Folded, _personal: Personal) -> Iterator[Sighting]:
    """Yield the numbers that could name a person."""
    return (Sighting(*each) for each in identifiers(text))
