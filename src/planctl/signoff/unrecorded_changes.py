"""What was changed of what was signed, and that no correction accounts for."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal, NamedTuple

from planctl.plan.measure_data import Data
from planctl.plan.model import Closed, Header
from planctl.plan.period import Period
from planctl.plan.plan import Plan
from planctl.problem import Place
from planctl.signoff.action_digest import (
    VERSION,
    ChangedPart,
    changed_parts,
    is_brief,
    signed_action,
)
from planctl.signoff.digest import SignedDigests, signed_update
from planctl.signoff.parts import SignedDay
from planctl.signoff.plan_digests import changed_things, plan_digests
from planctl.signoff.record import expected_digests, quarter_record
from planctl.text.document import Document
from planctl.text.span import Keys

PLAN = "plan.yaml"
_LONGEST = 48 * 1024
"""How many characters the digests of a quarter's actions may have, so that four quarters fit."""


class ChangePlace(NamedTuple):
    """Where something is not as it was signed; what it stood after, where it is gone."""

    keys: Keys
    gone: bool
    place: Place


class UnrecordedChange(NamedTuple):
    """An action, or plan.yaml, that is not as it was signed off, and where that shows.

    `parts` are there where a record of this version tells them.
    """

    action: str
    how: Literal["changed", "removed", "added"]
    place: Place
    parts: tuple[ChangePlace, ...] = ()


def quarter_digests(plan: Plan, quarter: Period, day: date) -> SignedDigests:
    """Return the digests of all that is covered when a quarter is signed off on a day.

    Those of the actions are brief where the record would become too long.
    """
    signed = SignedDay(day, day, plan.require().period)
    documents = {entry.id: entry.document for entry in plan.entries if entry.document}
    found = {
        name: signed_action(name, quarter.key, document.data, signed)
        for name, document in documents.items()
    }
    digests = {name: each.digest() for name, each in found.items()}
    if sum(map(len, digests.values())) > _LONGEST:
        digests = {name: each.digest(brief=True) for name, each in found.items()}
    header = plan.document.data if plan.document else {}
    said = (each.data for each in documents.values())
    return SignedDigests(digests, plan_digests(header, said, quarter.key))


def unrecorded_changes(
    plan: Plan, header: Header, document: Document, quarter: Period
) -> Iterator[UnrecordedChange]:
    """Yield what is not as it was signed off: of each action, then of plan.yaml."""
    day = signed_day(header.closed[quarter.key])
    if not day:
        return
    expected = expected_digests(quarter_record(document, quarter))
    signed = SignedDay(day, day, header.period)
    for entry in plan.entries:
        if entry.document:  # else it cannot be read, which is an error of its own
            digest = expected.actions.get(entry.id, "")
            yield from action_changes(entry.id, entry.document, quarter, signed, digest)
    names = {entry.id for entry in plan.entries if entry.is_there}
    for action in expected.actions:
        if action not in names:
            where = document.place(("closed", quarter.key, "actions", action))
            yield UnrecordedChange(action, "removed", where)
    if expected.plan:
        things = list(changed_things(document.data, expected.plan, quarter.key))
        yield from _of_parts(PLAN, document, things)


def digest_as(old: str, action: str, quarter: Period, data: Data, signed: SignedDay) -> str:
    """Return the digest of an action in the way in which an old one was worked out."""
    if not old.startswith(VERSION):
        return signed_update(action, quarter.key, data).digest
    return signed_action(action, quarter.key, data, signed).digest(brief=is_brief(old))


def signed_day(record: Closed) -> date | None:
    """Return the day whose due dates were signed: of the closing, else of the first stage."""
    return record.date or next((stage.date for stage in record.stages.values()), None)


def action_changes(
    action: str, document: Document, quarter: Period, signed: SignedDay, digest: str
) -> Iterator[UnrecordedChange]:
    """Yield how an action is not as it was when its digest was made; "" if there was none."""
    if digest.startswith(VERSION):
        parts = changed_parts(action, quarter.key, document.data, signed, digest)
        yield from _of_parts(action, document, parts)
        return
    update = signed_update(action, quarter.key, document.data)
    if not update.fits(digest or signed_update(action, quarter.key, {}).digest):
        how: Literal["changed", "added"] = "changed" if digest else "added"
        yield UnrecordedChange(action, how, document.place_of_key(("updates", quarter.key)))


def _of_parts(
    name: str, document: Document, changed: Sequence[ChangedPart]
) -> Iterator[UnrecordedChange]:
    """Yield the change of a file some of whose parts changed; nothing where none did."""
    parts = tuple(
        ChangePlace(each.keys, each.gone, document.place_of_key(each.keys)) for each in changed
    )
    if parts:
        yield UnrecordedChange(name, "changed", parts[0].place, parts)
