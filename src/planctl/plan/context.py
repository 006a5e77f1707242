"""What plan.yaml says that a plan's files are read by."""

from typing import NamedTuple

from planctl.plan.period_key import ANY_YEAR
from planctl.plan.scale import OWN, Scale
from planctl.plan.year import Year


class ReadingContext(NamedTuple):
    """The year of a plan, with its periods, and the scale of its ratings."""

    year: Year = ANY_YEAR
    scale: Scale = OWN
    any_period: bool = False
    """Whether what files say for a period is not known, since plan.yaml is wrong about it."""


PLAIN = ReadingContext()
"""What holds where plan.yaml says nothing, or cannot be read."""
