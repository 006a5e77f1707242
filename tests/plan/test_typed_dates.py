"""Dates as people type them: the day comes before the month."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planctl.plan.days import in_words
from planctl.plan.division import Division
from planctl.plan.typed_dates import day_or_text, typed_day, typed_due_date, written_date
from planctl.plan.year import Year
from planctl.problem import Exit, UserError

TODAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("2026-11-27", "2026-11-27"),
        ("27/11/2026", "2026-11-27"),
        ("3/4/26", "2026-04-03"),
        ("27.11.2026", "2026-11-27"),
        ("1 October 2019", "2019-10-01"),
        ("Tuesday 1st of Oct 2019", "2019-10-01"),
        ("1-Sept-2019", "2019-09-01"),
        (" June  2020 ", "2020-06"),
        ("today", "2026-11-28"),
        ("Yesterday", "2026-11-27"),
        ("tomorrow", "2026-11-29"),
        ("3 Foo 2020", None),
        ("27/11.2026", None),
        ("main", None),
        ("2019-20", None),
    ],
)
def test_a_date_is_written_as_plans_have_it(typed: str, written: str | None) -> None:
    assert written_date(typed, TODAY) == written


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_day_that_is_said_in_any_way_is_that_day(day: date) -> None:
    for said in (day.isoformat(), f"{day:%d/%m/}{day.year}", in_words(day)):
        assert typed_day(said, TODAY) == day


@pytest.mark.parametrize("typed", ["2019-13-01", "31/02/2020", "11/27/2026", "31 June 2020"])
def test_a_day_that_there_is_not_is_refused_whatever_else_may_be_typed(typed: str) -> None:
    with pytest.raises(UserError, match="is not a day of the calendar") as refused:
        day_or_text(typed, TODAY)
    assert refused.value.status == Exit.USAGE


def test_a_month_is_no_day_and_another_text_is_left() -> None:
    with pytest.raises(UserError, match="is a month"):
        day_or_text("June 2020", TODAY)
    assert day_or_text("main", TODAY) == "main"
    with pytest.raises(UserError, match="'main' is not a day"):
        typed_day("main", TODAY)


@pytest.mark.parametrize(
    ("year", "ways"),
    [
        (Year(2019), "a day 31 March 2020, a month June 2020 or a quarter: Q4, Q4 2019-20"),
        (Year(2019, division=Division.MONTHS), "a day 31 March 2020 or a month June 2020"),
    ],
)
def test_what_is_no_due_date_is_told_how_one_is_written(year: Year, ways: str) -> None:
    with pytest.raises(UserError) as refused:
        typed_due_date("soon", year, TODAY)
    assert refused.value.hint == f"{ways}; or to be confirmed, or ongoing"
