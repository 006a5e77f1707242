"""What a measure's numbers say, worked out a second time: from docs/measures.md, in fractions.

It knows nothing of planctl. A measure is the data of its file; every quarter of its year has ended.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

QUARTERS = ("Q1", "Q2", "Q3", "Q4")
MONTHS = {
    "Q1": ("April", "May", "June"),
    "Q2": ("July", "August", "September"),
    "Q3": ("October", "November", "December"),
    "Q4": ("January", "February", "March"),
}
TERMS = {"Q2": "Summer", "Q3": "Autumn", "Q4": "Spring"}
UP, DOWN = ("higher", "delivery"), ("lower",)
ADDED = ("count", "£")
GROWING = (*ADDED, "rate per 10,000")

Data = Mapping[str, Any]


@dataclass(frozen=True)
class Share:
    """A number, and what it is a share of: 183 of 286."""

    above: Fraction
    below: Fraction | None = None


@dataclass(frozen=True)
class Goal:
    """At least `low`, at most `high`; or better than them."""

    low: Fraction | None
    high: Fraction | None
    better: bool = False

    def reached(self, number: Fraction) -> bool:
        if self.better and number in (self.low, self.high):
            return False
        return self.missed_by(number) == 0

    def missed_by(self, number: Fraction) -> Fraction:
        short = Fraction(0) if self.low is None else self.low - number
        over = Fraction(0) if self.high is None else number - self.high
        return max(Fraction(0), short, over)

    def distance(self, number: Fraction) -> Fraction:
        if self.low is not None and self.high is not None:
            return -self.missed_by(number)
        return number - self.low if self.low is not None else (self.high or 0) - number


@dataclass(frozen=True)
class Answer:
    """What is said of a quarter; None where nothing is."""

    number: Fraction | None
    rating: str | None
    distance: Fraction | None
    travel: str | None
    travel_in_year: str | None
    forecast: tuple[Fraction, bool] | None


class Evaluator:
    """A measure of the year that begins in April of `start`."""

    def __init__(self, measure: Data, start: int) -> None:
        """Keep what the measure says, and when its year begins."""
        self.said, self.start = measure, start
        self.unit, self.basis = measure["unit"], measure.get("basis")
        self.polarity = measure.get("polarity")
        self.frequency = measure.get("frequency", "quarterly")
        self.grows = self.unit in GROWING and self.basis == "year to date"
        self.adds = self.unit in ADDED and self.basis == "in the period"

    def answer(self, quarter: str) -> Answer:
        number, goal = self.number(quarter), self.goal(quarter)
        rating, distance = None, None
        if number is not None and goal:
            rating, distance = self.rating(number, goal), goal.distance(number)
            if self.is_of_year(quarter):
                rating = self.certain(number, goal)
                distance = distance if rating else None
        return Answer(
            number,
            rating,
            distance,
            self.travel(number, self.before(quarter), goal),
            self.travel(number, self.last_year(quarter, quarter), goal),
            self.forecast(quarter),
        )

    def in_unit(self, share: Share) -> Fraction:
        if share.below is None:
            return share.above
        times = {"%": 100, "rate per 10,000": 10_000}.get(self.unit, 1)
        return share.above * times / share.below

    def recorded(self, quarter: str) -> Data:
        said = self.said.get("actuals", {}).get(quarter)
        return said if isinstance(said, dict) else {"value": said}

    def value(self, quarter: str) -> Share | str | None:
        """Return the value of a quarter: a share, "suppressed", or None for any other want."""
        recorded = self.recorded(quarter)
        own, months = parsed(recorded.get("value")), recorded.get("months")
        names = MONTHS[quarter]
        within = [parsed(value_of(months.get(name))) for name in names] if months else []
        term = recorded.get("terms", {}).get(TERMS.get(quarter, ""))
        hiding = within if self.basis in ("in the period", None) else within[-1:]
        if "suppressed" in ([parsed(value_of(term))] if term else hiding):
            return "suppressed"
        if own is not None or (term is None and not within):
            return own
        if term is not None:
            return parsed(value_of(term))
        if self.basis != "in the period":
            return within[-1]
        return self.added(within)

    def added(self, within: list[Share | str | None]) -> Share | None:
        shares = [each for each in within if isinstance(each, Share)]
        if len(shares) < len(within):
            return None
        above = sum((each.above for each in shares), Fraction(0))
        below = [each.below for each in shares if each.below is not None]
        if self.unit in ADDED and not below:
            return Share(above)
        if self.unit == "%" and len(below) == len(shares):
            return Share(above, sum(below, Fraction(0)))
        return None

    def number(self, quarter: str) -> Fraction | None:
        value = self.value(quarter)
        return self.in_unit(value) if isinstance(value, Share) else None

    def due(self, quarter: str) -> bool:
        match self.frequency:
            case "termly":
                return quarter in TERMS
            case "six-monthly":
                return quarter in ("Q2", "Q4")
            case "annual":
                return quarter == "Q4" and not set(self.said.get("actuals", {})) - {"Q4"}
        return True

    def breaks(self, quarters: tuple[str, ...]) -> bool:
        return any(self.breaks_in(each) for each in quarters)

    def breaks_in(self, quarter: str) -> bool:
        recorded = self.recorded(quarter)
        parts = [*recorded.get("months", {}).values(), *recorded.get("terms", {}).values()]
        return any(isinstance(each, dict) and "series_break" in each for each in (recorded, *parts))

    def last_year(self, quarter: str, now: str) -> Fraction | None:
        said = self.said.get("last_year", {})
        later = QUARTERS[QUARTERS.index(quarter) + 1 :]
        if any(isinstance(said.get(each), dict) and "series_break" in said[each] for each in later):
            return None
        if self.breaks(QUARTERS[: QUARTERS.index(now) + 1]):
            return None
        return self.known(said.get(quarter))

    def known(self, said: object) -> Fraction | None:
        value = parsed(value_of(said))
        return self.in_unit(value) if isinstance(value, Share) else None

    def before(self, quarter: str) -> Fraction | None:
        at = QUARTERS.index(quarter)
        if self.grows:
            return None
        for index in range(at - 1, -1, -1):
            each = QUARTERS[index]
            if self.due(each) or each in self.said.get("actuals", {}):
                return None if self.breaks(QUARTERS[index + 1 : at + 1]) else self.number(each)
        yearly = self.frequency == "annual"
        last = quarter if yearly else "Q4"
        if last in self.said.get("last_year", {}):
            return self.last_year(last, quarter)
        when = value_of(self.said.get("baseline"), "when")
        year = f"{self.start - 1}-{self.start % 100:02}"
        if when != f"{last} {year}" and not (yearly and when == year):
            return None
        return None if self.breaks(QUARTERS[: at + 1]) else self.known(self.said["baseline"])

    def target(self, quarter: str) -> str | None:
        return self.said.get("profile", {}).get(quarter) or self.said.get("target")

    def goal(self, quarter: str) -> Goal | None:
        target = self.target(quarter)
        if not target or self.polarity == "information only":
            return None
        if found := re.fullmatch(r"at or (below|above) (.+)", target):
            other = self.known(self.said.get("benchmarks", {}).get(found[2]))
            if other is None:
                return None
            return Goal(None, other) if found[1] == "below" else Goal(other, None)
        if target.startswith("better than"):
            number = self.better_than(target, quarter)
            return self.towards(number, number, better=True) if number is not None else None
        ends = [Fraction(each) for each in target.split(" to ")]
        return self.towards(ends[0], ends[-1])

    def better_than(self, target: str, quarter: str) -> Fraction | None:
        if self.polarity == "target range":
            return None
        if target == "better than the same quarter last year":
            return self.last_year(quarter, quarter)
        when = value_of(self.said.get("baseline"), "when") or ""
        whole_year = self.adds and re.fullmatch(r"\d{4}-\d\d", when)
        if whole_year or self.breaks(QUARTERS[: QUARTERS.index(quarter) + 1]):
            return None
        return self.known(self.said.get("baseline"))

    def towards(self, low: Fraction, high: Fraction, *, better: bool = False) -> Goal | None:
        if self.polarity in UP:
            return Goal(low, None, better)
        if self.polarity in DOWN:
            return Goal(None, high, better)
        return Goal(low, high) if self.polarity == "target range" else None

    def is_of_year(self, quarter: str) -> bool:
        of_quarter = quarter in self.said.get("profile", {})
        like_for_like = self.said.get("target") == "better than the same quarter last year"
        return self.grows and quarter != "Q4" and not of_quarter and not like_for_like

    def certain(self, number: Fraction, goal: Goal) -> str | None:
        if goal.high is None:
            return "green" if goal.reached(number) else None
        return None if Goal(None, goal.high, goal.better).reached(number) else "red"

    def rating(self, number: Fraction, goal: Goal) -> str | None:
        if goal.reached(number):
            return "green"
        below = goal.low is not None and number <= goal.low
        end = (goal.low if below else goal.high) or Fraction(0)
        said = self.said.get("tolerance") or self.usual(goal)
        if found := re.fullmatch(r"(\S+) to (\S+)", said):
            last = Fraction(found[1] if below else found[2])
        elif said.startswith("to "):
            last = Fraction(said.removeprefix("to "))
        elif said.endswith("%"):
            if not end:
                return None
            by = abs(end) * Fraction(said.removesuffix("%")) / 100
            last = end - by if below else end + by
        else:
            last = end - Fraction(said) if below else end + Fraction(said)
        amber = number >= last if below else number <= last
        return "amber" if amber else "red"

    def usual(self, goal: Goal) -> str:
        if self.unit == "yes/no":
            return "0"
        ends = [abs(end) for end in (goal.low, goal.high) if end is not None]
        return "5" if self.unit == "%" and max(ends) >= 20 else "5%"

    def travel(
        self, now: Fraction | None, before: Fraction | None, goal: Goal | None
    ) -> str | None:
        if now is None or before is None or self.polarity in (None, "information only"):
            return None
        better = now - before
        if self.polarity in DOWN:
            better = -better
        if self.polarity == "target range":
            if not goal:
                return None
            better = goal.missed_by(before) - goal.missed_by(now)
        return "same" if not better else "improved" if better > 0 else "worsened"

    def forecast(self, quarter: str) -> tuple[Fraction, bool] | None:
        profile = self.said.get("profile", {})
        due = [each for each in QUARTERS if self.due(each)]
        numbers = [profile.get(each, "") for each in due]
        so_far = self.number(quarter)
        if quarter == "Q4" or quarter not in due or so_far is None:
            return None
        if not all(re.fullmatch(r"-?[\d.]+", each) for each in numbers):
            return None
        at = due.index(quarter)
        expected, whole = Fraction(numbers[at]), Fraction(numbers[-1])
        if self.adds:
            values = [self.number(each) for each in due[: at + 1]]
            if None in values or self.breaks(QUARTERS[1 : QUARTERS.index(quarter) + 1]):
                return None
            so_far = sum((each for each in values if each is not None), Fraction(0))
            expected = sum((Fraction(each) for each in numbers[: at + 1]), Fraction(0))
            whole = sum((Fraction(each) for each in numbers), Fraction(0))
        goal = None if self.polarity == "target range" else self.towards(whole, whole)
        if not goal or ((self.adds or self.grows) and expected <= 0):
            return None
        kept = self.adds or self.grows
        ends = so_far * whole / expected if kept else so_far + whole - expected
        return ends, goal.reached(ends)


def value_of(said: object, key: str = "value") -> str | None:
    """Return what a value says that may have more below it; a value alone says nothing else."""
    if isinstance(said, dict):
        return said.get(key)
    return said if isinstance(said, str) and key == "value" else None


def parsed(said: str | None) -> Share | str | None:
    """Return a number or a share, "suppressed", or None for any other want."""
    if said is None:
        return None
    if said in ("yes", "no"):
        return Share(Fraction(said == "yes"))
    if found := re.fullmatch(r"(\S+) of (\S+)", said):
        return Share(Fraction(found[1]), Fraction(found[2]))
    if re.fullmatch(r"-?[\d.]+", said):
        return Share(Fraction(said))
    return said
