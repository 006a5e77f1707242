"""Quarters and years: their days, and how people name them."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planctl.plan.periods import (
    DueDate,
    Quarter,
    Year,
    in_words,
    parse_due_date,
    parse_quarter,
    parse_year,
    year_at,
    year_of,
)
from planctl.problem import UserError

YEARS = st.builds(Year, st.integers(1990, 2090), st.integers(1, 12))


@given(YEARS)
def test_the_quarters_of_a_year_follow_each_other_without_a_gap(each: Year) -> None:
    days = [(each.first_day(one), each.last_day(one)) for one in Quarter]
    for (_, ends), (begins, _) in pairwise(days):
        assert begins == ends + timedelta(days=1)
    assert days[0][0] == date(each.start, each.first_month, 1)
    assert days[-1][1] + timedelta(days=1) == date(each.start + 1, each.first_month, 1)


@given(YEARS, st.dates(date(1990, 1, 1), date(2092, 1, 1)))
def test_the_reporting_quarter_is_the_latest_that_has_ended(each: Year, today: date) -> None:
    reporting = each.reporting(today)
    assert each.ended(reporting, today) or reporting is Quarter.Q1
    assert not any(each.ended(later, today) for later in Quarter if later > reporting)


@given(st.integers(1990, 2090))
def test_a_year_is_read_back_as_it_is_written(start: int) -> None:
    assert parse_year(str(Year(start))) == Year(start)


@pytest.mark.parametrize("label", ["2019-20", "2019/20", "2019-2020", " 2019/2020 "])
def test_a_year_may_be_written_in_several_ways(label: str) -> None:
    assert parse_year(label) == Year(2019)


@pytest.mark.parametrize("label", ["2019", "2019-21", "2019-2019", "19-20", "", "2099-99"])
def test_two_years_that_do_not_follow_are_no_year(label: str) -> None:
    with pytest.raises(ValueError, match=f"^{label}$"):
        parse_year(label)


@pytest.mark.parametrize("typed", ["Q2", "q2", "2", " Q2 ", "Q2 2019/20", "2 2019-2020"])
def test_a_quarter_may_be_typed_in_several_ways(typed: str) -> None:
    assert parse_quarter(typed, Year(2019)) is Quarter.Q2


@pytest.mark.parametrize("typed", ["Q5", "", "second", "Q2 2020/21", "Q2 2019/21", "Q2 19"])
def test_what_is_no_quarter_of_the_plan_is_refused(typed: str) -> None:
    with pytest.raises(UserError, match="quarter"):
        parse_quarter(typed, Year(2019))


def test_a_quarter_knows_the_one_before_it() -> None:
    assert [each.before for each in Quarter] == [None, Quarter.Q1, Quarter.Q2, Quarter.Q3]


def test_the_months_of_a_quarter_are_said_in_words() -> None:
    assert Year(2019).months(Quarter.Q2) == "July to September 2019"
    assert Year(2019, 9).months(Quarter.Q2) == "December 2019 to February 2020"


def test_a_quarter_has_begun_on_its_first_day_and_ended_after_its_last() -> None:
    begins, ends = date(2019, 7, 1), date(2019, 9, 30)
    assert Year(2019).begun(Quarter.Q2, begins)
    assert not Year(2019).begun(Quarter.Q2, begins - timedelta(days=1))
    assert not Year(2019).ended(Quarter.Q2, ends)
    assert Year(2019).ended(Quarter.Q2, ends + timedelta(days=1))


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
    assert parse_year("2019/20").tag(Quarter.Q2) == "2019-20-Q2"


@pytest.mark.parametrize(
    ("written", "last", "words"),
    [
        ("2020-03-31", date(2020, 3, 31), "31 March 2020"),
        ("2020-02-29", date(2020, 2, 29), "29 February 2020"),
        ("2020-02", date(2020, 2, 29), "February 2020"),
        ("2019-12", date(2019, 12, 31), "December 2019"),
        ("2011-12", date(2011, 12, 31), "December 2011"),
        ("Q4 2019-20", date(2020, 3, 31), "Q4 2019/20"),
        ("q1  2019/2020", date(2019, 6, 30), "Q1 2019/20"),
        ("Q4 1999-00", date(2000, 3, 31), "Q4 1999/00"),
    ],
)
def test_a_due_date_is_the_last_day_of_what_is_written(
    written: str, last: date, words: str
) -> None:
    due = parse_due_date(written)
    assert due == last
    assert due.written == " ".join(written.split())
    assert in_words(due) == due.words == words


@pytest.mark.parametrize(
    "written",
    ["soon", "Q4", "2020", "2019-20", "2020-13", "2020-00", "2020-02-30", "Q5 2019-20",
     "Q4 2019-21", "20200331", "31/03/2020", "2020-W10-1", "March 2020", "٢٠٢٠-٠٣"],
)  # fmt: skip
def test_what_is_no_day_month_or_quarter_is_no_due_date(written: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_due_date(written)


def test_the_quarters_of_a_due_date_are_those_of_the_calendar() -> None:
    assert parse_due_date("Q4 2019-20", 9) == date(2020, 8, 31)


def test_a_due_date_that_was_worked_out_is_written_as_a_day() -> None:
    later = parse_due_date("2020-03") + timedelta(days=1)
    assert DueDate(2020, 3, 31).written == "2020-03-31"
    assert in_words(later) == "1 April 2020"


@given(YEARS, st.sampled_from(Quarter))
def test_a_quarter_and_its_last_month_and_day_are_one_due_date(of: Year, each: Quarter) -> None:
    last = of.last_day(each)
    dues = {parse_due_date(f"{each} {of}", of.first_month), parse_due_date(f"{last:%Y-%m}"),
            parse_due_date(last.isoformat())}  # fmt: skip
    assert dues == {last}
