"""A number that its measure's unit cannot have, or numbers without a unit.

Yes is no percentage, and a count is no share of anything: what would be worked out from them says
nothing. A measure has no numbers in any report until it has a unit.

Write a number in the unit, or the unit that the number is in.

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
    target: yes # <- here
    actuals:
      Q2: 70
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
    actuals:
      Q2: 80
```
"""

from collections.abc import Iterator
from datetime import date

from planctl.checks.placed_measures import placed_measures
from planctl.checks.rule import Finding
from planctl.plan.figure import Figure, Unit, parse_value
from planctl.plan.plan import Plan
from planctl.problem import Severity

NAME = "unit"
SEVERITY = Severity.ERROR


def check(plan: Plan, today: date) -> Iterator[Finding]:
    """Yield each number that is none in its unit, and each measure that has only numbers."""
    for measured in placed_measures(plan, today):
        unit = measured.measure.unit
        if unit is None:
            if any(each.actual.value is not None for each in measured.recorded):
                message = f"'{measured.measure.id}' has numbers and no unit: no report shows them"
                hint = f"write `unit: …`, one of {', '.join(Unit)}"
                yield Finding(measured.key_place("actuals"), message, hint)
            continue
        for keys, text in measured.numbers_written():
            if found := _unfit(text, unit):
                yield Finding(measured.document.place(keys), *found)


def _unfit(text: str, unit: Unit) -> tuple[str, str] | None:
    """Return what is wrong with a number in a unit, and what to do; None if nothing is."""
    said = " ".join(text.split()).lower()
    if unit is not Unit.YES_NO and said in ("yes", "no"):
        return f"'{text}' is no number, and the unit is {unit}", "write a number"
    try:
        value = parse_value(said) if unit in (Unit.YES_NO, Unit.COUNT) else None
    except ValueError:  # it is a range, or a rule
        return None
    if not isinstance(value, Figure):
        return None
    if unit is Unit.YES_NO and (value.of is not None or value.said not in (0, 1)):
        return f"'{text}' is neither yes nor no", "write yes or no, or change the unit"
    if unit is Unit.COUNT and value.of is not None:
        hint = "write one number, or change the unit: a percentage is a share"
        return f"'{text}' is a share, and the unit is {unit}", hint
    return None
