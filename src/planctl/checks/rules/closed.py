"""A closed quarter that is not as it was signed off.

A board has seen what was signed. If the words or the rating of a closed quarter change afterwards
and nothing says so, nobody can rely on what was reported. No more can they if what an update is
judged by changes: a title, a lead, a target, what a rating means. So `planctl close` keeps digests
of all that a paper of the quarter says in `plan.yaml`, and this rule works them out again.

Put an update back as it was, then make the change with `planctl update … --correct REASON` (a
number: `planctl record … --correct REASON`). Where something else was changed by agreement,
`planctl close QUARTER --correct REASON` signs it again. Every report of the quarter prints either.
Where the record itself was changed, put `plan.yaml` back: `git log -p` of it shows by whom.

In this example the commentary was reworded by hand after Q1 was closed, and so was the priority.

## Bad

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
updates:
  Q1:
    rag: green
    commentary: Seven carers were approved in May. # <- here
```

```yaml plan.yaml
title: Children's Services Improvement Plan 2019/20
organisation: Aldermere Borough Council
year: 2019-20

priorities:
  3: Children in our care have homes # <- here

closed:
  Q1:
    date: 2019-07-19
    by: Head of Performance
    digest: v1-ccffe0e383accc0b35b97ce0a0315d1b0df66767684bc82a6d5585eb0f9a0f94
    plan:
      leads/Permanence: v2-92bec69cf143ff346e6f958e63bbd7a9
      organisation: v2-2ad19079c21db61ae900872b0eb0a072
      priorities/3: v2-4928051186818a2df0045d9e9669abd5
      title: v2-3fe552c16ddb90dc2c39d7f565f92c94
    actions:
      "3.2": v2-6ca4cb37cbeb4ee959a3005de41c652d-rbi3uppahi
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
    digest: v1-ccffe0e383accc0b35b97ce0a0315d1b0df66767684bc82a6d5585eb0f9a0f94
    plan:
      leads/Permanence: v2-92bec69cf143ff346e6f958e63bbd7a9
      organisation: v2-2ad19079c21db61ae900872b0eb0a072
      priorities/3: v2-4928051186818a2df0045d9e9669abd5
      title: v2-3fe552c16ddb90dc2c39d7f565f92c94
    actions:
      "3.2": v2-6ca4cb37cbeb4ee959a3005de41c652d-rbi3uppahi
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
from typing import NamedTuple

from planctl.checks.rule import Finding, Readings
from planctl.plan.model import Closed
from planctl.plan.plan import Plan
from planctl.problem import Place, Severity
from planctl.signoff.part_names import is_of_update, part_name
from planctl.signoff.standing import SignOff, quarter_sign_off, rewritten_records
from planctl.signoff.unrecorded_changes import PLAN, UnrecordedChange
from planctl.text.document import Document
from planctl.text.span import Keys

NAME = "closed"
SEVERITY = Severity.ERROR


class _Changed(NamedTuple):
    """Something that is judged by or printed with an update, and is not as it was signed."""

    place: Place
    what: str
    gone: bool


def check(plan: Plan, _today: date) -> Iterator[Finding]:
    """Yield what was changed in a quarter since it was closed, and no correction accounts for."""
    document = plan.document
    if not document:
        return
    quarters: dict[_Changed, dict[str, None]] = {}
    for quarter in plan.periods:
        found = quarter_sign_off(plan, quarter)
        for change in found.changes if found.closed else ():
            yield from _of_update(plan, change, found)
            for each in _of_others(plan, change):
                quarters.setdefault(each, {})[quarter.label] = None
        for keys in found.altered:
            yield _altered(document, keys, found)
    yield from (_changed(each, list(closed)) for each, closed in quarters.items())


def compare(readings: Readings, _today: date) -> Iterator[Finding]:
    """Yield where the record of a quarter was undone or made anew between two readings of a plan.

    No digest in the file can show that: it takes the reading before.
    """
    document = readings.after.document
    if not document:
        return
    for quarter, message in rewritten_records(readings.before, readings.after):
        where = document.place_of_key(("closed", quarter.key))
        hint = "put the record back as it was; corrections and nothing else may be added to it"
        yield Finding(where, message, hint)


def _of_update(plan: Plan, change: UnrecordedChange, found: SignOff) -> Iterator[Finding]:
    """Yield what is not as it was signed of an action's update, or of all of its file."""
    action, quarter, signed = change.action, found.quarter, found.record
    remedy = f"planctl update {action} {quarter.flag} --correct REASON changes it on the record"
    match change.how:
        case "removed":
            return  # which was met when the plan was read
        case "added":
            message = (
                f"{quarter} of {action} was written after {quarter} was closed on {signed.date}"
            )
            yield Finding(change.place, message, f"take it out; then {remedy}")
        case _:
            for place, what in _updates(plan, change):
                message = f"{quarter} of {action} is not as it was signed off {_when(signed)}{what}"
                yield Finding(place, message, f"put it back as it was; then {remedy}")


def _updates(plan: Plan, change: UnrecordedChange) -> Iterator[tuple[Place, str]]:
    """Yield where an update is not as it was signed, and what of it where that is known."""
    if not change.parts:
        yield change.place, ""
    for part in change.parts:
        if is_of_update(part.keys):
            what = _what(plan, change.action, part.keys)
            yield part.place, f": something is gone, after {what}" if part.gone else f": {what}"


def _of_others(plan: Plan, change: UnrecordedChange) -> Iterator[_Changed]:
    """Yield what is not as it was signed and is no update."""
    whose = "" if change.action == PLAN else f" in {change.action}"
    for part in change.parts:
        if not is_of_update(part.keys):
            what = _what(plan, change.action, part.keys)
            yield _Changed(part.place, f"{what}{whose}", part.gone)


def _changed(found: _Changed, closed: list[str]) -> Finding:
    quarters = " and ".join(filter(None, [", ".join(closed[:-1]), closed[-1]]))
    message = f"{found.what} is not as it was signed off in {quarters}"
    if found.gone:
        message = f"something is gone, after {found.what}, that was signed off in {quarters}"
    hint = f"put it back as it was; if the change was agreed, planctl close {closed[0]} --correct"
    return Finding(found.place, message, f"{hint} REASON signs it again, on the record")


def _what(plan: Plan, action: str, keys: Keys) -> str:
    document = plan.document if action == PLAN else plan.entry(action).document
    return part_name(document.data if document else {}, keys, plan.scale)


def _when(signed: Closed) -> str:
    return f"on {signed.date} by {signed.by}"


def _altered(document: Document, keys: Keys, found: SignOff) -> Finding:
    quarter = found.quarter
    what = "the record of a correction of" if "corrections" in keys else "the record of"
    message = f"{what} {quarter}'s sign-off is not as planctl wrote it"
    hint = "put it back: git log -p of this file shows who changed it"
    if not found.closed:
        message, hint = f"the sign-off of {quarter} has lost its date", f"{hint}; or close it again"
    return Finding(document.place_of_key(keys), message, hint)
