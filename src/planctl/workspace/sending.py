"""What of the plans is sent for review: their files that differ from the last commit, in words."""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from os.path import basename, isfile, join
from typing import NamedTuple

from planctl.changes.diff import ActionChange, Changes, diff, plan_version
from planctl.changes.diff_lines import field_label
from planctl.checks.run import check_plan
from planctl.plan.ids import action_of_file
from planctl.plan.plan import load, scale_of_text
from planctl.problem import Problem, Severity, UserError, visible
from planctl.store.errors import NOTHING
from planctl.store.folder import file_bytes, may_be_plan_file
from planctl.store.revision_files import Texts, is_planned, place_of, planned_folders, texts_at
from planctl.store.settled import require_whole
from planctl.store.uncommitted import committed_files, uncommitted_files
from planctl.workspace.chosen_changes import changed_actions
from planctl.workspace.documents import HEADER
from planctl.workspace.selection import Choice, ChosenActions, require_chosen

_SUBJECT = 70
"""How long the first line of a commit may be."""
_KINDS = {"added": "{} is new", "removed": "{} is removed"}
_WORD = re.compile(r"[a-z0-9]+(?:\.[a-z0-9]+)*")
_BRANCH = 40


class OpenChanges(NamedTuple):
    """What is not committed of a plan: its files by their places in the repository, and in words.

    `files` has None for one that is gone; `problems` are the errors that the commit would have,
    and `ignored` the files that git is told not to see.
    """

    folder: str
    files: Mapping[str, bytes | None]
    changes: Changes
    problems: tuple[Problem, ...] = ()
    ignored: tuple[str, ...] = ()
    is_new: bool = False
    """Whether nothing of the plan is committed yet."""


def open_changes(folders: Sequence[str], choice: Choice, today: date) -> list[OpenChanges]:
    """Return what is not committed of each plan of which something is not, of the actions meant.

    Raises UserError where no action is meant, and where a file is none that can be sent.
    """
    _refuse_gone(folders)
    found = [_of_plan(folder, choice, today) for folder in folders]
    require_chosen([chosen for chosen, _ in found])
    return [changed for _, changed in found if changed.files or changed.ignored]


def _refuse_gone(folders: Sequence[str]) -> None:
    """Raise UserError where a plan beside these is gone, or its folder has another name."""
    beside, place = os.path.dirname(os.path.abspath(folders[0])), place_of(folders[0])
    committed = planned_folders(folders[0], "HEAD")
    alike = [each for each in committed if os.path.dirname(each) == os.path.dirname(place)]
    gone = [each for each in sorted(alike) if not isfile(join(beside, basename(each), HEADER))]
    if gone:
        message = f"the plan in {gone[0]} is gone, or its folder has another name; {NOTHING}"
        raise UserError(visible(message), "git add and git commit record that; then send the rest")


def _of_plan(folder: str, choice: Choice, today: date) -> tuple[ChosenActions, OpenChanges]:
    require_whole(folder)
    committed = committed_files(folder)
    names = {name for name in uncommitted_files(folder) if may_be_plan_file(name)}
    files = {name: _read(folder, name) for name in sorted(names)}
    is_new = not is_planned(folder, "HEAD")
    before = ({}, []) if is_new else texts_at(folder, "HEAD", folder)
    changes, after = _difference(folder, before, files)
    chosen, kept = changed_actions(changes, load(*after), choice)
    if chosen.ids is not None:
        meant = {"plan", *chosen.ids, *(each.was for each in kept.actions)}
        files = {name: raw for name, raw in files.items() if action_of_file(name) in meant}
        changes, after = _difference(folder, before, files)
    found = check_plan(load(*after), today) if files else ()
    problems = tuple(each for each in found if each.severity is Severity.ERROR)
    there = filter(may_be_plan_file, os.listdir(folder))
    ignored = tuple(sorted(set(there) - names - committed.keys()))
    place = place_of(folder)
    placed = {f"{place}/{name}".lstrip("/"): raw for name, raw in files.items()}
    return chosen, OpenChanges(folder, placed, changes, problems, ignored, is_new)


def _read(folder: str, name: str) -> bytes | None:
    """Return what a file holds, None if it is gone."""
    path = join(folder, name)
    if os.path.islink(path):
        message = f"{visible(path)} is a link, which planctl does not send; {NOTHING}"
        raise UserError(message, "put the file itself in its place, or git add and git commit it")
    return file_bytes(folder, name) if os.path.lexists(path) else None


def _difference(
    folder: str, before: Texts, files: Mapping[str, bytes | None]
) -> tuple[Changes, Texts]:
    """Return what some files change in what a plan says, and the plan with them."""
    paths = {join(folder, name): raw for name, raw in files.items()}
    texts, unread = before
    left = [each for each in unread if each.place.path not in paths]
    after = {path: raw for path, raw in {**texts, **paths}.items() if raw is not None}
    old, new = (
        replace(
            plan_version({path: each[path] for path in paths if path in each}),
            scale=scale_of_text(each.get(join(folder, HEADER))),
        )
        for each in (texts, after)
    )
    return diff(old, new), (after, left)


def subject(plans: Sequence[OpenChanges]) -> str:
    """Return the first line of a commit: which actions it changes, and what of them."""
    by_what: dict[str, list[str]] = {}
    for plan in plans:
        new = [(f"the plan in {basename(os.path.abspath(plan.folder))}", "{} is new")]
        for where, what in new if plan.is_new else _told(plan.changes):
            by_what.setdefault(what, []).append(where)
    said = "; ".join(
        what.format(", ".join(names)) if "{}" in what else f"{', '.join(names)}: {what}"
        for what, names in by_what.items()
    )
    if 0 < len(said) <= _SUBJECT:
        return visible(said)
    number = len({(plan.folder, each.id) for plan in plans for each in plan.changes.actions})
    return f"{number} actions" if number > 1 else "The plan"


def branch_name(words: str) -> str:
    """Return the name of a branch for what is sent: 3.2-q2."""
    return "-".join(_WORD.findall(words.lower()))[:_BRANCH].rstrip("-.") or "plan"


def _told(changes: Changes) -> Iterator[tuple[str, str]]:
    """Yield each action that changed, and the plan, with what did."""
    signed = [each.keys[1] for each in changes.header if each.keys[::2] == ("closed", "date")]
    others = dict.fromkeys(_brief(each.keys) for each in changes.header if each.keys[0] != "closed")
    if what := ", ".join([*(f"{quarter} signed off" for quarter in signed), *others]):
        yield "plan", what
    for action in changes.actions:
        yield action.id, _what(action)


def _what(action: ActionChange) -> str:
    if action.kind in _KINDS:
        return _KINDS[action.kind]
    if action.kind == "renumbered":
        return f"was {action.was}"
    return ", ".join(dict.fromkeys(_brief(each.keys) for each in action.changes))


def _brief(keys: Sequence[str]) -> str:
    """Return what a value is called in few words: the quarter of an update, else its field."""
    if keys[0] == "updates" and len(keys) > 1:
        return keys[1]
    if keys[0] in ("figures", "measures"):
        return "measures"
    return field_label(keys[:1]).lower()
