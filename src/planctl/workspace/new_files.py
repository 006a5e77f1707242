"""How a plan, an action, a priority and the next year's plan are begun: proved, then written."""

import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import NamedTuple

from planctl.edits.new_files import action_text, header_text
from planctl.edits.typed_text import require_printable
from planctl.plan.periods import Quarter, Year
from planctl.plan.plan import Plan
from planctl.problem import UserError, known_word, visible
from planctl.store.new_folder import fill, new_folder
from planctl.store.write import create
from planctl.text.edit_value import change
from planctl.workspace.change import Documents, Say, change_files, proved_files
from planctl.workspace.documents import HEADER, document_of
from planctl.workspace.open import read_plan


class NewAction(NamedTuple):
    """An action that is to be added: its priority, its words, and its lists by their keys."""

    priority: str
    title: str
    lead: str
    description: str = ""
    lists: Mapping[str, Sequence[str]] = {}
    day: date | None = None
    """The day on which it is added; it then starts on it if a quarter of the year has ended."""


def first_files(
    folder: str, title: str, organisation: str, year: str, priorities: Iterable[str]
) -> Mapping[str, bytes]:
    """Return the plan.yaml of a new plan; UserError if a text in it cannot be printed."""
    numbered = tuple(priorities)
    for text in (title, organisation, *numbered):
        require_printable(text)
    raw = header_text(title, organisation, year, numbered).encode()
    return proved_files(folder, {HEADER: raw})


def create_plan(folder: str, files: Mapping[str, bytes], say: Say) -> None:
    """Make the files of a new plan: all at once, or in a folder that is there plan.yaml last.

    Those that are there as they are to be are left. UserError where others are.
    """
    if not os.path.lexists(folder):
        try:
            with new_folder(folder) as temporary:
                fill(temporary, files)
        except UserError:
            if not os.path.lexists(folder):  # else somebody else made it meanwhile
                raise
        else:
            return
    create(folder, lambda: files, say=say)


def add_action(folder: str, new: NewAction, say: Say) -> str:
    """Add an action to a plan, and return its id: the next of its priority.

    Where the last action is this one, and nothing was said of it yet, it is left. Raises UserError
    where the plan has no such priority or lead, or such an action already.
    """
    added: list[str] = []

    def make() -> Mapping[str, bytes]:
        plan = read_plan(folder)
        action_id, text = _action(plan, new)
        added[:] = [action_id]
        files = {f"{action_id}.yaml": text.encode()} if text else {}
        return proved_files(folder, files, plan.document)

    create(folder, make, say=say)
    return added[0]


def _action(plan: Plan, new: NewAction) -> tuple[str, str]:
    """Return the id of an action that is to be added, and the text of its file; "" if it is there.

    It is there if no more is said in its file than would be now.
    """
    header = plan.require()
    priority = known_word(new.priority, list(header.priorities), "priority")
    lead = known_word(new.lead, list(header.leads), "lead") if header.leads else new.lead
    entries = chain(*new.lists.values())
    for text in (new.title, lead, new.description or new.title, *entries):
        require_printable(text)
    for twin in plan.entries:
        if twin.action and twin.document and twin.action.title.lower() == new.title.lower():
            text = _text(twin.id, new._replace(lead=lead), twin.action.starts)
            if document_of(twin.path, text.encode()).data == twin.document.data:
                return twin.id, ""
            message = f"{twin.id} is called '{visible(new.title)}' already"
            raise UserError(message, f"give it another title, or see planctl show {twin.id}")
    used = [entry.id for entry in plan.entries if entry.id.split(".")[0] == priority]
    last = max((int(part[1]) for part in (each.split(".") for each in used) if part[1:]), default=0)
    action_id = f"{priority}.{last + 1}"
    return action_id, _text(action_id, new._replace(lead=lead), _starts(header.period, new.day))


def _text(action_id: str, new: NewAction, starts: date | None) -> str:
    texts = {"title": new.title, "description": new.description, "lead": new.lead}
    dated = {"starts": str(starts)} if starts else {}
    return action_text(action_id, {**texts, **dated}, new.lists)


def _starts(year: Year, day: date | None) -> date | None:
    """Return the day on which an action starts that is added on it; None where it need not say."""
    running = day and year.ended(Quarter.Q1, day) and not year.ended(Quarter.Q4, day)
    return day if running else None


def add_priority(folder: str, text: str, say: Say) -> str:
    """Add a priority to a plan, and return its number; that of the last if it says the same."""
    require_printable(text)
    added: list[str] = []

    def edit(documents: Documents) -> Documents:
        header = documents[HEADER]
        known = header.data.get("priorities")
        numbers = [int(key) for key in known if key.isdecimal()] if isinstance(known, dict) else []
        last = str(max(numbers, default=0))
        if isinstance(known, dict) and known.get(last) == text:
            added[:] = [last]
            return {HEADER: header}
        added[:] = [str(int(last) + 1)]
        return {HEADER: change(header, ("priorities", added[0]), text, (), block=False)}

    made = change_files(folder, [HEADER], edit, say)
    for line in made.old_problems:
        say(line)
    return added[0]
