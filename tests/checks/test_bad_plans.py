"""Every bad plan under cases/bad has exactly the problems that its expected.txt says.

A folder is a plan; where it has no plan.yaml it has the good one below. To write each expected.txt
anew, run `python tests/test_cases.py`: read every line that changes before you keep it.
"""

import time
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest

from planctl.checks.run import check_plan
from planctl.plan.plan import load

BAD = Path(__file__).parents[1] / "cases" / "bad"
TODAY = date(2019, 11, 15)
PLAN = b"""title: Improvement Plan
organisation: Aldermere Council
year: 2019-20

priorities:
  1: Right help, right time
"""


def texts(folder: Path) -> Mapping[str, bytes]:
    found = {path.name: path.read_bytes() for path in folder.glob("*.yaml")}
    return {"plan.yaml": PLAN, **found}


def found(folder: Path) -> Iterator[str]:
    """Yield a line for each problem, and one for what to do about it."""
    for problem in check_plan(load(texts(folder)), TODAY):
        path, line, column, *_ = problem.place
        yield f"{path}:{line}:{column}: {problem.severity}[{problem.rule}] {problem.message}\n"
        yield f"    help: {problem.hint}\n"


@pytest.mark.parametrize("name", sorted(folder.name for folder in BAD.iterdir()))
def test_what_is_wrong_is_said(name: str) -> None:
    started = time.process_time()
    actual = "".join(found(BAD / name))
    assert actual == (BAD / name / "expected.txt").read_text(encoding="utf-8")
    assert time.process_time() - started < 2


def regenerate() -> None:
    for folder in BAD.iterdir():
        (folder / "expected.txt").write_text("".join(found(folder)), encoding="utf-8")


if __name__ == "__main__":
    regenerate()
