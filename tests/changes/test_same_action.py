"""Which action is which of another version: by its words, by what it supersedes, by its title."""

import pytest

from planctl.changes.diff import FileContent, PlanVersion, apply_changes, diff
from planctl.changes.same_action import same_actions


def action(title: str, *sentences: str, **others: str) -> FileContent:
    """Return what an action says, its sentences in its description and its update."""
    said = {"commentary": "\n".join(sentences[1:])} if sentences[1:] else {}
    described = {"description": sentences[0]} if sentences else {}
    return {"title": title, **described, "updates": {"Q1": {"rag": "green", **said}}, **others}


ONE = action("HOMES", "Find homes that are near.", "Two carers were approved in May.")
REWORDED = action("HOMES", "Find homes that are near.", "Nobody has been approved as yet.")
RENAMED = action("PLACES", "Find homes that are near.", "Two carers were approved in May.")
OTHER = action("VISITS", "See every child when it is due.", "Visits were on time in June.")
ANEW = action("PANEL", "Hear what children say of care.", "The panel met for the first time.")


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ({"3.1": ONE}, {"3.1": ONE}, {"3.1": "3.1"}),
        ({"3.1": ONE}, {"3.2": ONE}, {"3.2": "3.1"}),
        ({"3.1": ONE}, {"3.2": REWORDED}, {"3.2": "3.1"}),
        ({"3.1": ONE}, {"3.2": RENAMED}, {"3.2": "3.1"}),
        ({"3.1": ONE}, {"3.2": OTHER}, {}),
        ({"3.1": ONE}, {"3.2": action("Homes")}, {"3.2": "3.1"}),
        ({"3.1": ONE}, {"3.1": OTHER}, {"3.1": "3.1"}),
        ({"3.1": ONE}, {"3.2": {**OTHER, "supersedes": "3.1"}}, {"3.2": "3.1"}),
        ({"3.1": ONE}, {"3.2": {**OTHER, "supersedes": "3.9"}}, {}),
        # A new one in front of the others, which all move on.
        (
            {"3.1": ONE, "3.2": OTHER},
            {"3.1": ANEW, "3.2": REWORDED, "3.3": OTHER},
            {"3.2": "3.1", "3.3": "3.2"},
        ),
        # One that goes, and the others close the gap.
        (
            {"3.1": ANEW, "3.2": ONE, "3.3": OTHER},
            {"3.1": REWORDED, "3.2": OTHER},
            {"3.1": "3.2", "3.2": "3.3"},
        ),
        ({"3.1": ONE, "3.2": OTHER}, {"3.1": OTHER, "3.2": REWORDED}, {"3.1": "3.2", "3.2": "3.1"}),
        # Two of the same words that changed places are known by their titles.
        (
            {"3.1": ONE, "3.2": RENAMED},
            {"3.1": {**RENAMED, "x": "1"}, "3.2": {**ONE, "x": "1"}},
            {"3.1": "3.2", "3.2": "3.1"},
        ),
        ({"3.1": ONE}, {"3.1": {**RENAMED, "supersedes": "3.9"}, "3.2": ANEW}, {"3.1": "3.1"}),
        # The same title is surer than the same words, and more words than fewer.
        (
            {"3.1": ONE, "3.2": RENAMED},
            {"3.3": {**RENAMED, "description": "Places."}, "3.4": {**ONE, "description": "Homes."}},
            {"3.3": "3.2", "3.4": "3.1"},
        ),
        (
            {"3.1": ONE},
            {
                "3.2": action("PLACES", "Find homes that are near."),
                "3.3": {**RENAMED, "id": "3.3", "lead": "L"},
            },
            {"3.3": "3.1"},
        ),
        # Fewer than half of the words, or short ones, make no two actions one.
        ({"3.1": ONE}, {"3.2": action("PLACES", "Find homes that are near.")}, {}),
        ({"3.1": action("A", "On track.")}, {"3.2": action("B", "On track.")}, {}),
        ({"3.1": {}}, {"3.2": {"title": "B"}}, {}),
    ],
)
def test_an_action_is_known_again(
    before: dict[str, FileContent], after: dict[str, FileContent], same: dict[str, str]
) -> None:
    assert same_actions(before, after) == same
    old, new = PlanVersion({}, before), PlanVersion({}, after)
    assert apply_changes(old, diff(old, new)).actions == after


def test_words_that_many_actions_share_make_no_two_of_them_one() -> None:
    shared = "This is said of every action of the plan."
    before = {f"1.{number}": action(f"A{number}", shared) for number in range(9)}
    assert same_actions(before, {"2.1": action("B", shared)}) == {}
    before = {f"1.{number}": action(f"A{number}", shared) for number in range(8)}
    assert same_actions(before, {"2.1": action("B", shared)}) == {"2.1": "1.0"}


def test_the_number_that_an_action_has_now_is_known_by_the_one_before() -> None:
    before = {"3.1": ANEW, "3.2": ONE, "3.3": OTHER, "3.9": {"title": "KEPT"}}
    after = {"3.1": REWORDED, "3.2": OTHER, "3.9": {"title": "KEPT"}, "3.10": {"title": "NEW"}}
    changes = diff(PlanVersion({}, before), PlanVersion({}, after))
    assert changes.numbers(before) == {"3.2": "3.1", "3.3": "3.2", "3.9": "3.9"}
    told = [(each.id, each.was, each.kind) for each in changes.actions]
    assert told == [
        ("3.1", "3.1", "removed"),
        ("3.1", "3.2", "renumbered"),
        ("3.2", "3.3", "renumbered"),
        ("3.10", "3.10", "added"),
    ]
