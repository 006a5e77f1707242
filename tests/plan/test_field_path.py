"""A field is found by the way to it as people type it, in what the models say."""

import pytest

from planctl.plan.field_path import field_place
from planctl.plan.model import Action, Header
from planctl.problem import UserError
from planctl.text.span import Keys

QUARTERS = ("Q1", "Q2", "Q3", "Q4")
ACTION: dict[str, object] = {
    "links": ["A", "B"],
    "milestones": {"The hub opens": {}, "The hub opens. Again": {}},
    "measures": [
        "Words",
        {"id": "ended-early", "benchmarks": {"St. Mary's": "3"}},
        {"text": "Two", "parts": [{"id": "one"}, {"id": "two"}]},
    ],
}
HEADER: dict[str, object] = {"leads": {"Q.A": "Head"}, "scale": [{"code": "off-track"}]}


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("owner", ("owner",)),
        (" Original-due", ("original_due",)),
        ("original due", ("original_due",)),
        ("links.2", ("links", 1)),
        ("milestones.the hub opens.due", ("milestones", "The hub opens", "due")),
        ("milestones.The hub opens. Again.done", ("milestones", "The hub opens. Again", "done")),
        ("milestones.St. Mary's opens.due", ("milestones", "St. Mary's opens", "due")),
        ("measures.1", ("measures", 0)),
        ("measures.1.unit", ("measures", 0, "unit")),
        ("measures.ended-early.profile.q2", ("measures", 1, "profile", "Q2")),
        ("measures.2.baseline.when", ("measures", 1, "baseline", "when")),
        ("measures.2.benchmarks.st. mary's", ("measures", 1, "benchmarks", "St. Mary's")),
        (
            "measures.2.benchmarks.All. of them.when",
            ("measures", 1, "benchmarks", "All. of them", "when"),
        ),
        ("measures.two.unit", ("measures", 2, "parts", 1, "unit")),
    ],
)
def test_the_field_of_an_action_is_found(typed: str, keys: Keys) -> None:
    place = field_place(Action, ACTION, typed, QUARTERS)
    assert place.keys == keys
    assert len(place.orders) == len(place.alone) == len(keys)


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("leads.Q.A", ("leads", "Q.A")),
        ("leads.Q.A.handle", ("leads", "Q.A", "handle")),
        ("leads.Early Help.post", ("leads", "Early Help", "post")),
        ("glossary.e.g.", ("glossary", "e.g.")),
        ("ratings.ON HOLD.label", ("ratings", "on hold", "label")),
        ("scale.off-track.is", ("scale", 0, "is")),
        ("calendar.stages.1", ("calendar", "stages", 0)),
    ],
)
def test_the_field_of_a_plan_is_found(typed: str, keys: Keys) -> None:
    data = {**HEADER, "calendar": {"stages": ["DMT"]}}
    assert field_place(Header, data, typed, QUARTERS).keys == keys


@pytest.mark.parametrize(
    "typed", ["", ".", "owner.post", "links.3", "links.0", "links.x", "measures.three"]
)
def test_what_is_no_field_is_refused(typed: str) -> None:
    with pytest.raises(UserError):
        field_place(Action, ACTION, typed, QUARTERS)
