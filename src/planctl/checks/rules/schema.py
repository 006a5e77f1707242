"""A key that a plan does not have, or a value of the wrong kind.

A misspelt key would otherwise be left out of every report without a word, and a rating that is not
one of the known words could not be counted.

Correct the word; the message says which ones there are. `planctl schema` prints all that may stand
in a plan, and an editor that knows the schema offers the words as you type.

## Bad

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
updates:
  Q2:
    rag: ambr # <- here
    comentary: Three placements ended early. # <- here
    next_steps: Open the carers' support hub in October.
```

## Good

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
updates:
  Q2:
    rag: amber
    commentary: Three placements ended early.
    next_steps: Open the carers' support hub in October.
```
"""

from planctl.checks.rule import found_on_reading
from planctl.problem import Severity

NAME = "schema"
SEVERITY = Severity.ERROR

check = found_on_reading
