"""How an action is taken out of a plan, or is given another id, as long as nobody signed it."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from os.path import basename, join, lexists
from typing import NamedTuple

from planctl.edits.plan_fields import FieldSetting
from planctl.plan.base import keys_of
from planctl.plan.header_year import year_of
from planctl.plan.ids import priority_of
from planctl.plan.measure_data import measure_keys
from planctl.plan.model import Action
from planctl.plan.plan import superseded
from planctl.plan.year import Year
from planctl.problem import UserError
from planctl.signoff.record import expected_digests, quarter_record
from planctl.store.errors import NOTHING
from planctl.store.folder import texts
from planctl.store.last_change import join_changes
from planctl.store.locate import plans_of_years
from planctl.store.settled import require_whole
from planctl.store.write import displace, finish_earlier, writable
from planctl.text.document import Document, read
from planctl.text.edit_value import Bare, change, child
from planctl.workspace.change import Say
from planctl.workspace.corrections import CorrectionRequest
from planctl.workspace.documents import HEADER, document_in, document_of
from planctl.workspace.new_files import free_id
from planctl.workspace.open import read_plan
from planctl.workspace.plan_fields import set_plan_fields


class RemovedAction(NamedTuple):
    """The file of an action that was removed, and what went with it, in words."""

    file: Document
    lost: Sequence[str]


class RenumberedAction(NamedTuple):
    """The file of an action under its new id, its priority, and what else names it now."""

    file: Document
    priority: str
    followed: Sequence[str]


def remove_action(folder: str, action: str, say: Say, *, dry_run: bool = False) -> RemovedAction:
    """Remove the file of an action; UserError where a quarter that covers it was signed."""
    found: list[Document] = []

    def make(raw: bytes) -> Mapping[str, bytes]:
        _refuse_signed(folder, action)
        found[:] = [document_of(join(folder, f"{action}.yaml"), raw)]
        return {}

    _displaced(folder, action, make, say, dry_run=dry_run)
    year = year_of(document_in(folder, HEADER).data)
    return RemovedAction(found[0], list(_lost(found[0], year)))


def renumber_action(
    folder: str, old: str, new: str, today: date, say: Say, *, dry_run: bool = False
) -> RenumberedAction:
    """Give an action another id: its file's name, and what names it in plans of later years.

    Its priority is the one that the new id says, if the plan has it; else it keeps its own. Raises
    UserError where a quarter that covers it was signed, and where the id is taken.
    """
    if not dry_run:
        finish_earlier(folder, say)
        if not lexists(join(folder, f"{old}.yaml")):  # it was this that was cut short
            return _renumbered(document_in(folder, f"{new}.yaml"), ())
    made: list[Document] = []
    header = document_in(folder, HEADER)
    year = year_of(header.data)
    naming = list(_naming(folder, year, old))

    def make(raw: bytes) -> Mapping[str, bytes]:
        _refuse_signed(folder, old)
        plan, document = read_plan(folder), document_of(join(folder, f"{old}.yaml"), raw)
        changed = _with_id(document, new, header)
        there = {entry.id: entry.document for entry in plan.entries}.get(new)
        if not there or there.text != changed.text:  # else a run that was cut short made it
            free_id(plan, new)
        made[:] = [document_of(join(folder, f"{new}.yaml"), changed.encoded())]
        return {f"{new}.yaml": changed.encoded()}

    def follow(*, dry_run: bool) -> None:
        setting, request = FieldSetting("supersedes", f"{year}/{new}"), CorrectionRequest(today)
        for later in dict.fromkeys(each for each, _ in naming):
            names = [f"{action}.yaml" for each, action in naming if each == later]
            set_plan_fields(later, names, [setting], request, say, dry_run=dry_run)

    for later, action in naming:
        _refuse_signed(later, action)
    follow(dry_run=True)  # so that nothing is written where one of them may not be
    if not dry_run:
        _displaced(folder, old, make, say, dry_run=True)
        follow(dry_run=False)  # first: where the run is cut short now, the next does the rest
    _displaced(folder, old, make, say, dry_run=dry_run)
    if not dry_run and naming:
        join_changes([folder, *dict.fromkeys(later for later, _ in naming)])
    return _renumbered(made[0], naming)


def _renumbered(document: Document, naming: Sequence[tuple[str, str]]) -> RenumberedAction:
    priority = str(document.data.get("priority") or priority_of(_id(document)))
    return RenumberedAction(document, priority, [f"{join(*each)}.yaml" for each in naming])


def _displaced(
    folder: str,
    action: str,
    make: Callable[[bytes], Mapping[str, bytes]],
    say: Say,
    *,
    dry_run: bool,
) -> None:
    name = f"{action}.yaml"
    if dry_run:
        require_whole(folder)
        make(writable(folder, name).raw)
    else:
        displace(folder, name, make, say=say)


def _refuse_signed(folder: str, action: str) -> None:
    """Raise UserError where an action is in what was signed of a quarter, which names it."""
    header = document_in(folder, HEADER)
    for quarter in year_of(header.data).periods:
        if action in expected_digests(quarter_record(header, quarter)).actions:
            message = f"{action} is in what was signed of {quarter} in {folder}; {NOTHING}"
            hint = f"where it is no longer pursued: planctl update {action} --status closed"
            raise UserError(message, hint)


def _with_id(document: Document, new: str, header: Document) -> Document:
    """Return the file of an action with another id, and of the priority that this says if any."""
    known = header.data.get("priorities")
    of, own = priority_of(new), str(document.data.get("priority") or priority_of(_id(document)))
    priority = of if isinstance(known, dict) and of in known else own
    document = change(document, ("id",), new, (), block=False)
    if priority == of and not document.data.get("priority"):
        return document
    return change(document, ("priority",), Bare(priority), keys_of(Action), block=False)


def _id(document: Document) -> str:
    return str(document.data.get("id"))


def _naming(folder: str, year: Year, action: str) -> Iterator[tuple[str, str]]:
    """Yield each action of another year's plan that says it continues this one, with its folder."""
    for other in plans_of_years(folder, os.getcwd()):
        if os.path.samefile(other, folder):
            continue
        found = {basename(path): read(path, raw)[0] for path, raw in texts(other)[0].items()}
        header = found.pop(HEADER, None)
        for name, document in found.items():
            said = str(document.data.get("supersedes")) if document and header else ""
            if header and superseded(said, year_of(header.data)) == (str(year), action):
                yield other, name.removesuffix(".yaml")


def _lost(document: Document, year: Year) -> Iterator[str]:
    """Yield what goes with an action's file: words of quarters, numbers and milestones."""
    updates, milestones = document.data.get("updates"), document.data.get("milestones")
    spoken = [key for key in year.keys if any(_texts(child(updates, key)))]
    if spoken:
        yield f"the words of {' and '.join(spoken)}"
    recorded = [
        name for _, said in measure_keys(document.data) for name in _texts(said.get("actuals"))
    ]
    if recorded:
        yield f"{len(recorded)} recorded number{'s' * (len(recorded) > 1)}"
    if isinstance(milestones, dict) and milestones:
        yield f"{len(milestones)} milestone{'s' * (len(milestones) > 1)}"


def _texts(said: object) -> list[object]:
    """Return what a mapping holds that is not empty."""
    return [each for each in said.values() if each] if isinstance(said, dict) else []
