"""What `planctl git setup` changes in a clone, and undoes: settings, .gitattributes, hooks."""

import os
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from planctl.problem import UserError, visible
from planctl.store.errors import cannot, user_errors
from planctl.store.git import ask_git, hook_path, without_hooks
from planctl.store.git_setup_texts import (
    hook_script,
    is_own_hook,
    settings,
    with_attributes,
    without_attributes,
)
from planctl.store.replacement import replace

HOOKS = ("pre-commit", "pre-merge-commit")
"""Those that git runs before it makes a commit, and before it makes one of a merge."""

_CACHE = "refs/notes/textconv/planctl"


class Hook(NamedTuple):
    """The place of one of a clone's hooks: its path, and whether only this clone has it."""

    path: str
    is_its_own: bool

    @property
    def is_somebodys(self) -> bool:
        """Whether it may not be written: one is there that is not ours, or others use it."""
        raw = _bytes(self.path)
        return not self.is_its_own if raw is None else not is_own_hook(raw)


class Clone(NamedTuple):
    """A clone: the top of its files, the plan's folder seen from there, its hooks."""

    top: str
    plan: str
    hooks: tuple[Hook, ...]

    @property
    def own_hooks(self) -> Iterator[Hook]:
        """The hooks that may be written."""
        return (hook for hook in self.hooks if not hook.is_somebodys)


class SettingChange(NamedTuple):
    """A setting of git's in this clone; None where there is none."""

    name: str
    old: str | None
    new: str | None


class CloneFileChange(NamedTuple):
    """A file of this clone; None where there is none."""

    path: str
    old: bytes | None
    new: bytes | None
    mode: int = 0o666


Change = SettingChange | CloneFileChange


def clone_of(folder: str) -> Clone:
    """Return the clone that a plan's folder is in; UserError if it is in none."""
    asked = ["rev-parse", "--show-toplevel", "--show-prefix", "--git-common-dir"]
    done = ask_git(folder, asked)
    lines = os.fsdecode(done.stdout).split("\n")
    if done.returncode:
        message = f"{visible(folder)} is in a repository without files of its own"
        raise UserError(message, "run planctl git setup in an ordinary clone")
    top, prefix, common = lines[:3]
    inside = (os.path.realpath(os.path.join(folder, common)), os.path.realpath(top))

    def hook(name: str) -> Hook:
        path = os.path.normpath(os.path.join(os.path.abspath(folder), hook_path(folder, name)))
        within = any(os.path.realpath(path).startswith(f"{each}{os.sep}") for each in inside)
        return Hook(path, within)

    return Clone(top, prefix.rstrip("/"), tuple(map(hook, HOOKS)))


def planned(clone: Clone, command: Sequence[str]) -> list[Change]:
    """Return what has to change so that git knows the planctl that a command starts."""
    wanted: list[Change] = [
        SettingChange(name, _setting(clone, name), value)
        for name, value in settings(command).items()
    ]
    path, raw = _attributes(clone)
    wanted.append(CloneFileChange(path, raw, with_attributes(raw, clone.plan)))
    new = hook_script(command).encode()
    wanted += [
        CloneFileChange(hook.path, _bytes(hook.path), new, 0o777) for hook in clone.own_hooks
    ]
    return [change for change in wanted if change.old != change.new]


def planned_undo(clone: Clone) -> list[Change]:
    """Return what has to change so that the clone is as it was."""
    wanted: list[Change] = [
        SettingChange(name, _setting(clone, name), None) for name in settings(())
    ]
    path, raw = _attributes(clone)
    if raw and not attributes_are_shared(clone):
        wanted.append(CloneFileChange(path, raw, without_attributes(raw)))
    wanted += [CloneFileChange(hook.path, _bytes(hook.path), None) for hook in clone.own_hooks]
    return [change for change in wanted if change.old != change.new]


def attributes_are_shared(clone: Clone) -> bool:
    """Return whether planctl's lines of .gitattributes are committed, and so are everybody's."""
    committed = ask_git(clone.top, ["cat-file", "blob", "HEAD:.gitattributes"]).stdout
    return without_attributes(committed) != committed


def make(clone: Clone, changes: Sequence[Change]) -> None:
    """Make the changes, and have git forget the readable texts that it remembers.

    UserError says which change cannot be made; the command can be run again.
    """
    for change in changes:
        if isinstance(change, SettingChange):
            _set(clone, change)
            continue
        with user_errors(f"{visible(change.path)} cannot be written", "run the command again"):
            if change.new is None:
                os.unlink(change.path)
            else:
                os.makedirs(os.path.dirname(change.path), exist_ok=True)
                replace(change.path, change.new, change.mode)
    ask_git(clone.top, [*without_hooks(clone.top), "update-ref", "-d", _CACHE])


def _set(clone: Clone, change: SettingChange) -> None:
    value = ["--unset-all", change.name] if change.new is None else [change.name, change.new]
    done = ask_git(clone.top, ["config", "--local", *value])
    if done.returncode:
        complaint = done.stderr.decode(errors="replace").strip()
        message = f"git cannot set {change.name}: {complaint}"
        raise UserError(message, "mend what git says, then run the command again")


def _setting(clone: Clone, name: str) -> str | None:
    done = ask_git(clone.top, ["config", "--local", "--null", "--get", name])
    return None if done.returncode else os.fsdecode(done.stdout).removesuffix("\0")


def _attributes(clone: Clone) -> tuple[str, bytes | None]:
    path = os.path.join(clone.top, ".gitattributes")
    if os.path.islink(path):
        raise UserError(".gitattributes is a link, which git does not follow", "make it a file")
    return path, _bytes(path)


def _bytes(path: str) -> bytes | None:
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise cannot(f"{visible(path)} cannot be read", error) from error
