"""The journal of a change to several files: it lets the next run finish one that was cut short."""

import os
from collections.abc import Callable, Sequence

from planctl.store.errors import user_errors
from planctl.store.lock import private_folder
from planctl.store.replacement import (
    Identity,
    Replacement,
    discard,
    is_placed,
    is_ready,
    put_in_place,
    sync,
    target_of,
    write_all,
)

_LEFT = "files were changed since, so it was given up; not written"
_MAX_BYTES = 8 * 1024 * 1024
_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_WRITE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def begin(folder: str, moves: Sequence[Replacement]) -> None:
    """Write down what is about to be moved; from then on it is finished, by whichever run."""
    import json

    with user_errors(f"{folder} cannot be written"):
        sync(folder)
        descriptor = os.open(_path(folder), _WRITE, 0o666)
        try:
            write_all(descriptor, json.dumps(moves).encode())
        finally:
            os.close(descriptor)
        sync(private_folder(folder))


def end(folder: str) -> None:
    """Remove the journal; one that cannot be removed says only what has been done."""
    discard(_path(folder))


def finish(folder: str, say: Callable[[str], None]) -> None:
    """Finish what a journal says was begun, and say so; the lock must be held.

    Where a file was changed since by somebody else, nothing more is moved.
    """
    raw = _read(folder)
    if raw is None:
        return
    with user_errors(
        f"an earlier change to {folder} cannot be finished", "nothing else was written"
    ):
        moves = _moves(raw)
        left = [move for move in moves if not is_placed(folder, move)]
        ready = all(is_ready(folder, move) for move in left)
        for move in left:
            if ready:
                put_in_place(folder, move)
            else:
                discard(os.path.join(folder, move.temporary))
        sync(folder)
        os.unlink(_path(folder))
    if left:
        outcome = "it is finished now" if ready else f"{_LEFT}: {names(left)}"
        say(f"an earlier change to {names(moves)} in {folder} was cut short; {outcome}")


def left(folder: str) -> tuple[str, ...]:
    """Return the names of the files that a journal says are still to be written, or given up.

    None of them where there is no journal, or one of which nothing, or all, was done.
    """
    raw = _read(folder)
    moves = _moves(raw) if raw else []
    waiting = [move for move in moves if not is_placed(folder, move)]
    return tuple(move.name for move in moves) if waiting else ()


def names(moves: Sequence[Replacement]) -> str:
    """Return the names of the files that are changed, for a message."""
    return ", ".join(move.name for move in moves)


def _path(folder: str) -> str:
    return os.path.join(private_folder(folder), "journal")


def _read(folder: str) -> bytes | None:
    with user_errors(f"{_path(folder)} cannot be read"):
        try:
            descriptor = os.open(_path(folder), _READ)
        except (FileNotFoundError, NotADirectoryError):
            return None
        try:
            return os.read(descriptor, _MAX_BYTES)
        finally:
            os.close(descriptor)


def _moves(raw: bytes) -> list[Replacement]:
    """Return what a journal says: nothing if it was cut short itself, before anything was moved."""
    import json

    try:
        entries = json.loads(raw)
    except (ValueError, RecursionError):
        return []
    moves = [_move(entry) for entry in entries] if isinstance(entries, list) else []
    return [move for move in moves if move] if all(moves) else []


def _move(entry: object) -> Replacement | None:
    match entry:
        case [str(temporary), str(name), new, old] if target_of(temporary) == name:
            made = Replacement(temporary, name, _identity(new), _identity(old))
            return made if made.new or (new is None and made.old) else None
    return None


def _identity(data: object) -> Identity | None:
    match data:
        case [int(inode), int(size), int(time)]:
            return inode, size, time
    return None
