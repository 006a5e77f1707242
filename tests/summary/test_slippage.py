"""How far due dates moved: how often, by how many days, by whose word."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planctl.plan.model import Action
from planctl.plan.period import Period
from planctl.plan.year import Year
from planctl.summary.slippage import (
    due_date_facts,
    milestone_lines,
    move_lines,
    move_sentence,
    original_due_date,
    slip_phrase,
    slips,
)
from quarters import QUARTERS


def move(was: str, to: str, **others: str) -> dict[str, str]:
    return {"was": was, "to": to, "date": "2019-10-01", "reason": "Late.\nVery.", **others}


def action(**fields: object) -> Action:
    return Action.model_validate({"id": "3.2", "title": "T", "lead": "L", **fields})


AGREED = {"agreed_by": "DMT"}
REFUSED = {"refused_by": "DMT", "decided": "2019-10-07"}


@pytest.mark.parametrize(
    ("fields", "first", "times", "days", "words"),
    [
        ({"due": "2020-03"}, "2020-03", 0, 0, ""),
        (
            {"due": "2020-03", "original_due": "2020-02-29"},
            "2020-02-29", 1, 31, "moved once, 31 days lost",
        ),
        (
            {"due": "2020-03", "moves": [move("2019-12", "2020-03", **AGREED)]},
            "2019-12", 1, 91, "moved once, 91 days lost",
        ),
        (
            {
                "due": "2020-03-31", "original_due": "2019-10-31",
                "moves": [move("2019-12", "2020-03-31", **AGREED)],
            },
            "2019-10-31", 2, 152, "moved twice, 152 days lost",
        ),
        (
            {
                "due": "2020-03-30",
                "moves": [
                    move("2020-03", "2020-06", **AGREED), move("2020-06", "2020-09", **REFUSED),
                    move("2020-06", "2020-02", **AGREED), move("2020-02", "2020-03-30", **AGREED),
                    move("2020-03-30", "2020-08"),
                ],
            },
            "2020-03", 3, -1, "moved 3 times, 1 day gained",
        ),
        (
            {"due": "2020-06", "moves": [move("to be confirmed", "2020-06", **AGREED)]},
            "to be confirmed", 1, 0, "moved once",
        ),
        (
            {"due": "ongoing", "moves": [move("2020-06", "ongoing", **AGREED)]},
            "2020-06", 1, 0, "moved once",
        ),
        (
            {"due": "2020-03", "moves": [move("2020-03", "2020-06", **REFUSED)]},
            "2020-03", 0, 0, "",
        ),
    ],
)  # fmt: skip
def test_a_date_has_slipped_from_the_one_first_agreed(
    fields: dict[str, object], first: str, times: int, days: int, words: str
) -> None:
    (slip,) = slips(action(**fields))
    assert slip.original.written == first
    assert (slip.times, slip.days_lost, slip_phrase(slip)) == (times, days, words)


def test_what_has_no_date_has_not_slipped() -> None:
    assert slips(action()) == ()
    assert original_due_date(action(original_due="2020-03")) is None
    assert not any(due_date_facts(action()).values())


def test_a_move_waits_until_somebody_decides() -> None:
    moves = [
        move("2020-01", "2020-02", **AGREED),
        move("2020-02", "2020-03", **REFUSED),
        move("2020-02", "2020-04", agreed_by="DMT", decided="2019-10-09"),
        move("2020-04", "Q1 2020-21"),
    ]
    (slip,) = slips(action(due="2020-04", moves=moves))
    assert [each.to.written for each in slip.waiting] == ["Q1 2020-21"]
    assert [move_sentence(each) for each in slip.moves] == [
        "from January 2020 to February 2020, agreed by DMT on 1 October 2019: Late. Very.",
        (
            "from February 2020 to March 2020, refused by DMT on 7 October 2019, "
            "asked for on 1 October 2019: Late. Very."
        ),
        (
            "from February 2020 to April 2020, agreed by DMT on 9 October 2019, "
            "asked for on 1 October 2019: Late. Very."
        ),
        "from April 2020 to Q1 2020/21, asked for on 1 October 2019, not decided yet: Late. Very.",
    ]


def test_milestones_are_told_by_name() -> None:
    hub = {"due": "2020-02", "moves": [move("2020-01", "2020-02", **AGREED)]}
    said = action(
        milestones={"The hub opens": hub, "Full": {"due": "2020-05", "done": "2020-04-30"}}
    )
    assert list(milestone_lines(said)) == [
        "The hub opens: due February 2020",
        "Full: due May 2020, done on 30 April 2020",
    ]
    assert list(move_lines(said)) == [
        (
            "The hub opens: from January 2020 to February 2020, agreed by DMT on 1 October 2019: "
            "Late. Very."
        )
    ]
    assert [slip.overdue(date(2020, 6, 1)) for slip in slips(said)] == [True, False]


@pytest.mark.parametrize(
    ("updates", "overdue"),
    [
        ({}, True),
        ({"Q1": {"status": "complete"}}, False),
        ({"Q1": {"status": "embedded"}, "Q2": {"commentary": "So."}}, False),
        ({"Q1": {"status": "complete"}, "Q2": {"rag": "amber"}}, True),
        ({"Q2": {"status": "closed"}}, False),
        ({"Q2": {"status": "on hold"}}, True),
    ],
)
def test_a_date_is_overdue_from_the_day_after_until_it_is_done(
    updates: dict[str, object], overdue: bool
) -> None:
    said = action(due="Q2 2019-20", milestones={"Hub": {"due": "2019-09"}}, updates=updates)
    for slip in slips(said, QUARTERS):
        assert not slip.overdue(date(2019, 9, 30))
        assert slip.overdue(date(2019, 10, 1)) is overdue


ENDS = st.tuples(st.integers(2000, 2090), st.sampled_from(QUARTERS))


@given(ENDS, ENDS)
def test_slippage_is_the_same_however_the_dates_are_written(
    first: tuple[int, Period], last: tuple[int, Period]
) -> None:
    def spellings(start: int, quarter: Period) -> list[str]:
        day = Year(start).keys[quarter.key].last_day
        return [day.isoformat(), f"{day:%Y-%m}", f"{quarter} {Year(start)}"]

    found = {
        (slip.days_lost, slip.times)
        for was in spellings(*first)
        for to in spellings(*last)
        for slip in slips(action(due=to, moves=[move(was, to, **AGREED)]))
    }
    assert len(found) == 1
