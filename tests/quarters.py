"""The quarters of the year that most tests' plans are of, 2019-20."""

from planctl.plan.period import Period
from planctl.plan.year import Year

QUARTERS = Year(2019).periods
Q1, Q2, Q3, Q4 = QUARTERS


def quarter_named(key: str) -> Period:
    """Return a quarter by what plan files say for it."""
    return Year(2019).keys[key]
