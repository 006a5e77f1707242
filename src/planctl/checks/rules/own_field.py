"""A field of the body's own that `plan.yaml` does not have, or none of its words.

Papers and tables print the columns that `plan.yaml` declares below `fields`. What stands under
another name would be printed nowhere, and a word that is misspelt is counted apart.

Write the key and the word as `plan.yaml` has them, or add them there.

## Bad

```yaml plan.yaml
title: Children's Services Improvement Plan 2019/20
organisation: Aldermere Borough Council
year: 2019-20

priorities:
  3: Children in our care have stable homes

fields:
  budget: Budget
  risk:
    one_of: [low, medium, high]
```

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
fields:
  budgett: £40,000 # <- here
  risk: hihg # <- here
```

## Good

```yaml plan.yaml
title: Children's Services Improvement Plan 2019/20
organisation: Aldermere Borough Council
year: 2019-20

priorities:
  3: Children in our care have stable homes

fields:
  budget: Budget
  risk:
    one_of: [low, medium, high]
```

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
fields:
  budget: £40,000
  risk: high
```
"""

from collections.abc import Iterator
from datetime import date

from planctl.checks.rule import Finding, readable_actions
from planctl.plan.mistakes import short
from planctl.plan.plan import Plan
from planctl.problem import Severity, did_you_mean

NAME = "own-field"
SEVERITY = Severity.ERROR


def check(plan: Plan, _today: date) -> Iterator[Finding]:
    """Yield what plan.yaml does not declare, and words that are none of a column's."""
    known = plan.header.fields if plan.header else {}
    for document, action in readable_actions(plan):
        for key, said in action.fields.items():
            if plan.header and key not in known:
                hint = did_you_mean(key, known) or "declare it below `fields` in plan.yaml"
                where = document.key_place(("fields", key))
                yield Finding(where, f"'{short(key)}' is not a field of plan.yaml", hint)
                continue
            words = known[key].one_of if key in known else ()
            if said and words and said not in words:
                hint = did_you_mean(said, words) or f"one of {', '.join(words)}"
                where = document.place(("fields", key))
                yield Finding(where, f"'{short(said)}' is not one of the words of '{key}'", hint)
