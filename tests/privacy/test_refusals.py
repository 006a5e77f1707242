"""What an edition refuses to guess, and what older versions show of what is hidden now."""

from datetime import date

import pytest

from planctl.checks.run import check_plan
from planctl.plan.plan import Plan, load
from planctl.plan.visibility import Audience, Visibility
from planctl.privacy.edition import edition_of
from planctl.privacy.hidden_parts import Edition, hidden
from planctl.privacy.withheld import in_plain_words
from planctl.problem import UserError
from planctl.signoff.standing import quarter_sign_off
from plans import ACTION, HEADER, texts
from quarters import Q1

INTERNAL = ACTION.replace("lead:", "visibility: internal\nlead:", 1)


def _plan(header: bytes = HEADER, **actions: str) -> Plan:
    return load({**texts(**actions), "p/plan.yaml": header})


def test_a_plan_that_hides_nothing_is_its_own_edition() -> None:
    plan = _plan(a3_2=ACTION)
    assert all(edition_of(plan, each) is plan for each in Edition if each is not Edition.PLAIN)


def test_a_plan_that_is_hidden_as_a_whole_has_no_public_edition() -> None:
    plan = _plan(HEADER + b"visibility: internal\n", a3_2=ACTION)
    with pytest.raises(UserError, match="keeps the whole plan"):
        edition_of(plan, Edition.EXEMPT)
    assert edition_of(plan, Edition.INTERNAL).actions == plan.actions


def test_a_file_that_cannot_be_read_might_be_hidden() -> None:
    plan = _plan(a3_2=INTERNAL, a3_3="id: '3.3'\n")
    with pytest.raises(UserError, match=r"3\.3\.yaml cannot be read"):
        edition_of(plan, Edition.PUBLIC)
    headless = load({**texts(a3_2=INTERNAL), "p/plan.yaml": b"title: X\n"})
    with pytest.raises(UserError, match=r"plan\.yaml cannot be used"):
        edition_of(headless, Edition.PLAIN)


def test_what_is_hidden_now_is_hidden_in_older_versions() -> None:
    older = _plan(a3_2=ACTION, a3_3=ACTION.replace("3.2", "3.3"), a3_4=ACTION.replace("3.2", "3.4"))
    now = _plan(a3_2=INTERNAL, a3_3=ACTION.replace("3.2", "3.3"))
    assert [each.id for each in edition_of(older, Edition.PUBLIC, now).actions] == ["3.3"]
    assert [each.id for each in edition_of(older, Edition.PUBLIC, older).actions] == [
        each.id for each in older.actions
    ]


def test_waivers_are_for_colleagues() -> None:
    waived = (
        b"personal:\n  waived:\n    - rule: few\n      field: title\n      text: abc\n"
        b"      reason: Known.\n      by: Director\n      date: 2019-08-01\n"
    )
    made = edition_of(_plan(HEADER + waived, a3_2=ACTION), Edition.PUBLIC)
    assert not made.require().personal.waived


def test_an_unreadable_plan_hides_nothing_that_is_known() -> None:
    assert hidden(load({"p/3.2.yaml": INTERNAL.encode()}), Edition.PUBLIC).actions == frozenset()


def test_a_change_of_what_is_hidden_does_not_void_a_sign_off_in_public() -> None:
    closed = (
        b"closed:\n  Q1:\n    date: 2019-08-01\n    by: Chair\n    digest: v1-x\n"
        b"    actions:\n      '3.2': v2-00000000000000000000000000000000\n"
    )
    plan = _plan(HEADER + closed, a3_2=INTERNAL)
    assert [each.action for each in quarter_sign_off(plan, Q1).changes] == ["3.2"]
    assert quarter_sign_off(edition_of(plan, Edition.PUBLIC), Q1).changes == ()


def test_an_edition_without_anything_exempt_says_no_paragraph() -> None:
    made = edition_of(_plan(a3_2=INTERNAL), Edition.EXEMPT)
    assert made.edition.sentence == "Edition for the committee's members."


def test_two_paragraphs_are_named_once_each() -> None:
    exempt = "visibility:\n  kind: exempt\n  paragraph: {}\n  because: Reasons.\nlead:"
    one, other = (ACTION.replace("lead:", exempt.format(each), 1) for each in (3, 1))
    header = HEADER + b"not_shown: counted\n"
    plan = _plan(
        header, a3_2=one, a3_3=other.replace("3.2", "3.3"), a3_4=INTERNAL.replace("3.2", "3.4")
    )
    said = edition_of(plan, Edition.EXEMPT).edition.sentence
    assert said.startswith("Not for publication by paragraphs 1 and 3 of Part 1 of Schedule 12A")
    assert said.endswith("action 3.3 (paragraph 1): Reasons. 1 action is not shown.")


def test_a_later_reading_that_cannot_be_read_might_hide_more() -> None:
    headless = load({**texts(a3_2=INTERNAL), "p/plan.yaml": b"title: X\n"})
    with pytest.raises(UserError, match=r"plan\.yaml cannot be used"):
        edition_of(_plan(a3_2=ACTION), Edition.PUBLIC, headless)


def test_an_action_of_few_words_is_shown_with_these() -> None:
    few = 'id: "3.3"\ntitle: "See action 3.2"\nlead: Permanence\nindicators: [See action 3.2]\n'
    few += "updates:\n  Q1:\n    rag:\n"
    plan = _plan(a3_2=INTERNAL, a3_3=few)
    (shown,) = edition_of(plan, Edition.PUBLIC).actions
    assert (shown.title, shown.measures, shown.links) == ("See action 3.2", (), ())
    assert [each.opening for each in edition_of(plan, Edition.PLAIN).actions] == [None]
    found = check_plan(plan, date(2019, 8, 1))
    assert [each.place.line for each in found if each.rule == "not-shown"] == [2, 4]


def test_a_change_that_was_agreed_of_a_hidden_column_is_not_shown() -> None:
    fields = b"fields:\n  budget:\n    visibility: internal\n  risk: Risk\n"
    changes = "".join(
        f"  - {{date: 2019-05-05, field: {each}, now: A, reason: B, agreed_by: C}}\n"
        for each in ("fields.budget", "fields.risk")
    )
    plan = _plan(HEADER + fields, a3_2=f"{ACTION}agreed_changes:\n{changes}")
    (shown,) = edition_of(plan, Edition.PUBLIC).actions
    assert [each.field for each in shown.agreed_changes] == ["fields.risk"]


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("kind: exempt", "what is exempt needs its paragraph and the reason"),
        ("kind: internal\n  because: X", "a paragraph and a reason are only of what is exempt"),
        ("kind: exempt\n  paragraph: 8\n  because: X", "'8' is not a paragraph of Schedule 12A"),
    ],
)
def test_who_may_see_something_is_said_in_full(said: str, message: str) -> None:
    plan = _plan(a3_2=ACTION.replace("lead:", f"visibility:\n  {said}\nlead:", 1))
    assert [each.message for each in plan.problems] == [message]


def test_what_is_exempt_is_said_in_words() -> None:
    said = Visibility(kind=Audience.EXEMPT, paragraph=3, because="Reasons.")
    assert said.sentence == "exempt by paragraph 3: Reasons."
    assert Visibility(kind=Audience.INTERNAL).sentence == "internal"


def test_how_an_action_stood_when_the_year_began_is_told_in_plain_words_by_its_headline() -> None:
    said = {"quarter": "Q4 2018-19", "rag": "red", "headline": "Late.", "commentary": "Why."}
    shown = in_plain_words({"id": "3.2", "title": "T", "opening": said})
    assert shown["opening"] == {"quarter": "Q4 2018-19", "rag": "red", "commentary": "Late."}
