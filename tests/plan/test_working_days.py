"""Working days, against the calendars of real years."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planctl.plan.working_days import after, between

DAYS = st.dates(date(2010, 1, 1), date(2040, 12, 31))
NATIONS = st.sampled_from(["England", "Wales", "Scotland", "Northern Ireland", "none"])


@pytest.mark.parametrize(
    ("day", "number", "nation", "expected"),
    [
        (date(2019, 9, 30), 10, "England", date(2019, 10, 14)),
        (date(2019, 12, 31), 10, "England", date(2020, 1, 15)),  # New Year's Day
        (date(2026, 3, 31), 10, "England", date(2026, 4, 16)),  # Good Friday and Easter Monday
        (date(2020, 4, 30), 6, "England", date(2020, 5, 11)),  # moved to VE Day, 8 May
        (date(2021, 12, 24), 1, "England", date(2021, 12, 29)),  # both substitutes
        (date(2022, 5, 31), 2, "England", date(2022, 6, 6)),  # the Platinum Jubilee
        (date(2022, 9, 16), 1, "England", date(2022, 9, 20)),  # the late Queen's funeral
        (date(2023, 5, 5), 1, "England", date(2023, 5, 9)),  # the Coronation
        (date(2025, 12, 31), 1, "Scotland", date(2026, 1, 5)),
        (date(2026, 3, 16), 1, "Northern Ireland", date(2026, 3, 18)),  # St Patrick's Day
        (date(2025, 12, 31), 1, "none", date(2026, 1, 1)),
        (date(2025, 10, 4), 0, "England", date(2025, 10, 4)),
    ],
)
def test_bank_holidays_are_no_working_days(
    day: date, number: int, nation: str, expected: date
) -> None:
    assert after(day, number, nation) == expected


def test_only_working_days_are_counted() -> None:
    assert between(date(2026, 4, 2), date(2026, 4, 6)) == 0
    assert between(date(2026, 4, 2), date(2026, 4, 7)) == 1
    assert between(date(2026, 4, 7), date(2026, 4, 2)) == 0


@given(DAYS, st.integers(0, 60), NATIONS)
def test_as_many_lie_between_as_were_gone_forward(day: date, number: int, nation: str) -> None:
    assert between(day, after(day, number, nation), nation) == number
