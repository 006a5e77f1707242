"""What is written into the files of a plan with a body's own scale: forms, and the next year."""

from datetime import date

from planctl.edits.form import FormContext, form_answers, update_form
from planctl.edits.rollover import rollover
from planctl.plan.plan import load
from planctl.plan.year import Year
from planctl.text.document import Document, read

HEADER = b"""title: T
organisation: O
year: 2019-20
priorities:
  1: One
scale:
  - code: '4'
    label: 4 Behind
    is: red
    meaning: It is late.
  - code: '1'
    label: 1 Achieved
    is: complete
    meaning: It is done.
"""
ACTION = b"""id: "1.1"
title: A
lead: L
updates:
  Q1:
    rag: 1
    commentary: Done.
    impact: Good.
    evidence: Paper.
  Q4:
    commentary: Still so.
"""
PLAN = load({"p/plan.yaml": HEADER, "p/1.1.yaml": ACTION})
OF = FormContext(Year(2019).periods[0], Year(2019), PLAN.scale)


def _document() -> Document:
    document, _ = read("p/1.1.yaml", ACTION)
    assert document
    return document


def test_a_form_has_the_labels_of_the_scale_and_no_other_word() -> None:
    shown = update_form(_document(), OF)
    assert shown.startswith("## Rating\n\n1 Achieved\n\n## Confidence\n")
    assert "its likely impact, where 4 Behind." in shown
    assert "green" not in shown.lower()
    filled = shown.replace("## Way back\n", "## Way back\n\nIn May.")
    assert form_answers(filled, _document(), OF) == {"back_to_green": "In May."}


def test_what_holds_is_carried_forward_by_its_code() -> None:
    made = rollover(PLAN, Year(2020), date(2020, 4, 20))
    opening = made.files["1.1.yaml"].decode().partition("opening:")[2]
    assert "rag: 1\n" in opening.replace('"', "").replace("'", "")
    assert "status: complete" not in opening
