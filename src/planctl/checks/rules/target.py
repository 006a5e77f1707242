"""A target that contradicts its measure: its polarity, its tolerance, its name.

Where higher is better, a target of at or below something would call the best value red. A tolerance
that lies on the far side of its target allows nothing, and a benchmark that is not there leaves the
measure without a rating for ever.

Write the target, the tolerance or the polarity that is meant. What a target is better than, or at
or below, may stand there empty until it is known.

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
    target: at or below England # <- here
    benchmarks:
      England: 10
    actuals:
      Q2: 12
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
    polarity: lower
    target: at or below England
    benchmarks:
      England: 10
    actuals:
      Q2: 12
```
"""

from collections.abc import Iterator
from datetime import date

from planctl.checks.placed_measures import PlacedMeasure, placed_measures
from planctl.checks.rule import Finding
from planctl.measures.judgement import Goal, Unknown, goal
from planctl.plan.measure import Polarity
from planctl.plan.plan import Plan
from planctl.plan.target import Benchmark, Better, Range, Target, To, Tolerance, Within
from planctl.problem import Severity, did_you_mean

NAME = "target"
SEVERITY = Severity.ERROR


_UPWARDS = (Polarity.HIGHER, Polarity.DELIVERY)
_AGAINST = {"at or below": _UPWARDS, "at or above": (Polarity.LOWER,)}
_KEYS = {"baseline": "baseline", "last year": "last_year"}


def check(plan: Plan, today: date) -> Iterator[Finding]:
    """Yield each target that its measure contradicts, and each tolerance that its target does."""
    for measured in placed_measures(plan, today):
        odd_tolerances: dict[tuple[str, str], None] = {}
        for target, keys in measured.targets():
            if found := _against_measure(target, measured):
                yield Finding(measured.place(*keys), *found)
            elif found := _against_tolerance(target, measured):
                odd_tolerances[found] = None
        for found in odd_tolerances:
            yield Finding(measured.place("tolerance"), *found)


def _against_measure(target: Target, measured: PlacedMeasure) -> tuple[str, str] | None:
    """Return how a target contradicts its measure, and what to do; None if it does not."""
    measure = measured.measure
    match target:
        case Benchmark(_, name) if name not in measure.benchmarks:
            hint = did_you_mean(name, measure.benchmarks)
            return f"there is no benchmark '{name}'", hint or "write it below `benchmarks:`"
        case Better(than) if _KEYS[than] not in measured.data:
            hint = f"write `{_KEYS[than]}:`, which may be empty until it is known"
            return f"the target is better than {than}, and there is none", hint
    return _against_polarity(target, measure.polarity)


def _against_polarity(target: Target, polarity: Polarity | None) -> tuple[str, str] | None:
    match target:
        case Benchmark(side, _) if polarity in _AGAINST[side]:
            return f"the target is {side} something, and the polarity is {polarity}", _DISAGREE
        case Range() if polarity in (*_UPWARDS, Polarity.LOWER):
            hint = "write `polarity: target range`, or one number"
            return f"the target is a range, and the polarity is {polarity}", hint
        case Better() if polarity is Polarity.RANGE:
            return "better than something is not said by a target range", _DISAGREE
    return None


_DISAGREE = "change the one or the other"


def _against_tolerance(target: Target, measured: PlacedMeasure) -> tuple[str, str] | None:
    """Return how a tolerance contradicts a target, and what to do; None if it does not."""
    measure, values = measured.measure, measured.values
    known = {
        f"benchmark {name}": values.number_of(each, name)
        for name, each in measure.benchmarks.items()
    }
    known["baseline"] = values.number_of(measure.baseline, "the baseline")
    aim = goal(target, measure.polarity, known)
    if isinstance(aim, Unknown):
        return None
    return _beyond(measure.tolerance, aim)


def _beyond(tolerance: Tolerance | None, aim: Goal) -> tuple[str, str] | None:
    low, high = aim.low, aim.high
    match tolerance:
        case Within(least, most) if low is not None and high is not None:
            if least > low or most < high:
                hint = f"write one around {low:f} to {high:f}"
                return "the tolerance is within the target's range", hint
        case Within():
            hint = "write the last amber number: to 70"
            return "the tolerance is a range, and the target is not", hint
        case To() if low is not None and high is not None:
            return "the tolerance has one end, and the target two", "write both: 40 to 60"
        case To(last) if low is not None and last > low:
            return f"the tolerance is to {last:f}, which is better than the target", _LAST_AMBER
        case To(last) if high is not None and last < high:
            return f"the tolerance is to {last:f}, which is better than the target", _LAST_AMBER
    return None


_LAST_AMBER = "write the last number that is still amber"
