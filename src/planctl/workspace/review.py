"""What a reviewer has to know of a change, between any two versions of a plan."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from posixpath import basename

from planctl.changes.diff import PlanVersion, diff, plan_version
from planctl.changes.new_problems import CheckedPlan, new_problems
from planctl.changes.review import Review, review
from planctl.checks.run import check_plan
from planctl.plan.plan import load
from planctl.plan.year import parse_period
from planctl.problem import Problem
from planctl.store.revisions import commits_of, texts_at
from planctl.store.settled import settled_texts
from planctl.summary.summary import summarise
from planctl.workspace.versions import named_revisions, texts_of


def plan_review(
    folder: str, base: str | None, head: str | None, today: date, quarter: str | None
) -> Review:
    """Return what a reviewer has to know of the change between two versions of the plan.

    They are named as for `compared_versions`. Raises UserError where git has no such revision, or
    the later version's header cannot be read.
    """
    old, new = named_revisions(folder, base, head)
    before = texts_of(folder, old)
    after = texts_at(folder, new.commit) if new else settled_texts(folder)
    plan = load(*after)
    chosen = parse_period(quarter, plan.require().period) if quarter else None
    authors = _authors(folder, old.commit, new.commit if new else "HEAD")
    earlier = load(*before)
    versions = (
        replace(_version(before, after[0]), scale=earlier.scale),
        replace(_version(after, before[0]), scale=plan.scale),
    )
    changes = diff(*versions)
    was, now = (CheckedPlan(each, check_plan(each, today)) for each in (earlier, plan))
    problems = new_problems(was, now, changes)
    return review(changes, summarise(plan, today, chosen), problems, authors)


def _version(
    read: tuple[dict[str, bytes], list[Problem]], other: Mapping[str, bytes]
) -> PlanVersion:
    """Return a version of the plan without the files that are the same in the other."""
    found, problems = read
    differing = {path: raw for path, raw in found.items() if other.get(path) != raw}
    return plan_version(differing, [each.place.path for each in problems])


def _authors(folder: str, base: str, head: str) -> dict[str, tuple[str, ...]]:
    """Return who wrote the commits that touched each action between two versions."""
    found: dict[str, list[str]] = {}
    for commit in commits_of(folder, f"{base}..{head}"):
        for change in commit.changes:
            action = basename(change.after or change.before).removesuffix(".yaml")
            found.setdefault(action, []).insert(0, commit.author)
    return {action: tuple(dict.fromkeys(names)) for action, names in found.items()}
