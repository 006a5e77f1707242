"""What an action's file says of its due dates, as it was known on a day: read without the model."""

from datetime import date

from planctl.plan.measure_data import Data
from planctl.plan.named_due_date import parse_own_due_date
from planctl.plan.year import Year

_DECISION = ("agreed_by", "refused_by", "decided")


def due_on(dated: Data, day: date) -> object:
    """Return the due date of an action or a milestone, before every move agreed after a day."""
    later = (move for move in _moves(dated) if move.get("agreed_by") and _decided(move) > str(day))
    return next((move.get("was") for move in later), dated.get("due"))


def moves_on(dated: Data, day: date) -> list[tuple[int, Data]]:
    """Return the moves that there were on a day, with their numbers; none decided on after it."""
    return [
        (number, _undecided(move) if _decided(move) > str(day) else move)
        for number, move in enumerate(_moves(dated))
        if _date(move) <= str(day)
    ]


def milestones(action: Data) -> dict[str, Data]:
    """Return what is said of each milestone, by its name."""
    said = action.get("milestones")
    found = said if isinstance(said, dict) else {}
    return {name: each for name, each in found.items() if isinstance(each, dict)}


def milestone_on(milestone: Data, day: date) -> Data:
    """Return what was said of a milestone on a day."""
    done = milestone.get("done")
    return {
        "due": due_on(milestone, day),
        "done": done if str(done) <= str(day) else None,
        "moves": [move for _, move in moves_on(milestone, day)],
    }


def is_after(due: object, day: date, year: Year) -> bool:
    """Return whether a due date is after a day; not where it cannot be read."""
    try:
        return parse_own_due_date(str(due), year) > day
    except ValueError:
        return False


def _moves(dated: Data) -> list[Data]:
    moves = dated.get("moves")
    return [move for move in moves if isinstance(move, dict)] if isinstance(moves, list) else []


def _date(move: Data) -> str:
    return str(move.get("date") or "")


def _decided(move: Data) -> str:
    return str(move.get("decided") or _date(move))


def _undecided(move: Data) -> Data:
    return {key: value for key, value in move.items() if key not in _DECISION}
