"""What changed in each of several plans: one may be new, removed, or have another folder now."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planctl.changes.diff import Changes
from planctl.changes.diff_lines import DiffLine, DiffRun, diff_lines


@dataclass(frozen=True)
class PlanChanges:
    """What changed in a plan, and its folder before and now; "" where there was or is none."""

    before: str
    now: str
    changes: Changes

    def __bool__(self) -> bool:
        """Return whether anything changed, if only the folder."""
        return bool(self.changes) or (bool(self.before) and self.before != self.now)

    @property
    def name(self) -> str:
        """The plan's folder, and what became of it."""
        if not self.now:
            number = len(self.changes.actions)
            return f"{self.before}, removed with its {number} action{'s' * (number != 1)}"
        if not self.before:
            return f"{self.now}, new"
        return self.now if self.now == self.before else f"{self.now}, which was {self.before}"

    @property
    def moved(self) -> bool:
        """Whether the plan is in another folder now, or gone."""
        return bool(self.before) and self.before != self.now


def lines_of_plans(plans: Sequence[PlanChanges]) -> Iterator[DiffLine]:
    """Yield what changed in each plan, below its name where there are others or it has moved."""
    for plan in plans:
        said = diff_lines(plan.changes)
        if len(plans) == 1 and not plan.moved:
            yield from said
        elif plan or any(map(any, plan.changes.unreadable)):
            yield DiffLine(0, (DiffRun("heading", plan.name),))
            yield from (line._replace(indent=line.indent + 1) for line in said)
