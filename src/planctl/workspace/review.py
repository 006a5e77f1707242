"""What a reviewer has to know of a change, between any two versions of a plan."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from posixpath import basename

from planctl.changes.diff import Changes, PlanVersion, diff, plan_version
from planctl.changes.new_problems import CheckedPlan, new_problems
from planctl.changes.review import Review, review
from planctl.checks.rule import Readings
from planctl.checks.run import check_plan, undone
from planctl.plan.ids import action_of_file
from planctl.plan.plan import Plan, load
from planctl.plan.typed_period import parse_period
from planctl.plan.year import Year
from planctl.problem import Problem
from planctl.store.commits import commits_of
from planctl.store.revisions import Revision
from planctl.summary.summary import summarise
from planctl.workspace.chosen_changes import changed_actions
from planctl.workspace.plan_pairs import PlanPair
from planctl.workspace.selection import Choice, ChosenActions, require_chosen
from planctl.workspace.versions import texts_of


def plan_reviews(
    pairs: Sequence[PlanPair],
    revisions: tuple[Revision, Revision | None],
    today: date,
    quarter: str | None,
    choice: Choice,
) -> list[Review]:
    """Return what a reviewer has to know of the change of each plan that changed.

    It is of the actions that are meant. Where none has, it is of the plan that is reported on the
    day. Raises UserError where the header of a later version cannot be read.
    """
    reviewed = [_plan_review(pair, revisions, today, quarter, choice) for pair in pairs]
    require_chosen([chosen for _, _, chosen in reviewed])
    found = [(made, year) for made, year, _ in reviewed]
    several = len(found) > 1
    titled = [replace(made, title=f"{made.title}, {year}") for made, year in found if several]
    made = titled or [each for each, _ in found]
    changed = [each for each in made if each.has_changed or each.problems]
    begun = [each for each, (_, year) in zip(made, found, strict=True) if year.first.begun(today)]
    return changed or (begun or made)[-1:]


def _plan_review(
    pair: PlanPair,
    revisions: tuple[Revision, Revision | None],
    today: date,
    quarter: str | None,
    choice: Choice,
) -> tuple[Review, Year, ChosenActions]:
    """Return what a reviewer has to know of a plan's change, its year, and which actions it is."""
    old, new = revisions
    folder = pair.now or pair.before
    before, after = texts_of(pair.before, old, folder), texts_of(pair.now, new, folder)
    earlier, plan = load(*before), load(*after)
    year = (plan if pair.now else earlier).require().period
    of = parse_period(quarter, year) if quarter else None
    versions = (
        replace(_version(before, after[0]), scale=earlier.scale),
        replace(_version(after, before[0]), scale=plan.scale),
    )
    every = diff(*versions)
    chosen, changes = changed_actions(every, plan, choice)
    if not pair.now:
        changes = replace(changes, header=())
        gone = review(changes, summarise(earlier, today, of))
        return replace(gone, notes=(), sections=(), missing=(), removed=True), year, chosen
    now = CheckedPlan(plan, check_plan(plan, today))
    problems = [
        each
        for each in problems_brought(earlier, now, every, today)
        if chosen.ids is None or chosen.has(action_of_file(each.place.path))
    ]
    authors = _authors(folder, old.commit, new.commit if new else "HEAD")
    summary = summarise(plan, today, of)
    if chosen.ids is not None:
        summary = summary.only((row for row in summary.rows if chosen.has(row.id)), "")
    made = review(changes, summary, problems, authors)
    if pair.before and pair.before != pair.now:
        made = replace(made, notes=(f"The plan was in {pair.before}", *made.notes))
    return made, year, chosen


def problems_brought(
    before: Plan, now: CheckedPlan, changes: Changes, today: date
) -> tuple[Problem, ...]:
    """Return what is wrong with a plan by changes: what they bring in or touch, and what they lose.

    Which action was which is as the changes have it.
    """
    found = new_problems(CheckedPlan(before, check_plan(before, today)), now, changes)
    numbers = changes.numbers(entry.id for entry in before.entries)
    return (*found, *undone(Readings(before, now.plan, numbers), today))


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
