"""What a paper is asked for: whose actions, for which meeting, since when, with which history."""

from collections.abc import Iterator, Sequence

from planctl.changes.diff import ActionChange
from planctl.changes.diff_lines import field_label, rating_changes
from planctl.plan.days import in_words
from planctl.problem import Exit, UserError, known_word, visible
from planctl.reports.paper.options import HistoryEvent
from planctl.summary.action_summary import ActionSummary
from planctl.summary.summary import Summary


def selected_summary(
    summary: Summary,
    ids: Sequence[str],
    lead: str | None,
    priority: str | None,
    recommendation: str | None = None,
) -> Summary:
    """Return the summary of the actions that were asked for, all of them where none was.

    Raises UserError for a name that the plan does not have, or if nothing is left; of a
    recommendation, that no action answers it is an answer.
    """
    rows, scope = chosen_rows(summary, priority, lead, recommendation), []
    if ids:
        wanted = {known_word(each, [row.id for row in summary.rows], "action") for each in ids}
        rows = [row for row in rows if row.id in wanted]
        named = (row.id for row in summary.rows if row.id in wanted)
        scope.append(f"numbered {' and '.join(named)}")
    if priority is not None:
        scope.append(f"of priority {known_priority(summary, priority)}")
    if lead is not None:
        lead = known_lead(summary, lead)
        scope.append(f"led by {lead}")
    if recommendation is not None:
        recommendation = known_recommendation(summary, recommendation)
        scope.append(f"answering {recommendation}")
    if not scope:
        return summary
    words = " and ".join(scope)
    if not rows and recommendation is None:
        raise UserError(f"there are no actions {words}", "planctl list names them", Exit.PROBLEMS)
    return summary.only(rows, words, lead or "", recommendation)


def chosen_rows(
    summary: Summary, priority: str | None, lead: str | None, recommendation: str | None = None
) -> list[ActionSummary]:
    """Return the actions of a priority, a lead and a recommendation, of any where none is named.

    Raises UserError, which suggests the nearest, where the plan has none such.
    """
    if priority is not None:
        priority = known_priority(summary, priority)
    if lead is not None:
        lead = known_lead(summary, lead)
    if recommendation is not None:
        recommendation = known_recommendation(summary, recommendation)
    return [
        row
        for row in summary.rows
        if priority in (None, row.priority)
        and (lead is None or lead in row.leads)
        and recommendation in (None, *row.answers)
    ]


def known_priority(summary: Summary, typed: str) -> str:
    """Return the number of a priority that the plan has; UserError if it has none such."""
    return known_word(typed, list(summary.header.priorities), "priority")


def known_lead(summary: Summary, typed: str) -> str:
    """Return a lead as the plan spells it: one that it names, or who leads an action."""
    leads = {*summary.header.leads, *(lead for row in summary.rows for lead in row.leads)}
    return known_word(typed, sorted(leads), "lead")


def known_recommendation(summary: Summary, typed: str) -> str:
    """Return the number of a recommendation that the plan has; UserError if it has none such."""
    hint = "planctl trace lists them" if summary.header.recommendations else _NONE_MADE
    return known_word(typed, list(summary.header.recommendations), "recommendation", hint)


_NONE_MADE = "the plan has none; they stand below `recommendations:` in plan.yaml"


def history_events(folder: str, rows: Sequence[ActionSummary]) -> tuple[HistoryEvent, ...] | None:
    """Return what changed in actions, the latest first, from git; None if there is no git."""
    from planctl.workspace.versions import history_of

    found = []
    try:
        for row in rows:
            for commit, changes in history_of(folder, row.id):
                what = tuple(part for each in changes.actions for part in change_phrases(each))
                event = HistoryEvent(
                    in_words(commit.when.date()), commit.author, commit.subject, what
                )
                found.append((commit.when, event))
    except UserError:
        return None
    return tuple(event for _, event in sorted(found, key=lambda each: each[0], reverse=True))


def change_phrases(change: ActionChange) -> Iterator[str]:
    """Yield what changed in an action: its ratings from what to what, the rest by name."""
    if change.kind in ("added", "removed"):
        yield f"The action was {change.kind}"
        return
    if change.kind == "renumbered":
        yield f"It was {change.was}"
    ratings = list(rating_changes(change))
    for quarter, before, now, _ in ratings:
        yield f"{quarter} {before.name} to {now.name}"
    names = (
        visible(field_label(_short(each.keys))) for each in change.changes if _is_named(each.keys)
    )
    yield from dict.fromkeys(names)


def _is_named(keys: Sequence[str]) -> bool:
    """Return whether a change of what stands under some keys is told by name."""
    return keys[-1] not in ("rag", "status", "id")


def _short(keys: Sequence[str]) -> Sequence[str]:
    """Return the keys by which a change is told: of a measure which it is, and which quarter."""
    if keys[0] != "figures":
        return keys
    return keys[:4] if keys[2:3] == ("actuals",) else keys[:2]
