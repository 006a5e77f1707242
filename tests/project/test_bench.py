"""What the benchmarks measure is rich, and `make bench` says of every budget whether it is met."""

from pathlib import Path

import pytest

from budgets import Figure
from measuring import write_rich_plan
from planctl.plan.plan import load
from quarters import QUARTERS


def test_each_action_of_a_large_plan_is_as_rich_as_the_example(tmp_path: Path) -> None:
    write_rich_plan(tmp_path / "plan", 101)
    plan = load({path.name: path.read_bytes() for path in (tmp_path / "plan").iterdir()})
    assert plan.problems == ()
    assert [entry.id for entry in plan.entries][-2:] == ["1.100", "2.1"]
    assert list(plan.require().priorities) == ["1", "2"]
    for action in plan.actions:
        assert all(action.update(quarter).commentary for quarter in QUARTERS)
        assert len(action.moves) == 2
        assert all(len(measure.actuals) == 4 for measure in action.measured)


@pytest.mark.parametrize(
    ("value", "verdict"), [(0.3, ("0.3 s", "0.3 s", "met")), (1234.5, ("1,234 s", "0.3 s"))]
)
def test_a_figure_says_whether_its_budget_is_met(value: float, verdict: tuple[str, ...]) -> None:
    what, *cells = Figure("`check`", value, 0.3, "s").cells
    assert what == "`check`"
    assert tuple(cells) == (*verdict, "**not met**")[:3]
