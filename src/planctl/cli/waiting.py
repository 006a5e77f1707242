"""A sign of life at a terminal, for what lets a person wait for more than a moment."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from planctl.cli.command_line import is_quiet

_MOMENT = 1.0


@contextmanager
def working(what: str) -> Iterator[None]:
    """Show what is being done for as long as it takes, from the first second on.

    It is shown on standard error, and only where that is a terminal.
    """
    if is_quiet() or not sys.stderr.isatty():
        yield
        return
    from threading import Timer

    from rich.console import Console

    status = Console(stderr=True).status(what)
    begin = Timer(_MOMENT, status.start)
    begin.start()
    try:
        yield
    finally:
        begin.cancel()
        begin.join()
        status.stop()
