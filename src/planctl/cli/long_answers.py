"""What is longer than the screen: at a terminal it is read in the person's pager."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Annotated

from planctl.cli.options import flag_option

NoPagerOption = Annotated[
    bool, flag_option("--no-pager", "Print it all at once, also at a terminal.")
]
"""--no-pager, with which nothing is read in a pager."""


class _Held(StringIO):
    """What is printed, kept as a terminal would have it."""

    def isatty(self) -> bool:
        return True


@contextmanager
def paged(*, wanted: bool) -> Iterator[None]:
    """Have what is printed meanwhile be read in the person's pager, where it is a long answer.

    Nothing is different where it is not printed to a terminal.
    """
    if not (wanted and sys.stdout.isatty()):
        yield
        return
    terminal, sys.stdout = sys.stdout, _Held()
    try:
        yield
    finally:
        text, sys.stdout = sys.stdout.getvalue(), terminal
        _show(text)


def _show(text: str) -> None:
    from planctl.store.pager import read_in_pager

    is_long = text.count("\n") >= shutil.get_terminal_size().lines
    if not (is_long and read_in_pager(text)):
        sys.stdout.write(text)
