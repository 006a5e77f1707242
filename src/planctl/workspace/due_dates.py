"""How a due date is moved, or a move that waits is decided on, whoever asks for it."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from planctl.edits.due_dates import Decision, MoveRequest, with_decision, with_move
from planctl.plan.context import ReadingContext
from planctl.plan.model import Action
from planctl.plan.plan import context_of, usable_action
from planctl.problem import Exit, UserError, known_word
from planctl.summary.slippage import Slip, slips
from planctl.text.document import Document
from planctl.workspace.change import Documents, FileChange, PlanChange, Say, change_files
from planctl.workspace.documents import HEADER

_DATES = ("due", "original_due", "moves", "milestones")


class DueDateChange(NamedTuple):
    """What was changed in an action's file, and its due date and its moves, before and after."""

    file: FileChange
    plan: PlanChange
    before: Slip
    after: Slip

    @property
    def moved(self) -> bool:
        """Whether it is due on another day than before."""
        return self.after.due != self.before.due


def change_due_dates(
    folder: str,
    actions: Sequence[str],
    milestone: str | None,
    wanted: MoveRequest | Decision,
    today: date,
    say: Say,
    *,
    dry_run: bool = False,
) -> list[DueDateChange]:
    """Move the due dates of actions or of their milestone, or decide on the moves that wait.

    All are changed, or none is. Raises UserError as `change_files`, `with_move` and `with_decision`
    do, where there is no such milestone, and where what a file says of its dates cannot be used.
    """
    names = [f"{action}.yaml" for action in actions]
    contexts: list[ReadingContext] = []

    def edit(documents: Documents) -> Documents:
        contexts[:] = [context_of(documents[HEADER])]
        return {name: changed(documents[name]) for name in names}

    def changed(document: Document) -> Document:
        found = dated_action(document, *contexts)
        which = _milestone(found, milestone)
        if isinstance(wanted, MoveRequest):
            return with_move(document, found, which, wanted, today)
        return with_decision(document, found, which, wanted, today)

    def told(made: FileChange) -> DueDateChange:
        before, after = (dated_action(each, *contexts) for each in (made.before, made.after))
        which = _milestone(before, milestone)
        return DueDateChange(made, change, _slip(before, which), _slip(after, which))

    change = change_files(folder, [*names, HEADER], edit, say, dry_run=dry_run)
    return [told(change.files[name]) for name in names]


def dated_action(document: Document, context: ReadingContext) -> Action:
    """Return an action whose dates can be read; UserError where they cannot."""
    if action := usable_action(document, _DATES, context):
        return action
    message = f"{document.path} cannot be used"
    raise UserError(message, "run planctl check to see why", Exit.PROBLEMS)


def _milestone(action: Action, typed: str | None) -> str | None:
    """Return a milestone as the action spells it, None for its own due date."""
    if typed is None:
        return None
    if action.milestones:
        return known_word(typed, list(action.milestones), "milestone")
    hint = f"planctl add milestone {action.id} NAME --due 2020-03"
    raise UserError(f"{action.id} has no milestones", hint, Exit.PROBLEMS)


def _slip(action: Action, milestone: str | None) -> Slip:
    return next(slip for slip in slips(action) if slip.milestone == (milestone or ""))
