"""Ids and names: which priority an id says, how an id is looked for, how a handle is written."""

import re
from collections.abc import Iterable
from posixpath import basename

from planctl.problem import known_word
from planctl.text.action_id import ID, NUMBERS

PRIORITY = r"(?:[1-9][0-9]{0,2}|[A-Z]{1,8})"
"""The id of a priority: a number, or capital letters."""
AN_ID = 'letters and digits, a digit among them, in 1 to 4 parts of up to 8: "3.2", "R12", "1.1a"'
"""What an action's id is, in words."""
_MEANT = re.compile(rf"({ID})\.ya?ml|({NUMBERS})(?!\.?\d)", re.ASCII | re.IGNORECASE)
_FIRST = re.compile(r"[0-9]+|[A-Za-z]+")
_NAME = r"[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?"
HANDLE = rf"@{_NAME}(?:/{_NAME})*|[A-Za-z0-9._%+'-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
"""Who can be asked for a review: @name, @organisation/team, an e-mail address."""


def priority_of(action_id: str) -> str:
    """Return the priority that an id begins with: 3 of 3.2, 4 of 04.1, SG of SG3; "" if none."""
    found = _FIRST.match(action_id)
    return (found[0].lstrip("0") or "0").upper() if found else ""


def action_of_file(path: str) -> str:
    """Return the id of the action that a file is of by its name, or is meant for: R12.yml is."""
    name = basename(path)
    name = name.lstrip("._~#") if name.startswith(".") else name
    if name.endswith(".yaml"):
        return name.removesuffix(".yaml")
    found = _MEANT.match(name)
    return found[1] or found[2] if found else name


def require(action_id: str, known: Iterable[str]) -> str:
    """Return the id as the plan writes it, else raise UserError that suggests the nearest."""
    return known_word(action_id, list(known), "action", "planctl list shows them all")
