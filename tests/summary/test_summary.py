"""The numbers and words of a report: ratings, shares, what moved, what is missing."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planctl.plan.model import Action, Header, Update
from planctl.plan.period import Period
from planctl.plan.plan import Entry, Plan, load
from planctl.plan.priority import Priority
from planctl.plan.ratings import RATED, Rag, Rating, Status
from planctl.plan.scale import RatingWords
from planctl.problem import UserError
from planctl.summary.exceptions import exceptions
from planctl.summary.missing import missing_fields
from planctl.summary.summary import Summary, summarise
from planctl.summary.verification import unverified
from quarters import Q1, Q2, Q3, Q4, QUARTERS

TODAY = date(2019, 10, 20)  # in Q3: Q1 and Q2 have ended
HEADER = Header(
    title="T",
    organisation="O",
    year="2019-20",
    priorities={"3": Priority(text="Three"), "1": Priority(text="One")},
)
Updates = dict[str, dict[str, Any]]


def _summary(
    *actions: Updates, quarter: Period | None = None, header: Header = HEADER, today: date = TODAY
) -> Summary:
    made = (
        Action.model_validate({"id": f"1.{n}", "title": f"A{n}", "lead": "L", "updates": updates})
        for n, updates in enumerate(actions, 1)
    )
    entries = tuple(Entry(action.id, f"p/{action.id}.yaml", action) for action in made)
    return summarise(Plan("p", header, None, entries), today, quarter)


def _ratings(updates: Updates) -> list[Rating]:
    (row,) = _summary(updates).rows
    return [position.rating for position in row.positions]


@pytest.mark.parametrize(
    ("update", "rating"),
    [
        ({}, Rating.NO_UPDATE),
        ({"rag": "red"}, Rating.RED),
        ({"rag": "amber", "status": "in progress"}, Rating.AMBER),
        ({"rag": "green", "status": "complete"}, Rating.COMPLETE),
        ({"status": "embedded"}, Rating.EMBEDDED),
        ({"status": "on hold"}, Rating.ON_HOLD),
        ({"status": "closed"}, Rating.CLOSED),
        ({"status": "not started"}, Rating.NOT_STARTED),
        ({"status": "in progress"}, Rating.NOT_RATED),
        ({"commentary": "Words."}, Rating.NOT_RATED),
    ],
)
def test_a_rating_is_one_word_of_status_and_colour(update: dict[str, str], rating: Rating) -> None:
    assert _ratings({"Q2": update})[1] is rating


def test_a_quarter_that_has_not_ended_is_not_due() -> None:
    assert _ratings({})[2:] == [Rating.NOT_DUE, Rating.NOT_DUE]
    assert _ratings({"Q3": {"rag": "red"}})[2] is Rating.RED


@pytest.mark.parametrize("status", ["complete", "embedded", "closed"])
def test_what_is_finished_stays_so_until_something_is_said(status: str) -> None:
    rating = Rating(status.capitalize())
    to_come = [Rating.NOT_DUE] * 2
    assert _ratings({"Q1": {"status": status}}) == [rating, rating, *to_come]
    again = _ratings({"Q1": {"status": status}, "Q2": {"rag": "amber"}})
    assert again == [rating, Rating.AMBER, *to_come]
    words = {"Q1": {"status": status}, "Q3": {"commentary": "A visit is planned."}}
    assert _ratings(words) == [rating, rating, rating, Rating.NOT_DUE]


def test_what_is_complete_is_owed_nothing_later_but_its_verification() -> None:
    summary = _summary({"Q1": {"status": "complete"}})
    assert (summary.gaps, exceptions(summary), summary.movements) == ((), (), ())
    assert [each.phrase for each in unverified(summary)] == [
        "complete since Q1, not verified for 112 days"
    ]
    assert unverified(_summary({"Q1": {"status": "embedded"}})) == ()


def test_what_was_complete_when_the_year_began_is_verified_after_it_or_at_once() -> None:
    for quarter, days in (("Q3 2018-19", 293), ("the spring", 203)):
        action = {"id": "1.1", "title": "A", "lead": "L"}
        opening = {"quarter": quarter, "status": "complete"}
        made = Action.model_validate({**action, "opening": opening})
        plan = Plan("p", HEADER, None, (Entry("1.1", "p/1.1.yaml", made),))
        (found,) = unverified(summarise(plan, TODAY))
        assert found[1:3] == (quarter, days)
    (found,) = unverified(_summary({"Q3": {"status": "complete"}}, quarter=Q3))
    assert found.phrase == "complete since Q3"


def test_the_quarter_is_the_latest_that_has_ended_unless_one_is_named() -> None:
    assert _summary().quarter == Q2
    assert _summary(quarter=Q4).quarter == Q4
    assert _summary(today=date(2019, 4, 2)).quarter == Q1


def test_a_plan_without_a_header_cannot_be_summarised() -> None:
    with pytest.raises(UserError, match="cannot be used"):
        summarise(load({}), TODAY)


@pytest.mark.parametrize(
    ("actions", "sentence"),
    [
        ([], "There are no actions in the plan."),
        ([{}], "The plan has one action, which has not been rated for Q2."),
        ([{}, {}], "None of the 2 actions has been rated for Q2."),
        ([{"Q2": {"rag": "red"}}], "Of 1 action rated for Q2 (1 in the plan), 1 is red (100%)."),
        (
            [{"Q2": {"rag": "red"}}, {"Q2": {"rag": "red"}}, {"Q2": {"status": "complete"}}, {}],
            (
                "Of 3 actions rated for Q2 (4 in the plan), "
                "2 are red (67%) and 1 is complete (33%). The other has no update."
            ),
        ),
        (
            [{"Q2": {"status": status}} for status in ("closed", "on hold", "on hold")]
            + [{"Q2": {"rag": "green"}}],
            (
                "Of 1 action rated for Q2 (4 in the plan), 1 is green (100%). "
                "Of the other 3, 2 are on hold and 1 is closed."
            ),
        ),
        (
            [{"Q2": {"rag": "green"}}, {}, {}],
            (
                "Of 1 action rated for Q2 (3 in the plan), 1 is green (100%). "
                "The other 2 have no update."
            ),
        ),
        (
            [{"Q2": {"rag": rag}} for rag in ("red", "amber", "green")],
            (
                "Of 3 actions rated for Q2 (3 in the plan), "
                "1 is red (33%), 1 is amber (33%) and 1 is green (33%)."
            ),
        ),
    ],
)
def test_the_sentence_says_what_each_number_is_of(actions: list[Updates], sentence: str) -> None:
    assert _summary(*actions).sentence == sentence


def test_the_sentence_has_the_plans_own_words() -> None:
    words = {"red": RatingWords(label="Off track")}
    header = HEADER.model_copy(update={"ratings": words})
    assert "1 is off track" in _summary({"Q2": {"rag": "red"}}, header=header).sentence


MOVES = [
    ("red", "amber", "improved"),
    ("amber", "complete", "improved"),
    ("complete", "embedded", "improved"),
    ("green", "red", "worsened"),
    ("embedded", "green", "worsened"),
    ("on hold", "red", "changed"),
    ("green", "closed", "changed"),
]


def _update(word: str) -> dict[str, str]:
    return {"rag" if word in list(Rag) else "status": word}


@pytest.mark.parametrize(("before", "after", "direction"), MOVES)
def test_a_movement_has_a_direction_where_the_two_compare(
    before: str, after: str, direction: str
) -> None:
    (moved,) = _summary({"Q1": _update(before), "Q2": _update(after)}).movements
    assert moved.direction == direction


def test_silence_is_not_a_movement() -> None:
    assert (
        _summary({"Q1": {"rag": "red"}}, {"Q1": {"rag": "red"}, "Q2": {"rag": "red"}}).movements
        == ()
    )


def test_the_first_quarter_has_nothing_to_move_from() -> None:
    summary = _summary({"Q1": {"rag": "red"}}, quarter=Q1)
    assert summary.movements == ()
    assert [row.id for row in summary.attention] == ["1.1"]


def test_what_is_red_needs_attention_and_then_what_is_worse() -> None:
    summary = _summary(
        {"Q1": {"rag": "green"}, "Q2": {"rag": "amber"}},
        {"Q1": {"rag": "red"}, "Q2": {"rag": "red"}},
        {"Q1": {"rag": "amber"}, "Q2": {"rag": "red"}},
        {"Q1": {"rag": "red"}, "Q2": {"rag": "amber"}},
        {"Q1": {"rag": "red"}},
    )
    assert [row.id for row in summary.attention] == ["1.2", "1.3", "1.1"]


@pytest.mark.parametrize(
    ("update", "lacks"),
    [
        ({}, ("rating", "commentary")),
        ({"rag": "red"}, ("commentary",)),
        ({"commentary": "Words."}, ("rating",)),
        ({"rag": "red", "commentary": "Words."}, ()),
        ({"status": "on hold"}, ("commentary",)),
        ({"status": "embedded"}, ()),
    ],
)
def test_a_gap_says_what_is_lacking(update: dict[str, str], lacks: tuple[str, ...]) -> None:
    assert [gap.lacks for gap in _summary({"Q2": update}).gaps] == [lacks][: len(lacks)]


def test_actions_that_cannot_be_read_are_counted_as_such() -> None:
    entries = tuple(Entry(name, f"p/{name}.yaml") for name in ("3.2", "7.1", "notes"))
    summary = summarise(Plan("p", HEADER, None, entries), TODAY)
    assert summary.overall.ratings == {Rating.UNREADABLE: 3}
    counts = {count.name: (count.label, count.total) for count in summary.by_priority}
    unnamed = "Files that belong to no priority"
    assert counts == {"3": ("Three", 1), "1": ("One", 0), "7": ("", 1), "": (unnamed, 1)}
    assert (summary.gaps, summary.movements, summary.attention) == ((), (), ())


def test_leads_are_in_alphabetical_order() -> None:
    actions = (Action(id=f"1.{n}", title="T", lead=(lead,)) for n, lead in enumerate("BAB", 1))
    entries = tuple(Entry(action.id, action.id, action) for action in actions)
    summary = summarise(Plan("p", HEADER, None, entries), TODAY)
    assert [(count.name, count.total) for count in summary.by_lead] == [("A", 1), ("B", 2)]


def test_an_action_counts_under_each_of_its_leads_but_where_one_is_asked_for() -> None:
    actions = (
        Action.model_validate({"id": f"1.{number}", "title": "T", "lead": lead})
        for number, lead in enumerate(["B", ["B", "A"]], 1)
    )
    entries = tuple(Entry(action.id, action.id, action) for action in actions)
    summary = summarise(Plan("p", HEADER, None, entries), TODAY)
    assert summary.has_joint_leads
    assert [(count.name, count.total) for count in summary.by_lead] == [("A", 1), ("B", 2)]
    assert [row.lead for row in summary.rows] == ["B", "B / A"]
    one = summary.only(summary.rows[1:], "led by A", "A")
    assert not one.has_joint_leads
    assert [(count.name, count.total) for count in one.by_lead] == [("A", 1)]


_UPDATE = st.fixed_dictionaries(
    {},
    optional={
        "rag": st.sampled_from(Rag),
        "status": st.sampled_from(Status),
        "commentary": st.just("Words."),
    },
)
_ACTIONS = st.lists(st.dictionaries(st.sampled_from(["Q1", "Q2", "Q3", "Q4"]), _UPDATE), max_size=6)


@given(_ACTIONS, st.sampled_from(QUARTERS), st.dates(date(2019, 3, 1), date(2020, 6, 1)))
def test_every_action_is_counted_once(actions: list[Updates], quarter: Period, today: date) -> None:
    summary = _summary(*actions, quarter=quarter, today=today)
    assert summary.overall.total == len(actions)
    for counts in (summary.by_priority, summary.by_lead):
        assert sum(count.total for count in counts) == len(actions)
        assert sum(count.rated for count in counts) == summary.overall.rated
    ratings = [row.at(quarter).rating for row in summary.rows]
    assert summary.overall.rated == sum(rating in RATED for rating in ratings)
    assert {row.id for row in summary.attention} >= {
        row.id for row in summary.rows if row.at(quarter).rating is Rating.RED
    }


def test_what_was_finished_in_an_earlier_quarter_is_not_overdue_in_a_silent_one() -> None:
    evidence = "Visit, 2 May."
    updates = {
        "Q1": {"status": "complete", "commentary": "Done.", "evidence": evidence},
        "Q3": {"rag": "red", "commentary": "It came back."},
    }
    action = Action.model_validate(
        {"id": "1.1", "title": "A", "lead": "L", "due": "2019-05", "updates": updates}
    )
    plan = Plan("p", HEADER, None, (Entry("1.1", "p/1.1.yaml", action),))
    reasons = {
        quarter: [each.reasons for each in exceptions(summarise(plan, TODAY, quarter))]
        for quarter in (Q1, Q2, Q3)
    }
    overdue = "Overdue: it was to be complete by May 2019, 142 days ago"
    assert reasons == {
        Q1: [],
        Q2: [],
        Q3: [("Rated red", overdue)],
    }


@pytest.mark.parametrize(
    ("update", "missing"),
    [
        ({}, ("rag", "commentary")),
        ({"rag": "red", "commentary": "So."}, ("next_steps",)),
        ({"rag": "red", "status": "not started", "commentary": "So."}, ("next_steps",)),
        ({"rag": "amber", "status": "on hold", "commentary": "So."}, ()),
        ({"status": "embedded"}, ("commentary", "impact", "evidence")),
        ({"rag": "green", "commentary": "So."}, ()),
        ({"rag": "green", "commentary": "TBC"}, ("commentary",)),
        ({"rag": "red", "commentary": "So.", "next_steps": "n/a"}, ("next_steps",)),
        ({"status": "complete", "commentary": "So.", "evidence": "-"}, ("impact", "evidence")),
    ],
)
def test_what_an_update_lacks_is_said_by_field(
    update: dict[str, str], missing: tuple[str, ...]
) -> None:
    assert missing_fields(Update.model_validate(update)) == missing
