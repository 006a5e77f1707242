"""Kinds of paper: what they find worth saying of a plan, and to whom."""

from collections.abc import Mapping
from dataclasses import is_dataclass, replace
from datetime import date
from typing import Any

import pytest

from planctl.plan.model import Action, Header
from planctl.plan.period import Period
from planctl.plan.plan import Entry, Plan
from planctl.plan.scale import OWN
from planctl.reports.paper.options import LastSeen, PaperOptions
from planctl.reports.paper.paper import Form, Paper
from planctl.reports.report import paper
from planctl.reports.values.blocks import Card, DataTable, FactList, Paragraph
from planctl.reports.values.runs import LinkRun, RatingTag, Runs
from planctl.summary.exceptions import exceptions
from planctl.summary.summary import Summary, summarise
from quarters import Q1, Q2, Q4

TODAY = date(2019, 10, 20)
HEADER = {"title": "T", "organisation": "O", "year": "2019-20", "priorities": {"1": "First"}}
Updates = Mapping[str, Mapping[str, object]]


def _summary(*actions: Mapping[str, Any], today: date = TODAY, **header: object) -> Summary:
    """Return the summary for Q2 of a plan with these actions, numbered unless they say it."""
    entries = []
    for number, said in enumerate(actions, 1):
        whole = {"id": f"1.{number}", "title": f"A{number}", "lead": "L", **said}
        entries.append(Entry(whole["id"], whole["id"], Action.model_validate(whole)))
    plan = Plan("p", Header.model_validate({**HEADER, **header}), None, tuple(entries))
    return summarise(plan, today, Q2)


def _rated(before: str, now: str, **others: object) -> dict[str, Any]:
    """Return an action that was rated so in Q1 and is in Q2; others are of its update in Q2."""

    def update(word: str) -> dict[str, object]:
        return {"rag" if word in ("red", "amber", "green") else "status": word} if word else {}

    return {"updates": {"Q1": update(before), "Q2": {**update(now), **others}}}


EXCEPTIONS: list[tuple[dict[str, Any], list[str]]] = [
    (_rated("green", "green"), []),
    (_rated("green", "red"), ["Rated red"]),
    (_rated("red", "red"), ["Rated red since Q1"]),
    (_rated("green", "amber"), ["Rated amber, which is worse than green"]),
    (_rated("amber", "amber"), ["Rated amber since Q1"]),
    (_rated("red", "amber"), []),
    (_rated("", "amber"), []),
    (_rated("green", ""), ["No update was supplied for Q2"]),
    (_rated("green", "", commentary="Said."), ["Not rated for Q2"]),
    (_rated("green", "complete"), ["Complete, and no evidence is given"]),
    (_rated("green", "embedded"), ["Embedded, and no evidence is given"]),
    (_rated("green", "complete", evidence="A report."), []),
    ({**_rated("green", "green"), "due": "2019-09-30"},
     ["Overdue: it was to be complete by 30 September 2019, 20 days ago"]),
    ({**_rated("green", "green"), "due": "2019-10-20"}, []),
    ({**_rated("green", "complete", evidence="A."), "due": "2019-09-30"}, []),
    ({**_rated("green", "closed"), "due": "2019-09-30"}, []),
]  # fmt: skip


@pytest.mark.parametrize(("action", "reasons"), EXCEPTIONS)
def test_an_exception_is_told_with_its_reasons(action: dict[str, Any], reasons: list[str]) -> None:
    found = exceptions(_summary(action))
    assert [reason for each in found for reason in each.reasons] == reasons


def test_evidence_of_an_earlier_quarter_counts() -> None:
    action = _rated("", "complete")
    action["updates"]["Q1"] = {"status": "complete", "evidence": "A report."}
    assert exceptions(_summary(action)) == ()


def test_exceptions_that_are_red_come_first() -> None:
    found = exceptions(_summary(_rated("amber", "amber"), _rated("green", "red")))
    assert [each.row.id for each in found] == ["1.2", "1.1"]


def test_a_file_that_cannot_be_read_is_an_exception_with_a_form() -> None:
    plan = Plan("p", Header.model_validate(HEADER), None, (Entry("1.1", "p/1.1.yaml", None),))
    summary = summarise(plan, TODAY, Q2)
    assert [each.reasons for each in exceptions(summary)] == [("Its file cannot be read",)]
    assert "exception" in [each.name for each in paper(summary, "exceptions").sections]


def test_without_exceptions_the_paper_says_so() -> None:
    said = _told(paper(_summary(_rated("green", "green")), "exceptions"), "summary")
    assert said[0] == "The one action in the plan is no exception for Q2."


def _told(made: Paper, name: str) -> list[str]:
    """Return the texts of the paragraphs of a section."""
    (section,) = (each for each in made.sections if each.name == name)
    return [_text(each.words) for each in section.blocks if isinstance(each, Paragraph)]


def _text(words: Runs) -> str:
    return "".join(run.label if isinstance(run, RatingTag) else run.text for run in words)


def _changed(summary: Summary, seen: Summary | None = None) -> dict[str, list[list[str]]]:
    """Return the rows of what changed in a highlight report, by the heading they stand under."""
    asked = PaperOptions(last_seen=LastSeen(seen, "May") if seen else None)
    made = paper(summary, "highlight", asked)
    (section,) = (each for each in made.sections if each.name == "changed")
    tables = [each for each in section.blocks if isinstance(each, DataTable)]
    groups = [group for table in tables for group in table.groups]
    return {
        _text(group.name).partition(":")[0]: [list(map(_text, row)) for row in group.rows]
        for group in groups
    }


CHANGES = [
    ("green", "red", "Went red or worse"),
    ("", "red", "Went red or worse"),
    ("green", "amber", "Went red or worse"),
    ("red", "amber", "Recovered or better"),
    ("green", "complete", "Completed or embedded"),
    ("complete", "embedded", "Completed or embedded"),
    ("green", "closed", "Closed or removed"),
    ("on hold", "amber", "Otherwise changed"),
    ("green", "", "Not updated"),
]


@pytest.mark.parametrize(("before", "now", "group"), CHANGES)
def test_what_changed_stands_under_its_heading(before: str, now: str, group: str) -> None:
    reason = "Why" if now else ""
    said = _changed(_summary(_rated(before, now, headline=reason), _rated("green", "green")))
    assert list(said) == [group]
    assert said[group][0][3] == ("Why" if now else "Nothing was supplied")


def test_what_did_not_change_is_not_told() -> None:
    assert _changed(_summary(_rated("green", "green"))) == {}


def test_the_reason_is_the_headline_else_how_the_commentary_begins() -> None:
    first = _summary(_rated("red", "green", commentary="One.\nTwo."))
    none = _summary(_rated("red", "green"))
    assert _changed(first)["Recovered or better"][0][3] == "One."
    assert _changed(none)["Recovered or better"][0][3] == "No reason is given"


def test_in_the_first_quarter_the_position_before_is_that_of_the_opening() -> None:
    opening = {"rag": "red", "quarter": "Q4 2018-19"}
    action = {"opening": opening, "updates": {"Q1": {"rag": "green"}}}
    plan = _summary(action)
    first = Summary(plan.header, plan.year, Q1, TODAY, plan.rows, plan.sign_off, OWN)
    assert _changed(first)["Recovered or better"][0][1:3] == ["Red", "Green"]
    assert [move.before.label for move in first.movements] == ["Red"]


def test_a_plan_that_the_board_saw_is_compared_with_as_it_was() -> None:
    seen = _summary(
        {**_rated("", "green"), "id": "1.1", "due": "2020-01-31"},
        {**_rated("", "green"), "id": "1.2"},
    )
    now = _summary(
        {**_rated("red", "red"), "id": "1.1", "due": "2020-03-31"},
        {**_rated("", "green"), "id": "1.3", "due": "2020-03-31", "original_due": "2020-01-31"},
    )
    said = _changed(now, seen)
    assert said["Went red or worse"][0][1:3] == ["Green", "Red"]
    assert said["Dates moved"] == [
        ["1.1 A1", "31 January 2020", "31 March 2020", "No reason is given"]
    ]
    assert [row[0] for row in said["New"]] == ["1.3 A2"]
    assert said["Closed or removed"] == [
        ["1.2 A2", "Green", "Removed", "It is not in the plan any more"]
    ]


def test_a_date_that_moved_is_told_though_nobody_says_what_the_board_saw() -> None:
    action = {**_rated("green", "green"), "due": "2020-03-31", "original_due": "2020-01-31"}
    assert list(_changed(_summary(action))) == ["Dates moved"]


def test_a_date_that_did_not_move_is_not_told() -> None:
    action = {**_rated("green", "green"), "due": "2020-03-31", "original_due": "2020-03-31"}
    assert _changed(_summary(action)) == {}


def test_an_exception_of_a_first_quarter_has_nothing_before() -> None:
    plan = _summary({"updates": {"Q1": {"rag": "red"}}})
    first = Summary(plan.header, plan.year, Q1, TODAY, plan.rows, plan.sign_off, OWN)
    (form,) = (each for each in paper(first, "exceptions").sections if each.name == "exception")
    facts = form.blocks[0]
    assert isinstance(facts, FactList)
    names = [_text(fact.name) for fact in facts.facts]
    assert names == ["Why it is an exception", "Lead", "Rating, Q1", "Due"]


def test_a_priority_without_actions_has_no_part_of_the_year_end() -> None:
    summary = _summary(_rated("green", "green"), priorities={"1": "First", "2": "Second"})
    made = paper(summary, "year-end")
    headings = [each.heading for each in made.sections if each.name == "priority"]
    assert headings == ["First"]


WAYS = [
    (("red", "green"), "improved"),
    (("green", "red"), "worsened"),
    (("green", "green"), "stayed the same"),
    (("on hold", "green"), "changed"),
    (("", "green"), "–"),
    (("green", ""), "–"),
]


@pytest.mark.parametrize(("ratings", "way"), WAYS)
def test_a_year_end_report_says_which_way_an_action_went(
    ratings: tuple[str, str], way: str
) -> None:
    made = paper(_summary(_rated(*ratings)), "year-end")
    (grid,) = (each for each in made.sections if each.name == "grid")
    (table,) = grid.blocks
    assert isinstance(table, DataTable)
    (row,) = table.groups[0].rows
    assert _text(row[-1]) == way
    assert _text(row[1]) == "New"


def test_each_lead_has_a_paper_of_its_own() -> None:
    actions = [{**_rated("green", "green"), "lead": lead} for lead in ("B", "A", "B")]
    summary = _summary(*actions, leads={"B": "Head of B", "A": "", "C": "Head of C"})
    made = paper(summary, "lead")
    sections = [each for each in made.sections if each.name == "lead"]
    assert [each.heading for each in sections] == ["B", "A"]
    assert [len(each.places) for each in sections] == [2, 1]


def test_the_actions_of_some_are_counted_alone() -> None:
    summary = _summary(_rated("green", "green"), {**_rated("", ""), "lead": "M"})
    some = summary.only([row for row in summary.rows if row.lead == "M"], "led by M")
    assert some.sentence == "The one action led by M has not been rated for Q2."
    assert summary.only([], "led by N").sentence == "There are no actions led by N."
    rated = summary.only(summary.rows[:1], "led by L")
    assert rated.sentence == "Of 1 action rated for Q2 (1 led by L), 1 is green (100%)."


def test_the_signing_of_actions_that_are_not_in_the_paper_is_not_told() -> None:
    accepted = {"1.1": {"lacks": "a rating", "reason": "R"}, "1.2": {"lacks": "it", "reason": "R"}}
    closed = {"Q2": {"date": "2019-10-18", "by": "P", "accepted": accepted}}
    summary = _summary(_rated("green", "green"), _rated("green", "green"), closed=closed)
    for only, ids in ((summary, ["1.1", "1.2"]), (summary.only(summary.rows[:1], "x"), ["1.1"])):
        assert [each.id for each in paper(only, "full").plan.sign_off.accepted] == ids


def test_links_lead_only_to_what_is_in_the_paper() -> None:
    summary = _summary(_rated("green", "red"), _rated("green", "green"))
    for kind in ("highlight", "exceptions", "full", "lead", "year-end", "blank"):
        made = paper(summary, kind)
        places = {place.anchor for each in made.sections for place in each.places}
        places |= {each.anchor for each in made.sections}
        assert {href.removeprefix("#") for href in _hrefs(made.sections)} <= places


def _hrefs(value: object) -> set[str]:
    match value:
        case LinkRun():
            return {value.href}
        case list():
            return set().union(*map(_hrefs, value))
    return set().union(*map(_hrefs, vars(value).values())) if is_dataclass(value) else set()


@pytest.mark.parametrize(
    ("quarter", "places"),
    [
        (Q1, [("ended", "target at most 4"), ("counted", "count")]),
        (Q2, [("ended", "Q1: 5; target at most 4"), ("counted", "Q1: not supplied")]),
        (Q4, [("ended", "Q3: not due; target at most 4"), ("counted", "Q3: not due"),
                      ("yearly", "Q3: not due")]),
    ],
)  # fmt: skip
def test_the_form_has_a_place_for_each_number_that_is_due(
    quarter: Period, places: list[tuple[str, str]]
) -> None:
    measures = [
        {"text": "ended", "id": "ended", "unit": "count", "polarity": "lower", "target": "4",
         "actuals": {"Q1": "5"}},
        {"text": "counted", "id": "counted", "unit": "count"},
        {"text": "yearly", "id": "yearly", "unit": "count", "frequency": "annual"},
    ]  # fmt: skip
    seen = replace(_summary({"measures": measures}), quarter=quarter)
    made = paper(seen, "blank")
    (form,) = [each for section in made.sections for each in section.blocks
               if isinstance(each, Form)]  # fmt: skip
    fields = [(field.name, field.hint) for field in form.fields]
    assert fields[8 : fields.index(("Evidence", "What shows it: kind, date and source"))] == places


@pytest.mark.parametrize(("quarter", "asked"), [(Q1, True), (Q2, False)], ids=str)
def test_the_form_asks_nothing_of_what_was_closed_before(quarter: Period, *, asked: bool) -> None:
    closed = _summary({"updates": {"Q1": {"status": "closed", "commentary": "Merged with 3.1."}}})
    made = paper(replace(closed, quarter=quarter), "blank")
    blocks = [each for section in made.sections for each in section.blocks]
    assert any(isinstance(each, Form) for each in blocks) == asked
    said = f"There is no form for what was closed before Q2: {closed.rows[0].id}."
    assert (said in str(blocks)) != asked


def _questions(action: dict[str, Any], kind: str = "exceptions") -> list[tuple[str, str]]:
    """Return the questions of a paper and their answers, or what stands in their place."""
    made = paper(_summary(action), kind)
    cards = [each for part in made.sections for each in part.blocks if isinstance(each, Card)]
    return [(each.name, each.text or each.absent) for card in cards for each in card.questions]


def test_no_field_answers_the_question_of_another() -> None:
    said = {"commentary": "Late.", "impact": "Some moved.", "next_steps": "Recruit.", "ask": "None"}
    reason = ("What is the reason for the performance?", "Late.")
    done = ("What is being done, by whom and by when?", "Recruit.")
    assert _questions(_rated("green", "red", **said)) == [
        reason,
        ("What is the likely impact if it continues?", "Not stated"),
        done,
        ("When will it be back to green?", "Not stated"),
        ("What difference has been made?", "Some moved."),
    ]
    more = {"if_continues": "More move.", "back_to_green": "In May.", "ask": "A second van."}
    assert _questions(_rated("green", "red", **said | more)) == [
        reason,
        ("What is the likely impact if it continues?", "More move."),
        done,
        ("When will it be back to green?", "In May."),
        ("What difference has been made?", "Some moved."),
        ("What decision is asked for?", "A second van."),
    ]


def test_what_is_finished_is_not_asked_how_it_continues() -> None:
    reason = ("What is the reason for the performance?", "Done.")
    assert _questions(_rated("green", "complete", commentary="Done.")) == [reason]


@pytest.mark.parametrize(
    ("asks", "counted"),
    [
        ([], []),
        (["TBC"], []),
        (["Buy a van."], ["1 action asks for a decision."]),
        (["Buy a van.", "Hire a driver."], ["2 actions ask for a decision."]),
    ],
)
def test_decisions_that_are_asked_for_are_counted(asks: list[str], counted: list[str]) -> None:
    summary = _summary(*(_rated("green", "red", ask=each) for each in asks))
    for kind in ("highlight", "exceptions"):
        blocks = [block for part in paper(summary, kind).sections for block in part.blocks]
        said = [_text(block.words) for block in blocks if isinstance(block, Paragraph)]
        assert [each for each in said if each.endswith("for a decision.")] == counted


def test_the_highlight_has_each_decision_that_is_asked_for() -> None:
    asked = _questions(_rated("green", "green", ask="Buy a van."), "highlight")
    assert asked == [("Decision asked for", "Buy a van.")]


def test_the_outcome_stands_beside_the_rating_of_delivery() -> None:
    summary = _summary(_rated("amber", "red", confidence="amber"), _rated("amber", "red"))
    assert [cells[2] for cells in _changed(summary)["Went red or worse"]] == [
        "Red · outcome Amber",
        "Red",
    ]
    cards = [each for part in paper(summary, "full").sections for each in part.blocks]
    lines = [_text(card.lines[0]) for card in cards if isinstance(card, Card)]
    assert lines == ["Red was Amber · outcome Amber · L", "Red was Amber · L"]
    made = [each for part in paper(summary, "exceptions").sections for each in part.blocks]
    (table,) = (
        each for each in made if isinstance(each, DataTable) and "red first" in each.caption
    )
    assert [_text(row[2]) for row in table.groups[0].rows] == ["Red · outcome Amber", "Red"]
    named = [
        (_text(pair.name), _text(pair.words))
        for facts in made
        if isinstance(facts, FactList)
        for pair in facts.facts
    ]
    assert [words for name, words in named if name == "Confidence in the outcome"] == ["Amber"]


def _off_track(*actions: Mapping[str, Any]) -> tuple[str, list[list[str]], list[str]]:
    """Return the heading, the rows and the paragraphs of what is off track."""
    made = paper(_summary(*actions), "highlight")
    (section,) = (each for each in made.sections if each.name == "attention")
    tables = [each for each in section.blocks if isinstance(each, DataTable)]
    rows = [list(map(_text, row)) for each in tables for row in each.groups[0].rows]
    return section.heading, rows, _told(made, "attention")


def test_what_is_off_track_stands_in_one_table_the_worst_first() -> None:
    steps = "- Ask the board.\n- Hire two.\n- Train them."
    heading, rows, _ = _off_track(
        _rated("amber", "amber"),
        _rated("red", "red", headline="It is late.", next_steps=steps, confidence="amber"),
        {**_rated("green", "green", next_steps="Finish."), "due": "2019-09-30"},
        _rated("green", ""),
    )
    late = "Overdue: it was to be complete by 30 September 2019, 20 days ago."
    assert heading == "Off track: 3"
    assert rows == [
        ["1.2 A2 (L)", "Red · outcome Amber", "It is late. Rated red since Q1.",
         "Ask the board; Hire two; and 1 more"],
        ["1.1 A1 (L)", "Amber", "Rated amber since Q1.", "Not stated"],
        ["1.3 A3 (L)", "Green", late, "Finish"],
    ]  # fmt: skip


def test_a_sheet_has_room_for_the_worst_and_says_how_many_more_there_are() -> None:
    heading, rows, said = _off_track(*(_rated("green", "red") for _ in range(10)))
    assert (heading, len(rows)) == ("Off track: 10", 7)
    assert said == ["And 3 more: the exceptions report has them all."]
    changed = paper(_summary(*(_rated("green", "red") for _ in range(70))), "highlight").sections
    (section,) = (each for each in changed if each.name == "changed")
    (made,) = (each for each in section.blocks if isinstance(each, DataTable))
    assert _text(made.groups[0].name) == "Went red or worse: 70, of which 1 is here"


def test_nothing_is_off_track_only_where_something_is_rated() -> None:
    assert _off_track(_rated("green", "green")) == ("Off track", [], ["Nothing is off track."])
    silent = paper(_summary(_rated("", ""), _rated("", "")), "highlight")
    assert [each.name for each in silent.sections] == ["summary", "missing", "decisions"]
    assert _told(silent, "missing") == [
        "No rating and no commentary has been supplied for any action."
    ]


def test_the_ratings_of_each_quarter_stand_beside_what_they_mean() -> None:
    seen = _summary(_rated("", "red"), _rated("", "green"))
    asked = PaperOptions(last_seen=LastSeen(seen, "May"))
    made = paper(_summary(_rated("red", "green"), _rated("green", "green")), "highlight", asked)
    (section,) = (each for each in made.sections if each.name == "ratings")
    (counted,) = (each for each in section.blocks if isinstance(each, DataTable))
    assert counted.columns == ["Rating", "Was", "Q1", "Q2", "Share", "What it means"]
    rows = [list(map(_text, row))[:5] for row in counted.groups[0].rows]
    assert rows == [["Red", "1", "1", "–", "–"], ["Green", "1", "1", "2", "100%"]]
