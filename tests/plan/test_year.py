"""Quarters and years: their days, and how people name them."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planctl.plan.header_year import year_of
from planctl.plan.typed_period import parse_period
from planctl.plan.year import Year, parse_year, year_at
from planctl.problem import UserError

YEARS = st.builds(Year, st.integers(1990, 2090), st.integers(1, 12))


@given(YEARS)
def test_the_quarters_of_a_year_follow_each_other_without_a_gap(each: Year) -> None:
    days = [(one.first_day, one.last_day) for one in each.periods]
    for (_, ends), (begins, _) in pairwise(days):
        assert begins == ends + timedelta(days=1)
    assert days[0][0] == date(each.start, each.first_month, 1)
    assert days[-1][1] + timedelta(days=1) == date(each.start + 1, each.first_month, 1)


@given(YEARS, st.dates(date(1990, 1, 1), date(2092, 1, 1)))
def test_the_reporting_quarter_is_the_latest_that_has_ended(each: Year, today: date) -> None:
    reporting = each.reporting(today)
    assert reporting.ended(today) or reporting == each.first
    assert not any(later.ended(today) for later in each.periods if later > reporting)


@given(st.integers(1990, 2090))
def test_a_year_is_read_back_as_it_is_written(start: int) -> None:
    assert parse_year(str(Year(start))) == Year(start)


@pytest.mark.parametrize("label", ["2019-20", "2019/20", "2019-2020", " 2019/2020 "])
def test_a_year_may_be_written_in_several_ways(label: str) -> None:
    assert parse_year(label) == Year(2019)


@pytest.mark.parametrize("label", ["2019-2019", "2019-30", "19-20", "", "2099-99"])
def test_two_years_that_do_not_follow_are_no_year(label: str) -> None:
    with pytest.raises(ValueError, match=f"^{label}$"):
        parse_year(label)


@pytest.mark.parametrize("typed", ["Q2", "q2", "2", " Q2 ", "Q2 2019/20", "2 2019-2020"])
def test_a_quarter_may_be_typed_in_several_ways(typed: str) -> None:
    assert parse_period(typed, Year(2019)).key == "Q2"


@pytest.mark.parametrize("typed", ["Q5", "", "second", "Q2 2020/21", "Q2 2019/21", "Q2 19"])
def test_what_is_no_quarter_of_the_plan_is_refused(typed: str) -> None:
    with pytest.raises(UserError, match="quarter"):
        parse_period(typed, Year(2019))


def test_a_year_knows_which_quarter_is_before_another_and_which_after() -> None:
    year = Year(2019)
    assert [year.preceding(each) for each in year.periods] == [None, *year.periods[:3]]
    assert [year.following(each) for each in year.periods] == [*year.periods[1:], None]


def test_the_months_of_a_quarter_are_said_in_words() -> None:
    assert Year(2019).keys["Q2"].span == "July to September 2019"
    assert Year(2019, 9).keys["Q2"].span == "December 2019 to February 2020"


def test_a_quarter_has_begun_on_its_first_day_and_ended_after_its_last() -> None:
    begins, ends = date(2019, 7, 1), date(2019, 9, 30)
    quarter = Year(2019).keys["Q2"]
    assert quarter.begun(begins)
    assert not quarter.begun(begins - timedelta(days=1))
    assert not quarter.ended(ends)
    assert quarter.ended(ends + timedelta(days=1))


def test_a_day_is_in_the_financial_year_that_began_last() -> None:
    assert year_at(date(2020, 3, 31)) == Year(2019)
    assert year_at(date(2020, 4, 1)) == Year(2020)


def test_the_year_of_a_header_is_read_without_the_model() -> None:
    assert year_of({"year": "2019-20"}) == Year(2019)
    assert year_of({"year": "2019-20", "calendar": {"first_month": "9"}}) == Year(2019, 9)


@pytest.mark.parametrize(
    "header",
    [
        {},
        {"year": "soon"},
        {"year": "2019-20", "calendar": {"first_month": "x"}},
        {"year": "2019-20", "calendar": {"first_month": "13"}},
        {"year": "2019-20", "calendar": {"first_month": ["4"]}},
    ],
)
def test_a_header_without_a_usable_year_is_refused(header: dict[str, object]) -> None:
    with pytest.raises(UserError, match="year"):
        year_of(header)


def test_what_was_signed_off_is_tagged_by_year_and_quarter() -> None:
    assert parse_year("2019/20").tag(Year(2019).keys["Q2"]) == "2019-20-Q2"
