"""What was changed by agreement is told from its day on, and what it was until then."""

from collections.abc import Mapping
from datetime import date

import pytest

from planctl.checks.rule import Readings
from planctl.checks.run import check_plan, undone
from planctl.plan.agreed_change import AgreedChange
from planctl.plan.before_agreed_changes import keys_of_field, said_before
from planctl.plan.plan import load
from planctl.plan.year import Year
from planctl.reports.formats import render
from planctl.reports.report import ReportRequest
from planctl.signoff.action_digest import changed_parts, signed_action
from planctl.signoff.parts import SignedDay
from planctl.summary.summary import summarise
from plans import HEADER
from quarters import Q1, Q2

CHANGE = {"date": "2019-10-14", "reason": "They asked.", "agreed_by": "Board"}
MEASURE = {"id": "moves", "text": "Moves", "target": "10"}
ACTION: Mapping[str, object] = {
    "id": "3.2",
    "title": "MOVES",
    "lead": "Permanence",
    "indicators": ["Fewer moves"],
    "measures": ["Spend", MEASURE],
}
SIGNED = SignedDay(date(2019, 7, 19), date(2019, 7, 19), Year(2019))
NOW = date(2019, 11, 15)

CHANGES: Mapping[str, tuple[str, str, str, Mapping[str, object]]] = {
    "title": ("title", "MOVES", "HOMES", {"title": "HOMES"}),
    "an entry that is added": (
        "indicators",
        "",
        "They stay",
        {"indicators": ["Fewer moves", "They stay"]},
    ),
    "an entry": ("indicators.1", "Fewer moves", "No moves", {"indicators": ["No moves"]}),
    "a target": (
        "measures.moves.target",
        "10",
        "12",
        {"measures": ["Spend", {**MEASURE, "target": "12"}]},
    ),
    "words of a measure": (
        "measures.moves",
        "Moves",
        "Moves in a year",
        {"measures": ["Spend", {**MEASURE, "text": "Moves in a year"}]},
    ),
    "words alone": ("measures.1", "Spend", "Costs", {"measures": ["Costs", MEASURE]}),
    "what was empty": ("owner", "", "Head", {"owner": "Head"}),
}


def _changed(name: str) -> Mapping[str, object]:
    field, was, now, data = CHANGES[name]
    change = {**CHANGE, "field": field, "was": was, "now": now}
    return {**ACTION, **data, "agreed_changes": [change]}


@pytest.mark.parametrize("name", CHANGES)
def test_before_its_day_a_change_had_not_been_made(name: str) -> None:
    before = said_before(_changed(name), date(2019, 10, 13))
    known = {key: value for key, value in before.items() if value}
    assert known == ACTION
    assert said_before(_changed(name), date(2019, 10, 14)) == _changed(name)


@pytest.mark.parametrize("name", CHANGES)
def test_what_was_signed_before_a_change_still_stands(name: str) -> None:
    digest = signed_action("3.2", "Q1", ACTION, SIGNED).digest()
    assert changed_parts("3.2", "Q1", _changed(name), SIGNED, digest) == []
    unrecorded = {**_changed(name), "agreed_changes": []}
    assert changed_parts("3.2", "Q1", unrecorded, SIGNED, digest)


def test_a_record_that_was_signed_is_covered() -> None:
    later = SIGNED._replace(day=NOW, known=NOW)
    digest = signed_action("3.2", "Q2", _changed("title"), later).digest()
    assert changed_parts("3.2", "Q2", {**ACTION, "title": "HOMES"}, later, digest)


@pytest.mark.parametrize("field", ["measures.gone.target", "colour", "title.x", "indicators.9"])
def test_a_change_of_what_is_not_there_any_more_is_left(field: str) -> None:
    change = {**CHANGE, "field": field, "was": "10", "now": "12"}
    data = {**ACTION, "agreed_changes": [change, "odd"]}
    assert keys_of_field(data, field) == () or field == "indicators.9"
    assert said_before(data, date(2019, 1, 1))["title"] == "MOVES"


def _texts(title: str, *more: str) -> Mapping[str, bytes]:
    lines = [
        'id: "3.2"',
        f"title: {title}",
        "lead: Permanence",
        "agreed_changes:",
        "  - {date: 2019-10-14, field: title, was: MOVES, now: HOMES,",
        "     reason: R., agreed_by: Board}",
        *more,
        "updates:",
        "  Q1: {rag: green, commentary: Work.}",
        "  Q2: {rag: green, commentary: Work.}",
    ]
    return {"p/plan.yaml": HEADER, "p/3.2.yaml": "\n".join(lines).encode()}


def _page(title: str, kind: str, quarter: str) -> str:
    period = {"Q1": Q1, "Q2": Q2}[quarter]
    summary = summarise(load(_texts(title)), NOW, period)
    return b"".join(render(ReportRequest(summary, kind), "markdown")).decode()


def test_papers_tell_a_change_from_its_day_on_and_what_was_said_before() -> None:
    sentence = "title: from MOVES to HOMES, agreed by Board on 14 October 2019: R."
    assert sentence in _page("HOMES", "full", "Q2")
    assert "| title: MOVES | title: HOMES | R (Board) |" in _page("HOMES", "highlight", "Q2")
    earlier = _page("HOMES", "full", "Q1")
    assert "3.2 MOVES" in earlier
    assert "HOMES" not in earlier


def test_an_action_that_cannot_be_read_without_a_change_is_shown_as_it_is() -> None:
    odd = '  - {date: 2019-12-01, field: id, was: "x y", now: "3.2", reason: R., agreed_by: Board}'
    (row,) = summarise(load(_texts("HOMES", odd)), NOW).rows
    assert row.title == "HOMES"


def _told(texts: Mapping[str, bytes]) -> list[str]:
    return [each.message for each in check_plan(load(texts), NOW) if each.rule == "agreed"]


def test_a_field_that_does_not_say_what_was_agreed_is_told() -> None:
    assert _told(_texts("HOMES")) == []
    assert _told(_texts("HOUSES")) == ["title is not 'HOMES', as was agreed on 14 October 2019"]
    gone = "  - {date: 2019-10-14, field: measures.x.target, now: 9, reason: R., agreed_by: Board}"
    assert _told(_texts("HOMES", gone)) == ["the action has no 'measures.x.target'"]
    added = "  - {date: 2019-10-14, field: links, now: A plan, reason: R., agreed_by: Board}"
    assert len(_told(_texts("HOMES", added))) == 1
    assert _told(_texts("HOMES", added, "links: [Another, A plan]")) == []


def test_agreed_changes_are_only_ever_added_to() -> None:
    more = "  - {date: 2019-11-01, field: owner, now: Head, reason: R., agreed_by: Board}"
    before, after = (load(_texts("HOMES", *each)) for each in ((), (more,)))
    same = {"3.2": "3.2"}
    assert [each.rule for each in undone(Readings(before, after, same), NOW)] == []
    (lost,) = undone(Readings(after, before, same), NOW)
    assert lost.rule == "agreed"
    assert lost.message == "the agreed change of owner on 1 November 2019 is gone or rewritten"
    assert undone(Readings(after, before, {}), NOW)[0].rule == "removed"


@pytest.mark.parametrize(
    ("field", "name"),
    [
        ("measures.moves.target", "target of moves"),
        ("measures.moves.baseline.value", "value of baseline of moves"),
        ("measures.moves", "moves"),
        ("indicators.1", "indicators of success 1"),
    ],
)
def test_a_field_has_a_name_that_people_read(field: str, name: str) -> None:
    assert AgreedChange.model_validate({**CHANGE, "field": field, "now": "N"}).name == name
