"""A number of a measure exactly as it was written, or why there is none; and how it is printed."""

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import StrEnum
from typing import NamedTuple

EXACT = Context(prec=100, rounding=ROUND_HALF_UP)
"""Has room for every digit that a comparison needs, whatever two numbers a plan may hold."""

MOST_DECIMALS = 6
NUMBER = rf"-?[0-9]{{1,12}}(?:\.[0-9]{{1,{MOST_DECIMALS}}})?"
"""The pattern of a number: digits, a point, no separators, no unit."""

TOO_LONG = f"write at most 12 digits and {MOST_DECIMALS} decimals, or a share such as 43 of 55"
"""What to do about a number that has more."""

_NUMBER = re.compile(NUMBER)
_LONG = re.compile(r"-?[0-9]+(?:\.[0-9]*)?")
_THOUSANDS = re.compile(r",(?=[0-9]{3}(?![0-9]))")
_SHARE = re.compile(rf"({NUMBER}) +of +({NUMBER})")
_YES_NO = {"yes": Decimal(1), "no": Decimal(0)}


class Unit(StrEnum):
    """What a measure counts in."""

    COUNT = "count"
    PERCENT = "%"
    RATE = "rate per 10,000"
    DAYS = "days"
    POUNDS = "£"
    YES_NO = "yes/no"
    OTHER = "other"


class Missing(StrEnum):
    """Why there is no number."""

    NOT_DUE = "not due"
    NOT_SUPPLIED = "not supplied"
    NOT_AVAILABLE = "not available"
    SUPPRESSED = "suppressed"
    CONFIDENTIAL = "c"


_MISSING = frozenset(Missing)


class Figure(NamedTuple):
    """A number as written: `78.20` alone, or `43 of 55`, of which a percentage is worked out."""

    said: Decimal
    of: Decimal | None = None

    @property
    def written(self) -> str:
        """The number as a plan writes it: 78.20, 43 of 55."""
        return f"{self.said:f}" if self.of is None else f"{self.said:f} of {self.of:f}"

    @property
    def places(self) -> int:
        """How many decimals it was written with."""
        return _places(self.said)

    def number(self, unit: Unit) -> Decimal:
        """Return the number in a unit, before any rounding."""
        if self.of is None:
            return self.said
        return EXACT.divide(EXACT.multiply(self.said, _PARTS.get(unit, Decimal(1))), self.of)


_PARTS = {Unit.PERCENT: Decimal(100), Unit.RATE: Decimal(10_000)}
SHARES = frozenset(_PARTS)
"""The units that can be worked out from a numerator and a denominator."""

Value = Figure | Missing


def is_withheld(value: Value | None) -> bool:
    """Return whether there is a number that is not told: a small one, or one that tells such."""
    return value is Missing.SUPPRESSED or value is Missing.CONFIDENTIAL


def parse_value(text: str) -> Value:
    """Return what was written of a period: a number, a share, or why there is neither.

    Raises ValueError, whose text says what to write instead.
    """
    if _NUMBER.fullmatch(text):
        return Figure(Decimal(text))
    said = " ".join(text.split())
    word = said.lower()
    if word in _MISSING:
        return Missing(word)
    if word in _YES_NO:
        return Figure(_YES_NO[word])
    if share := _SHARE.fullmatch(said):
        numerator, denominator = map(Decimal, share.groups())
        if denominator <= 0:
            raise ValueError("nothing is a share of none; write `not available`")
        return Figure(numerator, denominator)
    return Figure(parse_number(said))


def parse_number(text: str) -> Decimal:
    """Return a number exactly as written; ValueError, whose text says what to write instead."""
    if _NUMBER.fullmatch(text):
        return Decimal(text)
    bare = _THOUSANDS.sub("", re.sub(r"[£%\s]", "", text))
    if _NUMBER.fullmatch(bare):
        raise ValueError(f"write digits alone, `unit` says the unit: {bare}")
    if _LONG.fullmatch(bare):
        raise ValueError(TOO_LONG)
    raise ValueError(f"write a number such as 78.2 or 43 of 55, or one of {', '.join(Missing)}")


def rounded(exact: Decimal, decimals: int) -> Decimal:
    """Return a number with so many decimals, a half rounded up (away from nought): to show it."""
    return exact.quantize(Decimal(1).scaleb(-decimals), context=EXACT)


class NumberStyle(NamedTuple):
    """How the numbers of a measure are printed: unit, decimals if said, and what is counted."""

    unit: Unit
    decimals: int | None = None
    name: str = ""

    def printed(self, figure: Figure) -> str:
        """Return a number rounded half up, with its unit; as exact as it was written if unsaid."""
        return self.amount(figure.number(self.unit), self.decimals_of(figure))

    def decimals_of(self, figure: Figure) -> int:
        """Return with how many decimals a number is printed; one worked out of two, with one."""
        return self._wanted(1 if figure.of is not None else figure.places)

    def worked_out(self, exact: Decimal) -> str:
        """Return a number that was worked out with its unit; to one decimal if unsaid."""
        return self.amount(exact, min(1, _places(exact.normalize(EXACT))))

    def decimals_worked_out(self, exact: Decimal) -> int:
        """Return with how many decimals a forecast is printed: with none where it is a count's."""
        unsaid = 0 if self.unit is Unit.COUNT else min(1, _places(exact.normalize(EXACT)))
        return self._wanted(unsaid)

    def brief(self, exact: Decimal) -> str:
        """Return a number that was worked out in short: its unit only as a sign; yes and no."""
        signs = (Unit.PERCENT, Unit.POUNDS, Unit.YES_NO)
        unit = self.unit if self.unit in signs else Unit.COUNT
        return self._replace(unit=unit, name="").worked_out(exact)

    def amount(self, exact: Decimal, decimals: int = 0) -> str:
        """Return a number with its unit, with so many decimals where the measure says none."""
        if self.unit is Unit.YES_NO and exact in (0, 1):
            return "yes" if exact else "no"
        digits = self._digits(abs(exact), decimals)
        minus = "-" if exact < 0 and re.search("[1-9]", digits) else ""
        if self.unit is Unit.POUNDS:
            return f"{minus}£{digits}"
        return f"{minus}{digits}{self._unit(digits)}"

    def gap(self, exact: Decimal) -> str:
        """Return how far apart two numbers are: of percentages, in points."""
        decimals = self.decimals_of_gap(exact)
        name = "" if self.unit is Unit.COUNT else self.name
        bare = self._replace(decimals=decimals, name=name)
        least = Decimal(1).scaleb(-decimals)
        little = "less than " if abs(exact) < least else ""
        if self.unit is not Unit.PERCENT:
            return little + bare.amount(max(abs(exact), least))
        digits = f"{rounded(max(abs(exact), least), decimals):,f}"
        return f"{little}{digits} point{'s' * (digits != '1')}"

    def decimals_of_gap(self, exact: Decimal) -> int:
        """Return with how many decimals a difference is printed: all of them, if they end."""
        whole = _places(exact.normalize(EXACT))
        decimals = whole if whole <= MOST_DECIMALS else max(self.decimals or 0, 1)
        return self._pence(decimals)

    def _digits(self, exact: Decimal, decimals: int) -> str:
        return f"{rounded(exact, self._wanted(decimals)):,f}"

    def _wanted(self, unsaid: int) -> int:
        """Return how many decimals to print, `unsaid` if the measure says none."""
        return self._pence(unsaid if self.decimals is None else self.decimals)

    def _pence(self, decimals: int) -> int:
        return 2 if self.unit is Unit.POUNDS and decimals == 1 else decimals

    def _unit(self, digits: str) -> str:
        match self.unit:
            case Unit.PERCENT:
                return "%"
            case Unit.RATE:
                return " per 10,000"
            case Unit.DAYS:
                return " day" if digits == "1" else " days"
        return f" {self.name}" if self.name else ""


def _places(exact: Decimal) -> int:
    exponent = exact.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
