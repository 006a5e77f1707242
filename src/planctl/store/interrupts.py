"""What Ctrl-C does while something runs that must not be left half-done."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress


def ignore_interrupts() -> None:
    """Have Ctrl-C do nothing from here on: all that is left is to say what was done."""
    import signal

    with suppress(ValueError):  # not the main thread, which alone is interrupted
        signal.signal(signal.SIGINT, lambda _number, _frame: None)


@contextmanager
def ignored_interrupts() -> Iterator[Callable[[], None]]:
    """Give a function after whose call Ctrl-C does nothing, until the end of the block."""
    import signal

    before = signal.getsignal(signal.SIGINT)
    try:
        yield ignore_interrupts
    finally:
        with suppress(ValueError):
            signal.signal(signal.SIGINT, before or signal.SIG_DFL)
