"""The texts of a plan as one change left them: none of a change that is half-made."""

import os

from planctl.problem import Exit, Problem, UserError
from planctl.store import journal
from planctl.store.folder import texts
from planctl.store.lock import TIMEOUT, plan_lock, private_folder

_TRIES = 20


def settled_texts(folder: str) -> tuple[dict[str, bytes], list[Problem]]:
    """Return what `texts` does, read while no change to several files was on its way.

    Raises UserError where one was cut short.
    """
    found = texts(folder)
    for _ in range(_TRIES):
        before = _last_begun(folder)
        require_whole(folder)
        found = texts(folder)
        if _last_begun(folder) == before:
            break
    return found


def require_whole(folder: str) -> None:
    """Raise UserError where a change to several files of a plan was cut short.

    One that is on its way is waited for.
    """
    if not journal.left(folder):
        return
    try:
        with plan_lock(folder, TIMEOUT):
            names = journal.left(folder)
    except UserError:  # who may only read can take no lock
        names = journal.left(folder)
    if names:
        message = f"a change to {', '.join(names)} was cut short"
        hint = "run the command that made it again: it finishes it first, as any that writes does"
        raise UserError(message, hint, Exit.PROBLEMS)


def _last_begun(folder: str) -> int:
    """Return when a journal was last begun or ended there; 0 if never."""
    try:
        return os.stat(private_folder(folder)).st_mtime_ns
    except OSError:
        return 0
