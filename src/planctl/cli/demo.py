"""An invented plan: the command that makes one to try things on."""

import os
from typing import Annotated

import typer

from planctl.cli.new_plan import files_of, furnish
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
    from planctl.store.repository import start_repository
    from planctl.store.write import create

    if os.path.exists(directory) and os.listdir(directory):
        message = f"'{visible(directory)}' is there already"
        raise UserError(message, "name another folder: planctl demo DIR")
    examples = shipped("examples")
    for year in sorted(os.listdir(examples)):
        create(os.path.join(directory, "plan", year), files_of(os.path.join(examples, year)))
    furnish(directory)
    start_repository(directory, "An invented plan to try planctl on")
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
