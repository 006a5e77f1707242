"""A change that was not meant: the command that takes the last one back."""

import typer

from planctl.cli.diff import print_changes
from planctl.cli.options import DryRunOption, PlanOption, TodayOption, note, plan_folder
from planctl.problem import Exit


def command(
    *,
    dry_run: DryRunOption = False,
    folder: PlanOption = None,
    today: TodayOption = None,
) -> int:
    """Take back planctl's last change to the plan, and say what it was.

    It may be words, numbers, dates, an action that was added or removed, or a sign-off, as long as
    it is not committed, and its files were not changed since.

    For example:
      planctl undo
      planctl undo --dry-run
    """
    from planctl.changes.diff_lines import diff_lines
    from planctl.workspace.taken_back import undo_last_change

    where = plan_folder(folder, today)
    found = undo_last_change(where, note, dry_run=dry_run)
    if not found:
        note(f"planctl's last change in {where} is taken back already")
        return Exit.DONE
    for plan, changes in found:
        typer.echo(f"Taken back in {plan}:" if not dry_run else f"To be taken back in {plan}:")
        print_changes(list(diff_lines(changes)))
    if dry_run:
        typer.echo("  nothing was written: this was a dry run")
    return Exit.DONE
