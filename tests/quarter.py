"""A realistic quarter of the example plan, as it comes up for review."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from planctl.changes.diff import diff, plan_version
from planctl.changes.new_problems import CheckedPlan, new_problems
from planctl.changes.review import Review, review
from planctl.checks.run import check_plan
from planctl.plan.plan import load
from planctl.summary.summary import summarise
from planctl.text.document import read
from planctl.text.edit_value import without_key

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "2025-26"
AUTHORS = {"1.1": ["Amara Okafor"], "3.2": ["Joe Whitfield"], "4.1": ["Priya Nair"]}
_SAID = ("1.1", "2.1", "3.2", "4.1")
"""The actions whose leads have written their fourth quarter."""


def texts() -> tuple[Mapping[str, bytes], Mapping[str, bytes]]:
    """Return the files of the plan before and after four leads have written their update."""
    whole = {path.name: path.read_bytes() for path in sorted(EXAMPLE.glob("*.yaml"))}
    header, _ = read("plan.yaml", whole["plan.yaml"])
    assert header
    whole["plan.yaml"] = without_key(header, "closed").encoded()
    before = {name: _unsaid(raw) for name, raw in whole.items()}
    said = {f"{name}.yaml": whole[f"{name}.yaml"] for name in _SAID}
    rated = before["5.1.yaml"].replace(b"  Q4:\n    rag:", b"  Q4:\n    rag: red")
    return before, {**before, **said, "5.1.yaml": rated, "1.2.yaml": _reworded(before["1.2.yaml"])}


def quarter() -> Review:
    """Return what a reviewer of that quarter has to know."""
    before, after = texts()
    today = date(2026, 4, 14)
    stood, plan = load(before), load(after)
    was, now = (CheckedPlan(each, check_plan(each, today)) for each in (stood, plan))
    changes = diff(plan_version(before), plan_version(after))
    return review(changes, summarise(plan, today), new_problems(was, now, changes), AUTHORS)


def _unsaid(raw: bytes) -> bytes:
    """Return an action's file as it was before its fourth quarter was written."""
    head, q4, _ = raw.partition(b"\n  Q4:\n")
    return head + q4 + b"    rag:\n" if q4 else raw


def _reworded(raw: bytes) -> bytes:
    """Return an action's file with other words in what was said in an earlier quarter."""
    return raw.replace(b"families", b"households", 1)
