"""Continuous integration: the command that writes its workflows."""

import os
import sys
from typing import Annotated

import typer

from planctl.cli.options import (
    choice_argument,
    flag_option,
    text_option,
)
from planctl.problem import Exit, UserError, visible
from planctl.store.ci_files import FORGES

_BRANCH = typer.Option(
    "--branch", metavar="TEXT", show_default=True, help="The branch of the agreed plan."
)


def command(
    *,
    forge: Annotated[str, choice_argument("forge", FORGES)],
    branch: Annotated[str, _BRANCH] = "main",
    pages: Annotated[
        bool, flag_option("--pages", "Publish the report of that branch on Pages.")
    ] = False,
    install: Annotated[
        str | None,
        text_option("--install", "Where planctl is installed from, pinned.", "SOURCE|COMMAND"),
    ] = None,
    force: Annotated[bool, flag_option("--force", "Overwrite without asking.")] = False,
) -> int:
    """Write workflows that check each change of the plan.

    They mark problems on their lines, keep one comment with what changes, make the report, and
    say each week what is due. A file that is there and differs is shown, and kept unless you agree.

    They install planctl from where this one came from, at its commit, or from --install: a git
    address at a commit (git+https://…/planctl.git@COMMIT), a file with its digest, or a command
    that names one of these.

    For example:
      planctl ci github --install SOURCE
      planctl ci github --pages --install SOURCE
      planctl ci gitlab --branch trunk --install SOURCE
    """
    from planctl.store.ci_files import workflows
    from planctl.store.own_source import install_command
    from planctl.store.repository import top

    _refuse_odd(branch, install or "")
    root, command = top(os.getcwd()), install_command(install)
    for path, text in workflows(forge, branch=branch, install=command, pages=pages).items():
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
        typer.echo(f"{path} is as it should be")
        return
    if before is not None and not force:
        _agree(path, before, text)
    save(whole, [text])
    typer.echo(f"{path} is written")


def _agree(path: str, before: str, text: str) -> None:
    """Show what would change in a file, and go on only if the person agrees."""
    from difflib import unified_diff

    lines = unified_diff(before.splitlines(), text.splitlines(), path, path, lineterm="")
    typer.echo(visible("\n".join(lines)), err=True)
    if not sys.stdin.isatty():
        message = f"{path} is there already, and is another"
        raise UserError(message, "--force overwrites it")
    if not typer.confirm(f"Overwrite {path}?"):
        raise UserError(f"{path} is kept as it was", "--force overwrites it without asking")


def _read(path: str) -> str | None:
    try:
        with open(path, encoding="utf-8", errors="replace", newline="") as file:
            return file.read()
    except FileNotFoundError:
        return None
