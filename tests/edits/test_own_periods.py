"""A plan with periods of its own: updated, checked, signed off, reported, merged, carried on."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planctl.changes.merge.file_merge import merge
from planctl.checks.run import check_plan
from planctl.edits.new_files import action_text, header_text
from planctl.edits.rollover import rollover
from planctl.edits.sign_off import NewSignOff, with_sign_off
from planctl.edits.update_fields import FieldValue, field_text, set_fields
from planctl.plan.division import Division
from planctl.plan.figure import Figure
from planctl.plan.header_year import year_of
from planctl.plan.period import MONTHS, Period
from planctl.plan.plan import Plan, load
from planctl.plan.year import Year, parse_year
from planctl.problem import Severity, UserError
from planctl.reports.formats import render
from planctl.reports.report import ReportRequest
from planctl.signoff.standing import quarter_sign_off
from planctl.signoff.unrecorded_changes import quarter_digests
from planctl.summary.summary import summarise
from planctl.text.document import Document, read

WORDS = st.from_regex(r"[A-Z][a-z]{2,8}( [A-Za-z&']{2,8})?", fullmatch=True)


@st.composite
def _calendars(draw: st.DrawFn) -> str:
    """Return what a plan.yaml says of its year and its periods."""
    first = draw(st.integers(1, 12))
    if draw(st.booleans()):
        label = draw(st.sampled_from(["2019-20", "2019-21", "2018-22"]))
        division = draw(st.sampled_from(Division))
        return f"year: {label}\ncalendar:\n  first_month: {first}\n  periods: {division}\n"
    year = parse_year(draw(st.sampled_from(["2019-20", "2019"])))
    days = st.integers(0, (year.last_day - year.first_day).days)
    ends = sorted(draw(st.sets(days, min_size=1, max_size=5)))
    names = draw(st.lists(WORDS, min_size=len(ends), max_size=len(ends), unique_by=str.lower))
    lines = []
    for name, end in zip(names, ends, strict=True):
        day = year.first_day + timedelta(days=end)
        lines.append(f'    - name: "{name}"\n      ends: {day}')
        if draw(st.booleans()):
            lines.append(f"      due: {day + timedelta(days=draw(st.integers(-9, 20)))}")
    return f"year: {year}\ncalendar:\n  periods:\n" + "\n".join(lines) + "\n"


def _document(text: bytes | str, path: str = "p/1.1.yaml") -> Document:
    document, problems = read(path, text if isinstance(text, bytes) else text.encode())
    assert document
    assert not problems
    return document


def _texts(calendar: str) -> Mapping[str, bytes]:
    header = f"title: T\norganisation: O\n{calendar}priorities:\n  1: One\n"
    year = year_of(_document(header, "p/plan.yaml").data)
    action = action_text("1.1", year, {"title": "WORK", "lead": "Care"}, {})
    return {"p/plan.yaml": header.encode(), "p/1.1.yaml": action.encode()}


def _updated(texts: Mapping[str, bytes], *periods: Period) -> Mapping[str, bytes]:
    document = _document(texts["p/1.1.yaml"])
    said = [
        FieldValue(period, field, word)
        for period in periods
        for field, word in (("rag", "green"), ("commentary", f"Said of {period.slug}."))
    ]
    return {**texts, "p/1.1.yaml": set_fields(document, said).encoded()}


def _signed(texts: Mapping[str, bytes], period: Period, day: date) -> Mapping[str, bytes]:
    plan = load(texts)
    new = NewSignOff(period, day, "Chair", quarter_digests(plan, period, day))
    header = with_sign_off(_document(texts["p/plan.yaml"], "p/plan.yaml"), new)
    return {**texts, "p/plan.yaml": header.encoded()}


def _errors(plan: Plan, today: date) -> list[str]:
    return [e.message for e in check_plan(plan, today) if e.severity is Severity.ERROR]


@settings(max_examples=settings().max_examples // 5)
@given(_calendars(), st.data())
def test_a_plan_of_any_periods_is_updated_closed_checked_and_reported(
    calendar: str, data: st.DataObject
) -> None:
    texts = _texts(calendar)
    year = load(texts).require().period
    period = data.draw(st.sampled_from(year.periods))
    earlier = year.periods[: period.number]
    day = period.last_day + timedelta(days=30)
    texts = _updated(texts, *earlier)
    for each in earlier:
        texts = _signed(texts, each, day)
    plan = load(texts)
    assert _errors(plan, day) == []
    assert all(quarter_sign_off(plan, each).stands for each in earlier)
    assert field_text(_document(texts["p/1.1.yaml"]), period, "rag") == "green"
    summary = summarise(plan, day, period)
    for kind in ("full", "highlight", "year-end", "blank"):
        text = b"".join(render(ReportRequest(summary, kind), "markdown")).decode()
        assert ("quarter" in text.lower()) <= (year.noun == "quarter")


@pytest.mark.parametrize("calendar", ["  periods: months\n", "  periods: half-years\n"])
def test_what_two_people_say_of_two_periods_is_merged_in_the_order_of_the_year(
    calendar: str,
) -> None:
    texts = _texts(f"year: 2019-20\ncalendar:\n{calendar}")
    year = load(texts).require().period
    first, second = year.periods[:2]
    base = texts["p/plan.yaml"]
    ours, theirs = (
        _signed(texts, each, date(2020, 4, 2))["p/plan.yaml"] for each in (second, first)
    )
    made = merge("p/plan.yaml", base, ours, theirs)
    assert made
    assert not made.conflicts
    closed = _document(made.raw, "p/plan.yaml").data["closed"]
    assert isinstance(closed, dict)
    assert [*closed] == [first.key, second.key]


def test_periods_of_an_action_are_merged_in_the_order_in_which_its_file_has_them() -> None:
    head = 'id: "1.1"\ntitle: W\nlead: L\nmeasures:\n  - text: F\n    id: f\n    actuals:\n'
    said = "updates:\n  April:\n    rag:\n  May:\n    rag:\n  June:\n    rag:\n"
    base, ours, theirs = (
        f"{head}{more}{said}".encode()
        for more in ("      April: 1\n", "      April: 1\n      June: 3\n",
                     "      April: 1\n      May: 2\n")
    )  # fmt: skip
    made = merge("p/1.1.yaml", base, ours, theirs)
    assert made
    assert made.raw.index(b"May: 2") < made.raw.index(b"June: 3")


def test_other_periods_from_the_middle_of_a_year_leave_what_was_signed_as_it_was() -> None:
    texts = _updated(_texts("year: 2019-20\n"), *Year(2019).periods[:2])
    for each in Year(2019).periods[:2]:
        texts = _signed(texts, each, date(2019, 10, 20))
    listed = (
        b"calendar:\n  periods:\n    - {name: Q1, ends: 2019-06-30}\n"
        b"    - {name: Q2, ends: 2019-09-30}\n    - {name: October, ends: 2019-10-31}\n"
    )
    action = texts["p/1.1.yaml"].replace(b"  Q3:", b"  October:")
    action = action[: action.index(b"  Q4:")]
    changed = {"p/plan.yaml": texts["p/plan.yaml"] + listed, "p/1.1.yaml": action}
    assert _errors(load(changed), date(2019, 11, 10)) == []
    moved = {**changed, "p/plan.yaml": changed["p/plan.yaml"].replace(b"06-30", b"06-29")}
    found = _errors(load(moved), date(2019, 11, 10))
    assert any("calendar's periods/Q1 is not as it was signed off in Q1" in each for each in found)


def test_the_next_meeting_may_be_put_off_without_voiding_what_was_signed_of_the_last() -> None:
    calendar = (
        "year: 2019-20\ncalendar:\n  periods:\n    - {name: July, ends: 2019-07-18}\n"
        "    - {name: March, ends: 2020-03-12}\n"
    )
    texts = _updated(_texts(calendar), load(_texts(calendar)).periods[0])
    texts = _signed(texts, load(texts).periods[0], date(2019, 8, 1))
    later = {**texts, "p/plan.yaml": texts["p/plan.yaml"].replace(b"03-12", b"03-19")}
    assert _errors(load(later), date(2019, 8, 2)) == []
    other = {**texts, "p/plan.yaml": texts["p/plan.yaml"].replace(b"07-18", b"07-19")}
    assert len(_errors(load(other), date(2019, 8, 2))) == 1


MEASURED = """id: "1.1"
title: WORK
lead: Care
measures:
  - text: Falls
    id: falls
    unit: count
    basis: in the period
    actuals:
      {}: 1
      {}: 2
"""


MONTHLY, HALF_YEARLY = "  periods: months\n", "  periods: half-years\n"
MEETINGS = "  periods:\n    - {{name: {}, ends: {}}}\n    - {{name: End, ends: 2020-03-31}}\n"
IN_MAY = MEETINGS.format("May 2019", "2019-05-12")
IN_HALVES = f"  first_month: 4\n{MEETINGS.format('First', '2019-09-30')}"


@pytest.mark.parametrize(
    ("calendar", "recorded", "following", "last_year", "opening"),
    [
        (MONTHLY, ("April", "May"), None, {"April": "1", "May": "2"}, "May 2019"),
        (MONTHLY, ("April", "May"), Division.HALF_YEARS, {}, "May 2019"),
        (HALF_YEARLY, ("H1", "H2"), None, {"H1": "1", "H2": "2"}, "H2 2019-20"),
        (IN_MAY, ("May 2019", "End"), None, {"May 2020": "1", "End": "2"}, "End 2019-20"),
        (IN_HALVES, ("First", "End"), Division.HALF_YEARS, {"H1": "1", "H2": "2"}, "End 2019-20"),
        (IN_MAY, ("May 2019", "End"), Division.QUARTERS, {}, "End 2019-20"),
    ],
)
def test_the_next_year_takes_the_calendar_and_what_is_of_the_same_days(
    calendar: str,
    recorded: tuple[str, str],
    following: Division | None,
    last_year: Mapping[str, str],
    opening: str,
) -> None:
    header = "title: Plan 2019/20\norganisation: O\nyear: 2019-20\npriorities:\n  1: One\n"
    said = MEASURED.format(*recorded)
    said += f"updates:\n  {recorded[1]}:\n    rag: green\n    commentary: So.\n"
    header += f"calendar:\n{calendar}"
    plan = load({"p/plan.yaml": header.encode(), "p/1.1.yaml": said.encode()})
    assert plan.problems == ()
    year = plan.require().period
    of = Year(2020, division=following) if following else year.next
    made = rollover(plan, of, date(2020, 4, 20)).files
    new = load({f"n/{name}": text for name, text in made.items()})
    assert new.problems == ()
    assert new.require().period == of
    action = new.actions[0]
    carried = action.measured[0].last_year.items()
    assert {key: each.value.written for key, each in carried if isinstance(each.value, Figure)} == (
        last_year
    )
    assert action.opening
    assert action.opening.quarter == opening


BY_MONTH = """id: "1.1"
title: WORK
lead: Care
measures:
  - text: Falls
    id: falls
    {}
    actuals:
"""


@pytest.mark.parametrize(
    ("measure", "numbers", "last_year", "baseline"),
    [
        ("unit: count|basis: in the period", "1 2 3 4 5 6 7 8 9 1 1 1",
         {"Q1": "6", "Q2": "15", "Q3": "24", "Q4": "3"}, "value: 48|when: 2019-20"),
        ('unit: "%"|basis: in the period', "1_of_2 1_of_2 1_of_4 - 1_of_2 1_of_2",
         {"Q1": "3 of 8"}, ""),
        ("unit: count|basis: snapshot", "1 2 3 4 5 6 - - - 7 8 9",
         {"Q1": "3", "Q2": "6", "Q4": "9"}, "value: 9|when: Q4 2019-20"),
        ("unit: days|basis: in the period", "1 2 3", {}, ""),
        ("unit: count|basis: in the period|frequency: quarterly", "- - 3 - - 4 - - 5 - - 6",
         {"Q1": "3", "Q2": "4", "Q3": "5", "Q4": "6"}, "value: 18|when: 2019-20"),
        ("unit: count|basis: in the period", "1 2b 3 4b 5 6", {"Q2": "15 break"}, ""),
    ],
)  # fmt: skip
def test_months_are_put_together_for_a_year_of_quarters(
    measure: str, numbers: str, last_year: Mapping[str, str], baseline: str
) -> None:
    header = header_text("Plan", "O", "2019-20", ["One"], "months").encode()
    said = BY_MONTH.format(measure.replace("|", "\n    "))
    for month, number in zip(MONTHS[3:] + MONTHS[:3], numbers.split(), strict=False):
        value = number.rstrip("b").replace("_", " ")
        beside = "\n        series_break: New form" if number.endswith("b") else ""
        if value != "-":
            said += f"      {month}:\n        value: {value}{beside}\n"
    plan = load({"p/plan.yaml": header, "p/1.1.yaml": said.encode()})
    assert plan.problems == ()
    made = rollover(plan, Year(2020), date(2020, 4, 20)).files
    new = load({f"n/{name}": text for name, text in made.items()})
    assert new.problems == ()
    carried = new.actions[0].measured[0].last_year.items()
    assert {
        key: each.value.written + " break" * bool(each.series_break)
        for key, each in carried
        if isinstance(each.value, Figure)
    } == last_year
    text = made["1.1.yaml"].decode()
    assert baseline.replace("|", "\n      ") in text
    assert ("value:" in text.partition("last_year")[0]) == bool(baseline)


@pytest.mark.parametrize(
    ("label", "title", "following", "renamed"),
    [
        ("2019", "Plan of 2019", "2020", "Plan of 2020"),
        ("2019-22", "Plan 2019–22", "2022-25", "Plan 2022–25"),
        ("2019-22", "Plan 2019/22", "2022-23", "Plan 2022/23"),
        ("2019", "Plan of 2019", "2020-21", ""),
    ],
)
def test_a_plan_of_another_year_is_carried_into_the_one_that_follows(
    label: str, title: str, following: str, renamed: str
) -> None:
    header = header_text(title, "O", label, ["One"], "months").encode()
    plan = load({"p/plan.yaml": header, "p/1.1.yaml": b'id: "1.1"\ntitle: W\nlead: L\n'})
    of = parse_year(following, division=Division.MONTHS)
    if not renamed:
        with pytest.raises(UserError, match="is not the year after 2019"):
            rollover(plan, of, date(2020, 4, 20))
        return
    made = _document(rollover(plan, of, date(2022, 4, 20)).files["plan.yaml"], "plan.yaml")
    assert (made.data["title"], made.data["year"]) == (renamed, following)
