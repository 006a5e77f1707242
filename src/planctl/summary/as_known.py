"""What a plan said on a day: without the moves, sign-offs and numbers that are dated after it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple, TypeVar

from planctl.plan.days import DueDate
from planctl.plan.due_date import Milestone, Move
from planctl.plan.measure import Actual, Line, Measure, MeasureLine, QuarterActual
from planctl.plan.model import Action, Closed, Header
from planctl.plan.period import Period
from planctl.plan.recommendation import Recommendation
from planctl.plan.year import Year
from planctl.signoff.standing import SignOff, Stage

_Recorded = TypeVar("_Recorded", bound=Actual)
_UNDECIDED = {"agreed_by": "", "refused_by": "", "decided": None}


class SeenOn(NamedTuple):
    """A day from which a plan is seen, as far as one of its quarters.

    `numbers` is the day by which numbers were supplied: a later one where what came after the day
    can only be a correction, which is told.
    """

    day: date
    numbers: date
    last: Period


def action_on(action: Action, seen: SeenOn, year: Year) -> Action:
    """Return an action as it was known on a day."""
    day, numbers, last = seen
    quarters = frozenset(each.key for each in year.periods if each <= last and each.begun(day))
    moves = _moves_on(action.moves, day)
    milestones = {name: _milestone_on(step, day) for name, step in action.milestones.items()}
    updates = {name: said for name, said in action.updates.items() if name in quarters}
    known: dict[str, object] = {
        "due": due_date_on(action.due, action.moves, day),
        "moves": moves,
        "milestones": milestones,
        "agreed_changes": tuple(each for each in action.agreed_changes if each.date <= day),
        "updates": updates,
        "measures": tuple(_line_on(line, numbers, quarters) for line in action.measures),
    }
    return _with(action, known)


def header_on(header: Header, day: date) -> Header:
    """Return a plan's header with the sign-offs and the recommendations of a day."""
    closed = {name: closed_on(record, day) for name, record in header.closed.items()}
    made = {
        number: _with(each, {"position": {on: at for on, at in each.position.items() if on <= day}})
        for number, each in header.recommendations.items()
        if not (each.date and each.date > day)
    }
    return _with(header, {"closed": closed, "recommendations": made})


def closed_on(record: Closed, day: date) -> Closed:
    """Return what was recorded of a quarter's sign-off on a day."""
    if record.date and record.date <= day:
        made = tuple(each for each in record.corrections if each.date <= day)
        return _with(record, {"corrections": made})
    stages = {name: stage for name, stage in record.stages.items() if stage.date <= day}
    if not stages and (record.date or record.stages):
        return NOT_SIGNED
    open_again = {"date": None, "by": "", "digest": "", "corrections": ()}
    return _with(record, {**open_again, "stages": stages})


def sign_off_on(found: SignOff, day: date) -> SignOff:
    """Return how a quarter's sign-off stood on a day."""
    record = closed_on(found.record, day)
    if record is found.record:
        return found
    if record.date:
        return replace(found, record=record)
    stages = tuple(
        Stage(each.name, record.stages.get(each.name), void=False) for each in found.stages
    )
    return SignOff(found.quarter, record, stages)


NOT_SIGNED = Closed.model_construct()
"""What is recorded of a sign-off of which nothing is."""

_Part = TypeVar(
    "_Part",
    Action,
    Header,
    Recommendation,
    Closed,
    Milestone,
    Measure,
    MeasureLine,
    QuarterActual,
)


def _with(part: _Part, known: Mapping[str, object]) -> _Part:
    """Return a part of a plan with other values; itself where they are not others."""
    if all(getattr(part, name) == value for name, value in known.items()):
        return part
    return part.model_copy(update=known)


def _moves_on(moves: tuple[Move, ...], day: date) -> tuple[Move, ...]:
    """Return the moves that there were on a day; none decided on after it."""
    return tuple(
        move.model_copy(update=_UNDECIDED) if _decided(move) > day else move
        for move in moves
        if move.date <= day
    )


def due_date_on(due: DueDate | None, moves: tuple[Move, ...], day: date) -> DueDate | None:
    """Return a due date as it was before every move that was agreed after a day."""
    return next((move.was for move in moves if move.agreed_by and _decided(move) > day), due)


def _decided(move: Move) -> date:
    return move.decided or move.date


def _milestone_on(step: Milestone, day: date) -> Milestone:
    return _with(
        step,
        {
            "due": due_date_on(step.due, step.moves, day),
            "done": step.done if step.done and step.done <= day else None,
            "moves": _moves_on(step.moves, day),
        },
    )


def _line_on(line: Line, day: date, quarters: frozenset[str]) -> Line:
    if not isinstance(line, MeasureLine):
        return line
    if line.parts:
        parts = tuple(_measure_on(part, day, quarters) for part in line.parts)
        return _with(line, {"parts": parts})
    return _measure_on(line, day, quarters)


_Numbers = TypeVar("_Numbers", Measure, MeasureLine)


def _measure_on(measure: _Numbers, day: date, quarters: frozenset[str]) -> _Numbers:
    actuals = {
        name: _quarter_on(recorded, day)
        for name, recorded in measure.actuals.items()
        if name in quarters
    }
    return _with(measure, {"actuals": actuals})


def _quarter_on(recorded: QuarterActual, day: date) -> QuarterActual:
    known = _supplied_on(recorded, day)
    if not (recorded.months or recorded.terms):
        return known
    months = {name: _supplied_on(each, day) for name, each in recorded.months.items()}
    terms = {name: _supplied_on(each, day) for name, each in recorded.terms.items()}
    return _with(known, {"months": months, "terms": terms})


def _supplied_on(recorded: _Recorded, day: date) -> _Recorded:
    """Return what was recorded by a day: what came later had been something else, or nothing."""
    if not recorded.supplied or recorded.supplied <= day:
        return recorded
    gone = {"supplied": None, "reason": "", "restated_from": None, "series_break": ""}
    return recorded.model_copy(update={**gone, "value": recorded.restated_from})
