"""A closed quarter that is not as it was signed off.

A board has seen what was signed. If the words or the rating of a closed quarter change afterwards
and nothing says so, nobody can rely on what was reported. So `planctl close` keeps a digest of each
action's update and one of the whole record in `plan.yaml`, and this rule works them out again.

Put the action's update back as it was, then make the change with
`planctl update … --correct REASON`, which is printed in every report of the quarter. Where the
record itself was changed, put `plan.yaml` back: `git log -p` of it shows by whom.

In this example the commentary was reworded by hand after Q1 was closed.

## Bad

```yaml plan.yaml
title: Children's Services Improvement Plan 2019/20
organisation: Aldermere Borough Council
year: 2019-20

priorities:
  3: Children in our care have stable homes

closed:
  Q1:
    date: 2019-07-19
    by: Head of Performance
    digest: v1-4e6e6b5a0f58cd966ed33b0114c9a3b2a6139fa13484ec2865f1b1cd78b8b952
    actions:
      "3.2": v1-dc2c8b32f2b028dacd818d1c4dd4221a
```

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
updates:
  Q1: # <- here
    rag: green
    commentary: Seven carers were approved in May.
```

## Good

```yaml plan.yaml
title: Children's Services Improvement Plan 2019/20
organisation: Aldermere Borough Council
year: 2019-20

priorities:
  3: Children in our care have stable homes

closed:
  Q1:
    date: 2019-07-19
    by: Head of Performance
    digest: v1-4e6e6b5a0f58cd966ed33b0114c9a3b2a6139fa13484ec2865f1b1cd78b8b952
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
from planctl.plan.periods import Quarter
from planctl.plan.plan import Plan
from planctl.problem import Problem, Severity
from planctl.signoff.standing import SignOff, UnrecordedChange, quarter_sign_off, rewritten_records
from planctl.text.document import Document
from planctl.text.span import Keys

NAME = "closed"
SEVERITY = Severity.ERROR


def check(plan: Plan, _today: date) -> Iterator[Finding]:
    """Yield what was changed in a quarter since it was closed, and no correction accounts for."""
    document = plan.document
    if not document:
        return
    for quarter in Quarter:
        found = quarter_sign_off(plan, quarter)
        for change in found.changes if found.closed else ():
            yield _changed(change, found)
        for keys in found.altered:
            yield _altered(document, keys, found)


def record_problems(before: Plan, after: Plan) -> Iterator[Problem]:
    """Yield where the record of a quarter was undone or made anew between two readings of a plan.

    No digest in the file can show that: it takes the reading before.
    """
    document = after.document
    if not document:
        return
    for quarter, message in rewritten_records(before, after):
        where = document.place_of_key(("closed", quarter.value))
        hint = "put the record back as it was; corrections and nothing else may be added to it"
        yield Problem(NAME, SEVERITY, message, where, hint)


def _changed(change: UnrecordedChange, found: SignOff) -> Finding:
    action, quarter, signed = change.action, found.quarter, found.record
    remedy = (
        f"planctl update {action} --quarter {quarter} --correct REASON changes it on the record"
    )
    match change.how:
        case "removed":
            message = f"{action} was signed off in {quarter}, and its file is gone"
            return Finding(change.place, message, "put the file back under its name")
        case "added":
            message = (
                f"{quarter} of {action} was written after {quarter} was closed on {signed.date}"
            )
            return Finding(change.place, message, f"take it out; then {remedy}")
    message = f"{quarter} of {action} is not as it was signed off on {signed.date} by {signed.by}"
    return Finding(change.place, message, f"put it back as it was; then {remedy}")


def _altered(document: Document, keys: Keys, found: SignOff) -> Finding:
    quarter = found.quarter
    what = "the record of a correction of" if "corrections" in keys else "the record of"
    message = f"{what} {quarter}'s sign-off is not as planctl wrote it"
    hint = "put it back: git log -p of this file shows who changed it"
    if not found.closed:
        message, hint = f"the sign-off of {quarter} has lost its date", f"{hint}; or close it again"
    return Finding(document.place_of_key(keys), message, hint)
