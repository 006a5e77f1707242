"""How what was signed, and was changed by agreement since, is signed again: with the reason."""

from collections.abc import Iterator
from os.path import basename
from typing import NamedTuple, cast

from planctl.edits.sign_off import (
    CorrectedField,
    CorrectionReason,
    NewCorrection,
    with_corrections,
)
from planctl.plan.fields import SIGNED_FIELDS
from planctl.plan.header_year import year_of
from planctl.plan.period import Period
from planctl.plan.plan import plan_of, scale_in
from planctl.problem import Exit, UserError
from planctl.signoff.part_names import entry_name, is_of_update, part_name
from planctl.signoff.plan_digests import digest_of
from planctl.signoff.record import day_closed, expected_digests, quarter_record
from planctl.signoff.standing import quarter_sign_off
from planctl.signoff.unrecorded_changes import PLAN, UnrecordedChange, digest_as
from planctl.store.folder import texts
from planctl.text.document import Document
from planctl.text.edit_value import child
from planctl.text.span import Keys
from planctl.workspace.change import Documents, Say, change_files
from planctl.workspace.corrections import CorrectionRequest, correction_reason, day_signed
from planctl.workspace.documents import HEADER


class SignedAgain(NamedTuple):
    """What was signed again, in words, and the plan.yaml that says so."""

    header: Document
    what: list[str]


def sign_again(folder: str, quarter: Period, request: CorrectionRequest, say: Say) -> SignedAgain:
    """Record what is not as it was signed in a closed quarter as corrected, with the reason.

    Raises UserError where there is nothing, and where an update is among it.
    """
    what: list[str] = []

    def edit(documents: Documents) -> Documents:
        header = documents[HEADER]
        reason = correction_reason(header, quarter, request)
        changes = quarter_sign_off(plan_of(documents.values()), quarter).changes
        if not reason or not changes:
            raise UserError(f"{quarter} is as it was signed off", "nothing is to be signed again")
        what[:] = [words for change in changes for words in _words(documents, change, quarter)]
        made = [each for change in changes for each in _corrections(documents, change, quarter)]
        return {HEADER: with_corrections(header, quarter, made, reason)}

    changed = change_files(folder, list(map(basename, texts(folder)[0])), edit, say)
    return SignedAgain(changed.header.after, what)


def with_signed_changes(
    before: Documents, after: Documents, request: CorrectionRequest
) -> Documents:
    """Return changed files with plan.yaml, where closed quarters that cover them are corrected.

    Raises UserError where there is one and no reason is given, where a reason is given and there
    is none, and where something else of the same file was changed before.
    """
    now, header = {**before, **after}, after.get(HEADER, before[HEADER])
    corrected = False
    for quarter in year_of(header.data).periods:
        changes = quarter_sign_off(plan_of(now.values()), quarter).changes
        there = list(map(_what, quarter_sign_off(plan_of(before.values()), quarter).changes))
        changes = tuple(each for each in changes if _what(each) not in there)
        if not changes or not day_closed(header, quarter):
            continue
        if others := {each.action for each in changes}.intersection(each[0] for each in there):
            message = f"{quarter} of {min(others)} is not as it was signed off"
            raise UserError(message, "put it back as it was first: planctl check says more")
        reason = cast("CorrectionReason", correction_reason(header, quarter, request))
        made = [each for change in changes for each in _corrections(now, change, quarter, before)]
        header, corrected = with_corrections(header, quarter, made, reason), True
        now[HEADER] = header
    if request.reason is not None and not corrected:
        message = "nothing that was signed off is changed"
        raise UserError(message, "leave --correct and --by out", Exit.USAGE)
    return {**after, HEADER: header}


def _what(change: UnrecordedChange) -> tuple[str, str, list[Keys]]:
    """Return what tells a change from others, wherever its lines have moved."""
    return change.action, change.how, [part.keys for part in change.parts]


def newly_void(before: Documents, after: Documents) -> list[str]:
    """Return in sentences which stages of open quarters a change makes void."""
    was, now = plan_of(before.values()), plan_of({**before, **after}.values())
    found = []
    for quarter in was.periods:
        void = [each.name for each in quarter_sign_off(was, quarter).void]
        new = [each.name for each in quarter_sign_off(now, quarter).void if each.name not in void]
        if new:
            names = " and ".join(new)
            found.append(f"{quarter} was signed by {names}; that is void now, to be signed again")
    return found


def _words(documents: Documents, change: UnrecordedChange, quarter: Period) -> Iterator[str]:
    """Yield what of an action was changed; UserError where that is more than can be signed again.

    An update and its numbers are corrected by the commands that write them, which keep what it was.
    """
    if not change.parts or any(is_of_update(part.keys) for part in change.parts):
        message = f"{quarter} of {change.action} is not as it was signed off"
        raise UserError(message, "put it back as it was first: planctl check says more")
    data, scale = _document(documents, change.action).data, scale_in(documents[HEADER])
    for part in change.parts:
        after = "what was after " if part.gone else ""
        yield f"{change.action}: {after}{part_name(data, part.keys, scale)}"


def _corrections(
    documents: Documents,
    change: UnrecordedChange,
    quarter: Period,
    before: Documents | None = None,
) -> Iterator[NewCorrection]:
    document = _document(documents, change.action)
    fields = list(dict.fromkeys(_field(document, part.keys) for part in change.parts))
    if change.action == PLAN:
        for field in fields:
            name = "/".join(filter(None, [field.field, field.name]))
            told = field._replace(
                was=_rating_at(before[HEADER], name) if before else "",
                now=_rating_at(document, name),
            )
            yield NewCorrection("", [told], digest_of(document.data, name, quarter.key))
        return
    header = documents[HEADER]
    old = expected_digests(quarter_record(header, quarter)).actions[change.action]
    signed = day_signed(header, quarter)
    digest = digest_as(old, change.action, quarter, document.data, signed)
    yield NewCorrection(change.action, fields, digest)


def _rating_at(header: Document, name: str) -> str:
    """Return the rating of a priority for a quarter by the name of its digest, "" by another."""
    there: object = header.data
    for key in name.split("/") if "/ratings/" in name else ():
        there = child(there, key)
    return there if isinstance(there, str) else ""


def _field(document: Document, keys: Keys) -> CorrectedField:
    field = str(keys[0]) if keys and keys[0] in SIGNED_FIELDS else "other"
    return CorrectedField(field, name=entry_name(document.data, keys))


def _document(documents: Documents, name: str) -> Document:
    return documents[HEADER if name == PLAN else f"{name}.yaml"]
