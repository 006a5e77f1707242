"""What to do next with a change: how it is recorded in git, and sent for review."""

import shlex

from planctl.cli.options import said
from planctl.store.branch import branch

_SHARED = frozenset({"main", "master", "trunk"})


def say_next(folder: str, what: str, own: str) -> None:
    """Say how to send a change of a plan for review, where there is git.

    `what` says what was changed, and `own` names the branch to begin if this one is everybody's.
    """
    on = branch(folder)
    if on is None:
        return
    begin = [f"git switch -c {own}"] if on in _SHARED or not on else []
    record = f"git commit -m {shlex.quote(what)} {shlex.quote(folder)}"
    send = "git push -u origin HEAD" if begin else "git push"
    said(f"Next, to send it for review: {'; '.join([*begin, record, send])}")
