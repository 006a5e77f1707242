"""What a reader is told of a quarter's sign-off: who signed, what was accepted and corrected."""

from collections.abc import Iterator

from planctl.plan.days import in_words
from planctl.plan.model import Accepted, Closed, Correction
from planctl.plan.scale import Scale
from planctl.signoff.part_names import field_name, priority_part
from planctl.signoff.standing import SignOff, why_void

THE_PLAN = "The plan"
"""What is corrected where it is no action: what plan.yaml says."""


def sign_off_sentence(found: SignOff) -> str:
    """Return in a sentence whether a quarter is signed off, and whether that still stands."""
    record = found.record
    if record.date:
        signed = f"Signed off on {in_words(record.date)} by {record.by}"
        return f"{signed}{_since(found)}."
    if found.void:
        names = " and ".join(stage.name for stage in found.void)
        return f"Not signed off. The sign-off by {names} is void: {why_void(found)}."
    stood = [stage for stage in found.stages if stage.signed]
    if not stood:
        return "Not signed off."
    names = " and ".join(stage.name for stage in stood)
    have = "has" if len(stood) == 1 else "have"
    return f"Not signed off yet. {names} {have} signed; {found.next} is next."


def sign_off_notes(record: Closed, action: str, scale: Scale) -> Iterator[str]:
    """Yield what was accepted of an action in a quarter, and each correction of it since."""
    if action in record.accepted:
        yield f"Signed off {accepted_phrase(record.accepted[action])}."
    for each in record.corrections:
        if each.action == action:
            yield f"Corrected on {in_words(each.date)}, {correction_phrase(each, scale)}."


def accepted_phrase(gap: Accepted) -> str:
    """Return what was lacking and accepted, and why, as the end of a sentence."""
    return f"without {gap.lacks}: {gap.reason.rstrip('.')}"


def correction_phrase(made: Correction, scale: Scale) -> str:
    """Return what a correction changed, and why, as the end of a sentence."""
    what = corrected_field(made, scale)
    if made.was or made.now:
        was, now = (scale.word_of(each) or "none" for each in (made.was, made.now))
        what += f" from {was} to {now}"
    by = f" ({made.by})" if made.by else ""
    return f"{what}: {made.reason.rstrip('.')}{by}"


def corrected_field(made: Correction, scale: Scale) -> str:
    """Return what people call the field that was corrected, and which entry of it that is."""
    if made.field == "priorities" and "/" in made.name:
        return priority_part(made.name)
    field = field_name(made.field, scale)
    return f"{field} ({made.name})" if made.name else field


def _since(found: SignOff) -> str:
    """Return what became of a sign-off since."""
    if found.changes:
        names = ", ".join(change.action for change in found.changes)
        return f"; changed since, and not on the record: {names}"
    if found.altered:
        return "; its record is not as it was written"
    number = len(found.record.corrections)
    if number:
        return f"; {'one correction' if number == 1 else f'{number} corrections'} since"
    return ""
