"""The commands that say what is wrong with a plan: check and explain."""

from collections.abc import Sequence
from datetime import date

import click

from planctl.cli.options import at_option, plan_folder, plan_option, today_option
from planctl.problem import Exit, Problem, Severity

_FORMATS = ("human", "github", "gitlab", "sarif", "junit", "json")
_EXAMPLES = """\b
Examples:
  planctl check
  planctl check --strict
  planctl check --format sarif > check.sarif
"""


@click.command("check", epilog=_EXAMPLES)
@click.option("--format", "name", type=click.Choice(_FORMATS), default="human", help="For whom.")
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@at_option
@plan_option
@today_option
def check_command(
    name: str, at: str | None, folder: str | None, today: date, *, as_json: bool, strict: bool
) -> int:
    """Report all that is wrong with the plan.

    Nothing is ever written. Exits with 1 if there are errors.
    """
    from planctl import checks
    from planctl.cli.loading import seen

    plan, today, _ = seen(plan_folder(folder), at, today)
    problems = checks.run(plan, today)
    if as_json or name != "human":
        from planctl.formats import render

        click.echo(render("json" if as_json else name, problems), nl=False)
    else:
        _print(problems, len(plan.entries))
    fatal = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    return Exit.PROBLEMS if any(each.severity in fatal for each in problems) else Exit.DONE


@click.command("explain", epilog="\b\nExamples:\n  planctl explain next-steps\n  planctl explain")
@click.argument("rule", required=False)
def explain_command(rule: str | None) -> int:
    """Print a rule's manual page, or list the rules."""
    from planctl import checks

    if rule:
        click.echo(checks.page(rule))
        return Exit.DONE
    for each in checks.CHECKS:
        first = checks.page(each.NAME).splitlines()[0]
        click.echo(f"{each.NAME:<12} {each.SEVERITY:<8} {first}")
    return Exit.DONE


def _print(problems: Sequence[Problem], actions: int) -> None:
    if problems:
        from planctl.terminal import frames, show

        show(*frames(problems))
    click.echo(_totals(problems, actions), err=bool(problems))


def _totals(problems: Sequence[Problem], actions: int) -> str:
    """Return how many problems there are in how many actions."""
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    warnings = len(problems) - errors
    found = [_number(errors, "error")] * bool(errors) + [_number(warnings, "warning")] * bool(
        warnings
    )
    return f"{' and '.join(found) or 'no problems'} in {_number(actions, 'action')}"


def _number(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
