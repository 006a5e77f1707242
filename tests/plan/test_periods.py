"""The periods of a plan's year: how it is divided, what may be typed, what plan.yaml may say."""

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planctl.measures.phrases import reading_sentence
from planctl.plan.division import Division, NamedEnd
from planctl.plan.header_year import year_of
from planctl.plan.period import in_noun
from planctl.plan.plan import load
from planctl.plan.typed_period import parse_period, typed_year
from planctl.plan.year import Year, names_period, names_year, parse_year
from planctl.problem import UserError
from planctl.summary.summary import summarise

MONTHS = Year(2019, division=Division.MONTHS)
HALVES = Year(2019, division=Division.HALF_YEARS)
TERMS = Year(2019, 9, Division.TERMS)
BOARDS = Year(
    2019,
    named=(
        NamedEnd("July board", date(2019, 7, 18), date(2019, 7, 10)),
        NamedEnd("December 2019", date(2019, 12, 12)),
        NamedEnd("March board", date(2020, 3, 12)),
    ),
)
THREE = Year(2019, division=Division.MONTHS, length=3)
CALENDAR = parse_year("2019")
YEARS = st.builds(
    Year,
    st.integers(1990, 2090),
    st.integers(1, 12),
    st.sampled_from(Division),
    length=st.integers(1, 5),
) | st.sampled_from([MONTHS, HALVES, TERMS, BOARDS, THREE, CALENDAR])


@given(YEARS)
def test_periods_follow_one_another_from_the_first_day_of_the_year(year: Year) -> None:
    assert year.first.first_day == year.first_day
    assert year.last.last_day <= year.last_day
    for before, after in pairwise(year.periods):
        assert after.first_day == before.last_day + timedelta(days=1)
    assert [each.number for each in year.periods] == [*range(1, len(year.periods) + 1)]
    assert len(year.keys) == len({each.slug for each in year.periods}) == len(year.periods)


@given(YEARS)
def test_whatever_stands_for_a_period_can_be_typed_for_it(year: Year) -> None:
    for each in year.periods:
        for typed in (each.key, each.label, each.slug, each.key.upper(), year.dated(each)):
            assert parse_period(typed, year) == each
        assert names_period(year.dated(each), each, year)
        assert year.tag(each).startswith(f"{year}-")


@given(YEARS)
def test_a_year_is_read_as_it_is_written_and_the_next_begins_where_it_ends(year: Year) -> None:
    label = str(year)
    month = None if year.calendar else year.first_month
    assert parse_year(label, month, year.division, year.named) == year
    assert names_year(label, year)
    assert year.next.before == year
    assert year.next.first_day == year.last_day + timedelta(days=1)
    assert year.covers(year)
    assert not year.covers(year.next)


@pytest.mark.parametrize(
    ("year", "first", "last", "noun"),
    [
        (MONTHS, "April 2019", "March 2020", "month"),
        (HALVES, "H1, April to September 2019", "H2, October 2019 to March 2020", "half-year"),
        (TERMS, "Autumn, September to December 2019", "Summer, April to July 2020", "term"),
        (BOARDS, "July board, 1 April to 18 July 2019",
         "March board, 13 December 2019 to 12 March 2020", "period"),
        (THREE, "April 2019", "March 2022", "month"),
        (CALENDAR, "Q1, January to March 2019", "Q4, October to December 2019", "quarter"),
    ],
)  # fmt: skip
def test_periods_are_told_with_their_time(year: Year, first: str, last: str, noun: str) -> None:
    assert (year.first.described, year.last.described) == (first, last)
    assert year.noun == noun


@pytest.mark.parametrize("typed", ["M4", "m04", "jul", "JULY", "July 2019", "jul 2019", "2019-07"])
def test_a_month_may_be_typed_in_several_ways(typed: str) -> None:
    assert parse_period(typed, MONTHS).key == "July"
    if not typed.startswith("m") and typed != "M4":
        assert parse_period(f"{typed} 2019/20", MONTHS).key == "July"


@pytest.mark.parametrize(
    ("typed", "year", "key"),
    [
        ("sept", MONTHS, "September"),
        ("2", HALVES, "H2"),
        ("autumn term", TERMS, "Autumn"),
        ("july", BOARDS, "July board"),
        ("December", BOARDS, "December 2019"),
        ("march 2022", THREE, "March 2022"),
        ("2021-02", THREE, "February 2021"),
    ],
)
def test_other_periods_may_be_typed_in_several_ways(typed: str, year: Year, key: str) -> None:
    assert parse_period(typed, year).key == key


@pytest.mark.parametrize(
    ("typed", "year", "message", "hint"),
    [
        ("4", MONTHS, "'4' is not a month", "one of April, May, "),
        ("Q1", HALVES, "'Q1' is not a half-year", "one of H1, H2"),
        ("Jly board", BOARDS, "'Jly board' is not a period", "did you mean 'July board'?"),
        ("", BOARDS, "'' is not a period", "one of July board, December 2019, March board"),
        (
            "July 2020/21",
            MONTHS,
            "'July 2020/21' is not a month of this plan, whose year is",
            "--p",
        ),
        ("April", THREE, "'April' is not a month", "one of April 2019, "),
    ],
)
def test_what_is_no_period_is_refused_in_the_plan_s_own_word(
    typed: str, year: Year, message: str, hint: str
) -> None:
    with pytest.raises(UserError) as refused:
        parse_period(typed, year)
    assert refused.value.message.startswith(message)
    assert hint in refused.value.hint


def test_the_year_that_is_typed_with_a_period_says_which_plan_is_meant() -> None:
    assert typed_year("July board 2019/20") == "2019-20"
    assert [typed_year(each) for each in ("July 2019", "2019-07", "July")] == ["", "", ""]


def test_a_period_whose_deadline_comes_before_its_end_is_asked_for_two_weeks_before_that() -> None:
    july, december, _ = BOARDS.periods
    assert BOARDS.reporting(date(2019, 6, 26)) == july
    assert (july.asked, july.due) == (date(2019, 6, 26), date(2019, 7, 10))
    assert not july.ended(july.asked)
    assert july.ended(date(2019, 6, 27))
    assert not december.ended(date(2019, 12, 12))
    short = Year(2019, named=(NamedEnd("Start", date(2019, 4, 8), date(2019, 4, 5)),))
    assert short.first.asked == date(2019, 4, 1)


def test_names_of_the_next_year_have_its_dates() -> None:
    following = BOARDS.next
    assert [*following.keys] == ["July board", "December 2020", "March board"]
    assert following.first.due == date(2020, 7, 10)
    leap = Year(2019, named=(NamedEnd("Winter", date(2020, 2, 29)),))
    assert leap.next.last.last_day == date(2021, 2, 28)


@pytest.mark.parametrize(
    ("year", "frequency", "keys"),
    [
        (Year(2019), "annual", ["Q4"]),
        (Year(2019), "six-monthly", ["Q2", "Q4"]),
        (MONTHS, "quarterly", ["June", "September", "December", "March"]),
        (HALVES, "annual", ["H2"]),
        (BOARDS, "quarterly", ["July board", "December 2019", "March board"]),
        (TERMS, "annual", ["Summer"]),
        (TERMS, "termly", ["Autumn", "Spring", "Summer"]),
        (Year(2019, length=2), "annual", ["Q4 2019-20", "Q4 2020-21"]),
    ],
)
def test_a_value_is_due_in_the_period_in_which_its_time_ends(
    year: Year, frequency: str, keys: list[str]
) -> None:
    assert [each.key for each in year.periods if year.is_due(each, frequency)] == keys


def test_a_year_s_value_is_too_early_in_the_first_period_of_the_year_alone() -> None:
    year = Year(2019, length=2)
    early = [each.key for each in year.periods if year.is_too_early(each, "annual")]
    assert early == ["Q1 2019-20", "Q1 2020-21"]
    assert not MONTHS.is_too_early(MONTHS.first, "termly")
    assert MONTHS.is_too_early(MONTHS.first, "quarterly")


def test_what_is_said_of_quarters_is_said_in_the_word_of_a_plan_s_periods() -> None:
    said = "Quarterly: once a quarter"
    assert in_noun(said, "quarter") == said
    assert in_noun(said, "term") == "Termly: once a term"
    assert in_noun(said, "period") == "Regular: once a period"


HEAD = "title: T\norganisation: O\nyear: {}\npriorities:\n  1: One\ncalendar:\n{}\n"
ONE = "  periods:\n    - {{name: {}, ends: {}}}\n"


def _problems(year: str, calendar: str, said: str = "") -> list[str]:
    action = f'id: "1.1"\ntitle: W\nlead: L\n{said}'
    texts = {"p/plan.yaml": HEAD.format(year, calendar).encode(), "p/1.1.yaml": action.encode()}
    return [f"{each.message}; {each.hint}" for each in load(texts).problems]


OPEN = "or to be confirmed, or ongoing"
ORDER = "a list of periods has a `name:` and an end for each, in their order, within the year"
WORDS = "one of quarters, months, half-years, terms"
NAME = "is not the name of a period; letters, digits and spaces, at most 40 characters: "
YEAR = "is not a year; two that follow each other, a calendar year, or several: "
MONTHLY = "'monthly' is not a division of the year; did you mean 'months'?"
NO_WORD = "'periods' holds keys and values where one word should be"
JANUARY = "2019 begins in January, and `first_month:` says otherwise"
NO_DATE = "'soon' is not a date; a day of the calendar, written like 2020-03-31"
TWICE = ONE.format("A b", "2019-05-01") + "    - {name: a-B, ends: 2019-06-01}"
AT_ONCE = ONE.format("A", "2019-05-01") + "    - {name: B, ends: 2019-05-01}"


@pytest.mark.parametrize(
    ("year", "calendar", "problem"),
    [
        ("2019-20", "  periods: monthly", f"{MONTHLY} {WORDS}"),
        ("2019-20", "  periods: []", f"'periods' is an empty list; {ORDER}"),
        ("2019-20", "  periods: {a: 1}", f"{NO_WORD}; {WORDS}"),
        ("2019-20", ONE.format("A", "2020-04-01"), f"'A' ends outside 2019-20; {ORDER}"),
        ("2019-20", ONE.format("A", "soon"), NO_DATE),
        ("2019-20", "  periods:\n    - {name: Board}", "'ends' is missing; write `ends: …`"),
        ("2019-20", ONE.format("'12'", "2019-05-01"), f"'12' {NAME}September board"),
        ("2019-20", ONE.format("B" * 41, "2019-05-01"), f"'{'B' * 41}' {NAME}September board"),
        ("2019-20", TWICE, f"two periods have the same name; {ORDER}"),
        ("2019-20", AT_ONCE, f"'B' does not end after 'A'; {ORDER}"),
        ("2019", "  first_month: 4", f"{JANUARY}; {ORDER}"),
        ("2019-35", "  periods: months", f"'2019-35' {YEAR}2019-20, 2019, 2019-22"),
    ],
)
def test_a_calendar_that_cannot_be_is_told_once(year: str, calendar: str, problem: str) -> None:
    assert _problems(year, calendar, "updates:\n  Board:\n    rag: red\n")[:1] == [problem]


def test_where_the_periods_are_wrong_the_actions_are_not_told_of_beside() -> None:
    assert (
        len(_problems("2019-20", "  periods: monthly", "updates:\n  April:\n    rag: red\n")) == 1
    )


def test_what_is_no_period_of_the_plan_is_told_in_its_own_word() -> None:
    assert _problems("2019-20", "  periods: half-years", "updates:\n  Q1:\n    rag: red\n") == [
        "unknown key 'Q1'; one of H1, H2"
    ]
    assert _problems("2019-20", "  periods: months", "April:\n  rag: red\n") == [
        "unknown key 'April'; it belongs in an update: indent it, below `updates:` and a month"
    ]
    for due in ("Q4", "Q5 2019-20"):
        assert _problems("2019-20", "  periods: months", f"due: {due}\n") == [
            f"'{due}' is not a date; a day (2020-03-31) or a month (2020-03); {OPEN}"
        ]


@pytest.mark.parametrize(
    ("calendar", "keys"),
    [
        ({}, ["Q1", "Q2", "Q3", "Q4"]),
        ({"periods": "half-years"}, ["H1", "H2"]),
        ({"periods": [{"name": " A ", "ends": "2019-05-01", "due": None}]}, ["A"]),
    ],
)
def test_periods_are_read_without_the_model(
    calendar: Mapping[str, object], keys: list[str]
) -> None:
    assert [*year_of({"year": "2019-20", "calendar": calendar}).keys] == keys


@pytest.mark.parametrize("periods", ["years", ["A"], [{"name": "A"}], [{"ends": "soon"}]])
def test_periods_that_cannot_be_read_are_refused(periods: object) -> None:
    with pytest.raises(UserError, match="which periods its year has"):
        year_of({"year": "2019-20", "calendar": {"periods": periods}})


def test_a_target_may_be_better_than_the_same_period_last_year_in_the_plan_s_own_word() -> None:
    said = (
        "measures:\n  - text: Falls\n    id: falls\n    unit: count\n    polarity: lower\n"
        "    target: better than the same {} last year\n    last_year:\n      April: 4\n"
        "    actuals:\n      April: 3\n"
    )
    action = f'id: "1.1"\ntitle: W\nlead: L\n{said.format("month")}'
    header = HEAD.format("2019-20", "  periods: months")
    plan = load({"p/plan.yaml": header.encode(), "p/1.1.yaml": action.encode()})
    assert plan.problems == ()
    summary = summarise(plan, date(2019, 5, 20))
    sentence = reading_sentence(summary.measured["p/1.1.yaml"][0], summary.quarter)
    assert "target below 4 (the same month last year); green" in sentence
    assert "improved since April 2018" in sentence
    assert _problems("2019-20", "  periods: months", said.format("week")) != []


def test_a_month_is_shown_with_its_year_and_no_other_period_is() -> None:
    assert [each.label for each in MONTHS.periods][::9] == ["April 2019", "January 2020"]
    assert [each.label for each in HALVES.periods] == ["H1", "H2"]


def test_a_period_of_another_year_is_refused_with_what_to_do() -> None:
    with pytest.raises(UserError) as refused:
        parse_period("Q2 2020-21", Year(2019))
    assert str(refused.value) == "'Q2 2020-21' is not a quarter of this plan, whose year is 2019-20"
    assert refused.value.hint == "name another plan with --plan DIR"


def test_what_is_wrong_is_told_with_what_to_write() -> None:
    measure = "  - text: W\n    id: w\n    unit: count\n    polarity: lower\n"
    files = {
        "p/plan.yaml": HEAD.format("2019-20", "  periods: quarters").encode(),
        "p/1.1.yaml": f'id: "1.1"\ntitle: W\nlead: L\nmeasures:\n{measure}{measure}'.encode(),
        "p/1.2.yaml": b'id: "1.2"\ntitle: W\nlead: L\ndue: Q4\n',
    }
    assert [(each.message, each.hint) for each in load(files).problems] == [
        ("two measures have the id 'w'", "give each an id of its own"),
        ("'Q4' does not say of which year", "write it too: Q4 2019-20"),
    ]
