"""A due date may name a half-year, a term or a meeting of the plan's own calendar."""

import re
from datetime import date

import pytest

from planctl.plan.division import Division, NamedEnd
from planctl.plan.named_due_date import named_example, parse_own_due_date
from planctl.plan.plan import load
from planctl.plan.scale import OWN
from planctl.plan.typed_dates import typed_due_date
from planctl.plan.year import Year, parse_year
from planctl.problem import UserError
from planctl.reports.records.schemas import schema_for
from planctl.signoff.dates import is_after

TERMS = parse_year("2025-26", 9, Division.TERMS)
HALVES = parse_year("2019-20", None, Division.HALF_YEARS)
BOARDS = parse_year(
    "2019-20",
    named=(
        NamedEnd("September board", date(2019, 9, 12)),
        NamedEnd("March board", date(2020, 3, 31)),
    ),
)
SEVERAL = parse_year("2019-21", None, Division.TERMS)
CALENDAR = parse_year("2026", None, Division.TERMS)

NAMED = [
    (TERMS, "Spring term 2026", "2026-03-31", "Spring term 2026"),
    (TERMS, " spring   2025-26", "2026-03-31", "Spring term 2026"),
    (TERMS, "Autumn term 2026", "2026-12-31", "Autumn term 2026"),
    (TERMS, "2026-03", "2026-03-31", "March 2026"),
    (HALVES, "H2 2019-20", "2020-03-31", "H2 2019/20"),
    (HALVES, "h1 2020/2021", "2020-09-30", "H1 2020/21"),
    (BOARDS, "september board", "2019-09-12", "September board"),
    (BOARDS, "March board 2020-21", "2021-03-31", "March board 2020/21"),
    (BOARDS, "March board 2021", "2021-03-31", "March board 2020/21"),
    (SEVERAL, "Spring 2019-20", "2020-03-31", "Spring 2019-20"),
    (CALENDAR, "Spring term 2027", "2027-03-31", "Spring term 2027"),
]
NONE = [
    (TERMS, "Spring"),
    (TERMS, "Spring 2025-99"),
    (TERMS, "Winter term 2026"),
    (TERMS, "2026"),
    (HALVES, "H2 2019"),
    (HALVES, "H2"),
    (BOARDS, "June board 2019-20"),
    (SEVERAL, "Spring 2026"),
    (CALENDAR, "Spring 2025-26"),
    (Year(2019), "Spring term 2026"),
]


@pytest.mark.parametrize(("year", "written", "day", "words"), NAMED)
def test_a_period_is_due_on_its_last_day(year: Year, written: str, day: str, words: str) -> None:
    due = parse_own_due_date(written, year)
    assert (due.isoformat(), due.words) == (day, words)
    assert due.written == " ".join(written.split())


@pytest.mark.parametrize(("year", "written"), NONE)
def test_what_does_not_say_which_period_is_no_date(year: Year, written: str) -> None:
    with pytest.raises(ValueError, match=re.escape(written)):
        parse_own_due_date(written, year)


@pytest.mark.parametrize(
    ("year", "typed", "written"),
    [
        (TERMS, "spring", "Spring term 2026"),
        (TERMS, "spring 2025-26", "Spring term 2026"),
        (TERMS, "31 March 2026", "2026-03-31"),
        (HALVES, "h2", "H2 2019/20"),
        (BOARDS, "march board", "March board"),
        (Year(2019), "q4", "Q4 2019-20"),
    ],
)
def test_what_is_typed_is_written_as_people_are_told_it(
    year: Year, typed: str, written: str
) -> None:
    assert typed_due_date(typed, year, date(2019, 5, 1)).written == written


def test_what_is_wrong_is_told_with_a_period_of_the_plan() -> None:
    with pytest.raises(UserError) as told:
        typed_due_date("soon", TERMS, date(2025, 9, 1))
    assert "or a term: Summer term 2026; or to be" in told.value.hint
    head = b"title: T\norganisation: O\nyear: 2019-20\npriorities: {3: P}\n"
    head += b"calendar: {periods: terms}\n"
    action = b'id: "3.2"\ntitle: T\nlead: L\ndue: Winter\n'
    (problem,) = load({"plan.yaml": head, "3.2.yaml": action}).problems
    assert problem.message == "'Winter' is not a date"
    assert "or a term (Spring term 2020); or to be" in problem.hint
    assert named_example(Year(2019)) == ""
    assert named_example(SEVERAL) == "Spring 2020-21"


@pytest.mark.parametrize("year", [TERMS, HALVES, BOARDS, SEVERAL])
def test_the_schema_for_a_plan_takes_what_it_may_say(year: Year) -> None:
    made = schema_for("action", year, OWN, {})["properties"]["due"]["anyOf"][0]
    for of, written, *_ in NAMED:
        if of is year:
            name = written.replace("september", "September").replace("h1", "H1").strip()
            assert re.search(made["pattern"], name.replace("spring", "Spring"))
    assert re.search(made["pattern"], "2026-03-31")
    assert not re.search(made["pattern"], "Winter term 2026")


def test_a_sign_off_knows_the_periods_of_its_plan() -> None:
    assert is_after("Spring term 2026", date(2026, 1, 9), TERMS)
    assert not is_after("Spring term 2026", date(2026, 1, 9), Year(2025))
