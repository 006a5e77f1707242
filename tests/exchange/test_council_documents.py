"""The council's published plan, in the layouts of Word and Excel, is imported word for word."""

from collections.abc import Callable, Sequence
from functools import cache

import pytest

import documents
from documents import CouncilAction, council
from imports import Imported, imported
from planctl.exchange.document_title import Given
from planctl.plan.plan import Plan
from planctl.workspace.open import read_plan

ACTIONS = council()
LAYOUTS: tuple[Callable[[Sequence[CouncilAction]], bytes], ...] = (
    documents.as_printed,
    documents.paged,
    documents.merged,
    documents.by_priority,
    documents.flattened,
    documents.as_sheet,
    documents.sheets_by_priority,
)
GIVEN = Given(documents.TITLE)


def content(plan: Plan) -> object:
    """Return what a plan says, without the numbers of its measures."""
    header = plan.require()
    return header.title, header.year, dict(header.priorities), [
        (
            each.action.id,
            each.action.title,
            each.action.description,
            each.action.lead,
            each.action.links,
            each.action.indicators,
            [line.text for line in each.action.measures],
            each.action.priority_id,
            [quarter for quarter, update in each.action.updates.items() if not update.empty],
        )
        for each in plan.entries
        if each.action
    ]  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda each: each.__name__)
def test_the_plan_of_the_council_is_taken_word_for_word(
    layout: Callable[[Sequence[CouncilAction]], bytes],
) -> None:
    found = imported(layout(ACTIONS), GIVEN)
    assert content(found.plan) == content(read_plan(str(documents.COUNCIL)))
    assert found.left == {} or list(found.left) == [documents.TITLE]
    assert all("colon" in each or _is_of_layout(each) for each in found.guesses), found.guesses


def _is_of_layout(guess: str) -> bool:
    return any(
        words in guess for words in ("the organisation", "page break", "more of the priority")
    )


@cache
def paged() -> Imported:
    return imported(documents.paged(ACTIONS), GIVEN)


def test_a_second_row_of_commentary_is_of_the_same_action_and_is_told() -> None:
    found = paged()
    assert "6.1 has 2 rows of commentary: they are put together" in found.report
    assert len(found.actions) == len(ACTIONS)


def test_what_a_page_break_cut_is_put_together_and_told() -> None:
    found = paged()
    joined = [each for each in found.guesses if "page break" in each]
    assert len(joined) == 4
    assert any("'Strategy' goes on with 'Joint Commissioning'" in each for each in joined)
