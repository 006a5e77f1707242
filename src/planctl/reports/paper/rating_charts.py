"""The charts of a paper: how many actions have each rating, and how the ratings moved."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from planctl.plan.period import Period
from planctl.plan.ratings import Rating
from planctl.plan.scale import Step, comparable, direction, moved
from planctl.reports.paper.paper import PaperSection
from planctl.reports.paper.plan_view import PlanView
from planctl.reports.values.blocks import BarChart, bar_chart
from planctl.reports.values.hatching import (
    DOTS,
    HATCHES,
    LEVEL,
    PLAIN,
    RISING,
    HatchedTag,
    hatched,
)
from planctl.reports.values.plan import rating_count
from planctl.reports.values.runs import RatingTally
from planctl.summary.action_summary import ActionSummary
from planctl.summary.rating_count import RatingCount


def pictures(view: PlanView) -> Iterator[PaperSection]:
    """Yield the split of ratings by quarter, by priority and by lead, and what moved."""
    found = view.summary
    if not found.overall.rated:
        return
    charts = [by_quarter(view)]
    if moved := _movement_chart(view):
        charts.append(moved)
    yield PaperSection("charts", "The ratings in pictures", [*charts, *splits(view)])


def splits(view: PlanView) -> Iterator[BarChart]:
    """Yield the charts of a quarter's ratings by priority and by lead."""
    yield _split_chart(view, "priority", view.summary.by_priority)
    yield _split_chart(view, "lead", view.summary.by_lead)


def by_quarter(view: PlanView) -> BarChart:
    """Return a chart of how many actions had each rating in each quarter so far."""
    found = view.summary
    bars, told = [], []
    for quarter in found.periods_so_far:
        tally = Counter([row.at(quarter).step for row in found.rows])
        bars.append((quarter.key, list(_rating_tallies(view, tally))))
        told.append(f"{quarter.key}: {_in_words(view, tally)}")
    described = f"Of {found.overall.total}. {'. '.join(told)}."
    order = _hatched(view)
    return bar_chart(f"Ratings {view.noun} by {view.noun}", described, bars, "chart-quarter", order)


def _hatched(view: PlanView) -> Iterator[HatchedTag]:
    """Yield each rating with its pattern."""
    return (hatched(tag, HATCHES[step.rating]) for step, tag in view.shared.tags.items())


def _split_chart(view: PlanView, what: str, found: Sequence[RatingCount]) -> BarChart:
    bars = [
        (_bar_label(each, what), list(_rating_tallies(view, each.steps)))
        for each in found
        if each.total
    ]
    told = [
        f"{_bar_label(each, what)}: {_in_words(view, each.steps)}" for each in found if each.total
    ]
    title = f"Ratings by {what}, {view.quarter}"
    order = _hatched(view)
    return bar_chart(title, f"{'. '.join(told)}.", bars, f"chart-{what}", order)


def _bar_label(count: RatingCount, what: str) -> str:
    if what == "lead":
        return count.label or "Not known"
    return f"{count.name} {count.label}".strip()


def _rating_tallies(view: PlanView, tally: Mapping[Step, int]) -> Iterator[RatingTally]:
    """Yield the number of each rating that occurs."""
    for step, tag in view.shared.tags.items():
        if _is_counted(step, tally):
            yield rating_count(tag, tally[step])


def _is_counted(step: Step, tally: Mapping[Step, int]) -> bool:
    return tally.get(step, 0) > 0 and step.rating is not Rating.NOT_IN_PLAN


def _in_words(view: PlanView, tally: Mapping[Step, int]) -> str:
    counted = (
        f"{tally[step]} {step.word}" for step in view.shared.tags if _is_counted(step, tally)
    )
    return ", ".join(counted)


def _movement_chart(view: PlanView) -> BarChart | None:
    """Return a chart of how many ratings are better, the same and worse than before."""
    found = view.summary
    rows = [row for row in found.rows if view.step(row).rating is not Rating.NOT_IN_PLAN]
    tally = Counter(_movement(row, found.quarter) for row in rows)
    if len(tally) == 1 and "not compared" in tally:
        return None
    known = [(name, tally[name]) for name in MOVEMENTS if tally[name]]
    parts = [rating_count(MOVEMENTS[name], number) for name, number in known]
    told = ", ".join(f"{number} {name}" for name, number in known)
    before = found.before or "the year began"
    bars = [(f"{before} to {found.quarter}", parts)]
    described = f"Of {found.overall.total}: {told}."
    title = f"Movement since {before}"
    return bar_chart(title, described, bars, "chart-movement", MOVEMENTS.values())


MOVEMENTS = {
    "worsened": HatchedTag("Worsened", "worsened", "↘", lines=PLAIN),
    "the same": HatchedTag("The same", "same", "→", lines=LEVEL),
    "improved": HatchedTag("Improved", "improved", "↗", lines=RISING),
    "not compared": HatchedTag("Not compared", "not-compared", "·", lines=DOTS),
}
"""How a rating moved, as values that a chart shows like those of a rating."""


def _movement(row: ActionSummary, quarter: Period) -> str:
    before, now = row.before(quarter), row.at(quarter).step
    if not (before and comparable(before) and comparable(now)):
        return "not compared"
    return direction(before, now) if moved(before, now) else "the same"
