"""The measures of a plan's actions, and where each thing that they say stands."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from planctl.measures.quarter_values import QuarterValues
from planctl.plan.measure import Actual, Measure
from planctl.plan.measure_data import Data, MeasureKeys, measure_keys
from planctl.plan.period import Period
from planctl.plan.plan import Plan
from planctl.plan.target import Target
from planctl.plan.year import Year
from planctl.problem import Place
from planctl.text.document import Document
from planctl.text.span import Keys

_AIMS = ("target", "profile")
_OTHERS = ("baseline", "benchmarks", "last_year", "actuals")
_BESIDE = frozenset({"when", "reason", "series_break", "supplied"})
"""What is said beside a number, and is none."""


class RecordedValue(NamedTuple):
    """What is recorded of a quarter, or of a month or a term in it by its name; and where."""

    quarter: Period
    period: str
    actual: Actual
    keys: Keys

    @property
    def when(self) -> str:
        """What it is of: Q1, April."""
        return self.period or self.quarter.key


class PlacedMeasure(NamedTuple):
    """A measure of an action, and where it stands in the action's file."""

    document: Document
    keys: MeasureKeys
    data: Data
    """What its file says of it, as it was written."""
    values: QuarterValues
    recorded: tuple[RecordedValue, ...]
    """All that is recorded, of quarters and of what is in them."""

    @property
    def measure(self) -> Measure:
        """What is said of it."""
        return self.values.measure

    @property
    def year(self) -> Year:
        """The year of its plan."""
        return self.values.year

    def place(self, *below: str) -> Place:
        """Return where something that it says stands, or what is nearest above it."""
        return self.document.place((*self.keys, *below))

    def key_place(self, *below: str) -> Place:
        """Return where the key of something that it says stands, or what is above it."""
        return self.document.place_of_key((*self.keys, *below))

    def targets(self) -> Iterator[tuple[Target, tuple[str, ...]]]:
        """Yield the target and those of quarters, each with its keys."""
        if self.measure.target is not None:
            yield self.measure.target, ("target",)
        for name, target in self.measure.profile.items():
            yield target, ("profile", name)

    def numbers_written(self) -> Iterator[tuple[Keys, str]]:
        """Yield each number, or what stands for one, as it is written, with its keys."""
        for field in (*_AIMS, *_OTHERS):
            yield from _texts((*self.keys, field), self.data.get(field))


def _texts(keys: Keys, said: object) -> Iterator[tuple[Keys, str]]:
    match said:
        case str():
            yield keys, said
        case dict():
            for key, each in said.items():
                if key not in _BESIDE:
                    yield from _texts((*keys, key), each)


@lru_cache(maxsize=1)
def placed_measures(plan: Plan, today: date) -> tuple[PlacedMeasure, ...]:
    """Return the measures of a plan that have fields, in the order of its actions."""
    return tuple(_placed(plan, today))


def _placed(plan: Plan, today: date) -> Iterator[PlacedMeasure]:
    year = plan.year
    if not year:
        return
    for entry in plan.entries:
        if not entry.action or not entry.document:
            continue
        written = dict(measure_keys(entry.document.data))
        for at, line in enumerate(entry.action.measures):
            for number, measure in enumerate(line.measures):
                parts: MeasureKeys = () if measure is line else ("parts", number)
                keys: MeasureKeys = ("measures", at, *parts)
                values = QuarterValues(measure, year, today)
                recorded = tuple(_recorded(measure, year, keys))
                said = written.get(keys, {})
                yield PlacedMeasure(entry.document, keys, said, values, recorded)


def _recorded(measure: Measure, year: Year, keys: Keys) -> Iterator[RecordedValue]:
    for name, actual in measure.actuals.items():
        quarter, of_quarter = year.keys[name], (*keys, "actuals", name)
        yield RecordedValue(quarter, "", actual, of_quarter)
        for kind, parts in (("months", actual.months), ("terms", actual.terms)):
            for period, each in parts.items():
                yield RecordedValue(quarter, period, each, (*of_quarter, kind, period))
