"""A sign-off that no longer stands, or that was made out of turn.

Where a quarter is signed off in stages, each stage signs what it has read. A change after that
makes its signature, and every later one, a signature under something else: it is void, and the
stage has to sign again. A quarter that is closed while an earlier one is open leaves a gap in what
the board was told.

Have the stage sign again with `planctl close QUARTER --stage … --by …`, or close the earlier
quarter first. In this example 3.2 was changed after its head of service had signed Q2.

## Bad

```yaml plan.yaml
title: Children's Services Improvement Plan 2019/20
organisation: Aldermere Borough Council
year: 2019-20

priorities:
  3: Children in our care have stable homes

calendar:
  stages:
    - Head of service
    - Improvement Board

closed:
  Q1:
    stages:
      Head of service: # <- here
        date: 2019-07-12
        by: Head of Permanence
        digest: v1-9babac51bf7085d36ba09971196c5203
    actions:
      "3.2": v1-2bd0c018c930c6d32a1cc172ada867df
```

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
updates:
  Q1:
    rag: green
    commentary: Two carers were approved in May.
```

## Good

```yaml plan.yaml
title: Children's Services Improvement Plan 2019/20
organisation: Aldermere Borough Council
year: 2019-20

priorities:
  3: Children in our care have stable homes

calendar:
  stages:
    - Head of service
    - Improvement Board

closed:
  Q1:
    stages:
      Head of service:
        date: 2019-07-12
        by: Head of Permanence
        digest: v1-d1383e74f61632732622cb0c46437994
    actions:
      "3.2": v1-dc2c8b32f2b028dacd818d1c4dd4221a
```

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
updates:
  Q1:
    rag: green
    commentary: Two carers were approved in May.
```
"""

from collections.abc import Iterator
from datetime import date

from planctl.checks.rule import Finding
from planctl.plan.model import Header
from planctl.plan.plan import Plan
from planctl.problem import Severity
from planctl.signoff.standing import SignOff, quarter_sign_off, why_void
from planctl.summary.as_known import sign_off_on
from planctl.text.document import Document

NAME = "signed"
SEVERITY = Severity.WARNING


def check(plan: Plan, today: date) -> Iterator[Finding]:
    """Yield stages whose sign-off is void, and quarters that were closed out of turn."""
    header, document = plan.header, plan.document
    if not header or not document:
        return
    open_before: list[str] = []
    for quarter in plan.periods:
        found = quarter_sign_off(plan, quarter)
        yield from _void(found, document)
        yield from _unknown(found, header, document)
        closed = sign_off_on(found, today).closed
        if closed and open_before:
            where = document.place_of_key(("closed", quarter.key))
            names = " and ".join(open_before)
            message = f"{quarter} is closed, and {names} before it not"
            yield Finding(where, message, f"planctl close {open_before[0]} signs it off")
        if not closed:
            open_before.append(quarter.label)


def _void(found: SignOff, document: Document) -> Iterator[Finding]:
    quarter = found.quarter
    for stage in found.void:
        where = document.place_of_key(("closed", quarter.key, "stages", stage.name))
        message = f"the sign-off of {quarter} by {stage.name} is void: {why_void(found)}"
        hint = (
            f'it is to be signed again: planctl close {quarter.typed} --stage "{stage.name}" --by …'
        )
        yield Finding(where, message, hint)


def _unknown(found: SignOff, header: Header, document: Document) -> Iterator[Finding]:
    """Yield stages that were signed and are none of the calendar's."""
    for name in found.record.stages if not found.closed else ():
        if name not in header.calendar.stages:
            where = document.place_of_key(("closed", found.quarter.key, "stages", name))
            message = f"'{name}' is not a stage of the calendar, so its sign-off does not count"
            yield Finding(where, message, "name it in `calendar:`, below `stages:`")
