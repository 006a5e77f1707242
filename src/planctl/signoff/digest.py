"""The digests of what was signed off, by which a later change of it is seen.

They are worked out from what a reader sees, not from how it is written: comments, quotation marks,
the order of keys and where the lines of a text are broken are no part of it, and an empty field is
the same as none. docs/decisions/0007-sign-off.md says what is in each. Of an action and of what
plan.yaml says there are newer ones, in action_digest.py and plan_digests.py.
"""

import json
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import NamedTuple

from planctl.plan.measure_data import Data, actuals_of_quarter
from planctl.text.sentences import as_read

_NOT_SIGNED = frozenset({"digest", "corrections"})


class SignedDigests(NamedTuple):
    """The digest of each action as it is signed, and those of what plan.yaml says, by its keys."""

    actions: Mapping[str, str]
    plan: Mapping[str, str]


class SignedContent(NamedTuple):
    """What a signature is under, of which a digest is kept."""

    parts: tuple[object, ...]
    length: int = len("v1-") + 32

    @property
    def digest(self) -> str:
        """Its digest, from the lines of its texts as they are read, with the blanks that break."""
        return self._digest(_with_blanks)

    def fits(self, digest: str) -> bool:
        """Return whether a digest is of this; the first ones were of the lines as written."""
        return digest in (self._digest(str.strip), self.digest)

    def _digest(self, lines: Callable[[str], str]) -> str:
        return f"v1-{hex_digest(normal_form(list(self.parts), lines))}"[: self.length]


def signed_update(action_id: str, quarter: str, action: Data) -> SignedContent:
    """Return what the data of an action's file say of a quarter, as it is signed."""
    return SignedContent(("update", action_id, quarter, quarter_content(quarter, action)))


def signed_record(tag: str, record: Data) -> SignedContent:
    """Return a sign-off, as it is signed: all of its record but the corrections made later.

    `tag` names the year and the quarter: 2019-20-Q2.
    """
    signed = {key: value for key, value in record.items() if key not in _NOT_SIGNED}
    return SignedContent(("quarter", tag, signed), len("v1-") + 64)


def signed_stage(
    tag: str, name: str, stage: Data, before: str, digests: SignedDigests
) -> SignedContent:
    """Return a stage of a sign-off, as it is signed; `before` is the digest of the stage before."""
    signed = {key: value for key, value in stage.items() if key != "digest"}
    of_plan = (digests.plan,) if digests.plan else ()
    return SignedContent(("stage", tag, name, signed, before, digests.actions, *of_plan))


def signed_correction(before: str, correction: Data) -> SignedContent:
    """Return a correction, as it is signed, with the digest of the action's correction before it.

    Before the first of an action's corrections it is that of the quarter.
    """
    made = {key: value for key, value in correction.items() if key != "digest"}
    return SignedContent(("correction", before, made))


def quarter_content(quarter: str, action: Data) -> Data:
    """Return what the data of an action's file say of a quarter, without what is empty.

    That is the update and, by their ids, what was recorded of measures.
    """
    updates = action.get("updates")
    update = updates.get(quarter) if isinstance(updates, dict) else None
    said = normal_form(update)
    found = said if isinstance(said, dict) else {"": said} if said else {}
    numbers = normal_form(
        {key: alone(each) for key, each in actuals_of_quarter(action, quarter).items()}
    )
    return {**found, "measures": numbers} if numbers else found


def hex_digest(value: object) -> str:
    """Return the SHA-256 of a value that is written as JSON, the keys in order."""
    written = json.dumps(value, sort_keys=True, separators=(",", ":"))
    return sha256(written.encode()).hexdigest()


def alone(value: object) -> object:
    """Return a number as it is written where nothing else is said of it."""
    match value:
        case dict():
            inner = {key: alone(each) for key, each in value.items()}
            filled = {key: each for key, each in inner.items() if each}
            return filled["value"] if filled.keys() == {"value"} else filled
    return value


def _with_blanks(text: str) -> str:
    return as_read(text, blanks=True)


def normal_form(value: object, lines: Callable[[str], str] = str.strip) -> object:
    """Return data with their texts in some lines, and with no key that is empty."""
    match value:
        case str():
            return lines(value)
        case dict():
            inner = {key: normal_form(each, lines) for key, each in value.items()}
            return {key: each for key, each in inner.items() if each}
        case list():
            return [normal_form(each, lines) for each in value]
    return value
