"""A new plan: the command that starts one."""

import os
import sys
from typing import Annotated

import typer

from planctl.cli.editor_files import furnish
from planctl.cli.options import (
    PeriodsOption,
    TodayOption,
    day,
    note,
    text_option,
    texts_option,
)
from planctl.plan.year import parse_year, year_at
from planctl.problem import Exit, UserError, visible


def command(
    *,
    directory: Annotated[str, typer.Argument(metavar="[DIR]")] = ".",
    title: Annotated[str | None, text_option("--title", "The plan's title as printed.")] = None,
    organisation: Annotated[
        str | None, text_option("--organisation", "The council or partnership whose plan it is.")
    ] = None,
    year: Annotated[
        str | None, text_option("--year", "Its year: 2025-26, 2025, or several: 2025-28.")
    ] = None,
    periods: PeriodsOption = None,
    priorities: Annotated[list[str], texts_option("--priority", "A priority; repeat for more.")],
    today: TodayOption = None,
) -> int:
    r"""Start a new plan, asking for what is not given.

    For example:
      planctl init --title "Improvement Plan" --organisation "Aldermere Council" \
        --year 2026-27 --priority "Right help, right time"
      planctl init --title "Improvement Plan" --organisation "Aldermere Council" \
        --year 2026-27 --periods months --priority "Right help, right time"
    """
    from planctl.workspace import new_files

    title = title or _asked("Title of the plan", "--title")
    organisation = organisation or _asked("Organisation", "--organisation")
    label = _year(year or _asked("Year", "--year", str(year_at(day(today)))))
    folder = os.path.normpath(os.path.join(directory, "plan", label))
    numbered = priorities or _priorities()
    files = new_files.first_files(folder, title, organisation, label, numbered, periods)
    if os.path.lexists(folder):  # so that nothing is written beside another plan
        new_files.create_plan(folder, files, note)
    furnish(directory, periods)
    new_files.create_plan(folder, files, note)
    typer.echo(f"{os.path.join(folder, 'plan.yaml')} is written; planctl check finds it in order")
    typer.echo("schema/ and .vscode/ have editors such as VS Code check it as you type")
    typer.echo("Next: planctl add action --priority 1 --title … --lead …")
    return Exit.DONE


def _asked(question: str, option: str, default: str | None = None) -> str:
    """Return the answer to a question, asked only of a person at a terminal."""
    if not sys.stdin.isatty():
        raise UserError(f"{option} is not given", f"say {option} …", Exit.USAGE)
    answer: str = typer.prompt(question, default=default)
    return answer


def _priorities() -> list[str]:
    found = [_asked("Priority 1", "--priority")]
    while text := typer.prompt(
        f"Priority {len(found) + 1} (empty to end)", default="", show_default=False
    ):
        found.append(text)
    return found


def _year(label: str) -> str:
    try:
        return str(parse_year(label))
    except ValueError:
        message = f"'{visible(label)}' is not a year"
        hint = "two that follow each other, a calendar year, or several: 2025-26, 2025, 2025-28"
        raise UserError(message, hint, Exit.USAGE) from None
