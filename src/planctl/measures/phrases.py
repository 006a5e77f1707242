"""What the numbers of a measure say, in words for a person: value, target, rating, direction."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import partial
from typing import TypeVar

from planctl.measures.judgement import Forecast, Goal, Unknown
from planctl.measures.readings import THE_BASELINE, MeasureResults, Reading
from planctl.plan.figure import Figure, Missing, Unit, Value, rounded
from planctl.plan.measure import Actual
from planctl.plan.period import Period
from planctl.plan.period_key import PeriodKey
from planctl.plan.ratings import Rag
from planctl.plan.target import Benchmark, Better, By, Number, Range, Share, Target, To, Tolerance

_Of = TypeVar("_Of")


def reading_sentence(measured: MeasureResults, quarter: Period) -> str:
    """Return all that is said of a quarter: value, target, rating, direction, forecast."""
    return "; ".join(_reading_phrases(measured, measured.at(quarter)))


def comparisons(measured: MeasureResults) -> Iterator[tuple[str, str]]:
    """Yield what a measure is compared with, and its value: Baseline, 77% (Q4 2018-19)."""
    measure = measured.measure
    others = {"Baseline": measure.baseline} if measure.baseline else {}
    for name, dated in {**others, **measure.benchmarks}.items():
        said = "not known" if dated.value is None else printed_value(measured, dated.value)
        yield name, f"{said} ({dated.when})" if dated.when else said


def measure_definition(measured: MeasureResults) -> str:
    """Return what a measure says of itself: its name, unit, which way is better, how often."""
    measure = measured.measure
    said = {
        "unit": " ".join(filter(None, [measure.unit, measure.unit_name])),
        "decimals": "" if measure.decimals is None else str(measure.decimals),
        "better is": measure.polarity,
        "basis": measure.basis,
        "frequency": measure.frequency,
        "source": measure.source,
        **dict(comparisons(measured)),
        "last year": _by_quarter(measured.measure.last_year, partial(_last_year, measured)),
        "target": year_target(measured),
        "profile": _by_quarter(measure.profile, partial(_as_written, measured)),
        "tolerance": tolerance_phrase(measured, measured.readings[0]) if measure.tolerance else "",
    }
    return "; ".join([measured.name, *(f"{name} {word}" for name, word in said.items() if word)])


def year_target(measured: MeasureResults) -> str:
    """Return the target that a measure has for the year, as it is written; "" if it has none."""
    target = measured.measure.target
    return "" if target is None else _as_written(measured, target)


def _last_year(measured: MeasureResults, recorded: Actual) -> str:
    said = printed_value(measured, recorded.value or Missing.NOT_AVAILABLE)
    return f"{said} (series break)" if recorded.series_break else said


def _by_quarter(found: Mapping[PeriodKey, _Of], words: Callable[[_Of], str]) -> str:
    return ", ".join(f"{quarter} {words(each)}" for quarter, each in found.items())


def recorded_periods(measured: MeasureResults, quarter: Period) -> Iterator[tuple[str, Actual]]:
    """Yield what was recorded of each month of a quarter, and of the term that ends in it."""
    for name in (*quarter.months, *quarter.terms):
        if not measured.lacks(quarter, name):
            yield name, measured.recorded(quarter, name)


def measure_lines(measured: MeasureResults, quarter: Period) -> Iterator[str]:
    """Yield in lines what a measure is, what it says of a quarter, and of the periods in it."""
    name = measured.measure.id
    yield f"{name}: {measure_definition(measured)}"
    yield f"{name}, {quarter}: {reading_sentence(measured, quarter)}"
    for period, actual in recorded_periods(measured, quarter):
        yield f"{name}, {period}: {'; '.join(_recorded(measured, actual))}"


def _recorded(measured: MeasureResults, actual: Actual) -> Iterator[str]:
    yield printed_value(measured, actual.value or Missing.NOT_SUPPLIED)
    if actual.restated_from is not None:
        yield f"restated from {printed_value(measured, actual.restated_from)}"
    if actual.reason:
        yield _bare(actual.reason)
    if actual.series_break:
        yield f"series break: {_bare(actual.series_break)}"
    if actual.supplied:
        yield f"supplied late, on {actual.supplied}"


def value_phrase(measured: MeasureResults, reading: Reading, quarter: Period | None = None) -> str:
    """Return a value as it is printed, with what it is of: 78.2% (43 of 55, in the period).

    `quarter` is the one in which it stands, if that is not its own; it is then as at Q3.
    """
    said = printed_value(measured, reading.shown)
    about = value_note(measured, reading, quarter or reading.quarter)
    return f"{said} ({about})" if about else said


def value_note(measured: MeasureResults, reading: Reading, quarter: Period) -> str:
    """Return what a value is of, as at which period; of a missing one why: 43 of 55, as at Q3."""
    if isinstance(reading.shown, Missing):
        return _bare(reading.note)
    share = reading.shown
    of = "" if share.of is None else f"{share.said:,f} of {share.of:,f}"
    return ", ".join(filter(None, [of, str(measured.measure.basis or ""), reading.as_at(quarter)]))


def printed_value(measured: MeasureResults, found: Value) -> str:
    """Return a number rounded half up with its unit, or the word for what is missing."""
    return measured.style.printed(found) if isinstance(found, Figure) else found.value


def target_phrase(measured: MeasureResults, reading: Reading) -> str:
    """Return what a quarter's value has to reach, and by which rule: "" if there is no target."""
    measure = measured.measure
    asked = measure.profile.get(reading.quarter.key, measure.target)
    if asked is None:
        return ""
    aim = reading.target
    if isinstance(aim, Unknown):
        return _as_written(measured, asked)
    rule = _rule(measured, asked)
    return f"{_aim(measured, aim)} ({rule})" if rule else _aim(measured, aim)


def tolerance_phrase(measured: MeasureResults, reading: Reading) -> str:
    """Return how far off is still amber, the bound included: amber within 5 points."""
    return f"{measured.scale.suggested(Rag.AMBER).word} {_tolerance(measured, reading.tolerance)}"


def rests_on(measured: MeasureResults, reading: Reading) -> str:
    """Return the tolerance on which a rating rests that its measure does not say; "" if none."""
    is_certain = reading.of_year or measured.measure.unit is Unit.YES_NO
    if measured.measure.tolerance or is_certain or reading.rating not in _MISSED:
        return ""
    return f"tolerance by default: {_tolerance(measured, reading.tolerance)}"


_MISSED = (Rag.AMBER, Rag.RED)


def distance_phrase(measured: MeasureResults, reading: Reading) -> str:
    """Return how far a value is from its target: 1.8 points short of it; "" where unknown."""
    far = reading.distance
    is_yes_or_no = measured.measure.unit is Unit.YES_NO
    if isinstance(far, Unknown) or isinstance(reading.target, Unknown) or is_yes_or_no:
        return ""
    if not far:
        return "as good and not better" if reading.target.strict else "on target"
    low = reading.target.low
    is_below = isinstance(reading.number, Decimal) and low is not None and reading.number < low
    where = "better than" if far > 0 else "short of" if is_below else "over"
    return f"{measured.style.gap(far)} {where} target"


def travel_phrases(reading: Reading) -> Iterator[str]:
    """Yield the direction of travel since the period before, and since last year."""
    last_year = reading.quarter.last_year
    found = {reading.since: reading.travel, last_year: reading.travel_in_year}
    for since, how in found.items():
        if isinstance(how, str):
            same = "the same as" if since == THE_BASELINE else "the same as in"
            yield f"{same} {since}" if how == "same" else f"{how} since {since}"


def forecast_phrase(measured: MeasureResults, reading: Reading) -> str:
    """Return where the year will end, and whether that meets the target; "" where unknown."""
    found = reading.forecast
    if isinstance(found, Unknown):
        return ""
    meets = "meets" if found.meets else "misses"
    ends, asked = printed_forecast(measured, found), _exact(measured, found.target)
    return f"forecast {ends}, which {meets} {asked}"


def printed_forecast(measured: MeasureResults, found: Forecast) -> str:
    """Return where the year will end with its unit; a count has no tenths unless it says so.

    What misses the target is not printed as if it met it.
    """
    style, exact = measured.style, found.number
    places = style.decimals_worked_out(exact)
    shown, step = rounded(exact, places), Decimal(1).scaleb(-places)
    if not found.meets and exact < found.target <= shown:
        shown -= step
    elif not found.meets and shown <= found.target < exact:
        shown += step
    return style.amount(shown, places)


def _reading_phrases(measured: MeasureResults, reading: Reading) -> Iterator[str]:
    yield value_phrase(measured, reading)
    if reading.restated_from is not None:
        why = f": {_bare(reading.note)}" if reading.note else ""
        yield f"restated from {printed_value(measured, reading.restated_from)}{why}"
    if reading.series_break:
        yield f"series break: {_bare(reading.series_break)}"
    if reading.supplied:
        yield f"supplied late, on {reading.supplied}"
    if isinstance(reading.value, Missing):
        return
    if asked := target_phrase(measured, reading):
        yield f"target {asked}"
    if isinstance(reading.rating, Unknown):
        yield f"not rated: {reading.rating.why}"
    else:
        rests, word = rests_on(measured, reading), measured.scale.suggested(reading.rating).word
        yield f"{word} ({rests})" if rests else word
    if far := distance_phrase(measured, reading):
        yield far
    yield from travel_phrases(reading)
    if ends := forecast_phrase(measured, reading):
        yield ends


def _bare(text: str) -> str:
    """Return a sentence as part of another."""
    return text.removesuffix(".")


def _aim(measured: MeasureResults, aim: Goal) -> str:
    low, high = (None if each is None else _exact(measured, each) for each in aim[:2])
    if measured.measure.unit is Unit.YES_NO:
        return low or high or ""
    if low and high:
        return f"{low} to {high}" if low != high else f"{low} exactly"
    if aim.strict:
        return f"above {low}" if low else f"below {high}"
    return f"at least {low}" if low else f"at most {high}"


def _exact(measured: MeasureResults, number: Decimal) -> str:
    return measured.style.printed(Figure(number))


def _rule(measured: MeasureResults, asked: Target) -> str:
    """Return where a target comes from, that is not a number of its own."""
    measure = measured.measure
    match asked:
        case Benchmark(_, name):
            return ", ".join(filter(None, [name, measure.benchmarks[name].when]))
        case Better("baseline") if measure.baseline:
            return ", ".join(filter(None, ["the baseline", measure.baseline.when]))
        case Better():
            return _last_year_in_words(measured)
    return ""


def _as_written(measured: MeasureResults, asked: Target) -> str:
    match asked:
        case Number(number):
            return _exact(measured, number)
        case Range(low, high):
            return f"{_exact(measured, low)} to {_exact(measured, high)}"
        case Benchmark(side, name):
            return f"{side} {name}"
    other = "baseline" if asked.than == "baseline" else _last_year_in_words(measured)
    return f"better than {other}"


def _last_year_in_words(measured: MeasureResults) -> str:
    return f"the same {measured.year.noun} last year"


def _tolerance(measured: MeasureResults, allowed: Tolerance) -> str:
    match allowed:
        case By(amount):
            return f"within {measured.style.gap(amount)} of target"
        case Share(percent):
            return f"within {percent:f}% of target"
        case To(last):
            return f"to {_exact(measured, last)}"
    return f"within {_exact(measured, allowed.low)} to {_exact(measured, allowed.high)}"
