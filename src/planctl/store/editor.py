"""The person's editor, as git finds it, and the texts that are written in it."""

import os
import sys

from planctl.problem import UserError
from planctl.store.errors import user_errors
from planctl.store.git import environment, run_git
from planctl.store.interrupts import ignored_interrupts

_UNCHANGED = "nothing was changed"


def editor() -> str:
    """Return the command of the person's editor, as git finds it; UserError if there is none.

    It is asked outside the repository, whose settings could name any program.
    """
    asked = run_git(["-C", os.sep, "var", "GIT_EDITOR"], environ=environment())
    command = asked.stdout.decode(errors="replace").strip()
    if asked.returncode or not command:
        hint = "name one: git config --global core.editor nano; or give the words as options"
        raise UserError("there is no editor to write in", hint)
    return command


def edit_text(text: str, suffix: str) -> str:
    """Return a text as the person saves it in their editor, in a private file of that suffix.

    Raises UserError if the editor fails; the text is kept if it was changed by then.
    """
    from tempfile import TemporaryDirectory

    command, given = editor(), text.encode()
    with (
        user_errors("the text cannot be edited", _UNCHANGED),
        TemporaryDirectory(prefix="planctl-", ignore_cleanup_errors=True) as private,
    ):
        path = os.path.join(private, f"update{suffix}")
        with open(path, "xb") as file:
            file.write(given)
        failed = _open_in(command, path)
        with open(path, "rb") as file:
            saved = file.read()
    if failed and saved != given:
        hint = f"what was saved is kept in {_keep(saved, suffix)}"
        raise UserError(f"the editor failed; {_UNCHANGED}", hint)
    if failed:
        hint = f"{command} ended with {failed}; git config --global core.editor names another"
        raise UserError("nothing was saved, nothing changed", hint)
    try:
        return saved.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        hint = f"have the editor save UTF-8; what was saved is kept in {_keep(saved, suffix)}"
        raise UserError(f"the editor saved no UTF-8 text; {_UNCHANGED}", hint) from None


def keep_text(text: str, suffix: str) -> str:
    """Keep a text that could not be used in a private file of its own, and return its path."""
    return _keep(text.encode(), suffix)


def _open_in(command: str, path: str) -> int:
    """Open a file in an editor, as git does, and return the exit status; Ctrl-C is the editor's."""
    import subprocess

    with ignored_interrupts() as begin:
        begin()
        words = [shell(), "-c", f'{command} "$@"', command, path]
        return subprocess.run(words, check=False).returncode


def shell() -> str:
    """Return the shell by which a person's own command is started."""
    if sys.platform == "win32":  # where the shell is part of Git for Windows
        import shutil

        installed = os.path.dirname(os.path.dirname(shutil.which("git") or ""))
        return os.path.join(installed, "bin", "sh.exe")
    return "sh"


def _keep(raw: bytes, suffix: str) -> str:
    from tempfile import mkstemp

    with user_errors("what you wrote cannot be kept", _UNCHANGED):
        descriptor, path = mkstemp(suffix, "planctl-")
        with open(descriptor, "wb") as file:
            file.write(raw)
    return path
