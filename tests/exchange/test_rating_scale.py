"""The scale of a document: its legend and its words become the plan's own, or are asked about."""

from collections.abc import Mapping, Sequence

import pytest

from imports import TODAY, Imported, imported
from planctl.exchange.correctable_columns import fields_of_map, map_text
from planctl.exchange.document_title import Given
from planctl.exchange.plan_reading import ImportRequest, columns_in, plan_in
from planctl.exchange.source_file import source_of
from planctl.plan.scale import OWN
from planctl.problem import UserError
from word_parts import cell, row, table, word, words

HEAD = row("No.", "Action", "Lead", "Rating")
KEY = "Red = Off track; Amber = {}; Green = {}; Blue = Complete and {}"
THEIRS = KEY.format("On track", "Complete", "verified by peers")


def shaded(fill: str, text: str = "") -> str:
    return cell(text, properties=f'<w:shd w:fill="{fill}"/>')


def document(ratings: Sequence[str], before: str = "") -> bytes:
    rows = (row(f"1.{at}", "Open", "A", each) for at, each in enumerate(ratings, 1))
    return word(before + table(HEAD, *rows))


def of(
    ratings: Sequence[str], before: str = "", fields: Mapping[str, str] | None = None
) -> Imported:
    return imported(document(ratings, before), fields=fields)


def steps(found: Imported) -> list[tuple[str, str]]:
    return [(each.label, each.kind) for each in found.read.plan.scale]


def rated(found: Imported) -> list[str | None]:
    """Return what the files say of each action's rating or status."""
    updates = (each.updates["Q1"] for each in found.actions.values())
    return [each.rag.code if each.rag else each.status for each in updates]


def test_a_legend_in_which_colours_mean_other_things_is_the_bodys_own_scale() -> None:
    found = of(["Amber", "GREEN", "B", "Green - tested", "Purple patch"], words(THEIRS))
    assert steps(found) == [
        ("Red", "red"), ("Amber", "green"), ("Green", "complete"), ("Blue", "verified"),
    ]  # fmt: skip
    assert rated(found) == ["amber", "green", "blue", "green", None]
    assert [each.colour for each in found.read.plan.scale] == ["", "#ffbf00", "#00703c", "#1d70b8"]
    assert found.plan.scale.rags[1].meaning == "On track"
    assert any("what 'Purple patch' is: say it in a map" in each for each in found.questions)


def test_a_legend_that_says_what_planctl_says_is_what_its_ratings_mean() -> None:
    key = KEY.format("some delay", "On track", "").replace(" and ", "")
    found = of(["Amber", "Blue", "Red"], words(f"Key (R = nothing {key})"))
    assert steps(found) == []
    assert rated(found) == ["amber", "complete", "red"]
    assert found.plan.scale.steps[1].meaning == "some delay"
    assert found.read.plan.meanings == {
        "red": "nothing", "amber": "some delay", "green": "On track",
    }  # fmt: skip


def test_words_that_planctl_has_not_are_a_scale_where_most_are_of_it() -> None:
    found = of(["On target", "Behind schedule", "Re-scheduled", "Gold", "Achieved late", "TBC"])
    assert steps(found) == [
        ("Behind schedule", "red"), ("On target", "green"), ("Achieved late", "complete"),
        ("Re-scheduled", "paused"),
    ]  # fmt: skip
    assert rated(found) == [
        "on-target", "behind-schedule", "re-scheduled", None, "achieved-late", None,
    ]  # fmt: skip
    assert found.left["Gold"] == "it is no rating that planctl knows"
    assert steps(of(["Green", "Amber", "Off track"])) == []


def test_a_legend_may_be_a_row_of_colours_or_have_a_row_for_each() -> None:
    colours = {"FF0000": "Will not be met", "FFC000": "Delayed", "92D050": "On track"}
    across = table(row(*(shaded(*each) for each in colours.items())))
    down = table(*(row(shaded(fill), text) for fill, text in colours.items()))
    fills = [shaded("FFC000"), shaded("92D050"), shaded("00B0F0"), shaded("D9D9D9")]
    for legend in (across, down):
        found = of(fills, legend)
        assert [label for label, _ in steps(found)] == [
            "Will not be met", "Delayed", "On track", "Blue",
        ]  # fmt: skip
        assert rated(found) == ["delayed", "on-track", "blue", None]
        assert found.left == {}
    said = table(row(shaded("FF0000", "Red = Late")), row("Amber - in progress"))
    assert steps(of(["Amber"], words("Red: alone") + said)) == [("Red", "red"), ("Amber", "green")]
    heads = table(row(shaded("0070C0", "Owner"), "Somebody"), row(shaded("0070C0"), "A" * 50))
    assert steps(of(["Amber"], heads)) == []


def test_a_step_is_called_by_what_its_colour_means_where_cells_say_that() -> None:
    found = of(["On Track", "Complete", shaded("0070C0"), shaded("FF0000")], words(THEIRS))
    assert [label for label, _ in steps(found)] == [
        "Off track", "On track", "Complete", "Complete and verified by peers",
    ]  # fmt: skip
    assert rated(found) == ["on-track", "complete", "complete-and-verified-by-peers", "off-track"]


def test_a_scale_may_be_of_numbers() -> None:
    key = "1 = Fully achieved, 2 = On track, 3 = Slipping, 4 = Not achieved"
    found = of(["2 On track", "1 Fully achieved", "3"], words("Priority 2: Homes") + words(key))
    assert steps(found) == [
        ("4 Not achieved", "red"), ("3 Slipping", "amber"), ("2 On track", "green"),
        ("1 Fully achieved", "complete"),
    ]  # fmt: skip
    assert rated(found) == ["2-on-track", "1-fully-achieved", "3-slipping"]
    assert found.read.plan.priorities == {"2": "Homes"}


def test_amber_and_yellow_are_told_apart_by_their_shade() -> None:
    legend = table(row(shaded("FFC000"), "Behind"), row(shaded("FFFF00"), "In progress"))
    found = of([shaded("FFF200"), shaded("FFBF00"), shaded("00B050")], legend)
    assert rated(found) == ["in-progress", "behind", "green"]


def test_a_legend_below_a_plan_is_no_action() -> None:
    rows = ((shaded("FF0000"), "Over a month behind"), (shaded("FFC000"), "A month behind"))
    below = ["Key", *(row("", "", *each) for each in (*rows, (shaded("00B050"), "On target")))]
    plan = table(HEAD, row("1.1", "Open", "A", shaded("00B050")), row("Key"), *below[1:])
    found = imported(word(plan))
    assert [each.title for each in found.actions.values()] == ["Open"]
    assert rated(found) == ["on-target"]
    assert found.left == {"Key": "nothing of the plan is known by it"}


def test_colours_in_a_column_that_does_not_rate_are_told() -> None:
    head = row("No.", "Action", "Lead", "May")
    found = imported(word(table(head, row("1.1", "Open", "A", shaded("00B050")))))
    assert "1 × a colour without words in column 'May': not taken" in found.read.log.notes


def test_whatever_its_words_are_a_scale_can_be_read_again() -> None:
    said = {"None": "red", "Da": "green", "Дa": "green", "Да": "amber", "Ні": "red"}
    fields = fields_of_map("".join(f"{word},rating {kind}\n" for word, kind in said.items()), "m")
    found = of([*said, "On target & on time"], fields=fields)
    assert {each.label for each in found.plan.scale.rags} >= said.keys()
    assert all(rated(found))


def test_a_legend_of_a_status_is_no_meaning_of_a_rating() -> None:
    legend = table(row(shaded("00B050", "In progress"), "Going well"), row("Red", "Late"))
    found = of(["Green", "Red"], legend)
    assert found.read.plan.meanings == {"red": "Late"}
    assert found.left == {
        "In progress": "nothing of the plan is known by it",
        "Going well": "nothing of the plan is known by it",
    }


def test_a_map_says_what_a_word_is_and_is_written_so() -> None:
    raw = document(["Gold", "On target"])
    asked = ImportRequest(Given(), {}, TODAY)
    assert "On target,rating green\n" in map_text(*columns_in(source_of(raw, "x"), asked))
    fields = fields_of_map("Gold,rating Verified\n", "m")
    found = of(["Gold", "On target"], fields=fields)
    assert steps(found) == [("On target", "green"), ("Gold", "verified")]
    assert rated(found) == ["gold", "on-target"]
    with pytest.raises(UserError, match="m, line 1: 'blue' is nothing that a rating can be"):
        fields_of_map("Gold,rating blue\n", "m")


def test_a_newer_document_is_read_by_the_scale_that_the_plan_has() -> None:
    scale = of(["Amber", shaded("00703C")], words(THEIRS)).plan.scale
    newer = source_of(document(["Blue", shaded("FFC000"), "Gold"]), "x")
    plan = plan_in(newer, ImportRequest(Given(), {}, TODAY, scale=scale)).plan
    assert [each.updates for each in plan.actions] == [
        {"Q1": {"rag": "blue"}}, {"Q1": {"rag": "amber"}}, {},
    ]  # fmt: skip
    bare = source_of(document(["On target"]), "x")
    assert plan_in(bare, ImportRequest(Given(), {}, TODAY, scale=OWN)).plan.scale == ()
