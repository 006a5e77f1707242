"""The numbers that the measures of a plan count, and how one of them follows from others.

What a reader can know of them is that some add up, that none is below nought, and that what is of
the year to date does not fall. What must not be known is what is small.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import combinations, pairwise
from typing import NamedTuple

from planctl.measures.quarter_values import QuarterValues
from planctl.plan.disclosure import Disclosure
from planctl.plan.figure import SHARES, Figure, Unit, Value, is_withheld
from planctl.plan.measure import Actual, Basis, Frequency, Measure
from planctl.plan.period import Period
from planctl.plan.plan import Plan
from planctl.plan.year import Year, is_year_label

Way = tuple[str, ...]
"""The keys of a number below its measure: ("actuals", "Q2", "months", "May")."""
ORIGINAL = "restated_from"
COUNTED = (Unit.COUNT, *SHARES)
"""The units of what may be too small to be told."""
_LAST = 99
"""After each month of its quarter."""
_BEFORE = (0, 0)
_SINCE = (_LAST, _LAST)


class Slot(NamedTuple):
    """Where a number stands: of which action and measure, and below which keys."""

    action: str
    measure: str
    way: Way


class Count(NamedTuple):
    """A number of a slot: what was counted, or of how many."""

    slot: Slot
    of: bool = False


Terms = tuple[tuple[Count, int], ...]
"""Some numbers, each with how often it is added, or taken away."""


@dataclass(frozen=True)
class Numbers:
    """The numbers of a plan, and what is to be known of them and what not."""

    values: Mapping[Count, Decimal]
    order: Mapping[Slot, tuple[int, int]]
    """When each was first told: the quarter, and the month in it."""
    sums: tuple[Terms, ...]
    """What is nought, as everybody knows."""
    bounds: tuple[Terms, ...]
    """What is never below nought, as everybody knows."""
    small: tuple[Terms, ...]
    """What is too small to be told."""
    corrected: frozenset[Slot]
    """What had been reported before, where a small number was added or taken away."""
    beside: Mapping[Slot, tuple[Slot, ...]]
    """What is hidden with a slot: the quarter of a month, or of a term."""


def numbers_of(plan: Plan, disclosure: Disclosure) -> Numbers:
    """Return the numbers of a plan that count something, by what it says of small ones."""
    year = plan.require().period
    counted = [
        _Counted(action.id, measure, year)
        for action in plan.actions
        for measure in action.measured
        if measure.unit in COUNTED
    ]
    figures = {slot: figure for each in counted for slot, figure in each.figures.items()}
    equal = [one for each in counted for one in (*each.within(), *_of_parts(each, counted))]
    unsaid = dict(_worked_out(equal, figures, {slot for each in counted for slot in each.withheld}))
    figures |= unsaid
    values = {
        Count(slot, bool(of)): number
        for slot, figure in figures.items()
        for of, number in enumerate(figure)
        if number is not None
    }
    excepted = {each.measure for each in disclosure.exceptions}
    told = [each for each in counted if each.measure.id not in excepted]

    def is_small(terms: Terms) -> bool:
        number = come_to(terms, values)
        is_whole = number == number.to_integral_value()
        return is_whole and 0 < abs(number) <= disclosure.rule.largest

    alone: list[Terms] = [((Count(slot), 1),) for slot in unsaid]
    return Numbers(
        values=values,
        order={slot: each.order(slot) for each in counted for slot in each.slots & figures.keys()},
        sums=tuple(terms for one in equal for terms in _sums(*one, figures)),
        bounds=(*alone, *(terms for each in counted for terms in each.bounds())),
        small=(*alone, *(terms for each in told for terms in each.implied() if is_small(terms))),
        corrected=frozenset(
            slot for each in told for slot, terms in each.corrected() if is_small(terms)
        ),
        beside={slot: tuple(each.beside(slot)) for each in counted for slot in each.figures},
    )


def _worked_out(
    equal: Iterable[tuple[Slot, list[Slot]]], figures: Mapping[Slot, Figure], withheld: set[Slot]
) -> Iterator[tuple[Slot, Figure]]:
    """Yield each count that is not told, and that the others of a sum would tell."""
    for whole, parts in equal:
        missing = [slot for slot in (whole, *parts) if slot not in figures]
        if len(missing) == 1 and missing[0] in withheld:
            there = {slot: figures[slot] for slot in (whole, *parts) if slot in figures}
            if all(each.of is None for each in there.values()):
                known = sum((there[slot].said for slot in parts if slot in there), Decimal(0))
                yield (
                    missing[0],
                    Figure(abs(there[whole].said - known if whole in there else known)),
                )


def come_to(terms: Terms, values: Mapping[Count, Decimal]) -> Decimal:
    """Return what some numbers come to."""
    return sum((values[count] * times for count, times in terms), Decimal(0))


@dataclass(frozen=True)
class _Counted:
    """A measure of an action whose numbers count something."""

    action: str
    measure: Measure
    year: Year

    def slot(self, *way: str) -> Slot:
        return Slot(self.action, self.measure.id, way)

    @cached_property
    def figures(self) -> Mapping[Slot, Figure]:
        """Each number, in the order in which they were first told."""
        return {self.slot(*way): said for way, said in self._said() if isinstance(said, Figure)}

    @cached_property
    def withheld(self) -> Iterable[Slot]:
        """What was recorded as too small to be told."""
        return [self.slot(*way) for way, said in self._said() if is_withheld(said)]

    def _said(self) -> Iterator[tuple[Way, Value | None]]:
        measure = self.measure
        if measure.baseline:
            yield ("baseline",), measure.baseline.value
        for key, recorded in measure.last_year.items():
            yield from _versions(("last_year", key), recorded)
        for quarter in self.year.periods:
            way, recorded = ("actuals", quarter.key), self._values.recorded(quarter)
            within: dict[Way, Actual] = {
                ("months", name): each for name, each in recorded.months.items()
            }
            within |= {("terms", name): each for name, each in recorded.terms.items()}
            for part in sorted(within, key=lambda part: _place(quarter, part[1])):
                yield from _versions((*way, *part), within[part])
            own = recorded.value
            whole = own if isinstance(own, Figure) else self._values.value(quarter)[0]
            yield (*way, ORIGINAL), recorded.restated_from
            yield way, whole

    @cached_property
    def _values(self) -> QuarterValues:
        return QuarterValues(self.measure, self.year, date.max)

    def order(self, slot: Slot) -> tuple[int, int]:
        """Return when a number is first told: the quarter, and the month in it.

        What was put right is told last, for nobody knows when: the papers before had the original.
        """
        if Slot(*slot[:2], (*slot.way, ORIGINAL)) in self.figures:
            return _SINCE
        field, key, *rest = (*slot.way, "")
        if field != "actuals":
            return _BEFORE
        quarter = self.year.keys[key]
        return quarter.number, _place(quarter, rest[1] if rest[0] == "months" else "")

    def beside(self, slot: Slot) -> Iterator[Slot]:
        """Yield what is hidden with a slot, as nothing is worked out from what is not told."""
        if slot.way[2:3] in (("months",), ("terms",)) and slot.way[-1] != ORIGINAL:
            quarter = self.year.keys[slot.way[1]]
            adds = self.measure.basis in (Basis.IN_PERIOD, None)
            whole = self.slot(*slot.way[:2])
            ends = (*quarter.months[-1:], *quarter.terms)
            if whole in self.figures and (adds or slot.way[3] in ends):
                yield whole

    def within(self) -> Iterator[tuple[Slot, list[Slot]]]:
        """Yield what a measure's own numbers add up to: months their quarter, quarters the year."""
        for quarter in self.year.periods:
            way = ("actuals", quarter.key)
            months = [self.slot(*way, "months", name) for name in quarter.months]
            adds = self.measure.basis is Basis.IN_PERIOD
            yield self.slot(*way), months if adds else months[-1:]
            for term in quarter.terms:
                yield self.slot(*way), [self.slot(*way, "terms", term)]
        baseline, last = self.measure.baseline, self.year.last
        if baseline and self._values.adds and is_year_label(baseline.when):
            every = [self.slot("last_year", each.key) for each in self.year.periods]
            yield self.slot("baseline"), every
        elif baseline and self._values.is_of_last_year(baseline, last):
            yield self.slot("baseline"), [self.slot("last_year", last.key)]

    @property
    def slots(self) -> set[Slot]:
        """Where each number stands, told or not."""
        return {*self.figures, *self.withheld}

    def bounds(self) -> Iterator[Terms]:
        """Yield what is never below nought: each number, and what the year to date grew by."""
        yield from self._alone()
        yield from self._grown(pairwise(self._sequence))

    def _alone(self) -> Iterator[Terms]:
        """Yield each number, and of a share the rest of it."""
        for slot in self.figures:
            yield from self._counts(slot)

    def _counts(self, slot: Slot) -> Iterator[Terms]:
        figure, said = self.figures[slot], Count(slot)
        if self.measure.unit is Unit.COUNT or figure.of is not None:
            yield ((said, 1),)
        if figure.of is not None:
            yield ((Count(slot, of=True), 1),)
            yield ((Count(slot, of=True), 1), (said, -1))

    @cached_property
    def _sequence(self) -> list[Slot]:
        """The numbers of the year to date in their order, of which each has the one before."""
        if self.measure.basis is not Basis.YEAR_TO_DATE:
            return []
        return [
            slot for slot in self.figures if slot.way[0] == "actuals" and slot.way[-1] != ORIGINAL
        ]

    def _grown(self, pairs: Iterable[tuple[Slot, Slot]]) -> Iterator[Terms]:
        """Yield by how much the year to date grew from one number to another."""
        for before, after in pairs:
            earlier = [
                tuple((count, -times) for count, times in each) for each in self._counts(before)
            ]
            for one, other in zip(self._counts(after), earlier, strict=False):
                yield (*one, *other)

    def implied(self) -> Iterator[Terms]:
        """Yield each count that the numbers tell: alone, and of a part of the year."""
        yield from self._alone()
        yield from self._grown(combinations(self._sequence, 2))

    def corrected(self) -> Iterator[tuple[Slot, Terms]]:
        """Yield what had been reported before, and by how much it is more or less since."""
        for slot in self.figures:
            now = Slot(*slot[:2], slot.way[:-1])
            if slot.way[-1] == ORIGINAL and now in self.figures:
                for terms in self._grown([(slot, now)]):
                    yield slot, terms


def _place(quarter: Period, month: str) -> int:
    """Return which of its months it is; after them all what is none."""
    return quarter.months.index(month) if month in quarter.months else _LAST


def _versions(way: Way, recorded: Actual) -> Iterator[tuple[Way, Value | None]]:
    yield (*way, ORIGINAL), recorded.restated_from
    yield way, recorded.value


def _of_parts(whole: _Counted, counted: list[_Counted]) -> Iterator[tuple[Slot, list[Slot]]]:
    """Yield what the measures that add up to another come to, at each time."""
    measures = [(each.action, each.measure) for each in counted]
    found = [named(name, whole.action, measures) for name in whole.measure.total_of]
    parts = [each for part in found for each in counted if each.measure is part]
    if not parts or len(parts) < len(found):
        return
    for slot in (*whole.figures, *whole.withheld):
        if slot.way[-1] != ORIGINAL:
            yield slot, [one for part in parts for one in _at(slot.way, whole, part)]


def named(name: str, action: str, measures: Iterable[tuple[str, Measure]]) -> Measure | None:
    """Return a measure by its id, that of the same action first; None if there is none.

    Each measure stands after the id of its action.
    """
    found = [each for each in measures if each[1].id == name]
    return min(found, key=lambda each: each[0] != action, default=("", None))[1]


def _at(way: Way, whole: _Counted, part: _Counted) -> Iterator[Slot]:
    """Yield the numbers of a part that are in one of its whole, which may be of a longer time."""
    is_longer = Basis.YEAR_TO_DATE is whole.measure.basis or (
        whole.measure.frequency is Frequency.ANNUAL
    )
    is_shorter = (
        part.measure.basis is Basis.IN_PERIOD and part.measure.frequency is not Frequency.ANNUAL
    )
    if not (is_longer and is_shorter) or way == ("baseline",):
        yield part.slot(*way)
        return
    field, key, *within = way
    last = whole.year.keys[key]
    for quarter in whole.year.periods[: last.number - 1]:
        yield part.slot(field, quarter.key)
    if within[:1] != ["months"]:
        yield part.slot(*way)
        return
    for month in last.months[: _place(last, within[1]) + 1]:
        yield part.slot(field, key, "months", month)


def _sums(whole: Slot, parts: list[Slot], figures: Mapping[Slot, Figure]) -> Iterator[Terms]:
    """Yield what is nought where some numbers add up to another, as they are and as they were."""
    slots = [whole, *parts]
    if not parts or any(slot not in figures for slot in slots):
        return
    were = [Slot(*slot[:2], (*slot.way, ORIGINAL)) for slot in slots]
    were = [was if was in figures else slot for was, slot in zip(were, slots, strict=True)]
    for each in (slots, were) if were != slots else (slots,):
        shares = [figures[slot].of is not None for slot in each]
        if all(shares) or not any(shares):
            for of in {False, shares[0]}:
                first, *others = (Count(slot, of) for slot in each)
                yield ((first, 1), *((other, -1) for other in others))
