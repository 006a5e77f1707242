"""The index of a site's search: the words of each action, for the script that looks for them."""

import json
import re
import unicodedata
from collections.abc import Iterator

from planctl.plan.fields import FACT_FIELDS, LIST_FIELDS, TEXT_FIELDS
from planctl.reports.values.actions import ActionDetail
from planctl.summary.action_summary import ActionSummary


def entry(row: ActionSummary, values: ActionDetail) -> str:
    """Return an action as the search has it: where, its name, lead and rating, and its words."""
    now, name = values.now, f"{values.id} {values.title}".strip()
    words = " ".join(["", *dict.fromkeys(_words("\n".join(_texts(row))))])
    fields = [values.href, name, values.lead, now.label, now.shape, words]
    return f"{json.dumps(fields)},\n".replace("<", r"\u003c")


def _words(text: str) -> list[str]:
    """Return the words of a text, in which capitals and accents make no difference."""
    letters = unicodedata.normalize("NFKD", text.lower())
    there = set(letters)
    for each in there & _PLAIN.keys():
        letters = letters.replace(each, _PLAIN[each])
    numbers = _DOTTED.findall(letters)
    for each in there:
        if not each.isalnum():
            is_accent = unicodedata.category(each).startswith("M")
            letters = letters.replace(each, "" if is_accent else " ")
    return [*letters.split(), *numbers]


_PLAIN = {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th"}
"""Letters that have no accent to take off, and what people type for them; as in search.js."""
_DOTTED = re.compile(r"\d(?<!\S.)\d*(?:\.\d+)+(?!\w)")
"""An action's number, or another with dots, which is found whole alone."""


def _texts(row: ActionSummary) -> Iterator[str]:
    """Yield the texts of an action in which words are looked for."""
    yield from (row.id, row.title, row.lead)
    action = row.action
    if not action:
        return
    yield action.description
    yield from (getattr(action, field) for field in FACT_FIELDS)
    yield from action.fields.values()
    yield from action.answers
    yield from (entry for field in LIST_FIELDS for entry in getattr(action, field))
    yield from (line.text for line in action.measures)
    for position in row.positions:
        yield from (getattr(position.update, field) for field in ("headline", *TEXT_FIELDS))
