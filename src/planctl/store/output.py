"""How a paper, or another file that is made of a plan, is written: whole or not at all."""

import os
import stat
from collections.abc import Iterable
from itertools import chain

from planctl.problem import UserError, visible
from planctl.store.errors import user_errors
from planctl.store.replacement import replacing

_ENOUGH = 65_536
"""Bytes at a file's beginning that tell its kind, a Word document's from a workbook's too."""

_ZIPPED = ((b"word/", "a Word document"), (b"xl/wor", "an Excel workbook"), (b"", "a zip file"))
_KINDS = (
    (b"%PDF", "a PDF"),
    (b"PAR1", "a Parquet file"),
    (b"<", "a web page"),
    (b"{", "JSON"),
)


def save_paper(path: str, chunks: Iterable[str | bytes], outside: str, *, force: bool) -> None:
    """Write chunks to a file as `save` does, if what it replaces is of the same kind or forced.

    Raises UserError where a file of another kind is there: no paper that was made before.
    """
    pieces = iter(chunks)
    first = next(pieces, b"")
    if not force and os.path.isfile(path):
        with user_errors(f"{visible(path)} cannot be read"), open(path, "rb") as file:
            there = file.read(_ENOUGH)
        old, new = _kind(there), _kind(first.encode() if isinstance(first, str) else first)
        if there and old != new:
            message = f"{visible(path)} is there already and is {old}; {new} would replace it"
            raise UserError(message, "name another file; --force replaces this one")
    save(path, chain([first], pieces), outside=outside)


def save(path: str, chunks: Iterable[str | bytes], *, outside: str | None = None) -> None:
    """Write chunks to a file, texts in UTF-8, in place of one that may be there.

    Folders above it are made; a pipe or a device is written to as it is. Raises UserError if it
    cannot be written, or would stand in the folder `outside`, which is a plan's own; the old file
    is then as it was.
    """
    raw = (each.encode() if isinstance(each, str) else each for each in chunks)
    if is_stream(path):
        with user_errors(f"{visible(path)} cannot be written"), open(path, "wb") as stream:
            stream.writelines(raw)
        return
    folder = os.path.dirname(path)
    if outside and os.path.realpath(folder) == os.path.realpath(outside):
        message = f"{path} would stand among the plan's own files"
        raise UserError(message, "write it to another folder, such as build/report.html")
    if os.path.isdir(path):
        raise UserError(f"{path} is a folder", "name a file, such as report.html")
    if folder:
        with user_errors(f"{folder} cannot be made"):
            os.makedirs(folder, exist_ok=True)
    with (
        user_errors(f"{path} cannot be written"),
        replacing(os.path.realpath(path)) as temporary,
        open(temporary, "wb") as file,
    ):
        file.writelines(raw)
        file.flush()
        os.fsync(file.fileno())


def is_stream(path: str) -> bool:
    """Return whether a path names a pipe or a device, which no file may replace."""
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError):
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def _kind(begins: bytes) -> str:
    """Return what a file is by how it begins, as people call it."""
    if begins.startswith(b"PK"):
        return next(name for sign, name in _ZIPPED if sign in begins)
    bare = begins.removeprefix(b"\xef\xbb\xbf").lstrip()
    for sign, name in _KINDS:
        if bare.startswith(sign):
            return name
    return "a file of another program" if b"\0" in begins else "text"
