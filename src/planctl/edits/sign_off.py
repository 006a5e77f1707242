"""How a sign-off, and each correction after it, is written into a plan.yaml."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, cast

from planctl.plan.period import Period
from planctl.signoff.digest import (
    SignedDigests,
    signed_correction,
    signed_record,
    signed_stage,
)
from planctl.signoff.record import (
    digest_before,
    quarter_record,
    quarter_tag,
    recorded_corrections,
    signed_stages,
)
from planctl.text.document import Document
from planctl.text.edit_mapping import Value, put

_RECORD = ("date", "by", "digest", "stages", "accepted", "corrections", "plan", "actions")

Record = dict[str, Value]


@dataclass(frozen=True)
class NewSignOff:
    """A sign-off of a quarter, or of one stage of it, that is to be written.

    `stages` are all the stages in order, `digests` are of all that is signed, and `accepted` has
    what each action lacks and why that was accepted.
    """

    quarter: Period
    day: date
    by: str
    digests: SignedDigests
    accepted: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    stage: str = ""
    stages: tuple[str, ...] = ()

    @property
    def closes(self) -> bool:
        """Whether it is the last of the stages, or the only one."""
        return self.stage == (self.stages or ("",))[-1]


class CorrectionReason(NamedTuple):
    """When and why corrections are made, and the post that allowed them, if that was said."""

    day: date
    reason: str
    by: str = ""


class CorrectedField(NamedTuple):
    """A field that is corrected, for a word what it was and is now, and which entry of it."""

    field: str
    was: str = ""
    now: str = ""
    name: str = ""


class NewCorrection(NamedTuple):
    """A change of what was signed of an action, or of plan.yaml, that is to be written.

    `action` is "" where it is plan.yaml; `update` is the digest after it.
    """

    action: str
    fields: Sequence[CorrectedField]
    update: str


def with_sign_off(header: Document, signing: NewSignOff) -> Document:
    """Return a plan.yaml with a sign-off in it; UserError if its layout does not allow it."""
    quarter, digests = signing.quarter, signing.digests
    name = quarter_tag(header, quarter)
    post = {"date": signing.day.isoformat(), "by": signing.by}
    made: Record = {"actions": digests.actions}
    if digests.plan:
        made["plan"] = digests.plan
    if signing.accepted:
        made["accepted"] = {
            key: {"lacks": lacks, "reason": reason}
            for key, (lacks, reason) in signing.accepted.items()
        }
    if signing.stage:
        stages = signed_stages(quarter_record(header, quarter))
        before = digest_before(stages, signing.stages, signing.stage)
        own = signed_stage(name, signing.stage, post, before, digests).digest
        stages = {**stages, signing.stage: {**post, "digest": own}}
        ordered = {each: stages[each] for each in signing.stages if each in stages}
        made["stages"] = cast("Record", ordered)
    if signing.closes:
        made = {**made, **post}
        made["digest"] = signed_record(name, made).digest
    made = {key: made[key] for key in _RECORD if key in made}
    return put(header, ("closed", quarter.key), made, quarter.order, gap=True)


def with_corrections(
    header: Document,
    quarter: Period,
    corrections: Iterable[NewCorrection],
    reason: CorrectionReason,
) -> Document:
    """Return a plan.yaml with corrections at the end of those of a closed quarter."""
    signed = quarter_record(header, quarter)
    entries = [cast("dict[str, str]", dict(each)) for each in recorded_corrections(signed)]
    last = {each.get("action", ""): each["digest"] for each in entries}
    for each in corrections:
        for made in each.fields:
            entry = {
                "date": reason.day.isoformat(),
                "action": each.action,
                **made._asdict(),
                "reason": reason.reason,
                "by": reason.by,
                "update": each.update,
            }
            entry = {key: value for key, value in entry.items() if value}
            before = last.get(each.action, str(signed.get("digest") or ""))
            entry["digest"] = last[each.action] = signed_correction(before, entry).digest
            entries.append(entry)
    return put(header, ("closed", quarter.key, "corrections"), entries, _RECORD)
