"""The return of a lead as a Word document: what is asked, what is locked, and what it tells."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document

from planctl.exchange.return_marks import TAG
from planctl.exchange.returned_prose import as_returned
from planctl.plan.plan import load
from planctl.plan.ratings import Status
from plans import HEADER
from quarters import Q1
from returned import FULL, OWN_SCALE, document, mine, part, returns

HOW = (
    "Write in the fields below each heading; the rest cannot be changed. "
    "Leave a field as it is if nothing changed. Save the document, and send it back as it is."
)


def lines(raw: bytes) -> list[str]:
    """Return what a reader sees, in order."""
    found = re.findall(r"<w:p>.*?</w:p>", part(raw))
    return ["".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", each)) for each in found]


def test_a_return_says_by_when_and_to_whom_and_asks_what_is_owed() -> None:
    assert lines(document(mine(), "the Performance team"))[2:] == [
        "Return of Permanence for Q2",
        "Q2, July to September 2019.",
        "Send it back by Monday 14 October 2019, to the Performance team.",
        HOW,
        "3.2 PLACEMENT STABILITY", "Improve placement stability and choice", "Due: Q3 2019/20.",
        "Last time: Q1, Green", "Commentary",
        "The campaign began in May. Two carers were approved.", "To fill in",
        "Nothing to add", "☐ Tick this if you have nothing to add for this action.",
        "Rating", "Choose one.", "Choose a word", "Status", "Choose one.", "Choose a word",
        "Headline", "One line for the board.", "Write here",
        "Commentary", "What was done, how well, and what changed.", "Write here",
        "Impact", "So what: the difference made.", "Write here",
        "If it continues", "Its likely impact, where red or amber.", "Write here",
        "Next steps", "What, who, by when.", "Write here",
        "Back to green", "When, and what that rests on.", "Write here",
        "Decision asked for", "The decision asked of the board, if any.", "Write here",
        "Evidence", "What shows it: kind, date and source.", "Write here",
        "Confidence in the outcome", "Whether it will be achieved: choose one.", "Choose a word",
        "Number: Assessments on time", "Unit: %. Target: 85%.", "43 of 55",
        "Milestone: Hub opens", "Due: August 2019. The day on which it was done, if it was.",
        "Choose a day",
        "New due date asked for", "Only if it is to move: a day or a month.", "Write here",
        "Reason for the new date", "Why the date is to move. Nothing moves until it is agreed.",
        "Write here", "Reference, for planctl",
        f"{mine().reference.plan} · 2019-20 · Q2 · Permanence",
    ]  # fmt: skip


def test_nothing_of_other_leads_is_in_a_return_nor_who_made_it() -> None:
    raw = document(mine())
    with ZipFile(BytesIO(raw)) as archive:
        every = b"".join(archive.read(name) for name in archive.namelist())
    assert b"secret" not in every
    assert b"Education" not in every
    about = Document(BytesIO(raw)).core_properties
    assert (about.author, about.last_modified_by, about.language) == ("", "", "en-GB")
    assert about.title == "Return of Permanence for Q2: Improvement Plan"


def test_every_field_is_a_control_that_says_what_it_is_and_cannot_be_deleted() -> None:
    xml = part(document(mine()))
    controls = re.findall(r"<w:sdtPr>(?:(?!</w:sdtPr>).)*</w:sdtPr>", xml)
    group, *fields = controls
    assert "<w:group/>" in group
    assert 'w:lock w:val="contentLocked"' in group
    assert len(fields) == len(mine().actions[0].fields) == 16
    ids = re.findall(r'<w:id w:val="(\d+)"', "".join(controls))
    assert len(set(ids)) == len(controls)
    for each in fields:
        assert re.search(r'<w:alias w:val="[^"]+, 3\.2"/>', each)
        assert TAG.fullmatch("".join(re.findall(r'<w:tag w:val="([^"]*)"', each)))
        assert 'w:lock w:val="sdtLocked"' in each


def test_the_words_to_choose_from_are_those_of_the_plan() -> None:
    words = re.findall(r'w:listItem w:displayText="([^"]*)"', part(document(mine())))
    assert words[:3] == ["Red", "Amber", "Green"]
    assert words[3:-3] == [each.capitalize() for each in Status]
    assert words[-3:] == words[:3]
    own = HEADER + OWN_SCALE
    scale = load({"p/plan.yaml": own}).scale
    action = FULL.replace("rag: green", "rag: on-its-way")
    raw = document(mine(action, header=own), scale=scale)
    said = re.findall(r'w:listItem w:displayText="([^"]*)"', part(raw))
    assert said == ["At risk", "On its way"] * 2
    assert {"Way back", "Its likely impact, where At risk."} < {*lines(raw)}
    assert not {"Status", "Back to green"} & {*lines(raw)}


def test_what_was_said_so_far_stands_in_the_fields() -> None:
    said = FULL.replace("  Q2:\n    rag:\n", "  Q2:\n    rag: amber\n    headline: So far\n", 1)
    said = said.replace(
        "Hub opens:\n    due: 2019-08", "Hub opens:\n    due: 2019-08\n    done: 2019-09-02"
    )
    moved = (
        "moves:\n  - was: Q3 2019-20\n    to: Q4 2019-20\n    date: 2019-10-01\n    reason: Late\n"
    )
    seen = lines(document(mine(said.replace("milestones:", f"{moved}milestones:"))))
    for each in ("Amber", "So far", "2 September 2019", "Q4 2019/20", "Late"):
        assert each in seen


def test_the_first_quarter_shows_what_was_carried_forward() -> None:
    opening = 'opening:\n  quarter: "Q4 2018-19"\n  rag: red\n  next_steps: To go on\n'
    seen = lines(document(mine(FULL.replace("updates:", f"{opening}updates:"), Q1)))
    assert "Last time: Q4 2018-19, Red" in seen
    assert "To go on" in seen
    assert not any(each.startswith("Last time") for each in lines(document(mine(quarter=Q1))))


def test_an_action_of_several_leads_is_the_first_ones() -> None:
    joint = FULL.replace("lead: Permanence", "lead: [Permanence, Health]")
    assert [each.lead for each in returns(joint)] == ["Education", "Permanence"]
    assert "You return this action for Health as well." in lines(document(mine(joint)))


def test_what_is_closed_asks_for_nothing_more() -> None:
    closed = FULL.replace("    status:\n", "    status: closed\n", 1)
    assert [each.lead for each in returns(closed)] == ["Education"]


def test_a_return_is_the_same_bytes_whenever_it_is_made() -> None:
    assert document(mine()) == document(mine())


@pytest.mark.parametrize(
    "text",
    [
        "Plain words.",
        "A **bold** word, *another*.\\\nA line.",
        "- one\n- two\n  1. in\n  2. it\n\n  further\n- three",
        "Said [here](<https://example.org/a_b>).",
        "> quoted",
        "5 * 3 = 15_a",
        "2019\\. It began.",
    ],
)
def test_words_come_back_as_they_were_sent(text: str) -> None:
    assert as_returned(text) == text
