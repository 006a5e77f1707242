"""What a shell offers for a value: actions, leads, priorities, and the words of a list."""

import os
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import typer

from planctl.problem import UserError
from planctl.store.locate import action_files, find
from planctl.store.time_zone import day_in

if TYPE_CHECKING:
    from planctl.plan.scale import Scale, Step
    from planctl.text.document import Document

_MANY = 200
_TITLE = b"\ntitle:"
_EVALUATED = re.compile(r"[\x00-\x1f\x7f-\x9f\\\"'`$\[\]]")
"""What a shell would take for more than a character of a word, or typer for a style."""


def plain(words: Iterable[str]) -> list[str]:
    """Return the words that every shell takes as they are."""
    return [str(word) for word in words if not _EVALUATED.search(word)]


def plan_actions(context: typer.Context) -> list[tuple[str, str]]:
    """Return the ids of the plan's actions, with their titles where there are not too many."""
    folder = _folder(context)
    names = action_files(folder) if folder else []
    few = len(names) <= _MANY
    return [
        (name.removesuffix(".yaml"), _title(f"{folder}/{name}") if few else "") for name in names
    ]


def actions_and_quarters(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Return the actions and, where a word was begun that a command takes as one, the quarters."""
    from planctl.plan.typed_period import quarter_key

    takes = any(each.name == "quarter" for each in context.command.params)
    periods = plan_periods(context) if takes and incomplete[:1].isalpha() else []
    return [*plan_actions(context), *((each, "") for each in periods if quarter_key(each))]


def plan_leads(context: typer.Context) -> list[str]:
    """Return the leads that plan.yaml lists."""
    return plain(_mapping(_plan_file(context), "leads"))


def action_measures(context: typer.Context) -> list[str]:
    """Return the ids of the measures of the action that is typed before."""
    from planctl.edits.measure_values import measures_in

    document = _plan_file(context, f"{context.params.get('action')}.yaml")
    return plain(each.id for each in measures_in(document)) if document else []


def plan_priorities(context: typer.Context) -> list[tuple[str, str]]:
    """Return the numbers of the plan's priorities, with their texts."""
    found = _mapping(_plan_file(context), "priorities")
    return [(number, _EVALUATED.sub("", str(text))) for number, text in found.items()]


def plan_recommendations(context: typer.Context) -> list[tuple[str, str]]:
    """Return the numbers of the plan's recommendations, with their words."""
    found = _mapping(_plan_file(context), "recommendations").items()
    words = (
        (number, said.get("text") if isinstance(said, dict) else said) for number, said in found
    )
    return [(number, _EVALUATED.sub(" ", str(text))) for number, text in words]


def plan_periods(context: typer.Context) -> list[str]:
    """Return the quarters of the plan's year, or what else it is divided into."""
    from planctl.plan.header_year import year_of
    from planctl.plan.year import year_at

    document = _plan_file(context)
    try:
        return plain(year_of(document.data if document else {}).keys)
    except UserError:
        return plain(year_at(day_in("", datetime.now(UTC))).keys)


def plan_rags(context: typer.Context) -> list[str]:
    """Return the words that the plan has for the rating of an update."""
    return plain(_word(step) for step in _scale(context).rags)


def plan_confidences(context: typer.Context) -> list[str]:
    """Return the words that the plan has for the confidence in an outcome."""
    return plain(_word(step) for step in _scale(context).plain)


def plan_ratings(context: typer.Context) -> list[str]:
    """Return the words that the plan has for every rating that it prints."""
    return plain(step.name for step in _scale(context).steps)


def _word(step: "Step") -> str:
    return step.label if step.own else step.code


def _scale(context: typer.Context) -> "Scale":
    """Return the scale of the plan; planctl's where it cannot be read."""
    from planctl.plan.plan import scale_in
    from planctl.plan.scale import OWN

    document = _plan_file(context)
    return scale_in(document) if document else OWN


def branches(context: typer.Context) -> list[str]:
    """Return the branches and tags of the repository that the plan is in."""
    from planctl.store.revisions import refs

    folder = _folder(context)
    return plain(refs(folder)) if folder else []


def branches_and_actions(context: typer.Context) -> list[tuple[str, str]]:
    """Return the branches and tags of the repository, and the ids of the plan's actions."""
    return [*((branch, "") for branch in branches(context)), *plan_actions(context)]


def modules(folder: str) -> list[str]:
    """Return the names of the modules of a folder: each rule and format is one."""
    here = os.path.join(os.path.dirname(os.path.dirname(__file__)), folder)
    stems = (name.removesuffix(".py") for name in sorted(os.listdir(here)) if name[0] != "_")
    return [stem.replace("_", "-") for stem in stems]


def _folder(context: typer.Context) -> str | None:
    """Return the plan's folder; of several the one that a command would take, and None if none."""
    named, here = context.params.get("folder") or os.environ.get("PLANCTL_PLAN"), os.getcwd()
    found = find(named or None, here)
    if len(found) == 1:
        return found[0]
    from planctl.workspace.plan_years import WantedPlan, find_plan

    typed, today = context.params.get("quarter"), day_in("", datetime.now(UTC))
    try:
        return find_plan(WantedPlan(named or None, typed, today), here).folder
    except UserError:
        return None


def _mapping(document: "Document | None", field: str) -> dict[str, object]:
    """Return a mapping of a file; nothing where it cannot be read."""
    found = document.data.get(field) if document else None
    return found if isinstance(found, dict) else {}


def _plan_file(context: typer.Context, name: str = "plan.yaml") -> "Document | None":
    """Return a file of the plan, None where it cannot be read."""
    from planctl.store.folder import file_bytes
    from planctl.text.document import read

    folder = _folder(context)
    if not folder:
        return None
    try:
        return read(name, file_bytes(folder, name))[0]
    except UserError:
        return None


def _title(path: str) -> str:
    """Return an action's title as its file has it, or nothing if it cannot be had at a glance."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except OSError:
        return ""
    try:
        head = b"\n" + os.read(descriptor, 1024)
    except OSError:
        return ""
    finally:
        os.close(descriptor)
    _, _, rest = head.partition(_TITLE)
    return _EVALUATED.sub("", rest.split(b"\n")[0].decode(errors="replace").strip())
