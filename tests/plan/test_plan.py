"""Texts become a plan: its header, its entries in order, and every problem met on the way."""

import copy
import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

import filled
from planctl.plan.model import Lead
from planctl.plan.plan import Plan, load
from planctl.problem import Exit, Place, Problem, Severity, UserError
from plans import ACTION, HEADER, texts


def action(number: str) -> bytes:
    return ACTION.replace("3.2", number).encode()


def plan(*numbers: str) -> Plan:
    return load({"p/plan.yaml": HEADER, **{f"p/{each}.yaml": action(each) for each in numbers}})


def test_entries_are_in_the_order_of_their_numbers() -> None:
    found = plan("3.10", "3.9", "3.2")
    assert [entry.id for entry in found.entries] == ["3.2", "3.9", "3.10"]
    assert [entry.id for entry in found.actions] == ["3.2", "3.9", "3.10"]
    assert found.problems == ()


def test_a_plan_knows_its_folder_header_and_year() -> None:
    found = plan()
    assert found.folder == "p"
    assert found.require() is found.header
    assert found.require().title == "Improvement Plan"
    assert str(found.year) == "2019-20"


def test_an_entry_is_found_by_its_number() -> None:
    entry = plan("3.2", "3.3").entry("3.3")
    assert entry.path == "p/3.3.yaml"
    assert entry.action
    assert entry.document


def test_a_number_that_is_not_there_is_refused_with_the_nearest() -> None:
    with pytest.raises(UserError, match=r"there is no action '3\.22'") as refused:
        plan("3.2").entry("3.22")
    assert refused.value.hint == "did you mean '3.2'?"


def test_a_plan_without_plan_yaml_has_a_problem_and_its_actions() -> None:
    found = load({"p/3.2.yaml": ACTION.encode()})
    (problem,) = found.problems
    assert (problem.rule, problem.message) == ("file", "plan.yaml is missing")
    assert problem.place.path == "p/plan.yaml"
    assert len(found.actions) == 1
    assert found.year is None


def test_no_texts_at_all_are_a_plan_without_plan_yaml() -> None:
    (problem,) = load({}).problems
    assert problem.place == Place("plan.yaml")


def test_a_header_that_cannot_be_read_is_required_in_vain() -> None:
    found = load({"p/plan.yaml": b"title: T\n"})
    with pytest.raises(UserError, match=r"p/plan\.yaml cannot be used") as refused:
        found.require()
    assert refused.value.status == Exit.PROBLEMS


def test_a_file_that_is_not_yaml_leaves_an_entry_without_action_or_document() -> None:
    (entry,) = load({"plan.yaml": HEADER, "3.2.yaml": b"- id\n"}).entries
    assert (entry.id, entry.action, entry.document) == ("3.2", None, None)


def test_a_file_that_does_not_fit_the_model_leaves_an_entry_with_a_document() -> None:
    (entry,) = load({"plan.yaml": HEADER, "3.2.yaml": b"id: '3.2'\n"}).entries
    assert entry.action is None
    assert entry.document


def test_problems_met_before_come_first() -> None:
    earlier = Problem("file", Severity.ERROR, "too large", Place("p/9.9.yaml"))
    assert load({"p/plan.yaml": b""}, [earlier]).problems[0] is earlier


def test_hidden_characters_of_a_text_are_made_visible() -> None:
    raw = ACTION.replace("The campaign", "The \u202ecampaign").encode()
    (entry,) = load({"p/plan.yaml": HEADER, "p/3.2.yaml": raw}).entries
    assert entry.action
    assert entry.action.updates["Q1"].commentary.startswith("The \\u202ecampaign")


def test_hidden_characters_written_as_escapes_are_made_visible() -> None:
    text = 'id: "3.2"\ntitle: "A\\x1bB"\nlead: L\nlinks: ["\\u200b"]\nupdates: {Q1: {rag: }}\n'
    (entry,) = load({"p/plan.yaml": HEADER, "p/3.2.yaml": text.encode()}).entries
    assert entry.action
    assert entry.action.title == "A\\x1bB"
    assert entry.action.links == ("\\u200b",)


def test_a_lead_without_a_post_stays_beside_hidden_characters() -> None:
    header = HEADER + b"leads:\n  Permanence:\n  Education: Head\\n"
    assert load({"p/plan.yaml": header}).require().leads == {
        "Permanence": Lead(),
        "Education": Lead(post="Head\\n"),
    }


def test_empty_fields_are_as_if_they_were_not_there() -> None:
    found = load(texts(a3_2=ACTION))
    (read,) = found.actions
    assert read.updates["Q3"].empty
    assert read.due is None


def test_dates_are_days() -> None:
    found = load(texts(a3_2=f"{ACTION}due: 2020-03-31\n"))
    assert found.actions[0].due == date(2020, 3, 31)


def test_the_quarters_of_due_dates_are_those_of_the_plans_calendar() -> None:
    header = HEADER + b"\ncalendar:\n  first_month: 9\n"
    text = ACTION.replace("lead: P", "due: Q1 2019-20\nlead: P").encode()
    (found,) = load({"p/3.2.yaml": text, "p/plan.yaml": header}).actions
    assert found.due == date(2019, 11, 30)


def test_what_is_empty_in_a_milestone_or_a_move_is_as_if_left_out() -> None:
    below = (
        "due: 2020-03\nmoves:\n  - was: 2019-12\n    to: 2020-03\n    date: 2019-10-01\n"
        "    reason: Late\n    agreed_by:\n    decided:\n"
        "milestones:\n  due:\n    due: 2019-12\n    done:\n    moves:\nlead: P"
    )
    (found,) = load(texts(a3_2=ACTION.replace("lead: P", below))).actions
    assert found.moves[0].waiting
    assert found.milestones["due"].due.written == "2019-12"


def test_an_empty_milestone_is_no_milestone() -> None:
    text = ACTION.replace("lead: P", "milestones:\n  due:\n  Hub: 2019-12\nlead: P")
    found = load(texts(a3_2=text)).problems
    assert [problem.message for problem in found] == [
        "'due' is empty",
        "'Hub' is a text where keys and values should be",
    ]


def _mappings(data: object, way: filled.Path = ()) -> Iterator[filled.Path]:
    """Yield the way to each mapping in some data."""
    match data:
        case dict():
            yield way
            for key, each in data.items():
                yield from _mappings(each, (*way, key))
        case list():
            for key, each in enumerate(data):
                yield from _mappings(each, (*way, key))


OF_NAMES = {"accepted", "actions", "benchmarks", "glossary", "leads", "milestones", "plan"} | {
    "priorities",
    "fields",
}
"""The mappings whose keys are names, of which any may be there; so are a sign-off's stages."""


@pytest.mark.parametrize("name", ["plan", "1.10"])
def test_a_key_that_is_unknown_is_told_in_every_mapping_with_what_may_be_there(name: str) -> None:
    data = {"plan": filled.HEADER, "1.10": filled.ACTION}
    for way in _mappings(data[name]):
        changed = copy.deepcopy(data)
        inner: Any = changed[name]
        for key in way:
            inner = inner[key]
        inner["zzz"] = "x"
        found = load(
            {f"p/{each}.yaml": json.dumps(said).encode() for each, said in changed.items()}
        )
        unknown = [each for each in found.problems if each.message == "unknown key 'zzz'"]
        assert bool(unknown) != bool(
            {*way[-1:]} & {*OF_NAMES, "stages", "recommendations", "position"}
        ), way
        assert all(each.hint or not way for each in unknown), way
