"""Numbers and names: how they are written, sorted and looked for."""

import re
from collections.abc import Iterable
from posixpath import basename

from planctl.problem import Exit, unknown

ID = r"[1-9][0-9]{0,2}(\.[1-9][0-9]{0,2}){1,3}"
PRIORITY = r"[1-9][0-9]{0,2}"
_NAMED = re.compile(rf"({ID})(?!\.?\d)", re.ASCII)
_DIGITS = re.compile(r"(\d+)")
_NAME = r"[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?"
HANDLE = rf"@{_NAME}(?:/{_NAME})*|[A-Za-z0-9._%+'-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
"""Who can be asked for a review: @name, @organisation/team, an e-mail address."""


def natural(text: str) -> list[tuple[int, str]]:
    """Return a key that sorts 3.2 before 3.10."""
    return [(int(part) if part.isdecimal() else -1, part) for part in _DIGITS.split(text)]


def action_of_file(path: str) -> str:
    """Return the id of the action that a file is of by its name, or is meant for: 3.2.yml is."""
    name = basename(path)
    name = name.lstrip("._~#") if name.startswith(".") else name
    if name.endswith(".yaml"):
        return name.removesuffix(".yaml")
    found = _NAMED.match(name)
    return found[1] if found else name


def require(action_id: str, known: Iterable[str]) -> str:
    """Return the id if it is known, else raise UserError that suggests the nearest."""
    known = list(known)
    if action_id in known:
        return action_id
    raise unknown("action", action_id, known, "planctl list shows them all", Exit.PROBLEMS)
