"""A new plan: the command that starts one."""

import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from planctl.cli.editor_files import own_schemas, schemas_by_periods, write_schemas
from planctl.cli.options import (
    PeriodsOption,
    TodayOption,
    choice,
    day,
    note,
    text_option,
    texts_option,
)
from planctl.plan.year import parse_year, year_at
from planctl.problem import Exit, UserError, visible
from planctl.store.shipped import shipped

if TYPE_CHECKING:
    from collections.abc import Mapping


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
    like: Annotated[
        str | None,
        choice(
            "--like",
            what="kind of plan",
            words=sorted(os.listdir(shipped("starters"))),
            about="Begin with an invented plan, as such a body writes it.",
        ),
    ] = None,
    today: TodayOption = None,
) -> int:
    r"""Start a new plan, asking for what is not given.

    With --like it has an invented plan to begin with, to be put into your own words: of a council,
    after an inspection, of a SEND partnership, a health trust or a scrutiny committee.

    For example:
      planctl init --title "Improvement Plan" --organisation "Aldermere Council" \
        --year 2026-27 --priority "Right help, right time"
      planctl init --title "Improvement Plan" --organisation "Aldermere Council" \
        --year 2026-27 --periods months --priority "Right help, right time"
      planctl init --like send --organisation "Aldermere Partnership" --year 2026-27
    """
    from planctl.workspace import new_files

    if like is not None:
        from planctl.workspace.documents import HEADER
        from planctl.workspace.starters import starter_files

        if periods or priorities:
            message = "what --like begins with has priorities and periods of its own"
            raise UserError(message, "leave --priority and --periods out", Exit.USAGE)
        label = _year(year or str(year_at(day(today))))
        folder = os.path.normpath(os.path.join(directory, "plan", label))
        files = starter_files(folder, like, label, title, organisation)
        _write(directory, folder, files, own_schemas(files[HEADER]))
        typer.echo("What is in it is invented. Next: planctl status; planctl edit plan")
        return Exit.DONE
    title = title or _asked("Title of the plan", "--title")
    organisation = organisation or _asked("Organisation", "--organisation")
    label = _year(year or _asked("Year", "--year", str(year_at(day(today)))))
    folder = os.path.normpath(os.path.join(directory, "plan", label))
    numbered = priorities or _priorities()
    files = new_files.first_files(folder, title, organisation, label, numbered, periods)
    _write(directory, folder, files, schemas_by_periods(periods) if periods else {})
    typer.echo("Next: planctl add action --priority 1 --title … --lead …")
    return Exit.DONE


def _write(
    directory: str, folder: str, files: "Mapping[str, bytes]", schemas: "Mapping[str, bytes]"
) -> None:
    """Write a new plan, and what stands beside it, and say so."""
    from planctl.workspace.new_files import create_plan

    if os.path.lexists(folder):  # so that nothing is written beside another plan
        create_plan(folder, files, note)
    write_schemas(directory, schemas)
    create_plan(folder, files, note)
    typer.echo(f"{os.path.join(folder, 'plan.yaml')} is written; planctl check finds it in order")
    typer.echo("schema/ and .vscode/ have editors such as VS Code check it as you type")


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
