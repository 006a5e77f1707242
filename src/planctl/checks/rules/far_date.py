"""A date that is years away from the year of its plan.

A figure of the year is mistyped easily, 2091 for 2019 or last year's for this one, and nothing else
shows it: the action is then never overdue, or has been so for years.

Put the date right. A due date may be ten years ahead and three years back, the day of something
that was done or agreed three years back. In this example the year is 2019-20.

## Bad

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
due: 2091-12 # <- here
milestones:
  The hub opens:
    due: 2020-02
    done: 2009-11-04 # <- here
```

## Good

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
due: 2019-12
milestones:
  The hub opens:
    due: 2019-12
    done: 2019-11-04
```
"""

from collections.abc import Iterator
from datetime import date

from planctl.checks.rule import Finding, readable_actions
from planctl.plan.days import in_words
from planctl.plan.due_date import Move
from planctl.plan.model import Action, Header
from planctl.plan.plan import Plan
from planctl.problem import Severity
from planctl.text.span import Keys

NAME = "far-date"
SEVERITY = Severity.WARNING
_BACK, _AHEAD, _AHEAD_OF_DONE = 3, 10, 2
"""How many years before its plan's year a date may be, how many after it, and one of the past."""

_Dates = Iterator[tuple[Keys, date | None, int]]
"""Where a date stands, the date, and how many years after the plan's year it may be."""


def check(plan: Plan, _today: date) -> Iterator[Finding]:
    """Yield dates that are years before or after the plan's year."""
    if not plan.header or not plan.year:
        return
    said = [(plan.document, _of_header(plan.header))]
    said += [(document, _of_action(action)) for document, action in readable_actions(plan)]
    year = plan.year.start
    for document, dates in said:
        for keys, day, ahead in dates:
            if document and day and not year - _BACK <= day.year <= year + ahead:
                message = f"years away from {plan.year}: {in_words(day)}"
                yield Finding(document.place(keys), message, "put the year right")


def _of_header(header: Header) -> _Dates:
    yield ("starts",), header.starts, _AHEAD_OF_DONE
    for quarter, record in header.closed.items():
        keys: Keys = ("closed", quarter)
        yield (*keys, "date"), record.date, _AHEAD_OF_DONE
        for name, stage in record.stages.items():
            yield (*keys, "stages", name, "date"), stage.date, _AHEAD_OF_DONE


def _of_action(action: Action) -> _Dates:
    yield ("starts",), action.starts, _AHEAD_OF_DONE
    yield ("due",), action.due, _AHEAD
    yield ("original_due",), action.original_due, _AHEAD
    yield from _of_moves(action.moves, ("moves",))
    for name, step in action.milestones.items():
        keys: Keys = ("milestones", name)
        yield (*keys, "due"), step.due, _AHEAD
        yield (*keys, "done"), step.done, _AHEAD_OF_DONE
        yield from _of_moves(step.moves, (*keys, "moves"))


def _of_moves(moves: tuple[Move, ...], keys: Keys) -> _Dates:
    for number, move in enumerate(moves):
        yield (*keys, number, "to"), move.to, _AHEAD
        yield (*keys, number, "date"), move.date, _AHEAD_OF_DONE
        yield (*keys, number, "decided"), move.decided, _AHEAD_OF_DONE
