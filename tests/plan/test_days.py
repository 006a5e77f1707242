"""Due dates: the last day of what is written, and how days are said."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planctl.plan.days import DueDate, by_words, in_words, parse_due_date, within_words
from planctl.plan.year import Year

YEARS = st.builds(Year, st.integers(1990, 2090), st.integers(1, 12))


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


@pytest.mark.parametrize("written", ["to be confirmed", "To be  Confirmed", "ONGOING"])
def test_what_is_to_be_confirmed_or_ongoing_is_after_every_day(written: str) -> None:
    due = parse_due_date(written)
    assert due.is_open
    assert due > date(2200, 1, 1)
    assert due.written == due.words == by_words(due) == " ".join(written.split()).lower()
    assert within_words(due) == f"'{due.words}'"
    assert by_words(parse_due_date("2020-03")) == "due by March 2020"


def test_what_is_to_be_confirmed_is_not_what_is_ongoing() -> None:
    assert parse_due_date("to be confirmed") < parse_due_date("ongoing")


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


@given(YEARS, st.integers(0, 3))
def test_a_quarter_and_its_last_month_and_day_are_one_due_date(of: Year, number: int) -> None:
    each = of.periods[number]
    last = each.last_day
    dues = {parse_due_date(f"{each} {of}", of.first_month), parse_due_date(f"{last:%Y-%m}"),
            parse_due_date(last.isoformat())}  # fmt: skip
    assert dues == {last}
