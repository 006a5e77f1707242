"""A sign-off covers the words of recommendations and which actions answered them."""

from collections.abc import Mapping
from datetime import date

from planctl.plan.scale import OWN
from planctl.plan.year import Year
from planctl.signoff.action_digest import ChangedPart, changed_parts, signed_action
from planctl.signoff.part_names import part_name
from planctl.signoff.parts import SignedDay
from planctl.signoff.plan_digests import changed_things, plan_digests

HEADER = {"title": "T", "organisation": "O"}
R7 = {"R7": "Act."}
ACTION = {"id": "3.2", "title": "T", "lead": "L", "answers": ["R7", "R8"]}
SIGNED = SignedDay(date(2019, 7, 19), date(2019, 7, 19), Year(2019))


def _changed(**recommendations: object) -> list[ChangedPart]:
    signed = plan_digests({**HEADER, "recommendations": R7}, (), "Q1")
    return list(changed_things({**HEADER, "recommendations": recommendations}, signed, "Q1"))


def test_the_words_as_printed_are_covered_however_they_are_written() -> None:
    assert _changed(R7={"text": "Act.", "body": ""}) == []
    assert _changed(R7="Act soon.") == [ChangedPart(("recommendations", "R7"))]
    assert _changed(R7={"text": "Act.", "response": "accepted"})
    assert _changed() == [ChangedPart(("recommendations", "R7"))]
    assert part_name({}, ("recommendations", "R7"), OWN) == "recommendation R7"


def test_a_later_recommendation_and_a_later_position_are_not() -> None:
    assert _changed(**R7, R8="Act again.") == []
    assert _changed(R7={"text": "Act.", "position": {"2020-01-22": "Some progress."}}) == []


def _action_changed(before: Mapping[str, object], now: Mapping[str, object]) -> list[ChangedPart]:
    digest = signed_action("3.2", "Q1", before, SIGNED).digest()
    return changed_parts("3.2", "Q1", now, SIGNED, digest)


def test_an_action_may_answer_more_later_and_not_less() -> None:
    assert _action_changed(ACTION, {**ACTION, "answers": ["R8", "R7", "R9"]}) == []
    assert _action_changed({"id": "3.2"}, {"id": "3.2", "answers": ["R7"]}) == []
    fewer = _action_changed(ACTION, {**ACTION, "answers": ["R8"]})
    assert fewer == [ChangedPart(("answers",), gone=True)]
