"""How the fields of a quarter's update are set in an action's file, and read from it."""

from collections.abc import Iterable
from typing import NamedTuple

from planctl.edits.pasted_text import as_markdown
from planctl.edits.typed_text import PLACEHOLDERS
from planctl.plan.fields import TEXT_FIELDS, UPDATE_FIELDS
from planctl.plan.period import Period
from planctl.problem import HIDDEN, Exit, UserError, visible
from planctl.text.document import Document
from planctl.text.edit_value import change
from planctl.text.sentences import sentences
from planctl.text.span import place_in


class FieldValue(NamedTuple):
    """A field of one quarter's update and the text it is to have; an empty text empties it."""

    quarter: Period
    field: str
    value: str

    @property
    def keys(self) -> tuple[str, ...]:
        """Return where the field stands in an action's file."""
        return ("updates", self.quarter.key, self.field)


def set_fields(document: Document, values: Iterable[FieldValue]) -> Document:
    """Return the document of an action with the fields set, and nothing else changed.

    Raises UserError where a text holds hidden characters, or cannot be set without disturbing
    what is around it.
    """
    for each in values:
        value = each.value.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
        _refuse_hidden(each.field, value)
        _refuse_placeholder(each.field, value)
        block = each.field in TEXT_FIELDS
        value = sentences(as_markdown(value)) if block else " ".join(value.split())
        order = ("id", "updates", *each.quarter.order, *UPDATE_FIELDS)
        document = change(document, each.keys, value, order, block=block)
    return document


def field_text(document: Document, quarter: Period, field: str) -> str:
    """Return the text that a field of an update has now, "" where it is empty or missing."""
    value: object = document.data
    for key in ("updates", quarter.key, field):
        value = value.get(key) if isinstance(value, dict) else None
    return value.rstrip("\n") if isinstance(value, str) else ""


def _refuse_placeholder(field: str, value: str) -> None:
    if value.strip() in PLACEHOLDERS:
        message = f"the {field} is only '{value}', which stands for words of your own"
        raise UserError(message, "write the words in its place", Exit.USAGE)


def _refuse_hidden(field: str, value: str) -> None:
    found = HIDDEN.search(value)
    if found:
        where = place_in(field, value, *found.span())
        message = f"the {field} has a hidden character, {visible(found.group())}"
        hint = f"delete it: line {where.line}, column {where.column}, in '{visible(where.text)}'"
        raise UserError(message, hint, Exit.USAGE)
