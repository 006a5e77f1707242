"""How old the evidence of an action is, beside what it is to show."""

from datetime import date

from planctl.plan.period import Period
from planctl.plan.ratings import Rating
from planctl.plan.typed_dates import dates_in
from planctl.plan.year import Year
from planctl.summary.action_summary import ActionSummary


def old_evidence(row: ActionSummary, quarter: Period, year: Year) -> date | None:
    """Return the latest date in the evidence for how an action stands, if that is too old.

    It is if it lies before the quarter in which it was said that the action is on track, complete
    or verified. None where there is no such claim in the year, or no date.
    """
    position = row.at(quarter)
    if position.rating is not Rating.GREEN and not position.rating.delivered:
        return None
    said = year.keys.get(position.since) if position.since else quarter
    dates = dates_in(row.at(said).update.evidence) if said else []
    return max(dates) if said and dates and max(dates) < said.first_day else None
