"""The person's pager, in which what is longer than their screen is read."""

import os

from planctl.store.editor import shell
from planctl.store.interrupts import ignored_interrupts

_NOT_STARTED = (126, 127)
_LESS = {"LESS": "FRX"}
"""How less is told to show colours, and to end by itself where all fits the screen."""


def pager() -> str:
    """Return the command of the person's pager, "" for none: $PLANCTL_PAGER, $PAGER, else less."""
    from shutil import which

    for name in ("PLANCTL_PAGER", "PAGER"):
        if name in os.environ:
            return "" if os.environ[name].strip() == "cat" else os.environ[name].strip()
    return "less" if which("less") else ""


def read_in_pager(text: str) -> bool:
    """Have a person read a text in their pager; return whether it was started."""
    import subprocess

    command = pager()
    if not command:
        return False
    with ignored_interrupts() as begin:
        begin()
        words, environ = [shell(), "-c", command], {**_LESS, **os.environ}
        done = subprocess.run(words, input=text.encode(), env=environ, check=False)
    return done.returncode not in _NOT_STARTED
