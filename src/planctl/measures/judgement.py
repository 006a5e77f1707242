"""What the numbers of a measure say: rating, distance to target, direction of travel, forecast.

All of it is worked out from exact numbers, never from rounded ones; where something cannot be said
there is a reason instead. docs/measures.md has the definitions.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal, localcontext
from typing import Literal, NamedTuple

from planctl.plan.figure import EXACT, Unit
from planctl.plan.measure import Polarity
from planctl.plan.ratings import Rag
from planctl.plan.target import Benchmark, Better, By, Number, Range, Share, Target, To, Tolerance

Travel = Literal["improved", "worsened", "same"]


class Unknown(NamedTuple):
    """Why something is not worked out."""

    why: str


class Goal(NamedTuple):
    """What a number has to reach: at least `low`, at most `high`; if strict, as good misses."""

    low: Decimal | None = None
    high: Decimal | None = None
    strict: bool = False


class Forecast(NamedTuple):
    """Where the year will end if it goes on as it has, and whether that meets the target."""

    number: Decimal
    target: Decimal
    meets: bool


SUMMED = frozenset({Unit.COUNT, Unit.POUNDS})
"""The units of which the quarters of a year add up."""

GROWING = SUMMED | {Unit.RATE}
"""The units that only grow over a year, where they are of the year to date."""

_NO_WAY = Unknown("it is for information only")
_YEAR_TO_COME = Unknown("the target is for the whole year, and there is no profile")
_NONE = Decimal(0)
_DEFAULT = Decimal(5)
_SMALL = Decimal(20)


def goal(
    target: Target, polarity: Polarity | None, known: Mapping[str, Decimal | Unknown]
) -> Goal | Unknown:
    """Return what a target asks for.

    `known` has the value, or why there is none, of the `baseline`, of the same quarter `last year`
    and of each benchmark, as `benchmark NAME`.
    """
    if polarity is Polarity.INFORMATION:
        return _NO_WAY
    match target:
        case Benchmark(side, name):
            found = known.get(f"benchmark {name}", Unknown(f"there is no benchmark '{name}'"))
            return found if isinstance(found, Unknown) else _beside(side, found)
        case Better(than):
            found = known.get(than, Unknown(f"there is no {than}"))
            if isinstance(found, Unknown):
                return found
            return _towards(polarity, Range(found, found), strict=True)
        case Number(number):
            return _towards(polarity, Range(number, number))
    return _towards(polarity, target)


def _beside(side: str, number: Decimal) -> Goal:
    return Goal(high=number) if side == "at or below" else Goal(low=number)


def _towards(polarity: Polarity | None, ends: Range, *, strict: bool = False) -> Goal | Unknown:
    match polarity:
        case Polarity.HIGHER | Polarity.DELIVERY:
            return Goal(low=ends.low, strict=strict)
        case Polarity.LOWER:
            return Goal(high=ends.high, strict=strict)
        case Polarity.RANGE if not strict:
            return Goal(*ends)
        case Polarity.RANGE:
            return Unknown("what is better than something is not said by a target range")
    return Unknown("the polarity is not said")


def shortfall(number: Decimal, aim: Goal) -> Decimal:
    """Return how far a number is on the wrong side of what it has to reach; 0 if it is not."""
    return max(_NONE, *_beyond(number, aim))


def distance(number: Decimal, aim: Goal) -> Decimal:
    """Return how far a number is from its target: above 0 if better, below if short of it.

    From a range it is 0 within, and never above.
    """
    beyond = _beyond(number, aim)
    return EXACT.minus(beyond[0] if len(beyond) == 1 else max(_NONE, *beyond))


def meets(number: Decimal, aim: Goal) -> bool:
    """Return whether a number reaches its target; one that is on it does, unless that is strict."""
    if aim.strict and number in (aim.low, aim.high):
        return False
    return not shortfall(number, aim)


def suggested_rating(number: Decimal, aim: Goal, tolerance: Tolerance) -> Rag | Unknown:
    """Return the rating that a number suggests: green on target, amber on the tolerance's bound."""
    if meets(number, aim):
        return Rag.GREEN
    is_low = aim.low is not None and number <= aim.low
    missed = aim.low if is_low else aim.high
    short = shortfall(number, aim)
    with localcontext(EXACT):
        match tolerance:
            case By(amount):
                amber = short <= amount
            case Share(percent) if missed:
                amber = short <= abs(missed) * percent / 100
            case Share():
                return Unknown("no share of a target of 0 is a tolerance; say it as a number")
            case To(last):
                amber = number >= last if is_low else number <= last
            case _:
                amber = number >= tolerance.low if is_low else number <= tolerance.high
    return Rag.AMBER if amber else Rag.RED


def certain_rating(number: Decimal, aim: Goal) -> Rag | Unknown:
    """Return what is certain of the year's target before Q4, of a number that only grows.

    A ceiling that is passed stays passed, and a floor that is reached stays reached.
    """
    if aim.high is None:
        return Rag.GREEN if meets(number, aim) else _YEAR_TO_COME
    return _YEAR_TO_COME if meets(number, aim._replace(low=None)) else Rag.RED


def usual_tolerance(unit: Unit, aim: Goal | Unknown) -> Tolerance:
    """Return the tolerance of a measure that says none: 5 points, or 5 per cent of the target.

    It is a share of a percentage too where that is below 20: 5 points are much of it.
    """
    if unit is Unit.YES_NO:
        return By(Decimal(0))
    if unit is not Unit.PERCENT:
        return Share(_DEFAULT)
    bounds = [] if isinstance(aim, Unknown) else [abs(end) for end in aim[:2] if end is not None]
    return Share(_DEFAULT) if bounds and max(bounds) < _SMALL else By(_DEFAULT)


def travel(
    before: Decimal, after: Decimal, polarity: Polarity | None, aim: Goal | Unknown
) -> Travel | Unknown:
    """Return whether a number improved by its polarity: of a target range, came nearer."""
    match polarity:
        case Polarity.HIGHER | Polarity.DELIVERY:
            was, now = before, after
        case Polarity.LOWER:
            was, now = after, before
        case Polarity.RANGE:
            if isinstance(aim, Unknown):
                return aim
            was, now = shortfall(after, aim), shortfall(before, aim)
        case Polarity.INFORMATION:
            return _NO_WAY
        case _:
            return Unknown("the polarity is not said")
    if now == was:
        return "same"
    return "improved" if now > was else "worsened"


def forecast(so_far: Decimal, expected: Decimal, year: Goal, *, grows: bool) -> Forecast | Unknown:
    """Return where the year will end if it goes on as it has against its profile.

    `expected` is what the profile has for the time of `so_far`, and `year` what the year has to
    reach. What grows over the year keeps its share of the profile, anything else its distance.
    """
    if year.low is not None and year.high is not None:
        return Unknown("the profile is one of ranges")
    target = year.high if year.low is None else year.low
    if target is None or (grows and expected <= 0):
        return Unknown("the profile has nothing yet to measure by")
    with localcontext(EXACT):
        ends = so_far * target / expected if grows else so_far + target - expected
    return Forecast(ends, target, meets(ends, year))


def total(numbers: Iterable[Decimal]) -> Decimal:
    """Return the sum of numbers, every digit of it."""
    with localcontext(EXACT):
        return sum(numbers, Decimal(0))


def _beyond(number: Decimal, aim: Goal) -> list[Decimal]:
    """Return how far a number is beyond each bound, below 0 where it is on the right side."""
    below = [] if aim.low is None else [EXACT.subtract(aim.low, number)]
    above = [] if aim.high is None else [EXACT.subtract(number, aim.high)]
    return below + above
