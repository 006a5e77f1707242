"""A field that does not say what was agreed, or an agreed change that is gone.

A change of wording, indicator or target that a board agreed stays on record, as a move of a date
does: what was said before, who agreed the change and why. A field that was changed again without a
record has a history that ends in another place. `planctl check --since` tells of a change that is
gone or rewritten.

Put the field back as it was agreed, and change it with `planctl set ACTION FIELD=VALUE --agreed-by
POST --reason TEXT`.

## Bad

```yaml 3.2.yaml
id: "3.2"
title: STABLE HOMES # <- here
lead: Permanence
agreed_changes:
  - date: 2019-10-14
    field: title
    was: PLACEMENTS
    now: PLACEMENT STABILITY
    reason: Moves within a home are counted too
    agreed_by: Improvement Board
```

## Good

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
agreed_changes:
  - date: 2019-10-14
    field: title
    was: PLACEMENTS
    now: PLACEMENT STABILITY
    reason: Moves within a home are counted too
    agreed_by: Improvement Board
```
"""

from collections.abc import Iterator
from datetime import date

from planctl.checks.rule import Finding, Readings, readable_actions
from planctl.plan.agreed_change import AgreedChange
from planctl.plan.before_agreed_changes import keys_of_field
from planctl.plan.days import in_words
from planctl.plan.mistakes import short
from planctl.plan.model import Action
from planctl.plan.plan import Plan
from planctl.problem import Severity
from planctl.text.document import Document
from planctl.text.edit_value import child
from planctl.text.sentences import same_text

NAME = "agreed"
SEVERITY = Severity.ERROR
_HINT = "put it back, and change it with planctl set --agreed-by POST --reason TEXT"


def check(plan: Plan, _today: date) -> Iterator[Finding]:
    """Yield fields that do not say what was agreed last."""
    for document, action in readable_actions(plan):
        last = {each.field: at for at, each in enumerate(action.agreed_changes)}
        for at in last.values():
            yield from _otherwise(document, action.agreed_changes[at], at)


def _otherwise(document: Document, change: AgreedChange, at: int) -> Iterator[Finding]:
    """Yield that the field of a change does not say what it was changed to."""
    keys = keys_of_field(document.data, change.field)
    if not keys:
        where = document.place(("agreed_changes", at, "field"))
        message = f"the action has no '{short(change.field)}'"
        hint = "name the field as planctl set does: title, measures.placements.target"
        yield Finding(where, message, hint)
        return
    said: object = document.data
    for key in keys:
        said = child(said, key)
    entries = said if isinstance(said, list) else [said]
    if not any(same_text(str(each or "").strip(), change.now) for each in entries):
        message = (
            f"{change.name} is not '{short(change.now)}', as was agreed on {in_words(change.date)}"
        )
        yield Finding(document.place_of_key(keys), message, _HINT)


def compare(readings: Readings, _today: date) -> Iterator[Finding]:
    """Yield changes that are gone or rewritten between two readings of a plan."""
    now = {entry.id: entry for entry in readings.after.entries}
    for entry in readings.before.entries:
        new = now.get(readings.numbers.get(entry.id, ""))
        if entry.action and new and new.action and new.document:
            place = new.document.place_of_key(("agreed_changes",))
            for message in _lost(entry.action, new.action):
                hint = "put it back as it was: agreed changes are only ever added to"
                yield Finding(place, message, hint)


def _lost(before: Action, after: Action) -> Iterator[str]:
    for each in before.agreed_changes:
        if each not in after.agreed_changes:
            yield f"the agreed change of {each.name} on {in_words(each.date)} is gone or rewritten"
