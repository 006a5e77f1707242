"""How a plan, an action, a priority and the next year's plan are begun: proved, then written."""

import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from itertools import chain
from typing import NamedTuple

from planctl.edits.new_files import action_text, header_text
from planctl.edits.next_id import next_id
from planctl.edits.typed_text import require_printable
from planctl.plan.ids import AN_ID, priority_of
from planctl.plan.plan import Plan
from planctl.plan.year import Year
from planctl.problem import Exit, UserError, known_word, visible
from planctl.store.new_folder import fill, new_folder
from planctl.store.write import create
from planctl.text.action_id import is_id, is_reserved
from planctl.text.edit_value import Bare, change
from planctl.workspace.change import Documents, Say, change_files, proved_files
from planctl.workspace.documents import HEADER, document_of
from planctl.workspace.open import read_plan


class NewAction(NamedTuple):
    """An action that is to be added: its priority, its words, and its lists by their keys.

    Its priority is "" where its id says it, and its id is "" where it is the next.
    """

    priority: str
    title: str
    leads: Sequence[str]
    description: str = ""
    lists: Mapping[str, Sequence[str]] = {}
    day: date | None = None
    """The day on which it is added; it then starts on it if a quarter of the year has ended."""
    id: str = ""


def first_files(
    folder: str,
    title: str,
    organisation: str,
    year: str,
    priorities: Iterable[str],
    periods: str | None = None,
) -> Mapping[str, bytes]:
    """Return the plan.yaml of a new plan; UserError if a text in it cannot be printed.

    `periods` says into what its year is divided, if not into quarters.
    """
    numbered = tuple(priorities)
    for text in (title, organisation, *numbered):
        require_printable(text)
    raw = header_text(title, organisation, year, numbered, periods).encode()
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
    """Add an action to a plan, and return its id: the next of its priority if none is given.

    Where there is this action, and nothing was said of it yet, it is left. Raises UserError where
    the plan has no such priority or lead, or such an action already, or the next id is not clear.
    """
    added: list[str] = []

    def make() -> Mapping[str, bytes]:
        plan = read_plan(folder)
        action_id, text = _action(plan, new, folder)
        added[:] = [action_id]
        files = {f"{action_id}.yaml": text.encode()} if text else {}
        return proved_files(folder, files, plan.document)

    create(folder, make, say=say)
    return added[0]


def _action(plan: Plan, new: NewAction, folder: str) -> tuple[str, str]:
    """Return the id of an action that is to be added, and the text of its file; "" if it is there.

    It is there if no more is said in its file than would be now.
    """
    header = plan.require()
    priority = _priority(plan, new)
    known = list(header.leads)
    leads = [known_word(each, known, "lead") if known else each for each in new.leads]
    entries = chain(leads, *new.lists.values())
    for text in (new.title, new.description or new.title, *entries):
        require_printable(text)
    if answers := new.lists.get("answers"):
        what, hint = "recommendation", "planctl add recommendation adds it"
        known = [known_word(each, list(header.recommendations), what, hint) for each in answers]
        new = new._replace(lists={**new.lists, "answers": known})
    for twin in plan.entries:
        if twin.action and twin.document and twin.action.title.lower() == new.title.lower():
            new = new._replace(leads=leads, priority=priority)
            text = _text(twin.id, header.period, new, twin.action.starts)
            is_it = document_of(twin.path, text.encode()).data == twin.document.data
            if is_it and new.id in ("", twin.id):
                return twin.id, ""
            message = f"{twin.id} is called '{visible(new.title)}' already"
            raise UserError(message, f"give it another title, or see planctl show {twin.id}")
    before = [] if new.id else _given_before(plan, folder)
    action_id = free_id(plan, new.id) if new.id else next_id(plan, priority, before)
    new = new._replace(leads=leads, priority=priority)
    year = header.period
    return action_id, _text(action_id, year, new, _starts(year, new.day))


def _given_before(plan: Plan, folder: str) -> list[str]:
    """Return the ids that actions had before: by git, by sign-offs and in the plan before it."""
    from planctl.store.commits import commits_of
    from planctl.store.locate import action_files, plan_before

    signed = [each for record in plan.require().closed.values() for each in record.actions]
    before = plan_before(folder)
    names = action_files(before) if before else []
    with suppress(UserError):  # where there is no git
        changes = [each for commit in commits_of(folder) for each in commit.changes]
        names += [os.path.basename(name) for each in changes for name in (each.before, each.after)]
    return [*signed, *(name.removesuffix(".yaml") for name in names)]


def _priority(plan: Plan, new: NewAction) -> str:
    """Return the priority of an action that is to be added: as it is given, or as its id says."""
    known = list(plan.require().priorities)
    if new.priority:
        return known_word(new.priority, known, "priority")
    if not new.id:
        raise UserError("the priority is missing", "--priority says which", Exit.USAGE)
    if priority_of(new.id) in known:
        return priority_of(new.id)
    message = f"'{visible(new.id)}' does not say to which priority it belongs"
    raise UserError(message, f"--priority says it: one of {', '.join(known)}", Exit.PROBLEMS)


def free_id(plan: Plan, action_id: str) -> str:
    """Return an id that was given if it is one, and no action has it; else raise UserError."""
    taken = {entry.id.lower(): entry.id for entry in plan.entries}
    if not is_id(action_id):
        raise UserError(f"'{visible(action_id)}' is not an action's id", AN_ID, Exit.USAGE)
    if is_reserved(action_id):
        hint = "give it another id"
        raise UserError(f"no file can be named {action_id}.yaml on Windows", hint, Exit.USAGE)
    if there := taken.get(action_id.lower()):
        hint = "give it another id" if there == action_id else "capitals alone make no other id"
        raise UserError(f"there is an action {there} already", hint, Exit.PROBLEMS)
    return action_id


def _text(action_id: str, year: Year, new: NewAction, starts: date | None) -> str:
    several = new.leads if len(new.leads) > 1 else new.leads[0]
    texts = {"title": new.title, "description": new.description, "lead": several}
    if new.priority != priority_of(action_id):
        texts["priority"] = Bare(new.priority)
    dated = {"starts": str(starts)} if starts else {}
    return action_text(action_id, year, {**texts, **dated}, new.lists)


def _starts(year: Year, day: date | None) -> date | None:
    """Return the day on which an action starts that is added on it; None where it need not say."""
    running = day and year.first.ended(day) and not year.last.ended(day)
    return day if running else None


def add_priority(folder: str, text: str, say: Say, wanted: str = "") -> str:
    """Add a priority to a plan, and return its number or letters; as wanted, or the next number.

    One that says the same, and is the one wanted or the last, is left. Raises UserError where
    another is wanted that is there, or where those that are there have letters and none is wanted.
    """
    require_printable(text)
    added: list[str] = []

    def edit(documents: Documents) -> Documents:
        header = documents[HEADER]
        found = header.data.get("priorities")
        known = found if isinstance(found, dict) else {}
        last = str(max((int(key) for key in known if key.isdecimal()), default=0))
        said = known.get(wanted or last)
        if (said.get("text") if isinstance(said, dict) else said) == text:
            added[:] = [wanted or last]
            return {HEADER: header}
        added[:] = [_new_priority(known, wanted) or str(int(last) + 1)]
        return {HEADER: change(header, ("priorities", added[0]), text, (), block=False)}

    made = change_files(folder, [HEADER], edit, say)
    for line in made.old_problems:
        say(line)
    return added[0]


def _new_priority(known: Collection[str], wanted: str) -> str:
    """Return what is wanted if no priority has it, "" for the next number; else UserError."""
    if wanted in known:
        raise UserError(f"there is a priority {wanted} already", "give it another", Exit.PROBLEMS)
    if not wanted and known and not any(map(str.isdecimal, known)):
        message = f"the priorities have letters: {', '.join(known)}"
        raise UserError(message, "--id says those of this one", Exit.PROBLEMS)
    return wanted
