"""What changed in actions since they were planned, in few words, as papers and sites tell it."""

import json
from collections.abc import Iterator, Sequence

from planctl.changes.diff import ActionChange, Changes, ValueChange
from planctl.changes.diff_lines import field_label, rating_changes
from planctl.plan.days import in_words
from planctl.plan.plan import Plan
from planctl.privacy.hidden_parts import Edition
from planctl.problem import UserError, visible
from planctl.reports.paper.options import HistoryEvent
from planctl.summary.action_summary import ActionSummary
from planctl.workspace.versions import history_of


def history_events(
    folder: str, rows: Sequence[ActionSummary], plan: Plan, edition: Edition
) -> tuple[tuple[HistoryEvent, ...] | None, bool]:
    """Return what changed in actions, the latest first, and whether it is not to be told.

    It is None if there is no git, and where an edition must not tell it.
    """
    if plan.whole:
        return None, True
    found = []
    try:
        for row in rows:
            for commit, changes in history_of(folder, row.id):
                if edition is not Edition.INTERNAL and was_hidden(changes):
                    return None, True
                what = tuple(part for each in changes.actions for part in change_phrases(each))
                event = HistoryEvent(
                    in_words(commit.when.date()), commit.author, commit.subject, what
                )
                found.append((commit.when, event))
    except UserError:
        return None, False
    ordered = sorted(found, key=lambda each: each[0], reverse=True)
    return tuple(event for _, event in ordered), False


def was_hidden(changes: Changes) -> bool:
    """Return whether anything that changed was hidden from somebody, before or after."""
    of_plan = any(
        {"visibility", "disclosure"} & {*each.keys} or _says(each) for each in changes.header
    )
    return of_plan or any(
        '"visibility"' in json.dumps([each.old, each.new]) for each in changes.actions
    )


def _says(change: ValueChange) -> bool:
    return '"visibility"' in json.dumps([change.before, change.after])


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
