"""A measure that is named by `total_of` or `disclosure`, and is not there.

A public edition hides a number from which a smaller one could be worked out, and goes by what adds
up to what. Where a part has another name, or counts in another unit, that is not seen. An exception
of a measure that is not there excepts nothing.

Write the id of the measure as its action has it.

## Bad

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
measures:
  - text: Placements that ended
    id: placements-ended
    unit: count
    total_of:
      - ended-early
      - ended-as-plannd # <- here
  - text: Placements that ended early
    id: ended-early
    unit: count
  - text: Placements that ended as planned
    id: ended-as-planned
    unit: count
```

## Good

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
measures:
  - text: Placements that ended
    id: placements-ended
    unit: count
    total_of:
      - ended-early
      - ended-as-planned
  - text: Placements that ended early
    id: ended-early
    unit: count
  - text: Placements that ended as planned
    id: ended-as-planned
    unit: count
```
"""

from collections.abc import Iterator, Mapping
from datetime import date

from planctl.checks.placed_measures import PlacedMeasure, placed_measures
from planctl.checks.rule import Finding
from planctl.plan.measure import Measure
from planctl.plan.plan import Plan
from planctl.privacy.counted_numbers import COUNTED, named
from planctl.problem import Severity, did_you_mean

NAME = "disclosure"
SEVERITY = Severity.ERROR


def check(plan: Plan, today: date) -> Iterator[Finding]:
    """Yield each name of a measure that does not lead to one that counts in the same way."""
    header, document = plan.header, plan.document
    measures = [(action.id, each) for action in plan.actions for each in action.measured]
    ids = {each.id: None for _, each in measures}
    if header and document and header.disclosure:
        for at, each in enumerate(header.disclosure.exceptions):
            if each.measure not in ids:
                place = document.place(("disclosure", "exceptions", at, "measure"))
                yield Finding(
                    place, f"no action has a measure '{each.measure}'", _hint(each.measure, ids)
                )
    for measured in placed_measures(plan, today):
        for at, name in enumerate(measured.measure.total_of):
            if found := _wrong(measured, name, measures):
                yield Finding(measured.document.place((*measured.keys, "total_of", at)), *found)


def _wrong(
    measured: PlacedMeasure, name: str, measures: list[tuple[str, Measure]]
) -> tuple[str, str] | None:
    """Return what is wrong with a part of a total, and what to do; None if nothing is."""
    measure = measured.measure
    action = str(measured.document.data.get("id"))
    part = named(name, action, measures)
    if part is None:
        ids: Mapping[str, None] = {each.id: None for _, each in measures}
        return f"no action has a measure '{name}'", _hint(name, ids)
    if part is measure:
        return "a measure is no part of itself", "name the measures that add up to it"
    if part.unit is not measure.unit or measure.unit not in COUNTED:
        hint = "parts and total are all counts, all percentages or all rates"
        return f"'{name}' does not add up to it: {_unit(part)} and {_unit(measure)}", hint
    return None


def _unit(measure: Measure) -> str:
    return measure.unit or "no unit"


def _hint(name: str, ids: Mapping[str, None]) -> str:
    return did_you_mean(name, ids) or "write the id of a measure, as its action has it"
