"""How the files of a plan are laid out: the command that sets blank lines between their fields."""

from typing import Annotated

import typer

from planctl.cli.completed_words import plan_actions
from planctl.cli.options import PlanOption, day, flag_option, note, plan_folder
from planctl.problem import Exit, visible


def command(
    *,
    actions: Annotated[
        list[str] | None, typer.Argument(metavar="[ACTION]...", autocompletion=plan_actions)
    ] = None,
    check: Annotated[
        bool, flag_option("--check", "Write nothing; exit with 1 if a file is not tidy.")
    ] = False,
    folder: PlanOption = None,
) -> int:
    """Set blank lines between an action's fields, by which git merges better.

    Without ACTION it is done for the whole plan. What the files say is not changed, nor any line
    that is there, and a quarter that was signed off stays so.

    For example:
      planctl tidy
      planctl tidy 3.2
      planctl tidy --check
    """
    from planctl.store.locate import action_files
    from planctl.workspace.blank_lines import tidy
    from planctl.workspace.selection import Choice, selected_ids

    where = plan_folder(folder)
    every = [name.removesuffix(".yaml") for name in action_files(where)]
    chosen = selected_ids(where, Choice(actions), day(None, where)) if actions else every
    found = tidy(where, chosen, note, dry_run=check)
    changed = [each.after for each in found.actions.values() if each.differs]
    for document in changed:
        typer.echo(visible(f"{document.path} {'is not' if check else 'is'} tidy"))
    if not changed:
        typer.echo("nothing to change: a blank line is between any two fields")
    elif check:
        note("   = help: planctl tidy sets the blank lines, and changes nothing else")
    return Exit.PROBLEMS if changed and check else Exit.DONE
