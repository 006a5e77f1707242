"""A sign-off covers who answers for a priority, and how they rated it for the quarter."""

from planctl.plan.scale import OWN
from planctl.signoff.action_digest import ChangedPart
from planctl.signoff.part_names import part_name
from planctl.signoff.plan_digests import changed_things, plan_digests

ACTION = {"id": "3.2", "title": "T", "lead": "L"}
LED = {"text": "Homes", "lead": "L", "ratings": {"Q1": "amber"}}


def _changed(signed: object, now: object, **more: object) -> list[ChangedPart]:
    digests = plan_digests({"priorities": {"3": signed}}, [ACTION], "Q1")
    return list(changed_things({"priorities": {"3": now, **more}}, digests, "Q1"))


def test_who_leads_a_priority_may_be_said_later_and_not_changed() -> None:
    assert _changed("Homes", {"text": "Homes", "short": "H", "lead": "L"}) == []
    assert _changed(LED, {**LED, "lead": "M"}) == [ChangedPart(("priorities", "3", "lead"))]
    assert _changed(LED, {**LED, "text": "Home"}) == [ChangedPart(("priorities", "3"))]
    assert _changed("Homes", "Homes", **{"4": {"text": "Schools", "lead": "M"}}) == []


def test_a_rating_is_neither_changed_nor_taken_out_nor_given_later() -> None:
    rating = ChangedPart(("priorities", "3", "ratings", "Q1"))
    assert _changed(LED, {**LED, "ratings": {"Q1": "red"}}) == [rating]
    assert _changed("Homes", {"text": "Homes", "ratings": {"Q1": "red"}}) == [rating]
    assert _changed(LED, {**LED, "ratings": {"Q1": "amber", "Q2": "red"}}) == []
    assert _changed(LED, {"text": "Homes", "lead": "L"}) == [
        ChangedPart(("priorities", "3/ratings/Q1"))
    ]


def test_a_priority_without_actions_is_covered_by_its_rating_alone() -> None:
    signed = plan_digests({"priorities": {"4": LED}}, [ACTION], "Q1")
    assert set(signed) == {"leads/L", "priorities/3", "priorities/4/ratings/Q1"}
    assert list(changed_things({"priorities": {"4": LED}}, signed, "Q1")) == []


def test_what_is_changed_of_a_priority_is_named() -> None:
    names = {
        "priority 3": ("priorities", "3"),
        "the lead of priority 3": ("priorities", "3", "lead"),
        "the rating of priority 3 for Q1": ("priorities", "3", "ratings", "Q1"),
    }
    assert {part_name({}, keys, OWN): keys for keys in names.values()} == names
    assert part_name({}, ("priorities", "3/ratings/Q1"), OWN) == "the rating of priority 3 for Q1"
