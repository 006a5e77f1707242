"""Every rule's page is true: its bad plan has exactly what the page marks, its good plan nothing.

A page's blocks are files. Where a page shows no plan.yaml it is the one below, and where its good
plan shows none it is that of the bad one. A line that is to be reported ends with `# <- here`.
"""

import re
from collections.abc import Mapping
from datetime import date
from textwrap import indent

import pytest

from planctl.checks.rule import Readings, Rule
from planctl.checks.run import RULES, check_plan, manual_page, undone
from planctl.plan.plan import load
from planctl.problem import Exit, Place, Problem, Severity, UserError

TODAY = date(2019, 11, 15)
PLAN = b"""title: Children's Services Improvement Plan 2019/20
organisation: Aldermere Borough Council
year: 2019-20

priorities:
  3: Children in our care have stable homes
"""
ACTION = """id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
"""
BLOCK = re.compile(r"^```yaml (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
NAMES = [check.NAME for check in RULES]


def blocks(rule: str, heading: str) -> Mapping[str, bytes]:
    """Return the files that stand under a heading of a rule's page."""
    page = manual_page(rule)
    section = page.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    shown = {name: text.encode() for name, text in BLOCK.findall(section)}
    if "```yaml plan.yaml" not in page:
        return {"plan.yaml": PLAN, **shown}
    same = heading == "Good" and "plan.yaml" not in shown
    return {"plan.yaml": blocks(rule, "Bad")["plan.yaml"], **shown} if same else shown


def problems(texts: Mapping[str, bytes], today: date = TODAY) -> list[Problem]:
    return list(check_plan(load(texts), today))


def problems_of_page(rule: str, heading: str) -> list[Problem]:
    """Return what is found in the files under a heading, also beside those before it."""
    plan, before = load(blocks(rule, heading)), blocks(rule, "Before")
    found = check_plan(plan, TODAY)
    older = load({"plan.yaml": PLAN, **before})
    numbers = {each.id: each.id for each in plan.entries}
    return [*found, *undone(Readings(older, plan, numbers), TODAY)]


def rules(texts: Mapping[str, bytes], today: date = TODAY) -> list[str]:
    return [problem.rule for problem in problems(texts, today)]


def said(update: str, quarter: str = "Q2") -> Mapping[str, bytes]:
    """Return a plan whose one action has one update."""
    text = f"{ACTION}updates:\n  {quarter}:\n    {update}\n"
    return {"plan.yaml": PLAN, "3.2.yaml": text.encode()}


@pytest.mark.parametrize("rule", NAMES)
def test_the_bad_plan_has_what_its_page_marks_and_nothing_else(rule: str) -> None:
    texts = blocks(rule, "Bad")
    found = problems_of_page(rule, "Bad")
    assert {problem.rule for problem in found} == {rule}
    marked = [
        (path, number)
        for path, text in texts.items()
        for number, line in enumerate(text.decode().splitlines(), 1)
        if line.endswith("# <- here")
    ]
    assert [(problem.place.path, problem.place.line) for problem in found] == (
        marked or [("plan.yaml", 1)]
    )


@pytest.mark.parametrize("rule", NAMES)
def test_the_good_plan_has_no_problem(rule: str) -> None:
    texts = blocks(rule, "Good")
    assert any(name != "plan.yaml" for name in texts)
    assert problems_of_page(rule, "Good") == []


@pytest.mark.parametrize("check", RULES, ids=NAMES)
def test_a_page_opens_with_one_sentence_and_says_how_to_mend(check: Rule) -> None:
    page = manual_page(check.NAME)
    first, why, mend, *_ = page.split("\n\n")
    assert re.fullmatch(r"[A-Z][^\n]{10,78}\.", first)
    assert len(why) > 80
    assert len(mend) > 40
    assert page.count("\n## ") == 2 + ("\n## Before\n" in page)


@pytest.mark.parametrize("check", RULES, ids=NAMES)
def test_what_a_rule_reports_has_its_name_and_severity_and_a_remedy(check: Rule) -> None:
    for problem in problems_of_page(check.NAME, "Bad"):
        assert problem.severity is check.SEVERITY
        assert problem.hint
        assert problem.message[0].islower() or problem.message[0] in "'Q"
        assert not problem.message.endswith(".")


def test_rules_have_different_names() -> None:
    assert len(set(NAMES)) == len(NAMES)


def test_a_rule_that_does_not_exist_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(UserError) as refused:
        manual_page("next-step")
    assert refused.value.hint == "did you mean 'next-steps'?"
    assert refused.value.status == Exit.USAGE


def test_a_rule_like_no_other_is_refused_with_the_way_to_list_them() -> None:
    with pytest.raises(UserError, match=r"there is no rule 'zz\\x1b'") as refused:
        manual_page("zz\x1b")
    assert refused.value.hint == "planctl explain lists them all"


def test_problems_come_in_the_order_of_files_and_lines() -> None:
    update = "updates:\n  Q2:\n    rag: red\n"
    texts = {
        "plan.yaml": PLAN,
        **{
            f"3.{number}.yaml": (ACTION.replace("3.2", f"3.{number}") + update).encode()
            for number in (10, 9, 2)
        },
    }
    places = [(problem.place.path, problem.rule) for problem in problems(texts)]
    assert places == [
        (path, rule)
        for path in ("3.2.yaml", "3.9.yaml", "3.10.yaml")
        for rule in ("commentary", "next-steps")
    ]


def test_problems_met_before_loading_are_kept() -> None:
    earlier = Problem("file", Severity.ERROR, "too large", Place("a.yaml"))
    assert check_plan(load({"plan.yaml": PLAN}, [earlier]), TODAY) == (earlier,)


def test_without_a_readable_plan_yaml_the_actions_are_checked_all_the_same() -> None:
    texts = {**said("rag: red"), "plan.yaml": b"title: T\n"}
    assert set(rules(texts)) == {"schema", "commentary", "next-steps"}


def test_an_action_that_cannot_be_read_is_not_checked_further() -> None:
    assert rules(said("rag: rde")) == ["schema"]


def test_an_empty_stub_is_no_update() -> None:
    assert rules(said("rag:\n    status:\n    commentary:", "Q4")) == []


def test_a_quarter_that_began_today_may_have_an_update() -> None:
    update = said("rag: green\n    commentary: Done.", "Q4")
    assert rules(update, date(2020, 1, 1)) == []
    assert rules(update, date(2019, 12, 31)) == ["early"]


@pytest.mark.parametrize("status", ["complete", "embedded", "on hold", "closed"])
def test_an_action_that_is_over_or_paused_needs_no_next_steps(status: str) -> None:
    update = (
        f"rag: red\n    status: {status}\n    commentary: So.\n    impact: X.\n    evidence: 2 May."
    )
    assert rules(said(update)) == []


def test_an_action_that_has_not_started_may_say_so_in_its_commentary() -> None:
    assert rules(said("status: not started\n    commentary: Begins in May.")) == []


@pytest.mark.parametrize(
    "words",
    [
        "No further work is needed.",
        "The work is no longer ongoing.",
        "There is nothing still to do.",
        "Undergoing no change.",
        "We looked furthermore at workforce.",
    ],
)
def test_words_that_deny_unfinished_work_are_let_be(words: str) -> None:
    update = (
        f"status: complete\n    commentary: {words}\n    impact: X.\n    evidence: Visit, 2 May."
    )
    assert rules(said(update)) == []


@pytest.mark.parametrize("words", ["\U0001f469\u200d\U0001f467", "\u2764\ufe0f\u200d\U0001f525"])
def test_an_emoji_of_several_parts_is_not_hidden(words: str) -> None:
    assert rules(said(f"rag: green\n    commentary: Thanks {words}")) == []


def test_windows_line_ends_are_not_hidden() -> None:
    texts = {path: text.replace(b"\n", b"\r\n") for path, text in said("rag:").items()}
    assert rules(texts) == []
    texts = {path: text.replace(b'3.2"', b'3.2"  # \xe2\x80\x99') for path, text in texts.items()}
    assert rules(texts) == []


def test_printable_text_of_any_language_is_not_hidden() -> None:
    assert (
        rules(said("rag: green\n    commentary: £5 – naïve “quotes” Zażółć 漢字\u00a0\u2003."))
        == []
    )


def test_a_file_full_of_hidden_characters_is_told_of_a_hundred_times() -> None:
    assert rules(said("rag: green\n    commentary: Done." + "\u200b" * 1000)).count("hidden") == 100


def test_commentary_is_compared_with_the_quarter_before_only() -> None:
    first, third = (
        f"  {quarter}:\n    rag: green\n    commentary: The same.\n" for quarter in ("Q1", "Q3")
    )
    text = f"{ACTION}updates:\n{first}{third}"
    assert rules({"plan.yaml": PLAN, "3.2.yaml": text.encode()}) == []


def dated(text: str, updates: str = "") -> Mapping[str, bytes]:
    """Return a plan whose one action has these dates."""
    return {"plan.yaml": PLAN, "3.2.yaml": (ACTION + text + updates).encode()}


def move(was: str, to: str, by: str = "agreed_by: DMT") -> str:
    return f"  - was: {was}\n    to: {to}\n    date: 2019-10-01\n    reason: Late\n    {by}\n"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("original_due: 2020-03\n", 4, "'original_due' of an action that has no due date"),
        ("moves:\n" + move("2020-03", "2020-04"), 4, "'moves' of an action that has no due date"),
        (
            "due: 2020-03\nmoves:\n" + move("2020-03", "2020-03-31", "refused_by: DMT"),
            7,
            "a move from March 2020 to the same day",
        ),
        (
            "due: 2020-03\nmoves:\n"
            + move("2020-02", "2020-03", "agreed_by: DMT\n    refused_by: DMT"),
            11,
            "a move that was both agreed and refused",
        ),
        (
            "due: 2020-03\nmoves:\n" + move("2020-02", "2020-06", "agreed_by:"),
            6,
            "this move begins at February 2020, the due date is March 2020",
        ),
        (
            "milestones:\n  Hub:\n    due: 2020-03\n    moves:\n"
            + indent(move("2020-02", "2020-06"), "    "),
            6,
            "due by March 2020, but the last move that was agreed is to June 2020",
        ),
    ],
)
def test_dates_that_contradict_each_other_are_told(text: str, line: int, message: str) -> None:
    (problem,) = problems(dated(text))
    assert (problem.rule, problem.place.line, problem.message) == ("dates", line, message)


@pytest.mark.parametrize(
    "text",
    [
        "due: 2020-03\noriginal_due: 2019-12\n",
        "due: 2020-03\noriginal_due: 2019-10\nmoves:\n" + move("2019-12", "2020-03-31"),
        "due: Q4 2019-20\nmoves:\n" + move("2020-01", "2020-03") + move("2020-03", "2021-01", ""),
        "due: 2020-03\nmoves:\n" + move("2020-02", "2021-06", "refused_by: DMT"),
    ],
)
def test_dates_that_agree_are_no_problem_however_they_are_written(text: str) -> None:
    assert problems(dated(text)) == []


@pytest.mark.parametrize(
    ("update", "expected"),
    [
        ("", ["overdue"]),
        ("rag: green", ["green-late"]),
        ("rag: green\n    status: in progress", ["green-late"]),
        ("rag: amber\n    next_steps: So.", ["overdue"]),
        ("status: on hold", ["overdue"]),
        ("status: not started", ["overdue"]),
        ("status: complete\n    impact: So.\n    evidence: So.", []),
        ("status: closed", []),
    ],
)
def test_an_action_past_its_date_is_overdue_until_it_is_done(
    update: str, expected: list[str]
) -> None:
    updates = f"updates:\n  Q2:\n    {update}\n    commentary: So.\n"
    texts = dated("due: 2019-11-14\n", updates if update else "")
    assert rules(texts, date(2019, 11, 15)) == expected
    assert rules(texts, date(2019, 11, 14)) == []


def test_a_milestone_is_overdue_also_where_its_action_is_green() -> None:
    said = "updates:\n  Q2:\n    rag: green\n    commentary: So.\n"
    found = problems(dated("due: 2019-10\nmilestones:\n  Hub:\n    due: 2019-08\n", said))
    assert [problem.message for problem in found] == [
        "'Hub' was due by August 2019 and is not done",
        "Q2 is green though it was due by October 2019",
    ]


def test_only_the_last_rating_is_challenged() -> None:
    said = (
        "updates:\n  Q1:\n    rag: green\n    commentary: So.\n"
        "  Q2:\n    rag: amber\n    next_steps: So.\n    commentary: Then.\n"
    )
    assert rules(dated("due: 2019-06\n", said)) == ["overdue"]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("due: 2019-12\n", "", []),
        ("due: 2020-03\nmoves:\n" + move("2019-08", "2020-03"), "", ["overdue", "future-date"]),
        (
            "due: 2019-08\n",
            "  Q3:\n    status: closed\n    commentary: So.\n",
            ["overdue", "early"],
        ),
        (
            "due: 2019-12\nmilestones:\n  Hub:\n    due: 2019-08\n    done: 2019-10-01\n",
            "",
            ["overdue", "future-date"],
        ),
        (
            "due: 2019-12\nmilestones:\n  Hub:\n    due: 2020-03\n    done: 2019-10-01\n",
            "",
            ["milestone", "future-date"],
        ),
    ],
)
def test_a_date_is_held_against_what_was_known_on_the_day(
    before: str, after: str, told: list[str]
) -> None:
    first = "updates:\n  Q1:\n    rag: amber\n    next_steps: So.\n    commentary: So.\n"
    assert rules(dated(before, first + after), date(2019, 9, 30)) == told


def test_green_is_held_against_the_due_date_that_was_known_on_the_day() -> None:
    first = "updates:\n  Q1:\n    rag: green\n    commentary: So.\n"
    text = dated("due: 2020-03\nmoves:\n" + move("2019-08", "2020-03"), first)
    assert rules(text, date(2019, 9, 30)) == ["future-date", "green-late"]
    assert rules(text, date(2019, 10, 1)) == []


def test_what_was_complete_when_the_year_began_is_not_overdue() -> None:
    opening = "opening:\n  quarter: Q4 2018-19\n  status: complete\n"
    milestone = "milestones:\n  Hub:\n    due: 2019-06\n"
    assert rules(dated(f"due: 2019-06\n{milestone}{opening}")) == []
    said = "updates:\n  Q2:\n    rag: amber\n    next_steps: So.\n    commentary: So.\n"
    assert rules(dated(f"due: 2019-06\n{milestone}{opening}", said)) == ["overdue", "overdue"]


def test_dates_are_looked_at_where_plan_yaml_cannot_be_read() -> None:
    text = {**dated("due: 2019-06\nmilestones:\n  Hub:\n    due: 2019-08\n"), "plan.yaml": b"- x\n"}
    assert rules(text) == ["overdue", "milestone", "overdue", "syntax"]


def test_a_quarter_is_closed_out_of_turn_from_the_day_of_its_sign_off() -> None:
    closed = PLAN + b"closed:\n  Q2:\n    date: 2019-10-10\n    by: Chair\n"
    assert "signed" in rules({"plan.yaml": closed}, date(2019, 10, 10))
    assert "signed" not in rules({"plan.yaml": closed}, date(2019, 10, 9))


def test_a_milestone_that_is_done_may_be_later_than_its_action() -> None:
    text = "due: 2019-12\nmilestones:\n  Hub:\n    due: 2020-01\n    done: 2019-11-01\n"
    assert problems(dated(text)) == []
