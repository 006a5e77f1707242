"""Random measures say the same to planctl and to an evaluator that is written from the manual."""

import json
import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from random import Random
from typing import Any

import pytest

from planctl.checks.run import check_plan
from planctl.measures.readings import MeasureResults
from planctl.plan.measure import Measure
from planctl.plan.plan import load
from planctl.plan.year import Year
from planctl.problem import Severity
from planctl.reports.records.measures import ReadingRecord, measure_record
from planctl.summary.summary import summarise
from second_evaluator import MONTHS, QUARTERS, TERMS, Answer, Evaluator

UNITS = ("count", "%", "rate per 10,000", "days", "£", "yes/no", "other")
POLARITIES = ("higher", "lower", "target range", "delivery", "information only", None)
BASES = ("in the period", "year to date", "rolling 12 months", "snapshot", None)
FREQUENCIES = ("monthly", "quarterly", "quarterly", "termly", "six-monthly", "annual", None)
WANTING = ("not supplied", "not available", "suppressed", "not due")
RULES = ("better than baseline", "better than the same quarter last year")
HEADER = b"title: T\norganisation: O\nyear: 2025-26\npriorities:\n  1: One\n"
WHEN = ("Q4 2024-25", "Q3 2024-25", "2024-25", "2023-24", "")


class Maker:
    """Makes measures, of numbers that are few so that they often meet."""

    def __init__(self, seed: int) -> None:
        """Begin a sequence of measures that is always the same."""
        self.random = Random(seed)  # noqa: S311 - a test is to be repeated

    def often(self, share: float) -> bool:
        return self.random.random() < share

    def number(self, unit: str) -> str:
        if unit == "yes/no":
            return self.random.choice(["yes", "no"])
        if unit in ("%", "rate per 10,000", "days") and self.often(0.4):
            return f"{self.random.randint(0, 12)} of {self.random.choice([3, 8, 10, 12, 40])}"
        return self.plain()

    def plain(self) -> str:
        return self.random.choice(
            ["0", "1", "2", "9.5", "10", "19.9", "20", "21", "40", "42", "50", "80", "100", "-5"]
        )

    def span(self) -> str:
        return " to ".join(sorted([self.plain(), self.plain()], key=Fraction))

    def value(self, unit: str) -> str:
        return self.random.choice(WANTING) if self.often(0.12) else self.number(unit)

    def dated(self, unit: str) -> Any:  # noqa: ANN401 - a value, or a mapping of fields
        if self.often(0.1):
            return {"when": "2024-25"}
        if self.often(0.2):
            return self.value(unit)
        return {"value": self.value(unit), "when": self.random.choice(WHEN)}

    def target(self) -> str:
        kinds = (self.plain, self.plain, self.span, lambda: self.random.choice(RULES),
                 lambda: f"at or {self.random.choice(['below', 'above'])} England")  # fmt: skip
        return self.random.choice(kinds)()

    def actual(self, unit: str) -> Any:  # noqa: ANN401 - a value, or a mapping of fields
        if self.often(0.1):
            return {"value": self.value(unit), "series_break": "Another form"}
        return self.value(unit)

    def quarter(self, unit: str, frequency: str | None, name: str) -> Any:  # noqa: ANN401 - as above
        if frequency == "monthly" and self.often(0.7):
            names = [each for each in MONTHS[name] if self.often(0.9)]
            made: dict[str, Any] = {"months": {each: self.actual(unit) for each in names}}
            return {**made, **({"value": self.value(unit)} if self.often(0.15) else {})}
        if frequency == "termly" and name in TERMS and self.often(0.8):
            return {"terms": {TERMS[name]: self.actual(unit)}}
        return self.actual(unit)

    def measure(self) -> dict[str, Any]:
        choose = self.random.choice
        unit, frequency = choose(UNITS), choose(FREQUENCIES)
        made = {
            "id": "m",
            "unit": unit,
            "polarity": choose(POLARITIES[:4]) if self.often(0.85) else choose(POLARITIES),
            "basis": choose(BASES),
            "frequency": frequency,
            "target": self.target() if self.often(0.8) else None,
            "profile": self.profile(),
            "tolerance": self.tolerance(),
            "baseline": self.dated(unit) if self.often(0.7) else None,
            "benchmarks": {"England": self.dated(unit)} if self.often(0.9) else None,
            "last_year": {q: self.actual(unit) for q in QUARTERS if self.often(0.6)},
            "actuals": {q: self.quarter(unit, frequency, q) for q in QUARTERS if self.often(0.85)},
        }
        return {key: each for key, each in made.items() if each}

    def profile(self) -> dict[str, str]:
        if self.often(0.4):
            return {quarter: self.plain() for quarter in QUARTERS}
        return {quarter: self.target() for quarter in QUARTERS if self.often(0.1)}

    def tolerance(self) -> str | None:
        kinds = (lambda: self.plain().lstrip("-"), lambda: f"{self.random.randint(0, 20)}%",
                 lambda: f"to {self.plain()}", self.span, lambda: None, lambda: None)  # fmt: skip
        return self.random.choice(kinds)()

    def odd_measure(self) -> dict[str, Any]:
        """Return a measure as a person may leave it: parts in a wrong place, no unit."""
        made = self.measure()
        if self.often(0.1):
            del made["unit"]
        for recorded in made.get("actuals", {}).values():
            if not isinstance(recorded, dict):
                continue
            if self.often(0.3):
                recorded["restated_from"] = self.plain()
            if self.often(0.5):
                recorded["reason"] = "So"
            if self.often(0.1):
                recorded.setdefault("months", {})[self.random.choice(["April", "July"])] = "7"
            if self.often(0.1):
                recorded["terms"] = {self.random.choice(list(TERMS.values())): "8"}
        return made


def close(one: Fraction | None, other: str | None) -> bool:
    """Return whether two numbers are the same but for the hundredth digit."""
    if one is None or other is None:
        return one is None and other is None
    return abs(one - Fraction(other)) <= Fraction(1, 10**60)


def agrees(mine: Answer, said: ReadingRecord) -> bool:
    ends = said["forecast"]
    return (
        close(mine.number, said["value"]["number"])
        and mine.rating == said["rating"]
        and close(mine.distance, said["distance"])
        and mine.travel == said["travel"]["direction"]
        and mine.travel_in_year == said["travel_in_year"]["direction"]
        and close(mine.forecast and mine.forecast[0], ends and ends["number"])
        and (mine.forecast and mine.forecast[1]) == (ends and ends["meets"])
    )


@pytest.mark.parametrize("seed", range(18))
def test_a_hundred_random_measures_agree_with_the_second_evaluator(seed: int) -> None:
    make = Maker(seed)
    for _ in range(100):
        data = make.measure()
        results = MeasureResults("W", Measure.model_validate(data), Year(2025), date(2026, 5, 1))
        second = Evaluator(data, 2025)
        for quarter, said in zip(QUARTERS, measure_record(results)["readings"], strict=True):
            mine = second.answer(quarter)
            assert agrees(mine, said), (data, quarter, mine, said)


def test_what_is_random_is_rated_compared_and_forecast() -> None:
    """So that the two do not only agree on nothing."""
    make, found = Maker(1), {"green": 0, "amber": 0, "red": 0, "improved": 0, "forecast": 0}
    for _ in range(300):
        second = Evaluator(make.measure(), 2025)
        for quarter in QUARTERS:
            mine = second.answer(quarter)
            for word in (mine.rating, mine.travel, "forecast" if mine.forecast else None):
                if word in found:
                    found[word] += 1
    assert min(found.values()) > 30, found


def figures_recorded(recorded: object) -> Iterator[Fraction]:
    """Yield each number that is recorded, with its denominator."""
    match recorded:
        case str():
            yield from (Fraction(each) for each in re.findall(r"-?\d+(?:\.\d+)?", recorded))
        case dict():
            for key, each in recorded.items():
                if key not in ("series_break", "reason"):
                    yield from figures_recorded(each)


def figures_in(record: object) -> Iterator[Fraction]:
    match record:
        case {"number": str(number), "numerator": above, "denominator": below}:
            yield from (Fraction(each) for each in (above, below) if above)
            yield Fraction(number)
        case dict():
            for each in record.values():
                yield from figures_in(each)
        case list():
            for each in record:
                yield from figures_in(each)


@pytest.mark.parametrize("seed", range(6))
def test_every_recorded_number_is_in_the_data_or_an_error_says_that_it_is_not(seed: int) -> None:
    make, shown = Maker(seed), 0
    for _ in range(60):
        measure = {"text": "W", **make.odd_measure()}
        action = {"id": "1.1", "title": "T", "lead": "L", "measures": [measure]}
        plan = load({"plan.yaml": HEADER, "1.1.yaml": json.dumps(action).encode()})
        found = check_plan(plan, date(2026, 5, 1))
        if any(each.severity is Severity.ERROR for each in found):
            continue
        shown += 1
        (results,) = summarise(plan, date(2026, 5, 1)).measured["1.1.yaml"]
        there = set(figures_in(dict(measure_record(results))))
        assert set(figures_recorded(measure.get("actuals", {}))) <= there, measure
    assert shown > 8
