"""What is wrong with a plan: the command that checks it."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from planctl.cli.options import (
    AtOption,
    PlanOption,
    TodayOption,
    choice,
    day,
    flag_option,
    note,
    plan_folder,
    text_option,
)
from planctl.problem import Exit, Problem, Severity

if TYPE_CHECKING:
    from planctl.changes.new_problems import CheckedPlan

_FORMATS = ("human", "github", "gitlab", "sarif", "junit", "json")


def command(
    *,
    name: Annotated[
        str, choice("--format", what="format", words=_FORMATS, about="For whom.")
    ] = "human",
    as_json: Annotated[bool, flag_option("--json", "The same as --format json.")] = False,
    strict: Annotated[bool, flag_option("--strict", "Warnings count as errors.")] = False,
    since: Annotated[
        str | None,
        text_option(
            "--since", "Only what came in, or was touched, since this work left BASE.", "BASE"
        ),
    ] = None,
    at: AtOption = None,
    folder: PlanOption = None,
    today: TodayOption = None,
) -> int:
    """Report all that is wrong with the plan.

    Nothing is ever written. Exits with 1 if there are errors. With --since, what was wrong before
    in what has not changed since is only counted.

    For example:
      planctl check
      planctl check --strict
      planctl check --since main    only what this branch brings in or touches
      planctl check --format sarif > check.sarif
    """
    from planctl.checks.run import check_plan
    from planctl.workspace.open import open_plan

    where = plan_folder(folder, today, at=at)
    plan, on, commit = open_plan(where, at, day(today, where), dated=today is not None)
    every = check_plan(plan, on)
    problems = every
    if since:
        from planctl.changes.new_problems import CheckedPlan

        problems = _brought(where, since, commit, CheckedPlan(plan, every), on)
    if as_json or name != "human":
        from planctl.checks.formats import render

        typer.echo(render("json" if as_json else name, problems), nl=False)
    else:
        _print(problems, len(plan.entries), "no new problems" if since else "no problems")
    told = frozenset(problems)
    if older := sum(each not in told for each in every):
        note(f"{_number(older, 'older problem')} in what this change does not touch")
    fatal = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    return Exit.PROBLEMS if any(each.severity in fatal for each in problems) else Exit.DONE


def _brought(
    folder: str, since: str, commit: str, new: "CheckedPlan", today: date
) -> tuple[Problem, ...]:
    """Return the problems that came in since a line of history left another, or were touched."""
    from dataclasses import replace

    from planctl.changes.diff import diff
    from planctl.changes.new_problems import CheckedPlan, new_problems
    from planctl.checks.run import check_plan, undone
    from planctl.plan.plan import load
    from planctl.workspace.versions import since_base

    before, versions = since_base(folder, since, commit)
    plan = replace(load(*before), earlier=new.plan.earlier)
    found = new_problems(CheckedPlan(plan, check_plan(plan, today)), new, diff(*versions))
    return (*found, *undone(plan, new.plan, today))


def _print(problems: Sequence[Problem], actions: int, none: str) -> None:
    if problems:
        from planctl.cli.problem_frames import frames
        from planctl.cli.terminal import show

        show(*frames(problems))
    typer.echo(f"{_totals(problems) or none} in {_number(actions, 'action')}", err=bool(problems))


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
