"""Which numbers a public edition hides: the small ones, and without which they could be worked out.

They are decided in the order in which they are told, as each edition of the year has them: what an
earlier one has shown stays shown, and what it has hidden stays hidden.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from planctl.plan.plan import Plan
from planctl.privacy.counted_numbers import ORIGINAL, Count, Numbers, Slot, Terms, numbers_of
from planctl.privacy.deducible_numbers import Known, slots_of


def confidential(plan: Plan, by: Plan | None = None) -> frozenset[Slot]:
    """Return which numbers of a plan an edition for others does not show, by the rule it names.

    `by` is a later reading of the plan, whose rule it is, if that names one.
    """
    said = [each.header.disclosure for each in (by, plan) if each and each.header]
    disclosure = next(filter(None, said), None)
    return hidden_numbers(numbers_of(plan, disclosure)) if disclosure else frozenset()


def hidden_numbers(numbers: Numbers) -> frozenset[Slot]:
    """Return the numbers that are not told, so that nothing small can be worked out."""
    chosen = {slot for each in _connected(numbers) for slot in _Choice(each).hidden()}
    before = {Slot(*slot[:2], (*slot.way, ORIGINAL)) for slot in chosen}
    return numbers.corrected | chosen | (before & numbers.order.keys())


def _connected(numbers: Numbers) -> Iterator[Numbers]:
    """Yield the numbers that hang together, where anything of them is small."""
    group: dict[Slot, set[Slot]] = {slot: {slot} for slot in numbers.order}
    several = (numbers.sums, numbers.bounds, numbers.small)
    linked = [slots_of(terms) for each in several for terms in each]
    for slots in (*linked, *({slot, *others} for slot, others in numbers.beside.items())):
        together = max((group[slot] for slot in slots), key=len)
        for other in [group[slot] for slot in slots]:
            if other is not together:
                together |= other
                group.update(dict.fromkeys(other, together))
    parts: dict[int, tuple[list[Terms], ...]] = {}
    for at, each in enumerate(several):
        for terms in each:
            own = parts.setdefault(id(group[terms[0][0].slot]), ([], [], []))
            own[at].append(terms)
    for sums, bounds, small in parts.values():
        if small:
            order = {slot: numbers.order[slot] for slot in group[small[0][0][0].slot]}
            yield replace(
                numbers, order=order, sums=tuple(sums), bounds=tuple(bounds), small=tuple(small)
            )


def _of(several: Iterable[Terms], slots: set[Slot]) -> tuple[Terms, ...]:
    """Return what is of some slots alone."""
    return tuple(terms for terms in several if all(count.slot in slots for count, _ in terms))


class _Choice:
    """What is hidden of some numbers."""

    def __init__(self, numbers: Numbers) -> None:
        self._numbers = numbers
        self._chosen: set[Slot] = set()

    def hidden(self) -> set[Slot]:
        for now in sorted({*self._numbers.order.values()}):
            self._decide(now)
        return self._with_beside(self._chosen)

    def _decide(self, now: tuple[int, int]) -> None:
        """Choose what is hidden of what is told at a time, given what was told before."""
        numbers = self._numbers
        told = {slot for slot, when in numbers.order.items() if when <= now}
        known = Known(
            numbers, _of(numbers.sums, told), _of(numbers.bounds, told), _of(numbers.small, told)
        )
        for terms in known.small:
            self._chosen |= slots_of(terms) if len(slots_of(terms)) == 1 else set()
        ordered = sorted(told, key=self._size)
        new = [slot for slot in ordered if numbers.order[slot] == now]
        for terms in known.small:
            while further := self._further(known, terms, new, ordered):
                self._chosen.add(further)

    def _further(
        self, known: Known, terms: Terms, new: list[Slot], ordered: list[Slot]
    ) -> Slot | None:
        """Return the smallest number to be hidden too; None if what is small cannot be worked out.

        It is one of the new ones, for those before are known already, unless those are all hidden.
        """
        hidden = self._with_beside(self._chosen)
        if known.is_open(terms, hidden):
            return None
        left = [slot for slot in new if slot not in hidden]
        left = left or [slot for slot in ordered if slot not in hidden]
        near = known.near(terms)
        for slot in left:
            if known.is_open(terms, self._with_beside({*hidden, slot})):
                return slot
        return next((slot for slot in left if slot in near), next(iter(left), None))

    def _with_beside(self, chosen: set[Slot]) -> set[Slot]:
        """Return some slots, with those that are hidden with them."""
        found, ahead = set[Slot](), [*chosen]
        while ahead:
            slot = ahead.pop()
            if slot not in found:
                found.add(slot)
                ahead += self._numbers.beside.get(slot, ())
        return found

    def _size(self, slot: Slot) -> tuple[bool, Decimal, Slot]:
        """Return what the smallest is told by: a nought comes last, for it is one to everybody."""
        number = self._numbers.values[Count(slot)]
        return not number, number, slot
