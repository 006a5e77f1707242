"""What people call something that a sign-off covers, by the keys to where it stands."""

from collections.abc import Mapping

from planctl.plan.measure_data import Data, measure_keys
from planctl.plan.scale import Scale
from planctl.text.span import Keys

_FIELD_NAMES: Mapping[str, str] = {
    "rag": "rating",
    "if_continues": "impact if it continues",
    "next_steps": "next steps",
    "back_to_green": "way back to green",
    "ask": "decision asked for",
    "due": "due date",
    "original_due": "original due date",
    "moves": "moves of the due date",
    "other": "what is gone since",
}
"""The fields whose names are not what readers call them."""

_ENTRIES = {
    "priorities": "priority",
    "leads": "post of",
    "milestones": "milestone",
    "ratings": "rating",
    "scale": "the scale's",
    "calendar": "calendar's",
    "opening": "opening",
    "fields": "field",
    "recommendations": "recommendation",
}


def field_name(field: str, scale: Scale) -> str:
    """Return what readers call a field, in no words of ratings but the plan's own."""
    name = _FIELD_NAMES.get(field, field)
    return _WAY_BACK if scale.own and field == _BACK else name


_BACK, _WAY_BACK = "back_to_green", "way back"


def entry_name(data: Data, keys: Keys) -> str:
    """Return which entry of a field is meant: a measure, a milestone, a priority; "" if none."""
    if keys[:1] == ("measures",):
        names = (str(said.get("id") or "") for way, said in measure_keys(data) if _holds(way, keys))
        return next(names, "")
    if keys[:1] == ("scale",) and keys[1:]:
        return _step_name(data, keys)
    return "/".join(str(key) for key in keys[1:] if isinstance(key, str))


def part_name(data: Data, keys: Keys, scale: Scale) -> str:
    """Return what is at the keys of a file, in words: the target of three-placements."""
    if not keys:
        return "something"
    match keys:
        case ["measures", *_]:
            return _measure_part(data, keys)
        case ["updates", _, *field]:
            return f"the {_field_name(field[0], scale) if field else 'update'}"
        case [str(field), str(), *_] | ["scale" as field, _, *_] if field in _ENTRIES:
            name = entry_name(data, keys)
            is_priority = field == "priorities"
            return priority_part(name) if is_priority else _entry(field, name)
        case [str(field), int(), *_]:
            return f"an entry of {_field_name(field, scale)}"
    return f"the {_field_name(keys[0], scale)}"


def _entry(field: str, name: str) -> str:
    return f"{_ENTRIES[field]} {name.replace('_', ' ')}"


def priority_part(name: str) -> str:
    """Return what of a priority is meant, as its digest is named: 3/lead, 3/ratings/Q1."""
    number, _, field = name.partition("/")
    if field.startswith("ratings/"):
        return f"the rating of priority {number} for {field.removeprefix('ratings/')}"
    return f"the {field} of priority {number}" if field else f"priority {number}"


def _step_name(data: Data, keys: Keys) -> str:
    """Return which word of which step is meant, as its digest is named: on-track/label."""
    _, at, *rest = keys
    scale = data.get("scale")
    step = scale[at] if isinstance(at, int) and isinstance(scale, list) else {"code": at}
    return "/".join(map(str, (step.get("code"), *rest)))


def is_of_update(keys: Keys) -> bool:
    """Return whether something is of a quarter's update, or was recorded of a measure."""
    return keys[:1] == ("updates",) or "actuals" in keys


def _field_name(field: str | int, scale: Scale) -> str:
    return field_name(str(field), scale)


def _measure_part(data: Data, keys: Keys) -> str:
    name = entry_name(data, keys)
    last = [key for key in keys[1:] if isinstance(key, str) and key != "parts"]
    if not last or not name:
        return f"measure {name}" if name else "the words of a measure"
    field = "value" if last[0] == "actuals" else last[0].replace("_", " ")
    return f"the {field} of {name}"


def _holds(way: Keys, keys: Keys) -> bool:
    return keys[: len(way)] == way
