"""What a document said when it was imported, kept beside the plan: what is newer is told by it."""

import json
from collections.abc import Mapping
from typing import NamedTuple

from planctl.exchange.imported_plan import ImportedAction, ImportedPlan
from planctl.exchange.known_columns import LISTS

Said = str | list[str]
"""A text, or the entries of a list."""


class ImportBase(NamedTuple):
    """What a document said: its priorities, and its actions' fields by their ids."""

    priorities: Mapping[str, str]
    actions: Mapping[str, Mapping[str, Said]]

    @property
    def titles(self) -> dict[str, str]:
        """The ids of its actions by their titles, for those that have no number."""
        return {str(fields["title"]): key for key, fields in self.actions.items()}


def base_of(plan: ImportedPlan) -> ImportBase:
    """Return what a document says."""
    actions = {each.id: dict(_fields(each)) for each in plan.actions}
    return ImportBase(dict(plan.priorities), actions)


def base_text(base: ImportBase) -> str:
    """Return what a document said as it is kept."""
    return json.dumps(base._asdict(), indent=1, ensure_ascii=False) + "\n"


def base_in(raw: bytes) -> ImportBase:
    """Return what was kept; nothing where it cannot be read."""
    try:
        kept = json.loads(raw)
        return ImportBase(
            {str(key): str(text) for key, text in kept["priorities"].items()},
            {str(key): dict(fields) for key, fields in kept["actions"].items()},
        )
    except (ValueError, TypeError, KeyError, AttributeError):
        return ImportBase({}, {})


def _fields(action: ImportedAction) -> list[tuple[str, Said]]:
    """Return what an action says by fields; those of a period have its name: Q1.rag."""
    return [
        *action.texts.items(),
        ("lead", list(action.leads)),
        *((key, list(action.lists.get(key, ()))) for key in LISTS),
        *((f"fields.{key}", text) for key, text in action.own.items()),
        *(
            (f"updates.{key}.{field}", text)
            for key, update in action.updates.items()
            for field, text in update.items()
        ),
    ]
