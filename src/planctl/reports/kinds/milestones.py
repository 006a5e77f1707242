"""Every milestone and due date by when it falls, those that are overdue first."""

from collections.abc import Iterable, Iterator

from planctl.plan.days import in_words, within_words
from planctl.plan.fields import label
from planctl.reports.paper import sections as parts
from planctl.reports.paper.paper import Block, PaperSection
from planctl.reports.paper.plan_view import PlanView
from planctl.reports.values.blocks import Card, card, paragraph, table
from planctl.reports.values.runs import RunsOrText, strong
from planctl.summary.action_summary import ActionSummary
from planctl.summary.plan_dates import (
    LISTED,
    SOON_DAYS,
    DateStanding,
    PlanDate,
    PlanDates,
    dates_sentence,
    plan_dates,
    rows_of,
    soon_until,
    undated_sentences,
)
from planctl.summary.slippage import Slip, move_lines, slip_phrase
from planctl.summary.summary import MORE_THAN_ONE_LEAD, Summary


def link_targets(summary: Summary) -> Iterable[ActionSummary]:
    """Return the actions that have a place of their own in the paper."""
    return rows_of(plan_dates(summary), summary)


def sections(view: PlanView) -> Iterator[PaperSection]:
    """Yield the sections of the paper: the dates by when they fall, by lead, then the actions."""
    dates = plan_dates(view.summary)
    yield from parts.cover(view)
    told = filter(None, [undated_sentences(dates, view.summary)])
    sentence = paragraph(dates_sentence(dates, view.summary), "sentence")
    yield parts.opening([sentence, *map(paragraph, told)])
    for standing in LISTED:
        if dates[standing]:
            yield _listed(standing, dates[standing], view)
    yield from _by_lead(dates, view)
    if rows := list(rows_of(dates, view.summary)):
        yield PaperSection("actions", "The actions", [_card(row, view) for row in rows])
    yield from parts.ending(view)


def _listed(standing: DateStanding, dates: Iterable[PlanDate], view: PlanView) -> PaperSection:
    """Return the dates that stand alike, in a table."""
    day, until = view.values.as_at, in_words(soon_until(view.summary))
    began = in_words(view.summary.quarter.first_day)
    heading, caption, further = {
        DateStanding.OVERDUE: ("Overdue", f"Not done by the day it was due, as at {day}", "Late"),
        DateStanding.SOON: (f"Due in the next {SOON_DAYS} days", f"Due from {day} to {until}", ""),
        DateStanding.LATER: ("Due later", f"Due after {until}", ""),
        DateStanding.DONE: (f"Done in {view.quarter} or since", f"Done since {began}", "Done"),
    }[standing]
    more = [further] if further else []
    columns = ["Action and milestone", "Due", *more, "Lead", "Moved", f"Rating, {view.quarter}"]
    rows = [_row(each, standing, view) for each in dates]
    made = table(caption, columns, [("", rows)])
    return PaperSection(standing.name.lower(), heading, [made])


def _row(each: PlanDate, standing: DateStanding, view: PlanView) -> list[RunsOrText]:
    slip, row = each.slip, each.row
    step = f" · {' '.join(slip.milestone.split())}" if slip.milestone else ""
    late = _days(each.late(view.summary.today))
    further = {DateStanding.OVERDUE: late, DateStanding.DONE: _done(each, view)}.get(standing)
    return [
        [view.action(row).run, step],
        in_words(slip.due),
        *([further] if further else []),
        row.lead,
        _moved(slip) or "–",
        view.tag_at(row),
    ]


def _moved(slip: Slip) -> str:
    """Return from when a date was moved and how far, and to when it is asked to be moved."""
    moved = slip_phrase(slip)
    told = [f"first agreed as {within_words(slip.original)}, {moved}"] if moved else []
    waiting = () if slip.done else slip.waiting
    return "; ".join([*told, *(f"{within_words(each.to)} asked for" for each in waiting)])


def _done(each: PlanDate, view: PlanView) -> str:
    """Return when something was done, and how late; of an action only the quarter is known."""
    if not each.done:
        return view.quarter
    days = each.late(view.summary.today)
    return f"{in_words(each.done)}{f', {_days(days)} late' if days > 0 else ''}"


def _days(number: int) -> str:
    return f"{number} day{'' if number == 1 else 's'}"


def _by_lead(dates: PlanDates, view: PlanView) -> Iterator[PaperSection]:
    """Yield how many dates of each lead stand how, where there are any."""
    shown = (*LISTED, DateStanding.UNDATED)
    rows: list[list[RunsOrText]] = []
    for lead, led in view.by_lead():
        paths = {row.path for row in led}
        numbers = [sum(each.row.path in paths for each in dates[name]) for name in shown]
        if any(numbers):
            rows.append([lead, *map(str, numbers)])
    columns = ["Lead", "Overdue", f"Next {SOON_DAYS} days", "Later", "Done", "No date"]
    several = [paragraph(MORE_THAN_ONE_LEAD, "note")] if view.summary.has_joint_leads else []
    made: list[Block] = [table("How many dates each lead has", columns, [("", rows)]), *several]
    if rows:
        yield PaperSection("leads", "By lead", made)


def _card(row: ActionSummary, view: PlanView) -> Card:
    """Return an action with where it stands, what comes next, and each move of its dates."""
    values, update = view.action(row), row.at(view.summary.quarter).update
    lines: list[RunsOrText] = [[*view.rating_and_outcome(row), f" · {row.lead}"]]
    lines += [strong(update.headline)] if update.headline else []
    lines += [f"Moved: {line}" for line in move_lines(row.action)] if row.action else []
    steps = [(label("next_steps"), update.next_steps, "")] if update.next_steps else []
    return card(f"{row.id} {row.title}", values.now.slug, lines, steps, values.anchor)
