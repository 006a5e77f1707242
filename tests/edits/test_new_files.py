"""The layout of new files: they are what the reader reads and the editor fills."""

from hypothesis import given
from hypothesis import strategies as st

from planctl.edits.new_files import action_text, header_text
from planctl.plan.plan import load
from planctl.plan.year import Year
from planctl.problem import HIDDEN
from planctl.text.document import read

TEXTS = st.text(min_size=1, max_size=40).filter(
    lambda text: text.strip() == text and not HIDDEN.search(text) and "\n" not in text
)


@given(TEXTS, TEXTS, TEXTS, st.lists(TEXTS, max_size=3))
def test_a_new_action_says_what_it_was_given(
    title: str, about: str, lead: str, links: list[str]
) -> None:
    texts = {"title": title, "description": about, "lead": lead, "starts": "2019-11-04"}
    text = action_text("1.1", Year(2019), texts, {"links": links, "measures": []})
    header = header_text("T", "O", "2019-20", ["P"]).encode()
    plan = load({"p/plan.yaml": header, "p/1.1.yaml": text.encode()})
    assert plan.problems == ()
    action = plan.actions[0]
    assert (action.title, action.description, action.lead) == (title, about, (lead,))
    assert action.links == tuple(links)
    assert str(action.starts) == "2019-11-04"


def test_several_leads_of_a_new_action_are_a_list() -> None:
    texts = {"title": "T", "description": "", "lead": ["Chair", "DCS"]}
    text = action_text("1.1", Year(2019), texts, {})
    assert "\ndescription:\nlead:\n  - Chair\n  - DCS\n\nupdates:" in text


@given(TEXTS, TEXTS, st.lists(TEXTS, min_size=1, max_size=4))
def test_a_new_header_says_what_it_was_given(
    title: str, organisation: str, priorities: list[str]
) -> None:
    raw = header_text(title, organisation, "2019-20", priorities).encode()
    plan = load({"p/plan.yaml": raw})
    assert plan.problems == ()
    header = plan.require()
    assert (header.title, header.organisation) == (title, organisation)
    assert [each.text for each in header.priorities.values()] == priorities


def test_every_quarter_and_field_is_there_from_the_start() -> None:
    texts = {"title": "T", "description": "", "lead": "L"}
    document, _ = read("1.1.yaml", action_text("1.1", Year(2019), texts, {}).encode())
    assert document
    empty = dict.fromkeys(("rag", "status", "commentary"))
    assert document.data["updates"] == dict.fromkeys(("Q1", "Q2", "Q3", "Q4"), empty)
    assert document.data["description"] is None
