"""The year as a whole: each action's way through it, where it began and where it ended."""

from collections import Counter
from collections.abc import Iterable, Iterator

from planctl.plan.period import Period
from planctl.plan.ratings import Rating
from planctl.plan.scale import Step, direction, moved
from planctl.reports.paper import outstanding, rating_charts
from planctl.reports.paper import sections as parts
from planctl.reports.paper.paper import Block, PaperSection
from planctl.reports.paper.plan_view import PlanView
from planctl.reports.paper.priority_sections import standings
from planctl.reports.values.blocks import Card, RatingTiles, card, paragraph, table
from planctl.reports.values.runs import RunsOrText, muted, strong
from planctl.summary.action_summary import ActionSummary
from planctl.summary.summary import Summary


def link_targets(summary: Summary) -> Iterable[ActionSummary]:
    """Return the actions that have a place of their own in the paper."""
    return summary.rows


def sections(view: PlanView) -> Iterator[PaperSection]:
    """Yield the sections of the paper."""
    yield from parts.cover(view)
    yield parts.opening(list(_summary(view)))
    yield from standings(view)
    yield _trajectories(view)
    if view.summary.overall.rated:
        yield PaperSection("charts", "The year in a picture", [rating_charts.by_quarter(view)])
    yield from outstanding.missing(view)
    yield from parts.sign_off(view)
    for each in view.values.priorities:
        made = [_card(row, view) for row in view.summary.rows if row.priority == each.number]
        if made:
            yield parts.priority(each, made)
    yield from parts.ending(view)


def _summary(view: PlanView) -> Iterator[Block]:
    values = view.values
    yield paragraph(values.sentence, "sentence")
    ways = Counter(_movement(row, view) for row in view.summary.rows)
    compared = ", ".join(f"{ways[way]} {way}" for way in _MOVEMENTS if ways[way])
    if compared:
        year = values.year.replace("-", "/")
        total = sum(ways[way] for way in _MOVEMENTS)
        yield paragraph(
            f"Over {year}, of the {total} actions that were rated more than once: {compared}."
        )
    if values.rated:
        yield RatingTiles(values.counts, values.total)


_MOVEMENTS = ("improved", "stayed the same", "worsened", "changed")


def _trajectories(view: PlanView) -> PaperSection:
    quarters = [quarter.key for quarter in _shown(view)]
    columns = ["Action", "Opening", *quarters, "Over the year"]
    groups = [
        (
            parts.priority_named(each),
            [_trajectory(row, view) for row in view.summary.rows if row.priority == each.number],
        )
        for each in view.values.priorities
        if each.actions
    ]
    caption = f"Each action’s rating when the year began and in each {view.noun}, and how it moved"
    made = table(caption, columns, groups, "grid", columns.index(view.summary.quarter.key))
    return PaperSection("grid", "Each action over the year", [made])


def _quarters_so_far(view: PlanView) -> list[Period]:
    return list(view.summary.periods_so_far)


def _shown(view: PlanView) -> list[Period]:
    """Return the quarters so far; of many the last."""
    return [each for each in view.summary.columns() if each in view.summary.periods_so_far]


def _trajectory(row: ActionSummary, view: PlanView) -> list[RunsOrText]:
    opening = row.opening
    began: RunsOrText = view.tag(opening) if opening else muted("New")
    ratings = [view.tag_at(row, quarter) for quarter in _shown(view)]
    return [view.action(row).run, began, *ratings, _movement(row, view) or muted("–")]


def _movement(row: ActionSummary, view: PlanView) -> str:
    """Return how an action moved from its first rating to its last, "" if it has not two."""
    rated = [step for step in _positions(row, view) if step.rating not in _UNKNOWN]
    if len(rated) < _TWO:
        return ""
    return direction(rated[0], rated[-1]) if moved(rated[0], rated[-1]) else "stayed the same"


_TWO = 2
_UNKNOWN = frozenset(each for each in Rating if each.silent) | {Rating.NOT_RATED}


def _positions(row: ActionSummary, view: PlanView) -> Iterator[Step]:
    """Yield the ratings of an action from when the year began to the quarter reported."""
    if opening := row.opening:
        yield opening
    for quarter in _quarters_so_far(view):
        yield row.at(quarter).step


def _card(row: ActionSummary, view: PlanView) -> Card:
    """Return an action's closing position with what it began from and came to."""
    values, summary = view.action(row), view.summary
    began = next((each for each in _positions(row, view) if each.rating not in _UNKNOWN), None)
    lines: list[RunsOrText] = [
        [*view.rating_and_outcome(row), f" · {row.lead}" if row.lead else ""]
    ]
    if began and _movement(row, view):
        lines.append(["Began the year ", view.tag(began), f"; {_movement(row, view)} since"])
    update = row.at(summary.quarter).update
    if update.headline:
        lines.append(strong(update.headline))
    lines += parts.measure_readings(row, view)
    absent = values.positions[summary.quarter.number - 1].absent
    asked = [
        ("Closing position", update.commentary, absent),
        ("Impact over the year", update.impact, ""),
        ("What comes next", update.next_steps, ""),
    ]
    questions = [each for each in asked if each[1] or each[2]]
    return card(f"{row.id} {row.title}", values.now.slug, lines, questions, values.anchor)
