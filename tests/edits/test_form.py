"""The form on which an update is written: what it shows, and what it is read as."""

import pytest
from hypothesis import given

from bodies import BODIES
from planctl.edits.form import (
    FormContext,
    form_answers,
    joined_forms,
    parted_forms,
    update_form,
)
from planctl.edits.update_fields import FieldValue, field_text, set_fields
from planctl.plan.period import Period
from planctl.plan.plan import scale_in
from planctl.plan.scale import OWN
from planctl.plan.year import Year
from planctl.problem import UserError
from planctl.text.document import Document, read
from plans import ACTION, PROSE
from quarters import Q1, Q2, Q3, QUARTERS

YEAR = Year(2019)


def _of(quarter: Period) -> FormContext:
    return FormContext(quarter, YEAR, OWN)


def test_the_form_shows_what_was_said_and_promised_last() -> None:
    document = set_fields(_document(), [FieldValue(Q1, "next_steps", "- Hub opens, October.")])
    shown = update_form(document, _of(Q3))
    assert shown.startswith("## Rating\n\n\n\n## Status\n")
    assert "## Commentary\n\n\n\n## Impact\n" in shown
    for words in (
        "3.2 PLACEMENT STABILITY (Permanence)",
        "Q3, October to December 2019\n",
        "Commentary of Q1, green:\n\nThe campaign began in May.",
        "Next steps of Q1: say what became of each\n\n- Hub opens, October.",
        "board.\nCommentary: what was done, how well, and what changed. One sentence to a line.\n",
    ):
        assert words in shown


def test_the_first_quarter_has_nothing_before_it() -> None:
    assert "Commentary of" not in update_form(_document(), _of(Q1))


def test_an_unchanged_form_changes_nothing() -> None:
    for quarter in QUARTERS:
        assert form_answers(update_form(_document(), _of(quarter)), _document(), _of(quarter)) == {}


@pytest.mark.parametrize("filled", ["", "\n \n", "## Commentary\n\n## Impact\n---- >8 ----\n"])
def test_an_emptied_form_changes_nothing(filled: str) -> None:
    filled = filled.replace("---- >8 ----", "------------------------ >8 ------------------------")
    assert form_answers(filled, _document(), _of(Q1)) == {}


def test_a_field_that_is_emptied_while_others_stand_is_emptied() -> None:
    said = [FieldValue(Q1, "impact", "Children stay put.")]
    document = set_fields(_document(), said)
    filled = update_form(document, _of(Q1)).replace("Children stay put.", "")
    assert form_answers(filled, document, _of(Q1)) == {"impact": ""}


@given(PROSE)
def test_what_is_written_on_the_form_comes_back(text: str) -> None:
    text = text.expandtabs(4).strip("\n")
    shown = update_form(_document(), _of(Q2))
    filled = shown.replace("## Commentary\n\n", f"## Commentary\n\n{text}\n", 1)
    said = form_answers(filled, _document(), _of(Q2))
    assert said == ({"commentary": text} if text.strip() else {})


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        (">8", "", "scissors"),
        ("## ", "", "first heading"),
        ("## Rating\n", "The hub opened.\n## Rating\n", "above the first heading"),
        ("kept.\n", "kept.\nThe hub opened.\n", "below the line with the scissors"),
        ("## Impact", "## Impcat", "no part 'Impcat'"),
    ],
)
def test_a_form_without_its_marks_is_refused(was: str, becomes: str, said: str) -> None:
    filled = update_form(_document(), _of(Q2)).replace(was, becomes)
    with pytest.raises(UserError, match=said):
        form_answers(filled, _document(), _of(Q2))


def test_the_form_asks_for_every_longer_text() -> None:
    document = _document()
    for field in _of(Q2).sections:
        document = set_fields(document, [FieldValue(Q2, field, f"Words of {field}.")])
        assert field_text(document, Q2, field) in update_form(document, _of(Q2))


def _document() -> Document:
    document, _ = read("3.2.yaml", ACTION.encode())
    assert document
    return document


def test_a_body_s_own_ratings_are_shown_and_asked_for_by_their_labels() -> None:
    texts = BODIES["sheffield"].texts()
    header, _ = read("plan.yaml", texts["p/plan.yaml"])
    document, _ = read("1.1.yaml", texts["p/1.1.yaml"])
    assert header
    assert document
    of = FormContext(Q1, YEAR, scale_in(header))
    shown = update_form(document, of)
    assert shown.startswith("## Rating\n\nOn Track\n\n## Confidence\n")
    assert "Rating: Off Track, On Track, Complete or Complete & CSPI." in shown
    assert "Status:" not in shown
    assert form_answers(shown.replace("On Track\n", "CSPI\n", 1), document, of) == {"rag": "CSPI"}


FORMS = {"1.1": "## Rating\n", "3.2": "## Rating\n\nred\n"}


def test_forms_of_several_actions_are_one_text_and_come_apart_again() -> None:
    assert parted_forms(joined_forms(FORMS), [*FORMS, "4.1"]) == {
        "1.1": "\n## Rating\n\n".removeprefix("\n"),
        "3.2": FORMS["3.2"],
        "4.1": "",
    }
    assert parted_forms(joined_forms({"3.2": "so"}), ["3.2"]) == {"3.2": "so"}


@pytest.mark.parametrize(
    ("filled", "said"),
    [
        ("Words\n" + joined_forms(FORMS), "above the first form: 'Words'"),
        (joined_forms(FORMS).replace("3.2", "1.1"), "'1.1' is there twice"),
        (joined_forms(FORMS).replace("3.2", "9.9"), "'9.9' is not one of those"),
    ],
)
def test_forms_that_belong_to_no_action_are_refused(filled: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        parted_forms(filled, list(FORMS))
