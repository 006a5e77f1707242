"""How long a council's own template may run and how much memory it may take, where one can say."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from planctl.problem import UserError

SECONDS = 60.0
"""Of processor time; planctl's own templates render about a thousand actions in one."""
MEMORY = 3 << 29
"""In bytes, beyond what has been used when a template begins."""


@contextmanager
def limited(template: str) -> Iterator[None]:
    """Let what is done within it run and grow only so far; UserError if it takes too long.

    MemoryError is raised for what takes too much. Windows has no such limits, and only a main
    thread can be timed.
    """
    if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        yield
        return
    import resource
    import signal

    def stop(*_: object) -> NoReturn:
        message = f"the template {template} was stopped after {SECONDS:g} seconds"
        raise UserError(message, "look for loops within loops in it")

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    stricter = {address_space() + MEMORY, soft, hard} - {resource.RLIM_INFINITY}
    before = signal.signal(signal.SIGVTALRM, stop)
    resource.setrlimit(resource.RLIMIT_AS, (min(stricter), hard))
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def address_space(statistics: str = "/proc/self/statm") -> int:
    """Return how many bytes of addresses the process has, which is what its limit counts.

    What is not in memory counts too. Where the system does not tell, it is the most memory that
    was in use.
    """
    import resource

    try:
        with open(statistics, encoding="ascii") as file:
            return int(file.read().split()[0]) * resource.getpagesize()
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
