"""Numbers that name a person: of the NHS, of a pupil or a learner, of National Insurance.

Whatever it is, the number itself is told to nobody: only where it stands, and what it could be.
"""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from planctl.text.folded import Folded, folded
from planctl.text.late_pattern import LatePattern

MASK = "▒"
"""What is shown for each letter and digit of what is not to be shown."""

_GAP = r"[\s*_'\u2018\u2019()./\u2010-\u2015\u2212-]{0,3}(?:\n\s{0,60})?"
"""What may stand between the digits of a number: a space, a dash, the end of a line."""
_START = r"(?<![^\W_])(?<![£$€+=])(?<![^\W_][-.,/:])"
_TEN = LatePattern(rf"(?:{_START}|(?<=NHS)|(?<=ULN))\d(?:{_GAP}\d){{9}}(?![^\W_])(?![-.,/:]\d)")
_UPN = LatePattern(
    rf"(?:{_START}|(?<=UPN))[A-HJ-NP-RT-Za-hj-np-rt-z]{_GAP}(?:\d{_GAP}){{11}}[\dA-HJ-NP-RT-Za-hj-np-rt-z](?![^\W_])"
)
_NATIONAL_INSURANCE = LatePattern(
    rf"(?:{_START}|(?<=NI))(?:[A-Z]{{2}}{_GAP}\d\d{_GAP}\d\d{_GAP}\d\d{_GAP}[A-D]"
    r"|[A-Za-z]{2}\d{6}[A-Da-d])(?![^\W_])"
)
_ABOUT = LatePattern(
    r"\b(?:(?P<nhs>nhs|patient)|(?P<learner>uln|learner)|(?P<pupil>upn|pupil number)"
    r"|(?P<thing>order|invoice|purchase|po|requisition|budget|cost|ledger|account|contract|tender"
    r"|grant|asset|serial|isbn|charity|company|vat|ticket|licence|barcode|batch|meter"
    r"|quot(?:e|ation)|procurement|payment|job|code|catalogue|uprn|urn|bid|framework|software"
    r"|version|laptop|device|vehicle|stock|parcel|delivery|consignment)s?)\b(?![^.;]{31})",
    re.IGNORECASE,
)
"""Words a little before a number that say whose it is, or that it is of a thing."""
_TELEPHONE = LatePattern(r"(?:\+|00)\s?\(?44\W{0,3}0?\W{0,3}$")
_BEFORE = 50
"""How many characters before a number say what it is."""
_GROUPS = frozenset({(10,), (3, 3, 4), (5, 5), (3, 7), (6, 4), (4, 6), (4, 3, 3), (3, 4, 3)})
"""How ten digits are written that are one number; each alone is another way."""
_LEFT_OVER = 10
_FEWEST = 6
_NO_DIGITS = bytes(code for code in range(128) if not chr(code).isdigit())
_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"


class Identifier(NamedTuple):
    """Where a number stands that could name a person, and what it could be."""

    start: int
    end: int
    what: str


def identifiers(text: Folded) -> Iterator[Identifier]:
    """Yield the numbers of a text that could name a person."""
    if b"0" * 10 in text.shape:
        yield from _of_ten_digits(text.text)
    if b"0" * 11 in text.shape:
        yield from _of_pupils(text.text)
    if b"AA000000A" in text.shape or b"aa000000a" in text.shape:
        what = "a number that could be a National Insurance number"
        for found in _NATIONAL_INSURANCE.finditer(text.text):
            yield Identifier(*found.span(), what)


def may_have_identifiers(text: str) -> bool:
    """Return whether a text may have a number that could name a person; "no" is certain.

    The shortest has six digits; what is not ASCII may be a digit.
    """
    return len(text.encode(errors="ignore").translate(None, _NO_DIGITS)) >= _FEWEST


def masked(text: str) -> str:
    """Return a text that may be printed: without the numbers that could name a person."""
    plain = folded(text)
    for start, end, _ in identifiers(plain):
        text = blotted(text, plain.origin(start), plain.origin(end))
    return text


def blotted(text: str, start: int, end: int) -> str:
    """Return a text as long as it was, with marks for the letters and digits of a part of it."""
    hidden = "".join(each if each.isspace() else MASK for each in text[start:end])
    return text[:start] + hidden + text[end:]


def _of_ten_digits(text: str) -> Iterator[Identifier]:
    for found in _TEN.finditer(text):
        about = _about(text, found.start())
        number = _digits(found[0])
        is_round = number[0] == "0" or number.endswith("000000")
        is_one = not (about or is_round) and _is_one_number(found[0])
        if about == "nhs" or (is_one and is_nhs_number(number)):
            what = "a ten-digit number that could be an NHS number"
        elif about == "learner" or (is_one and is_learner_number(number)):
            what = "a ten-digit number that could be a unique learner number"
        else:
            continue
        yield Identifier(*found.span(), what)


def _of_pupils(text: str) -> Iterator[Identifier]:
    for found in _UPN.finditer(text):
        said = re.sub(r"[^A-Za-z0-9]", "", found[0]).upper()
        if _about(text, found.start()) == "pupil" or is_pupil_number(said):
            what = "a number of thirteen characters that could be a unique pupil number"
            yield Identifier(*found.span(), what)


def _about(text: str, start: int) -> str:
    """Return what the last word before a number says of it: nhs, learner, pupil, thing or ""."""
    before = text[max(0, start - _BEFORE) : start]
    if "://" in before.rpartition(" ")[2] or _TELEPHONE.search(before):
        return "thing"
    found = [str(each.lastgroup) for each in _ABOUT.finditer(before)]
    return found[-1] if found else ""


def _digits(text: str) -> str:
    return "".join(each for each in text if each.isdecimal())


def _is_one_number(written: str) -> bool:
    """Return whether digits are grouped as those of one number are, not as dates or a table."""
    groups = tuple(len(list(run)) for is_digit, run in groupby(written, str.isdecimal) if is_digit)
    return groups in _GROUPS or set(groups) == {1}


def is_nhs_number(digits: str) -> bool:
    """Return whether ten digits have the check digit of an NHS number.

    Their sum, weighted by 10 down to 1, is a multiple of 11: NHS Data Dictionary, NHS NUMBER.
    """
    return len(set(digits)) > 1 and _weighted(digits) % 11 == 0


def is_learner_number(digits: str) -> bool:
    """Return whether ten digits have the check digit of a unique learner number.

    Their sum, weighted by 10 down to 1, is 10 more than a multiple of 11: HESA, C17051, ULN.
    """
    return len(set(digits)) > 1 and digits[0] != "0" and _weighted(digits) % 11 == _LEFT_OVER


def is_pupil_number(said: str) -> bool:
    """Return whether a letter and twelve more characters have the check letter of a pupil number.

    The twelve, weighted by 2 to 13, leave the letter's place when divided by 23; the last may be a
    letter, of a temporary number: Unique Pupil Number 2.0, and the DfE's census rules 1510 to 1550.
    """
    values = [_LETTERS.find(each) if each.isalpha() else int(each) for each in said[1:]]
    total = sum(weight * value for weight, value in enumerate(values, 2))
    return len(set(said[1:])) > 1 and _LETTERS[total % 23] == said[0]


def _weighted(digits: str) -> int:
    return sum(weight * int(each) for weight, each in zip(range(10, 0, -1), digits, strict=True))
