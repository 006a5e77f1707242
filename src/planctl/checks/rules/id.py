"""An id that is not its file's name, is taken, or has no quotation marks.

An action is found by its id: in the file's name, in the file and in every report, so all three
must be the same. A file that has the id of another is printed as "Cannot be read". On Windows and
macOS R12.yaml and r12.yaml are one file, and on Windows none can be named COM1 or LPT1. Without
quotation marks other programs read 3.10 as the number 3.1, which is another action, and 1E5 as
100,000; the same goes for `supersedes`.

Write the id as the file is named, in quotation marks, or rename the file.

## Bad

```yaml 3.2.yaml
id: "3.3" # <- here
title: PLACEMENT STABILITY
lead: Permanence
```

```yaml 3.3A.yaml
id: "3.3A"
title: SHORT BREAKS
lead: Permanence
```

```yaml 3.3a.yaml
id: "3.3a" # <- here
title: FOSTERING
lead: Permanence
```

```yaml 3.10.yaml
id: 3.10 # <- here
title: CARE LEAVERS
lead: Permanence
supersedes: 3.7 # <- here
```

```yaml COM1.yaml
id: COM1 # <- here
title: STAFF FLOURISH
lead: Permanence
priority: 3
```

## Good

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
```

```yaml 3.10.yaml
id: "3.10"
title: CARE LEAVERS
lead: Permanence
supersedes: "3.7"
```
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from posixpath import basename

from planctl.checks.rule import Finding
from planctl.plan.plan import Entry, Plan
from planctl.problem import Severity
from planctl.text.action_id import ID, is_reserved
from planctl.text.document import Document

NAME = "id"
SEVERITY = Severity.ERROR

_NUMBER = re.compile(r"[0-9]+(\.[0-9]*)?([eE][0-9]+)?|0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO][0-7]+")


def check(plan: Plan, _today: date) -> Iterator[Finding]:
    """Yield ids that differ from their file's name, or from another's only by capitals, and such.

    One that is taken is known by then.
    """
    spelt: dict[str, str] = {}
    for entry in plan.entries:
        if entry.action and entry.document:
            yield from _unquoted(entry.document)
            if entry.action.id != entry.id:
                yield _misnamed(entry, entry.action.id, entry.document)
            else:
                yield from _unusable(entry.id, spelt, entry.document)
        spelt.setdefault(entry.id.lower(), entry.id)


def _unquoted(document: Document) -> Iterator[Finding]:
    for key in ("id", "supersedes"):
        is_plain = key in document.plain
        if is_plain and (found := _NUMBER.fullmatch(str(document.data.get(key)))):
            message = f"{key} {found[0]} has no quotation marks, so it is a number"
            yield Finding(document.place((key,)), message, f'write {key}: "{found[0]}"')


def _unusable(action_id: str, spelt: Mapping[str, str], document: Document) -> Iterator[Finding]:
    """Yield that a file system cannot have the file, where some cannot."""
    hint = "give this action another id, and its file the name"
    if other := spelt.get(action_id.lower()):
        message = f"id {action_id} is {other} but for capitals: to many computers they are one file"
        yield Finding(document.place(("id",)), message, hint)
    if is_reserved(action_id):
        message = f"no file can be named {basename(document.path)} on Windows"
        yield Finding(document.place(("id",)), message, hint)


def _misnamed(entry: Entry, number: str, document: Document) -> Finding:
    mend = f', or write id: "{entry.id}"' if re.fullmatch(ID, entry.id) else ""
    message = f"id {number} in a file that is named {basename(entry.path)}"
    return Finding(document.place(("id",)), message, f"rename the file to {number}.yaml{mend}")
