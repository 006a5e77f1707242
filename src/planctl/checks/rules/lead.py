"""A lead who is not one of the plan's, where `plan.yaml` lists them.

A report for a lead shows the actions of that name, and reminders go to the post beside it. With the
name misspelt the action is in nobody's report and nobody is asked for its update.

Write the lead as `plan.yaml` has it, or add it there under `leads`.

## Bad

```yaml plan.yaml
title: Children's Services Improvement Plan 2019/20
organisation: Aldermere Borough Council
year: 2019-20

priorities:
  3: Children in our care have stable homes

leads:
  Permanence: Head of Permanence
```

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanance # <- here
```

## Good

```yaml plan.yaml
title: Children's Services Improvement Plan 2019/20
organisation: Aldermere Borough Council
year: 2019-20

priorities:
  3: Children in our care have stable homes

leads:
  Permanence: Head of Permanence
```

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
```
"""

import re
from collections.abc import Collection, Iterator
from datetime import date

from planctl.checks.rule import Finding, readable_actions
from planctl.plan.mistakes import short
from planctl.plan.plan import Plan
from planctl.problem import Severity, did_you_mean

NAME = "lead"
SEVERITY = Severity.ERROR


def check(plan: Plan, _today: date) -> Iterator[Finding]:
    """Yield leads whom plan.yaml does not list, if it lists any."""
    header = plan.header
    known = header.leads if header else {}
    if not (known and header and plan.document):
        return
    for priority, said in header.priorities.items():
        if said.lead and said.lead not in known:
            where = plan.document.place(("priorities", priority, "lead"))
            message = f"'{short(said.lead)}' is not a lead in plan.yaml"
            yield Finding(where, message, _hint(said.lead, known, several=False))
    for document, action in readable_actions(plan):
        for number, lead in enumerate(action.lead):
            if lead not in known:
                is_listed = isinstance(document.data["lead"], list)
                where = document.place(("lead", number) if is_listed else ("lead",))
                yield Finding(
                    where, f"'{short(lead)}' is not a lead in plan.yaml", _hint(lead, known)
                )


def _hint(lead: str, known: Collection[str], *, several: bool = True) -> str:
    """Return what to write instead; a list, where the text names several leads that are known."""
    parts = [each.strip() for each in _BETWEEN.split(lead)]
    if several and len(parts) > 1 and set(parts) <= set(known):
        return f"several leads are a list: lead: [{', '.join(parts)}]"
    near = did_you_mean(lead, known) or f"one of {', '.join(known)};"
    return f"{near} if not, add it to `leads` in plan.yaml"


_BETWEEN = re.compile(r"/|,|;|&|\band\b")
