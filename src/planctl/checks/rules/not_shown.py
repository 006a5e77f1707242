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

from planctl.checks.rule import Finding, readable_actions
from planctl.plan.plan import Plan
from planctl.privacy.cited_actions import cites
from planctl.privacy.hidden import Edition, hidden
from planctl.problem import Severity
from planctl.text.span import Keys

NAME = "not-shown"
SEVERITY = Severity.WARNING
_HINT = "write it without that action, for a public edition shows this text and not the action"
_TEXTS = ("title", "description", "plain", "source", "indicators", "opening", "updates")
"""What of an action is printed as it is written."""


def check(plan: Plan, _today: date) -> Iterator[Finding]:
    """Yield each text of an action that everybody sees and that cites one that not everybody may.

    The links of an action are left out: a public edition drops those.
    """
    without = hidden(plan, Edition.PUBLIC).actions
    titles = {action.id: action.title for action in plan.actions if action.id in without}
    if not titles:
        return
    for document, action in readable_actions(plan):
        if action.id in without:
            continue
        said = {key: document.data[key] for key in _TEXTS if key in document.data}
        for keys, text in _texts(said):
            for cited in cites(text, titles):
                message = f"it cites action {cited}, which is not for everybody"
                yield Finding(document.place_of_key(keys), message, _HINT)


def _texts(data: object, above: Keys = ()) -> Iterator[tuple[Keys, str]]:
    """Yield each text in some data, after its keys."""
    match data:
        case str():
            yield above, data
        case dict():
            for key, value in data.items():
                yield from _texts(value, (*above, key))
        case list():
            for at, value in enumerate(data):
                yield from _texts(value, (*above, at))
