"""What a chair would ask where a rating and the numbers of the action's measures disagree."""

from collections.abc import Iterator

from planctl.measures import words as measure_words
from planctl.measures.judgement import Forecast, Travel, Without, meets
from planctl.measures.readings import Measured, Reading
from planctl.plan.figure import Figure, Missing, Value
from planctl.plan.periods import Quarter
from planctl.plan.ratings import Rating
from planctl.summary.position import Asked, Stand

_ABSENT = (Missing.NOT_SUPPLIED, Missing.NOT_AVAILABLE)


def green(stand: Stand) -> Iterator[Asked]:
    """Yield each measure that is red, or worsens for the second time, while the action is green."""
    if stand.rating is not Rating.GREEN:
        return
    for each in stand.measured:
        if stand.is_red(each):
            question = "Why is it green when one of its measures is red?"
            evidence = f"{stand.begins}, and '{each.name}' is red: {_numbers(stand, each)}"
            yield Asked(question, evidence, stand.rated_at)
        elif twice := _twice(stand, each, "worsened"):
            question = "Why is it green when one of its measures has worsened twice running?"
            evidence = f"{stand.begins}, and '{each.name}' has worsened: {twice}"
            yield Asked(question, evidence, stand.rated_at)


def delivered(stand: Stand) -> Iterator[Asked]:
    """Yield each measure that misses its target while the action is complete or embedded."""
    if stand.rating not in (Rating.COMPLETE, Rating.EMBEDDED):
        return
    for each in stand.measured:
        reading = stand.reading(each)
        aim, number = reading.target, reading.number
        if isinstance(aim, Without) or isinstance(number, Without) or meets(number, aim):
            continue
        question = f"Why is it {stand.rating.lower()} when one of its measures misses its target?"
        evidence = f"{stand.begins}, and '{each.name}' misses its target: {_numbers(stand, each)}"
        yield Asked(question, evidence, stand.rated_at)


def red(stand: Stand) -> Iterator[Asked]:
    """Yield that every measure has improved while the action is red.

    Where one of them is red itself, all have to have improved for the second time.
    """
    if stand.rating is not Rating.RED:
        return
    said = [_improved(stand, each) for each in stand.measured if _moves(stand, each)]
    if said and all(said):
        every = "its measure has" if len(said) == 1 else "every measure has"
        question = f"What keeps it red when {every} improved?"
        yield Asked(question, f"{stand.begins}, and {'; '.join(said)}", stand.rated_at)


def unproven(stand: Stand) -> Iterator[Asked]:
    """Yield that no measure has a number for the quarter, though one is due, and it is green."""
    if stand.rating is not Rating.GREEN:
        return
    readings = [(each, each.at(stand.quarter)) for each in stand.measured]
    if any(_is_there(reading.value) for _, reading in readings):
        return
    absent = [
        f"'{each.name}' is {measure_words.value(each, reading)}"
        for each, reading in readings
        if reading.value in _ABSENT
    ]
    if absent:
        question = "How is it known to be green when there is no number for the quarter?"
        yield Asked(question, f"{stand.begins}, and {'; '.join(absent)}", stand.rated_at)


def forecast(stand: Stand) -> Iterator[Asked]:
    """Yield each measure that will miss its target by its forecast, while the action is green."""
    if stand.rating is not Rating.GREEN:
        return
    for each in stand.measured:
        reading = each.at(stand.quarter)
        ends = reading.forecast
        if isinstance(ends, Forecast) and not ends.meets and not stand.is_red(each):
            question = "What will change by the end of the year, if the forecast misses its target?"
            said = f"{measure_words.value(each, reading)}, {measure_words.forecast(each, reading)}"
            evidence = f"{stand.begins}, and '{each.name}' is to miss its target: {said}"
            yield Asked(question, evidence, stand.rated_at)


def _numbers(stand: Stand, measured: Measured) -> str:
    """Return a value with its target and how far from it that is; when, if that is not now."""
    reading = stand.reading(measured)
    said = [
        measure_words.value(measured, reading),
        f"target {measure_words.target(measured, reading)}",
        measure_words.distance(measured, reading),
    ]
    when = "" if reading.quarter is stand.quarter else f"in {reading.quarter}, "
    return when + ", ".join(filter(None, said))


def _twice(stand: Stand, measured: Measured, way: Travel) -> str:
    """Return the values of three periods if they went one way twice; "" if they did not."""
    now = measured.at(stand.quarter)
    if now.travel != way or now.since not in set(Quarter):
        return ""
    before = measured.at(Quarter(now.since))
    if before.travel != way:
        return ""
    first = _at(measured, before.since)
    values = ((first, before.since), (before.value, now.since), (now.value, now.quarter.value))
    return ", ".join(
        f"{measure_words.printed(measured, value)} in {when}" for value, when in values
    )


def _at(measured: Measured, when: str) -> Value:
    """Return the value of a period by its name: Q1, Q4 last year."""
    if when in set(Quarter):
        return measured.at(Quarter(when)).value
    return measured.measure.last_year[Quarter(when[:2]).value]


def _moves(stand: Stand, measured: Measured) -> bool:
    return not isinstance(measured.at(stand.quarter).travel, Without)


def _improved(stand: Stand, measured: Measured) -> str:
    """Return how a measure improved, in words; "" if it did not, or not enough to be asked of."""
    now = measured.at(stand.quarter)
    twice = _twice(stand, measured, "improved")
    if now.travel != "improved" or (stand.is_red(measured) and not twice):
        return ""
    then = measure_words.printed(measured, _at(measured, now.since))
    value = measure_words.printed(measured, now.value)
    once = ", ".join([f"{then} in {now.since}, {value} in {now.quarter}", *_asked(measured, now)])
    return f"'{measured.name}' has improved: {twice or once}"


def _asked(measured: Measured, reading: Reading) -> Iterator[str]:
    if target := measure_words.target(measured, reading):
        yield f"target {target}"


def _is_there(value: Value) -> bool:
    """Return whether there is a number, even one that is too small to be told."""
    return isinstance(value, Figure) or value is Missing.SUPPRESSED
