"""What is wrong with a plan: the command that checks it."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from planctl.cli.options import (
    ActionsArgument,
    AtOption,
    LeadOption,
    PlanOption,
    PriorityOption,
    TodayOption,
    choice,
    compared_folders,
    day,
    flag_option,
    is_one_plan,
    judged_folders,
    note,
    output_format,
    plan_folder,
    when_option,
)
from planctl.cli.waiting import working
from planctl.plan.ids import action_of_file
from planctl.problem import Exit, Place, Problem, Severity

if TYPE_CHECKING:
    from planctl.changes.new_problems import CheckedPlan
    from planctl.workspace.plan_pairs import PlanPair
    from planctl.workspace.selection import Choice, ChosenActions

_FORMATS = ("human", "github", "gitlab", "sarif", "junit", "json")


def command(
    *,
    ids: ActionsArgument,
    name: Annotated[
        str, choice("--format", what="format", words=_FORMATS, about="For whom.")
    ] = "human",
    as_json: Annotated[bool, flag_option("--json", "The same as --format json.")] = False,
    strict: Annotated[bool, flag_option("--strict", "Warnings count as errors.")] = False,
    since: Annotated[
        str | None,
        when_option(
            "--since", "Only what came in, or was touched, since this work left BASE.", "BASE"
        ),
    ] = None,
    lead: LeadOption = None,
    priority: PriorityOption = None,
    at: AtOption = None,
    folder: PlanOption = None,
    today: TodayOption = None,
) -> int:
    """Report all that is wrong with the plan.

    Nothing is ever written. Exits with 1 if there are errors. Where there are plans of several
    years and none is named, all are checked. With --since, what was wrong before in what has not
    changed since is only counted.

    For example:
      planctl check
      planctl check 3.2 4.*
      planctl check --strict
      planctl check --since main    only what this branch brings in or touches
      planctl check --format sarif > check.sarif
    """
    name = output_format(name, as_json=as_json)
    from planctl.workspace.selection import Choice, require_chosen

    choice = Choice(ids, lead, priority)
    pairs = _judged(folder, since, at, today)
    wanted = _Wanted(at, since, today, choice, alone=len(pairs) == 1)
    with working("Checking"):
        checked = [_checked(pair, wanted) for pair in pairs if pair.now]
    require_chosen([each.chosen for each in checked])
    problems = [_removed(pair.before) for pair in pairs if not (pair.now or choice.is_made)]
    problems += [problem for each in checked for problem in each.told]
    if name in ("human", "json"):
        _tell(problems, checked, as_json=name == "json", since=since)
    else:
        from planctl.checks.formats import render

        typer.echo(render(name, _from_top(problems)), nl=False)
    if older := sum(each.older for each in checked):
        note(f"{_number(older, 'older problem')} in what this change does not touch")
    fatal = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    return Exit.PROBLEMS if any(each.severity in fatal for each in problems) else Exit.DONE


class _Wanted(NamedTuple):
    """What is asked of each plan: as at when, since when, on which day; whether it is alone."""

    at: str | None
    since: str | None
    today: date | None
    choice: "Choice"
    alone: bool


class _Checked(NamedTuple):
    """What is wrong with a plan: what is told, how much is only counted; and its actions."""

    told: tuple[Problem, ...]
    older: int
    actions: int
    chosen: "ChosenActions"


def _judged(
    named: str | None, since: str | None, at: str | None, today: date | None
) -> "Sequence[PlanPair]":
    """Return the plans to judge, each with the folder that it had since when."""
    from planctl.workspace.plan_pairs import PlanPair, plan_pairs

    if at is not None or since is None:
        where = judged_folders(named) if at is None else [plan_folder(named, today, at=at)]
        return [PlanPair(each, each) for each in where]
    from planctl.workspace.versions import since_base

    folders = compared_folders(named, None)
    base = since_base(folders[0] if folders else ".", since, "")
    return plan_pairs(folders, base, None, named=is_one_plan(named, None))


def _removed(folder: str) -> Problem:
    """Return the problem that a plan is gone."""
    hint = "put it back, unless it was never agreed: papers, sign-offs and next year's plan name it"
    where = Place(f"{folder}/plan.yaml")
    return Problem("removed", Severity.WARNING, f"the plan in {folder} is gone", where, hint)


def _checked(pair: "PlanPair", wanted: _Wanted) -> _Checked:
    """Return what is wrong with a plan; beside others, one that is signed off has no warnings.

    They would ask for what may not be changed any more.
    """
    from planctl.checks.run import check_plan
    from planctl.store.folder import leftovers
    from planctl.workspace.open import open_plan
    from planctl.workspace.selection import chosen_in

    folder = pair.now
    today = day(wanted.today, folder)
    plan, on, commit = open_plan(folder, wanted.at, today, dated=wanted.today is not None)
    chosen = chosen_in(plan, wanted.choice)
    every = (*check_plan(plan, on), *(leftovers(folder) if wanted.at is None else ()))
    if plan.is_signed_off and not wanted.alone:
        every = tuple(each for each in every if each.severity is Severity.ERROR)
    problems = every
    if wanted.since:
        from planctl.changes.new_problems import CheckedPlan

        problems = _brought(pair, wanted.since, commit, CheckedPlan(plan, every), on)
    if chosen.ids is not None:
        every, problems = (
            tuple(each for each in some if chosen.has(action_of_file(each.place.path)))
            for some in (every, problems)
        )
    told, number = frozenset(problems), sum(chosen.has(each.id) for each in plan.entries)
    return _Checked(problems, sum(each not in told for each in every), number, chosen)


def _from_top(problems: Sequence[Problem]) -> Sequence[Problem]:
    """Return problems with their paths as seen from the top of the repository, if in one.

    A forge puts an annotation on a line by that path, wherever the command is run.
    """
    from os.path import join, normpath, relpath

    from planctl.store.repository import working_folder

    above = working_folder()

    def seen(path: str) -> str:
        return normpath(join(above, relpath(path))).replace("\\", "/")

    return [
        each._replace(place=each.place._replace(path=seen(each.place.path))) for each in problems
    ]


def _brought(
    pair: "PlanPair", since: str, commit: str, new: "CheckedPlan", today: date
) -> tuple[Problem, ...]:
    """Return the problems that came in since a line of history left another, or were touched."""
    from dataclasses import replace

    from planctl.changes.diff import diff
    from planctl.plan.plan import load
    from planctl.workspace.review import problems_brought
    from planctl.workspace.versions import since_base, versions_since

    base = since_base(pair.now, since, commit)
    before, versions = versions_since(base, *pair, commit)
    plan = replace(load(*before), earlier=new.plan.earlier)
    return problems_brought(plan, new, diff(*versions), today)


def _tell(
    problems: Sequence[Problem], checked: Sequence[_Checked], *, as_json: bool, since: str | None
) -> None:
    """Print problems for a person, or as JSON, and how many there are in how much."""
    if as_json:
        from planctl.checks.formats import render

        typer.echo(render("json", problems), nl=False)
        return
    if problems:
        from planctl.cli.problem_frames import frames
        from planctl.cli.terminal import show

        show(*frames(problems))
    totals = _totals(problems) or ("no new problems" if since else "no problems")
    of = f" of {len(checked)} plans" if len(checked) > 1 else ""
    actions = _number(sum(each.actions for each in checked), "action")
    typer.echo(f"{totals} in {actions}{of}", err=bool(problems))


def _totals(problems: Sequence[Problem]) -> str:
    """Return how many problems there are, or nothing if there are none."""
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    warnings = len(problems) - errors
    found = [_number(errors, "error")] * bool(errors) + [_number(warnings, "warning")] * bool(
        warnings
    )
    return " and ".join(found)


def _number(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
