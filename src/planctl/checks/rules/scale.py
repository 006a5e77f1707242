"""A step of the plan's own scale without a meaning, or too like another.

Who reads *On Track* in one body's paper and *on target* in another's cannot know whether both mean
the same. What a step means is printed with every report; of a label that is planctl's own, such as
*Complete*, planctl's meaning is. Two steps of the same shape, whose colours are the same in grey,
cannot be told apart by who prints without colour or sees none.

It tells also of an update whose rating is no step that is used in its quarter, or that has a
status beside the step.

Say after `meaning:` what the step means, and give one of two steps another `shape:` or `colour:`.

## Bad

```yaml plan.yaml
title: Improvement plan
organisation: Seaford Council
year: 2019-20

priorities:
  3: Permanence

scale:
  - code: off-track
    label: Off Track # <- here
    is: red
  - code: complete
    label: Complete
    is: complete
```

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
```

## Good

```yaml plan.yaml
title: Improvement plan
organisation: Seaford Council
year: 2019-20

priorities:
  3: Permanence

scale:
  - code: off-track
    label: Off Track
    is: red
    meaning: It will miss its date.
  - code: complete
    label: Complete
    is: complete
```

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
```
"""

from collections.abc import Iterator
from datetime import date

from planctl.checks.rule import Finding, priority_ratings, quarter_updates
from planctl.plan.looks import alike_in_grey
from planctl.plan.plan import Plan
from planctl.plan.ratings import SAID_BY_STATUS
from planctl.plan.scale import either
from planctl.problem import Severity
from planctl.text.document import Document

NAME = "scale"
SEVERITY = Severity.WARNING


def check(plan: Plan, _today: date) -> Iterator[Finding]:
    """Yield steps without a meaning, steps that look alike, and ratings that are none of them."""
    if not (plan.header and plan.document and plan.header.scale):
        return
    yield from _steps(plan, plan.document)
    for quarter, step, where in priority_ratings(plan):
        codes = [each.code for each in plan.scale.at(quarter.key).offered]
        if step.code not in codes:
            what = step.label if step.own else step.code
            message = f"{quarter} says '{what}', which is not a step of its scale"
            yield Finding(where, message, f"one of {either(codes)}")
    for said in quarter_updates(plan):
        scale, update = plan.scale.at(said.quarter.key), said.update
        if update.rag and update.rag.code not in {step.code for step in scale.rags}:
            what = update.rag.label if update.rag.own else update.rag.code
            message = f"{said.quarter} says '{what}', which is not a step of its scale"
            hint = f"one of {either([step.code for step in scale.rags])}"
            yield Finding(said.place("rag"), message, hint)
        if scale.own and update.status in SAID_BY_STATUS:
            message = f"{said.quarter} says '{update.status}' beside the plan's own scale"
            hint = "leave `status:` empty: what comes after `rag:` says it"
            yield Finding(said.place("status"), message, hint)


def _steps(plan: Plan, document: Document) -> Iterator[Finding]:
    steps = [step for step in plan.scale.steps if step.own]
    said, periods = plan.header.scale if plan.header else (), plan.periods[0].order
    for at, step in enumerate(steps):
        if not step.meaning:
            hint = "say it after `meaning:`; it is printed with every report"
            message = f"nothing says what '{step.label}' means"
            yield Finding(document.place(("scale", at, "label")), message, hint)
        for other in (each for each in range(at) if said[each].with_step(said[at], periods)):
            worse = steps[other]
            if worse.shape == step.shape and alike_in_grey(worse.look, step.look):
                message = f"'{step.label}' looks like '{worse.label}' where there is no colour"
                hint = "give one of them another `shape:`, or a lighter or darker `colour:`"
                yield Finding(document.place(("scale", at, "label")), message, hint)
