"""A marker that git left where two people had changed the same lines.

Between `<<<<<<<` and `>>>>>>>` stand two versions of the same words, and somebody has to choose.
Inside a commentary the markers would otherwise be printed as if they were part of it.

Keep what is right of the two versions, or write one that says both, and delete every marker.

## Bad

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
updates:
  Q2:
    rag: green
    commentary: |
      <<<<<<< # <- here
      Two carers were approved.
      =======
      Three carers were approved.
      >>>>>>> # <- here
```

## Good

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
updates:
  Q2:
    rag: green
    commentary: |
      Three carers were approved.
```
"""

from planctl.checks.rule import found_on_reading
from planctl.problem import Severity

NAME = "conflict"
SEVERITY = Severity.ERROR

check = found_on_reading
