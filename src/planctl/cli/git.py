"""How git merges, compares and checks plans, and the command that tells git so."""

import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from planctl.cli.options import (
    DryRunOption,
    PlanOption,
    day,
    flag_option,
    note,
    plan_folder,
)
from planctl.problem import Exit, UserError, visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planctl.store.git_setup import Change, Clone, Hook

_MERGED = "is set: plans are merged by what they mean"
_SAID = {
    "merge.planctl.driver": _MERGED,
    "diff.planctl.textconv": "is set: git diff and git log -p show what a plan says",
}


def command() -> None:
    """Have git merge, compare and check plans.

    For example:
      planctl git setup
    """


def set_up_clone(
    *,
    undo: Annotated[bool, flag_option("--undo", "Make this clone as it was.")] = False,
    dry_run: DryRunOption = False,
    folder: PlanOption = None,
) -> int:
    """Set up this clone: merging by meaning, readable diffs, a check before each commit.

    Without it, and where planctl is missing, git does what it always does.

    For example:
      planctl git setup
      planctl git setup --dry-run
      planctl git setup --undo
    """
    from planctl.store.git_setup import (
        attributes_are_shared,
        clone_of,
        make,
        planned,
        planned_undo,
    )

    clone = clone_of(plan_folder(folder))
    changes = planned_undo(clone) if undo else planned(clone, _command())
    for change in changes:
        if line := _told(clone, change):
            typer.echo(visible(line))
    if not changes:
        typer.echo("nothing to change: this clone is " + ("as it was" if undo else "set up"))
    elif dry_run:
        typer.echo("nothing was written: this was a dry run")
    if not dry_run:
        make(clone, changes)
    if undo and attributes_are_shared(clone):
        note("planctl: .gitattributes is committed, so its lines for planctl stay for the others")
        note("   = help: where planctl is not set up, git passes over them")
    for hook in () if undo else clone.hooks:
        if hook.is_somebodys:
            _advise(clone, hook)
    if any(_is_shared(change) for change in changes) and not (undo or dry_run):
        typer.echo("Commit .gitattributes, so that others need only run planctl git setup.")
    return Exit.DONE


def _length(given: str | int) -> int:
    """Return how long the marks of a conflict are to be, as typed or as is usual."""
    typed = str(given)
    if not (typed.isdecimal() and typed.isascii() and len(typed) < len("1000")):
        hint = "git gives it as %L, a number such as 7: %O %A %B %L %P"
        raise UserError(f"'{visible(typed)}' is no length of a conflict's marks", hint, Exit.USAGE)
    return int(typed)


def merge_driver(
    *,
    base: str,
    ours: str,
    theirs: str,
    size: Annotated[int, typer.Argument(parser=_length)] = 7,
    path: Annotated[str, typer.Argument()] = "the file",
    names: Annotated[list[str], typer.Argument(default_factory=list)],
) -> int:
    """Merge a file for git: `%O %A %B %L %P %S %X %Y`, of which older gits know the first five."""
    from planctl.changes.merge.file_merge import ConflictStyle
    from planctl.changes.merge.git_driver import MergeFiles, drive

    named = [name if name and not name.startswith("%") else "" for name in (*names, "", "", "")]
    style = ConflictStyle(named[1] or "ours", named[0] or "base", named[2] or "theirs", size)
    is_merged = drive(
        MergeFiles(base, ours, theirs, path), style, lambda message: note(f"planctl: {message}")
    )
    return Exit.DONE if is_merged else Exit.PROBLEMS


def textconv(
    *,
    file: str,
) -> int:
    """Print what a plan file says, for git; one that cannot be read as it is."""
    from planctl.changes.git_diff_text import git_diff_text
    from planctl.store.errors import user_errors

    with user_errors(f"{visible(file)} cannot be read"), open(file, "rb") as opened:
        raw = opened.read()
    said_of_it = git_diff_text(raw)
    typer.echo(raw if said_of_it is None else said_of_it, nl=False)
    return Exit.DONE


def pre_commit() -> int:
    """Check the plans of which something is staged, or merged; exits with 1 if there are errors."""
    from planctl.checks.run import check_plan
    from planctl.plan.plan import load
    from planctl.problem import Severity
    from planctl.store.revision_files import staged_plans

    plans = staged_plans()
    problems = [
        problem
        for texts, found in plans.values()
        if texts or found
        for problem in check_plan(load(texts, found), day())
        if problem.severity is Severity.ERROR
    ]
    for folder in (each for each, said in plans.items() if not any(said)):
        note(f"planctl: the plan in {folder or '.'} is gone from what is committed")
    if not problems:
        return Exit.DONE
    from planctl.cli.problem_frames import frames
    from planctl.cli.terminal import show

    show(*frames(problems))
    sys.stdout.flush()  # git shows both streams as one
    note("planctl: not committed; mend this and git add it, then commit again")
    note("   = help: git commit --no-verify commits all the same")
    return Exit.PROBLEMS


def _command() -> "Sequence[str]":
    """Return the command that starts the planctl that is running, wherever git starts it."""
    program = os.path.abspath(sys.argv[0])
    if os.path.basename(program).startswith("planctl") and os.access(program, os.X_OK):
        return (program.replace(os.sep, "/"),)
    return (sys.executable.replace(os.sep, "/"), "-m", "planctl")


def _told(clone: "Clone", change: "Change") -> str:
    """Return the line that says what is changed; "" where another line says it."""
    from planctl.store.git_setup import SettingChange

    if isinstance(change, SettingChange):
        about = _SAID.get(change.name)
        done = "is removed" if change.new is None else about
        return f"git config {change.name} {done}" if about and done else ""
    path = os.path.relpath(change.path, clone.top)
    if change.path in [hook.path for hook in clone.hooks]:
        kind = "merge" if path.endswith("merge-commit") else "commit"
        about = "is removed" if change.new is None else f"checks what is staged before each {kind}"
        return f"{path} {about}"
    if change.new is None or (change.old and len(change.new) < len(change.old)):
        return f"{path} is as it was"
    return f"{path} names the files: {_line(change.new)}"


def _line(raw: bytes) -> str:
    return next(line for line in raw.decode(errors="replace").splitlines() if "=planctl" in line)


def _is_shared(change: "Change") -> bool:
    from planctl.store.git_setup import CloneFileChange

    return isinstance(change, CloneFileChange) and change.path.endswith(".gitattributes")


def _advise(clone: "Clone", hook: "Hook") -> None:
    from planctl.store.git_setup_texts import hook_line

    path = os.path.relpath(hook.path, clone.top)
    whose = "is somebody's own" if os.path.lexists(hook.path) else "would be for other clones too"
    note(f"planctl: {path} {whose}, so it is left as it is")
    note(f"   = help: to check what is staged, have it run: {hook_line(_command())}")


SUBCOMMANDS = {
    "setup": set_up_clone,
    "merge-driver": merge_driver,
    "textconv": textconv,
    "pre-commit": pre_commit,
}
HIDDEN = ("merge-driver", "textconv", "pre-commit")
"""Those that git runs, and no person."""
