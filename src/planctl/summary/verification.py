"""What is reported as complete and still to be verified, and for how long."""

from datetime import date
from typing import NamedTuple

from planctl.plan.days import parse_due_date
from planctl.plan.ratings import Rating
from planctl.plan.year import Year
from planctl.summary.action_summary import ActionSummary
from planctl.summary.summary import Summary


class Unverified(NamedTuple):
    """An action that is complete and not verified: since which quarter, and days since its end."""

    row: ActionSummary
    since: str
    days: int
    word: str = "complete"

    @property
    def phrase(self) -> str:
        """Since when it is complete, and how long that is ago."""
        days = f"{self.days} day{'' if self.days == 1 else 's'}"
        return f"{self.word} since {self.since}{f', not verified for {days}' if self.days else ''}"


def unverified(summary: Summary) -> tuple[Unverified, ...]:
    """Return what is complete in a summary's quarter and not verified, the longest first.

    Nothing where the body's own scale has no step for what is verified.
    """
    if not any(
        step.rating is Rating.EMBEDDED for step in summary.scale.at(summary.quarter.key).steps
    ):
        return ()
    found = [
        Unverified(
            row,
            since,
            max((summary.as_at - _end(since, summary.year)).days, 0),
            row.at(summary.quarter).step.plain_word,
        )
        for row in summary.rows
        if row.at(summary.quarter).rating is Rating.COMPLETE
        for since in [row.at(summary.quarter).since or summary.quarter.key]
    ]
    return tuple(sorted(found, key=lambda each: -each.days))


def verify_heading(summary: Summary) -> str:
    """Return what stands above what is complete and not verified, in the plan's words."""
    scale = summary.scale.at(summary.quarter.key)
    return f"{scale.listed(Rating.COMPLETE) if scale.own else 'Complete'}, to be verified"


def _end(since: str, year: Year) -> date:
    """Return the last day of a quarter; of one that is of no known year, the last before this."""
    if since in year.keys:
        return year.keys[since].last_day
    try:
        return parse_due_date(since, year.first_month)
    except ValueError:
        return year.before.last.last_day
