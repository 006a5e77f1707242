"""The commands that say what is wrong with a plan: check and explain."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import click

from planctl.cli.options import at_option, chosen, plan_folder, plan_option, said, today_option
from planctl.problem import Exit, Problem, Severity

if TYPE_CHECKING:
    from planctl.changes.new_problems import CheckedPlan

_FORMATS = ("human", "github", "gitlab", "sarif", "junit", "json")
_EXAMPLES = """\b
Examples:
  planctl check
  planctl check --strict
  planctl check --since main    only what this branch brings in or touches
  planctl check --format sarif > check.sarif
"""


@click.command("check", epilog=_EXAMPLES)
@click.option("--format", "name", type=click.Choice(_FORMATS), default="human", help="For whom.")
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@click.option(
    "--since",
    metavar="BASE",
    help="Only what came in, or was touched, since this work left BASE.",
)
@at_option
@plan_option
@today_option
def check_command(
    name: str,
    since: str | None,
    at: str | None,
    folder: str | None,
    today: date,
    *,
    as_json: bool,
    strict: bool,
) -> int:
    """Report all that is wrong with the plan.

    Nothing is ever written. Exits with 1 if there are errors. With --since, what was wrong before
    in what has not changed since is only counted.
    """
    from planctl.checks.run import check_plan
    from planctl.workspace.open import open_plan

    where = plan_folder(folder)
    plan, today, commit = open_plan(where, at, today, dated=chosen("today"))
    every = check_plan(plan, today)
    problems = every
    if since:
        from planctl.changes.new_problems import CheckedPlan

        problems = _brought(where, since, commit, CheckedPlan(plan, every), today)
    if as_json or name != "human":
        from planctl.checks.formats import render

        click.echo(render("json" if as_json else name, problems), nl=False)
    else:
        _print(problems, len(plan.entries), "no new problems" if since else "no problems")
    if older := len(every) - len(problems):
        said(f"{_number(older, 'older problem')} in what this change does not touch")
    fatal = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    return Exit.PROBLEMS if any(each.severity in fatal for each in problems) else Exit.DONE


@click.command("explain", epilog="\b\nExamples:\n  planctl explain next-steps\n  planctl explain")
@click.argument("rule", required=False)
def explain_command(rule: str | None) -> int:
    """Print a rule's manual page, or list the rules."""
    from planctl.checks.run import RULES, manual_page

    if rule:
        click.echo(manual_page(rule))
        return Exit.DONE
    for each in RULES:
        first = manual_page(each.NAME).splitlines()[0]
        click.echo(f"{each.NAME:<12} {each.SEVERITY:<8} {first}")
    return Exit.DONE


def _brought(
    folder: str, since: str, commit: str, new: "CheckedPlan", today: date
) -> tuple[Problem, ...]:
    """Return the problems that came in since a line of history left another, or were touched."""
    from planctl.changes.diff import diff
    from planctl.changes.new_problems import CheckedPlan, new_problems
    from planctl.checks.rules import closed
    from planctl.checks.run import check_plan
    from planctl.plan.plan import load
    from planctl.workspace.versions import since_base

    before, versions = since_base(folder, since, commit)
    plan = load(*before)
    found = new_problems(CheckedPlan(plan, check_plan(plan, today)), new, diff(*versions))
    return (*found, *closed.record_problems(plan, new.plan))


def _print(problems: Sequence[Problem], actions: int, none: str) -> None:
    if problems:
        from planctl.cli.terminal import frames, show

        show(*frames(problems))
    click.echo(f"{_totals(problems) or none} in {_number(actions, 'action')}", err=bool(problems))


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
