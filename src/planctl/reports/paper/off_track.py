"""What is off track, in one table: each action's rating, since when, why, what is being done."""

from collections.abc import Callable, Iterator

from planctl.plan.scale import Step
from planctl.reports.commentary import first_words
from planctl.reports.paper.paper import Block, PaperSection
from planctl.reports.paper.plan_view import PlanView
from planctl.reports.values.blocks import paragraph, table
from planctl.reports.values.runs import Run, RunsOrText, muted, strong
from planctl.summary.action_summary import ActionSummary
from planctl.summary.exceptions import ActionException, needing_attention

_MOST = 7
"""How many actions stand in the table: more do not go on a sheet of two sides."""
_MOST_STEPS = 2


def off_track(
    view: PlanView, before: Callable[[ActionSummary], Step | None]
) -> Iterator[PaperSection]:
    """Yield what is off track, the worst first, as far as a board's sheet has room for it.

    What only lacks an update is told elsewhere. Where nothing is rated, nothing can be said.
    """
    found = needing_attention(view.summary, before)
    if not found:
        if view.values.rated:
            yield PaperSection("attention", "Off track", [paragraph("Nothing is off track.")])
        return
    rows = [list(_cells(each, view)) for each in found[:_MOST]]
    columns = ["Action", "Rating", "Why, and since when", "What is being done"]
    caption = "What is off track, the worst first"
    made: list[Block] = [table(caption, columns, [("", rows)], "headed")]
    left = len(found) - _MOST
    if left > 0:
        made.append(paragraph(f"And {left} more: the exceptions report has them all.", "note"))
    yield PaperSection("attention", f"Off track: {len(found)}", made)


def _cells(each: ActionException, view: PlanView) -> Iterator[RunsOrText]:
    row = each.row
    update = row.at(view.summary.quarter).update
    yield [view.action(row).run, muted(f" ({row.lead})" if row.lead else "")]
    yield view.rating_and_outcome(row)
    said: list[str | Run] = (
        [strong(f"{update.headline.rstrip('.')}."), " "] if update.headline else []
    )
    yield [*said, f"{'. '.join(each.reasons)}."]
    steps = first_words(update.next_steps)
    left = len(steps) - _MOST_STEPS
    told = [each.rstrip(".;") for each in steps[:_MOST_STEPS]]
    yield "; ".join([*told, *([f"and {left} more"] if left > 0 else [])]) or "Not stated"
