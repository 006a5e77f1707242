"""How a change of a field is put on record in an action's file: who agreed it, and why."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple, cast

from planctl.edits.plan_fields import SetField
from planctl.plan.fields import AGREED
from planctl.plan.model import Action
from planctl.text.document import Document
from planctl.text.edit_mapping import put


class Agreement(NamedTuple):
    """The post or the board that agreed a change, and why."""

    agreed_by: str
    reason: str


def with_agreed_changes(
    document: Document, fields: Iterable[SetField], agreed: Agreement, today: date
) -> Document:
    """Return an action's document with the changes of some fields recorded, after those there."""
    new = [
        {
            "date": today.isoformat(),
            "field": each.name,
            **({"was": each.was} if each.was else {}),
            **({"now": each.now} if each.now else {}),
            "reason": agreed.reason,
            "agreed_by": agreed.agreed_by,
        }
        for each in fields
    ]
    there = cast("list[Mapping[str, str]]", document.data.get(AGREED) or [])
    return put(document, (AGREED,), [*there, *new], tuple(Action.model_fields)) if new else document
