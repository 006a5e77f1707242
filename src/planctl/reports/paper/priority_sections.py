"""The section of papers that tells where the priorities stand, as their leads rate them."""

from collections.abc import Iterator

from planctl.reports.paper.paper import PaperSection
from planctl.reports.paper.plan_view import PlanView
from planctl.reports.paper.sections import counted
from planctl.reports.values.blocks import table
from planctl.reports.values.plan import counts
from planctl.reports.values.runs import RunsOrText
from planctl.summary.priorities import PriorityStanding, priority_standings


def standings(view: PlanView) -> Iterator[PaperSection]:
    """Yield who leads each priority, and how they rate it; nothing where no plan says so."""
    found = priority_standings(view.summary)
    if not found:
        return
    has_posts = any(each.said.accountable for each in found)
    is_rated = any(each.step or each.before for each in found)
    posts = ["Accountable"] * has_posts
    rated = [f"Rating, {view.quarter}"] * is_rated
    rows = [_row(each, view, has_posts=has_posts, is_rated=is_rated) for each in found]
    caption = f"Each priority’s lead, and how its actions are rated for {view.quarter}"
    if is_rated:
        caption = f"How its lead rates each priority for {view.quarter}, beside its actions"
    made = table(caption, ["Priority", "Lead", *posts, *rated, "Actions"], [("", rows)])
    yield PaperSection("standings", "Where the priorities stand", [made])


def _row(
    each: PriorityStanding, view: PlanView, *, has_posts: bool, is_rated: bool
) -> list[RunsOrText]:
    posts: list[RunsOrText] = [each.said.accountable or "–"] * has_posts
    rated = [standing_words(each, view)] * is_rated
    actions = counted(counts(each.counts, view.shared)) or "–"
    return [each.named, each.said.lead or "–", *posts, *rated, actions]


def standing_words(each: PriorityStanding, view: PlanView) -> RunsOrText:
    """Return how a lead rates a priority, and rated it in the quarter before if otherwise."""
    now = view.tag(each.step) if each.step else "Not rated"
    if not each.before or each.before == each.step:
        return now
    return [now, ", was ", view.tag(each.before)]
