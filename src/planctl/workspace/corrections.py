"""What a change of a quarter that was signed off needs: a reason, which is recorded with it."""

from datetime import date
from typing import NamedTuple

from planctl.edits.sign_off import (
    CorrectedField,
    CorrectionReason,
    NewCorrection,
    with_corrections,
)
from planctl.edits.typed_text import one_line
from planctl.edits.update_fields import field_text
from planctl.plan import measure_data
from planctl.plan.fields import UPDATE_FIELDS, WORD_FIELDS
from planctl.plan.header_year import year_of
from planctl.plan.period import Period
from planctl.problem import Exit, UserError
from planctl.signoff.parts import SignedDay
from planctl.signoff.record import day_closed, expected_digests, quarter_record, signed_stages
from planctl.signoff.unrecorded_changes import action_changes, digest_as
from planctl.text.document import Document
from planctl.text.sentences import same_text
from planctl.workspace.change import Documents
from planctl.workspace.documents import HEADER


class CorrectionRequest(NamedTuple):
    """The day of a change and, if it is to correct a closed quarter, why and by whose leave."""

    today: date
    reason: str | None = None
    post: str | None = None


def correction_reason(
    header: Document, quarter: Period, request: CorrectionRequest
) -> CorrectionReason | None:
    """Return why a closed quarter is changed, None for an open one; UserError if it may not be."""
    day, reason, post = day_closed(header, quarter), request.reason, request.post
    if not day:
        if reason is None and post is None:
            return None
        message = f"{quarter} is not closed, so nothing in it needs a correction"
        raise UserError(message, "leave --correct and --by out", Exit.USAGE)
    if reason is None:
        message = f"{quarter} was signed off on {day} and is closed"
        hint = (
            f"to correct it, say why: --correct REASON; it is printed in every report of {quarter}"
        )
        raise UserError(message, hint)
    by = one_line(post, "--by") if post else ""
    return CorrectionReason(request.today, one_line(reason, "--correct"), by)


def files_with_corrections(
    before: Documents, after: Documents, quarter: Period, request: CorrectionRequest
) -> Documents:
    """Return changed files with plan.yaml, which has a correction of each action that differs.

    It is as it was where the quarter is open. Raises UserError where the quarter is closed and no
    reason is given, or where an action is not as it was signed off.
    """
    header = after.get(HEADER, before[HEADER])
    reason = correction_reason(before[HEADER], quarter, request)
    if reason:
        corrections = (
            _correction(header, quarter, name.removesuffix(".yaml"), before[name], document)
            for name, document in after.items()
            if name != HEADER
        )
        changed = [each for each in corrections if each.fields]
        if changed:
            header = with_corrections(header, quarter, changed, reason)
    return {**after, HEADER: header}


def void_stages(header: Document, quarter: Period) -> list[str]:
    """Return the stages that have signed an open quarter, which any change of it makes void."""
    signed = quarter_record(header, quarter)
    return [] if day_closed(header, quarter) else list(signed_stages(signed))


def day_signed(header: Document, quarter: Period) -> SignedDay:
    """Return the day on which a quarter was closed; UserError where that is no date."""
    try:
        day = date.fromisoformat(day_closed(header, quarter))
    except ValueError:
        message = f"plan.yaml does not say on which day {quarter} was closed"
        raise UserError(message, "planctl check says more", Exit.PROBLEMS) from None
    return SignedDay(day, day, year_of(header.data))


def _correction(
    header: Document, quarter: Period, action_id: str, before: Document, after: Document
) -> NewCorrection:
    """Return the correction of an action; UserError if its update is not as it was signed off."""
    digest = expected_digests(quarter_record(header, quarter)).actions.get(action_id, "")
    signed = day_signed(header, quarter)
    if any(action_changes(action_id, before, quarter, signed, digest)):
        message = f"{quarter} of {action_id} is not as it was signed off"
        raise UserError(message, "put it back as it was first: planctl check says more")
    fields = []
    for field in UPDATE_FIELDS:
        old, new = field_text(before, quarter, field), field_text(after, quarter, field)
        if not same_text(old, new):
            words = (old, new) if field in WORD_FIELDS else ()
            fields.append(CorrectedField(field, *words))
    was, now = (measure_data.actuals_of_quarter(each.data, quarter.key) for each in (before, after))
    if was != now:
        fields.append(CorrectedField("measures"))
    digest = digest_as(digest, action_id, quarter, after.data, signed)
    return NewCorrection(action_id, fields, digest)
