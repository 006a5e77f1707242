"""Where the plan is, found within a blink: a shell asks at each TAB, so little is imported."""

from __future__ import annotations

import os

from planctl.text.action_id import is_id, natural

TYPE_CHECKING = False  # as in typing, which takes longer to import than a completion may last
if TYPE_CHECKING:
    from collections.abc import Iterator


def find(named: str | None, cwd: str) -> list[str]:
    """Return the folders of the plans that are meant, the last by name first.

    That is the plan named by its folder or its plan.yaml, or the one at or above the working
    folder; else the plans of several years: of the project named, or of `plan/` at or above the
    working folder. They are relative to the working folder if they are there or below.
    """
    if named is not None:
        return [_shown(each, cwd) for each in _plans_in(named, cwd)] if named else []
    above = cwd
    while not (_is_plan(above) and (above == cwd or _parent_name(above) == "plan")):
        if found := list(_plans(os.path.join(above, "plan"))):
            return [_shown(each, cwd) for each in found]
        if os.path.dirname(above) == above:
            return []
        above = os.path.dirname(above)
    return [_shown(above, cwd)]


def plans_of_years(folder: str, cwd: str) -> list[str]:
    """Return the plans in the folder `plan` that a plan is in; the plan alone where it is not."""
    parent = os.path.dirname(os.path.normpath(os.path.join(cwd, folder)))
    if os.path.basename(parent) != "plan":
        return [folder]
    return [_shown(each, cwd) for each in _plans(parent)]


def plan_before(folder: str) -> str | None:
    """Return the plan beside a plan's folder, or one that is to be, that is next before it."""
    parent, name = os.path.split(os.path.abspath(folder))
    names = map(os.path.basename, _plans(parent))
    found = next((each for each in names if each < name), None)
    return found and os.path.join(beside(folder), found)


def beside(folder: str) -> str:
    """Return the folder that a plan's folder is in, "" where that is the working folder."""
    if os.path.basename(folder) in ("", ".", ".."):
        return os.path.dirname(os.path.abspath(folder))
    return os.path.dirname(folder)


def action_files(folder: str) -> list[str]:
    """Return the names of a plan's `<id>.yaml` files, 3.2 before 3.10.

    Raises UserError if the folder cannot be read.
    """
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in entries]
    except OSError as error:
        from planctl.store.errors import cannot

        raise cannot(f"{folder} cannot be read", error) from error
    ids = [name.removesuffix(".yaml") for name in names if _is_of_action(name)]
    return [f"{action_id}.yaml" for action_id in sorted(ids, key=natural)]


def _is_of_action(name: str) -> bool:
    return name.endswith(".yaml") and is_id(name.removesuffix(".yaml"))


def _plans_in(given: str, cwd: str) -> list[str]:
    """Return the folder given, or all plans of the project that it is."""
    if ".." not in given.split(os.sep):
        given = os.path.normpath(given)
    if os.path.basename(given) == "plan.yaml" and os.path.isfile(os.path.join(cwd, given)):
        given = os.path.dirname(given) or "."
    if _is_plan(os.path.join(cwd, given)):
        return [given]
    within = "" if given == "." else given
    found = _plans(os.path.join(cwd, given, "plan"))
    return [os.path.join(within, "plan", os.path.basename(each)) for each in found]


def _plans(parent: str) -> Iterator[str]:
    """Yield the plans in a folder, the last first, and where the plan of a year is half-made."""
    try:
        with os.scandir(parent) as entries:
            names = sorted((entry.name for entry in entries), reverse=True)
    except OSError:
        return
    for name in names:
        folder = os.path.join(parent, name)
        if not name.startswith(".") and (_is_plan(folder) or _is_half_made(folder, name)):
            yield folder


def _is_half_made(folder: str, name: str) -> bool:
    """Return whether a year's folder has actions, or a change that was begun, and no plan.yaml."""
    if not (name[:4].isdigit() and name[4:5] in ("", "-")):
        return False
    if os.path.exists(os.path.join(folder, ".planctl", "journal")):
        return True
    try:
        with os.scandir(folder) as entries:
            return any(_is_of_action(each.name) for each in entries)
    except OSError:
        return False


def _is_plan(folder: str) -> bool:
    return os.path.isfile(os.path.join(folder, "plan.yaml"))


def _parent_name(folder: str) -> str:
    return os.path.basename(os.path.dirname(folder))


def _shown(folder: str, cwd: str) -> str:
    """Return a folder as people write it: relative where it is at or below the working folder."""
    if folder == cwd:
        return "."
    inside = os.path.join(cwd, "")
    return folder.removeprefix(inside)
