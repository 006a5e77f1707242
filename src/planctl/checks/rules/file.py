"""A file of the plan that is missing or cannot be read.

A plan is a folder that holds `plan.yaml` and one file for each action. Without `plan.yaml` nothing
is known of its year, priorities or leads. A file that is too large, that is a folder or a link to
somewhere else, whose name does not end in `.yaml` (`3.2.yml`; `3.2.yaml.bak`, where there is no
`3.2.yaml`), or that may not be opened is not read at all, so its action is printed as "Cannot be
read".

Put the file back from git, or do what the message says. `planctl init` starts a new plan.

## Bad

There is an action, and no `plan.yaml`.

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
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

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
```
"""

from planctl.checks.rule import found_on_reading
from planctl.problem import Severity

NAME = "file"
SEVERITY = Severity.ERROR

check = found_on_reading
