"""Next year's plan from this one: the files before, and the files after."""

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given

from planctl.checks.run import check_plan
from planctl.edits.rollover import Rollover, rollover
from planctl.measures.judgement import Unknown
from planctl.measures.phrases import measure_definition
from planctl.plan.plan import Plan, load
from planctl.plan.ratings import Rating
from planctl.plan.year import Year
from planctl.problem import UserError
from planctl.summary.summary import summarise
from plans import ACTION, HEADER, action_texts, texts
from quarters import Q1, Q3, QUARTERS

MAY = date(2020, 5, 4)


def carried(plan: Mapping[str, bytes]) -> Rollover:
    return rollover(load(plan), Year(2020), MAY)


def new_plan(made: Rollover) -> Plan:
    return load({f"n/{name}": raw for name, raw in made.files.items()})


def test_an_action_goes_on_with_its_words_its_comments_and_where_it_stood() -> None:
    text = ACTION.replace("links:", "due: 2021-03-31\n\n# with health\nlinks:").replace(
        "  Q2:\n    rag:\n", "  Q2:\n    rag: amber  # by phone\n\n    next_steps: Open the hub.\n"
    )
    made = carried(texts(a3_2=text))
    expected = text.partition("updates:")[0].replace(
        "due: 2021-03-31\n", 'due: 2021-03-31\nsupersedes: "2019-20/3.2"\n'
    )
    opening = (
        "opening:\n  quarter: Q2 2019-20\n\n  rag: amber\n\n  next_steps: |\n    Open the hub.\n"
    )
    stubs = "".join(
        f"  {quarter}:\n    rag:\n\n    status:\n\n    commentary:\n\n" for quarter in QUARTERS
    )
    assert made.files["3.2.yaml"].decode() == f"{expected}{opening}\nupdates:\n{stubs}"[:-1]


def test_dates_go_on_with_all_their_moves() -> None:
    dated = """due: Q1 2020-21
moves:
  - was: Q4 2019-20
    to: Q1 2020-21
    date: 2019-10-01
    reason: Late
    agreed_by: DMT

milestones:
  Hub:
    due: 2020-05
"""
    made = carried(texts(a3_2=ACTION.replace("\nlinks:", f"{dated}\nlinks:")))
    text = made.files["3.2.yaml"].decode()
    assert dated in text
    assert 'milestones:\n  Hub:\n    due: 2020-05\nsupersedes: "2019-20/3.2"\n' in text
    (action,) = new_plan(made).actions
    assert action.moves[0].was.written == "Q4 2019-20"


@pytest.mark.parametrize(
    ("said", "goes_on"),
    [
        ("rag: red", True),
        ("status: on hold", True),
        ("status: not started", True),
        ("status: complete", True),
        ("status: embedded", False),
        ("status: closed", False),
        ("rag:", True),
    ],
)
def test_what_is_finished_is_left_behind(said: str, goes_on: bool) -> None:
    text = ACTION.replace("    rag: green  # agreed at DMT\n\n    status:", f"    {said}", 1)
    made = carried(texts(a3_2=text))
    assert [each.row.id for each in made.carried] == ["3.2"] * goes_on
    assert [each.row.id for each in made.left] == ["3.2"] * (not goes_on)
    assert sorted(made.files) == ["3.2.yaml", "plan.yaml"][not goes_on :]


COMPLETE = """id: "1.1"
title: HUBS
lead: ALL
updates:
  Q1:
    status: complete
    headline: All hubs are open
    commentary: The last opened in May.
    impact: Families wait two weeks less.
    evidence: Opening hours, 2 June 2019.
"""


def test_what_is_complete_goes_on_to_be_verified_with_all_that_was_said() -> None:
    plan = new_plan(carried(texts(a1_1=COMPLETE)))
    opening = plan.actions[0].opening
    assert opening
    assert (opening.status, opening.impact) == ("complete", "Families wait two weeks less.")
    assert (opening.evidence, opening.quarter) == ("Opening hours, 2 June 2019.", "Q1 2019-20")
    (row,) = summarise(plan, date(2020, 10, 20)).rows
    assert [(each.rating, each.since) for each in row.positions[:2]] == [
        (Rating.COMPLETE, "Q1 2019-20")
    ] * 2


def test_what_is_complete_goes_on_so_where_words_alone_were_added() -> None:
    said = f"{COMPLETE}  Q3:\n    commentary: The visit is in May.\n"
    opening = new_plan(carried(texts(a1_1=said))).actions[0].opening
    assert opening
    assert (opening.status, opening.commentary) == ("complete", "The visit is in May.")


def test_what_nobody_verified_for_a_year_goes_on_once_more() -> None:
    first = carried(texts(a1_1=COMPLETE))
    second = rollover(new_plan(first), Year(2021), date(2021, 5, 4))
    opening = new_plan(second).actions[0].opening
    assert opening == new_plan(first).actions[0].opening


def test_an_action_that_was_finished_and_taken_up_again_goes_on() -> None:
    text = ACTION.replace("green  # agreed at DMT", "green\n\n    status: complete", 1).replace(
        "  Q3:\n    rag:\n", "  Q3:\n    rag: amber\n"
    )
    text = text.replace("complete\n\n    status:\n", "complete\n", 1)
    (last,) = carried(texts(a3_2=text)).carried
    assert last.position
    assert last.position.quarter == Q3


def test_an_action_of_which_nothing_was_said_has_no_opening() -> None:
    text = 'id: "1.1"\ntitle: HUBS\nlead: ALL'
    made = carried(texts(a1_1=text))
    assert made.files["1.1.yaml"].startswith(
        f'{text}\nsupersedes: "2019-20/1.1"\n\nupdates:\n'.encode()
    )
    assert made.carried[0].position is None


@pytest.mark.parametrize(
    ("title", "renamed"),
    [
        ("Plan 2019/20", "Plan 2020/21"),
        ("Plan 2019-2020, final", "Plan 2020-2021, final"),
        ("Plan 2019–20 (2018/19, 2019/20)", "Plan 2020–21 (2018/19, 2020/21)"),
        ("Plan", "Plan"),
    ],
)
def test_the_title_names_the_new_year_where_it_named_the_old(title: str, renamed: str) -> None:
    header = HEADER.replace(b"Improvement Plan", f"{title}  # ours".encode())
    made = carried({"p/plan.yaml": header})
    assert made.files["plan.yaml"] == header.replace(title.encode(), renamed.encode()).replace(
        b"year: 2019-20", b"year: 2020-21"
    )


def test_windows_line_endings_and_a_byte_order_mark_stay() -> None:
    raw = b"\xef\xbb\xbf" + ACTION.replace("\n", "\r\n").encode()
    made = carried({"p/plan.yaml": HEADER, "p/3.2.yaml": raw})
    new = made.files["3.2.yaml"]
    assert new.startswith(raw.partition(b"lead:")[0])
    assert new.count(b"\r\n") == new.count(b"\n")


@given(action_texts())
def test_any_action_that_can_be_read_is_carried_with_its_meaning_whole(text: str) -> None:
    plan = load(texts(a3_2=text))
    if plan.problems or not plan.actions:
        return
    (old,) = plan.actions
    made = rollover(plan, Year(2020), MAY)
    for new in new_plan(made).actions:
        fields = ("updates", "opening", "supersedes")
        assert new.model_dump(exclude={*fields}) == old.model_dump(exclude={*fields})
        assert all(update.empty for update in new.updates.values())
        assert new.supersedes == "2019-20/3.2"


def test_the_new_plan_is_in_order() -> None:
    plan = new_plan(carried(texts(a3_2=ACTION)))
    assert check_plan(plan, MAY) == ()


@pytest.mark.parametrize("text", ["id: [", ACTION.replace("lead", "laed")])
def test_a_plan_with_errors_is_not_carried_forward(text: str) -> None:
    with pytest.raises(UserError, match="the plan of 2019-20 has errors"):
        carried(texts(a3_2=text))


def test_only_the_next_year_follows() -> None:
    with pytest.raises(UserError, match="2021-22 is not the year after 2019-20"):
        rollover(load(texts(a3_2=ACTION)), Year(2021), MAY)


@pytest.mark.parametrize(
    "text", ['{id: "3.2", title: T, lead: L}\n', '? id\n: "3.2"\ntitle: T\nlead: L\n']
)
def test_an_unusual_layout_is_carried_or_refused_but_never_broken(text: str) -> None:
    with pytest.raises(UserError, match=r"p/3\.2\.yaml"):
        carried(texts(a3_2=text))


MEASURES = """measures:
  - words alone
  - text: Placements that ended early
    id: ended-early # as agreed
    unit: count
    basis: in the period
    frequency: monthly
    baseline:
      value: 50
      when: Q4 2018-19
    target: 40
    actuals:
      Q1:
        months:
          April: 3
          May: 4
          June: 5

      Q2: suppressed

      Q3: not supplied

      Q4: 78.20
  - text: Caseloads
    parts:
      - id: experienced
        unit: "%"
        actuals: # none since
          Q1: 43 of 55
      - id: new
        unit: count
        target: 18
"""
NEXT = """measures:
  - words alone
  - text: Placements that ended early
    id: ended-early # as agreed
    unit: count
    basis: in the period
    frequency: monthly
    target: 40
    baseline:
    last_year:
      Q1: 12
      Q2: suppressed
      Q4: 78.20
    actuals:
      Q1:

      Q2:

      Q3:

      Q4:
  - text: Caseloads
    parts:
      - id: experienced
        unit: "%"
        baseline:
        last_year:
          Q1: 43 of 55
        actuals:
          Q1:

          Q2:

          Q3:

          Q4:
      - id: new
        unit: count
        target: 18
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_measure_without_a_number_of_the_year_has_an_empty_baseline(newline: str) -> None:
    words = "measures:\n  - Placements that ended early\n"
    text = ACTION.replace(words, MEASURES)
    made = carried(texts(a3_2=text.replace("\n", newline)))
    said = made.files["3.2.yaml"].decode().replace("\r\n", "\n")
    assert NEXT in said
    assert made.without_baseline == (
        "3.2 ended-early: Q2 is suppressed",
        "3.2 experienced: Q4 is not supplied",
    )
    assert not new_plan(made).problems
    again = carried(
        texts(
            a3_2=ACTION.replace(words, NEXT.replace("\n      Q2:\n", "\n      Q2: not available\n"))
        )
    )
    assert "baseline:\n      value:" not in again.files["3.2.yaml"].decode()


@pytest.mark.parametrize(
    ("measure", "baseline"),
    [
        ("unit: count|basis: in the period|actuals:|  Q1: 10|  Q2: 20|  Q3: 30|  Q4: 40",
         "value: 100|when: 2019-20"),
        ('unit: "%"|basis: in the period|actuals:|  Q1: 1 of 10|  Q2: 5 of 10|  Q3: 9 of 100',
         "Q4 is not supplied"),
        ('unit: "%"|basis: in the period|frequency: six-monthly|actuals:|  Q2: 2 of 9|  Q4: 1 of 5',
         "value: 3 of 14|when: 2019-20"),
        ('unit: "%"|basis: snapshot|actuals:|  Q1: 1 of 10|  Q4: 5 of 80',
         "value: 5 of 80|when: Q4 2019-20"),
        ('unit: "%"|basis: in the period|actuals:|  Q1: 50|  Q4: 60', "value: 60|when: Q4 2019-20"),
        ("unit: count|actuals:|  Q1: 25|  Q4: 24", "value: 24|when: Q4 2019-20"),
        ("unit: count|basis: year to date|actuals:|  Q3: 25", "Q4 is not supplied"),
        ("unit: count|basis: snapshot|frequency: annual|actuals:|  Q3: 25",
         "value: 25|when: Q3 2019-20"),
        ("unit: count|basis: in the period|frequency: six-monthly|actuals:|  Q2: 3|  Q4: BREAK",
         "the series breaks in Q4"),
    ],
)  # fmt: skip
def test_the_number_of_the_year_becomes_the_baseline(measure: str, baseline: str) -> None:
    broken = "|    value: 2|    series_break: Another form"
    lines = measure.replace(" BREAK", broken).replace("|", "\n    ")
    text = ACTION.replace(
        "  - Placements that ended early\n", f"  - text: Moves\n    id: moves\n    {lines}\n"
    )
    made = carried(texts(a3_2=text))
    said = made.files["3.2.yaml"].decode()
    if baseline.startswith("value"):
        assert "    baseline:\n      " + baseline.replace("|", "\n      ") + "\n" in said
        assert made.without_baseline == ()
    else:
        assert "    baseline:\n    last_year:\n" in said
        assert made.without_baseline == (f"3.2 moves: {baseline}",)


def test_series_breaks_and_restatements_go_on_and_nothing_is_compared_across_a_break() -> None:
    measure = """  - text: Moves
    id: moves
    unit: "%"
    polarity: higher
    basis: snapshot
    actuals:
      Q1: 50
      Q2:
        value: 60
        restated_from: 61
        reason: "Counted twice: one team"
      Q4:
        value: 70
        series_break: Counted by family
"""
    made = carried(texts(a3_2=ACTION.replace("  - Placements that ended early\n", measure)))
    text = made.files["3.2.yaml"].decode()
    assert (
        """      Q2:
        value: 60
        restated_from: 61
        reason: "Counted twice: one team"
      Q4:
        value: 70
        series_break: Counted by family
    actuals:
"""
        in text
    )
    text = text.replace("    actuals:\n      Q1:", "    actuals:\n      Q1: 80")
    plan = load({"n/plan.yaml": made.files["plan.yaml"], "n/3.2.yaml": text.encode()})
    (measured,) = summarise(plan, date(2020, 8, 1)).measured["n/3.2.yaml"]
    reading = measured.at(Q1)
    assert (reading.since, reading.travel) == ("Q4 last year", "improved")
    assert reading.travel_in_year == Unknown("the series breaks in Q4 last year")
    definition = measure_definition(measured)
    assert "last year Q1 50%, Q2 60%, Q4 70% (series break)" in definition


def test_a_baseline_of_a_whole_year_is_not_held_against_a_quarter() -> None:
    measure = """  - text: Moves
    id: moves
    unit: count
    polarity: higher
    basis: in the period
    baseline:
      value: 100
      when: 2018-19
    target: better than baseline
    actuals:
      Q1: 12
"""
    text = ACTION.replace("  - Placements that ended early\n", measure)
    (measured,) = summarise(load(texts(a3_2=text)), MAY).measured["p/3.2.yaml"]
    why = "the baseline is of a whole year, and this is of a quarter"
    assert measured.at(Q1).rating == Unknown(why)


def test_numbers_in_braces_are_not_carried_forward() -> None:
    braces = "measures:\n  - {text: a, id: a, unit: count, actuals: {Q1: 3}}\n"
    text = ACTION.replace("measures:\n  - Placements that ended early\n", braces)
    with pytest.raises(UserError, match="cannot be carried forward"):
        carried(texts(a3_2=text))


def test_who_may_see_an_action_and_its_measures_goes_on_and_what_was_issued_does_not() -> None:
    exempt = "visibility:\n  kind: exempt\n  paragraph: 3\n  because: It is being let.\n"
    measure = """measures:
  - text: Placements that ended early
    id: ended-early
    unit: count
    visibility: internal
"""
    text = ACTION.replace("links:", f"{exempt}links:").replace(
        "measures:\n  - Placements that ended early\n", measure
    )
    issued = (
        HEADER
        + b"""
published:
  1:
    kind: full
    format: html
    edition: public
    period: Q2
    as_at: 2019-10-14
    commit: 4c16fc440c
    planctl: 0.1.0
    sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
    proposed:
      date: 2019-10-14
      by: Officer
      person: 2ad19079c21d-b61ae900872b
    digest: v1-1
"""
    )
    made = carried({**texts(a3_2=text), "p/plan.yaml": issued})
    new = made.files["3.2.yaml"].decode()
    assert exempt in new
    assert "    visibility: internal\n" in new
    assert b"published" not in made.files["plan.yaml"]
    action = new_plan(made).actions[0]
    assert action.visibility
    assert action.visibility.paragraph == 3
    assert [str(each.visibility and each.visibility.kind) for each in action.measured] == [
        "internal"
    ]
