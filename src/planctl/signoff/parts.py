"""What a sign-off covers of an action's file, part by part: a field, or an entry of one."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from planctl.plan.measure import Measure
from planctl.plan.measure_data import Data, measure_keys
from planctl.plan.model import Action, Update
from planctl.plan.year import Year
from planctl.signoff.dates import due_on, is_after, milestone_on, milestones, moves_on
from planctl.signoff.digest import alone, normal_form
from planctl.text.sentences import as_read
from planctl.text.span import Keys

_APART = frozenset(
    {"id", "updates", "measures", "due", "moves", "milestones", "answers", "visibility"}
)
ANSWERS = "answers"
"""The field that has the recommendations that an action answers."""
_OF_A_LINE = frozenset({"text", "parts", "id", "actuals", "visibility"})
_BY_NAME = frozenset({"profile", "benchmarks", "last_year", "opening", "fields"})
"""The mappings each of whose entries is a part."""

_FIELDS = tuple(Action.model_fields)
_UPDATE_FIELDS = tuple(Update.model_fields)
_MEASURE_FIELDS = tuple(Measure.model_fields)


class Part(NamedTuple):
    """Something that is covered: where it stands, what it is called, and what it says."""

    keys: Keys
    name: str
    value: object


class SignedDay(NamedTuple):
    """The day on which a quarter was signed off, and the last whose moves were known by then.

    That is the same day or the day before. `year` is the plan's, by whose periods due dates are
    read.
    """

    day: date
    known: date
    year: Year


def signed_parts(action: Data, quarter: str, signed: SignedDay) -> list[Part]:
    """Return what is covered of an action, in the order in which a file has it.

    That is what belongs to no quarter, what was known of its dates, and what is of the quarter.
    """
    found = [
        *_lasting_parts(action),
        *_measure_parts(action),
        *_dated_parts(action, signed),
        *_quarter_parts(action, quarter),
    ]
    return sorted((part for part in found if part.value), key=_field)


def open_parts(action: Data, signed: SignedDay) -> list[Part]:
    """Return what others may be added to: the milestones ahead, the recommendations answered.

    A milestone is ahead that is due after the day of the sign-off.
    """
    ahead = [part for part, is_ahead in _milestone_parts(action, signed) if is_ahead]
    return [*ahead, *_entries((ANSWERS,), ANSWERS, action.get(ANSWERS) or [])]


def _lasting_parts(action: Data) -> Iterator[Part]:
    for key, said in _ordered(action, _FIELDS):
        if key not in _APART:
            yield from _entries((key,), key, said)


def _quarter_parts(action: Data, quarter: str) -> Iterator[Part]:
    """Yield the update of a quarter, and what was recorded of measures for it.

    There is a part for each even where it is empty, so that it is known what is gone.
    """
    keys: Keys = ("updates", quarter)
    yield Part(keys, "update", "update")
    updates = action.get("updates")
    yield from _mapping(keys, "update", updates.get(quarter) if isinstance(updates, dict) else None)
    for way, measure in _measures(action):
        actuals = measure.get("actuals")
        value = actuals.get(quarter) if isinstance(actuals, dict) else None
        yield Part((*way, "actuals", quarter), "measure/actual", [_plain(alone(value))])


def _dated_parts(action: Data, signed: SignedDay) -> Iterator[Part]:
    """Yield the due date and its moves, and the milestones due by the day of the sign-off."""
    yield Part(("due",), "due", _plain(due_on(action, signed.known)))
    for number, move in moves_on(action, signed.known):
        yield Part(("moves", number), "move", _plain(move))
    yield from (part for part, is_ahead in _milestone_parts(action, signed) if not is_ahead)


def _milestone_parts(action: Data, signed: SignedDay) -> Iterator[tuple[Part, bool]]:
    for name, said in sorted(milestones(action).items()):
        known = milestone_on(said, signed.known)
        part = Part(("milestones", name), f"milestone {name}", _plain(known))
        yield part, is_after(known["due"], signed.day, signed.year)


def _measure_parts(action: Data) -> Iterator[Part]:
    lines = action.get("measures")
    for at, line in enumerate(lines if isinstance(lines, list) else ()):
        is_more = isinstance(line, dict)
        keys: Keys = ("measures", at, "text") if is_more else ("measures", at)
        yield Part(keys, "measure", _plain(line.get("text") if is_more else line))
    for way, measure in _measures(action):
        yield Part(way, "measure/id", measure.get("id"))
        for key, said in _ordered(measure, _MEASURE_FIELDS):
            if key not in _OF_A_LINE:
                yield from _entries((*way, key), f"measure/{key}", said)


def _measures(action: Data) -> Iterator[tuple[Keys, Data]]:
    """Yield where each measure that has more than words stands, and what is said of it."""
    return ((way, said) for way, said in measure_keys(action) if said.keys() != {"text"})


def _entries(keys: Keys, name: str, value: object) -> Iterator[Part]:
    if isinstance(value, list):
        for number, each in enumerate(value):
            yield Part((*keys, number), name, _plain(each))
    elif keys[-1] in _BY_NAME:
        yield from _mapping(keys, name, value)
    else:
        yield Part(keys, name, _plain(alone(value)))


def _mapping(keys: Keys, name: str, value: object) -> Iterator[Part]:
    """Yield the entries of a mapping, whatever their order; itself where it is none."""
    if isinstance(value, dict):
        for key, each in _ordered(value, _UPDATE_FIELDS):
            yield Part((*keys, key), f"{name}/{key}", _plain(alone(each)))
    else:
        yield Part(keys, name, _plain(value))


def _ordered(data: Data, order: Sequence[str]) -> list[tuple[str, object]]:
    """Return the entries of a mapping in the order of some names, others after them."""
    known = [(key, data[key]) for key in order if key in data]
    if len(known) == len(data):
        return known
    return known + sorted((key, data[key]) for key in data.keys() - set(order))


def _field(part: Part) -> int:
    """Return where the field of a part stands among those of an action."""
    return _FIELDS.index(str(part.keys[0])) if part.keys[0] in _FIELDS else len(_FIELDS)


def _plain(value: object) -> object:
    return normal_form(value, as_read)
