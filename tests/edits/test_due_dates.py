"""Due dates that are moved in a file: what is recorded is read back, and nothing else changes."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planctl.changes.diff import ValueChange
from planctl.changes.due_dates import due_date_sentences
from planctl.edits.due_dates import Decision, MoveRequest, with_decision, with_move
from planctl.plan.days import DueDate, parse_due_date
from planctl.plan.model import Action
from planctl.plan.plan import load
from planctl.problem import UserError
from planctl.summary.slippage import slips
from planctl.text.document import Document
from plans import ACTION, HEADER

TODAY = date(2019, 10, 14)
TEXT = ACTION.replace(
    "lead: Permanence\n",
    "lead: Permanence # so\ndue: 2019-12 # agreed\n\nmilestones:\n  Hub:\n    due: 2019-10\n",
)
DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))
WRITTEN = st.one_of(
    DAYS.map(date.isoformat),
    DAYS.map(lambda day: f"{day:%Y-%m}"),
    st.builds("Q{} {}-{:02}".format, st.integers(1, 4), st.just(2031), st.just(32)),
)


def read(text: str) -> tuple[Document, Action]:
    plan = load({"plan.yaml": HEADER, "3.2.yaml": text.encode()})
    (entry,) = plan.entries
    assert entry.document, plan.problems
    assert entry.action, plan.problems
    return entry.document, entry.action


def again(document: Document) -> tuple[Document, Action]:
    return read(document.encoded().decode())


def wish(to: str = "2020-03", by: str = "DMT") -> MoveRequest:
    return MoveRequest(parse_due_date(to), "Late: the lease", by)


@pytest.mark.parametrize("milestone", [None, "Hub"])
@given(to=st.lists(WRITTEN, min_size=1, max_size=3), reason=st.sampled_from(["Late", "a: b", "#"]))
def test_what_is_moved_is_read_back_with_its_original(
    milestone: str | None, to: list[str], reason: str
) -> None:
    document, action = read(TEXT)
    (before,) = (slip for slip in slips(action) if slip.milestone == (milestone or ""))
    at: DueDate = before.due
    made = 0
    for each in to:
        due = parse_due_date(each)
        if due != at:
            document, action = again(
                with_move(document, action, milestone, MoveRequest(due, reason, "DMT"), TODAY)
            )
            at, made = due, made + 1
    (after,) = (slip for slip in slips(action) if slip.milestone == (milestone or ""))
    assert (after.due, after.original, after.times) == (at, before.due, made)
    assert after.due.written == at.written
    assert [move.reason for move in after.moves] == [reason] * made


@pytest.mark.parametrize("milestone", [None, "Hub"])
@pytest.mark.parametrize("agreed", [True, False])
def test_a_move_that_waits_changes_nothing_but_the_record(
    milestone: str | None, agreed: bool
) -> None:
    document, action = read(TEXT)
    document, action = again(with_move(document, action, milestone, wish(by=""), TODAY))
    assert document.text.count("2020-03") == 1
    document, action = again(
        with_decision(document, action, milestone, Decision("DMT", agreed), TODAY)
    )
    (slip,) = (slip for slip in slips(action) if slip.milestone == (milestone or ""))
    assert slip.due.written == ("2020-03" if agreed else slip.original.written)
    assert slip.moves[0].decided == TODAY
    kept = [line for line in document.text.splitlines() if line in TEXT.splitlines()]
    assert len(kept) == len(TEXT.splitlines()) - agreed


def test_the_decision_may_stand_there_empty() -> None:
    moves = "moves:\n  - was: 2019-12\n    to: 2020-03\n    date: 2019-10-01\n    reason: Late\n"
    document, action = read(TEXT.replace("\nmilestones", f"{moves}\nmilestones"))
    after = with_decision(document, action, None, Decision("DMT", agreed=True), TODAY)
    assert "    reason: Late\n    agreed_by: DMT\n    decided: 2019-10-14\n" in after.text
    odd = TEXT.replace("\nmilestones", f"{moves}    agreed_by:\n\nmilestones")
    after = with_decision(*read(odd), None, Decision("DMT", agreed=True), TODAY)
    assert "    reason: Late\n    agreed_by: DMT\n    decided: 2019-10-14\n" in after.text
    odd = odd.replace("agreed_by:", "decided:\n    refused_by: # or not\n    agreed_by: # by whom")
    after = with_decision(*read(odd), None, Decision("DMT", agreed=False), TODAY)
    assert "    decided: 2019-10-14\n    refused_by: DMT # or not\n    agreed_by: #" in after.text
    braces = "moves: [{was: 2019-12, to: 2020-03, date: 2019-10-01, reason: Late}]\n"
    found = read(TEXT.replace("\nmilestones", f"{braces}\nmilestones"))
    with pytest.raises(UserError, match=r"cannot write moves and leave the rest as it is"):
        with_decision(*found, None, Decision("DMT", agreed=True), TODAY)


def test_a_date_that_is_as_it_was_or_missing_is_not_moved() -> None:
    document, action = read(TEXT)
    with pytest.raises(UserError, match=r"3\.2 is due by December 2019 already"):
        with_move(document, action, None, wish("2019-12-31"), TODAY)
    with pytest.raises(UserError, match=r"no move of Hub of 3\.2 waits"):
        with_decision(document, action, "Hub", Decision("DMT", agreed=True), TODAY)
    with pytest.raises(UserError, match=r"3\.2 has no due date to move"):
        with_move(*read(ACTION), None, wish(), TODAY)


def change(*keys: str, before: object = None, after: object = None) -> ValueChange:
    return ValueChange(keys, before, after)


MOVE = {"was": "2019-12", "to": "2020-03", "reason": "Late"}


@pytest.mark.parametrize(
    ("changes", "sentences"),
    [
        ([change("due", after="2020-03")], []),
        ([change("due", before="2019-12", after="soon")], ["Due moved from December 2019 to soon"]),
        (
            [change("moves", before=[MOVE], after=[{**MOVE, "refused_by": "DMT"}])],
            ["Due December 2019 as before: a move to March 2020 was refused by DMT"],
        ),
        ([change("moves", before=[MOVE], after=[])], []),
        ([change("moves", before=[MOVE], after=[{**MOVE, "reason": "So"}])], []),
        ([change("moves", after="none")], []),
        (
            [change("due", before="2019-11", after="2020-06"), change("moves", after=[MOVE])],
            [
                "Due December 2019: a move to March 2020 waits for a decision: Late",
                "Due moved from November 2019 to June 2020",
            ],
        ),
        ([change("moves", after=["so"])], []),
        ([change("updates", "Q1", "moves", after="2020-03")], []),
        (
            [
                change("milestones", "Hub", "due", before="2019-12", after="2020-03"),
                change("milestones", "Hub", "moves", after=[{**MOVE, "agreed_by": "A"}]),
            ],
            ["Hub: due moved from December 2019 to March 2020 (agreed by A): Late"],
        ),
    ],
)
def test_what_became_of_dates_is_said_in_words(
    changes: list[ValueChange], sentences: list[str]
) -> None:
    assert list(due_date_sentences(changes).sentences) == sentences


def test_moves_stand_where_the_fields_of_an_action_have_them() -> None:
    dates = "lead: Permanence\ndue: 2019-12\noriginal_due: 2019-10\n"
    text = ACTION.replace("lead: Permanence\n", dates)
    moved = with_move(*read(text), None, wish(), TODAY).text
    assert moved.index("original_due:") < moved.index("moves:") < moved.index("links:")
