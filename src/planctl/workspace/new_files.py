"""How a plan, an action, a priority and the next year's plan are begun: proved, then written."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from planctl.edits.new_files import action_text, header_text
from planctl.edits.typed_text import require_printable
from planctl.plan.plan import Plan
from planctl.problem import UserError, known_word, visible
from planctl.text.edit_value import change
from planctl.workspace.change import Documents, Say, change_files, create_files
from planctl.workspace.documents import HEADER


class NewAction(NamedTuple):
    """An action that is to be added: its priority, its words, and its lists by their keys."""

    priority: str
    title: str
    lead: str
    description: str = ""
    lists: Mapping[str, Sequence[str]] = {}


def start_plan(
    folder: str, title: str, organisation: str, year: str, priorities: Iterable[str], say: Say
) -> None:
    """Make the plan.yaml of a new plan; UserError if a text in it cannot be printed."""
    numbered = tuple(priorities)
    for text in (title, organisation, *numbered):
        require_printable(text)
    raw = header_text(title, organisation, year, numbered).encode()
    create_files(folder, {HEADER: raw}, say)


def add_action(plan: Plan, new: NewAction, say: Say) -> str:
    """Add an action to a plan, and return its id: the next of its priority.

    Raises UserError where the plan has no such priority or lead, or such an action already.
    """
    header = plan.require()
    priority = known_word(new.priority, list(header.priorities), "priority")
    lead = known_word(new.lead, list(header.leads), "lead") if header.leads else new.lead
    texts = chain(*new.lists.values())
    for text in (new.title, lead, new.description or new.title, *texts):
        require_printable(text)
    same = (row for row in plan.actions if row.title.lower() == new.title.lower())
    if twin := next(same, None):
        message = f"{twin.id} is called '{visible(new.title)}' already"
        raise UserError(message, f"give it another title, or see planctl show {twin.id}")
    used = [entry.id for entry in plan.entries if entry.id.split(".")[0] == priority]
    last = max((int(part[1]) for part in (each.split(".") for each in used) if part[1:]), default=0)
    action_id = f"{priority}.{last + 1}"
    text = action_text(action_id, new.title, new.description, lead, new.lists)
    create_files(plan.folder, {f"{action_id}.yaml": text.encode()}, say, plan.document)
    return action_id


def add_priority(folder: str, text: str, say: Say) -> str:
    """Add a priority to a plan, and return its number."""
    require_printable(text)
    added: list[str] = []

    def edit(documents: Documents) -> Documents:
        header = documents[HEADER]
        known = header.data.get("priorities")
        numbers = [int(key) for key in known if key.isdecimal()] if isinstance(known, dict) else []
        added[:] = [str(max(numbers, default=0) + 1)]
        return {HEADER: change(header, ("priorities", added[0]), text, (), block=False)}

    made = change_files(folder, [HEADER], edit, say)
    for line in made.old_problems:
        say(line)
    return added[0]
