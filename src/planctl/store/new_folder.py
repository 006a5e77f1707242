"""A new folder: made whole under another name, and then put in its place at once."""

import os
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial

from planctl.store.errors import user_errors
from planctl.store.in_use import in_use, remove, remove_left_over
from planctl.store.replacement import sync, target_of, temporary_name

_WITHIN = "new"
_YEAR = re.compile(r"[0-9]{4}-[0-9]{2}")


def is_year(name: str) -> bool:
    """Return whether a folder has the name of a year's plan."""
    return bool(_YEAR.fullmatch(name))


@contextmanager
def new_folder(path: str) -> Iterator[str]:
    """Yield the folder in which to make all that is to stand at a path.

    It is put there at the end, unless something goes wrong. UserError where that cannot be done,
    as where something is there by then.
    """
    parent, name = os.path.split(os.path.abspath(path))
    with user_errors(f"{path} cannot be made"):
        os.makedirs(parent, exist_ok=True)
        sweep_folders(parent, name.__eq__)
        with in_use(partial(_made, parent, name)) as temporary:
            try:
                yield temporary
                confirm(temporary)
                os.rename(temporary, path)
            except BaseException:
                remove(temporary)
                raise
        sync(parent)


@contextmanager
def within_folder(folder: str) -> Iterator[str]:
    """Yield the folder in which to make what a folder is to have, which is there.

    What was made is moved into it at the end, `plan` last; what is there of it already is left.
    """
    sweep_folders(folder, _WITHIN.__eq__)
    with (
        user_errors(f"{folder} cannot be written"),
        in_use(partial(_made, folder, _WITHIN)) as temporary,
    ):
        try:
            yield temporary
            confirm(temporary)
            for name in sorted(os.listdir(temporary), key="plan".__eq__):
                if not os.path.lexists(os.path.join(folder, name)):
                    os.rename(os.path.join(temporary, name), os.path.join(folder, name))
        finally:
            remove(temporary)
        sync(folder)


def has_nothing_else(folder: str, files: Mapping[str, bytes], beside: Collection[str]) -> bool:
    """Return whether all that a folder has, but for some names, are these files as they are."""
    for within, folders, names in os.walk(folder):
        at_top = within == folder
        folders[:] = [each for each in folders if not (at_top and _is_besides(each, beside))]
        for name in names:
            path = os.path.join(within, name)
            expected = files.get(os.path.relpath(path, folder).replace(os.sep, "/"))
            if os.path.islink(path) or _content(path) != expected:
                return False
    return os.path.isdir(folder) or not os.path.lexists(folder)


def fill(folder: str, files: Mapping[str, bytes]) -> None:
    """Write files into a new folder, whose folders are made too."""
    for name, raw in files.items():
        path = os.path.join(folder, *name.split("/"))
        with user_errors(f"{name} cannot be written"):
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "xb") as file:
                file.write(raw)


def confirm(folder: str) -> None:
    """Have the disk confirm all that is in a folder."""
    for within, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(within, name)
            if not os.path.islink(path):
                _confirm_file(path)
        sync(within)


def sweep_folders(parent: str, is_ours: Callable[[str], bool]) -> None:
    """Remove what killed runs left of new folders of some names."""
    with suppress(OSError), os.scandir(parent) as entries:
        for entry in entries:
            made_for = target_of(entry.name)
            if made_for and is_ours(made_for) and entry.is_dir(follow_symlinks=False):
                remove_left_over(entry.path)


def _made(parent: str, name: str) -> str:
    path = os.path.join(parent, temporary_name(name))
    os.mkdir(path)
    return path


def _is_besides(name: str, beside: Collection[str]) -> bool:
    return name in beside or target_of(name) == _WITHIN


def _content(path: str) -> bytes:
    with user_errors(f"{path} cannot be read"), open(path, "rb") as file:
        return file.read()


def _confirm_file(path: str) -> None:
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
