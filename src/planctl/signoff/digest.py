"""The digests of what was signed off, by which a later change of it is seen.

They are worked out from what a reader sees, not from how it is written: comments, quotation marks,
the order of keys and where the lines of a text are broken are no part of it, and an empty field is
the same as none. docs/decisions/0007-sign-off.md says what is in each.
"""

import json
from collections.abc import Callable
from hashlib import sha256
from typing import NamedTuple

from planctl.plan.measure_data import Data, actuals_of_quarter
from planctl.text.sentences import as_read

_NOT_SIGNED = frozenset({"digest", "corrections"})


class SignedContent(NamedTuple):
    """What a signature is under, of which a digest is kept."""

    parts: tuple[object, ...]
    length: int = len("v1-") + 32

    @property
    def digest(self) -> str:
        """Its digest, from the lines of its texts as they are read."""
        return self._digest(as_read)

    def fits(self, digest: str) -> bool:
        """Return whether a digest is of this; the first ones were of the lines as written."""
        return digest in (self._digest(str.strip), self.digest)

    def _digest(self, lines: Callable[[str], str]) -> str:
        plain = _plain(list(self.parts), lines)
        written = json.dumps(plain, sort_keys=True, separators=(",", ":"))
        return f"v1-{sha256(written.encode()).hexdigest()}"[: self.length]


def signed_update(action_id: str, quarter: str, action: Data) -> SignedContent:
    """Return what the data of an action's file say of a quarter, as it is signed."""
    return SignedContent(("update", action_id, quarter, quarter_content(quarter, action)))


def signed_record(tag: str, record: Data) -> SignedContent:
    """Return a sign-off, as it is signed: all of its record but the corrections made later.

    `tag` names the year and the quarter: 2019-20-Q2.
    """
    signed = {key: value for key, value in record.items() if key not in _NOT_SIGNED}
    return SignedContent(("quarter", tag, signed), len("v1-") + 64)


def signed_stage(tag: str, name: str, stage: Data, before: str, actions: Data) -> SignedContent:
    """Return a stage of a sign-off, as it is signed.

    `before` is the digest of the stage before it, and `actions` has one for each action's update.
    """
    signed = {key: value for key, value in stage.items() if key != "digest"}
    return SignedContent(("stage", tag, name, signed, before, actions))


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
    plain = _plain(update)
    found = plain if isinstance(plain, dict) else {"": plain} if plain else {}
    numbers = _plain(
        {key: _alone(each) for key, each in actuals_of_quarter(action, quarter).items()}
    )
    return {**found, "measures": numbers} if numbers else found


def _alone(value: object) -> object:
    """Return a value as it is written where nothing else is said of it."""
    match value:
        case dict():
            inner = {key: _alone(each) for key, each in value.items()}
            filled = {key: each for key, each in inner.items() if each}
            return filled["value"] if filled.keys() == {"value"} else filled
    return value


def _plain(value: object, lines: Callable[[str], str] = str.strip) -> object:
    """Return data with their texts in some lines, and with no key that is empty."""
    match value:
        case str():
            return lines(value)
        case dict():
            inner = {key: _plain(each, lines) for key, each in value.items()}
            return {key: each for key, each in inner.items() if each}
        case list():
            return [_plain(each, lines) for each in value]
    return value
