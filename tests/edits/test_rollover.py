"""Next year's plan from this one: the files before, and the files after."""

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given

from planctl.checks.run import check_plan
from planctl.edits.rollover import Rollover, rollover
from planctl.plan.periods import Quarter, Year
from planctl.plan.plan import Plan, load
from planctl.problem import UserError
from plans import ACTION, HEADER, action_texts, texts

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
        f"  {quarter}:\n    rag:\n\n    status:\n\n    commentary:\n\n" for quarter in Quarter
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
        ("status: complete", False),
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


def test_an_action_that_was_finished_and_taken_up_again_goes_on() -> None:
    text = ACTION.replace("green  # agreed at DMT", "green\n\n    status: complete", 1).replace(
        "  Q3:\n    rag:\n", "  Q3:\n    rag: amber\n"
    )
    text = text.replace("complete\n\n    status:\n", "complete\n", 1)
    (last,) = carried(texts(a3_2=text)).carried
    assert last.position
    assert last.position.quarter is Quarter.Q3


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
      value: 78.20
      when: Q4 2019-20
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
          value: 43 of 55
          when: Q1 2019-20
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
def test_the_last_value_of_a_measure_becomes_its_baseline(newline: str) -> None:
    words = "measures:\n  - Placements that ended early\n"
    text = ACTION.replace(words, MEASURES)
    made = carried(texts(a3_2=text.replace("\n", newline)))
    said = made.files["3.2.yaml"].decode().replace("\r\n", "\n")
    assert NEXT in said
    assert not new_plan(made).problems
    again = carried(
        texts(
            a3_2=ACTION.replace(words, NEXT.replace("\n      Q2:\n", "\n      Q2: not available\n"))
        )
    )
    assert "baseline:\n      value:" not in again.files["3.2.yaml"].decode()


def test_numbers_in_braces_are_not_carried_forward() -> None:
    braces = "measures:\n  - {text: a, id: a, unit: count, actuals: {Q1: 3}}\n"
    text = ACTION.replace("measures:\n  - Placements that ended early\n", braces)
    with pytest.raises(UserError, match="cannot be carried forward"):
        carried(texts(a3_2=text))
