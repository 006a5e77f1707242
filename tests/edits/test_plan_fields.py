"""Fields of an action, and of plan.yaml, are set where they stand, and nothing else is changed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planctl.edits.plan_fields import FieldSetting, Setting, with_fields
from planctl.plan.context import PLAIN
from planctl.plan.model import Action, Header
from planctl.problem import UserError
from planctl.text.document import Document, read
from plans import ACTION, HEADER, PROSE

OF_ACTION = Setting(Action, PLAIN, date(2019, 11, 1))
OF_PLAN = Setting(Header, PLAIN, date(2019, 11, 1))
TEXTS = ("title", "description", "lead", "owner", "source", "links.1", "measures.1", "indicators.1")


def document(text: str | bytes) -> Document:
    found, _ = read("3.2.yaml", text.encode() if isinstance(text, str) else text)
    assert found
    return found


def after(text: str | bytes, name: str, value: str, by: Setting = OF_ACTION) -> str:
    adds = name.endswith("+")
    setting = FieldSetting(name.removesuffix("+"), value, "add" if adds else "set")
    return with_fields(document(text), [setting], by)[0].text


@given(st.sampled_from(TEXTS), PROSE, st.sampled_from(["\n", "\r\n"]))
def test_a_text_is_set_and_nothing_else_is_changed(name: str, value: str, newline: str) -> None:
    before = document(ACTION.replace("\n", newline))
    now, made = with_fields(before, [FieldSetting(name, value)], OF_ACTION)
    text = " ".join(value.split())
    first, _, at = name.partition(".")
    expected = {**before.data, first: [text] if at else text}
    assert now.data == expected
    assert [each.now for each in made] == [text]
    lines = [each for each in now.text.split(newline) if each not in before.text.split(newline)]
    assert len(lines) <= 1


@given(PROSE)
def test_a_name_is_written_as_it_was_typed(name: str) -> None:
    """But for one that ends as a field does, after a full stop."""
    plain = " ".join(name.split())
    now = document(after(HEADER, f"glossary.{plain}", "Meaning", OF_PLAN))
    assert now.data["glossary"] == {plain: "Meaning"}


WRITTEN = [
    ("due", "march 2020", "due: 2020-03\n"),
    ("due", "q3", "due: Q3 2000-01\n"),
    ("starts", "tomorrow", "starts: 2019-11-02\n"),
    ("supersedes", "3.1", 'supersedes: "3.1"\n'),
    ("measures.1.unit", "DAYS", "  - text: Placements that ended early\n    unit: days\n"),
    ("measures.1.target", "1,234.5", "    target: 1234.5\n"),
    ("measures.1.target", "45 to 55", "    target: 45 to 55\n"),
    ("measures.1.target", "Better than baseline", "    target: Better than baseline\n"),
    ("measures.1.tolerance", "5%", "    tolerance: 5%\n"),
    ("measures.1.decimals", "1", "    decimals: 1\n"),
    ("measures.1.baseline", "43 of 55", "    baseline: 43 of 55\n"),
    ("measures+", "Stays", "  - Placements that ended early\n  - Stays\n"),
    ("milestones.A: b.done", "1/2/2019", 'milestones:\n  "A: b":\n    done: 2019-02-01\n'),
]


@pytest.mark.parametrize(("name", "value", "expected"), WRITTEN)
def test_a_value_is_written_as_its_kind_is(name: str, value: str, expected: str) -> None:
    assert expected in after(ACTION, name, value)


def test_a_word_of_a_list_is_written_as_the_list_has_it() -> None:
    assert "  holidays: Wales\n" in after(HEADER, "calendar.holidays", "wales", OF_PLAN)


def test_the_priorities_keep_their_numbers_without_quotation_marks() -> None:
    assert "\n  4: Schools\n" in after(HEADER, "priorities.4", "Schools", OF_PLAN)


@pytest.mark.parametrize(
    ("said", "name", "expected"),
    [
        (
            "leads:\n  A: Head\n",
            "leads.A.handle",
            "leads:\n  A:\n    post: Head\n    handle: New\n",
        ),
        ("leads:\n  A: Head\n", "leads.A", "leads:\n  A: New\n"),
        ("leads:\n  A:\n    post: Head\n", "leads.A", "leads:\n  A:\n    post: New\n"),
        ('leads:\n  A: "B: c"\n', "leads.A.handle", '    post: "B: c"\n    handle: New\n'),
        ("glossary: {A: b}\n", "glossary.C", 'glossary: {A: b, C: "New"}\n'),
        ("glossary:\n", "glossary.C", "glossary:\n  C: New\n"),
    ],
)
def test_a_text_that_stands_alone_gives_way_to_a_mapping(
    said: str, name: str, expected: str
) -> None:
    assert expected in after(HEADER.decode() + said, name, "New", OF_PLAN)


@pytest.mark.parametrize(
    ("said", "name", "expected"),
    [
        ("leads:\n  A: Head\n\n  B: Chief\n", "leads.C", "  B: Chief\n\n  C: New\n"),
        ("leads:\n  A: Head\n  B: Chief\n", "leads.C", "  B: Chief\n  C: New\n"),
        ("leads:\n  A: Head\n", "leads.C", "  A: Head\n  C: New\n"),
        ("year: 2019-20\n", "leads.C", "year: 2019-20\n\nleads:\n  C: New\n"),
        ("year: 2019-20\n", "organisation", "plan: P\norganisation: New\nyear: 2019-20\n"),
        ("\nyear: 2019-20\n", "organisation", "plan: P\n\norganisation: New\n\nyear: 2019-20\n"),
    ],
)
def test_blank_lines_stand_where_the_file_has_them(said: str, name: str, expected: str) -> None:
    assert after(f"plan: P\n{said}", name, "New", OF_PLAN).endswith(expected)


def test_what_is_in_a_list_already_is_not_added_again() -> None:
    assert after(ACTION, "measures+", "Placements that ended early") == ACTION


def test_what_is_not_there_needs_no_emptying() -> None:
    assert after(ACTION, "owner", "") == ACTION


def test_a_layout_that_cannot_be_kept_is_refused() -> None:
    text = ACTION.replace("measures:\n  - Placements that ended early", "measures: [Early]")
    with pytest.raises(UserError, match="leave the rest as it is"):
        after(text, "measures.1.unit", "days")


EXEMPT = """visibility:
  kind: exempt
  paragraph: 3
  because: The contract is being let.
"""


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("visibility", "internal", "visibility:\n  kind: internal\n"),
        ("visibility.kind", "public", "visibility:\n  kind: public\n"),
        ("visibility", "", ""),
        ("visibility", "exempt", EXEMPT),
    ],
)
def test_what_is_exempt_no_more_has_no_paragraph_and_no_reason(
    name: str, value: str, expected: str
) -> None:
    assert after(f"{ACTION}{EXEMPT}", name, value) == f"{ACTION}{expected}"


def test_who_may_see_it_is_emptied_whole() -> None:
    assert after(f"{ACTION}visibility:\n  kind: internal\n", "visibility", "") == ACTION


def test_the_reason_that_goes_with_an_exemption_is_told() -> None:
    _, made = with_fields(
        document(f"{ACTION}{EXEMPT}"), [FieldSetting("visibility", "internal")], OF_ACTION
    )
    assert [(each.name, each.was, each.now) for each in made] == [
        ("visibility.paragraph", "3", ""),
        ("visibility.because", "The contract is being let.", ""),
        ("visibility", "exempt", "internal"),
    ]


def test_a_sign_off_is_not_set_and_it_is_told_what_writes_it() -> None:
    with pytest.raises(UserError, match="a sign-off is not set here") as refused:
        after(HEADER, "closed.Q1.by", "Chair", OF_PLAN)
    assert refused.value.hint == 'planctl close writes it, with --by "POST"'
