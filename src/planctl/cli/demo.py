"""An invented plan: the command that makes one to try things on."""

import os
from collections.abc import Mapping
from typing import Annotated

import typer

from planctl.cli.editor_files import files_of, furniture
from planctl.problem import Exit, UserError, visible
from planctl.store.shipped import shipped


def command(
    *,
    directory: Annotated[str, typer.Argument(metavar="[DIR]")] = "planctl-demo",
) -> int:
    """Make an invented plan to try things on.

    For example:
      planctl demo
    """
    from planctl.store.new_folder import fill, has_nothing_else, new_folder, within_folder
    from planctl.store.repository import start_repository

    files = _files()
    if not has_nothing_else(directory, files, beside=(".git",)):
        message = f"'{visible(directory)}' is there already"
        raise UserError(message, "name another folder: planctl demo DIR")
    failed: UserError | None = None
    making = within_folder if os.path.lexists(directory) else new_folder
    with making(directory) as new:
        fill(new, files)
        try:
            start_repository(new, "An invented plan to try planctl on", shown=directory)
        except UserError as error:  # the plan is good without it
            failed = error
    if failed:
        raise failed
    typer.echo(f"An invented improvement plan is in {directory}. Try:\n")
    typer.echo(f"  cd {directory}")
    for command in (
        "planctl                                                   where the plan stands",
        "planctl show 3.2                                          one action, quarter by quarter",
        'planctl update 3.2 -q Q4 --rag amber --correct "A slip"   correct a closed quarter',
        "planctl check                                             what a reviewer would ask about",
        "planctl report --output report.html                       the paper for the board",
    ):
        typer.echo(f"  {command}")
    return Exit.DONE


def _files() -> Mapping[str, bytes]:
    """Return the files of the invented plan by their paths, with those beside it."""
    examples = shipped("examples")
    files = {
        f"plan/{year}/{name}": raw
        for year in sorted(os.listdir(examples))
        for name, raw in files_of(os.path.join(examples, year)).items()
    }
    return {**files, **furniture()}
