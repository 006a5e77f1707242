"""Which branch a folder is on, read at a glance: no program is run for it."""

import os


def branch(folder: str) -> str | None:
    """Return the branch that a folder's repository is on, "" for none; None if it is in none."""
    above = os.path.abspath(folder)
    while not os.path.exists(os.path.join(above, ".git")):
        if os.path.dirname(above) == above:
            return None
        above = os.path.dirname(above)
    kept = os.path.join(above, ".git")
    if os.path.isfile(kept):  # another work tree, which says where its repository is
        kept = os.path.join(above, _line(kept).removeprefix("gitdir: "))
    head = _line(os.path.join(kept, "HEAD"))
    return head.removeprefix("ref: refs/heads/") if head.startswith("ref: ") else ""


def _line(path: str) -> str:
    """Return the first line of a file, or nothing if it cannot be read."""
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.readline().rstrip("\n")
    except OSError:
        return ""
