"""The fields of a plan's files, found by the way to them as people type it."""

from collections.abc import Callable, Collection, Iterable, Mapping
from types import NoneType, UnionType
from typing import (
    Annotated,
    Literal,
    NamedTuple,
    TypeGuard,
    Union,
    cast,
    get_args,
    get_origin,
)

from pydantic import BaseModel, BeforeValidator

from planctl.plan.base import PlanPart, keys_of
from planctl.plan.measure import MeasureLine
from planctl.plan.measure_data import measure_keys
from planctl.plan.period_key import PeriodKey
from planctl.problem import Exit, UserError, unknown, visible
from planctl.text.edit_value import child
from planctl.text.span import Keys


class FieldPlace(NamedTuple):
    """Where a field stands in a file, and what its model has there.

    `orders` has, for each of the keys, those among which it stands, in order. `alone` has, for each
    of them, the field that a text stands for where it is written in place of a mapping.
    """

    keys: Keys
    kind: object
    orders: tuple[tuple[str, ...], ...]
    alone: tuple[str, ...]

    @property
    def is_list(self) -> bool:
        """Whether it holds several entries, in order."""
        return get_origin(self.kind) is tuple

    @property
    def may_be_text(self) -> bool:
        """Whether it is a list that a text may stand for: one lead."""
        return self.keys == ("lead",)

    @property
    def is_entry(self) -> bool:
        """Whether it is an entry of a list, or has a name that somebody gave it."""
        return not self.orders[-1]

    @property
    def fields(self) -> tuple[str, ...]:
        """Return the fields that it has itself; none where it is one value."""
        return keys_of(self.kind) if _is_part(self.kind) else ()

    def within(self, field: str) -> "FieldPlace":
        """Return the place of a field of it."""
        step, _ = _of_part(cast("type[BaseModel]", self.kind), field, "")
        return self._replace(
            keys=(*self.keys, *step.keys),
            kind=step.kind,
            orders=(*self.orders, step.order),
            alone=(*self.alone, step.alone),
        )


class _Step(NamedTuple):
    """One part of a way: the keys that it stands for, and what is there."""

    keys: Keys
    kind: object
    alone: str
    order: tuple[str, ...] = ()


def field_place(
    model: type[PlanPart], data: Mapping[str, object], typed: str, periods: Collection[str]
) -> FieldPlace:
    """Return the place of a field: owner, links.2, measures.placements.target, leads.Education.

    A measure is named by its id or its number, and what has a name by that. Raises UserError where
    there is no such field.
    """
    found, rest, there = FieldPlace((), model, (), ()), typed.strip(), dict(data)
    at: object = there
    while rest or not found.keys:
        step, rest = _step(found.kind, at, rest, periods)
        if step is None:
            message = f"there is no field '{visible(typed)}'"
            raise UserError(message, f"'{found.keys[-1]}' is one text", Exit.USAGE)
        found = FieldPlace(
            (*found.keys, *step.keys),
            step.kind,
            (*found.orders, *((),) * (len(step.keys) - 1), step.order),
            (*found.alone, *("",) * (len(step.keys) - 1), step.alone),
        )
        for key in step.keys:
            at = child(at, key)
    return found


def _step(
    kind: object, there: object, rest: str, periods: Collection[str]
) -> tuple[_Step | None, str]:
    """Return the next part of a way, and what is left of it; None where nothing is further in."""
    if _is_part(kind):
        first, _, rest = rest.partition(".")
        return _of_part(kind, first, rest)
    arguments = get_args(kind)
    if get_origin(kind) is dict:
        return _of_mapping(arguments, there, rest, periods)
    if get_origin(kind) is tuple:
        first, _, rest = rest.partition(".")
        return _of_list(arguments[0], there, first), rest
    return None, rest


def _of_part(kind: type[BaseModel], typed: str, rest: str) -> tuple[_Step, str]:
    names = keys_of(kind)
    name = "_".join(typed.lower().replace("-", " ").split())
    if name not in names:
        raise unknown("field", typed, names)
    fields = dict(zip(names, kind.model_fields.values(), strict=True))
    order = ("text", *names) if kind is MeasureLine else names
    return _Step((name,), *_plain(fields[name].annotation), order), rest


def _of_mapping(
    arguments: tuple[object, ...], there: object, typed: str, periods: Collection[str]
) -> tuple[_Step, str]:
    names, kind = arguments
    closed = get_args(names) if get_origin(names) is Literal else ()
    closed = tuple(periods) if names == PeriodKey else closed
    value = _plain(kind)
    known = closed or tuple(there if isinstance(there, dict) else ())
    for name in sorted(known, key=len, reverse=True):
        if f"{typed}.".lower().startswith(f"{name}.".lower()):
            return _Step((name,), *value, closed), typed[len(name) + 1 :]
    if closed:
        raise unknown("entry", typed.partition(".")[0], closed)
    name, _, field = typed.rpartition(".")
    if not (name and _is_part(value[0]) and field in keys_of(value[0])):
        name, field = typed, ""
    return _Step((" ".join(name.split()),), *value), field


def _of_list(kind: object, there: object, typed: str) -> _Step:
    entries = there if isinstance(there, list) else []
    value = _plain(kind)
    if typed == "last" and entries:
        typed = str(len(entries))
    if typed.isdecimal():
        if 0 < int(typed) <= len(entries):
            return _Step((int(typed) - 1,), *value)
        message = f"there is no entry {typed}"
        raise UserError(message, f"it has {len(entries)}; NAME+=TEXT adds one", Exit.PROBLEMS)
    ways = measure_keys({"measures": entries}) if value[0] is MeasureLine else ()
    named = {str(said.get("id")): way[1:] for way, said in ways}
    named |= {str(child(each, "code")): (at,) for at, each in enumerate(entries)}
    if typed in named:
        return _Step(named[typed], *value)
    names = [name for name in named if name != "None"]
    raise unknown("entry", typed, names, "name it by its number: 1, 2, …", Exit.PROBLEMS)


def _plain(annotation: object) -> tuple[object, str]:
    """Return the type that is annotated, and the field for which a text alone stands there."""
    validators: list[BeforeValidator] = []
    while True:
        inner = [each for each in get_args(annotation) if each is not NoneType]
        if get_origin(annotation) is Annotated:
            annotation, *others = inner
            validators += [each for each in others if isinstance(each, BeforeValidator)]
        elif get_origin(annotation) in (Union, UnionType) and len(inner) == 1:
            annotation = inner[0]
        else:
            return annotation, _alone(annotation, validators)


def _alone(kind: object, validators: Iterable[BeforeValidator]) -> str:
    if kind is MeasureLine:
        return "text"
    made = (cast("Callable[[str], object]", each.func)("-") for each in validators)
    fields = next((each for each in made if isinstance(each, dict)), {}) if _is_part(kind) else {}
    return str(next(iter(fields), ""))


def _is_part(kind: object) -> TypeGuard[type[BaseModel]]:
    return isinstance(kind, type) and issubclass(kind, BaseModel)
