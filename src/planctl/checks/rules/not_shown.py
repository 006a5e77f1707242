"""A public text that cites an action which is internal or exempt.

A public edition has nothing of that action, but it does not change what somebody wrote of another:
a reader would learn that there is an action 3.2, and something of it.

Write the sentence without its number and its title, or let everybody see the action.

## Bad

```yaml 3.1.yaml
id: "3.1"
title: CARE PLANNING
lead: Permanence
updates:
  Q2:
    rag: green
    commentary: The rest waits for action 3.2. # <- here
```

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT CONTRACT
lead: Permanence
visibility: internal
```

## Good

```yaml 3.1.yaml
id: "3.1"
title: CARE PLANNING
lead: Permanence
updates:
  Q2:
    rag: green
    commentary: The rest waits for a decision in October.
```

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT CONTRACT
lead: Permanence
visibility: internal
```
"""

from collections.abc import Iterator
from datetime import date

from planctl.checks.printed_texts import printed_texts
from planctl.checks.rule import Finding, readable_actions
from planctl.plan.plan import Plan
from planctl.privacy.cited_actions import cites
from planctl.privacy.hidden_parts import Edition, hidden
from planctl.problem import Severity

NAME = "not-shown"
SEVERITY = Severity.WARNING
_HINT = "write it without that action, for a public edition shows this text and not the action"


def check(plan: Plan, _today: date) -> Iterator[Finding]:
    """Yield each text that everybody sees of an action and that cites one not everybody may see."""
    without = hidden(plan, Edition.PUBLIC).actions
    titles = {action.id: action.title for action in plan.actions if action.id in without}
    if not titles:
        return
    for document, action in readable_actions(plan):
        if action.id in without:
            continue
        for keys, text in printed_texts(document):
            for cited in cites(text, titles):
                message = f"it cites action {cited}, which is not for everybody"
                yield Finding(document.place_of_key(keys), message, _HINT)
