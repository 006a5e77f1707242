"""Whether numbers that are hidden could be others, for all that everybody knows."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from planctl.privacy.counted_numbers import Count, Numbers, Slot, Terms, come_to

_MOST_STEPS = 100
"""How long others are looked for; where none was found the numbers count as known."""


def slots_of(terms: Terms) -> set[Slot]:
    """Return where some numbers stand."""
    return {count.slot for count, _ in terms}


class _Limit(NamedTuple):
    """A sum that is nought, or a bound, and how far above that it is."""

    terms: Terms
    room: Decimal | None = None

    def is_passed(self, by: int) -> bool:
        return bool(by) if self.room is None else by + self.room < 0


@dataclass(frozen=True)
class Known:
    """What everybody knows of the numbers at a time, and what is small of them."""

    numbers: Numbers
    sums: tuple[Terms, ...]
    bounds: tuple[Terms, ...]
    small: tuple[Terms, ...]

    def near(self, terms: Terms) -> set[Slot]:
        """Return what stands in one sum with some numbers."""
        own = slots_of(terms)
        several = map(slots_of, (*self.sums, *self.small))
        return {slot for each in several if each & own for slot in each}

    def is_open(self, terms: Terms, hidden: set[Slot]) -> bool:
        """Return whether the numbers that are hidden may be others, so that these come to another.

        Others are looked for that are one more or one less, and with which all sums are right.
        """
        return any(
            _Search(self, terms, hidden).finds(count, step)
            for count, _ in terms
            if count.slot in hidden
            for step in (1, -1)
        )

    @cached_property
    def limits(self) -> tuple[_Limit, ...]:
        """The sums, and the bounds; no reader takes a number that is hidden for nought."""
        found = [_Limit(terms) for terms in self.sums]
        for terms in self.bounds:
            now = come_to(terms, self.numbers.values)
            least = min(now, Decimal(1 if len(terms) == 1 else 0))
            found.append(_Limit(terms, now - least))
        return tuple(found)

    @cached_property
    def limits_of(self) -> Mapping[Count, list[tuple[int, int]]]:
        """Which limits a number is in, each with how often."""
        found: defaultdict[Count, list[tuple[int, int]]] = defaultdict(list)
        for at, limit in enumerate(self.limits):
            for count, times in limit.terms:
                found[count].append((at, times))
        return found


class _Search:
    """The search for others, by what each is more or less."""

    def __init__(self, known: Known, small: Terms, hidden: set[Slot]) -> None:
        self._known, self._small, self._hidden = known, small, hidden
        self._left = _MOST_STEPS
        self._steps: dict[Count, int] = {}
        self._by: defaultdict[int, int] = defaultdict(int)
        self._passed: set[int] = set()

    def finds(self, count: Count, step: int) -> bool:
        """Return whether all limits can be kept, if this number is so much more, by further ones.

        Where they cannot, all is as it was before.
        """
        self._left -= 1
        self._steps[count] = step
        self._take(count, step)
        if not self._passed:
            found = bool(sum(times * self._steps.get(each, 0) for each, times in self._small))
        else:
            found = self._left > 0 and any(self.finds(*each) for each in self._mending())
        if not found:
            self._take(count, -step)
            del self._steps[count]
        return found

    def _take(self, count: Count, step: int) -> None:
        for at, times in self._known.limits_of[count]:
            self._by[at] += times * step
            if self._known.limits[at].is_passed(self._by[at]):
                self._passed.add(at)
            else:
                self._passed.discard(at)

    def _mending(self) -> list[tuple[Count, int]]:
        """Return which numbers would mend what has the fewest ways, what mends most first."""
        ways: list[list[tuple[Count, int]]] = [
            [
                (count, -1 if self._by[at] * times > 0 else 1)
                for count, times in self._known.limits[at].terms
                if count.slot in self._hidden and count not in self._steps
            ]
            for at in sorted(self._passed)
        ]
        fewest = min(ways, key=len)
        return sorted(fewest, key=self._worth)

    def _worth(self, way: tuple[Count, int]) -> int:
        """Return how many more limits a number would pass than it mends."""
        count, step = way
        return sum(
            self._known.limits[at].is_passed(self._by[at] + times * step) - (at in self._passed)
            for at, times in self._known.limits_of[count]
        )
