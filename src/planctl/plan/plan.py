"""Texts become a Plan: its header, its actions in order, and every problem met on the way."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from posixpath import basename, dirname, join
from typing import NamedTuple, TypeVar, cast, get_args

from pydantic import BaseModel, ValidationError

from planctl.plan import mistakes
from planctl.plan.agreed_change import AgreedChange
from planctl.plan.base import keys_of
from planctl.plan.before_agreed_changes import said_before
from planctl.plan.calendar import Calendar, NamedPeriod
from planctl.plan.context import PLAIN, ReadingContext
from planctl.plan.disclosure import Disclosure, DisclosureException
from planctl.plan.due_date import Milestone, Move
from planctl.plan.header_year import year_of
from planctl.plan.ids import action_of_file, require
from planctl.plan.measure import Dated, MeasureLine, Month, QuarterActual, Term
from planctl.plan.model import (
    Accepted,
    Action,
    Closed,
    Correction,
    Header,
    SignedStage,
    Update,
)
from planctl.plan.own_field import OwnField
from planctl.plan.period import Period
from planctl.plan.personal import Personal, Waiver
from planctl.plan.priority import Priority
from planctl.plan.ratings import RatingName
from planctl.plan.recommendation import Recommendation
from planctl.plan.scale import OWN, RatingWords, Scale, scale_of
from planctl.plan.scale_step import ScaleStep
from planctl.plan.visibility import PlainWords, Visibility
from planctl.plan.year import Year
from planctl.problem import Exit, Place, Problem, Severity, UserError, visible
from planctl.text.action_id import ID, natural
from planctl.text.document import Document, read

Texts = Mapping[str, bytes]
"""The files of a plan by their paths, from a folder or from a git revision."""

_NAMED = frozenset({"leads", "glossary", "fields", "benchmarks"})
"""The mappings whose keys are names, not fields: nothing in them goes missing."""

_FIELDS = frozenset(
    {*Header.model_fields, *Calendar.model_fields, *RatingWords.model_fields, *Action.model_fields}
    | {*Closed.model_fields, *SignedStage.model_fields, *Accepted.model_fields}
    | {*Correction.model_fields, *MeasureLine.model_fields, *Dated.model_fields}
    | {*QuarterActual.model_fields, *get_args(Month), *get_args(Term)}
    | {*Personal.model_fields, *Waiver.model_fields}
    | {*Move.model_fields, *Milestone.model_fields, *NamedPeriod.model_fields}
    | {*Update.model_fields, *get_args(RatingName), *keys_of(ScaleStep)}
    | {*Recommendation.model_fields, *AgreedChange.model_fields, *Priority.model_fields}
    | {*Visibility.model_fields, *PlainWords.model_fields}
    | {*Disclosure.model_fields, *DisclosureException.model_fields}
) - {"disclosure"}
"""The keys whose value may be left out, beside those of periods; `disclosure` alone says a rule."""

_OF_NAMES = ("milestones", "priorities")
"""The mappings whose keys are names, of which each may be a mapping of fields."""

_LISTED = frozenset(
    {"agreed_changes", "corrections", "exceptions", "measures", "moves", "parts", "periods"}
    | {"scale", "waived"}
)
"""The lists whose entries may be mappings of fields."""

_SUPERSEDED = re.compile(rf"(?:([0-9]{{4}}(?:-[0-9]{{2}})?)/)?({ID})", re.ASCII)

_Model = TypeVar("_Model", bound=BaseModel)


class Entry(NamedTuple):
    """An action and the document it was read from; either is None where it cannot be read.

    Its file is not there where it was signed off and is gone.
    """

    id: str
    path: str
    action: Action | None = None
    document: Document | None = None
    is_there: bool = True


class EditionNote(NamedTuple):
    """What an edition says of itself: what it is called, and how much is not in it."""

    sentence: str = ""
    untold: bool = False
    """Whether its history is not told, which may say what its readers are not to see."""


_NO_EDITION = EditionNote()


@dataclass(frozen=True, eq=False)
class Plan:
    """A plan as read: its header, its entries in the order of their numbers, and its problems.

    A plan is equal only to itself, so that what is worked out from it can be remembered for it.
    """

    folder: str
    header: Header | None
    document: Document | None
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...] = ()
    earlier: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The ids of the actions of plans that stand beside it and that it names, by their years."""
    periods: tuple[Period, ...] = PLAIN.year.periods
    """The periods that its actions are read by, whether or not all of its header is right."""
    edition: EditionNote = _NO_EDITION
    """Which edition it is, where it says of any of its parts who may see it."""
    whole: "Plan | None" = None
    """The plan of which it is an edition, where that was made smaller."""

    @cached_property
    def actions(self) -> tuple[Action, ...]:
        """Every action that could be read, in order."""
        return tuple(entry.action for entry in self.entries if entry.action)

    @cached_property
    def scale(self) -> Scale:
        """The plan's ratings in its own words; in planctl's where its header cannot be read."""
        return self.header.rating_scale if self.header else OWN

    @property
    def year(self) -> Year | None:
        """The plan's year, or None if its header cannot be read."""
        return self.header.period if self.header else None

    @property
    def is_signed_off(self) -> bool:
        """Whether every quarter of its year is."""
        closed = self.header.closed if self.header else {}
        return {name for name, each in closed.items() if each.date} == {
            each.key for each in self.periods
        }

    def entry(self, action_id: str) -> Entry:
        """Return the entry of an action, or raise UserError that suggests the nearest id."""
        entries = {entry.id: entry for entry in self.entries}
        return entries[require(action_id, entries)]

    def require(self) -> Header:
        """Return the header; raise UserError if it could not be read."""
        if self.header:
            return self.header
        of = (each for each in self.problems if basename(each.place.path) == "plan.yaml")
        first = next(of)
        at = "" if first.rule == "file" else f" (line {first.place.line})"
        message = f"{first.place.path} cannot be used{at}: {first.message}"
        raise UserError(message, first.hint, Exit.PROBLEMS)


def load(texts: Texts, problems: Sequence[Problem] = ()) -> Plan:
    """Return the plan in some texts; whatever they hold, nothing is raised.

    `problems` say which files are no texts at all.
    """
    found = list(problems)
    unread = {each.place.path: None for each in problems}
    documents = (
        (path, _document(path, texts[path], found) if path in texts else None)
        for path in _ordered({**texts, **unread})
    )
    plan = _plan(documents, found)
    gone = dict(_signed_and_gone(plan))
    if not gone:
        return plan
    every = sorted((*plan.entries, *gone), key=lambda entry: _order(entry.path))
    return replace(plan, entries=tuple(every), problems=(*plan.problems, *gone.values()))


def _signed_and_gone(plan: Plan) -> Iterator[tuple[Entry, Problem]]:
    """Yield the actions that were signed off and have no file any more, and that it is gone."""
    closed = plan.header.closed if plan.header else {}
    signed = {each: name for name, record in closed.items() for each in record.actions}
    there = {entry.id for entry in plan.entries} | {action.id for action in plan.actions}
    for number in signed.keys() - there:
        path = join(plan.folder, f"{number}.yaml")
        message = f"{number} was signed off in {signed[number]}, and its file is gone"
        hint = "put the file back under its name"
        problem = Problem("file", Severity.ERROR, message, Place(path), hint)
        yield Entry(number, path, is_there=False), problem


def superseded(said: str, year: Year) -> tuple[str, str]:
    """Return the year and the id of what an action says that it supersedes, "" if it is no id.

    A number without a year is of the year before.
    """
    found = _SUPERSEDED.fullmatch(said)
    return (found[1] or str(year.before), found[2]) if found else ("", "")


def plan_of(documents: Iterable[Document]) -> Plan:
    """Return the plan that some documents say, one of them its plan.yaml."""
    given = {document.path: document for document in documents}
    return _plan(((path, given[path]) for path in _ordered(given)), [])


def _plan(documents: Iterable[tuple[str, Document | None]], found: list[Problem]) -> Plan:
    """Return the plan in some documents, the header's first, and all problems that are found."""
    header, header_document, folder, is_there = None, None, None, False
    context = PLAIN
    entries: dict[str, Entry] = {}
    for path, document in documents:
        folder = dirname(path) if folder is None else folder
        if basename(path) == "plan.yaml":
            is_there, header_document = True, document
            context = _header_context(document)
            header = _model(document, Header, found, context)
            context = header.context if header else context
            continue
        action = _model(document, Action, found, context)
        number = action_of_file(path)
        number = basename(path) if number in entries else number
        entries[number] = Entry(number, path, action, document)
    if not is_there:
        where = Place(f"{folder or ''}/plan.yaml".lstrip("/"))
        hint = "planctl init starts a plan; where rollover or init was cut short, run it again"
        found.append(Problem("file", Severity.ERROR, "plan.yaml is missing", where, hint))
    every = tuple(_told_apart(entries.values(), found))
    periods = context.year.periods
    return Plan(folder or "", header, header_document, every, tuple(found), periods=periods)


def _told_apart(entries: Collection[Entry], found: list[Problem]) -> Iterator[Entry]:
    """Yield the entries; one that has the id of another, and not its own name, cannot be read."""
    claims: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        claims[entry.action.id if entry.action else entry.id].append(entry.path)
    for entry in entries:
        number = entry.action.id if entry.action else entry.id
        others = [path for path in claims[number] if path != entry.path]
        if number == entry.id or not others or not entry.document:
            yield entry
            continue
        message = f"id {number} is that of {basename(others[0])} too"
        where, hint = entry.document.place(("id",)), "give this action a number of its own"
        found.append(Problem("id", Severity.ERROR, message, where, hint))
        yield entry._replace(action=None)


def _ordered(paths: Iterable[str]) -> list[str]:
    """Return paths with the header's first: an action's quarters are those of its calendar."""
    return sorted(paths, key=_order)


def _order(path: str) -> tuple[bool, list[tuple[int, str]], bool, str]:
    """Return a key by which the header is first, and an action's file before those like it."""
    of = action_of_file(path)
    return basename(path) != "plan.yaml", natural(of), not path.endswith(".yaml"), path


def _document(path: str, raw: bytes, found: list[Problem]) -> Document | None:
    document, problems = read(path, raw)
    found.extend(problems)
    return document


def _model(
    document: Document | None,
    model: type[_Model],
    found: list[Problem],
    context: ReadingContext = PLAIN,
) -> _Model | None:
    """Return what a document says; None, and its problems found, where the model refuses it."""
    if not document:
        return None
    try:
        return model.model_validate(_data_of(document, context), context=context)
    except ValidationError as error:
        found.extend(mistakes.problems(document, model, error, context))
        return None


def context_of(header: Document) -> ReadingContext:
    """Return what the actions of a plan are read by, whether or not all of plan.yaml is right.

    Raises UserError where it does not say which year the plan is for.
    """
    return ReadingContext(year_of(header.data), scale_in(header))


def _header_context(header: Document | None) -> ReadingContext:
    """Return what a plan.yaml is itself read by: the periods of its year, where it says one."""
    try:
        return context_of(header) if header else PLAIN
    except UserError:
        return PLAIN._replace(any_period=bool(header and _says_periods(header)))


def _says_periods(header: Document) -> bool:
    calendar = header.data.get("calendar")
    return isinstance(calendar, dict) and bool(calendar.get("periods"))


def scale_of_text(text: bytes | None) -> Scale:
    """Return the ratings of a plan by the text of its plan.yaml; planctl's where that is none."""
    document = read("plan.yaml", text)[0] if text and b"scale" in text else None
    return scale_in(document) if document else OWN


def scale_in(header: Document) -> Scale:
    """Return the ratings of a plan in its own words, whether or not all of plan.yaml is right."""
    data = _data_of(header, PLAIN)
    words = {key: data[key] for key in ("ratings", "scale") if key in data}
    try:
        context = ReadingContext(year_of(header.data))
    except UserError:
        context = PLAIN
    try:
        said = Header.model_validate({**_BARE, **words}, context=context)
    except ValidationError:
        return OWN
    return scale_of(said.ratings.items(), said.scale, context.year)


def fields_in(header: Document) -> Mapping[str, OwnField]:
    """Return the columns of a plan's own, whether or not all of plan.yaml is right."""
    fields = _data_of(header, PLAIN).get("fields", {})
    try:
        return Header.model_validate({**_BARE, "fields": fields}).fields
    except ValidationError:
        return {}


_BARE = {"title": "-", "organisation": "-", "year": "2019-20", "priorities": {}}
"""What a plan.yaml cannot be without."""


def usable_action(
    document: Document, needed: Iterable[str], context: ReadingContext
) -> Action | None:
    """Return an action without the fields that the model refuses; None if one is needed.

    Where its id, title or lead is among them, the name of its file stands in.
    """
    data = _data_of(document, context)
    try:
        return Action.model_validate(data, context=context)
    except ValidationError as error:
        refused = {each["loc"][0] for each in error.errors()}
    if not refused.isdisjoint(needed):
        return None
    usable = {key: value for key, value in data.items() if key not in refused}
    names = dict.fromkeys(("id", "title", "lead"), action_of_file(document.path))
    return Action.model_validate({**names, **usable}, context=context)


def action_before(document: Document, context: ReadingContext, day: date) -> Action | None:
    """Return an action without what was agreed after a day; None if it cannot be read so."""
    try:
        said = said_before(_data_of(document, context), day)
        return Action.model_validate(said, context=context)
    except ValidationError:
        return None


def _data_of(document: Document, context: ReadingContext) -> dict[str, object]:
    """Return the data without its empty fields, every hidden character made visible."""
    data = _filled(document.data, context.year.keys)
    return cast("dict[str, object]", _made_visible(data)) if document.may_hide else data


def _filled(data: dict[str, object], periods: Collection[str]) -> dict[str, object]:
    """Return the data without the fields that are empty; what is no field stays, to be told of."""
    return {
        key: value if isinstance(value, str) else _filled_within(key, value, periods)
        for key, value in data.items()
        if value is not None or not (key in _FIELDS or key in periods)
    }


def _filled_within(key: str, value: object, periods: Collection[str]) -> object:
    match value:
        case dict() if key in _OF_NAMES:
            return {
                name: _filled(each, periods) if isinstance(each, dict) else each
                for name, each in value.items()
            }
        case dict() if key not in _NAMED:
            return _filled(value, periods)
        case list() if key in _LISTED:
            return [_filled(each, periods) if isinstance(each, dict) else each for each in value]
    return value


def _made_visible(data: object) -> object:
    match data:
        case str():
            return visible(data)
        case dict():
            return {visible(key): _made_visible(value) for key, value in data.items()}
        case list():
            return [_made_visible(value) for value in data]
    return data
