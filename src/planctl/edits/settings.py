"""The one way to change a plan: settings of fields, applied to the texts that hold them."""

from collections.abc import Iterable
from dataclasses import dataclass

from planctl.plan.fields import TEXT_FIELDS, UPDATE_FIELDS
from planctl.plan.periods import Quarter
from planctl.problem import HIDDEN, Exit, UserError, visible
from planctl.text.document import Document
from planctl.text.edit_value import change
from planctl.text.sentences import sentences
from planctl.text.span import place

PLACEHOLDERS = frozenset({"…", "..."})
"""What stands for words of one's own in the commands that planctl suggests."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A field of one quarter's update and the text it is to have; an empty text empties it."""

    quarter: Quarter
    field: str
    value: str

    @property
    def keys(self) -> tuple[str, ...]:
        """Return where the field stands in an action's file."""
        return ("updates", self.quarter.value, self.field)


def apply(document: Document, settings: Iterable[Setting]) -> Document:
    """Return the document of an action with the settings made, and nothing else changed.

    Raises UserError where a text holds hidden characters, or cannot be set without disturbing
    what is around it.
    """
    for setting in settings:
        value = setting.value.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
        _refuse_hidden(setting.field, value)
        _refuse_placeholder(setting.field, value)
        block = setting.field in TEXT_FIELDS
        value = sentences(value) if block else " ".join(value.split())
        order = ("id", "updates", *Quarter, *UPDATE_FIELDS)
        document = change(document, setting.keys, value, order, block=block)
    return document


def written(document: Document, quarter: Quarter, field: str) -> str:
    """Return the text that a field of an update has now, "" where it is empty or missing."""
    value: object = document.data
    for key in ("updates", quarter.value, field):
        value = value.get(key) if isinstance(value, dict) else None
    return value.rstrip("\n") if isinstance(value, str) else ""


def _refuse_placeholder(field: str, value: str) -> None:
    if value.strip() in PLACEHOLDERS:
        message = f"the {field} is only '{value}', which stands for words of your own"
        raise UserError(message, "write the words in its place", Exit.USAGE)


def _refuse_hidden(field: str, value: str) -> None:
    found = HIDDEN.search(value)
    if found:
        where = place(field, value, *found.span())
        message = f"the {field} has a hidden character, {visible(found.group())}"
        hint = f"delete it: line {where.line}, column {where.column}, in '{visible(where.text)}'"
        raise UserError(message, hint, Exit.USAGE)
