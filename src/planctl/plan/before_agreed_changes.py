"""What an action's file said before the changes that were agreed after a day."""

from datetime import date
from typing import cast

from planctl.plan.field_path import field_place
from planctl.plan.fields import AGREED
from planctl.plan.measure_data import Data
from planctl.plan.model import Action
from planctl.problem import UserError
from planctl.text.edit_value import child
from planctl.text.span import Keys


def said_before(action: Data, day: date) -> Data:
    """Return the data of an action's file without the changes that were agreed after a day."""
    found = action.get(AGREED)
    changes = found if isinstance(found, list) else []
    later = [each for each in changes if isinstance(each, dict) and _date(each) > str(day)]
    if not later:
        return action
    data: object = {**action, AGREED: [each for each in changes if each not in later]}
    for each in reversed(later):
        field, was, now = (str(each.get(key) or "") for key in ("field", "was", "now"))
        if keys := keys_of_field(cast("Data", data), field):
            data = _with(data, keys, was, now)
    return cast("Data", data)


def keys_of_field(action: Data, field: str) -> Keys:
    """Return where a field stands in an action's file, no keys where there is none such."""
    try:
        place = field_place(Action, action, field, ())
    except UserError:
        return ()
    there: object = action
    for key in place.keys:
        there = child(there, key)
    alone = place.alone[-1]
    return (*place.keys, alone) if alone and isinstance(there, dict) else place.keys


def _with(data: object, keys: Keys, was: str, now: str) -> object:
    """Return data with what was said at some keys, or without an entry that was added there."""
    first, *rest = keys
    there = child(data, first)
    if isinstance(there, list) and not rest:
        before: object = [each for each in there if each != now]
    else:
        before = _with(there, tuple(rest), was, now) if rest else was
    if isinstance(data, list):
        return [before if at == first else each for at, each in enumerate(data)]
    said = data if isinstance(data, dict) else {}
    return {**said, str(first): before}


def _date(change: Data) -> str:
    return str(change.get("date") or "")
