"""Numbers of a plan with periods of its own: where they belong, and the sheet of them."""

from datetime import date

import pytest

from planctl.edits.measure_values import MeasureInFile, measures_in
from planctl.exchange.cells import of_text
from planctl.exchange.measures_sheet import sheet_of_measures, sheet_values
from planctl.exchange.sheet_rows import SheetPlan, as_csv
from planctl.plan.division import Division, NamedEnd
from planctl.plan.plan import load, scale_of_text
from planctl.plan.typed_period import period_named, quarter_key
from planctl.plan.year import Year
from planctl.problem import UserError
from planctl.summary.summary import summarise
from planctl.text.document import Document, read
from planctl.workspace.measure_values import place_to_record

MONTHS = Year(2019, division=Division.MONTHS)
TERMS = Year(2019, 9, Division.TERMS)
HALVES = Year(2019, division=Division.HALF_YEARS)
BOARDS = Year(2019, named=(NamedEnd("July board", date(2019, 7, 18)),))
TODAY = date(2020, 5, 20)
HEADER = "title: T\norganisation: O\nyear: 2019-20\npriorities:\n  1: One\n"
ACTION = """id: "1.1"
title: WORK
lead: Care
measures:
  - text: Falls
    id: falls
    unit: count
    {}
"""


def _document(more: str = "") -> Document:
    document, _ = read("p/1.1.yaml", ACTION.format(more).encode())
    assert document
    return document


def _measure(more: str = "") -> MeasureInFile:
    return next(measures_in(_document(more)))


@pytest.mark.parametrize(
    ("year", "key", "more", "typed", "part"),
    [
        (MONTHS, "April", "", "April", ""),
        (MONTHS, "April", "frequency: monthly", None, ""),
        (MONTHS, "June", "frequency: quarterly", None, ""),
        (TERMS, "Autumn", "frequency: termly", "Autumn", ""),
        (HALVES, "H1", "frequency: monthly", "May", "May"),
        (BOARDS, "July board", "frequency: monthly", "April", "April"),
        (BOARDS, "July board", "", None, ""),
    ],
)
def test_a_value_belongs_to_the_period_or_to_a_month_in_it(
    year: Year, key: str, more: str, typed: str | None, part: str
) -> None:
    place = place_to_record(_measure(more), year.keys[key], typed, TODAY)
    assert (place.quarter.key, place.period) == (key, part)


@pytest.mark.parametrize(
    ("year", "key", "message"),
    [
        (HALVES, "H1", "'falls' is six-monthly, so nothing of May is recorded"),
        (BOARDS, "July board", "'falls' has one value a period, so nothing of May is recorded"),
        (MONTHS, "April", "'falls' is monthly, so nothing of May is recorded"),
    ],
)
def test_a_month_of_which_there_is_no_value_is_refused_in_the_plan_s_words(
    year: Year, key: str, message: str
) -> None:
    with pytest.raises(UserError) as refused:
        place_to_record(_measure(), year.keys[key], "May", TODAY)
    assert refused.value.message == message
    assert refused.value.hint == "leave May out, and say --period"


@pytest.mark.parametrize(
    ("calendar", "column", "key"),
    [
        ("periods: months", "month", "April"),
        ("periods: half-years", "half-year", "H1"),
        ("periods:\n    - {name: July board, ends: 2019-07-18}", "reporting period", "July board"),
    ],
)
def test_a_sheet_has_the_plan_s_word_and_is_read_back(calendar: str, column: str, key: str) -> None:
    header = f"{HEADER}calendar:\n  {calendar}\n"
    plan = load({"p/plan.yaml": header.encode(), "p/1.1.yaml": ACTION.format("").encode()})
    assert plan.problems == ()
    summary = summarise(plan, TODAY)
    period = summary.year.keys[key]
    measured = [("1.1", summary.measured["p/1.1.yaml"][0])]
    text = as_csv(sheet_of_measures(measured, [period], summary.year))
    head, row, *_ = text.splitlines()
    assert column in head.split(",")
    assert "quarter" not in head
    of = SheetPlan({"1.1": _document()}, summary.year, frozenset(), TODAY)
    filled = f"{head}\n{row.replace('2019-20,,', '2019-20,,7')}\n"
    (value,), refused = sheet_values(of_text(filled.encode()), of)
    assert (value.place.quarter, value.value.value, refused) == (period, "7", [])
    wrong = f"{head}\n{row.replace(f'{key} 2019-20,,', 'Q9,,7', 1)}\n"
    _, (cell,) = sheet_values(of_text(wrong.encode()), of)
    assert (cell.column, cell.message) == (column, f"'Q9' is not a {period.noun}")
    with pytest.raises(UserError, match=f"no column '{column}'"):
        sheet_values(of_text(b"action,measure,period,value,numerator,denominator\n"), of)


def test_a_period_is_named_by_a_text_that_is_no_number_and_no_day() -> None:
    july, april = BOARDS.first, MONTHS.first
    assert period_named("july board", BOARDS) == period_named("July board 2019/20", BOARDS) == july
    assert period_named("apr", MONTHS) == april
    assert [period_named(each, HALVES) for each in ("1", "2019-07-01", "main", "")] == [None] * 4
    keys = [quarter_key(each) for each in ("q2", "Q2 2018-19", "2", "April")]
    assert keys == ["Q2", "Q2", "", ""]


def test_a_scale_is_read_from_a_plan_that_does_not_say_its_year() -> None:
    assert scale_of_text(b"scale:\n  - {code: a, label: A, is: red, meaning: It is late.}\n").own
