"""What the last change to a plan's files was, so that it can be taken back."""

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress

from planctl.problem import UserError
from planctl.store.locate import beside
from planctl.store.lock import private_folder

LastChange = Mapping[str, tuple[bytes | None, bytes | None]]
"""Files that were changed, by their names: what each held before and after; None for no file."""

_WRITE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0)
_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_BINARY = getattr(os, "O_BINARY", 0)
_ABOVE = "../"
"""With what the name of a plan beside this one begins, which no name of a file does."""
_MAX_BYTES = 64 * 1024 * 1024


def remember(folder: str, change: LastChange) -> None:
    """Keep what is about to be changed, in place of the change before; the lock must be held.

    Where it cannot be kept, the change is made all the same, and cannot be taken back.
    """
    _write(folder, {name: list(map(_text, both)) for name, both in change.items()})


def last_change(folder: str) -> LastChange:
    """Return the last change; nothing where none is known."""
    made = {name: _both(both) for name, both in _read(folder).items()}
    return {name: both for name, both in made.items() if both and name == os.path.basename(name)}


def join_changes(folders: Sequence[str]) -> None:
    """Have the last changes of plans that stand side by side be one, to be taken back together."""
    for folder in folders:
        others = [_ABOVE + os.path.basename(each) for each in folders if each != folder]
        _write(folder, {**_read(folder), **dict.fromkeys(others, True)})


def joined_plans(folder: str) -> list[str]:
    """Return the plans beside a plan whose last change is one with the plan's own.

    One whose change is taken back already is not among them. Raises UserError where one was
    changed since.
    """
    own, found = os.path.basename(os.path.abspath(folder)), []
    for name in _read(folder):
        other = os.path.join(beside(folder), name.removeprefix(_ABOVE))
        if not name.startswith(_ABOVE) or os.path.basename(other) != name.removeprefix(_ABOVE):
            continue
        there = _read(other)
        if there and _ABOVE + own not in there:
            message = f"{other} was changed since, in a change that came after this one"
            raise UserError(f"{message}; nothing is taken back", "planctl diff shows what changed")
        found += [other] * bool(there)
    return found


def forget(folder: str) -> None:
    """Forget the last change, once it is taken back."""
    with suppress(OSError):
        os.unlink(_path(folder))


def _write(folder: str, said: Mapping[str, object]) -> None:
    import json

    with suppress(OSError):
        descriptor = os.open(_path(folder), _WRITE | _BINARY, 0o666)
        with open(descriptor, "wb") as file:
            file.write(json.dumps(said).encode())


def _read(folder: str) -> Mapping[str, object]:
    import json

    try:
        with open(os.open(_path(folder), _READ | _BINARY), "rb") as file:
            found = json.loads(file.read(_MAX_BYTES))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _path(folder: str) -> str:
    return os.path.join(private_folder(folder), "last-change")


def _text(raw: bytes | None) -> str | None:
    return None if raw is None else raw.decode(errors="surrogateescape")


def _both(said: object) -> tuple[bytes | None, bytes | None] | None:
    match said:
        case [str() | None as before, str() | None as after]:
            return _bytes(before), _bytes(after)
    return None


def _bytes(text: str | None) -> bytes | None:
    return None if text is None else text.encode(errors="surrogateescape")
