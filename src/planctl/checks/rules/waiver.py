"""A waiver of plan.yaml that waives nothing.

What is waived is a rule, a field and its text, as `planctl check` names them at the end of what it
says ("or waive updates/Q1/headline, 4c16fc440cc6"), with the reason, the post and the day. When the
text is changed it is another, and nobody has decided whether that may stand; when what was found is
gone, the waiver says nothing any more.

Look at the text: take the waiver out, or write the text that `planctl check` names, with the day
and the post of who decided it again.

## Bad

```yaml plan.yaml
title: Children's Services Improvement Plan 2019/20
organisation: Aldermere Borough Council
year: 2019-20
priorities:
  3: Children in our care have stable homes
personal:
  waived:
    - rule: few # <- here
      action: "3.2"
      field: updates/Q1/headline
      text: 0123456789ab
      reason: They are known, and agreed to be named.
      by: Director of Children's Services
      date: 2019-08-01
```

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
updates:
  Q1:
    rag: green
    headline: Some girls moved abroad
    commentary: They left in June.
```

## Good

```yaml plan.yaml
title: Children's Services Improvement Plan 2019/20
organisation: Aldermere Borough Council
year: 2019-20
priorities:
  3: Children in our care have stable homes
personal:
  waived:
    - rule: few
      action: "3.2"
      field: updates/Q1/headline
      text: 4c16fc440cc6
      reason: They are known, and agreed to be named.
      by: Director of Children's Services
      date: 2019-08-01
```

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
updates:
  Q1:
    rag: green
    headline: Two girls moved abroad
    commentary: They left in June.
```
"""

from collections.abc import Iterator
from datetime import date

from planctl.checks.personal import sighted, waiver_key
from planctl.checks.rule import Finding
from planctl.plan.plan import Plan
from planctl.problem import Severity

NAME = "waiver"
SEVERITY = Severity.WARNING


def check(plan: Plan, _today: date) -> Iterator[Finding]:
    """Yield each waiver for which there is nothing that it waives."""
    if not (plan.header and plan.document):
        return
    found = {waiver_key(each) for each in sighted(plan)}
    for at, each in enumerate(plan.header.personal.waived):
        if (each.rule, each.action, each.field, each.text) not in found:
            place = plan.document.place(("personal", "waived", at, "rule"))
            message = "the waiver waives nothing: its text is another, or what was found is gone"
            yield Finding(place, message, "take it out, or look at the text again")
