"""Which version of a plan its files are: the last commit that touched them."""

from planctl.problem import UserError
from planctl.store.git import ask

_SHORT = 10


def version(folder: str) -> str:
    """Return the commit that last touched a folder's files, and whether they were changed since.

    It is "" where there is no git, or nothing of the folder is recorded.
    """
    try:
        logged = ask(folder, ["log", "-1", "--format=%H", "--", "."]).stdout
        changed = ask(folder, ["status", "--porcelain", "--", "."]).stdout
    except UserError:
        return ""
    commit = logged.decode().strip()[:_SHORT]
    if not commit:
        return ""
    return f"{commit}, with changes not yet recorded in git" if changed else commit
