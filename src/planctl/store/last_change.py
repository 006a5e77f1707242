"""What the last change to a plan's files was, so that it can be taken back."""

import os
from collections.abc import Mapping
from contextlib import suppress

from planctl.store.lock import private_folder

LastChange = Mapping[str, tuple[bytes | None, bytes | None]]
"""Files that were changed, by their names: what each held before and after; None for no file."""

_WRITE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0)
_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_BINARY = getattr(os, "O_BINARY", 0)
_MAX_BYTES = 64 * 1024 * 1024


def remember(folder: str, change: LastChange) -> None:
    """Keep what is about to be changed, in place of the change before; the lock must be held.

    Where it cannot be kept, the change is made all the same, and cannot be taken back.
    """
    import json

    raw = json.dumps({name: list(map(_text, both)) for name, both in change.items()}).encode()
    with suppress(OSError):
        descriptor = os.open(_path(folder), _WRITE | _BINARY, 0o666)
        with open(descriptor, "wb") as file:
            file.write(raw)


def last_change(folder: str) -> LastChange:
    """Return the last change; nothing where none is known."""
    import json

    try:
        with open(os.open(_path(folder), _READ | _BINARY), "rb") as file:
            found = json.loads(file.read(_MAX_BYTES))
    except (OSError, ValueError, RecursionError):
        return {}
    pairs = found.items() if isinstance(found, dict) else ()
    made = {name: _both(both) for name, both in pairs}
    return {name: both for name, both in made.items() if both and name == os.path.basename(name)}


def forget(folder: str) -> None:
    """Forget the last change, once it is taken back."""
    with suppress(OSError):
        os.unlink(_path(folder))


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
