"""The plan as the sections of a paper see it: a summary, its values, what was asked for."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from planctl.plan.period import Period
from planctl.plan.scale import Step
from planctl.reports.paper.options import PaperOptions
from planctl.reports.values.actions import (
    ActionDetail,
    SharedValues,
    confidence_tag,
    position_tag,
)
from planctl.reports.values.plan import PlanValues
from planctl.reports.values.runs import RatingTag, Run, outcome
from planctl.summary.action_summary import ActionSummary
from planctl.summary.summary import Summary

if TYPE_CHECKING:
    from planctl.reports.values.measures import MeasureRow


@dataclass(frozen=True)
class PlanView:
    """A summary with its values, for the sections of a paper."""

    summary: Summary
    shared: SharedValues
    values: PlanValues
    options: PaperOptions = field(default_factory=PaperOptions)

    @cached_property
    def _actions(self) -> dict[str, ActionDetail]:
        """Each action in full, by the path of its file."""
        every = (action for each in self.values.priorities for action in each.actions)
        return {action.path: action for action in every}

    def action(self, row: ActionSummary) -> ActionDetail:
        """Return an action in full."""
        return self._actions[row.path]

    def tag(self, step: Step) -> RatingTag:
        """Return the run that shows a rating."""
        return self.shared.tags[step]

    def readings(self, row: ActionSummary) -> "Iterator[tuple[str, MeasureRow]]":
        """Yield each measure of an action that has numbers for the quarter, with what they say."""
        for measure in self.action(row).figures:
            for reading in (*measure.rows, *measure.standing):
                if reading.quarter == self.quarter:
                    yield measure.name, reading

    def step(self, row: ActionSummary) -> Step:
        """Return the rating of an action in the quarter that is reported."""
        return row.at(self.summary.quarter).step

    def tag_at(self, row: ActionSummary, quarter: Period | None = None) -> RatingTag:
        """Return the run that shows where an action stood in a quarter, or in that reported."""
        return position_tag(row.at(quarter or self.summary.quarter), self.shared)

    def confidence(self, row: ActionSummary) -> RatingTag | None:
        """Return how likely an action's outcome is in the quarter reported, None if not said."""
        return confidence_tag(row.at(self.summary.quarter).update)

    def rating_and_outcome(self, row: ActionSummary) -> list[str | Run]:
        """Return where an action stood in the quarter reported, and how likely its outcome is."""
        return [self.tag_at(row), *outcome(self.confidence(row))]

    @property
    def quarter(self) -> str:
        """The quarter that is reported."""
        return self.summary.quarter.label

    @property
    def noun(self) -> str:
        """What a period of the plan is called: a quarter."""
        return self.summary.year.noun

    def by_lead(self, *, once: bool = False) -> Iterator[tuple[str, list[ActionSummary]]]:
        """Yield each lead with its actions, in the order in which the plan names the leads.

        What is told `once` stands under the lead who returns the update.
        """
        rows: dict[str, list[ActionSummary]] = {lead: [] for lead in self.summary.header.leads}
        for row in self.summary.rows:
            leads = self.summary.leads_of(row)
            for lead in leads[:1] if once else leads:
                rows.setdefault(lead, []).append(row)
        return ((lead, found) for lead, found in rows.items() if found)
