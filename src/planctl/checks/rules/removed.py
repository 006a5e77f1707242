"""An action that was in the plan and is gone.

An action that was agreed and published does not just disappear: a board and an inspector ask where
it went. Its history would end without a word. `planctl check --since` tells of it.

Put its file back, and say with `status: closed` that it is no longer pursued and why; rollover
leaves it out of next year's plan. An action that has another number now is not gone.

## Before

```yaml 3.1.yaml
id: "3.1"
title: FOSTERING
lead: Permanence
```

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
```

## Bad

```yaml plan.yaml
title: Children's Services Improvement Plan 2019/20
organisation: Aldermere Borough Council
year: 2019-20

priorities:
  3: Children in our care have stable homes # <- here
```

```yaml 3.1.yaml
id: "3.1"
title: FOSTERING
lead: Permanence
```

## Good

```yaml plan.yaml
title: Children's Services Improvement Plan 2019/20
organisation: Aldermere Borough Council
year: 2019-20

priorities:
  3: Children in our care have stable homes
```

```yaml 3.1.yaml
id: "3.1"
title: FOSTERING
lead: Permanence
```

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
updates:
  Q2:
    status: closed
    commentary: From October 2019 it is part of the sufficiency strategy.
```
"""

from collections.abc import Iterator
from datetime import date

from planctl.checks.rule import Finding, Readings, found_on_reading
from planctl.problem import Severity

NAME = "removed"
SEVERITY = Severity.WARNING

check = found_on_reading


def compare(readings: Readings, _today: date) -> Iterator[Finding]:
    """Yield each action that only the earlier of two readings of a plan has."""
    document = readings.after.document
    if not document:
        return
    hint = "put its file back with `status: closed` and why; an action that was agreed does not go"
    for entry in readings.before.entries:
        action = entry.action
        if action and entry.id not in readings.numbers:
            where = document.key_place(("priorities", action.priority_id))
            yield Finding(where, f"'{entry.id} {action.title}' is gone from the plan", hint)
