"""A file that is not plain YAML.

A file that cannot be read has no update, no rating and no commentary, and its action is printed as
"Cannot be read". Plan files are plain YAML, so that what you see in the file is what is read: keys,
texts and lists; no tabs, anchors, aliases, merge keys, tags, directives, second documents or keys
that are there twice; and no `null` or `~`, which other programs read as nothing at all: leave a
value empty.

Mend the line that is shown. The usual causes are a quotation mark that is not closed, an apostrophe
inside single quotation marks, a colon in the middle of a text, a missing space after a colon, and
indentation that does not line up.

## Bad

The apostrophe closes the quotation.

```yaml 3.2.yaml
id: "3.2"
title: 'CHILDREN'S HOMES' # <- here
lead: Permanence
```

## Good

```yaml 3.2.yaml
id: "3.2"
title: "CHILDREN'S HOMES"
lead: Permanence
```
"""

from planctl.checks.rule import found_on_reading
from planctl.problem import Severity

NAME = "syntax"
SEVERITY = Severity.ERROR

check = found_on_reading
