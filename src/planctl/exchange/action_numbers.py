"""The ids of actions and priorities, as a document numbers them; what is in doubt is asked."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from planctl.exchange.action_rows import PRIORITY, SourceAction, SourcePriority
from planctl.exchange.cell_titles import title_and_rest
from planctl.exchange.cells import Kind
from planctl.exchange.column_choice import ACTION_ID
from planctl.exchange.import_log import ImportLog, Taken
from planctl.exchange.known_columns import plain_heading
from planctl.plan.ids import priority_of
from planctl.problem import Exit, UserError
from planctl.text.action_id import is_id, is_reserved


class NumberAnswers(NamedTuple):
    """What is known of numbers: what is meant at plain places, and the ids before, by titles."""

    places: Mapping[str, str]
    titles: Mapping[str, str]

    def before(self, action: SourceAction) -> str:
        """Return the id that an action had when it was imported before, "" if it is new."""
        return self.titles.get(title_and_rest(action.parts.get(("title", ""), []))[0], "")


_SHORTENED = re.compile(r"(.*)\.([1-9])")


def require_certain(actions: Sequence[SourceAction], answers: Mapping[str, str]) -> None:
    """Raise UserError where a number that a spreadsheet wrote may be 3.1 or 3.10.

    It is certain where it stands in its order: 3.1 before 3.2. `answers` says of places what is
    meant.
    """
    last: dict[str, int] = {}
    numbers = [(each.id, _typed(each, answers)) for each in actions]
    doubtful = []
    for at, (cell, number) in enumerate(numbers):
        parts, later = number.rpartition("."), [n for _, n in numbers[at + 1 :]]
        if not parts[0] or not parts[2].isdecimal():
            continue
        before, now = last.get(parts[0], 0), int(parts[2])
        last[parts[0]] = max(before, now)
        found = _SHORTENED.fullmatch(number)
        if cell is None or cell.kind is not Kind.NUMBER or not found or _said(cell.place, answers):
            continue
        follows = next((n.rpartition(".")[2] for n in later if n.startswith(f"{parts[0]}.")), "")
        if before >= now or (follows.isdecimal() and int(follows) > now * 10):
            doubtful.append((cell.place, number))
    if doubtful:
        place, number = doubtful[0]
        others = f"; so do {len(doubtful) - 1} more" if doubtful[1:] else ""
        message = f"{place} is the number {number}, which may be {number} or {number}0{others}"
        hint = (
            "make the cell a text and type it again, or answer in the map that --map names,"
            f" on a line of its own: {place},{number}0"
        )
        raise UserError(message, hint, Exit.PROBLEMS)


def _said(place: str, answers: Mapping[str, str]) -> str:
    return answers.get(plain_heading(place), "")


def _typed(action: SourceAction, answers: Mapping[str, str]) -> str:
    """Return the number of an action as the document has it, "" where it has none."""
    if action.id is None:
        return ""
    if said := _said(action.id.place, answers):
        return said
    text = " ".join(action.id.text.split()).removeprefix("'")
    found = ACTION_ID.fullmatch(text)
    return re.sub(r"[ -]", "", found["id"]) if found else text


def priority_keys(
    actions: Sequence[SourceAction], answers: Mapping[str, str], log: ImportLog, title: str
) -> tuple[dict[str, str], list[str]]:
    """Return the priorities of a plan, by their keys, and the key of each action's."""
    found = {id(each.priority): each.priority for each in actions if each.priority}
    keys: dict[int, str] = {}
    texts: dict[str, str] = {}
    for each, said in found.items():
        own = [_typed(action, answers) for action in actions if action.priority is said]
        key, text = _priority(said, own, [*texts], log)
        keys[each], texts[key] = key, text
    made = []
    for action in actions:
        number = _typed(action, answers)
        if action.priority:
            made.append(keys[id(action.priority)])
        elif "." in number and priority_of(number):
            made.append(priority_of(number))
        else:
            made.append(made[-1] if made else "1")
    for key, action in zip(made, actions, strict=True):
        if key not in texts:
            dotted = "." in _typed(action, answers)
            texts[key] = f"Priority {key}" if dotted else title
            log.guess(action.place, f"priority {key}: {texts[key]}", "the document names none")
    return texts, made


def _priority(
    said: SourcePriority, own: Sequence[str], taken: Sequence[str], log: ImportLog
) -> tuple[str, str]:
    """Return the key and the text of a priority."""
    text = " ".join(" ".join(each.text.split()) for each in said.cells)
    found = PRIORITY.fullmatch(text)
    key = (found["key"] or "").upper().lstrip("0") if found else ""
    words = found["text"] if found and (key or found["word"]) else text
    place = said.cells[0].place
    heads = {priority_of(each) for each in own if "." in each}
    if not key:
        numbers = [int(each) for each in taken if each.isdecimal()]
        why = "its actions begin with it" if len(heads) == 1 else "it is the next"
        key = heads.pop() if len(heads) == 1 else str(max(numbers, default=0) + 1)
        log.guess(place, f"{key} is the number of the priority '{words}'", why)
    if key in taken:
        key = str(max((int(each) for each in taken if each.isdecimal()), default=0) + 1)
        log.guess(place, f"{key} is the number of the priority '{words}'", "its own is taken")
    if not words:
        words = f"Priority {key}"
        log.guess(place, f"{words} is what priority {key} is called", "it has no words")
    places = tuple(each.place for each in [*said.cells, *said.again])
    log.take(Taken("plan", f"priority {key}", words, places, text))
    return key, words


def action_ids(
    actions: Sequence[SourceAction],
    priorities: Sequence[str],
    answers: NumberAnswers,
    log: ImportLog,
) -> Iterator[str]:
    """Yield the id of each action: its own, the one it had before, or the next of its priority."""
    typed = [_typed(each, answers.places) for each in actions]
    numbers = [said or answers.before(each) for said, each in zip(typed, actions, strict=True)]
    used = {*(each for each in numbers if is_id(each)), *answers.titles.values()}
    made: set[str] = set()
    for action, said, number, priority in zip(actions, typed, numbers, priorities, strict=True):
        place = action.id.place if action.id else action.place
        if is_id(number) and not is_reserved(number) and number not in made:
            made.add(number)
            if not said:
                log.guess(place, f"{number} is its id", "it has no number")
            yield number
            continue
        after = max((_last(each, priority) for each in used | made), default=0)
        new = f"{priority}.{after + 1}"
        made.add(new)
        why = "it has no number"
        if number:
            why = f"'{number}' is there twice" if number in made else f"'{number}' can be no id"
        log.guess(place, f"{new} is its id", why)
        yield new


def _last(action_id: str, priority: str) -> int:
    head, _, rest = action_id.partition(".")
    last = rest.partition(".")[0]
    return int(last) if head == priority and last.isdecimal() else 0
