"""The plans to begin with are invented, and say so; they are in order, and print every paper."""

from datetime import date
from pathlib import Path

import pytest

from planctl.checks.run import check_plan
from planctl.plan.plan import load
from planctl.reports.formats import render
from planctl.reports.kinds import KINDS
from planctl.reports.report import ReportRequest
from planctl.store.shipped import shipped
from planctl.summary.summary import summarise
from planctl.workspace.starters import starter_files

STARTERS = Path(shipped("starters"))
DAYS = (date(2028, 4, 1), date(2028, 8, 1), date(2029, 1, 2), date(2029, 3, 20))


@pytest.mark.parametrize("kind", sorted(each.name for each in STARTERS.iterdir()))
def test_a_plan_to_begin_with_is_in_order_and_prints(kind: str) -> None:
    files = starter_files("p", kind, "2028-29", None, None)
    plan = load({f"p/{name}": raw for name, raw in files.items()})
    for day in DAYS:
        assert [f"{each.place}: {each.message}" for each in check_plan(plan, day)] == []
    summary = summarise(plan, DAYS[1])
    for paper in KINDS:
        assert b"".join(render(ReportRequest(summary, paper), "markdown"))


@pytest.mark.parametrize("path", sorted(STARTERS.rglob("*.yaml")), ids=str)
def test_each_file_says_that_it_is_invented(path: Path) -> None:
    assert path.read_text().splitlines()[1].startswith("# Invented, to show how")
