"""Whether a quarter is signed off, and whether what was signed still stands."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from planctl.plan.model import Closed, Header, SignedStage
from planctl.plan.period import Period
from planctl.plan.plan import Plan
from planctl.signoff.digest import signed_stage
from planctl.signoff.record import (
    altered_entries,
    digest_before,
    quarter_record,
    signed_digests,
    signed_stages,
)
from planctl.signoff.unrecorded_changes import PLAN, UnrecordedChange, unrecorded_changes
from planctl.text.document import Document
from planctl.text.span import Keys


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of a quarter's sign-off; void once what was signed, or a stage before, changed."""

    name: str
    signed: SignedStage | None
    void: bool


@dataclass(frozen=True, slots=True)
class SignOff:
    """How a quarter's sign-off stands.

    `changes` are those that were made since, and that no correction accounts for; `altered` is
    where the record itself is not as planctl wrote it.
    """

    quarter: Period
    record: Closed
    stages: tuple[Stage, ...] = ()
    changes: tuple[UnrecordedChange, ...] = ()
    altered: tuple[Keys, ...] = ()

    @property
    def closed(self) -> bool:
        """Whether the quarter was signed off, with every stage."""
        return self.record.date is not None

    @property
    def stands(self) -> bool:
        """Whether what was signed is still so, but for corrections."""
        return self.closed and not self.changes and not self.altered

    @property
    def void(self) -> tuple[Stage, ...]:
        """The stages that were signed and no longer stand."""
        return tuple(stage for stage in self.stages if stage.void)

    @property
    def next(self) -> str:
        """The stage that is to be signed next, "" where there is none."""
        waiting = (stage.name for stage in self.stages if stage.void or not stage.signed)
        return next(waiting, "")


@lru_cache(maxsize=4)
def quarter_sign_off(plan: Plan, quarter: Period) -> SignOff:
    """Return how a quarter's sign-off stands; as not signed where plan.yaml cannot be read."""
    whole, shown = plan.whole or plan, plan.header
    header, document = whole.header, whole.document
    record = shown.closed.get(quarter.key, Closed()) if shown else Closed()
    if not header or not document:
        return SignOff(quarter, record, tuple(_signed(record)))
    if not record.model_fields_set:
        waiting = tuple(Stage(name, None, void=False) for name in header.calendar.stages)
        return SignOff(quarter, record, waiting)
    changes = tuple(unrecorded_changes(whole, header, document, quarter))
    if plan.whole:
        there = {PLAN, *(entry.id for entry in plan.entries)}
        changes = tuple(each for each in changes if each.action in there)
    stages = tuple(_stages(header, document, quarter, changed=bool(changes)))
    sealed = record.date or record.by or record.digest or record.corrections
    altered = tuple(altered_entries(document, quarter)) if sealed else ()
    shown_stages = tuple(replace(each, signed=record.stages.get(each.name)) for each in stages)
    return SignOff(quarter, record, shown_stages, changes, altered)


def rewritten_records(before: Plan, after: Plan) -> Iterator[tuple[Period, str]]:
    """Yield each quarter whose record was undone or rewritten between two readings of a plan.

    A record may only be added to: by stages while the quarter is open, by corrections after that.
    This sees what no digest in the file can: a record that was removed, or made anew to fit.
    """
    for quarter in before.periods:
        was, now = quarter_sign_off(before, quarter).record, quarter_sign_off(after, quarter).record
        if not was.date or not after.header:
            continue
        if not now.date:
            yield quarter, f"{quarter} was closed on {was.date} and is not any more"
            continue
        kept = all(each in now.corrections for each in was.corrections)
        if not kept or now.model_copy(update={"corrections": was.corrections}) != was:
            yield quarter, f"the record of {quarter}, closed on {was.date}, was rewritten"


def _stages(
    header: Header, document: Document, quarter: Period, *, changed: bool
) -> Iterator[Stage]:
    """Yield each stage: of a closed quarter those that were signed, else those to be signed."""
    record = header.closed[quarter.key]
    if record.date:
        yield from _signed(record)
        return
    said = quarter_record(document, quarter)
    written, digests = signed_stages(said), signed_digests(said)
    tag, order = header.period.tag(quarter), header.calendar.stages
    broken = changed
    for name in order:
        signed = record.stages.get(name)
        if signed:
            before = digest_before(written, order, name)
            stage = signed_stage(tag, name, written.get(name, {}), before, digests)
            broken = broken or not stage.fits(signed.digest)
        yield Stage(name, signed, void=bool(signed and broken))
        broken = broken or not signed


def _signed(record: Closed) -> Iterator[Stage]:
    return (Stage(name, stage, void=False) for name, stage in record.stages.items())


def why_void(found: SignOff) -> str:
    """Return why stages of a sign-off are void, in words."""
    if not found.changes:
        return "a stage before it signed again, or its record was changed"
    names = [change.action for change in found.changes]
    listed = " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
    return f"{listed} {'was' if len(names) == 1 else 'were'} changed since"
