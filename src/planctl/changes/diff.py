"""What changed between two versions of a plan: its meaning, not how it is written."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from posixpath import basename
from typing import Literal

from planctl.changes.same_action import same_actions
from planctl.plan.ids import action_of_file
from planctl.plan.leads import lead_words, leads_in
from planctl.plan.measure_data import measure_texts, measures_by_id
from planctl.plan.scale import OWN, Scale
from planctl.text.action_id import natural
from planctl.text.document import Document, read
from planctl.text.sentences import same_text

FileContent = Mapping[str, object]
"""What a plan file says, empty values left out."""

ChangeKind = Literal["added", "removed", "renumbered", "changed"]


@dataclass(frozen=True)
class PlanVersion:
    """A plan at some time: what its header and each of its actions say, and what is unreadable."""

    header: FileContent
    actions: Mapping[str, FileContent]
    unreadable: tuple[str, ...] = ()
    scale: Scale = OWN
    """The plan's ratings in its own words."""


@dataclass(frozen=True)
class ValueChange:
    """One value that is another than before: where it stands, and what it was and is.

    A list is one value; a value that was not there, or is there no more, is None.
    """

    keys: tuple[str, ...]
    before: object
    after: object


@dataclass(frozen=True)
class ActionChange:
    """What changed in an action; if it was added or removed, that is all that it says.

    `was` is its number before, and `old` and `new` are what it said and says.
    """

    id: str
    was: str
    kind: ChangeKind
    changes: tuple[ValueChange, ...]
    old: FileContent
    new: FileContent
    scales: tuple[Scale, Scale] = (OWN, OWN)
    """The plan's ratings in its own words, before and now."""

    def word(self, key: str) -> str:
        """Return what it says now under a key such as `title`, or said before it was removed."""
        return str((self.new or self.old).get(key, ""))

    @property
    def lead(self) -> str:
        """Who leads it, as it is printed."""
        return lead_words(leads_in((self.new or self.old).get("lead")))


@dataclass(frozen=True)
class Changes:
    """What changed in a plan: in its header, and in its actions in the order of their numbers.

    `unreadable` has the files that could not be compared, those of the older version first.
    """

    header: tuple[ValueChange, ...]
    actions: tuple[ActionChange, ...]
    unreadable: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    scales: tuple[Scale, Scale] = (OWN, OWN)
    """The plan's ratings in its own words, before and now."""

    @property
    def there(self) -> tuple[ActionChange, ...]:
        """The changes of actions that are there now."""
        return tuple(each for each in self.actions if each.kind != "removed")

    def numbers(self, before: Iterable[str]) -> dict[str, str]:
        """Return the number that each of some actions of the older version has now, if it is there.

        One of which nothing changed has its own.
        """
        gone = {each.was for each in self.actions if each.kind == "removed"}
        kept = {name: name for name in before if name not in gone}
        return {**kept, **{each.was: each.id for each in self.there if each.kind != "added"}}

    def __bool__(self) -> bool:
        """Return whether anything changed."""
        return bool(self.header or self.actions)


def plan_version(texts: Mapping[str, bytes], unread: Iterable[str] = ()) -> PlanVersion:
    """Return what a plan's files say, by their paths; one that cannot be read is named.

    `unread` has the paths of files that are no texts at all.
    """
    return version_of({path: file_content(path, raw) for path, raw in texts.items()}, unread)


def file_content(path: str, raw: bytes) -> FileContent | None:
    """Return what a plan's file says, None if it cannot be read."""
    document, _ = read(path, raw)
    return document_content(document) if document else None


def document_content(document: Document) -> FileContent:
    """Return what a document of a plan says."""
    return _filled(_numbered(_one_lead(_named(document.data))))


def version_of(files: Mapping[str, FileContent | None], unread: Iterable[str] = ()) -> PlanVersion:
    """Return the version of a plan whose files, by their paths, say this, None if unreadable."""
    header: FileContent = {}
    actions: dict[str, FileContent] = {}
    unreadable: list[str] = []
    for path, data in files.items():
        name = basename(path)
        if data is None:
            unreadable.append(path)
        elif name == "plan.yaml":
            header = data
        else:
            actions[name.removesuffix(".yaml")] = data
    return PlanVersion(header, actions, (*unread, *sorted(unreadable, key=natural)))


def diff(old: PlanVersion, new: PlanVersion) -> Changes:
    """Return what changed from one version of a plan to another.

    An action may have another number. A file that one of the versions cannot read is not compared.
    """
    blind = {*_blind(old), *_blind(new)}
    before = {name: data for name, data in old.actions.items() if name not in blind}
    after = {name: data for name, data in new.actions.items() if name not in blind}
    same = same_actions(before, after)
    changed = [_action(name, same.get(name), before, after) for name in after]
    gone = before.keys() - set(same.values())
    removed = [_action(None, name, before, after) for name in sorted(gone, key=natural)]
    found = filter(None, [*removed, *changed])
    scaled = (replace(each, scales=(old.scale, new.scale)) for each in found)
    actions = sorted(scaled, key=lambda each: natural(each.id))
    header = () if "plan" in blind else tuple(_changes(old.header, new.header))
    unreadable = (old.unreadable, new.unreadable)
    return Changes(header, tuple(actions), unreadable, (old.scale, new.scale))


def _blind(version: PlanVersion) -> Iterator[str]:
    """Yield the actions, and "plan", of which a version has no file but one that is unreadable."""
    there = (action_of_file(path) for path in version.unreadable)
    return (name for name in there if name not in version.actions)


def apply_changes(old: PlanVersion, changes: Changes) -> PlanVersion:
    """Return the version that the changes lead to from the old one."""
    were = {each.was for each in changes.actions if each.kind != "added"}
    actions = {name: data for name, data in old.actions.items() if name not in were}
    for each in changes.actions:
        if each.kind != "removed":
            data = {} if each.kind == "added" else old.actions[each.was]
            actions[each.id] = _applied(data, each.changes)
    kept = sorted(actions, key=natural)
    header = _short_priorities(_applied(old.header, changes.header))
    return PlanVersion(header, {name: actions[name] for name in kept}, changes.unreadable[1])


def changes_of_action(changes: Changes, action: str) -> Changes:
    """Return what changed in one action, by the number that it has now, or had if it is gone."""
    before, now = (
        tuple(path for path in paths if action_of_file(path) == action)
        for paths in changes.unreadable
    )
    its_own = [each for each in changes.actions if each.id == action]
    return Changes((), tuple(its_own[-1:]), (before, now))


def changes_of_quarter(changes: Changes, quarter: str) -> Changes:
    """Return what changed in the updates of one quarter."""
    actions = (_in_quarter(each, quarter) for each in changes.actions)
    return Changes((), tuple(each for each in actions if each.changes))


def _one_lead(data: FileContent) -> FileContent:
    """Return an action's data with a list of one lead as that lead, which means the same."""
    match data.get("lead"):
        case [one]:
            return {**data, "lead": one}
    return data


def _named(data: FileContent) -> FileContent:
    """Return a plan.yaml's data with who may see its priorities apart from what is said of them."""
    made = _mapping(data.get("priorities"))
    marks = {key: _mapping(said).get("visibility") for key, said in made.items()}
    seen = {key: said for key, said in marks.items() if said}
    if not seen:
        return data
    bare = {
        key: {name: each for name, each in _mapping(made[key]).items() if name != "visibility"}
        for key in seen
    }
    return {**data, "priorities": {**made, **bare}, "priorities_visibility": seen}


def _numbered(data: FileContent) -> FileContent:
    """Return a file's data with the words of its measures, and apart from them their fields.

    Of a recommendation whose words stand alone they are a field as well.
    """
    data = _short_priorities(data)
    if isinstance(made := data.get("recommendations"), dict):
        fields = {key: {"text": said} for key, said in made.items() if isinstance(said, str)}
        return {**data, "recommendations": {**made, **fields}}
    found = measures_by_id(data)
    if not found:
        return data
    return {**data, "measures": measure_texts(data), "figures": found}


def _short_priorities(data: FileContent) -> FileContent:
    """Return a file's data with a priority that has words alone as these, which is the same."""
    made = data.get("priorities")
    if not isinstance(made, dict):
        return data
    alone = {key: said["text"] for key, said in made.items() if _is_words(said)}
    return {**data, "priorities": {**made, **alone}} if alone else data


def _is_words(said: object) -> bool:
    return isinstance(said, dict) and {key for key, each in said.items() if each} == {"text"}


def _filled(data: Mapping[str, object]) -> dict[str, object]:
    """Return the data without what is empty, texts as they are read: what a plan says."""
    return {
        key: value
        for key, given in data.items()
        if (value := given.strip() if isinstance(given, str) else _plain_value(given))
        or value not in _EMPTY
    }


def _plain_value(value: object) -> object:
    match value:
        case str():
            return value.strip()
        case dict():
            return _filled(value)
        case list():
            return [_plain_value(each) for each in value]
    return value


_EMPTY: tuple[object, ...] = (None, "", {}, [])


def _same(one: object, other: object) -> bool:
    """Return whether two values mean the same, in however many lines each is written."""
    if one == other:
        return True
    match one, other:
        case str(), str():
            return same_text(one, other)
        case list(), list():
            return len(one) == len(other) and all(map(_same, one, other))
        case dict(), dict():
            return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    return False


def _changes(
    old: FileContent, new: FileContent, above: tuple[str, ...] = ()
) -> Iterator[ValueChange]:
    """Yield each value that differs, in the order in which the new version has them."""
    for key in (*new, *(key for key in old if key not in new)):
        before, after = old.get(key), new.get(key)
        if above == ("priorities",):
            before, after = _as_fields(before, after), _as_fields(after, before)
        if before == after:
            continue
        if (
            _holds(before)
            and _holds(after)
            and (isinstance(before, dict) or isinstance(after, dict))
        ):
            yield from _changes(_mapping(before), _mapping(after), (*above, key))
        elif not _same(before, after):
            yield ValueChange((*above, key), before, after)


def _as_fields(said: object, other: object) -> object:
    """Return the words of a priority as a field, where the other version has fields of it."""
    return {"text": said} if isinstance(said, str) and isinstance(other, dict) else said


def _holds(value: object) -> bool:
    """Return whether a value is a mapping, or may be taken for an empty one."""
    return value is None or isinstance(value, dict)


def _mapping(value: object) -> FileContent:
    return value if isinstance(value, dict) else {}


def _applied(data: FileContent, changes: Sequence[ValueChange]) -> dict[str, object]:
    made = {
        key: _applied(value, ()) if isinstance(value, dict) else value
        for key, value in data.items()
    }
    for each in changes:
        inner = made
        for key in each.keys[:-1]:
            deeper = inner.setdefault(key, {})
            words: dict[str, object] = {"text": deeper} if isinstance(deeper, str) else {}
            inner[key] = inner = deeper if isinstance(deeper, dict) else words
        if each.after is None:
            inner.pop(each.keys[-1], None)
        else:
            inner[each.keys[-1]] = each.after
    return _filled(made)


def _action(
    name: str | None,
    was: str | None,
    before: Mapping[str, FileContent],
    after: Mapping[str, FileContent],
) -> ActionChange | None:
    """Return what changed in an action; None as its number is that it has, or had, none."""
    old, new = before[was] if was else {}, after[name] if name else {}
    changes = tuple(_changes(old, new))
    kind: ChangeKind = "changed"
    if not was:
        kind = "added"
    elif not name:
        kind = "removed"
    elif was != name:
        kind = "renumbered"
    if not changes and kind == "changed":
        return None
    return ActionChange(name or was or "", was or name or "", kind, changes, old, new)


def _in_quarter(action: ActionChange, quarter: str) -> ActionChange:
    changes = tuple(each for each in action.changes if _is_of(each.keys, quarter))
    old, new = (
        {**data, "updates": {quarter: _mapping(data.get("updates")).get(quarter)}}
        for data in (action.old, action.new)
    )
    return replace(action, changes=changes, old=old, new=new)


def _is_of(keys: tuple[str, ...], quarter: str) -> bool:
    """Return whether a value is of a quarter: in its update, or recorded of a measure."""
    at = 3 if keys[0] == "figures" else 1
    return keys[at : at + 1] == (quarter,)
