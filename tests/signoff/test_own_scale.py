"""A sign-off covers the words of the steps that are used in its quarter."""

from collections.abc import Mapping

from planctl.plan.scale import OWN
from planctl.signoff.action_digest import ChangedPart
from planctl.signoff.part_names import entry_name, field_name, part_name
from planctl.signoff.plan_digests import changed_things, digest_of, plan_digests

HEADER = {"title": "T", "organisation": "O"}
OLD = {"code": "late", "label": "Late", "is": "red", "meaning": "It is late.", "until": "Q2"}
NEW = {"code": "late", "label": "Behind", "is": "red", "meaning": "It is late.", "since": "Q3"}


def _header(*steps: Mapping[str, str]) -> dict[str, object]:
    return {**HEADER, "scale": list(steps)}


def test_a_step_that_ends_or_begins_later_leaves_what_was_signed_as_it_was() -> None:
    before = _header({key: said for key, said in OLD.items() if key != "until"})
    signed = plan_digests(before, (), "Q1")
    assert list(changed_things(_header(OLD, NEW), signed, "Q1")) == []
    begun = plan_digests(HEADER, (), "Q1")
    assert list(changed_things(_header(NEW), begun, "Q1")) == []
    assert list(changed_things(_header(NEW), begun, "Q3"))


def test_a_label_a_meaning_and_what_a_step_is_are_covered_and_its_colour_is_not() -> None:
    signed = plan_digests(_header(OLD), (), "Q1")
    assert list(changed_things(_header({**OLD, "colour": "#ffffff"}), signed, "Q1")) == []
    for key, said in (("label", "Off"), ("meaning", "No."), ("is", "amber")):
        changed = _header({**OLD, key: said})
        assert list(changed_things(changed, signed, "Q1")) == [ChangedPart(("scale", 0, key))]
        assert part_name(changed, ("scale", 0, key), OWN) == f"the scale's late/{key}"
        name = entry_name(changed, ("scale", 0, key))
        assert digest_of(changed, f"scale/{name}", "Q1") != signed[f"scale/{name}"]
    (gone, *_) = changed_things(_header(), signed, "Q1")
    assert part_name(_header(), gone.keys, OWN) == "the scale's late/is"


def test_a_strange_scale_is_nothing_that_was_signed() -> None:
    assert plan_digests({**HEADER, "scale": "x"}, (), "Q1") == plan_digests(HEADER, (), "Q1")
    assert plan_digests({**HEADER, "scale": ["x"]}, (), "Q1") == plan_digests(HEADER, (), "Q1")
    assert field_name("back_to_green", OWN) == "way back to green"
