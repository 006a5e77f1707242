"""A document says what its text says, character for character, and where each value stands."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from planctl.problem import Place, Problem
from planctl.text.document import MOST_FAULTS, Document, read
from planctl.text.parser import MAX_DEPTH
from planctl.text.span import Keys

TEXT = """# an action
id: "3.2"
title: PLACEMENT STABILITY

links:
  - Corporate Parenting Strategy
  - [a, "b"]

updates:
  Q1: {rag: green, status: }
  Q2:
    rag:  # not yet
    commentary: |
      Two carers.

    'next': 3.10
"""


def document(text: str = TEXT) -> Document:
    found, problems = read("3.2.yaml", text.encode())
    assert not problems
    assert found
    return found


def problems(raw: bytes) -> list[Problem]:
    found, problems = read("3.2.yaml", raw)
    assert found is None
    return problems


def at(*keys: str | int, text: str = TEXT) -> tuple[int, int, str]:
    """Return the line, column and characters of the place of a value."""
    return shown(document(text).place(keys))


def shown(place: Place) -> tuple[int, int, str]:
    start = place.column - 1
    return place.line, place.column, place.text[start : start + place.width]


def test_every_scalar_is_the_characters_written() -> None:
    text = "a: 3.10\nb: no\nc: 007\nd: 2019-12-31\nf: 1_000\ng: 0x1F\nh: 'null'\n"
    values = ["3.10", "no", "007", "2019-12-31", "1_000", "0x1F", "null"]
    assert list(document(text).data.values()) == values


def test_an_empty_value_is_none_and_an_empty_quotation_is_an_empty_text() -> None:
    assert document("a:\nb: ''\nc: \"\"\nd: # so\n").data == {
        "a": None,
        "b": "",
        "c": "",
        "d": None,
    }


def test_lists_and_mappings_are_as_written_in_either_style() -> None:
    assert document().data["links"] == ["Corporate Parenting Strategy", ["a", "b"]]
    assert document().data["updates"] == {
        "Q1": {"rag": "green", "status": None},
        "Q2": {"rag": None, "commentary": "Two carers.\n", "next": "3.10"},
    }


def test_top_level_keys_without_quotation_marks_are_known() -> None:
    text = "a: 3.10\nb: '3.10'\nc: \"3\"\nd: |\n  3\ne: {f: 1}\ng:\n"
    assert document(text).plain == {"a", "g"}


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_document_gives_back_its_bytes(mark: str, end: str) -> None:
    raw = (mark + TEXT.replace("\n", end)).encode()
    found, _ = read("3.2.yaml", raw)
    assert found
    assert found.encoded() == raw
    assert found.newline == end


@pytest.mark.parametrize("text", ["a: b", "a: b\n", "a: b\nc: d\r\n"])
def test_the_first_line_end_says_how_lines_end(text: str) -> None:
    assert document(text).newline == "\n"


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (("id",), (2, 5, '"3.2"')),
        (("title",), (3, 8, "PLACEMENT STABILITY")),
        (("links", 0), (6, 5, "Corporate Parenting Strategy")),
        (("links", 1, 1), (7, 9, '"b"')),
        (("links", 1), (7, 5, '[a, "b"]')),
        (("updates", "Q1"), (10, 7, "{rag: green, status: }")),
        (("updates", "Q1", "rag"), (10, 13, "green")),
        (("updates", "Q2", "commentary"), (13, 17, "|")),
        (("updates", "Q2", "next"), (16, 13, "3.10")),
    ],
)
def test_a_value_stands_where_its_first_line_does(keys: Keys, expected: object) -> None:
    assert at(*keys) == expected


def test_an_empty_value_stands_where_its_key_does() -> None:
    assert at("updates", "Q2", "rag") == (12, 5, "rag")
    assert at("updates", "Q1", "status") == (10, 20, "status")


def test_what_is_above_stands_for_a_value_that_is_missing() -> None:
    assert at("updates", "Q2", "evidence") == (11, 3, "Q2")
    assert at("updates", "Q3", "rag") == (9, 1, "updates")
    assert at("lead") == at() == (2, 1, "i")


def test_a_key_has_a_place_of_its_own() -> None:
    assert shown(document().key_place(("updates", "Q2", "next"))) == (16, 5, "'next'")


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_places_count_lines_of_any_kind(end: str) -> None:
    assert at("updates", "Q2", "next", text=TEXT.replace("\n", end)) == (16, 13, "3.10")


def test_places_count_characters_not_bytes() -> None:
    assert at("b", text="\ufeff# 漢字 \U0001f469\na: é\nb: £5\n") == (3, 4, "£5")


@pytest.mark.parametrize(
    "text", ["a: b\u200b\n", 'a: "\\u200b"\n', "a: b\rc: d\n", "a: b\n# \u202e\n", "a: \x85\n"]
)
def test_a_document_that_may_hide_something_says_so(text: str) -> None:
    assert document(text).may_hide


@pytest.mark.parametrize("text", [TEXT, TEXT.replace("\n", "\r\n"), "a: £5 – ‘so’\tx\r\n"])
def test_a_document_whose_every_character_can_be_seen_says_so(text: str) -> None:
    assert not document(text).may_hide


@pytest.mark.parametrize("character", ["\0", "\x07", "\x7f", "\x9b", "\ufffe", "\uffff"])
def test_the_first_character_that_yaml_refuses_is_found(character: str) -> None:
    (problem,) = problems(f"a: é\nb: c{character}d{character}\n".encode())
    assert problem.message == f"character U+{ord(character):04X} cannot stand in a plan"
    assert shown(problem.place) == (2, 5, character)


def test_where_the_parser_is_not_installed_it_is_said_what_to_install(tmp_path: Path) -> None:
    blocked = "import sys; sys.modules['_ruamel_yaml'] = None; from planctl.__main__ import main"
    command = [sys.executable, "-c", f"{blocked}; sys.exit(main())", "check"]
    plan = {**os.environ, "PLANCTL_PLAN": str(tmp_path)}
    (tmp_path / "plan.yaml").write_text("title: A plan\nyear: 2025-26\n")
    done = subprocess.run(command, env=plan, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == (
        "planctl: YAML is read with ruamel.yaml.clib, which is not installed\n"
        "   = help: python -m pip install ruamel.yaml.clib (it is built with a C compiler where"
        " there is no wheel for the platform)\n"
    )


def test_depth_is_bounded() -> None:
    deep = MAX_DEPTH - 1
    assert document(f"a: {'[' * deep}{']' * deep}\n").data
    (problem,) = problems(f"a: {'[' * (deep + 1)}".encode())
    assert problem.message == f"nested more than {MAX_DEPTH} deep"


def test_faults_of_one_file_are_told_up_to_a_number() -> None:
    assert len(problems(b"a: b\n" * 1000)) == MOST_FAULTS


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "a: " + "[" * 100_000,
        "[" * 100_000 + "]" * 100_000,
        "[\n" * 100_000,
        "{a: " * 60_000,
        "- " * 100_000,
        "".join(f"{' ' * i}a:\n" for i in range(700)),
        "".join(f"{' ' * i}-\n" for i in range(700)),
        "- " * 100_000 + "@",
        "[" * 900 + "@",
        "[ @" + "[" * 100_000,
        "? " * 100_000,
        "a: " + "&b " * 60_000,
        "a: " + "*" * 200_000,
        '"' * 200_000,
        "a:\n" * 80_000,
        "a:\r" * 100_000,
        "<<<<<<<\n" * 30_000,
        "a: b\n" + "  c d\n" * 30_000 + "  e: f\n",
        "a: |\n" + " " * 200_000 + "\n b",
        "title: " + "x" * 250_000 + ": y\n",
        "x" * 250_000 + ": y\n",
        "\n" * 250_000 + "x",
    ],
    ids=lambda text: repr(f"{text[:12]}…{text[-2:]}"),
)
def test_a_large_and_hostile_text_is_refused_at_once(text: str) -> None:
    started = time.process_time()
    assert problems(text.encode())
    assert time.process_time() - started < 20  # a hang would take minutes
