"""The texts of a plan made smaller: without what an edition does not show."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import cast

from planctl.plan.fields import AGREED
from planctl.plan.figure import Missing
from planctl.plan.leads import leads_in
from planctl.plan.measure_data import Data
from planctl.plan.plan import Plan
from planctl.privacy.cited_actions import cites
from planctl.privacy.counted_numbers import ORIGINAL
from planctl.privacy.hidden_parts import Hidden, PartOfAction
from planctl.text.document import Document

_FOR_COLLEAGUES = frozenset({"visibility", "not_shown", "personal", "disclosure", "published"})
"""What says who may see a plan, what may stand or is too small, and what was issued to whom."""
_OF_ACTION = frozenset({"measures", "milestones"})
_PLAIN = ("id", "lead", "priority", "starts", "due", "moves", "answers")
_OF_UPDATE = ("quarter", "rag", "status")


def smaller_action(action: Data, without: Hidden, titles: Mapping[str, str]) -> Data:
    """Return what an action's file says without what is hidden; `titles` are those of actions."""
    number = str(action.get("id"))
    made = {key: value for key, value in action.items() if key != "visibility"}
    if "measures" in made:
        made["measures"] = [
            line for each in _listed(made, "measures") for line in _line(each, number, without)
        ]
    if "milestones" in made:
        made["milestones"] = {
            name: _unmarked(said)
            for name, said in _entries(made, "milestones")
            if PartOfAction(number, "milestones", name) not in without.parts
        }
    if "fields" in made:
        made["fields"] = {
            key: said for key, said in _entries(made, "fields") if key not in without.fields
        }
    if "links" in made:
        made["links"] = [each for each in _listed(made, "links") if not cites(str(each), titles)]
    if AGREED in made:
        changes = cast("list[Data]", _listed(made, AGREED))
        made[AGREED] = [each for each in changes if not _is_of_hidden(each, number, without)]
    return made


def in_plain_words(action: Data) -> Data:
    """Return an action in plain words: how it stands, without the words of those who work on it."""
    said = action.get("plain")
    words = said if isinstance(said, dict) else {"title": said}
    made = {key: value for key, value in action.items() if key in _PLAIN}
    made["title"] = words.get("title") or action.get("title")
    made["description"] = words.get("summary") or action.get("description")
    made["updates"] = {key: _in_short(said) for key, said in _entries(action, "updates")}
    if _mapping(action.get("opening")):
        made["opening"] = _in_short(action["opening"])
    return made


def smaller_header(plan: Plan, without: Hidden, shown: Iterable[Data]) -> Data:
    """Return what plan.yaml says without what is hidden, given the actions that are shown."""
    header = plan.document.data if plan.document else {}
    kept = list(shown)
    gone = [entry.document.data for entry in plan.entries if entry.document]
    gone = [each for each in gone if str(each.get("id")) in without.actions]
    made = {key: value for key, value in header.items() if key not in _FOR_COLLEAGUES}
    made["priorities"] = {
        key: _unmarked(said)
        for key, said in _entries(header, "priorities")
        if key not in without.priorities and not _is_left(_priorities(plan), key, without)
    }
    if "fields" in made:
        made["fields"] = {
            key: _unmarked(said)
            for key, said in _entries(made, "fields")
            if key not in without.fields
        }
    led = [_mapping(said) for _, said in _entries(made, "priorities")]
    for key, of in (("leads", "lead"), ("recommendations", "answers")):
        if key in made:
            used, unused = _named([*kept, *led], of), _named(gone, of)
            made[key] = {
                name: said
                for name, said in _entries(made, key)
                if name in used or name not in unused
            }
    if "glossary" in made:
        there, all_of_it = json.dumps([kept, made], ensure_ascii=False), _texts(plan)
        made["glossary"] = {
            short: said
            for short, said in _entries(made, "glossary")
            if _occurs(short, there, 2) or not _occurs(short, all_of_it, 2)
        }
    if "closed" in made:
        made["closed"] = {
            quarter: _record(_mapping(said), without) for quarter, said in _entries(made, "closed")
        }
    return made


def smaller_document(document: Document, data: Data) -> Document:
    """Return a document that says some data alone, in its text too."""
    return Document(document.path, json.dumps(data, ensure_ascii=False), dict(data))


def _line(line: object, number: str, without: Hidden) -> Iterator[object]:
    """Yield a line of how performance is measured; its words alone where its parts are hidden."""
    if not isinstance(line, dict):
        yield line
        return
    parts = [part for part in line.get("parts") or () if isinstance(part, dict)]
    if not parts:
        if PartOfAction(number, "measures", str(line.get("id"))) not in without.parts:
            yield _told(line, number, without)
        return
    kept = [
        _told(part, number, without)
        for part in parts
        if PartOfAction(number, "measures", str(part.get("id"))) not in without.parts
    ]
    yield {"text": line.get("text"), "parts": kept} if kept else line.get("text")


def _told(measure: Data, number: str, without: Hidden) -> object:
    """Return what is said of a measure with `c` for each number that is not told."""
    said: object = measure
    for slot in sorted(without.numbers):
        if slot[:2] == (number, measure.get("id")):
            said = _withheld(said, *slot.way)
    return _unmarked(said)


def _withheld(said: object, *way: str) -> object:
    """Return something without the number that stands below some keys."""
    if not way and not isinstance(said, dict):
        return Missing.CONFIDENTIAL.value
    data = dict(_mapping(said)) if isinstance(said, dict) else {"value": said}
    match way:
        case ():
            kept = {key: each for key, each in data.items() if key not in (ORIGINAL, "reason")}
            return {**kept, "value": Missing.CONFIDENTIAL.value}
        case (only,) if only == ORIGINAL:
            return {key: each for key, each in data.items() if key != ORIGINAL}
    return {**data, way[0]: _withheld(data.get(way[0]), *way[1:])}


def _record(record: Data, without: Hidden) -> Data:
    """Return what is recorded of a sign-off without digests: hidden values could be tried out."""
    made = dict(record)
    made.pop("plan", None)
    made.pop("actions", None)
    made["digest"] = ""
    made["stages"] = {
        name: {**_mapping(said), "digest": _WITHHELD} for name, said in _entries(record, "stages")
    }
    made["accepted"] = {
        action: said
        for action, said in _entries(record, "accepted")
        if action not in without.actions
    }
    made["corrections"] = [
        {**each, "update": _WITHHELD, "digest": _WITHHELD}
        for each in cast("list[Data]", _listed(record, "corrections"))
        if not _is_correction_of_hidden(each, without)
    ]
    return made


_WITHHELD = "withheld"


def _is_correction_of_hidden(made: Data, without: Hidden) -> bool:
    action, field, name = (str(made.get(key) or "") for key in ("action", "field", "name"))
    hidden_parts = {
        "priorities": without.priorities,
        "fields": without.fields,
        **{
            each: frozenset(part.name for part in without.parts if part[:2] == (action, each))
            for each in _OF_ACTION
        },
    }
    return action in without.actions or any(
        f"{name}/".startswith(f"{each}/") for each in hidden_parts.get(field, ())
    )


def _is_of_hidden(change: Data, number: str, without: Hidden) -> bool:
    """Return whether a change that was agreed is of a part that is hidden."""
    field, _, rest = str(change.get("field")).partition(".")
    if field == "fields":
        return rest in without.fields
    of_numbers = {(each.action, f"{each.measure}.{each.way[0]}") for each in without.numbers}
    return (number, ".".join(rest.split(".")[:2])) in of_numbers or any(
        part[:2] == (number, field) and f"{rest}.".startswith(f"{part.name}.")
        for part in without.parts
    )


def _is_left(priorities: Mapping[str, str], key: str, without: Hidden) -> bool:
    """Return whether a priority has actions, and all of them are hidden."""
    its_own = {action for action, of in priorities.items() if of == key}
    return bool(its_own) and its_own <= without.actions


def _priorities(plan: Plan) -> dict[str, str]:
    return {action.id: action.priority_id for action in plan.actions}


def _named(actions: Iterable[Data], field: str) -> set[str]:
    return {name for each in actions if each.get(field) for name in leads_in(each[field])}


def _texts(plan: Plan) -> str:
    documents = [plan.document, *(entry.document for entry in plan.entries)]
    return json.dumps([each.data for each in documents if each], ensure_ascii=False)


def _occurs(short: str, text: str, times: int) -> bool:
    """Return whether an abbreviation is so often in a text; once it is where it is explained."""
    return len(re.findall(rf"(?<!\w){re.escape(short)}(?!\w)", text)) >= times


def _in_short(said: object) -> Data:
    """Return an update with its headline for its commentary, where it has one."""
    update = _mapping(said)
    made = {key: value for key, value in update.items() if key in _OF_UPDATE}
    return {**made, "commentary": update.get("headline") or update.get("commentary")}


def _unmarked(said: object) -> object:
    if not isinstance(said, dict):
        return said
    return {key: value for key, value in said.items() if key != "visibility"}


def _entries(data: Data, key: str) -> Iterable[tuple[str, object]]:
    return _mapping(data.get(key)).items()


def _mapping(value: object) -> Data:
    return value if isinstance(value, dict) else {}


def _listed(data: Data, key: str) -> list[object]:
    found = data.get(key)
    return found if isinstance(found, list) else []
