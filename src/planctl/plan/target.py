"""What a measure aims at and how far off still counts as amber, as a plan writes them."""

import re
from decimal import Decimal
from typing import Literal, NamedTuple

from planctl.plan.division import NOUNS
from planctl.plan.figure import NUMBER, Figure, Missing, parse_number, parse_value

_RANGE = re.compile(rf"({NUMBER}) +to +({NUMBER})")
_SHARE = re.compile(rf"({NUMBER}) ?%")
_BENCHMARK = re.compile(r"(at or below|at or above) +(.+)", re.IGNORECASE)
_RULES: dict[str, Literal["baseline", "last year"]] = {
    "better than baseline": "baseline",
    "better than the same quarter last year": "last year",
}
_SAME = re.compile(rf"better than the same (?:{'|'.join(NOUNS)}) last year")
"""The same in the word of any plan's periods."""


class Number(NamedTuple):
    """A target that is one number: at least, or at most, by the measure's polarity."""

    number: Decimal


class Range(NamedTuple):
    """A target between two numbers, both of which are in it."""

    low: Decimal
    high: Decimal


class Benchmark(NamedTuple):
    """A target that is at or below, or at or above, a benchmark by its name."""

    side: Literal["at or below", "at or above"]
    name: str


class Better(NamedTuple):
    """A target that is better than something: as good is not enough."""

    than: Literal["baseline", "last year"]


Target = Number | Range | Benchmark | Better


class By(NamedTuple):
    """A tolerance in the measure's own unit: points where that is a percentage."""

    amount: Decimal


class Share(NamedTuple):
    """A tolerance in per cent of the target."""

    percent: Decimal


class To(NamedTuple):
    """A tolerance as far as a number."""

    number: Decimal


class Within(NamedTuple):
    """A tolerance between two numbers, around a target that is a range."""

    low: Decimal
    high: Decimal


Tolerance = By | Share | To | Within


def parse_target(text: str) -> Target:
    """Return the target that was written; ValueError, whose text says what may be."""
    said = " ".join(text.split())
    if than := _RULES.get(said.lower()):
        return Better(than)
    if _SAME.fullmatch(said.lower()):
        return Better("last year")
    if named := _BENCHMARK.fullmatch(said):
        side: Literal["at or below", "at or above"] = (
            "at or below" if named[1].lower() == "at or below" else "at or above"
        )
        return Benchmark(side, named[2])
    if _RANGE.fullmatch(said):
        return Range(*_ends(said))
    try:
        found = parse_value(said)
    except ValueError:
        found = Missing.NOT_DUE
    if isinstance(found, Figure) and found.of is None:
        return Number(found.said)
    rules = "`at or below BENCHMARK`, `at or above BENCHMARK`, " + ", ".join(
        f"`{rule}`" for rule in _RULES
    )
    raise ValueError(f"write a number, a range such as 45 to 55, {rules}")


def parse_tolerance(text: str) -> Tolerance:
    """Return the tolerance that was written; ValueError, whose text says what may be."""
    said = " ".join(text.split())
    if _RANGE.fullmatch(said):
        return Within(*_ends(said))
    if share := _SHARE.fullmatch(said):
        return Share(_not_negative(share[1]))
    try:
        if said.lower().startswith("to "):
            return To(parse_number(said[3:]))
        return By(_not_negative(said))
    except ValueError:
        ways = "a number in the unit, per cent of the target such as 5%, or the last amber number"
        raise ValueError(f"write {ways}: to 70; for a range both: 40 to 60") from None


def _ends(said: str) -> tuple[Decimal, Decimal]:
    low, high = (Decimal(each) for each in re.split(" +to +", said))
    if low > high:
        raise ValueError(f"write the lower end first: {high} to {low}")
    return low, high


def _not_negative(said: str) -> Decimal:
    found = parse_number(said)
    if found < 0:
        raise ValueError(said)
    return found
