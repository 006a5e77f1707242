"""Of the plans of several years, an action has to be in one only; in none, it is an error."""

from pathlib import Path

import pytest

from planctl.plan.plan import load
from planctl.problem import UserError
from planctl.store.folder import leftovers
from planctl.workspace.selection import Choice, chosen_in, require_chosen
from plans import ACTION, texts


def test_an_action_may_be_in_one_of_several_plans() -> None:
    plans = [load(texts(a3_2=ACTION)), load(texts())]
    found = [chosen_in(plan, Choice(["placement"])) for plan in plans]
    require_chosen(found)
    assert [sorted(each.ids or ()) for each in found] == [["3.2"], []]
    with pytest.raises(UserError, match=r"there is no action '9\.9'"):
        require_chosen([chosen_in(plan, Choice(["9.9"])) for plan in plans])


def test_a_plan_without_a_header_has_its_actions() -> None:
    plan = load({"p/3.2.yaml": ACTION.encode(), "p/3.3.yaml": b"id: ["})
    assert chosen_in(plan, Choice(["3"])).ids == frozenset({"3.2", "3.3"})
    assert chosen_in(plan, Choice((), "Permanence")).ids == frozenset({"3.2"})


def test_a_folder_that_is_gone_has_no_leftovers(tmp_path: Path) -> None:
    assert leftovers(str(tmp_path / "gone")) == []
