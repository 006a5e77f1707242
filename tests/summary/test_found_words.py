"""Words are found in a plan with whose they are, of which quarter, and where they stand."""

from planctl.plan.plan import load
from planctl.summary.found_words import found_words
from plans import ACTION, HEADER


def test_words_are_told_with_their_quarter_and_place() -> None:
    said = ACTION.replace(
        "    commentary:\n", "    commentary: |\n      One.\n      Six déjà.\n", 1
    )
    plan = load({"p/plan.yaml": HEADER, "p/3.2.yaml": said.encode()})
    assert not plan.problems
    (found,) = found_words(plan, ["SIX", "deja"])
    assert (found.action, found.lead) == ("3.2", "Permanence")
    assert found.sentence == "Six déjà."
    assert (found.quarter, found.place.path, found.place.column) == ("Q2", "p/3.2.yaml", 7)
    assert said.splitlines()[found.place.line - 1] == "      Six déjà."
    assert not list(found_words(plan, ["six", "seven"]))
