"""The digests of what was signed off, by which a later change of it is seen.

They are worked out from what the files say, not from how they say it: comments, quotation marks
and the order of keys are no part of it, and an empty field is the same as none.
docs/decisions/0007-sign-off.md says what is in each.
"""

from planctl.plan.measure_data import Data, recorded

_UNSEALED = frozenset({"digest", "corrections"})
_SHORT = len("v1-") + 32


def update_digest(action_id: str, quarter: str, action: Data) -> str:
    """Return the digest of what the data of an action's file say of a quarter."""
    return _digest("update", action_id, quarter, quarter_content(quarter, action))[:_SHORT]


def quarter_content(quarter: str, action: Data) -> Data:
    """Return what the data of an action's file say of a quarter, without what is empty.

    That is the update and, by their ids, what was recorded of measures.
    """
    updates = action.get("updates")
    update = updates.get(quarter) if isinstance(updates, dict) else None
    plain = _plain(update)
    found = plain if isinstance(plain, dict) else {"": plain} if plain else {}
    numbers = _plain({key: _alone(each) for key, each in recorded(action, quarter).items()})
    return {**found, "measures": numbers} if numbers else found


def _alone(value: object) -> object:
    """Return a value as it is written where nothing else is said of it."""
    match value:
        case dict():
            inner = {key: _alone(each) for key, each in value.items()}
            said = {key: each for key, each in inner.items() if each}
            return said["value"] if said.keys() == {"value"} else said
    return value


def record_digest(tag: str, record: Data) -> str:
    """Return the digest of a sign-off: of all of its record but the corrections made later.

    `tag` names the year and the quarter: 2019-20-Q2.
    """
    sealed = {key: value for key, value in record.items() if key not in _UNSEALED}
    return _digest("quarter", tag, sealed)


def stage_digest(tag: str, name: str, stage: Data, before: str, actions: Data) -> str:
    """Return the digest of a stage that was signed.

    `before` is that of the stage before it, and `actions` has one for each action's update.
    """
    signed = {key: value for key, value in stage.items() if key != "digest"}
    return _digest("stage", tag, name, signed, before, actions)[:_SHORT]


def correction_digest(before: str, correction: Data) -> str:
    """Return the digest of a correction, with that of the action's correction before it.

    Before the first of an action's corrections it is that of the quarter.
    """
    made = {key: value for key, value in correction.items() if key != "digest"}
    return _digest("correction", before, made)[:_SHORT]


def _digest(*parts: object) -> str:
    import json  # noqa: PLC0415 - `update` needs these only for a correction
    from hashlib import sha256  # noqa: PLC0415 - likewise

    written = json.dumps(_plain(list(parts)), sort_keys=True, separators=(",", ":"))
    return f"v1-{sha256(written.encode()).hexdigest()}"


def _plain(value: object) -> object:
    """Return data with the space around each text taken away, and with no key that is empty."""
    match value:
        case str():
            return value.strip()
        case dict():
            inner = {key: _plain(each) for key, each in value.items()}
            return {key: each for key, each in inner.items() if each}
        case list():
            return [_plain(each) for each in value]
    return value
