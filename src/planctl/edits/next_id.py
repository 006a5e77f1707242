"""The id that the next action of a priority has, in the form of those that it has already."""

import re
from collections.abc import Iterable
from string import ascii_letters

from planctl.plan.ids import priority_of
from planctl.plan.plan import Entry, Plan
from planctl.problem import Exit, UserError
from planctl.text.action_id import NUMBERS, is_id

_NUMBERED = re.compile(rf"{NUMBERS}[A-Za-z]?")
_LAST_NUMBER = re.compile(r"([0-9]+)(?=[^0-9]*\Z)")


def next_id(plan: Plan, priority: str, given: Iterable[str] = ()) -> str:
    """Return the next id of a priority: 3.3 after 3.2 or 3.2a, R13 after R12, 4.02 after 4.01.

    It is after those too that were given before, to actions that are gone. Raises UserError where
    its ids are not of one form.
    """
    entries = [entry for entry in plan.entries if is_id(entry.id)]
    own = [entry.id for entry in entries if priority in (priority_of(entry.id), _said(entry))]
    before = [each for each in given if is_id(each)]
    own = own or [each for each in before if priority_of(each) == priority][-1:]
    every = [*(entry.id for entry in entries), *before]
    if priority.isdecimal() and all(map(_NUMBERED.fullmatch, own)):
        numbered = filter(_NUMBERED.fullmatch, (*own, *before))
        seconds = (each.split(".")[1] for each in numbered if priority_of(each) == priority)
        last = max((int(each.rstrip(ascii_letters)) for each in seconds), default=0)
        return f"{priority}.{last + 1}"
    if not own:
        return f"{priority}1"
    if len({_form(each) for each in own}) > 1:
        message = f"the ids of priority {priority} are not of one form: {', '.join(own)}"
        raise UserError(message, "--id says which this action has", Exit.PROBLEMS)
    return _following(own[-1], every)


def _said(entry: Entry) -> str:
    return entry.action.priority_id if entry.action else ""


def _form(action_id: str) -> tuple[str, str]:
    """Return what is before and after the last number of an id, capitals or not."""
    before, _, after = _parts(action_id.upper())
    return before, after


def _parts(action_id: str) -> list[str]:
    """Return what is before the last number of an id, that number, and what is after it."""
    return _LAST_NUMBER.split(action_id)


def _following(last: str, every: Iterable[str]) -> str:
    """Return the id after all of the form of one; with its noughts before the number."""
    before, _, after = _parts(last)
    numbers = [_parts(each)[1] for each in every if _form(each) == _form(last)]
    digits = max((len(each) for each in numbers if each.startswith("0")), default=0)
    return f"{before}{max(map(int, numbers)) + 1:0{digits}}{after}"
