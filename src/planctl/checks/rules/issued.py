"""An issued paper whose record is not as it was written.

What leaves the house is on record in `plan.yaml`, below `published`: which bytes were proposed,
who approved them, when they were issued, and why they were withdrawn. If the record can be changed
unseen, nobody can tell what was issued. So each record has a digest of itself, the numbers of
issues have no gap, and `planctl check --since` compares each with what it was.

Put `plan.yaml` back: `git log -p` of it shows by whom it was changed. What is wrong in a paper
that is out is not mended in the record: `planctl publish withdraw` says why it does not hold any
more, and another is proposed.

In this example the digest of the paper was changed by hand.

## Bad

```yaml plan.yaml
title: Children's Services Improvement Plan 2019/20
organisation: Aldermere Borough Council
year: 2019-20

priorities:
  3: Children in our care have stable homes

published:
  1:
    kind: highlight
    format: html
    edition: public
    period: Q2
    as_at: 2019-10-14
    commit: 4c16fc440c
    planctl: 0.1.0
    sha256: 0000000000000000000000000000000000000000000000000000000000000000
    proposed:
      date: 2019-10-14
      by: Performance officer
      person: 2ad19079c21d-b61ae900872b
    digest: v1-4e54c883510468b4e7ea68ed2e9db768d959293ac18cf2558250da460120b143 # <- here
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

published:
  1:
    kind: highlight
    format: html
    edition: public
    period: Q2
    as_at: 2019-10-14
    commit: 4c16fc440c
    planctl: 0.1.0
    sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
    proposed:
      date: 2019-10-14
      by: Performance officer
      person: 2ad19079c21d-b61ae900872b
    digest: v1-4e54c883510468b4e7ea68ed2e9db768d959293ac18cf2558250da460120b143
```

```yaml 3.1.yaml
id: "3.1"
title: FOSTERING
lead: Permanence
```
"""

from collections.abc import Iterator
from datetime import date

from planctl.checks.rule import Finding, Readings
from planctl.plan.plan import Plan
from planctl.problem import Severity
from planctl.signoff.issue_records import PUBLISHED, altered_issues, rewritten_issues

NAME = "issued"
SEVERITY = Severity.ERROR

_HINT = "put the record back: git log -p of this file shows who changed it"


def check(plan: Plan, _today: date) -> Iterator[Finding]:
    """Yield where the record of an issue is not as planctl writes it."""
    document = plan.document
    if not document:
        return
    for keys, message in altered_issues(plan):
        yield Finding(document.place_of_key(keys), message, _HINT)


def compare(readings: Readings, _today: date) -> Iterator[Finding]:
    """Yield each issue whose record was undone or rewritten between two readings of a plan."""
    document = readings.after.document
    if not document:
        return
    for number, message in rewritten_issues(readings.before, readings.after):
        hint = f"{_HINT}; planctl publish withdraw says that an issue does not hold any more"
        yield Finding(document.place_of_key((PUBLISHED, number)), message, hint)
