"""Where the priorities stand, as their leads rate them: never worked out from their actions."""

from typing import NamedTuple

from planctl.plan.priority import Priority
from planctl.plan.scale import Step
from planctl.summary.rating_count import RatingCount
from planctl.summary.summary import Summary


class PriorityStanding(NamedTuple):
    """A priority for which somebody answers as a whole, with how its actions are rated."""

    said: Priority
    step: Step | None
    """How its lead rates it in the quarter, None if not at all."""
    before: Step | None
    """How its lead rated it in the quarter before."""
    counts: RatingCount

    @property
    def named(self) -> str:
        """Its number and what it is called."""
        return f"{self.counts.name} {self.said.name}"


def priority_standings(summary: Summary) -> tuple[PriorityStanding, ...]:
    """Return each priority for which somebody answers as a whole, in the plan's order."""
    said = summary.header.priorities
    found = []
    for counts in summary.by_priority:
        if (priority := said.get(counts.name)) and priority.is_led:
            now, before = (
                summary.priority_step(counts.name, each)
                for each in (summary.quarter, summary.before)
            )
            found.append(PriorityStanding(priority, now, before, counts))
    return tuple(found)
