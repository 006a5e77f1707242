"""What changed in the sign-offs of a plan, in sentences: who signed, what was corrected since."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from planctl.changes.diff import ValueChange
from planctl.plan.days import in_words
from planctl.plan.model import Correction
from planctl.plan.scale import Scale
from planctl.signoff.statement import correction_phrase

_ANEW = "What was signed of {} is recorded anew"
_FIELDS = 3
"""How many keys lead to a field of a quarter's sign-off."""

_Said = Mapping[tuple[str, ...], object]


def is_of_sign_off(change: ValueChange) -> bool:
    """Return whether a change of plan.yaml is of what it says of one quarter's sign-off."""
    return change.keys[0] == "closed" and len(change.keys) >= _FIELDS


def sign_off_sentences(changes: Sequence[ValueChange], scale: Scale) -> Iterator[str]:
    """Yield what changed in sign-offs, quarter by quarter; digests are never told."""
    for quarter in dict.fromkeys(each.keys[1] for each in changes):
        own = {each.keys[2:]: each for each in changes if each.keys[1] == quarter}
        before, after = (
            {keys: getattr(each, side) for keys, each in own.items()}
            for side in ("before", "after")
        )
        found = [*_signed(quarter, before, after), *_corrected(quarter, before, after, scale)]
        yield from found or [_ANEW.format(quarter)]


def _signed(quarter: str, before: _Said, after: _Said) -> Iterator[str]:
    """Yield who signed, by stages and at last, and what was accepted; or is no more."""
    stages = {keys[:2]: f"signed by {keys[1]}" for keys in after if keys[0] == "stages"}
    for place, what in {**stages, (): "signed off"}.items():
        was, now = (_by_whom(said, place) for said in (before, after))
        if now:
            yield f"{quarter} is {what}, {now}{f'; it was {was}' if was else ''}"
        elif was:
            yield f"{quarter} is no longer {what}; it was {was}"
    for action in dict.fromkeys(keys[1] for keys in after if keys[0] == "accepted"):
        lacks, reason = (after.get(("accepted", action, key)) for key in ("lacks", "reason"))
        without = f"without {lacks}: " if lacks else ""
        gone = f"What {action} lacks is not accepted in {quarter} any more"
        yield f"{action} is accepted in {quarter}, {without}{reason}" if reason else gone


def _by_whom(said: _Said, place: tuple[str, ...]) -> str:
    """Return by whom and when it was signed, as far as a change tells it; "" where it was not."""
    by, on = (said.get((*place, key)) for key in ("by", "date"))
    return " ".join(filter(None, [f"by {by}" if by else "", f"on {day_said(on)}" if on else ""]))


def _corrected(quarter: str, before: _Said, after: _Said, scale: Scale) -> Iterator[str]:
    """Yield each correction that is recorded, and each that is so no more."""
    was, now = (_entries(said.get(("corrections",))) for said in (before, after))
    for each in now:
        if each not in was:
            yield f"{quarter} is corrected: {_correction(each, scale)}"
    for each in was:
        if each not in now:
            yield f"The correction of {quarter} is gone: {_correction(each, scale)}"


def _entries(said: object) -> Sequence[object]:
    return said if isinstance(said, list) else ()


def _correction(said: object, scale: Scale) -> str:
    """Return what a correction changed, when and why."""
    if not isinstance(said, dict) or not {"field", "reason"} <= said.keys():
        return "nobody can read which"
    known = {key: str(value) for key, value in said.items() if key in Correction.model_fields}
    made = Correction.model_construct(**known)  # type: ignore[arg-type] # what a file says
    which = f"{made.action} " if made.action else ""
    return f"{which}{correction_phrase(made, scale)}, on {day_said(said.get('date'))}"


def day_said(said: object) -> str:
    """Return a day in words, where it is one."""
    try:
        return in_words(date.fromisoformat(str(said)))
    except ValueError:
        return str(said)
