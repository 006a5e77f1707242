"""How a paper, or another file that is made of a plan, is written: whole or not at all."""

import os
from collections.abc import Iterable

from planctl.problem import UserError
from planctl.store.errors import user_errors
from planctl.store.temporary import replacing


def save(path: str, chunks: Iterable[str | bytes], *, outside: str | None = None) -> None:
    """Write chunks to a file, texts in UTF-8, in place of one that may be there.

    Folders above it are made. Raises UserError if it cannot be written, or would stand in the
    folder `outside`, which is a plan's own; the old file is then as it was.
    """
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
        file.writelines(each.encode() if isinstance(each, str) else each for each in chunks)
        file.flush()
        os.fsync(file.fileno())
