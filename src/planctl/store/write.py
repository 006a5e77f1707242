"""The one way to write plan files: whole or not at all, by one process at a time.

A file keeps its mode and, where the system lets it, its owner; it loses further hard links and
extended attributes.
"""

import os
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from errno import EEXIST

from planctl.problem import UserError
from planctl.store import journal
from planctl.store.errors import NOTHING, cannot, user_errors
from planctl.store.folder import PlanFile, plan_file
from planctl.store.interrupts import ignore_interrupts
from planctl.store.last_change import LastChange, forget, last_change, remember
from planctl.store.lock import TIMEOUT, plan_lock
from planctl.store.new_folder import is_year, sweep_folders
from planctl.store.replacement import (
    Replacement,
    discard,
    prepare,
    put_in_place,
    removal,
    sweep,
    sync,
)
from planctl.text.document import MAX_BYTES

_TRIES = 3
_HEADER = "plan.yaml"
_ANYBODY_MAY_WRITE = 0o222
_SEE = "planctl diff shows what changed since the last commit"


def rewrite(
    folder: str,
    names: Sequence[str],
    edit: Callable[[dict[str, bytes]], dict[str, bytes]],
    *,
    timeout: float = TIMEOUT,
    say: Callable[[str], None] = lambda _message: None,
) -> dict[str, bytes]:
    """Change files of a plan by their names; return the new bytes of those that were changed.

    `edit` is given what the files hold while nobody else writes, and may be called again if
    another program changes one all the same. `say` is told of an earlier change that was cut
    short. Raises UserError where something cannot be done: nothing is written then, or, where the
    disk fails between two files, what the message says.
    """
    with plan_lock(folder, timeout):
        _tidy(folder, names, say)
        changed: str | None = None
        for _ in range(_TRIES):
            found = {name: plan_file(folder, name, os.path.join(folder, name)) for name in names}
            edited = edit({name: each.raw for name, each in found.items()})
            new = {name: raw for name, raw in edited.items() if raw != found[name].raw}
            for name, raw in new.items():
                _refuse(os.path.join(folder, name), found[name], raw)
            _refuse_twins(folder, {name: found[name] for name in new})
            _remember(folder, {name: (found[name].raw, raw) for name, raw in new.items()})
            changed = _publish(folder, new, found)
            if not changed:
                return new
    raise _being_changed(changed)


def _being_changed(path: str | None) -> UserError:
    message = f"{path} is being changed by another program; {NOTHING}"
    return UserError(message, "save and close it there, then run the command again")


def create(
    folder: str,
    make: Callable[[], Mapping[str, bytes]],
    *,
    timeout: float = TIMEOUT,
    say: Callable[[str], None] = lambda _message: None,
) -> None:
    """Make new files in a folder, plan.yaml last; never replace one.

    `make` is asked for them while nobody else writes. One that is there already as it is to be is
    left. Raises UserError as `rewrite` does, and where another is there of the name of one.
    """
    with plan_lock(folder, timeout):
        _tidy(folder, (), say)
        _make(folder, make(), {})


def displace(
    folder: str,
    name: str,
    make: Callable[[bytes], Mapping[str, bytes]],
    *,
    timeout: float = TIMEOUT,
    say: Callable[[str], None] = lambda _message: None,
) -> None:
    """Remove a file, once the new ones are made that come in its place, if any do.

    `make` is given what it holds while nobody else writes. A new one that is there already as it
    is to be is left: a run that was cut short made it. Raises UserError as `create` does.
    """
    with plan_lock(folder, timeout):
        _tidy(folder, (), say)
        old = writable(folder, name)
        _make(folder, make(old.raw), {name: old})


def writable(folder: str, name: str) -> PlanFile:
    """Return a plan file, or raise UserError where it cannot be read or is not to be written."""
    path = os.path.join(folder, name)
    file = plan_file(folder, name, path)
    _refuse(path, file, file.raw)
    return file


def _make(folder: str, files: Mapping[str, bytes], gone: Mapping[str, PlanFile]) -> None:
    """Make new files, plan.yaml last, but for those that are there as they are to be.

    Others are gone then: all of it is done, or nothing.
    """
    sweep(folder, files)
    new: dict[str, bytes | None] = {name: files[name] for name in sorted(files, key=_HEADER.__eq__)}
    for name, raw in files.items():
        if os.path.lexists(os.path.join(folder, name)):
            _require_same(folder, name, raw)
            del new[name]
    removed = {name: (file.raw, None) for name, file in gone.items()}
    _remember(folder, {**{name: (None, raw) for name, raw in files.items()}, **removed})
    if changed := _publish(folder, {**new, **dict.fromkeys(gone)}, gone):
        raise _being_changed(changed)


def _remember(folder: str, change: LastChange) -> None:
    """Keep what is about to be changed, if anything is."""
    if change:
        remember(folder, change)


def take_back(
    folder: str,
    judge: Callable[[LastChange], bool],
    *,
    timeout: float = TIMEOUT,
    say: Callable[[str], None] = lambda _message: None,
) -> bool:
    """Put back what files held before planctl's last change, if `judge` finds that right.

    Returns whether that was done. What of it was put back by a run that was cut short is left.
    Raises UserError where nothing is known of a change, or a file was changed since.
    """
    with plan_lock(folder, timeout):
        _tidy(folder, (), say)
        change = last_change(folder)
        if not change:
            message = f"no change of planctl's is known in {folder}"
            raise UserError(message, _SEE)
        found = {name: _held(folder, name) for name in change}
        left = {name: each for name, each in change.items() if _raw(found[name]) != each[0]}
        for name, (_, after) in left.items():
            if _raw(found[name]) != after:
                message = f"{os.path.join(folder, name)} was changed since; nothing is taken back"
                raise UserError(message, _SEE)
        if not left or not judge(left):
            return False
        there = {name: file for name, file in found.items() if file}
        for name in left.keys() & there:
            _refuse(os.path.join(folder, name), there[name], left[name][0] or b"")
        if changed := _publish(folder, {name: raw for name, (raw, _) in left.items()}, there):
            raise _being_changed(changed)
        forget(folder)
        return True


def _held(folder: str, name: str) -> PlanFile | None:
    """Return a file of a plan, None where there is none."""
    path = os.path.join(folder, name)
    return plan_file(folder, name, path) if os.path.lexists(path) else None


def _raw(file: PlanFile | None) -> bytes | None:
    return file.raw if file else None


def finish_earlier(folder: str, say: Callable[[str], None]) -> None:
    """Finish a change that was cut short, and remove what is left of others."""
    with plan_lock(folder, TIMEOUT):
        _tidy(folder, (), say)


def _require_same(folder: str, name: str, raw: bytes) -> None:
    """Raise UserError where what is there is not the file that is to be made."""
    path = os.path.join(folder, name)
    there = FileExistsError(EEXIST, os.strerror(EEXIST))
    refused = cannot(f"{path} cannot be made", there, NOTHING)
    try:
        same = plan_file(folder, name, path).raw == raw
    except UserError:
        raise refused from None
    if not same:
        raise refused


def _tidy(folder: str, names: Collection[str], say: Callable[[str], None]) -> None:
    """Finish and remove what a run that was killed has left."""
    journal.finish(folder, say)
    sweep(folder, names)
    sweep_folders(os.path.dirname(os.path.abspath(folder)), is_year)


def _refuse(path: str, file: PlanFile, raw: bytes) -> None:
    """Raise UserError for what must not be written, though the system would let us."""
    effective = os.access in os.supports_effective_ids
    allowed = file.status.st_mode & _ANYBODY_MAY_WRITE
    if not (allowed and os.access(file.path, os.W_OK, effective_ids=effective)):
        hint = "allow it to be changed (chmod u+w; Properties on Windows), or ask its owner to"
        raise UserError(f"{path} is read-only; {NOTHING}", hint)
    if len(raw) > MAX_BYTES:
        message = f"{path} would be larger than {MAX_BYTES // 1024} KB; {NOTHING}"
        raise UserError(message, "write less: keep long evidence in documents, and link to them")


def _refuse_twins(folder: str, found: Mapping[str, PlanFile]) -> None:
    seen: dict[tuple[int, int], str] = {}
    for name, file in found.items():
        path = os.path.join(folder, name)
        twin = seen.setdefault((file.status.st_dev, file.status.st_ino), path)
        if twin != path:
            message = f"{path} and {twin} are one file, by a link; {NOTHING}"
            raise UserError(message, "change one of them at a time")


def _publish(
    folder: str, new: Mapping[str, bytes | None], found: Mapping[str, PlanFile]
) -> str | None:
    """Write the files, None for one that is to be gone, all or none of them.

    Returns the path of one that was changed since it was found, if any was.
    """
    moves: list[Replacement] = []
    begun = False
    try:
        for name, raw in new.items():
            old = found.get(name)
            gone = removal(name, old) if raw is None and old else None
            moves.append(gone or prepare(folder, name, raw or b"", old))
        if len(moves) > 1:
            journal.begin(folder, moves)
        changed = _changed(folder, new, found)
        if changed or not moves:
            return changed
        ignore_interrupts()
        with user_errors(f"{os.path.join(folder, moves[0].name)} cannot be written"):
            put_in_place(folder, moves[0])
        begun = True
    finally:
        if not begun:
            _undo(folder, moves)
    _complete(folder, moves)
    return None


def _changed(folder: str, names: Iterable[str], found: Mapping[str, PlanFile]) -> str | None:
    for name in names:
        path = os.path.join(folder, name)
        if name in found and plan_file(folder, name, path).raw != found[name].raw:
            return path
    return None


def _undo(folder: str, moves: Sequence[Replacement]) -> None:
    if len(moves) > 1:
        journal.end(folder)
    for move in moves:
        discard(os.path.join(folder, move.temporary))


def _complete(folder: str, moves: Sequence[Replacement]) -> None:
    """Move what is left once the first is moved; if that fails, the next run does it."""
    for done, move in enumerate(moves[1:], 1):
        written, left = journal.names(moves[:done]), journal.names(moves[done:])
        try:
            put_in_place(folder, move)
        except OSError as error:
            what = f"{os.path.join(folder, move.name)} cannot be written"
            outcome = f"written: {written}; not written: {left}"
            hint = "run the command again: it finishes this first"
            raise UserError(cannot(what, error, outcome).message, hint) from error
    try:
        with user_errors(
            f"the disk did not confirm what was written to {journal.names(moves)}", ""
        ):
            sync(folder)
    finally:
        if len(moves) > 1:
            journal.end(folder)
