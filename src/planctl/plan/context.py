"""What plan.yaml says that the other files of a plan are read by."""

from typing import NamedTuple

from planctl.plan.scale import OWN, Scale

_APRIL = 4


class ReadingContext(NamedTuple):
    """The month in which a plan's years begin, and the scale of its ratings."""

    first_month: int = _APRIL
    scale: Scale = OWN


PLAIN = ReadingContext()
"""What holds where plan.yaml says nothing, or cannot be read."""
