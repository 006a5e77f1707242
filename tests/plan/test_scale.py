"""A body's own scale: what plan.yaml may say of it, what may be typed, and a change in the year."""

from datetime import date

import pytest

from planctl.checks.run import check_plan
from planctl.plan.looks import PAPER, alike_in_grey, contrast, look_of
from planctl.plan.period_key import ANY_YEAR
from planctl.plan.plan import Plan, fields_in, load
from planctl.plan.ratings import Rating
from planctl.plan.scale import OWN, moved, scale_of
from planctl.plan.scale_step import ScaleStep
from planctl.plan.typed_ratings import typed_confidence, typed_rag, typed_rating
from planctl.problem import UserError
from planctl.reports.records.schemas import schema, schema_for
from planctl.summary.summary import summarise
from planctl.text.document import read
from planctl.workspace.updates import rating_codes
from quarters import Q1, Q2, Q3, QUARTERS

HEAD = "title: T\norganisation: O\nyear: 2019-20\npriorities:\n  1: One\n"
SCALE = """scale:
  - code: off
    label: Off Track
    is: red
    meaning: It is late.
  - code: on-track
    label: On Track
    is: amber
    meaning: It goes on.
  - code: cspi
    label: Complete & CSPI
    short: CSPI
    is: verified
    meaning: It is tested.
"""
CHANGED = """scale:
  - code: late
    label: Late
    is: amber
    meaning: It is late.
    until: Q1
  - code: slow
    label: Slow
    is: amber
    meaning: It is slow.
    since: Q2
  - code: better
    label: Better
    is: green
    meaning: It is better.
    since: Q3
"""
NOVEMBER = date(2019, 11, 20)


def _plan(scale: str, **rags: str) -> Plan:
    updates = "".join(
        f"  {quarter}:\n    {said}\n    commentary: Said {quarter}.\n    next_steps: Go {quarter}\n"
        for quarter, said in rags.items()
    )
    action = f'id: "1.1"\ntitle: A\nlead: L\nupdates:\n{updates}'
    return load({"p/plan.yaml": f"{HEAD}{scale}".encode(), "p/1.1.yaml": action.encode()})


def _messages(plan: Plan) -> list[str]:
    return [each.message for each in check_plan(plan, NOVEMBER)]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Off Track", "off"),
        ("off track", "off"),
        ("on-track", "on-track"),
        ("ON", "on-track"),
        ("cspi", "cspi"),
        ("complete &", "cspi"),
    ],
)
def test_a_step_is_typed_by_its_label_its_short_label_its_code_or_a_beginning(
    typed: str, code: str
) -> None:
    assert typed_rag(typed, _plan(SCALE).scale).code == code


@pytest.mark.parametrize("typed", ["amber", "o", "", "complet and"])
def test_no_other_scale_s_word_is_taken(typed: str) -> None:
    with pytest.raises(UserError) as refused:
        typed_rag(typed, _plan(SCALE).scale)
    assert refused.value.hint.endswith("one of Off Track, On Track, Complete & CSPI")


def test_confidence_has_the_steps_of_what_goes_on_and_a_list_every_rating() -> None:
    scale = _plan(SCALE).scale
    assert typed_confidence("on track", scale).code == "on-track"
    with pytest.raises(UserError):
        typed_confidence("cspi", scale)
    assert typed_rating("no update", scale).rating is Rating.NO_UPDATE
    assert [step.label for step in scale.of_numbers] == [
        "Off Track",
        "On Track",
        "Meets its target",
    ]


def test_what_is_typed_becomes_the_code_and_a_status_is_refused() -> None:
    scale = _plan(SCALE).scale
    assert rating_codes({"rag": "On Track", "confidence": "none", "ask": "x"}, scale) == {
        "rag": "on-track",
        "confidence": "",
    }
    with pytest.raises(UserError, match="scale of its own"):
        rating_codes({"status": "complete"}, scale)


@pytest.mark.parametrize(
    ("was", "becomes", "message"),
    [
        ("code: off", "code: Off", "'Off' is not the code of a step"),
        ("code: off", "code: none", "'none' is not the code of a step"),
        ("code: off", "code: on-track", "two steps are called 'on-track'"),
        ("label: Off Track", "label: ON TRACK", "two steps are called 'on-track'"),
        ("short: CSPI", "short: More than twelve", "has more than 12 characters"),
        ("short: CSPI", "colour: blue", "'blue' is not a colour"),
        ("short: CSPI", "shape: A", "'A' is not a shape"),
        ("short: CSPI", "shape: '|'", "'|' is not a shape"),
        ("is: amber", "is: yellow", "'yellow' is not what a step can be"),
        ("    is: amber\n", "", "'is' is missing"),
        ("short: CSPI", "shrot: CSPI", "unknown key 'shrot'"),
        ("scale:", "ratings:\n  red:\n    label: Rot\nscale:", "both name the ratings"),
        ("short: CSPI", "since: Q3\n    until: Q2", "ends before it begins"),
    ],
)
def test_a_mistake_in_a_scale_is_told(was: str, becomes: str, message: str) -> None:
    found = _messages(_plan(SCALE.replace(was, becomes)))
    assert any(message in each for each in found), found


def test_a_file_says_the_code_and_is_told_where_it_says_something_else() -> None:
    (found,) = _plan(SCALE, Q1="rag: On Track").problems
    assert found.message == "'On Track' is not the code of a step of the plan's scale"
    assert found.hint == "write `rag: on-track`"
    (found,) = _plan(SCALE, Q1="rag: amber").problems
    assert found.hint == "one of off, on-track, cspi"
    (found,) = _plan(SCALE, Q1="rag: [off]").problems
    assert found.hint == "one of off, on-track, cspi"


def test_steps_without_a_meaning_and_steps_alike_are_told() -> None:
    alike = SCALE.replace("    meaning: It goes on.\n", "    colour: '#a41619'\n    shape: ▲\n")
    assert sorted(_messages(_plan(alike))) == [
        "'On Track' looks like 'Off Track' where there is no colour",
        "nothing says what 'On Track' means",
    ]


def test_a_status_beside_the_scale_is_told_and_read() -> None:
    plan = _plan(
        SCALE, Q1="rag: on-track\n    status: on hold", Q2="rag: cspi\n    status: complete"
    )
    told = [each for each in _messages(plan) if "status" in each or "beside" in each]
    assert told == [
        "Q1 says 'on hold' beside the plan's own scale",
        "Q2 says 'complete' beside the plan's own scale",
    ]
    row = summarise(plan, NOVEMBER).rows[0]
    assert [row.at(each).rating for each in (Q1, Q2)] == [
        Rating.ON_HOLD,
        Rating.EMBEDDED,
    ]


def test_a_scale_that_changes_in_the_year_keeps_what_was_said_in_its_own_words() -> None:
    plan = _plan(CHANGED, Q1="rag: late", Q2="rag: slow", Q3="rag: better")
    assert _messages(plan) == []
    summary = summarise(plan, date(2020, 1, 20), Q2)
    row = summary.rows[0]
    assert [row.at(each).step.label for each in QUARTERS[:3]] == ["Late", "Slow", "Better"]
    assert summary.movements == ()
    (moved,) = summarise(plan, date(2020, 1, 20), Q3).movements
    assert (moved.before.label, moved.after.label, moved.direction) == (
        "Slow",
        "Better",
        "improved",
    )


def test_a_step_is_of_its_own_quarters_alone() -> None:
    assert "Q2 says 'Late', which is not a step of its scale" in _messages(
        _plan(CHANGED, Q2="rag: late")
    )
    with pytest.raises(UserError):
        typed_rag("late", _plan(CHANGED).scale.at("Q2"))


def test_steps_alike_have_shapes_of_their_own_as_far_as_there_are_any() -> None:
    said = [{"code": f"late{at}", "label": f"Late {at}", "is": "amber"} for at in range(6)]
    made = scale_of((), [ScaleStep.model_validate(each) for each in said]).steps[:6]
    assert [each.shape for each in made] == ["◆", "◊", "▶", "◀", "◀", "◀"]
    assert [each.place for each in made] == [*range(6)]


def test_a_code_that_is_used_again_later_has_a_look_of_its_own() -> None:
    early = {"code": "late", "label": "Late", "is": "red", "until": "Q1"}
    later = {"code": "late", "label": "Late", "is": "amber", "since": "Q2"}
    steps = [ScaleStep.model_validate(each) for each in (early, later)]
    assert [each.slug for each in scale_of((), steps).steps[:2]] == ["step-late", "step-late--2"]


def test_a_quarter_without_steps_has_planctl_s_ratings() -> None:
    scale = CHANGED.replace("    until: Q1\n", "    since: Q2\n")
    plan = _plan(scale, Q1="rag: amber\n    status: complete", Q2="rag: late")
    row = summarise(plan, NOVEMBER).rows[0]
    assert row.at(Q1).step.label == "Complete"
    assert row.at(Q2).step.label == "Late"


@pytest.mark.parametrize("grey", range(0, 256, 5))
def test_words_and_border_of_any_colour_can_be_seen(grey: int) -> None:
    for colour in (f"#{grey:02x}{grey:02x}{grey:02x}", f"#{grey:02x}80{255 - grey:02x}"):
        look = look_of(colour)
        assert contrast(look.ink, look.ground) >= 4.5
        assert contrast(look.edge, PAPER) >= 3
        assert alike_in_grey(look, look)


def test_the_schema_of_an_action_knows_the_columns_of_its_plan() -> None:
    text = HEAD.encode() + b"fields:\n  budget:\n  risk:\n    one_of: [low, 2]\n"
    document = read("plan.yaml", text)[0]
    assert document
    fields = schema_for("action", ANY_YEAR, OWN, fields_in(document))["properties"]["fields"][
        "anyOf"
    ][0]
    assert fields["properties"]["risk"]["anyOf"][0] == {"enum": ["low", "2", 2]}
    assert fields["properties"]["budget"]["description"] == "Budget"
    wrong = read("plan.yaml", text.replace(b"one_of", b"of"))[0]
    assert wrong
    assert fields_in(wrong) == {}


def test_the_schema_of_an_action_knows_the_steps_of_its_plan_and_what_is_planctl_s_own() -> None:
    assert schema_for("action", ANY_YEAR, OWN, {}) == schema("action")
    update = schema_for("action", ANY_YEAR, _plan(SCALE).scale, {})["$defs"]["Update"]["properties"]
    assert "cspi" in str(update["rag"])
    assert update["status"]["type"] == "null"
    later = SCALE.replace("    is:", "    since: Q3\n    is:")
    update = schema_for("action", ANY_YEAR, _plan(later).scale, {})["$defs"]["Update"]["properties"]
    assert "cspi" in str(update["rag"])
    assert "green" in str(update["rag"])
    assert update["status"] == schema("action")["$defs"]["Update"]["properties"]["status"]


def test_nothing_before_is_another_than_something() -> None:
    red = OWN.of(Rating.RED)
    assert moved(None, red)
    assert not moved(None, None)
    assert not moved(red, red)
