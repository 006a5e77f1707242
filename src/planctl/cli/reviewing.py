"""The commands that say what changed: diff and log."""

import click

from planctl.cli.options import plan_folder, plan_option
from planctl.problem import Exit

_DIFF = """\b
Examples:
  planctl diff                  what you changed since the last commit
  planctl diff main...HEAD      what this branch changes
  planctl diff 2019-10-30 HEAD  what changed since that day
"""


@click.command("diff", epilog=_DIFF)
@click.argument("base", required=False)
@click.argument("head", required=False)
@click.option("--exit-code", is_flag=True, help="Exit with 1 if anything changed.")
@plan_option
def diff_command(base: str | None, head: str | None, folder: str | None, *, exit_code: bool) -> int:
    """Say what changed in the plan, in the plan's own words.

    BASE and HEAD are branches, tags, commits or days; A..B and A...B may be written as in git.
    Without HEAD the files as they are now are compared, and without BASE with the last commit.
    """
    from planctl.cli.comparing import compared
    from planctl.diff import diff
    from planctl.terminal import compared_lines, show
    from planctl.wording import lines

    where = plan_folder(folder)
    changes = diff(*compared(where, base, head))
    said = list(compared_lines(lines(changes)))
    if said:
        show(*said)
    if not changes:
        click.echo("nothing changed" if not said else "nothing else changed", err=True)
    return Exit.PROBLEMS if exit_code and changes else Exit.DONE
