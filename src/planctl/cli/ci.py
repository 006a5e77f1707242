"""The command that sets up continuous integration: ci."""

import os
import sys

import click

from planctl.problem import Exit, UserError, visible
from planctl.store.ci_files import FORGES, INSTALL

_EXAMPLES = """\b
Examples:
  planctl ci github
  planctl ci github --pages
  planctl ci gitlab --branch trunk
"""


@click.command("ci", epilog=_EXAMPLES)
@click.argument("forge", type=click.Choice(FORGES))
@click.option("--branch", default="main", show_default=True, help="The branch of the agreed plan.")
@click.option("--pages", is_flag=True, help="Publish the report of that branch on Pages.")
@click.option(
    "--install", metavar="COMMAND", default=INSTALL, help="What installs planctl there instead."
)
@click.option("--force", is_flag=True, help="Overwrite without asking.")
def ci_command(forge: str, branch: str, install: str, *, pages: bool, force: bool) -> int:
    """Write workflows that check each change of the plan.

    They mark problems on their lines, keep one comment with what changes, make the report, and
    say each week what is due. A file that is there and differs is shown, and kept unless you agree.
    """
    from planctl.store.ci_files import workflows
    from planctl.store.repository import top

    _refuse_odd(branch, install)
    root = top(os.getcwd())
    for path, text in workflows(forge, branch=branch, install=install, pages=pages).items():
        _write(root, path, text, force=force)
    return Exit.DONE


def _refuse_odd(branch: str, install: str) -> None:
    """Raise UserError for what would be more than one word or line in a workflow."""
    if not branch.replace("-", "").replace("/", "").replace(".", "").replace("_", "").isalnum():
        message = f"'{visible(branch)}' is no name for a branch here"
        raise UserError(message, "letters, digits and -, /, . or _", Exit.USAGE)
    if "\n" in install or "\r" in install:
        raise UserError("--install has several lines", "join them with &&", Exit.USAGE)


def _write(root: str, path: str, text: str, *, force: bool) -> None:
    """Write a file, if it is new or may be overwritten, and say what was done."""
    from planctl.store.output import save

    whole = os.path.join(root, path)
    before = _read(whole)
    if before == text:
        click.echo(f"{path} is as it should be")
        return
    if before is not None and not force:
        _agree(path, before, text)
    save(whole, [text])
    click.echo(f"{path} is written")


def _agree(path: str, before: str, text: str) -> None:
    """Show what would change in a file, and go on only if the person agrees."""
    from difflib import unified_diff

    lines = unified_diff(before.splitlines(), text.splitlines(), path, path, lineterm="")
    click.echo(visible("\n".join(lines)), err=True)
    if not sys.stdin.isatty():
        message = f"{path} is there already, and is another"
        raise UserError(message, "--force overwrites it")
    if not click.confirm(f"Overwrite {path}?"):
        raise UserError(f"{path} is kept as it was", "--force overwrites it without asking")


def _read(path: str) -> str | None:
    try:
        with open(path, encoding="utf-8", errors="replace", newline="") as file:
            return file.read()
    except FileNotFoundError:
        return None
