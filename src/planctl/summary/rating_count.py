"""How many actions have each rating, with their shares, and the same in words."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from planctl.plan.ratings import RATED, Rating
from planctl.plan.scale import Step


@dataclass(frozen=True, slots=True)
class RatingCount:
    """How many actions of a priority, of a lead or of the whole plan have each rating."""

    name: str
    label: str
    steps: Mapping[Step, int]
    decimals: int = 0
    """How many decimals a share is told with."""

    @property
    def ratings(self) -> Mapping[str, int]:
        """How many have each rating, by what it is."""
        tally: Counter[str] = Counter()
        for step, number in self.steps.items():
            tally[step.rating.value] += number
        return tally

    @property
    def total(self) -> int:
        """How many actions there are."""
        return sum(self.steps.values())

    @property
    def rated(self) -> int:
        """How many of them have a rating that is a judgement of delivery, or of a body's scale."""
        return sum(number for step, number in self.steps.items() if _judges(step))

    def share(self, step: Step) -> str:
        """Return how many of those that are rated have a step, in per cent: 50%, or 50.0%.

        Return "" for what is no judgement. Shares are rounded, halves up, and need not add up to
        100.
        """
        number, of = self.steps.get(step, 0), max(self.rated, 1)
        units = 10**self.decimals
        whole, rest = divmod((200 * units * number + of) // (2 * of), units)
        told = f"{whole}.{rest}" if self.decimals else whole
        return f"{told}%" if _judges(step) else ""

    def judged_phrase(self, scale: tuple[Step, ...]) -> str:
        """Return how many have each judgement: 1 is red (7%), and 14 are green (93%).

        Every step of a body's own scale is told, of planctl's those that occur.
        """
        told = [step for step in scale if step.own] or [*filter(_judges, self.steps)]
        return _listed(
            f"{_are(self.steps.get(step, 0))} {step.word} ({self.share(step)})" for step in told
        )

    def others_sentence(self) -> str:
        """Return how the actions stand that have no judgement, "" where all have one."""
        others = {step: number for step, number in self.steps.items() if not _judges(step)}
        if not others:
            return ""
        every = _listed(_stand(step, number) for step, number in others.items())
        number = sum(others.values())
        if len(others) == 1:
            _, words = every.split(" ", 1)
            return f"The other {words}." if number == 1 else f"The other {number} {words}."
        return f"Of the other {number}, {every}."


def _judges(step: Step) -> bool:
    return step.own or step.rating in RATED


_STAND = {
    Rating.NO_UPDATE: ("has no update", "have no update"),
    Rating.UNREADABLE: ("cannot be read", "cannot be read"),
}


def _stand(step: Step, number: int) -> str:
    one, many = _STAND.get(step.rating, (f"is {step.word}", f"are {step.word}"))
    return f"{number} {one if number == 1 else many}"


def _are(number: int) -> str:
    return f"{number} is" if number == 1 else f"{number} are"


def _listed(parts: Iterator[str]) -> str:
    *first, last = parts
    return " and ".join(filter(None, [", ".join(first), last]))
