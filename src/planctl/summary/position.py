"""How an action stands in a quarter: its rating, what was said of it, what its numbers say."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from planctl.plan.figure import Figure, Missing
from planctl.plan.model import Action, Update
from planctl.plan.periods import Quarter, Year
from planctl.plan.ratings import Rag, Rating, Status, stated
from planctl.summary.summary import LASTING

if TYPE_CHECKING:
    from planctl.measures.readings import Measured, Reading


_ALL = tuple(Quarter)
_EARLIER = {quarter: _ALL[:at][::-1] for at, quarter in enumerate(_ALL)}


class Asked(NamedTuple):
    """A question that a chair would ask, and what is so that it is asked for."""

    question: str
    evidence: str
    """What the rating is and what the numbers or words are: it begins with the quarter."""
    at: tuple[str, ...]
    """The keys of what it is asked of: updates, Q2, rag."""


@dataclass(frozen=True)
class Stand:
    """An action in a quarter, as seen on a day; `measured` has its measures that carry numbers."""

    action: Action
    quarter: Quarter
    year: Year
    today: date
    measured: "tuple[Measured, ...]" = ()

    @property
    def update(self) -> Update:
        """What was said in the quarter."""
        return self.action.update(self.quarter)

    @property
    def said_in(self) -> Quarter | None:
        """The quarter whose update has its rating: an earlier one where that lasts."""
        if not self.update.empty:
            return self.quarter
        for quarter in _EARLIER[self.quarter]:
            update = self.action.update(quarter)
            if not update.empty:
                return quarter if stated(update.rag, update.status) in LASTING else None
        return None

    @cached_property
    def rating(self) -> Rating | None:
        """Its rating; None where nothing was said."""
        said_in = self.said_in
        update = self.action.update(said_in) if said_in else None
        return stated(update.rag, update.status) if update else None

    @property
    def before(self) -> tuple[str, Update] | None:
        """The quarter before by its name, and what was said then; None before the year began."""
        return next(self.earlier(), None)

    @property
    def rated_before(self) -> Rating | None:
        """The rating in the quarter before; None where nothing was said then."""
        before = self.before
        update = before[1] if before else None
        return stated(update.rag, update.status) if update and not update.empty else None

    def earlier(self) -> Iterator[tuple[str, Update]]:
        """Yield the quarters before by their names and what was said, the latest first.

        The last of them is when the year began, where the plan says how that was.
        """
        for quarter in _EARLIER[self.quarter]:
            yield quarter, self.action.update(quarter)
        if self.action.opening:
            yield self.action.opening.quarter, self.action.opening

    @property
    def begins(self) -> str:
        """How a sentence about it begins: Q2 is green."""
        return f"{self.quarter} is {(self.rating or '').lower()}"

    @property
    def moves(self) -> str:
        """How a sentence about its rating begins that moved: Q2 went from red to green."""
        before, now = self.rated_before or "", self.rating or ""
        return f"{self.quarter} went from {before.lower()} to {now.lower()}"

    @property
    def rated_at(self) -> tuple[str, ...]:
        """The keys of the word that says its rating."""
        quarter = self.said_in or self.quarter
        status = self.action.update(quarter).status
        field = "rag" if status in (None, Status.IN_PROGRESS) else "status"
        return "updates", quarter.value, field

    @property
    def said_at(self) -> tuple[str, ...]:
        """The keys of its commentary."""
        return "updates", self.quarter.value, "commentary"

    def reading(self, measured: "Measured") -> "Reading":
        """Return what a measure says of the quarter.

        That is its latest value where none is due: of a yearly measure, once the quarter is over.
        """
        now = measured.at(self.quarter)
        if now.value is not Missing.NOT_DUE or not self.year.ended(self.quarter, self.today):
            return now
        earlier = (measured.at(quarter) for quarter in _EARLIER[self.quarter])
        return next((each for each in earlier if isinstance(each.value, Figure)), now)

    def is_red(self, measured: "Measured") -> bool:
        """Return whether a measure's numbers suggest red."""
        return self.reading(measured).rating is Rag.RED
