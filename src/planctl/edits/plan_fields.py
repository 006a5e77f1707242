"""How a field of an action, or of plan.yaml, is set in its file, and nothing else changed."""

import re
from collections.abc import Iterable
from datetime import date
from enum import Enum
from typing import Literal, NamedTuple, get_args, get_origin

from planctl.edits.measure_values import plain_number
from planctl.edits.typed_text import PLACEHOLDERS, one_line
from planctl.plan.base import PlanPart
from planctl.plan.context import ReadingContext
from planctl.plan.days import DueDate
from planctl.plan.field_path import FieldPlace, field_place
from planctl.plan.fields import UPDATE_FIELDS
from planctl.plan.measure_data import measure_texts
from planctl.plan.model import Action
from planctl.plan.scale import Step
from planctl.plan.typed_dates import typed_day, typed_due_date
from planctl.plan.typed_ratings import typed_position
from planctl.plan.visibility import Audience
from planctl.problem import Exit, UserError, unknown, visible
from planctl.text.document import Document
from planctl.text.edit_mapping import put, removed, with_text_as_field
from planctl.text.edit_value import Bare, change, child, flow, spaced
from planctl.text.span import Keys

_NUMBERS = re.compile(r"-?[0-9][0-9.]*(?: (?:of|to) -?[0-9][0-9.]*| ?%)?")
_DATES = ("due", "original_due")


class FieldSetting(NamedTuple):
    """A field, by the way to it as it was typed, and its text: "" empties it.

    It may also be one more entry of a list, or an entry that is removed.
    """

    name: str
    value: str = ""
    how: Literal["set", "add", "remove"] = "set"


class SetField(NamedTuple):
    """A field that was set: its name, and what it said before and says now; "" is nothing."""

    name: str
    was: str
    now: str
    how: Literal["set", "add", "remove"] = "set"


class Setting(NamedTuple):
    """By what a file is read in which fields are set: its model, the plan's year, and the day."""

    model: type[PlanPart]
    context: ReadingContext
    today: date


def with_fields(
    document: Document, settings: Iterable[FieldSetting], by: Setting
) -> tuple[Document, list[SetField]]:
    """Return the document with fields set, one after the other, and what that changed.

    Raises UserError where there is no such field, where another command sets it, and where it
    cannot be set without disturbing what is around it.
    """
    made = []
    for each in settings:
        _refuse_update(each.name, document, by.model)
        place = field_place(by.model, document.data, each.name, by.context.year.keys)
        text = _written(place, each, by) if each.value else ""
        _refuse_other_command(place, document, text)
        before = document
        if each.how == "remove":
            document, was = _without(document, place, each.name), flow(_at(before, place.keys))
        elif each.how == "add":
            document, was = _with_entry(document, place, each.name, text), ""
        else:
            place = _inmost(place, document)
            document, gone = _without_exemption(document, place, each.name, text)
            made += gone
            document, was = _with(document, place, each.name, text), _text_at(before, place.keys)
        if document.text != before.text:
            made.append(SetField(each.name, was, text, each.how))
    return document, made


def refuse_entry(document: Document, field: str, name: str) -> None:
    """Raise UserError where a field has an entry of that name, or a line of those words."""
    text = " ".join(name.split())
    said = child(document.data, field)
    names = said if isinstance(said, dict) else measure_texts(document.data)
    if text.lower() in (str(each).lower() for each in names):
        message = f"{field} has '{visible(text)}' already"
        hint = f"planctl set {document.data.get('id') or 'plan'} changes it"
        raise UserError(message, hint, Exit.PROBLEMS)


def _refuse_update(typed: str, document: Document, model: type[PlanPart]) -> None:
    first = typed.partition(".")[0].strip().lower().replace("-", "_")
    if model is Action and first in ("updates", *UPDATE_FIELDS):
        message = "the rating and words of an update are not set here"
        raise _other(message, f"planctl update {_id(document)} --edit, or --rag RATING")


def _refuse_other_command(place: FieldPlace, document: Document, text: str) -> None:
    """Raise UserError where a field is set by another command, which keeps what it was."""
    keys, action = place.keys, _id(document)
    if keys[0] == "closed":
        raise _other("a sign-off is not set here", 'planctl close writes it, with --by "POST"')
    if "actuals" in keys:
        hint = f"planctl record {action} MEASURE --value 78.2"
        raise _other("what is recorded of a measure is not set here", hint)
    there = _text_at(document, keys)
    if "moves" in keys or (keys[-1] in _DATES and there and there != text):
        which = f" --milestone '{keys[1]}'" if keys[0] == "milestones" else ""
        hint = f"planctl reschedule {action}{which} --due 2020-03 --reason TEXT"
        raise _other("a due date that was agreed is moved, and keeps its moves", hint)
    if keys == ("year",):
        hint = "planctl init starts a plan for a year, planctl rollover the next"
        raise _other("the year of a plan is not set here", hint)
    if keys == ("id",):
        hint = f"planctl renumber {action} NEW"
        raise _other("the id of an action is the name of its file, too", hint)


def _other(message: str, hint: str) -> UserError:
    return UserError(message, hint, Exit.USAGE)


def _id(document: Document) -> str:
    return visible(str(document.data.get("id") or "ACTION"))


def _written(place: FieldPlace, setting: FieldSetting, by: Setting) -> str:
    """Return a text as a file has it: a day as 2020-03-31, a word as the model spells it."""
    kind = (
        get_args(place.kind)[0]
        if place.is_list and (setting.how == "add" or place.may_be_text)
        else place.kind
    )
    text = one_line(setting.value, setting.name)
    if text in PLACEHOLDERS:
        message = f"{setting.name} is only '{text}', which stands for words of your own"
        raise UserError(message, "write the words in its place", Exit.USAGE)
    words: tuple[str, ...] = ()
    if isinstance(kind, type) and issubclass(kind, DueDate):
        return typed_due_date(text, by.context.year, by.today).written
    if isinstance(kind, type) and issubclass(kind, date):
        return typed_day(text, by.today).isoformat()
    if kind is Step:
        return typed_position(text, by.context.scale.at(str(place.keys[-1]))).code
    if isinstance(kind, type) and issubclass(kind, Enum):
        words = tuple(str(each.value) for each in kind)
    if get_origin(kind) is Literal:
        words = get_args(kind)
    if words:
        return _word(setting.name, text, words)
    return text if kind is str else _number(text)


def _word(name: str, typed: str, words: tuple[str, ...]) -> str:
    found = next((each for each in words if each.lower() == typed.lower()), None)
    if found is None:
        raise unknown(name.rpartition(".")[2], typed, words)
    return found


def _number(text: str) -> str:
    """Return a number without quotation marks and separators; any other text as it is."""
    try:
        return Bare(plain_number(text, ""))
    except ValueError:
        return Bare(text) if _NUMBERS.fullmatch(text) else text


def _inmost(place: FieldPlace, document: Document) -> FieldPlace:
    """Return the place of the field that a text stands for, where that is written as a mapping."""
    is_mapping = isinstance(_at(document, place.keys), dict)
    return place.within(place.alone[-1]) if is_mapping and place.alone[-1] else place


def _without_exemption(
    document: Document, place: FieldPlace, name: str, text: str
) -> tuple[Document, list[SetField]]:
    """Return the document without why something is exempt that is so no more, and what went."""
    above, gone = place.keys[:-1], []
    if place.keys[-2:] != ("visibility", "kind") or text == Audience.EXEMPT:
        return document, []
    for key in ("paragraph", "because"):
        if was := _text_at(document, (*above, key)):
            gone.append(SetField(f"{name.removesuffix('.kind')}.{key}", was, ""))
            document = removed(document, (*above, key))
    is_empty = not text and isinstance(_at(document, above), dict)
    return (removed(document, above) if is_empty else document), gone


def _with(document: Document, place: FieldPlace, name: str, text: str) -> Document:
    there = _at(document, place.keys)
    if isinstance(there, list) or (place.is_list and not place.may_be_text):
        hint = f"{name}+=TEXT adds an entry, {name}.1=TEXT writes another for its first"
        raise UserError(f"{name} holds several entries", hint, Exit.USAGE)
    if place.fields and not place.alone[-1]:
        hint = f"say which: one of {', '.join(f'{name}.{each}' for each in place.fields)}"
        raise UserError(f"{name} has several fields", hint, Exit.USAGE)
    if get_origin(place.kind) is dict:
        hint = f"say which: {name}.NAME=TEXT"
        raise UserError(f"{name} holds several texts, by their names", hint, Exit.USAGE)
    if text:
        return _put(document, place, text)
    if place.is_entry:
        target = document.data.get("id") or "plan"
        hint = f"planctl remove {target} {name} takes it out"
        raise UserError(f"{name} is an entry, which is not emptied", hint, Exit.USAGE)
    if there is None:
        return document
    return change(document, place.keys, "", (), block=False)


def _with_entry(document: Document, place: FieldPlace, name: str, text: str) -> Document:
    """Return the document with one more entry of a list; as it is where the list has it."""
    if not place.is_list:
        raise UserError(f"{name} is no list", f"{name}=TEXT sets it", Exit.USAGE)
    there = _at(document, place.keys)
    entries = there if isinstance(there, list) else [there] * (place.may_be_text and bool(there))
    if not text:
        raise UserError(f"{name}+= has no text", "write something", Exit.USAGE)
    return document if text in entries else _put(document, place, [*entries, text])


def _without(document: Document, place: FieldPlace, name: str) -> Document:
    """Return the document without an entry."""
    if not place.is_entry:
        message, hint = f"{name} is a field, which stays", f"{name}=none empties it: planctl set"
        raise UserError(message, hint, Exit.USAGE)
    if place.keys not in document.spans:
        raise UserError(f"there is no '{visible(name)}'", "nothing is removed", Exit.PROBLEMS)
    return removed(document, place.keys)


def _put(document: Document, place: FieldPlace, value: str | list[str]) -> Document:
    keys = tuple(map(_as_key, place.keys))
    for depth in range(1, len(keys)):
        if place.alone[depth - 1] and isinstance(_at(document, keys[:depth]), str):
            document = with_text_as_field(document, keys[:depth], place.alone[depth - 1])
    there = next(n for n in range(len(keys), -1, -1) if keys[:n] in document.spans)
    order = place.orders[there] if there < len(keys) else ()
    gap = there < len(keys) and _is_spaced(document, keys[:there], single=len(keys) == 1)
    return put(document, keys, value, order, gap=gap)


def _as_key(key: str | int) -> str | int:
    """Return a key as a file has it: the number of a priority without quotation marks."""
    return Bare(key) if isinstance(key, str) and key.isdecimal() else key


def _is_spaced(document: Document, keys: Keys, *, single: bool) -> bool:
    """Return whether blank lines are between what a mapping has, or where it has but one, do."""
    data = _at(document, keys)
    several = isinstance(data, dict) and len(data) > 1
    return spaced(document, keys if several else ()) or not (keys or single)


def _at(document: Document, keys: Keys) -> object:
    there: object = document.data
    for key in keys:
        there = child(there, key)
    return there


def _text_at(document: Document, keys: Keys) -> str:
    there = _at(document, keys)
    return there.rstrip("\n") if isinstance(there, str) else ""
