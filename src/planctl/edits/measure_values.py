"""How the value of a measure is recorded in its file: for a quarter, a month or a term."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from planctl.plan.figure import NUMBER, TOO_LONG, Missing, Unit
from planctl.plan.measure_data import Data, MeasureKeys, measure_keys
from planctl.plan.period import TERM_ENDS, Period
from planctl.problem import Exit, UserError, did_you_mean, visible
from planctl.text.document import Document
from planctl.text.edit_mapping import Value, put
from planctl.text.edit_value import Bare, child, spaced
from planctl.text.span import Keys

_ORDER = ("actuals", "value", "restated_from", "reason", "series_break", "supplied")
_LASTING = ("series_break", "months", "terms")
"""What is said of a quarter beside its value, which another value leaves as it is."""

IN_PARTS = ("monthly", "termly")
"""How often measures have a value that have values of parts of a quarter."""

_NUMBER = re.compile(NUMBER)
_OF = re.compile(r"(\S+) +of +(\S+)", re.IGNORECASE)
_NOUGHTS = re.compile(r"^(-?)0+(?=[0-9])")
_GROUPED = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_LONG = re.compile(r"-?[0-9]+(?:\.[0-9]*)?")
_SIGNS = {Unit.PERCENT: "%", Unit.POUNDS: "£"}
_WHOLE = (Unit.COUNT, Unit.YES_NO)
"""The units of which nothing is a share."""


class MeasureInFile(NamedTuple):
    """A measure as an action's file has it: where it stands, and what is said of it."""

    id: str
    name: str
    way: MeasureKeys
    data: Data

    @property
    def unit(self) -> str:
        """What it counts in."""
        return str(self.data["unit"])

    @property
    def frequency(self) -> str:
        """How often there is a value, "" where that is once in each period."""
        return str(self.data.get("frequency") or "")

    def periods(self, quarter: Period) -> list[str]:
        """Return the months or terms in a quarter of which it has a value."""
        return quarter.parts(self.frequency)


class ValuePlace(NamedTuple):
    """Where a value of a measure belongs: to a quarter, or to a month or a term in it."""

    way: MeasureKeys
    quarter: Period
    period: str = ""

    @property
    def of_quarter(self) -> Keys:
        """Return the keys of all that is recorded of the quarter."""
        return (*self.way, "actuals", self.quarter.key)

    @property
    def keys(self) -> Keys:
        """Return the keys of what is recorded here."""
        if not self.period:
            return self.of_quarter
        return (*self.of_quarter, "terms" if self.period in TERM_ENDS else "months", self.period)


class NewValue(NamedTuple):
    """What is to be recorded: a value as a plan writes it, and what is said of it."""

    value: str
    reason: str = ""
    supplied: str = ""
    restates: bool = False


class MeasureValue(NamedTuple):
    """A value that is to be recorded: of which action and measure, of what time, and what it is."""

    action: str
    measure: str
    place: ValuePlace
    value: NewValue


def measures_in(document: Document) -> Iterator[MeasureInFile]:
    """Yield the measures of an action that have an id and a unit, and so may have numbers."""
    for way, said in measure_keys(document.data):
        line = child(child(document.data, "measures"), way[1])
        name = str(said.get("name") or child(line, "text") or "")
        if said.get("id") and said.get("unit"):
            yield MeasureInFile(str(said["id"]), " ".join(name.split()), way, said)


def measure_named(document: Document, typed: str) -> MeasureInFile:
    """Return the measure of that id, or the one with those words in its id or name.

    Raises UserError where there is none, or several.
    """
    known = list(measures_in(document))
    words = " ".join(typed.lower().split())
    found = [each for each in known if each.id == words]
    found = found or [each for each in known if words in each.id or words in each.name.lower()]
    if len(found) == 1:
        return found[0]
    action = visible(str(document.data.get("id")))
    if not known:
        message = f"{action} has no measure that carries numbers"
        raise UserError(message, "one does once it has an id and a unit", Exit.PROBLEMS)
    if found:
        hint = f"say which: {', '.join(each.id for each in found)}"
        raise UserError(f"'{visible(typed)}' is in several measures", hint, Exit.PROBLEMS)
    ids = [each.id for each in known]
    hint = did_you_mean(typed, ids) or f"one of {', '.join(ids)}"
    raise UserError(f"{action} has no measure '{visible(typed)}'", hint, Exit.PROBLEMS)


def value_at(document: Document, place: ValuePlace) -> Mapping[str, str]:
    """Return what is recorded somewhere: its value, and what is said of that."""
    there: object = document.data
    for key in place.keys:
        there = child(there, key)
    if not isinstance(there, dict):
        return {"value": str(there)} if there else {}
    return {key: str(each) for key, each in there.items() if isinstance(each, str) and each}


def value_changes(
    before: Document, after: Document, place: ValuePlace
) -> Iterator[tuple[str, str, str]]:
    """Yield the key of each thing that is recorded otherwise there, and what it was and is."""
    old, new = value_at(before, place), value_at(after, place)
    for key in dict.fromkeys(("value", *new, *old)):
        if old.get(key) != new.get(key):
            yield key.replace("_", " "), old.get(key) or "empty", new.get(key) or "empty"


def with_value(document: Document, place: ValuePlace, new: NewValue) -> Document:
    """Return the document of an action with a value recorded, and nothing else changed.

    Raises UserError where there is nothing to restate, or where the layout does not allow it.
    """
    was = value_at(document, place)
    if new.restates and not _is_number(was.get("value", "")):
        now = was.get("value") or "empty"
        message = f"{place.period or place.quarter} has no number to restate: it is {now}"
        raise UserError(message, "leave --restate out", Exit.USAGE)
    if all(was.get(key, "") == each for key, each in _fields(was, new).items()):
        return document
    document = _with_room(document, place)
    there: object = document.data
    for key in place.keys:
        there = child(there, key)
    mapping = there if isinstance(there, dict) else {}
    lasting = {key: mapping[key] for key in _LASTING if key in mapping}
    made: dict[str, Value] = {**_fields(was, new), **lasting}
    alone = made.keys() == {"value"} and not mapping
    gap = not place.period and spaced(document, place.keys[:-1])
    order = (*place.quarter.order, *_ORDER)
    return put(document, place.keys, made["value"] if alone else made, order, gap=gap)


def _fields(was: Mapping[str, str], new: NewValue) -> dict[str, str]:
    """Return what is to be said of a value, the keys in their order."""
    value = new.value
    made = {"value": value}
    if new.restates and was["value"] != value:
        made["restated_from"] = was["value"]
    elif _is_number(value):
        made["restated_from"] = was.get("restated_from", "")
    same = was.get("value") == value or made.get("restated_from")
    made["reason"] = new.reason or (was.get("reason", "") if same else "")
    made["supplied"] = new.supplied or was.get("supplied", "")
    return {key: _bare(each) for key, each in made.items() if each}


def _with_room(document: Document, place: ValuePlace) -> Document:
    """Return the document with the quarter as a mapping, where a month is to stand below it."""
    there: object = document.data
    for key in place.of_quarter:
        there = child(there, key)
    if not place.period or not isinstance(there, str):
        return document
    order = (*place.quarter.order, *_ORDER)
    return put(document, place.of_quarter, {"value": _bare(there)}, order)


def _is_number(value: str) -> bool:
    return bool(value) and value not in set(Missing)


def _bare(value: str) -> str:
    """Return a value as it is to be written: a number without quotation marks."""
    is_figure = all(_NUMBER.fullmatch(part) for part in value.split(" of "))
    return Bare(value) if is_figure else value


def plain_value(typed: str, unit: str) -> str:
    """Return a value as a plan writes it: 1,234 is 1234, and 78.2% of a percentage is 78.2.

    Raises ValueError, whose text says what to write instead.
    """
    said = " ".join(typed.split())
    if said.lower() in set(Missing):
        return said.lower()
    if unit == Unit.YES_NO:
        if said.lower() in {"yes", "no"}:
            return said.lower()
        raise ValueError("write yes or no")
    if found := _OF.fullmatch(said):
        return plain_share(found[1], found[2], unit)
    return plain_number(said, unit)


def plain_share(numerator: str, denominator: str, unit: str) -> str:
    """Return a numerator and a denominator as a plan writes them; ValueError as `plain_value`."""
    if unit in _WHOLE:
        raise ValueError(f"the unit is {unit}, which is no share of anything: write one number")
    above, below = plain_number(numerator, ""), plain_number(denominator, "")
    if float(below) <= 0:
        raise ValueError("nothing is a share of none; write not available")
    return f"{above} of {below}"


def plain_number(typed: str, unit: str) -> str:
    """Return a number without separators and sign of its unit; ValueError as `plain_value`.

    Noughts before it go too: other programs take 010 in YAML for eight.
    """
    bare = typed.strip()
    sign = next((sign for of, sign in _SIGNS.items() if of == unit), "")
    if sign:
        bare = bare.removeprefix("-").removeprefix(sign) if sign == "£" else bare.removesuffix(sign)
        bare = f"-{bare}" if sign == "£" and typed.strip().startswith("-") else bare.strip()
    if _GROUPED.fullmatch(bare):
        bare = bare.replace(",", "")
    if _NUMBER.fullmatch(bare):
        return _NOUGHTS.sub(r"\1", bare)
    raise ValueError(_advice(bare, unit))


def _advice(bare: str, unit: str) -> str:
    """Return what to write instead of what is no number."""
    if bare.startswith("="):
        return "it is a formula: copy it, and paste it back as a value"
    if bare.lower() in {"yes", "no"}:
        return f"the unit is {unit}: write a number"
    if _LONG.fullmatch(bare):
        return TOO_LONG
    if bare[-1:] == "%" or bare[:1] == "£":
        return f"the unit is {unit or 'not said here'}: write digits alone"
    if re.fullmatch(r"-?[0-9.,\s']+", bare):
        return "write it with a point before the decimals: 1234.5 or 1,234.5"
    return f"write a number such as 78.2 or 43 of 55, or one of {', '.join(Missing)}"


def adds_up(measure: MeasureInFile, quarter: Period) -> bool:
    """Return whether the months of a monthly measure make up its quarter, as far as is known."""
    said = child(child(child(measure.data, "actuals"), quarter.key), "months")
    values = _values(said.values() if isinstance(said, dict) else ())
    if str(measure.data.get("basis") or "in the period") != "in the period":
        return True
    shares = measure.unit == Unit.PERCENT and all(" of " in each for each in values)
    return measure.unit in {Unit.COUNT, Unit.POUNDS} or shares


def has_own_value(measure: MeasureInFile, quarter: Period) -> bool:
    """Return whether a quarter has a value of its own, beside those within it."""
    actual = child(child(measure.data, "actuals"), quarter.key)
    return bool(actual.get("value") if isinstance(actual, dict) else actual)


def _values(said: Iterable[object]) -> list[str]:
    values = (child(each, "value") if isinstance(each, dict) else each for each in said)
    return [value for value in values if isinstance(value, str) and _is_number(value)]
