"""The dates of a plan as they stand on a day: overdue, soon, later, done lately, or none yet."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from enum import Enum, auto
from typing import NamedTuple

from planctl.plan.days import in_words
from planctl.summary.action_summary import ActionSummary
from planctl.summary.slippage import Slip, slips, without_date
from planctl.summary.summary import Summary

SOON_DAYS = 90
"""How many days ahead is soon."""


class DateStanding(Enum):
    """How a due date stands on the day of a summary."""

    OVERDUE = auto()
    SOON = auto()
    LATER = auto()
    DONE = auto()
    """Done in the quarter reported, or since."""
    UNDATED = auto()
    """To be confirmed, or ongoing."""
    SETTLED = auto()
    """Done before the quarter, or of an action that is finished."""


class PlanDate(NamedTuple):
    """A due date of an action, or of one of its milestones; `done` is the day it was done.

    An action that is finished has no day: what it was rated says in which quarter.
    """

    row: ActionSummary
    slip: Slip
    done: date | None

    def late(self, today: date) -> int:
        """Return by how many days it was missed; none or fewer if it was not."""
        return 0 if self.slip.due.is_open else ((self.done or today) - self.slip.due).days


PlanDates = Mapping[DateStanding, tuple[PlanDate, ...]]


def plan_dates(summary: Summary) -> PlanDates:
    """Return the dates of a plan by how they stand, each time the earliest first."""
    found: dict[DateStanding, list[PlanDate]] = {each: [] for each in DateStanding}
    for row in summary.rows:
        for each in _dates_of(row, summary):
            found[_standing(each, summary)].append(each)
    return {
        name: tuple(sorted(dates, key=lambda each: each.slip.due)) for name, dates in found.items()
    }


def soon_until(summary: Summary) -> date:
    """Return the last day that is soon."""
    return summary.today + timedelta(days=SOON_DAYS)


def dates_sentence(dates: PlanDates, summary: Summary) -> str:
    """Return how many dates there are, and how they stand."""
    late, soon, later, done = numbers = [len(dates[each]) for each in LISTED]
    total, of = sum(numbers), summary.scope or "in the plan"
    since = f"{summary.quarter} or since"
    if not total:
        return f"No due date or milestone {of} is overdue or to come, and none was done in {since}."
    those = f"{total} due date{'' if total == 1 else 's'} of actions and milestones {of}"
    return (
        f"Of {those}, {_number(late, 'is', 'are')} overdue, "
        f"{_number(soon, 'is', 'are')} due in the next {SOON_DAYS} days "
        f"(by {in_words(soon_until(summary))}), {_number(later, 'is', 'are')} due later, "
        f"and {_number(done, 'was', 'were')} done in {since}."
    )


def undated_sentences(dates: PlanDates, summary: Summary) -> str:
    """Return what the tables of dates leave out: what has no date, is settled or is not read."""
    said = []
    if found := without_date(each.slip.due for each in dates[DateStanding.UNDATED]):
        said.append(f"Without a date: {found}.")
    undated = sum(
        not (row.action.due or row.at(summary.quarter).rating.finished)
        for row in summary.rows
        if row.action
    )
    if undated:
        those = "action that is" if undated == 1 else "actions that are"
        said.append(
            f"{undated} {those} not finished {'has' if undated == 1 else 'have'} no due date."
        )
    if settled := len(dates[DateStanding.SETTLED]):
        said.append(
            f"{_number(settled, 'more was', 'more were')} done before {summary.quarter}, "
            "or the action is finished."
        )
    if unread := sum(row.action is None for row in summary.rows):
        said.append(f"{unread} of {len(summary.rows)} actions cannot be read.")
    return " ".join(said)


LISTED = (DateStanding.OVERDUE, DateStanding.SOON, DateStanding.LATER, DateStanding.DONE)
"""How the dates stand that are listed one by one."""


def rows_of(dates: PlanDates, summary: Summary) -> Iterable[ActionSummary]:
    """Return the actions that have a date that is listed, in the plan's order."""
    paths = {each.row.path for name in LISTED for each in dates[name]}
    return [row for row in summary.rows if row.path in paths]


def _dates_of(row: ActionSummary, summary: Summary) -> Iterator[PlanDate]:
    if row.action:
        for slip in slips(row.action, summary.periods_so_far):
            step = row.action.milestones[slip.milestone] if slip.milestone else None
            yield PlanDate(row, slip, step.done if step else None)


def _standing(each: PlanDate, summary: Summary) -> DateStanding:
    slip = each.slip
    if slip.done:
        return DateStanding.DONE if _is_lately_done(each, summary) else DateStanding.SETTLED
    if slip.due.is_open:
        return DateStanding.UNDATED
    if slip.overdue(summary.today):
        return DateStanding.OVERDUE
    return DateStanding.SOON if slip.due <= soon_until(summary) else DateStanding.LATER


def _is_lately_done(each: PlanDate, summary: Summary) -> bool:
    if each.slip.milestone:
        return bool(each.done and each.done >= summary.quarter.first_day)
    before = each.row.before(summary.quarter)
    return each.row.at(summary.quarter).rating.delivered and not (
        before and before.rating.delivered
    )


def _number(number: int, one: str, more: str) -> str:
    """Return a number with its verb: none is, 1 is, 2 are."""
    return f"{number or 'none'} {one if number <= 1 else more}"
