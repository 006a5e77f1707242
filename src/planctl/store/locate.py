"""Where the plan is, found within a blink: a shell asks at each TAB, so little is imported."""

from __future__ import annotations

import os

TYPE_CHECKING = False  # as in typing, which takes longer to import than a completion may last
if TYPE_CHECKING:
    from collections.abc import Mapping

_LEVELS = range(2, 5)
_DIGITS = 3


def find(named: str | None, environ: Mapping[str, str], cwd: str) -> str | None:
    """Return the folder that holds the plan's plan.yaml, or None if there is none.

    It is the one named, or that of $PLANCTL_PLAN, or the newest `plan/*/plan.yaml` at or above
    the working folder; relative to the working folder if it is there or below.
    """
    given = named if named is not None else environ.get("PLANCTL_PLAN") or None
    if given is not None:
        found = _plan_in(given, cwd) if given else None
        return None if found is None else _shown(found, cwd)
    above = cwd
    while not (_is_plan(above) and (above == cwd or _parent_name(above) == "plan")):
        newest = _newest(above)
        if newest:
            return _shown(newest, cwd)
        if os.path.dirname(above) == above:
            return None
        above = os.path.dirname(above)
    return _shown(above, cwd)


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
    ids = {name: _numbers(name.removesuffix(".yaml")) for name in names if name.endswith(".yaml")}
    return sorted((name for name, numbers in ids.items() if numbers), key=ids.__getitem__)


def _numbers(stem: str) -> tuple[int, ...]:
    """Return the numbers of an id, none if it is not one."""
    parts = stem.split(".")
    if len(parts) in _LEVELS and all(_is_number(part) for part in parts):
        return tuple(int(part) for part in parts)
    return ()


def _is_number(part: str) -> bool:
    return part.isascii() and part.isdecimal() and part[0] != "0" and len(part) <= _DIGITS


def _plan_in(given: str, cwd: str) -> str | None:
    """Return the folder given, or the newest plan of the project that it is."""
    if ".." not in given.split(os.sep):
        given = os.path.normpath(given)
    if _is_plan(os.path.join(cwd, given)):
        return given
    newest = _newest(os.path.join(cwd, given))
    within = "" if given == "." else given
    return newest and os.path.join(within, "plan", os.path.basename(newest))


def _newest(project: str) -> str | None:
    """Return the last of a project's plan folders by name: 2020-21 comes after 2019-20."""
    plans = os.path.join(project, "plan")
    try:
        with os.scandir(plans) as entries:
            names = sorted((entry.name for entry in entries), reverse=True)
    except OSError:
        return None
    folders = (os.path.join(plans, name) for name in names if not name.startswith("."))
    return next(filter(_is_plan, folders), None)


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
