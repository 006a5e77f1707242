"""The commentary form of a quarter, to print or send, last quarter's words beside it."""

from collections.abc import Iterable, Iterator

from planctl.plan.periods import Quarter
from planctl.plan.ratings import Rating
from planctl.reports.paper import blocks
from planctl.reports.paper import sections as parts
from planctl.reports.paper.blocks import section
from planctl.reports.paper.view import Sight
from planctl.reports.values.plan import Values
from planctl.summary.action_summary import ActionSummary
from planctl.summary.summary import Summary

NAME = "blank"
TITLE = "Commentary form"
_RATINGS = (Rating.RED, Rating.AMBER, Rating.GREEN, Rating.COMPLETE, Rating.EMBEDDED,
            Rating.ON_HOLD, Rating.CLOSED, Rating.NOT_STARTED)  # fmt: skip


def placed(summary: Summary) -> Iterable[ActionSummary]:
    """Return the actions that have a place of their own in the paper."""
    return summary.rows


def sections(sight: Sight) -> Iterator[Values]:
    """Yield the sections of the paper: how to fill it in, then a form for each action."""
    yield section("summary", "How to fill this in", [blocks.bullets(_HELP)], contents=False)
    for number, (lead, rows) in enumerate(sight.leading(), 1):
        post = sight.summary.header.post(lead)
        made = [blocks.paragraph(f"To be filled in by {post}.")] if post else []
        made += [_form(row, sight) for row in rows]
        yield section(
            "lead", lead or "Not known", made, anchor=f"lead-{number}", new_page=number > 1
        )
    yield parts.key(sight)


_HELP = (
    "Choose one rating for each action.",
    "Say how much was done, how well, and what difference it made to children; with numbers.",
    "Name no child, and nothing by which a child could be recognised.",
    "Each next step needs what, who and by when.",
)


def _form(row: ActionSummary, sight: Sight) -> Values:
    values, quarter = sight.of(row), sight.summary.quarter
    before = values["opening"]
    if quarter.before:
        before = values["positions"][Quarter(quarter.before).number - 1]
    choices = [sight.shared.ratings[rating] for rating in _RATINGS]
    colours = choices[:3]
    fields = [
        blocks.field(f"Rating for {quarter}", "Choose one", choices=choices),
        blocks.field("Headline", "One line for the board", lines=1),
        blocks.field("Progress this quarter", "What was done, how much and how well", lines=6),
        blocks.field("Impact", "So what: the difference made for children", lines=3),
        blocks.field("Next steps", "What, who and by when", lines=4),
        *_numbers(row, sight),
        blocks.field("Evidence", "What shows it: kind, date and source", lines=2),
        blocks.field("Confidence in the outcome", "Whether it will be achieved", choices=colours),
    ]
    return blocks.form(values, fields, before)


def _numbers(row: ActionSummary, sight: Sight) -> Iterator[Values]:
    """Yield a place for the number of each measure that is due, with what is known of it."""
    if not row.action or not row.action.measured:
        return
    from planctl.measures.phrases import printed_value, target_phrase  # noqa: PLC0415 - few plans have numbers

    quarter = sight.summary.quarter
    for each in sight.summary.measured[row.path]:
        periods = each.periods(quarter)
        hints = [" and ".join(filter(None, periods))]
        if before := quarter.before:
            hints.append(f"{before}: {printed_value(each, each.at(before).value)}")
        if aim := target_phrase(each, each.at(quarter)):
            hints.append(f"target {aim}")
        if periods:
            hint = "; ".join(filter(None, hints)) or each.style.unit.value
            yield blocks.field(each.name, hint, lines=1)
