"""Priorities that somebody leads are told with their leads and ratings, beside their actions."""

from dataclasses import replace
from datetime import date

import pytest

from planctl.changes.diff import PlanVersion, apply_changes, diff, file_content, version_of
from planctl.changes.diff_lines import diff_lines, plain_text
from planctl.checks.run import check_plan
from planctl.edits.rollover import rollover
from planctl.plan.plan import load
from planctl.plan.year import Year
from planctl.reports.formats import render
from planctl.reports.records.status import priority_records
from planctl.reports.report import ReportRequest
from planctl.reports.tables.actions import action_table
from planctl.reports.tables.plan import about_table
from planctl.summary.summary import Summary, summarise

TODAY = date(2019, 8, 1)
HEAD = "title: Plan 2019/20\norganisation: O\nyear: 2019-20\npriorities:\n"
HEAD += "  3:\n    text: Homes for all\n"
SCALE = """scale:
  - {code: bad, label: Off Track, is: red, meaning: It will be late.}
  - {code: well, label: On Track, is: green, meaning: It goes on., since: Q2}
  - {code: done, label: Done, is: complete, meaning: It is over.}
"""
ACTION = b'id: "3.2"\ntitle: T\nlead: L\nupdates:\n  Q1:\n    rag: green\n    commentary: C.\n'


def _texts(said: str, more: str = "", action: bytes = ACTION) -> dict[str, bytes]:
    return {"p/plan.yaml": f"{HEAD}{said}{more}".encode(), "p/3.2.yaml": action}


def _summary(said: str, more: str = "", day: date = TODAY) -> Summary:
    return summarise(load(_texts(said, more)), day)


def _paper(said: str, kind: str = "full") -> str:
    return b"".join(render(ReportRequest(_summary(said), kind), "markdown")).decode()


LED = "    lead: L\n"
RATED = "    short: Homes\n    ratings:\n      Q1: red\n      Q2: complete\n"


def test_a_priority_that_nobody_leads_is_told_as_its_words_alone() -> None:
    assert "priorities stand" not in _paper("    short: Homes\n")
    assert "3 Homes" in _paper("    short: Homes\n")


def test_a_lead_stands_there_without_a_column_for_ratings_that_there_are_none_of() -> None:
    made = _paper(LED)
    assert "| Priority | Lead | Actions |" in made
    assert "| 3 Homes for all | L | 1 Green ● |" in made
    assert "- **Leads a priority**: 3 Homes for all, Not rated" in _paper(LED, "lead")


def test_a_rating_stands_beside_those_of_the_actions_with_what_it_was() -> None:
    assert "| 3 Homes | – | Red ▲ | 1 Green ● |" in _paper(RATED)
    late = _summary(RATED, day=date(2019, 11, 1))
    made = b"".join(render(ReportRequest(late, "highlight"), "markdown")).decode()
    assert "| 3 Homes | – | Complete ✓, was Red ▲ |" in made


def test_a_body_s_own_words_are_used_for_it() -> None:
    summary = _summary("    accountable: Head\n    ratings:\n      Q1: bad\n", SCALE)
    (record,) = priority_records(summary)
    assert (record["rating"], record["rating_label"]) == ("Red", "Off Track")
    assert (record["accountable"], "text" in record) == ("Head", False)
    told = [row for row in about_table(summary, "").rows if row[0] == "Priority 3"]
    assert [row[1] for row in told] == ["Accountable", "Rating for Q1"]
    table = action_table(summary)
    at = [column.name for column in table.columns].index("priority_rating")
    assert [getattr(row[at], "label", None) for row in table.rows] == ["Off Track"]


def test_nothing_is_told_of_a_priority_that_is_not_rated() -> None:
    (record,) = priority_records(_summary("    short: Homes\n    lead: L\n"))
    assert (record["text"], record["rating"]) == ("Homes for all", None)


def _told(said: str, more: str = "", day: date = TODAY) -> list[tuple[str, str]]:
    plan = load(_texts(said, more, b""))
    return [(each.rule, each.message) for each in check_plan(plan, day) if each.rule != "syntax"]


def test_a_rating_for_a_quarter_that_has_not_come_is_refused() -> None:
    assert ("early", "a rating for Q4, which begins on 1 January 2020") in _told(
        "    ratings:\n      Q1: red\n      Q4: red\n"
    )


def test_a_rating_that_is_no_step_of_its_quarter_is_told_of() -> None:
    said = "    ratings:\n      Q1: well\n      Q2: well\n"
    assert _told(said, SCALE, date(2019, 11, 1)) == [
        ("scale", "Q1 says 'On Track', which is not a step of its scale")
    ]


def _version(said: str, scale: str = "") -> PlanVersion:
    texts = {path: raw for path, raw in _texts(said, scale).items() if "plan" in path}
    made = version_of({path: file_content(path, raw) for path, raw in texts.items()})
    return replace(made, scale=load(texts).scale)


VERSIONS = ("", LED, RATED, f"{LED}    accountable: Head\n")


@pytest.mark.parametrize("old", VERSIONS)
@pytest.mark.parametrize("new", VERSIONS)
def test_what_changed_leads_from_one_version_to_the_other(old: str, new: str) -> None:
    before, after = _version(old), _version(new)
    changes = diff(before, after)
    assert apply_changes(before, changes).header == after.header
    assert bool(changes) == (old != new)


def test_words_alone_and_words_as_a_field_are_the_same() -> None:
    alone = version_of(
        {"plan.yaml": file_content("plan.yaml", b"priorities:\n  3: Homes for all\n")}
    )
    assert dict(alone.header)["priorities"] == dict(_version("").header)["priorities"]


def test_what_changed_is_said_in_the_plan_s_words() -> None:
    before = _version("    ratings:\n      Q1: bad\n", SCALE)
    after = _version("    lead: L\n    ratings:\n      Q1: done\n", SCALE)
    assert list(plain_text(diff_lines(diff(before, after)))) == [
        "The plan\n",
        "  Priority 3, lead: L\n",
        "  Priority 3, rating for Q1: [-Off Track-]{+Done+}\n",
    ]


def test_the_next_year_s_priority_is_led_and_not_rated() -> None:
    made = rollover(load(_texts(f"{LED}{RATED}")), Year(2020), date(2020, 5, 1))
    text = made.files["plan.yaml"].decode()
    assert "text: Homes for all\n    lead: L\n    short: Homes\n" in text
    assert "ratings" not in text
