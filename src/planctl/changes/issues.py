"""What changed in the record of issued papers, in sentences."""

from collections.abc import Iterator, Mapping, Sequence

from planctl.changes.diff import ValueChange
from planctl.changes.sign_offs import day_said

_STEPS = ("proposed", "approved", "issued", "withdrawn")
_NAME = ("kind", "format", "edition", "period")
_FIELDS = 3
"""How many keys lead to a field of an issue."""


def is_of_issue(change: ValueChange) -> bool:
    """Return whether a change of plan.yaml is of what it says of one issue."""
    return change.keys[0] == "published" and len(change.keys) >= _FIELDS


def issue_sentences(changes: Sequence[ValueChange]) -> Iterator[str]:
    """Yield what changed of each issue; digests are never told."""
    for number in dict.fromkeys(each.keys[1] for each in changes):
        own = {each.keys[2:]: each for each in changes if each.keys[1] == number}
        before, after = (
            {keys: getattr(each, side) for keys, each in own.items()}
            for side in ("before", "after")
        )
        found = list(_steps(number, before, after))
        yield from found or [f"What is on record of issue {number} is another"]


def _steps(
    number: str, before: Mapping[tuple[str, ...], object], after: Mapping[tuple[str, ...], object]
) -> Iterator[str]:
    name = ", ".join(str(after[key,]) for key in _NAME if after.get((key,)))
    for step in _STEPS:
        by, on, why = (after.get((step, key)) for key in ("by", "date", "because"))
        if by or on:
            of = f" ({name})" if name and step == "proposed" else ""
            whom = f"{f' by {by}' if by else ''}{f' on {day_said(on)}' if on else ''}"
            yield f"Issue {number}{of} is {step}{whom}{f': {why}' if why else ''}"
        elif before.get((step, "date")):
            yield f"Issue {number} is no longer {step}"
