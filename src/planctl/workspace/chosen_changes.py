"""What changed in the actions that are meant, of plans that are compared."""

from collections.abc import Sequence
from dataclasses import replace

from planctl.changes.diff import Changes
from planctl.changes.plan_changes import PlanChanges
from planctl.plan.ids import action_of_file, priority_of
from planctl.plan.leads import leads_in
from planctl.plan.plan import Plan, load
from planctl.store.revisions import Revision
from planctl.workspace.selection import (
    Choice,
    ChosenActions,
    NamedAction,
    chosen_in,
    require_chosen,
)
from planctl.workspace.versions import texts_of


def chosen_changes(
    plans: Sequence[PlanChanges], new: Revision | None, choice: Choice
) -> list[PlanChanges]:
    """Return what changed in the actions that are meant; UserError where none is, in any plan."""
    if not choice.is_made:
        return list(plans)
    found = [
        changed_actions(each.changes, load(*texts_of(each.now, new, each.now)), choice)
        for each in plans
    ]
    require_chosen([chosen for chosen, _ in found])
    return [
        replace(each, changes=changes)
        for each, (_, changes) in zip(plans, found, strict=True)
        if changes or any(map(any, changes.unreadable))
    ]


def changed_actions(changes: Changes, plan: Plan, choice: Choice) -> tuple[ChosenActions, Changes]:
    """Return which actions are meant of a plan, as it is now, and what changed in them."""
    gone = [
        NamedAction(
            each.was, each.word("title"), leads_in(each.old.get("lead")), priority_of(each.was)
        )
        for each in changes.actions
        if each.kind == "removed"
    ]
    chosen = chosen_in(plan, choice, gone)
    if chosen.ids is None:
        return chosen, changes
    before, now = (
        tuple(path for path in paths if chosen.has(action_of_file(path)))
        for paths in changes.unreadable
    )
    kept = tuple(each for each in changes.actions if chosen.has(each.id))
    return chosen, Changes((), kept, (before, now))
