"""The digest of an action as it was signed, and where the action says something else since.

It is in four pieces: v2, the digest of all that is covered, two characters for each part of that in
order, and six for each milestone ahead and each recommendation that it answers, to which others may
be added. By the characters the part that was changed can be named.
"""

from base64 import b32encode
from collections.abc import Iterator, Sequence
from datetime import timedelta
from difflib import SequenceMatcher
from hashlib import sha256
from typing import NamedTuple

from planctl.plan.before_agreed_changes import said_before
from planctl.plan.measure_data import Data
from planctl.signoff.digest import hex_digest
from planctl.signoff.parts import ANSWERS, Part, SignedDay, open_parts, signed_parts
from planctl.text.span import Keys

VERSION = "v2-"
_LENGTH = 32
_PART, _NAME, _AHEAD = 2, 3, 6
_ANSWER = "0"
"""What begins the characters of a recommendation that is answered; no others have noughts."""


class ChangedPart(NamedTuple):
    """Where something is not as it was signed; what it stood after, where it is gone.

    The keys are those of the whole file where nobody can tell what it is.
    """

    keys: Keys
    gone: bool = False


class SignedAction(NamedTuple):
    """All that is covered of an action in a quarter; `ahead` are parts that may become more."""

    action: str
    quarter: str
    parts: Sequence[Part]
    ahead: Sequence[Part]

    def digest(self, *, brief: bool = False) -> str:
        """Return its digest; one that is brief cannot tell later what was changed."""
        ahead = "".join(sorted(map(_ahead_code, self.ahead)))
        codes = "" if brief else "".join(map(_code, self.parts))
        return f"{VERSION}{self._whole(ahead)}-{codes}-{ahead}".rstrip("-")

    def changes(self, digest: str) -> list[ChangedPart]:
        """Return what is not as it was when this digest was made."""
        whole, codes, ahead = _pieces(digest)
        found = [] if self._whole(ahead) == whole else list(self._changed(_cut(codes, _PART)))
        return [*found, *self._changed_ahead(_cut(ahead, _AHEAD))]

    def _whole(self, ahead: str) -> str:
        said = [[part.name, part.value] for part in self.parts]
        return hex_digest(["action", self.action, self.quarter, said, ahead])[:_LENGTH]

    def _changed(self, codes: Sequence[str]) -> Iterator[ChangedPart]:
        """Yield the parts whose characters are not those that were signed."""
        now = list(map(_code, self.parts))
        steps = SequenceMatcher(None, codes, now, autojunk=False).get_opcodes() if codes else []
        found = [step for step in steps if step[0] != "equal"]
        for how, _, _, start, end in found:
            if how == "delete":
                before = self.parts[start - 1].keys if start else ()
                yield ChangedPart(before, gone=True)
            yield from (ChangedPart(part.keys) for part in self.parts[start:end])
        if not found:
            yield ChangedPart(())

    def _changed_ahead(self, codes: Sequence[str]) -> Iterator[ChangedPart]:
        """Yield the parts that others may be added to that are not as signed, or are gone."""
        now = {_ahead_code(part): part for part in self.ahead}
        lost = [code for code in codes if code not in now]
        by_name = {code[:_NAME]: part for code, part in now.items() if code not in codes}
        for code in lost:
            part = by_name.get(code[:_NAME])
            field = ANSWERS if code.startswith(_ANSWER) else "milestones"
            yield ChangedPart(part.keys) if part else ChangedPart((field,), gone=True)


def signed_action(action_id: str, quarter: str, action: Data, signed: SignedDay) -> SignedAction:
    """Return what is covered of an action, by the data of its file, when a quarter is signed."""
    action = said_before(action, signed.known)
    parts = signed_parts(action, quarter, signed)
    return SignedAction(action_id, quarter, parts, open_parts(action, signed))


def changed_parts(
    action_id: str, quarter: str, action: Data, signed: SignedDay, digest: str
) -> list[ChangedPart]:
    """Return what of an action is not as it was signed.

    A move that is dated on the very day may have been there by then or not: either fits.
    """
    found = signed_action(action_id, quarter, action, signed).changes(digest)
    if found:
        before = signed._replace(known=signed.day - timedelta(days=1))
        if not signed_action(action_id, quarter, action, before).changes(digest):
            return []
    return found


def is_brief(digest: str) -> bool:
    """Return whether a digest cannot tell what was changed."""
    return not _pieces(digest)[1]


def _pieces(digest: str) -> Sequence[str]:
    """Return the digest of all that is covered, the characters of parts and of milestones."""
    return [*digest.removeprefix(VERSION).split("-"), "", ""][:3]


def _code(part: Part) -> str:
    return _characters([part.name, part.value], _PART)


def _ahead_code(part: Part) -> str:
    if part.keys[0] == ANSWERS:
        return _ANSWER + _characters(part.value, _AHEAD - len(_ANSWER))
    return _characters(part.name, _NAME) + _characters([part.name, part.value], _NAME)


def _characters(value: object, number: int) -> str:
    raw = sha256(hex_digest(value).encode()).digest()
    return b32encode(raw[:5]).decode().lower()[:number]


def _cut(codes: str, number: int) -> list[str]:
    return [codes[at : at + number] for at in range(0, len(codes), number)]
