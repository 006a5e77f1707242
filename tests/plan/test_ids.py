"""Ids are written in one way, sorted as people count, and say to which priority they belong."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from planctl.edits.next_id import next_id
from planctl.plan.ids import action_of_file, priority_of
from planctl.plan.plan import load
from planctl.problem import UserError
from planctl.store.folder import named_action
from planctl.text.action_id import ID, NUMBERS, is_id, is_reserved, natural

_TYPED = st.text(st.sampled_from("0123.aERymlYAML٣"), max_size=12)
_NUMBERED = st.lists(st.integers(1, 999).map(str), min_size=2, max_size=4).map(".".join)
IDS = st.from_regex(re.compile(ID, re.ASCII), fullmatch=True)


@given(_TYPED | IDS)
@example("3.10.yml")
@example("yaml1")
@example("")
def test_the_pattern_and_what_needs_none_agree(text: str) -> None:
    assert is_id(text) == bool(re.fullmatch(ID, text, re.ASCII))


@pytest.mark.parametrize("text", ["7", "3.2", "4.01.01", "13.2.3", "R12", "SG3", "22PR", "1.1a"])
def test_ids_are_as_bodies_write_them(text: str) -> None:
    assert is_id(text)


@pytest.mark.parametrize(
    "text", ["plan", "notes", "3-2", "3.2 (1)", "3.", "1.2.3.4.5", "R12345678"]
)
def test_other_names_are_none(text: str) -> None:
    assert not is_id(text)


def test_the_order_is_that_in_which_people_count() -> None:
    ordered = ["1.1", "1.1a", "1.2", "1.10", "3.2", "3.2.1", "4.01", "4.1", "7", "22PR", "R2"]
    ordered += ["r3", "R12", "SG1"]
    assert sorted(set(ordered), key=natural) == ordered


@given(st.text(), st.text())
def test_no_two_texts_have_one_place(one: str, other: str) -> None:
    assert (natural(one) == natural(other)) == (one == other)
    assert natural(one) < natural(other) or natural(other) < natural(one) or one == other


@given(_NUMBERED, _NUMBERED)
def test_ids_of_numbers_are_in_the_order_of_the_numbers(one: str, other: str) -> None:
    numbers = [tuple(map(int, each.split("."))) for each in (one, other)]
    assert (natural(one) < natural(other)) == (numbers[0] < numbers[1])
    assert re.fullmatch(NUMBERS, one)


@pytest.mark.parametrize(
    ("action_id", "priority"),
    [("3.2", "3"), ("4.01.01", "4"), ("04.1", "4"), ("R12", "R"), ("sg3", "SG"), ("22PR", "22"),
     ("0.1", "0"), ("-", "")],
)  # fmt: skip
def test_an_id_begins_with_its_priority(action_id: str, priority: str) -> None:
    assert priority_of(action_id) == priority


@pytest.mark.parametrize("name", ["R12.yml", "R12.YAML", ".R12.yaml", "R12.yaml.txt", "R12.yaml~"])
def test_the_file_of_an_action_is_known_by_a_name_that_is_nearly_right(name: str) -> None:
    assert named_action(name) == "R12.yaml"
    assert action_of_file(f"p/{name}") == "R12"


@pytest.mark.parametrize("name", ["notes2.md", "R12.md", "Q1.txt", "2019", "R12"])
def test_other_files_are_none_of_the_plan(name: str) -> None:
    assert not named_action(name)


@pytest.mark.parametrize(
    ("action_id", "kept"), [("COM1", True), ("lpt9.2", True), ("COM12", False)]
)
def test_windows_keeps_some_names(action_id: str, *, kept: bool) -> None:
    assert is_reserved(action_id) == kept


def _next(priority: str, *ids: str) -> str:
    header = "title: P\norganisation: A\nyear: 2019-20\npriorities: {1: One, 3: Three, SG: Safe}\n"
    texts = {"plan.yaml": header.encode()}
    for each in ids:
        action_id, _, said = each.partition(":")
        texts[f"{action_id}.yaml"] = f"id: '{action_id}'\ntitle: T\nlead: L\n".encode()
        texts[f"{action_id}.yaml"] += f"priority: {said}\n".encode() if said else b""
    return next_id(load(texts), priority)


@pytest.mark.parametrize(
    ("priority", "ids", "following"),
    [
        ("3", "", "3.1"),
        ("3", "1.7 3.1 3.9", "3.10"),
        ("3", "3.1 3.2 3.2a", "3.3"),
        ("3", "3.1 3.2.4 4.9:3", "3.3"),
        ("3", "3.01 3.09", "3.10"),
        ("3", "3.01.01 3.01.02", "3.01.03"),
        ("3", "R1:3 R2:3 R11:1", "R12"),
        ("3", "1:1 2:3", "3"),
        ("3", "21PR:3 22PR:3", "23PR"),
        ("SG", "", "SG1"),
        ("SG", "SG1 SG9", "SG10"),
    ],
)
def test_the_next_id_goes_on_with_the_form_of_the_others(
    priority: str, ids: str, following: str
) -> None:
    assert _next(priority, *ids.split()) == following


def test_ids_of_several_forms_have_no_next() -> None:
    with pytest.raises(UserError, match=r"not of one form: 3\.01\.01, 3\.02\.01"):
        _next("3", "3.01.01", "3.02.01")
