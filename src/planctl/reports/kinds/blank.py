"""The commentary form of a quarter, to print or send, last quarter's words beside it."""

from collections.abc import Iterable, Iterator
from operator import itemgetter

from planctl.plan.days import in_words
from planctl.plan.fields import label
from planctl.plan.ratings import Rating
from planctl.reports.paper import sections as parts
from planctl.reports.paper.paper import Block, Form, FormField, PaperSection
from planctl.reports.paper.plan_view import PlanView
from planctl.reports.values.actions import NamedList
from planctl.reports.values.blocks import bullets, paragraph
from planctl.reports.values.labels import LABELS
from planctl.reports.values.runs import runs
from planctl.summary.action_summary import ActionSummary
from planctl.summary.summary import Summary
from planctl.summary.updates_due import every_update_due


def link_targets(summary: Summary) -> Iterable[ActionSummary]:
    """Return the actions that have a place of their own in the paper."""
    return [row for row in summary.rows if not _closed_before(row, summary)]


def _closed_before(row: ActionSummary, summary: Summary) -> bool:
    """Return whether an action was closed before the quarter, so that nothing is asked of it."""
    before = row.before(summary.quarter)
    return before is not None and before.rating is Rating.CLOSED


def sections(view: PlanView) -> Iterator[PaperSection]:
    """Yield the sections of the paper: how to fill it in, then a form for each action."""
    yield PaperSection(
        "summary",
        "How to fill this in",
        [bullets([*_HELP, *_still_owed(view), *_left_out(view.summary)])],
        contents=False,
    )
    asked = {row.path for row in link_targets(view.summary)}
    by_lead = [
        (lead, [row for row in rows if row.path in asked]) for lead, rows in view.by_lead(once=True)
    ]
    for number, (lead, rows) in enumerate(filter(itemgetter(1), by_lead), 1):
        post = view.summary.header.post(lead)
        made: list[Block] = [paragraph(f"To be filled in by {post}.")] if post else []
        made += [_form(row, view) for row in rows]
        yield PaperSection(
            "lead", lead or "Not known", made, anchor=f"lead-{number}", new_page=number > 1
        )
    yield parts.key(view)


_HELP = (
    "Choose one rating for each action.",
    "Say how much was done, how well, and what difference it made to children; with numbers.",
    "Name no child, and nothing by which a child could be recognised.",
    "Each next step needs what, who and by when.",
)


def _still_owed(view: PlanView) -> Iterator[str]:
    """Yield what is owed for each earlier quarter that is open, the oldest first."""
    *earlier, _ = every_update_due(view.summary)
    for each in earlier:
        actions = ", ".join(gap.row.id for gap in each.gaps)
        yield f"Still missing for {each.quarter}, due by {in_words(each.by)}: {actions}."


def _left_out(summary: Summary) -> Iterator[str]:
    """Yield which actions have no form, if any."""
    closed = ", ".join(row.id for row in summary.rows if _closed_before(row, summary))
    if closed:
        yield f"There is no form for what was closed before {summary.quarter}: {closed}."


def _form(row: ActionSummary, view: PlanView) -> Form:
    action, quarter = view.action(row), view.summary.quarter
    before = action.opening
    if quarter.number > 1:
        before = action.positions[quarter.number - 2]
    scale = view.summary.scale.at(quarter.key)
    choices = [view.tag(step) for step in scale.offered]
    colours = [view.tag(step) for step in (scale.plain if scale.own else scale.rags)]
    off_track = scale.listed(Rating.RED, Rating.AMBER)
    where = f", where {off_track}" if off_track else ""
    way_back = label("back_to_green", own_scale=scale.own)
    fields = [
        FormField(f"Rating for {quarter}", "Choose one", choices=choices),
        FormField(label("headline"), "One line for the board", lines=1),
        FormField(f"Progress this {view.noun}", "What was done, how much and how well", lines=6),
        FormField(label("impact"), "So what: the difference made for children", lines=3),
        FormField(label("if_continues"), f"Its likely impact{where}", lines=2),
        FormField(label("next_steps"), "What, who and by when", lines=4),
        FormField(way_back, "When, and what that rests on", lines=1),
        FormField(label("ask"), "Of the board, if any", lines=1),
        *_numbers(row, view),
        FormField(label("evidence"), "What shows it: kind, date and source", lines=2),
        FormField(LABELS.confidence, "Whether it will be achieved", choices=colours),
    ]
    return Form(
        id=action.id,
        name=runs(f"{action.id} {action.title}"),
        anchor=action.anchor,
        lead=action.lead,
        post=action.post,
        indicators=action.indicators,
        lists=[NamedList(label("indicators"), action.indicators)] if action.indicators else [],
        fields=fields,
        before=before,
    )


def _numbers(row: ActionSummary, view: PlanView) -> Iterator[FormField]:
    """Yield a place for the number of each measure that is due, with what is known of it."""
    if not row.action or not row.action.measured:
        return
    from planctl.measures.phrases import printed_value, target_phrase

    quarter = view.summary.quarter
    for each in view.summary.measured[row.path]:
        periods = each.periods(quarter)
        hints = [" and ".join(filter(None, periods))]
        if before := view.summary.before:
            hints.append(f"{before}: {printed_value(each, each.at(before).value)}")
        if aim := target_phrase(each, each.at(quarter)):
            hints.append(f"target {aim}")
        if periods:
            hint = "; ".join(filter(None, hints)) or each.style.unit.value
            yield FormField(each.name, hint, lines=1)
