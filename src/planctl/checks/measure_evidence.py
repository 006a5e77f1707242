"""The numbers of a measure that a question about its action's rating is asked for."""

from planctl.measures.judgement import Travel
from planctl.measures.phrases import distance_phrase, printed_value, target_phrase, value_phrase
from planctl.measures.readings import THE_BASELINE, MeasureResults
from planctl.plan.figure import Value
from planctl.summary.action_in_quarter import ActionInQuarter


def value_and_target(action: ActionInQuarter, measure: MeasureResults) -> str:
    """Return a value with its target and how far from it that is; when, if that is not now."""
    reading = action.reading(measure)
    said = [
        value_phrase(measure, reading),
        f"target {target_phrase(measure, reading)}",
        distance_phrase(measure, reading),
    ]
    when = "" if reading.quarter == action.quarter else f"in {reading.quarter}, "
    return when + ", ".join(filter(None, said))


def three_values(action: ActionInQuarter, measure: MeasureResults, way: Travel) -> str:
    """Return the values of three periods if they went one way twice; "" if they did not."""
    now = measure.at(action.quarter)
    if now.travel != way or not now.before:
        return ""
    before = measure.at(now.before)
    if before.travel != way:
        return ""
    first = (before.value_before, before.since)
    values = (first, (before.value, now.since), (now.value, now.quarter.label))
    return ", ".join(value_in(measure, value, when) for value, when in values)


def value_in(measure: MeasureResults, value: Value, when: str) -> str:
    """Return a value with when it was: 77% in Q1, 77% at the baseline."""
    return f"{printed_value(measure, value)} {'at' if when == THE_BASELINE else 'in'} {when}"
