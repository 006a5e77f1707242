"""One form for each exception, as councils' corporate exception reports have them."""

from collections.abc import Iterable, Iterator

from planctl.plan.days import in_words, within_words
from planctl.plan.fields import label
from planctl.plan.model import Update
from planctl.reports.paper import sections as parts
from planctl.reports.paper.paper import Block, PaperSection
from planctl.reports.paper.plan_view import PlanView
from planctl.reports.values.blocks import card, facts, paragraph, table
from planctl.reports.values.labels import LABELS
from planctl.reports.values.runs import RunsOrText
from planctl.summary.action_summary import ActionSummary
from planctl.summary.decisions import decision, decisions, decisions_phrase
from planctl.summary.exceptions import ActionException, exception_rule, exceptions, red
from planctl.summary.slippage import original_due_date
from planctl.summary.summary import Summary

_NOT_SAID = "Not stated"
_BACK_TO_GREEN = "When will it be back to green?"
_WAY_BACK = "When will it be where it should be?"


def link_targets(summary: Summary) -> Iterable[ActionSummary]:
    """Return the actions that have a place of their own in the paper."""
    return [each.row for each in exceptions(summary)]


def sections(view: PlanView) -> Iterator[PaperSection]:
    """Yield the sections of the paper: a list of the exceptions, then the form of each."""
    found = exceptions(view.summary)
    yield from parts.cover(view)
    yield parts.opening(list(_summary(found, view)))
    for each in found:
        yield _form(each, view)
    yield from parts.ending(view)


def _summary(found: tuple[ActionException, ...], view: PlanView) -> Iterator[Block]:
    total, number = view.summary.overall.total, len(found)
    are = "is an exception" if number == 1 else "are exceptions"
    of = view.summary.scope or "in the plan"
    counted = f"{number or 'None'} of the {total} actions {of} {are}"
    if total == 1:
        counted = f"The one action {of} is {'an' if number else 'no'} exception"
    yield paragraph(f"{counted} for {view.quarter}.", "sentence")
    if view.summary.scale.own:
        yield paragraph(view.values.sentence)
    if asked := decisions(view.summary, [each.row for each in found]):
        yield paragraph(decisions_phrase(asked))
    yield paragraph(exception_rule(view.summary), "note")
    if found:
        columns = ["Action", "Lead", f"Rating, {view.quarter}", "Why it is an exception"]
        rows = [_exception_row(each, view) for each in found]
        is_red = red(view.summary)
        caption = f"The exceptions, those that are {is_red} first" if is_red else "The exceptions"
        yield table(caption, columns, [("", rows)])


def _exception_row(each: ActionException, view: PlanView) -> list[RunsOrText]:
    values = view.action(each.row)
    return [values.run, values.lead, view.rating_and_outcome(each.row), "; ".join(each.reasons)]


def _form(each: ActionException, view: PlanView) -> PaperSection:
    row, values = each.row, view.action(each.row)
    update = row.at(view.summary.quarter).update
    before = row.before(view.summary.quarter)
    pairs: list[tuple[RunsOrText, RunsOrText]] = [
        ("Why it is an exception", "; ".join(each.reasons))
    ]
    post = f"{row.lead} ({values.post})" if values.post else row.lead
    pairs += [("Lead", post)] if row.lead else []
    pairs.append((f"Rating, {view.quarter}", view.tag_at(row)))
    if confidence := view.confidence(row):
        pairs.append((LABELS.confidence, confidence))
    if before:
        pairs.append(("Before", view.tag(before)))
    pairs += _dates(each)
    questions = card("", values.now.slug, [], _questions(update, own_scale=view.summary.scale.own))
    made = [facts(pairs, "exception"), questions, *parts.measures(row, view)]
    return PaperSection(
        "exception", row.title, made, anchor=values.anchor, number=row.id, new_page=True
    )


def _questions(update: Update, *, own_scale: bool) -> list[tuple[str, str, str]]:
    """Return the questions of the form, each with the field that answers it.

    What is finished does not continue; a difference made and a decision are told where there is
    one.
    """
    reason = "\n\n".join(filter(None, [update.headline, update.commentary]))
    continues = [
        ("What is the likely impact if it continues?", update.if_continues, _NOT_SAID),
        ("What is being done, by whom and by when?", update.next_steps, _NOT_SAID),
        (_WAY_BACK if own_scale else _BACK_TO_GREEN, update.back_to_green, _NOT_SAID),
    ]
    further = [
        ("What difference has been made?", update.impact, ""),
        ("What decision is asked for?", decision(update), ""),
    ]
    return [
        ("What is the reason for the performance?", reason, _NOT_SAID),
        *(each for each in continues if each[1] or not update.rating.finished),
        *(each for each in further if each[1]),
    ]


def _dates(each: ActionException) -> Iterator[tuple[RunsOrText, RunsOrText]]:
    """Yield when it is to be back on track: the action's date, and the date first agreed."""
    action = each.row.action
    if not action:
        return
    due = in_words(action.due) if action.due else "No date is recorded"
    first = original_due_date(action)
    if first and first != action.due:
        due += f", first agreed as {within_words(first)}"
    yield label("due"), due
