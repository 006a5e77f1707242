"""An action in one quarter: its rating, the one before, what was said and what its numbers say."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from planctl.measures.readings import MeasureResults, Reading
from planctl.plan.figure import Figure, Missing
from planctl.plan.model import Action, Update
from planctl.plan.period import Period
from planctl.plan.ratings import Rag, Rating
from planctl.plan.scale import Step
from planctl.summary.action_summary import ActionSummary
from planctl.summary.summary import Summary


@dataclass(frozen=True)
class ActionInQuarter:
    """An action in a quarter, as a plan's summary has it."""

    action: Action
    row: ActionSummary
    quarter: Period
    summary: Summary

    @property
    def update(self) -> Update:
        """What was said in the quarter."""
        return self.action.update(self.quarter)

    @property
    def measures(self) -> tuple[MeasureResults, ...]:
        """Its measures that carry numbers."""
        return self.summary.measured[self.row.path]

    @cached_property
    def rating(self) -> Rating | None:
        """Its rating; None where nothing was said."""
        rating = self.row.at(self.quarter).rating
        return None if rating.silent else rating

    @property
    def step(self) -> Step:
        """Its rating as the plan's scale has it."""
        return self.row.at(self.quarter).step

    @property
    def step_before(self) -> Step | None:
        """The step in the quarter before; None where nothing was said then."""
        step = self.row.before(self.quarter)
        return None if step is None or step.rating.silent else step

    def earlier(self) -> Iterator[tuple[str, Update]]:
        """Yield the quarters before by their names and what was said, the latest first.

        The last of them is when the year began, where the plan says how that was.
        """
        for quarter in self._earlier:
            yield quarter.label, self.action.update(quarter)
        if self.action.opening:
            yield self.action.opening.quarter, self.action.opening

    @property
    def word(self) -> str:
        """Its rating within a sentence: green."""
        return self.step.plain_word

    @property
    def misses(self) -> str:
        """What a sentence says of a measure that is rated red by its numbers: is red."""
        return "misses its target" if self.step.own else "is red"

    @property
    def rated(self) -> str:
        """How a sentence about it begins: Q2 is green."""
        return f"{self.quarter} is {self.step.plain_word}"

    @property
    def rerated(self) -> str:
        """How a sentence begins on a rating that is another now: Q2 went from red to green."""
        before = self.step_before.plain_word if self.step_before else ""
        return f"{self.quarter} went from {before} to {self.step.plain_word}"

    @property
    def rating_keys(self) -> tuple[str, ...]:
        """The keys of the word that says its rating, in an earlier quarter where that holds."""
        since = self.row.at(self.quarter).since
        if self.action.opening and since == self.action.opening.quarter:
            return "opening", self.action.opening.rating_field
        quarter = self.summary.year.keys.get(since, self.quarter)
        return "updates", quarter.key, self.action.update(quarter).rating_field

    @property
    def commentary_keys(self) -> tuple[str, ...]:
        """The keys of its commentary."""
        return "updates", self.quarter.key, "commentary"

    def reading(self, measure: MeasureResults) -> Reading:
        """Return what a measure says of the quarter.

        That is its latest value where none is due: of a yearly measure, once the quarter is over.
        """
        now = measure.at(self.quarter)
        if now.value is not Missing.NOT_DUE or not self.quarter.ended(self.summary.today):
            return now
        earlier = (measure.at(quarter) for quarter in self._earlier)
        return next((each for each in earlier if isinstance(each.value, Figure)), now)

    @property
    def _earlier(self) -> tuple[Period, ...]:
        """The quarters before in the same year, the latest first."""
        return self.summary.year.periods[: self.quarter.number - 1][::-1]

    def is_red(self, measure: MeasureResults) -> bool:
        """Return whether a measure's numbers suggest red."""
        return self.reading(measure).rating is Rag.RED
