"""Plans with small numbers, and everything that a reader may know of them.

Nothing here asks the program how numbers hang together: that is made together with them.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from random import Random
from typing import Any

from planctl.measures.quarter_values import QuarterValues
from planctl.plan.figure import Figure, Value
from planctl.plan.plan import Plan, Texts, load
from planctl.privacy.edition import edition_of
from planctl.privacy.hidden_parts import Edition

Way = tuple[str, ...]
Place = tuple[str, Way]
"""A measure, and the keys below it."""
Path = tuple[str, Way, str]
"""The same, and whether it is what was counted or of how many."""
Form = Mapping[Path, int]
"""Some numbers, each with how often it is added."""

QUARTERS = {
    "Q1": ("April", "May", "June"),
    "Q2": ("July", "August", "September"),
    "Q3": ("October", "November", "December"),
    "Q4": ("January", "February", "March"),
}
ORIGINAL = "restated_from"
LARGEST = 5
_NUMBERS = (0, 1, 2, 3, 4, 5, 5, 6, 7, 8, 9, 12, 17, 25, 40)


@dataclass
class SmallPlan:
    """A plan, its numbers, and what follows from what."""

    measures: dict[str, dict[str, Any]] = field(default_factory=dict)
    values: dict[Path, int] = field(default_factory=dict)
    equal: list[Form] = field(default_factory=list)
    """What is nought."""
    least: list[Form] = field(default_factory=list)
    """What is not below nought."""
    small: list[Form] = field(default_factory=list)
    """What must not be known."""
    put_right: dict[Place, int] = field(default_factory=dict)
    """The number of the quarter in which a number was put right."""

    def texts(self, paper: int = len(QUARTERS)) -> Texts:
        """Return the files of the plan as they were in a quarter."""
        lines = [self._line(name, paper) for name in self.measures]
        action = {"id": "1.1", "title": "One", "lead": "Ann", "measures": lines}
        header: dict[str, Any] = {"title": "Plan", "organisation": "Council", "year": "2019-20"}
        header |= {"priorities": {"1": "One"}, "disclosure": "DfE children in need"}
        said = {"plan": header, "1.1": action}
        return {f"p/{name}.yaml": json.dumps(each).encode() for name, each in said.items()}

    def _line(self, name: str, paper: int) -> dict[str, Any]:
        line: dict[str, Any] = {"id": name, "text": name, **self.measures[name]}
        for measure, way, kind in self.values:
            derived = way[-1] in QUARTERS and (measure, way) not in self.put_right
            if measure != name or kind == "of" or (derived and self._has_months(name, way)):
                continue
            if way[0] == "actuals" and [*QUARTERS].index(way[1]) >= paper:
                continue
            self._write(line, name, way, paper)
        return line

    def _has_months(self, name: str, way: Way) -> bool:
        return any(path[0] == name and path[1][:3] == (*way, "months") for path in self.values)

    def _write(self, line: dict[str, Any], name: str, way: Way, paper: int) -> None:
        whole = way[:-1] if way[-1] == ORIGINAL else way
        later = self.put_right.get((name, whole), 0)
        if (later <= paper) if way[-1] == ORIGINAL else (later > paper):
            if way[-1] != ORIGINAL:
                return
            at, last = line, ORIGINAL
        else:
            at, last = line, "value"
        if way[-1] == ORIGINAL and later > paper:
            last = "value"
        for key in whole:
            at = at.setdefault(key, {})
        at[last] = self.written(name, way)
        if last == ORIGINAL:
            at["reason"] = "One came late"

    def written(self, name: str, way: Way) -> str:
        """Return a number as a plan has it."""
        said, of = self.values[name, way, "said"], self.values.get((name, way, "of"))
        return str(said) if of is None else f"{said} of {of}"

    def seen(self, paper: int = len(QUARTERS)) -> dict[Path, int]:
        """Return what the public edition of a quarter shows."""
        plan = load(self.texts(paper))
        assert not plan.problems, plan.problems
        found: dict[Path, int] = {}
        for (name, way), value in _shown(edition_of(plan, Edition.PUBLIC)):
            if isinstance(value, Figure):
                was = self.put_right.get((name, way), 0) > paper
                place = (name, (*way, ORIGINAL) if was else way)
                found[(*place, "said")] = int(value.said)
                if value.of is not None:
                    found[(*place, "of")] = int(value.of)
        return found


def _shown(plan: Plan) -> Iterator[tuple[Place, Value | None]]:
    for measure in plan.actions[0].measured:
        values = QuarterValues(measure, plan.require().period, date(2020, 6, 1))
        if measure.baseline:
            yield (measure.id, ("baseline",)), measure.baseline.value
        for key, recorded in measure.last_year.items():
            yield (measure.id, ("last_year", key)), recorded.value
        for quarter in plan.require().period.periods:
            recorded, way = values.recorded(quarter), ("actuals", quarter.key)
            yield (measure.id, way), values.value(quarter)[0]
            yield (measure.id, (*way, ORIGINAL)), recorded.restated_from
            for month, each in recorded.months.items():
                yield (measure.id, (*way, "months", month)), each.value


def small_plan(seed: int, *, large: bool = False) -> SmallPlan:
    """Return a plan with small numbers."""
    return _Making(Random(seed), large=large).plan  # noqa: S311 - it keeps no secret


class _Making:
    """Makes a plan of a total and its parts, over months, quarters and years."""

    def __init__(self, random: Random, *, large: bool) -> None:
        self._random, self.plan = random, SmallPlan()
        self._shares = random.random() < (0.4 if large else 0.2)
        self._basis = random.choice(["in the period", "year to date", "snapshot"])
        self._monthly = random.random() < (0.6 if large else 0.2)
        self._quarters = [*QUARTERS][: random.choice([3, 4] if large else [1, 1, 2])]
        self._parts = [
            f"part-{at}" for at in range(random.choice([2, 3, 5] if large else [0, 2, 2, 3]))
        ]
        self._names = self._parts or ["alone"]
        self._make()

    def _make(self) -> None:
        for name in self._names:
            self._measure(name, self._basis)
            self._fill(name)
        if self._random.random() < 0.4 and self._basis == "in the period":
            self._last_year()
        if not self._monthly and self._basis != "year to date" and self._random.random() < 0.4:
            self._put_right()
        if self._parts:
            self._total("total", self._basis)
        elif self._basis == "in the period" and not self._monthly and self._random.random() < 0.7:
            self._measure("so-far", "year to date", total_of=["alone"])
            self._so_far()
        self._protect()

    def _measure(self, name: str, basis: str, **more: list[str]) -> None:
        unit = "%" if self._shares else "count"
        self.plan.measures[name] = {"unit": unit, "basis": basis, **more}

    def _set(self, name: str, way: Way, said: int, of: int) -> None:
        self.plan.values[name, way, "said"] = said
        if self._shares:
            self.plan.values[name, way, "of"] = of

    def _number(self) -> tuple[int, int]:
        said = self._random.choice(_NUMBERS)
        return said, said + self._random.choice(_NUMBERS) + (said == 0)

    def _kinds(self) -> tuple[str, ...]:
        return ("said", "of") if self._shares else ("said",)

    def _fill(self, name: str) -> None:
        """Give a measure a number at each time, and say how they follow from each other."""
        so_far = (0, 0)
        for quarter in self._quarters:
            ways: list[Way] = [("actuals", quarter)]
            if self._monthly:
                ways = [("actuals", quarter, "months", month) for month in QUARTERS[quarter]]
            of_quarter = (0, 0)
            for way in ways:
                now = self._number()
                so_far = (so_far[0] + now[0], so_far[1] + now[1])
                of_quarter = (of_quarter[0] + now[0], of_quarter[1] + now[1])
                now = so_far if self._basis == "year to date" else now
                self._set(name, way, *now)
            if self._monthly:
                whole = of_quarter if self._basis == "in the period" else now
                self._set(name, ("actuals", quarter), *whole)
                self._equal((name, ("actuals", quarter)), [
                    (name, way) for way in (ways if self._basis == "in the period" else ways[-1:])
                ])  # fmt: skip

    def _equal(self, whole: Place, parts: list[Place]) -> None:
        for kind in self._kinds():
            terms = {(*whole, kind): 1}
            self.plan.equal.append({**terms, **{(*part, kind): -1 for part in parts}})

    def _last_year(self) -> None:
        for name in self._names:
            for quarter in QUARTERS:
                self._set(name, ("last_year", quarter), *self._number())
            if not self._shares and self._random.random() < 0.7:
                ways = [("last_year", quarter) for quarter in QUARTERS]
                whole = sum(self.plan.values[name, way, "said"] for way in ways)
                self._set(name, ("baseline",), whole, 0)
                self.plan.measures[name]["baseline"] = {"when": "2018-19"}
                self._equal((name, ("baseline",)), [(name, way) for way in ways])

    def _put_right(self) -> None:
        name, quarter = self._random.choice(self._names), self._random.choice(self._quarters)
        way = ("actuals", quarter)
        before = self._number()
        if before[0] != self.plan.values[name, way, "said"]:
            self._set(name, (*way, ORIGINAL), *before)
            first = [*QUARTERS].index(quarter) + 1
            self.plan.put_right[name, way] = self._random.randint(first + 1, 4) if first < 4 else 4

    def _total(self, name: str, basis: str) -> None:
        """Add a measure that the others add up to."""
        self._measure(name, basis, total_of=self._parts)
        ways = [
            way for each, way, kind in self.plan.values if kind == "said" and each == self._parts[0]
        ]
        for way in ways:
            if way[-1] != ORIGINAL:
                self._add_up(name, way, [(part, way) for part in self._parts])
        if ("total", ("baseline",), "said") in self.plan.values:
            self.plan.measures[name]["baseline"] = {"when": "2018-19"}
        for (part, way), when in [*self.plan.put_right.items()]:
            were = [(each, (*way, ORIGINAL) if each == part else way) for each in self._parts]
            self._add_up(name, (*way, ORIGINAL), were)
            if (
                self.plan.values[name, way, "said"]
                == self.plan.values[name, (*way, ORIGINAL), "said"]
            ):
                raise AssertionError(part)
            self.plan.put_right[name, way] = when

    def _add_up(self, name: str, way: Way, parts: list[Place]) -> None:
        if any((*part, "said") not in self.plan.values for part in parts):
            return
        sums = [sum(self.plan.values[(*part, kind)] for part in parts) for kind in self._kinds()]
        self._set(name, way, sums[0], sums[-1])
        self._equal((name, way), parts)
        if self._monthly and way[0] == "actuals" and len(way) == 2:
            months: list[Place] = [(name, (*way, "months", month)) for month in QUARTERS[way[1]]]
            self._equal((name, way), months if self._basis == "in the period" else months[-1:])

    def _so_far(self) -> None:
        """Add the year to date of a measure in the period."""
        for at, quarter in enumerate(self._quarters):
            ways: list[Way] = [("actuals", each) for each in self._quarters[: at + 1]]
            sums = [
                sum(self.plan.values["alone", way, kind] for way in ways) for kind in self._kinds()
            ]
            self._set("so-far", ("actuals", quarter), sums[0], sums[-1])
            self._equal(("so-far", ("actuals", quarter)), [("alone", way) for way in ways])

    def _protect(self) -> None:
        """Say what must not be known, and of what all know that it is not below nought."""
        for name, way, kind in self.plan.values:
            if kind == "said":
                alone = self._forms((name, way))
                self.plan.least += alone
                self.plan.small += alone
        for name, measure in self.plan.measures.items():
            if measure["basis"] == "year to date":
                ways = [way for each, way, kind in self.plan.values
                        if (each, kind, way[0]) == (name, "said", "actuals")]  # fmt: skip
                ways.sort(key=_when)
                for before, after in combinations(ways, 2):
                    pairs = zip(
                        self._forms((name, after)), self._forms((name, before)), strict=True
                    )
                    for one, other in pairs:
                        grown = {**one, **{path: -times for path, times in other.items()}}
                        self.plan.least.append(grown)
                        self.plan.small.append(grown)
        worth = self.plan.values
        self.plan.small = [
            form for form in self.plan.small if 0 < abs(come_to(form, worth)) <= LARGEST
        ]

    def _forms(self, place: Place) -> list[Form]:
        said: Path = (*place, "said")
        if not self._shares:
            return [{said: 1}]
        of: Path = (*place, "of")
        return [{said: 1}, {of: 1}, {of: 1, said: -1}]


def _when(way: Way) -> tuple[int, int]:
    months = QUARTERS[way[1]]
    return [*QUARTERS].index(way[1]), months.index(way[3]) if len(way) > 3 else len(months)


def come_to(form: Form, values: Mapping[Path, int]) -> int:
    """Return what some numbers come to."""
    return sum(values[path] * times for path, times in form.items())
