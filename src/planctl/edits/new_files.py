"""The layout of new plan files: every quarter and field is there from the start, empty."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import starmap

from planctl.plan.year import Year
from planctl.text.edit_value import scalar

_STUBBED = ("rag", "status", "commentary")
_MODELINE = "# yaml-language-server: $schema=../../schema/{}.schema.json"


def action_text(
    action_id: str,
    year: Year,
    texts: Mapping[str, str | Sequence[str]],
    lists: Mapping[str, Sequence[str]],
) -> str:
    """Return the text of a new action's file.

    `texts` has its title, its description and the like, `lists` its links, indicators and measures.
    """
    said = starmap(_field, texts.items())
    head = "\n".join([_MODELINE.format("action"), f'id: "{action_id}"', *said])
    parts = [head, *starmap(_field, lists.items())]
    return "\n\n".join([*parts, updates_text(year)]) + "\n"


def _field(name: str, said: str | Sequence[str]) -> str:
    """Return a field with its text, or with its entries below it; with neither if it is empty."""
    if isinstance(said, str):
        return f"{name}: {scalar(said)}" if said else f"{name}:"
    return "\n".join([f"{name}:", *(f"  - {scalar(entry)}" for entry in said)])


def updates_text(year: Year) -> str:
    """Return the updates of an action of which nothing has been said, without a last line end."""
    return "updates:\n" + "\n\n".join(_stub(scalar(key)) for key in year.keys)


def header_text(
    title: str,
    organisation: str,
    year: str,
    priorities: Iterable[str],
    periods: str | None = None,
) -> str:
    """Return the text of a new plan.yaml, its priorities numbered from 1."""
    head = [
        _MODELINE.format("plan"),
        f"title: {scalar(title)}",
        f"organisation: {scalar(organisation)}",
        f"year: {year}",
    ]
    numbered = [f"  {number}: {scalar(text)}" for number, text in enumerate(priorities, 1)]
    calendar = ["", "calendar:", f"  periods: {periods}"] if periods else []
    return "\n".join([*head, "", "priorities:", *numbered, *calendar]) + "\n"


def _stub(key: str) -> str:
    return f"  {key}:\n" + "\n\n".join(f"    {field}:" for field in _STUBBED)
