"""An id that is not its file's name, is taken, or has no quotation marks.

An action is found by its number: in the file's name, in the file and in every report, so all three
must be the same. A file that has the number of another is printed as "Cannot be read". Without
quotation marks other programs read 3.10 as the number 3.1, which is another action; the same goes
for `supersedes`.

Write the id as the file is named, in quotation marks, or rename the file.

## Bad

```yaml 3.2.yaml
id: "3.3" # <- here
title: PLACEMENT STABILITY
lead: Permanence
```

```yaml 3.10.yaml
id: 3.10 # <- here
title: CARE LEAVERS
lead: Permanence
supersedes: 3.7 # <- here
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
from collections.abc import Iterator
from datetime import date
from posixpath import basename

from planctl.checks.rule import Finding
from planctl.plan.ids import ID
from planctl.plan.plan import Entry, Plan
from planctl.problem import Severity
from planctl.text.document import Document

NAME = "id"
SEVERITY = Severity.ERROR

_NUMBER = re.compile(r"[0-9]+(\.[0-9]*)?")


def check(plan: Plan, _today: date) -> Iterator[Finding]:
    """Yield ids that differ from their file's name or are unquoted; one taken is known by then."""
    for entry in plan.entries:
        if entry.action and entry.document:
            yield from _unquoted(entry.document)
            if entry.action.id != entry.id:
                yield _misnamed(entry, entry.action.id, entry.document)


def _unquoted(document: Document) -> Iterator[Finding]:
    for key in ("id", "supersedes"):
        is_plain = key in document.plain
        if is_plain and (found := _NUMBER.fullmatch(str(document.data.get(key)))):
            message = f"{key} {found[0]} has no quotation marks, so it is a number"
            yield Finding(document.place((key,)), message, f'write {key}: "{found[0]}"')


def _misnamed(entry: Entry, number: str, document: Document) -> Finding:
    mend = f', or write id: "{entry.id}"' if re.fullmatch(ID, entry.id) else ""
    message = f"id {number} in a file that is named {basename(entry.path)}"
    return Finding(document.place(("id",)), message, f"rename the file to {number}.yaml{mend}")
