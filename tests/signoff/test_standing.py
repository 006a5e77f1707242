"""A sign-off stands until what was signed, or its record, is changed off the record."""

from collections.abc import Iterator, Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planctl.changes.diff import diff, plan_version
from planctl.checks.rule import Readings
from planctl.checks.rules import closed
from planctl.checks.run import check_plan, undone
from planctl.edits.sign_off import (
    CorrectedField,
    CorrectionReason,
    NewCorrection,
    NewSignOff,
    with_corrections,
    with_sign_off,
)
from planctl.plan.period import Period
from planctl.plan.plan import Plan, load
from planctl.plan.scale import OWN
from planctl.signoff.record import altered_entries, expected_digests, signed_stages
from planctl.signoff.standing import quarter_sign_off, rewritten_records
from planctl.signoff.statement import sign_off_notes, sign_off_sentence
from planctl.signoff.unrecorded_changes import quarter_digests
from planctl.text.document import Document, read
from planctl.text.edit_value import change
from plans import ACTION, HEADER
from quarters import Q1, Q2

STAGES = ("Head of service", "DMT", "Board")
STAGED = HEADER + b"\ncalendar:\n  stages: [Head of service, DMT, Board]\n"
ACTIONS = {
    "3.2.yaml": ACTION.encode(),
    "3.10.yaml": ACTION.replace('"3.2"', '"3.10"').encode(),
}
TODAY = date(2019, 11, 15)
DAY = date(2019, 7, 19)
Gaps = Mapping[str, tuple[str, str]]


def plan(header: bytes | Document = HEADER, **actions: str) -> Plan:
    raw = header if isinstance(header, bytes) else header.encoded()
    changed = {f"{key[1:].replace('_', '.')}.yaml": text.encode() for key, text in actions.items()}
    return load({"plan.yaml": raw, **ACTIONS, **changed})


def close(of: Plan, quarter: Period = Q1, stage: str = "", gaps: Gaps | None = None) -> Document:
    """Return the plan.yaml of a plan with a quarter signed off, or one stage of it."""
    stages = of.require().calendar.stages
    digests = quarter_digests(of, quarter, DAY)
    assert of.document
    return with_sign_off(
        of.document, NewSignOff(quarter, DAY, "Head", digests, gaps or {}, stage, stages)
    )


def correct(header: Document, text: str, field: str = "rag") -> tuple[Document, str]:
    """Return a plan.yaml with a correction of 3.2, and the text of that action."""
    update = quarter_digests(plan(a3_2=text), Q1, DAY).actions["3.2"]
    why = CorrectionReason(date(2019, 8, 5), "A slip.", "Head")
    words = ("green", "amber") if field == "rag" else ()
    fields = [CorrectedField(field, *words)]
    return with_corrections(header, Q1, [NewCorrection("3.2", fields, update)], why), text


def standing(of: Plan, quarter: Period = Q1) -> str:
    return sign_off_sentence(quarter_sign_off(of, quarter))


def test_a_number_of_a_measure_that_is_changed_after_a_quarter_was_closed_is_found() -> None:
    words = "  - Placements that ended early\n"
    numbers = "  - text: Ended early\n    id: early\n    unit: count\n    actuals:\n      Q1: 12\n"
    before = plan(a3_2=ACTION.replace(words, numbers))
    header = close(before)
    for text, found in (
        (numbers, []),
        (numbers.replace("Ended early", "Homes that ended early"), ["3.2"]),
        (numbers + "      Q2: 9\n", []),
        (numbers.replace("Q1: 12", "Q1: 11"), ["3.2"]),
        (words, ["3.2"]),
    ):
        after = plan(header, a3_2=ACTION.replace(words, text))
        changes = quarter_sign_off(after, Q1).changes
        assert [change.action for change in changes] == found
        told = [each.rule for each in check_plan(after, TODAY) if each.rule == "closed"]
        assert bool(told) == bool(found)


def test_a_quarter_is_open_until_it_is_signed_off() -> None:
    assert standing(plan()) == "Not signed off."
    assert not quarter_sign_off(plan(), Q1).closed
    closed = close(plan())
    assert standing(plan(closed)) == "Signed off on 19 July 2019 by Head."
    assert quarter_sign_off(plan(closed), Q1).stands
    assert standing(plan(closed), Q2) == "Not signed off."


def test_a_plan_without_a_header_has_no_sign_off() -> None:
    assert standing(plan(b"title: [")) == "Not signed off."
    assert closed.NAME not in {each.rule for each in check_plan(plan(b"title: ["), TODAY)}


@pytest.mark.parametrize(
    ("action", "text", "how"),
    [
        ("a3_2", ACTION.replace("Two", "Nine"), "changed"),
        ("a3_2", ACTION.replace("  Q1:", "  Q9:"), "changed"),
        ("a3_2", 'id: "3.2"\n', "changed"),
        ("a3_3", ACTION.replace('"3.2"', '"3.3"'), "added"),
    ],
)
def test_a_change_by_other_means_is_seen(action: str, text: str, how: str) -> None:
    found = quarter_sign_off(plan(close(plan()), **{action: text}), Q1)
    name = action[1:].replace("_", ".")
    assert [(each.action, each.how) for each in found.changes] == [(name, how)]
    assert not found.stands
    assert "changed since, and not on the record" in sign_off_sentence(found)


@pytest.mark.parametrize("text", [ACTION.replace("Q2:\n    rag:", "Q2:\n    rag: red"), "id: ["])
def test_another_quarter_or_an_unreadable_file_is_no_change(text: str) -> None:
    assert not quarter_sign_off(plan(close(plan()), a3_2=text), Q1).changes


OLD_RECORD = b"""title: Plan
organisation: Council
year: 2019-20

priorities:
  3: Homes

closed:
  Q1:
    date: 2019-07-19
    by: Head
    digest: v1-2e46f6a2014b79aa30521eb2580311a1e844b6518b6ff558bfdba5f4e83b37eb
    accepted:
      "3.2":
        lacks: evidence
        reason: "It is to come. It is\\nlate."
    actions:
      "3.2": v1-411dee81698d61ad6a4bcad6405370aa
      "3.3": v1-bc7259a0b4c8c0723849f01082bea41e
"""
"""A record of a time when digests were of the lines of a text as they are written."""
WRAPPED = "The campaign began in May. Two\n      carers were approved."
BROKEN = "The campaign began in May.\n      Two carers were approved."
JOINED = "The campaign began in May. Two carers were approved."


def reworded(header: bytes, first: str, second: str) -> Plan:
    """Return a plan whose two actions have these commentaries in Q1."""
    action = (
        'id: "{}"\ntitle: T\nlead: L\nupdates:\n  Q1:\n    rag: green\n    commentary: |\n      '
    )
    action += "{}\n"
    files = {"3.2.yaml": action.format("3.2", first), "3.3.yaml": action.format("3.3", second)}
    return load({"plan.yaml": header, **{name: text.encode() for name, text in files.items()}})


@pytest.mark.parametrize(
    ("first", "second", "changed"),
    [
        (WRAPPED, BROKEN, []),
        (WRAPPED, JOINED, []),  # joined after it was signed
        (BROKEN, BROKEN, ["3.2"]),  # how its lines stood when it was signed cannot be told any more
        (WRAPPED, JOINED.replace("Two", "Three"), ["3.3"]),
    ],
)
def test_a_record_of_an_earlier_version_still_stands(
    first: str, second: str, changed: list[str]
) -> None:
    found = quarter_sign_off(reworded(OLD_RECORD, first, second), Q1)
    assert [each.action for each in found.changes] == changed
    assert not found.altered


@pytest.mark.parametrize("signed", [WRAPPED, BROKEN, JOINED])
@pytest.mark.parametrize("now", [WRAPPED, BROKEN, JOINED])
def test_joined_lines_are_no_change_for_check_as_for_diff(signed: str, now: str) -> None:
    before = reworded(HEADER, signed, BROKEN)
    closed_by = close(before).encoded()
    after = reworded(closed_by, now, BROKEN)
    assert quarter_sign_off(after, Q1).stands
    files = [
        plan_version(
            {entry.path: entry.document.encoded() for entry in each.entries if entry.document}
        )
        for each in (before, after)
    ]
    assert not diff(*files)
    other = reworded(closed_by, now.replace("May", "June"), BROKEN)
    assert [each.rule for each in check_plan(other, TODAY)].count("closed") == 1


def test_an_action_without_an_update_may_be_added_later() -> None:
    later = plan(close(plan()), a3_3='id: "3.3"\ntitle: T\nlead: L\n')
    assert quarter_sign_off(later, Q1).stands


def test_a_file_that_is_gone_is_seen() -> None:
    closed = close(plan())
    left = load({"plan.yaml": closed.encoded(), "3.2.yaml": ACTION.encode()})
    [change] = quarter_sign_off(left, Q1).changes
    assert (change.action, change.how, change.place.path) == ("3.10", "removed", "plan.yaml")


def test_a_correction_accounts_for_its_change() -> None:
    header, text = correct(close(plan()), ACTION.replace("green", "amber"))
    found = quarter_sign_off(plan(header, a3_2=text), Q1)
    assert found.stands
    assert sign_off_sentence(found) == "Signed off on 19 July 2019 by Head; one correction since."
    assert quarter_sign_off(plan(header), Q1).changes
    header, text = correct(header, text.replace("Two", "Nine"), "commentary")
    assert quarter_sign_off(plan(header, a3_2=text), Q1).stands
    assert list(sign_off_notes(quarter_sign_off(plan(header), Q1).record, "3.2", OWN)) == [
        "Corrected on 5 August 2019, rating from green to amber: A slip (Head).",
        "Corrected on 5 August 2019, commentary: A slip (Head).",
    ]


def test_corrections_of_two_actions_may_be_merged_in_any_order() -> None:
    closed = close(plan())
    update = quarter_digests(plan(), Q1, DAY).actions
    why = CorrectionReason(date(2019, 8, 5), "A slip")
    one, two = (
        NewCorrection(key, [CorrectedField("rag", "", "red")], update[key])
        for key in ("3.2", "3.10")
    )
    text = with_corrections(closed, Q1, [one, two], why).text
    head, first, rest = text.split("      - date")
    second, digests = rest.split("    plan:")
    merged = f"{head}      - date{second}      - date{first}    plan:{digests}"
    assert quarter_sign_off(plan(merged.encode()), Q1).stands


def leaves(value: object, keys: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the way to each text of a record that stands in mappings."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*keys, key))
    elif isinstance(value, str):
        yield keys


def full_record() -> Document:
    header = STAGED
    for stage in STAGES:
        accepted = {"3.10": ("a rating", "No deputy")}
        header = close(plan(header), stage=stage, gaps=accepted).encoded()
    return correct(plan(header).document or close(plan()), ACTION.replace("green", "amber"))[0]


RECORD = full_record()
LEAVES = list(leaves(RECORD.data["closed"], ("closed",)))


@given(st.sampled_from(LEAVES), st.sampled_from(["", "x", "2019-07-20", "v1-ab"]))
def test_no_edit_of_a_record_goes_unseen(keys: tuple[str, ...], value: str) -> None:
    text = ACTION.replace("green", "amber")
    assert quarter_sign_off(plan(RECORD, a3_2=text), Q1).stands
    edited = plan(change(RECORD, keys, value, (), block=False), a3_2=text)
    assert any(each.severity == "error" for each in check_plan(edited, TODAY))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("reason: A slip.", "reason: Late."),
        ("now: amber", "now: red"),
        ("        by: Head\n        update", "        update"),
        ("        was: green\n", ""),
        ("field: rag", "field: status"),
        ('action: "3.2"', 'action: "3.10"'),
        ("Board:\n", "Chair:\n"),
        ("    date: 2019-07-19\n    by: Head\n    digest", "    by: Head\n    digest"),
    ],
)
def test_no_edit_of_a_correction_goes_unseen(old: str, new: str) -> None:
    text = RECORD.text.replace(old, new, 1)
    assert text != RECORD.text
    found = check_plan(plan(text.encode(), a3_2=ACTION.replace("green", "amber")), TODAY)
    assert closed.NAME in {each.rule for each in found}


def test_stages_sign_in_their_order_and_the_last_closes() -> None:
    header = STAGED
    for stage, said in zip(
        STAGES,
        (
            "Not signed off yet. Head of service has signed; DMT is next.",
            "Not signed off yet. Head of service and DMT have signed; Board is next.",
            "Signed off on 19 July 2019 by Head.",
        ),
        strict=True,
    ):
        header = close(plan(header), stage=stage).encoded()
        assert standing(plan(header)) == said


def voids(of: Plan) -> list[str]:
    return [stage.name for stage in quarter_sign_off(of, Q1).void]


def test_a_change_voids_every_stage_that_signed() -> None:
    two = close(plan(close(plan(STAGED), stage="Head of service")), stage="DMT")
    assert voids(plan(two)) == []
    assert voids(plan(two, a3_2=ACTION.replace("Two", "Nine"))) == ["Head of service", "DMT"]
    said = standing(plan(two, a3_2=ACTION.replace("Two", "Nine"), a3_10="id: x\n"))
    assert said == (
        "Not signed off. The sign-off by Head of service and DMT is void:"
        " 3.2 and 3.10 were changed since."
    )


def test_a_stage_that_signs_again_voids_the_later_ones() -> None:
    two = close(plan(close(plan(STAGED), stage="Head of service")), stage="DMT")
    changed = ACTION.replace("Two", "Nine")
    again = close(plan(two, a3_2=changed), stage="Head of service")
    assert voids(plan(again, a3_2=changed)) == ["DMT"]
    assert "signed again" in standing(plan(again, a3_2=changed))
    third = close(plan(again, a3_2=changed), stage="DMT")
    assert voids(plan(third, a3_2=changed)) == []


def test_a_stage_out_of_turn_or_unknown_is_told_of() -> None:
    one = close(plan(STAGED), stage="Head of service").text
    early = one.replace("      Head of service:", "      DMT:")
    assert voids(plan(early.encode())) == ["DMT"]
    renamed = plan(one.replace("      Head of service:", "      Heads:").encode())
    [problem] = [each for each in check_plan(renamed, TODAY) if each.rule == "signed"]
    assert (
        problem.message == "'Heads' is not a stage of the calendar, so its sign-off does not count"
    )


def messages(before: Document | bytes, after: Document | bytes) -> list[str]:
    return [message for _, message in rewritten_records(plan(before), plan(after))]


def test_a_record_may_be_added_to_and_not_undone() -> None:
    """What no digest in the file can show shows when two readings of a plan are compared."""
    closed = close(plan())
    more, _ = correct(closed, ACTION.replace("green", "amber"))
    assert messages(HEADER, closed) == messages(closed, closed) == messages(closed, more) == []
    assert messages(closed, HEADER) == ["Q1 was closed on 2019-07-19 and is not any more"]
    forged = close(plan(a3_2=ACTION.replace("Two", "Nine")))
    rewritten = ["the record of Q1, closed on 2019-07-19, was rewritten"]
    assert messages(closed, forged) == messages(more, closed) == rewritten
    assert messages(closed, b"title: [") == []


def test_a_record_that_was_undone_is_an_error_of_its_quarter() -> None:
    closed = plan(close(plan()))
    numbers = {each.id: each.id for each in closed.entries}
    [problem] = undone(Readings(closed, plan(), numbers), TODAY)
    assert (problem.rule, problem.severity, problem.place.path) == ("closed", "error", "plan.yaml")
    assert list(undone(Readings(closed, plan(b"title: ["), numbers), TODAY)) == []


def test_a_record_that_is_no_mapping_says_nothing() -> None:
    odd: Mapping[str, object] = {"actions": "x", "corrections": "y", "stages": ["z"]}
    assert expected_digests(odd) == ({}, {})
    assert signed_stages(odd) == {}
    assert expected_digests({"corrections": ["x"]}) == ({}, {"": "None"})


def test_a_digest_is_of_its_year() -> None:
    header = close(plan()).text.replace("year: 2019-20", "year: 2020-21")
    found, _ = read("plan.yaml", header.encode())
    assert found
    assert list(altered_entries(found, Q1)) == [("closed", "Q1", "digest")]


def test_a_record_without_a_day_or_a_stage_has_no_changes() -> None:
    header = close(plan()).text.replace("    date: 2019-07-19\n", "")
    found = quarter_sign_off(plan(header.encode(), a3_2=ACTION.replace("Two", "Nine")), Q1)
    assert not found.changes
    assert found.altered
