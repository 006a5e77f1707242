"""Dates of an action or a milestone that contradict each other.

The moves tell how the date first agreed became the date it is now. Where one does not begin at the
date that the one before it led to, or the last does not lead to `due`, nobody can say how far it
has slipped.

Move dates with `planctl reschedule`, which keeps them in step. Where a date was changed by hand,
put it back and move it so; where two people moved it, decide which move stands.

Moves and milestones are only ever added to. `planctl check --since` tells of one that was there and
is gone, or says something else.

## Bad

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
due: 2020-06 # <- here
moves:
  - was: 2019-12
    to: 2020-02
    date: 2019-10-01
    reason: The lease was late.
    agreed_by: Director of Children's Services
  - was: 2019-12 # <- here
    to: 2020-03
    date: 2019-10-08
    reason: The builder left.
    agreed_by: Director of Children's Services
```

## Good

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
due: 2020-03
moves:
  - was: 2019-12
    to: 2020-02
    date: 2019-10-01
    reason: The lease was late.
    agreed_by: Director of Children's Services
  - was: 2020-02
    to: 2020-03
    date: 2019-10-08
    reason: The builder left.
    agreed_by: Director of Children's Services
```
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from planctl.checks.rule import Finding, Readings, readable_actions
from planctl.plan.days import DueDate, by_words, in_words, within_words
from planctl.plan.due_date import Move
from planctl.plan.model import Action
from planctl.plan.plan import Plan
from planctl.problem import Severity
from planctl.summary.slippage import slips
from planctl.text.span import Keys

NAME = "dates"
SEVERITY = Severity.ERROR

_Found = tuple[Keys, str, str]
"""Where a date stands that is contradicted, what contradicts it, and what to do."""


class _Dated(NamedTuple):
    """A due date, its moves, and where both stand."""

    keys: Keys
    due: DueDate
    moves: tuple[Move, ...]


def check(plan: Plan, _today: date) -> Iterator[Finding]:
    """Yield dates that contradict the moves, and moves that contradict each other."""
    for document, action in readable_actions(plan):
        for keys, message, hint in _contradictions(action):
            yield Finding(document.place(keys), message, hint)


def compare(readings: Readings, _today: date) -> Iterator[Finding]:
    """Yield moves and milestones that are gone or rewritten between two readings of a plan."""
    now = {entry.id: entry for entry in readings.after.entries}
    for entry in readings.before.entries:
        new = now.get(readings.numbers.get(entry.id, ""))
        if entry.action and new and new.action and new.document:
            for keys, message, hint in _lost(entry.action, new.action):
                yield Finding(new.document.place_of_key(keys), message, hint)


def _lost(before: Action, after: Action) -> Iterator[_Found]:
    yield from _lost_moves(before.moves, after.moves, ("moves",))
    for name, step in before.milestones.items():
        keys, now = ("milestones", name), after.milestones.get(name)
        if not now:
            yield keys, f"milestone '{name}' is gone", "put it back: milestones are only added to"
            continue
        if step.done and now.done != step.done:
            message = f"milestone '{name}' was done on {in_words(step.done)}"
            yield (*keys, "done"), message, "put that day back"
        if now.due != step.due and now.moves == step.moves:
            message = f"milestone '{name}' was {by_words(step.due)}, and no move is recorded"
            yield (*keys, "due"), message, "put it back and move it with planctl reschedule"
        yield from _lost_moves(step.moves, now.moves, (*keys, "moves"))


def _lost_moves(before: Sequence[Move], after: Sequence[Move], keys: Keys) -> Iterator[_Found]:
    """Yield each move that is gone or says something else; one that waited may be decided."""
    for move in before:
        kept = (_undecided(each) if move.waiting else each for each in after)
        if move not in kept:
            way = f"from {within_words(move.was)} to {within_words(move.to)}"
            message = f"the move {way} is gone or rewritten"
            yield keys, message, "put it back as it was: moves are only ever added to"


def _undecided(move: Move) -> Move:
    return move.model_copy(update={"agreed_by": "", "refused_by": "", "decided": None})


def _contradictions(action: Action) -> Iterator[_Found]:
    if not action.due:
        for key in ("original_due", "moves"):
            if getattr(action, key):
                yield (key,), f"'{key}' of an action that has no due date", "write `due: …` too"
    for slip in slips(action):
        keys: Keys = ("milestones", slip.milestone) if slip.milestone else ()
        dated = _Dated(keys, slip.due, slip.moves)
        for number, move in enumerate(slip.moves):
            yield from _faults_of_move(move, (*keys, "moves", number))
        yield from _breaks_of_chain(dated)


def _faults_of_move(move: Move, keys: Keys) -> Iterator[_Found]:
    """Yield what is wrong with a move in itself."""
    if move.agreed_by and move.refused_by:
        message = "a move that was both agreed and refused"
        yield (*keys, "refused_by"), message, "leave one of the two out"
    if move.was == move.to:
        message = f"a move from {within_words(move.was)} to the same day"
        yield (*keys, "to"), message, "say the date to which it moved, or delete the move"


def _breaks_of_chain(dated: _Dated) -> Iterator[_Found]:
    """Yield where the moves do not lead from one to the next, and to the date as it is."""
    at: DueDate | None = None
    for number, move in enumerate(dated.moves):
        begins = (*dated.keys, "moves", number, "was")
        if move.agreed_by:
            if at and move.was != at:
                message = f"this move begins at {within_words(move.was)}, the one before ended at "
                yield (
                    begins,
                    message + within_words(at),
                    "write the moves in order, each from the last",
                )
            at = move.to
        elif move.waiting and move.was != dated.due:
            message = f"this move begins at {within_words(move.was)}, the due date is "
            hint = "decide on it, or write the due date that it is to move"
            yield begins, message + within_words(dated.due), hint
    if at and at != dated.due:
        message = f"{by_words(dated.due)}, but the last move that was agreed is to "
        hint = "put it back and move it with planctl reschedule"
        yield (*dated.keys, "due"), message + within_words(at), hint
