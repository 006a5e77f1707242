"""An invented plan: the command that makes one to try things on."""

import os
from collections.abc import Callable, Iterable, Mapping
from typing import Annotated

import typer

from planctl.cli.editor_files import files_of, schema_files
from planctl.problem import Exit, UserError, visible
from planctl.store.shipped import shipped

_FINISHED = (
    "planctl                                                   where the plan stands",
    "planctl show 3.2                                          one action, quarter by quarter",
    'planctl update 3.2 -q Q4 --rag amber --correct "A slip"   correct a closed quarter',
    "planctl check                                             what a reviewer would ask about",
    "planctl report --output report.html                       the paper for the board",
)
_DURING = (
    "planctl                               where the plan stands",
    "planctl due                           whose updates are late",
    "planctl update 2.3 -q Q3 --edit       write one of them",
    "planctl check                         what a reviewer would ask about",
    "planctl challenge                     where ratings and numbers disagree",
    "planctl report --output report.html   the paper for the board",
)
_BY_HISTORY = (
    "planctl log 3.2                       who changed an action, and when",
    "planctl diff main...q3-education      a change that waits for review",
)


def command(
    *,
    directory: Annotated[str, typer.Argument(metavar="[DIR]")] = "planctl-demo",
    finished: Annotated[
        bool, typer.Option("--finished", help="The year when it has ended, all of it signed off.")
    ] = False,
) -> int:
    """Make an invented plan to try things on.

    It is amid its third quarter: on 22 January 2026 some updates are late, and others disagree with
    their numbers. Two quarters are signed off in its git history, and a branch waits for review.

    For example:
      planctl demo
      planctl demo --finished year
    """
    from planctl.cli.invented_year import BRANCH, DAY, history, on_the_day
    from planctl.store.new_repository import start_history, start_repository
    from planctl.store.repository import is_known

    year = _files()
    if finished:
        message = "An invented plan to try planctl on"
        _make(directory, year, lambda new: start_repository(new, message, shown=directory))
        typer.echo(f"An invented improvement plan is in {directory}. Try:\n")
        _print_commands(directory, _FINISHED)
        return Exit.DONE
    _make(directory, on_the_day(year), lambda new: start_history(new, history(year), directory))
    typer.echo(f"An invented improvement plan is in {directory}, as it was on 22 January 2026:")
    typer.echo("two quarters are signed off, and the third is being collected. Try:\n")
    has_history = is_known(directory, f"refs/heads/{BRANCH}")
    _print_commands(
        directory,
        (
            f"export PLANCTL_TODAY={DAY}       work as on that day",
            *_DURING,
            *(_BY_HISTORY if has_history else ()),
        ),
    )
    if not has_history:
        typer.echo("\nIt has no history, for the folder is in a git repository already.")
    return Exit.DONE


def _make(directory: str, files: Mapping[str, bytes], start: Callable[[str], bool]) -> None:
    """Make the folder, with a repository; the plan is left there if git makes none."""
    from planctl.store.new_folder import fill, has_nothing_else, new_folder, within_folder

    if not has_nothing_else(directory, files, beside=(".git",)):
        message = f"'{visible(directory)}' is there already"
        raise UserError(message, "name another folder: planctl demo DIR")
    failed: UserError | None = None
    making = within_folder if os.path.lexists(directory) else new_folder
    with making(directory) as new:
        fill(new, files)
        try:
            start(new)
        except UserError as error:  # the plan is good without it
            failed = error
    if failed:
        raise failed


def _print_commands(directory: str, commands: Iterable[str]) -> None:
    typer.echo(f"  cd {directory}")
    for command in commands:
        typer.echo(f"  {command}")


def _files() -> Mapping[str, bytes]:
    """Return the files of the invented plan by their paths, with those beside it."""
    examples = shipped("examples")
    files = {
        f"plan/{year}/{name}": raw
        for year in sorted(os.listdir(examples))
        for name, raw in files_of(os.path.join(examples, year)).items()
    }
    return {**files, **schema_files()}
