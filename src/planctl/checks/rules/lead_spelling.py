"""A lead who is written in two ways.

Where `plan.yaml` lists no leads, each spelling is a lead of its own: `SEND` and `Send` have a paper
each, and are counted apart. Here capitals, apostrophes and spaces are not what makes two leads.

Write the lead as most actions do, or list the leads in `plan.yaml`: then `planctl check` refuses
any other spelling.

## Bad

```yaml 3.1.yaml
id: "3.1"
title: SPECIALIST SUPPORT
lead: SEND
```

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Send # <- here
```

## Good

```yaml 3.1.yaml
id: "3.1"
title: SPECIALIST SUPPORT
lead: SEND
```

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: SEND
```
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

from planctl.checks.rule import Finding, readable_actions
from planctl.plan.mistakes import short
from planctl.plan.plan import Plan
from planctl.problem import Severity, plain_spelling

NAME = "lead-spelling"
SEVERITY = Severity.WARNING


def check(plan: Plan, _today: date) -> Iterator[Finding]:
    """Yield the leads who are written otherwise elsewhere, but for how most actions have them."""
    if plan.header and plan.header.leads:
        return
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for _, action in readable_actions(plan):
        for lead in action.lead:
            spellings[plain_spelling(lead)][lead] += 1
    if all(len(each) == 1 for each in spellings.values()):
        return
    for document, action in readable_actions(plan):
        for number, lead in enumerate(action.lead):
            usual = spellings[plain_spelling(lead)].most_common(1)[0][0]
            if lead != usual:
                is_listed = isinstance(document.data["lead"], list)
                where = document.place(("lead", number) if is_listed else ("lead",))
                message = f"'{short(lead)}' is written '{short(usual)}' elsewhere"
                yield Finding(where, message, "write one lead in one way")
