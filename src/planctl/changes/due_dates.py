"""What became of due dates between two versions of a plan, said in words."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from planctl.changes.diff import ValueChange
from planctl.plan.days import parse_due_date, within_words

_Move = Mapping[str, object]


class DueDateSentences(NamedTuple):
    """The sentences on dates that moved, and the keys of the changes that they tell."""

    sentences: tuple[str, ...]
    keys: frozenset[tuple[str, ...]]


def due_date_sentences(changes: Sequence[ValueChange]) -> DueDateSentences:
    """Return what is to be said of an action's due dates, and of its milestones'."""
    by_keys = {change.keys: change for change in changes}
    sentences: list[str] = []
    keys: set[tuple[str, ...]] = set()
    for above in dict.fromkeys(change.keys[:-1] for change in changes if _is_date(change.keys)):
        due, moves = by_keys.get((*above, "due")), by_keys.get((*above, "moves"))
        name = f"{above[1]}: due" if above else "Due"
        new = _new_moves(moves) if moves else []
        if moves and new is not None:
            keys.add(moves.keys)
            sentences += [_sentence(name, move) for move in new]
        if due and isinstance(due.before, str) and isinstance(due.after, str):
            keys.add(due.keys)
            if not _explained(due, new or []):
                sentences.append(_moved(name, due.before, due.after))
    return DueDateSentences(tuple(sentences), frozenset(keys))


def _is_date(keys: tuple[str, ...]) -> bool:
    """Return whether a value is a due date or its moves, of an action or of a milestone."""
    match keys:
        case ("due" | "moves",) | ("milestones", _, "due" | "moves"):
            return True
    return False


def _new_moves(change: ValueChange) -> list[_Move] | None:
    """Return the moves that are new or say more than before; None if any says less."""
    old, new = (each or [] for each in (change.before, change.after))
    if not isinstance(old, list) or not isinstance(new, list) or len(new) < len(old):
        return None
    if not all(isinstance(each, dict) and {"was", "to"} <= each.keys() for each in new):
        return None
    kept = zip(old, new, strict=False)
    if not all(isinstance(was, dict) and was.items() <= now.items() for was, now in kept):
        return None
    return [each for number, each in enumerate(new) if each not in old[number : number + 1]]


def _explained(due: ValueChange, moves: Sequence[_Move]) -> bool:
    """Return whether moves that were agreed lead from the date before to the date after."""
    at = due.before
    for move in moves:
        if move.get("agreed_by") and _are_same(move["was"], at):
            at = move["to"]
    return _are_same(at, due.after)


def _are_same(one: object, other: object) -> bool:
    """Return whether two due dates are written alike, or mean the same: To be confirmed."""
    return one == other or _date_in_words(str(one)) == _date_in_words(str(other))


def _sentence(name: str, move: _Move) -> str:
    was, to = str(move["was"]), str(move["to"])
    reason = f": {move['reason']}" if move.get("reason") else ""
    if move.get("agreed_by"):
        return f"{_moved(name, was, to)} (agreed by {move['agreed_by']}){reason}"
    if move.get("refused_by"):
        new, by = _date_in_words(to), move["refused_by"]
        return f"{name} {_date_in_words(was)} as before: a move to {new} was refused by {by}"
    return (
        f"{name} {_date_in_words(was)}: a move to {_date_in_words(to)} waits for a decision{reason}"
    )


def _moved(name: str, was: str, to: str) -> str:
    return f"{name} moved from {_date_in_words(was)} to {_date_in_words(to)}"


def _date_in_words(written: str) -> str:
    """Return a due date in words, or as it is written where it is none."""
    try:
        return within_words(parse_due_date(written))
    except ValueError:
        return written
