"""A newer document changes what nobody changed since; all else is kept, and told."""

from collections.abc import Mapping

from imports import TODAY
from planctl.exchange.import_base import ImportBase, base_in, base_of, base_text
from planctl.exchange.newer_document import Difference, NewerDocument, difference_lines
from planctl.plan.scale import scale_of
from planctl.plan.year import parse_year
from planctl.text.document import Document, read
from plans import HEADER

YEAR = parse_year("2019-20")
PLAN = """id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence

links:
  - One
  - Two

measures:
  - Ended early

updates:
  Q1:
    rag:

    commentary: Slow.

  Q2:
    rag:
"""
BASE = ImportBase(
    {"3": "Permanence", "4": "Old"},
    {
        "3.2": {
            "title": "PLACEMENT STABILITY",
            "lead": ["Permanence"],
            "due": "2020-03",
            "owner": "",
            "links": ["One", "Two"],
            "measures": ["Ended early"],
            "updates.Q1.commentary": "Slow.",
        }
    },
)


def documents(action: str, header: bytes = HEADER) -> dict[str, Document]:
    found = {
        "plan.yaml": read("plan.yaml", header)[0],
        "3.2.yaml": read("3.2.yaml", action.encode())[0],
    }
    return {name: each for name, each in found.items() if each}


def taken(
    changes: Mapping[str, object],
    action: str = PLAN,
    base: ImportBase = BASE,
    closed: frozenset[str] = frozenset(),
    header: bytes = HEADER,
    priorities: Mapping[str, str] | None = None,
) -> tuple[dict[str, str], list[Difference]]:
    fields = {**base.actions["3.2"], **changes}
    said = {key: each for key, each in fields.items() if isinstance(each, (str, list))}
    now = ImportBase(priorities or base.priorities, {"3.2": said})
    newer = NewerDocument(base, now, YEAR, closed, TODAY, scale_of(()))
    files, told = newer.taken_into(documents(action, header))
    return {name: each.text for name, each in files.items()}, told


def test_what_only_the_document_changed_is_taken() -> None:
    files, told = taken(
        {"links": ["Two", "Three"], "lead": ["Education", "Permanence"],
         "updates.Q2.rag": "Green", "updates.Q1.commentary": "Two. Open."},
        PLAN,
    )  # fmt: skip
    text = files["3.2.yaml"]
    assert "links:\n  - Two\n  - Three\n" in text
    assert "lead:\n  - Education\n  - Permanence\n" in text
    assert "rag: green" in text
    assert "      Two.\n      Open.\n" in text
    assert [each.why for each in told if each.field != "measures"] == [""] * 4
    assert any("links: Two · Three; it was: One · Two" in e for e in lines(told, taken=True))


def lines(told: list[Difference], *, taken: bool) -> list[str]:
    return difference_lines(told, taken=taken)


def test_what_somebody_changed_in_the_plan_is_kept_and_told() -> None:
    changed = PLAN.replace("commentary: Slow.", "commentary: Ours.")
    files, told = taken({"updates.Q1.commentary": "Theirs."}, changed)
    assert "Ours." in files["3.2.yaml"]
    (kept,) = [each for each in lines(told, taken=False) if "commentary" in each]
    assert kept.endswith("changed since; it says: Ours.; the document now: Theirs.")


def test_what_is_signed_off_is_kept_and_told() -> None:
    _, told = taken(
        {"title": "OTHER", "updates.Q1.commentary": "Other."}, PLAN, closed=frozenset({"Q1"})
    )
    whys = {each.field: each.why for each in told}
    assert whys["updates.Q1.commentary"] == "Q1 is signed off"
    assert whys["title"] == "a quarter is signed off"


def test_a_date_that_was_agreed_and_numbers_of_measures_are_left_to_their_commands() -> None:
    plan = PLAN.replace("lead:", "due: 2020-03\nlead:", 1)
    plan = plan.replace("- Ended early", "- text: Ended early\n    id: early")
    files, told = taken({"due": "2020-06", "measures": ["Ended late"]}, plan)
    whys = {each.field: each.why for each in told}
    assert "due: 2020-03" in files["3.2.yaml"]
    assert "planctl reschedule" in whys["due"]
    assert "what the plan keeps with its entries would be lost" in whys["measures"]


def test_actions_that_went_or_were_removed_are_told() -> None:
    base = BASE._replace(actions={**BASE.actions, "3.3": {"title": "GONE"}, "3.4": {"title": "X"}})
    now = ImportBase(
        base.priorities, {"3.2": {"title": "PLACEMENT STABILITY"}, "3.4": {}, "3.5": {}}
    )
    newer = NewerDocument(base, now, YEAR, frozenset(), TODAY, scale_of(()))
    there = documents(PLAN)
    there["3.3.yaml"] = there["3.2.yaml"]
    _, told = newer.taken_into(there)
    said = lines(told, taken=False)
    assert "3.4: it was removed from the plan" in said
    assert "3.3: it is no longer in the document; the plan keeps it" in said
    assert any("3.2 due: the document no longer says it" in each for each in said)
    assert newer.new_actions(there) == ["3.5"]


def test_priorities_are_taken_likewise() -> None:
    header = HEADER.replace(b"priorities:\n", b"priorities:\n  4: Old\n  5:\n    text: Mine\n", 1)
    files, told = taken({}, PLAN, header=header, priorities={"4": "New", "5": "Yours", "6": "…"})
    assert "  4: New\n" in files["plan.yaml"]
    whys = {each.field: each.why for each in told if each.of == "plan"}
    assert whys["priorities.4"] == ""
    assert whys["priorities.5"] == "the plan was changed since"
    assert "stands for words of your own" in whys["priorities.6"]


def test_what_was_said_is_kept_and_read_back() -> None:
    assert base_in(base_text(BASE).encode()) == BASE
    assert base_in(b"{}") == base_in(b"[") == base_in(b"[1]") == ImportBase({}, {})
    assert BASE.titles == {"PLACEMENT STABILITY": "3.2"}
    assert callable(base_of)
