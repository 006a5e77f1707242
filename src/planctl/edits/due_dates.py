"""How a due date is moved in an action's file: the move is recorded, and nothing else changed."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple, cast

from planctl.plan.days import DueDate, by_words, in_words, within_words
from planctl.plan.due_date import Milestone, Move
from planctl.plan.model import Action
from planctl.problem import UserError
from planctl.text.document import Document
from planctl.text.edit_mapping import Value, put
from planctl.text.edit_value import change

_ACTION, _MILESTONE = tuple(Action.model_fields), tuple(Milestone.model_fields)


class MoveRequest(NamedTuple):
    """A due date that is to be moved, and why; nobody has agreed it yet if no post did."""

    to: DueDate
    reason: str
    agreed_by: str = ""


class Decision(NamedTuple):
    """What a post decided on the move that waits."""

    post: str
    agreed: bool


def with_move(
    document: Document, action: Action, milestone: str | None, request: MoveRequest, today: date
) -> Document:
    """Return an action's document with a move of its due date recorded, the last of its moves.

    The due date is changed if the move is agreed. It is as it was where the last move is this one.
    Raises UserError where there is no date to move, where it would not move, and while another
    move waits for a decision.
    """
    what, due, moves, keys = _date(action, milestone)
    entry = {
        "was": due.written,
        "to": request.to.written,
        "date": today.isoformat(),
        "reason": request.reason,
        **({"agreed_by": request.agreed_by} if request.agreed_by else {}),
    }
    entries = _moves_in(document, keys)
    if entries and {**entries[-1], "was": due.written} == entry:
        return document
    for move in moves:
        if move.waiting:
            message = f"a move of {what} to {within_words(move.to)} waits for a decision"
            raise UserError(message, "decide that first: --agreed-by POST or --refused-by POST")
    if request.to == due:
        raise UserError(f"{what} is {by_words(due)} already", "say another date with --due")
    document = _with_moves(document, keys, [*entries, entry])
    return _with_due(document, keys, request.to) if request.agreed_by else document


def with_decision(
    document: Document, action: Action, milestone: str | None, decision: Decision, today: date
) -> Document:
    """Return an action's document with the decision on the move that waits for one.

    The due date is changed if it is agreed. It is as it was where this was the last decision.
    Raises UserError where no move waits.
    """
    what, _, moves, keys = _date(action, milestone)
    waiting = [number for number, move in enumerate(moves) if move.waiting]
    entries = _moves_in(document, keys)
    by = "agreed_by" if decision.agreed else "refused_by"
    said = {by: decision.post, "decided": today.isoformat()}
    if not waiting and entries and entries[-1].items() >= said.items():
        return document
    if not waiting:
        message = f"no move of {what} waits for a decision"
        raise UserError(message, "to move it, say to when and why: --due 2020-03 --reason …")
    entries[waiting[0]] = {**entries[waiting[0]], **said}
    document = _with_moves(document, keys, entries)
    return _with_due(document, keys, moves[waiting[0]].to) if decision.agreed else document


def _date(
    action: Action, milestone: str | None
) -> tuple[str, DueDate, tuple[Move, ...], tuple[str, ...]]:
    """Return what is to be moved: its name, its due date, its moves and where it stands."""
    if milestone is None:
        if action.due:
            return action.id, action.due, action.moves, ()
        hint = f"the first one is set: planctl set {action.id} due=2020-03"
        raise UserError(f"{action.id} has no due date to move", hint)
    found = action.milestones[milestone]
    what = f"{milestone} of {action.id}"
    if found.done:
        message = f"{what} was done on {in_words(found.done)}"
        raise UserError(message, "what is done has no date to move")
    return what, found.due, found.moves, ("milestones", milestone)


def _moves_in(document: Document, keys: tuple[str, ...]) -> list[Mapping[str, str]]:
    """Return the moves that are recorded, as they are written."""
    there: object = document.data
    for key in (*keys, "moves"):
        there = there.get(key) if isinstance(there, dict) else None
    return list(cast("list[Mapping[str, str]]", there or []))


def _with_moves(
    document: Document, keys: tuple[str, ...], moves: list[Mapping[str, str]]
) -> Document:
    value: Value = moves
    return put(document, (*keys, "moves"), value, _MILESTONE if keys else _ACTION)


def _with_due(document: Document, keys: tuple[str, ...], to: DueDate) -> Document:
    order = _MILESTONE if keys else _ACTION
    return change(document, (*keys, "due"), to.written, order, block=False)
