"""A profile that does not end at its target, or a tolerance without a target.

Where each quarter has a target of its own, the last of them is the year's: a target beside it that
is another is used nowhere. A tolerance without a target is used nowhere either.

Let the profile end at the target, or delete what is not meant. The quarters of a count in the
period may also add up to the target.

## Bad

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
measures:
  - text: Reviews held on time
    id: reviews-on-time
    unit: "%"
    polarity: higher
    target: 80 # <- here
    profile:
      Q1: 50
      Q2: 50
      Q3: 55
      Q4: 60
```

## Good

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
measures:
  - text: Reviews held on time
    id: reviews-on-time
    unit: "%"
    polarity: higher
    target: 80
    profile:
      Q1: 50
      Q2: 60
      Q3: 70
      Q4: 80
```
"""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from planctl.checks.placed_measures import PlacedMeasure, placed_measures
from planctl.checks.rule import Finding
from planctl.measures.judgement import total
from planctl.plan.plan import Plan
from planctl.plan.target import Number
from planctl.problem import Severity

NAME = "profile"
SEVERITY = Severity.WARNING


def check(plan: Plan, today: date) -> Iterator[Finding]:
    """Yield each target that its profile does not lead to, and each tolerance of no target."""
    for measured in placed_measures(plan, today):
        measure = measured.measure
        if measure.tolerance is not None and not any(measured.targets()):
            hint = "write `target: …`, or delete it"
            yield Finding(measured.place("tolerance"), "a tolerance of no target", hint)
        for before, quarter in _falls(measured):
            message = f"the profile of the year to date is less in {quarter} than in {before}"
            yield Finding(measured.place("profile", quarter), message, "put it right")
        if found := _other_end(measured):
            hint = "let the one be the other, or delete the one that is not meant"
            yield Finding(measured.place("target"), found, hint)


def _falls(measured: PlacedMeasure) -> Iterator[tuple[str, str]]:
    """Yield each two quarters between which a profile falls that can only grow."""
    profile, keys = measured.measure.profile, (each.key for each in measured.year.periods)
    numbers = [(key, each) for key in keys if isinstance(each := profile.get(key), Number)]
    for (before, was), (quarter, now) in pairwise(numbers):
        if measured.values.grows and now.number < was.number:
            yield before, quarter


def _other_end(measured: PlacedMeasure) -> str:
    """Return where a profile ends if that is not at the target; "" if it is."""
    target = measured.measure.target
    end = measured.measure.profile.get(measured.year.last.key)
    if not isinstance(target, Number) or not isinstance(end, Number) or target == end:
        return ""
    profile = measured.measure.profile.values()
    adds_up = total(each.number for each in profile if isinstance(each, Number)) == target.number
    if measured.values.adds and adds_up:
        return ""
    return f"the target is {target.number:f}, and the profile ends at {end.number:f}"
