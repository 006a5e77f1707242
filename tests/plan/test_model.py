"""A plan's words: what an update says, what a rating is called and means, whose an action is."""

import pytest
from pydantic import ValidationError

from planctl.plan.leads import leads_in
from planctl.plan.model import Action, Header, Update
from planctl.plan.ratings import MEANINGS, Rating, Status
from planctl.plan.scale import OWN
from planctl.plan.year import Year
from quarters import Q2, Q3


def action(**fields: object) -> Action:
    return Action.model_validate({"id": "3.2", "title": "T", "lead": "L", **fields})


def header(**fields: object) -> Header:
    said = {"title": "T", "organisation": "O", "year": "2019-20", "priorities": {"3": "P"}}
    return Header.model_validate({**said, **fields})


def test_an_update_that_says_nothing_is_empty() -> None:
    assert Update().empty
    assert Update.model_validate({"commentary": "  \n"}).empty


@pytest.mark.parametrize(
    "said", [{"rag": "red"}, {"status": "on hold"}, {"headline": "So"}, {"confidence": "green"}]
)
def test_an_update_that_says_anything_is_not_empty(said: dict[str, str]) -> None:
    assert not Update.model_validate(said).empty


def test_the_words_of_an_update_are_ratings() -> None:
    update = Update.model_validate({"rag": "amber", "status": "in progress", "confidence": "red"})
    assert (update.rag, update.status) == (OWN.of(Rating.AMBER), Status.IN_PROGRESS)
    assert update.confidence == OWN.of(Rating.RED)


@pytest.mark.parametrize(
    ("said", "leads"),
    [("L", ("L",)), (" L ", ("L",)), (["L"], ("L",)), (["Chair ", "DCS"], ("Chair", "DCS"))],
)
def test_an_action_has_one_lead_or_several(said: object, leads: tuple[str, ...]) -> None:
    assert action(lead=said).lead == leads == leads_in(said)


@pytest.mark.parametrize("said", [[], ["L", "L "], ["L", ""], ["L", None], " ", {"L": "M"}, None])
def test_a_lead_is_somebody_and_named_once(said: object) -> None:
    with pytest.raises(ValidationError, match="lead"):
        action(lead=said)


def test_the_posts_of_several_leads_are_told_with_whose_they_are_if_some_have_none() -> None:
    found = header(
        leads={"Chair": "A chair", "DCS": "A director", "ICB": None, "Police": "A chair"}
    )
    assert found.posts(["Chair"]) == "A chair"
    assert found.posts(["ICB"]) == found.posts(["Nobody"]) == found.posts([]) == ""
    assert found.posts(["Chair", "DCS"]) == "A chair / A director"
    assert found.posts(["Chair", "Police"]) == "A chair"
    assert found.posts(["ICB", "DCS"]) == "DCS: A director"


def test_space_around_a_text_is_not_part_of_it() -> None:
    assert action(title="  HUBS \n").title == "HUBS"


def test_the_priority_is_the_first_part_of_the_id_unless_said() -> None:
    assert action(id="10.2").priority_id == "10"
    assert action(id="10.2", priority="3").priority_id == "3"


def test_a_quarter_of_which_nothing_is_said_has_an_empty_update() -> None:
    said = action(updates={"Q2": {"rag": "green"}})
    assert said.update(Q2).rag == OWN.of(Rating.GREEN)
    assert said.update(Q3).empty


def test_what_was_read_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        action().title = "X"


def test_a_year_runs_from_april_unless_the_calendar_says_otherwise() -> None:
    assert header().period == Year(2019, 4)
    assert header(calendar={"first_month": "9"}).period == Year(2019, 9)
    assert header(year="2019/20").period == Year(2019, 4)


def test_a_rating_has_its_own_label_and_meaning_unless_the_plan_gives_others() -> None:
    plain = header().rating_scale.of(Rating.ON_HOLD)
    assert (plain.label, plain.meaning) == ("On hold", MEANINGS[Rating.ON_HOLD])
    given = {"on hold": {"label": "Paused"}, "red": {"meaning": "Late."}}
    said = header(ratings=given).rating_scale
    paused, red = said.of(Rating.ON_HOLD), said.of(Rating.RED)
    assert (paused.label, paused.meaning) == ("Paused", MEANINGS[Rating.ON_HOLD])
    assert (red.label, red.meaning) == ("Red", "Late.")


def test_dates_are_kept_as_they_are_written() -> None:
    moves = [{"was": "2019-12", "to": "Q4 2019-20", "date": "2019-10-01", "reason": "Late"}]
    said = action(due="2019-12", moves=moves, milestones={"Hub": {"due": "2019-10-31"}})
    (move,) = said.moves
    assert said.due
    assert (said.due.written, move.to.written) == ("2019-12", "Q4 2019-20")
    assert move.waiting
    assert not said.milestones["Hub"].done
