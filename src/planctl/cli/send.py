"""What was changed in the plan, sent for review: a branch, a commit, and where to ask for it."""

import shlex
import sys
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from planctl.cli.options import (
    ActionsArgument,
    DryRunOption,
    LeadOption,
    PlanOption,
    PriorityOption,
    TodayOption,
    day,
    flag_option,
    judged_folders,
    note,
    text_option,
)
from planctl.problem import Exit, UserError, visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planctl.store.work_tree import WorkTree
    from planctl.workspace.sending import OpenChanges

_MOST_NAMED = 3


def command(
    *,
    ids: ActionsArgument,
    lead: LeadOption = None,
    priority: PriorityOption = None,
    message: Annotated[
        str | None, text_option("--message", "The first line of the commit.")
    ] = None,
    branch: Annotated[
        str | None, text_option("--branch", "Begin a new branch of this name.", "NAME")
    ] = None,
    yes: Annotated[bool, flag_option("--yes", "Do not ask.")] = False,
    dry_run: DryRunOption = False,
    folder: PlanOption = None,
    today: TodayOption = None,
) -> int:
    """Send what was changed in the plan for review.

    It shows what changed, and asks. Then the files of the plan that differ from the last commit
    are committed, and nothing else is: on a branch of their own, or on the one you are on if it is
    not everybody's. The branch is pushed, and where a request for review is opened is said.

    Where nothing else is there to push to, branch and commit are made all the same. It can be run
    again: what was committed and could not be pushed is pushed then.

    For example:
      planctl send --dry-run
      planctl send
      planctl send 3.2 --message "Q2 of placement stability"
    """
    from planctl.store.work_tree import settled_work_tree
    from planctl.workspace.selection import Choice
    from planctl.workspace.sending import open_changes

    folders = judged_folders(folder)
    tree = settled_work_tree(folders[0])
    plans = open_changes(folders, Choice(ids, lead, priority), day(today, folders[0]))
    for name in (name for plan in plans for name in plan.ignored):
        note(f"{name} is not sent: git is told to ignore it")
    plans = [plan for plan in plans if plan.files]
    _require_right(plans)
    if not plans and (tree.is_shared or tree.is_sent or not tree.remote):
        of = "what is named" if ids or lead or priority else "the plan"
        typer.echo(f"There is nothing to send: no file of {of} differs from the last commit")
        return Exit.DONE
    sending = _sending(tree, plans, message, branch)
    _show(sending)
    if dry_run:
        typer.echo("\nNothing was sent: this was a dry run")
        return Exit.DONE
    if not yes:
        _agree()
    _send(sending)
    return Exit.DONE


class _Sending(NamedTuple):
    """What is sent, from where to where; `branch` is "" where none is begun."""

    tree: "WorkTree"
    plans: "Sequence[OpenChanges]"
    message: str
    branch: str

    @property
    def files(self) -> dict[str, bytes | None]:
        """The files that are committed, from the top of the repository."""
        return {path: raw for plan in self.plans for path, raw in plan.files.items()}


def _require_right(plans: "Sequence[OpenChanges]") -> None:
    """Raise UserError, having shown what is wrong, where the plan that would be sent has errors."""
    problems = [problem for plan in plans for problem in plan.problems]
    if not problems:
        return
    from planctl.cli.problem_frames import frames
    from planctl.cli.terminal import show

    show(*frames(problems))
    sys.stdout.flush()
    raise UserError(
        "the plan is not right yet, so nothing was sent", "mend this, then send it", Exit.PROBLEMS
    )


def _sending(
    tree: "WorkTree", plans: "Sequence[OpenChanges]", message: str | None, branch: str | None
) -> _Sending:
    """Return what is sent and how; UserError where something else would go with it."""
    from planctl.edits.typed_text import one_line
    from planctl.store.work_tree import free_branch, require_author, staged
    from planctl.workspace.sending import branch_name, subject

    if plans:
        require_author(tree.top)
    words = one_line(message, "--message") if message is not None else subject(plans)
    name = ""
    if branch is not None:
        name = free_branch(tree, branch, typed=True)
    elif tree.is_shared:
        name = free_branch(tree, branch_name(words), typed=False)
    sending = _Sending(tree, plans, words, name)
    others = [each for each in staged(tree.top) if each not in sending.files]
    if others:
        few = others[:_MOST_NAMED]
        left = f" and {len(others) - len(few)} more" if len(others) > len(few) else ""
        which = "." if left else shlex.join(few)
        message = f"something else is staged: {', '.join(few)}{left}; nothing was sent"
        hint = f"git -C {shlex.quote(tree.top)} restore --staged {which} leaves it for later"
        raise UserError(visible(message), visible(hint))
    return sending


def _show(sending: _Sending) -> None:
    """Print what would be done: what changed in words, and what git is asked to do."""
    from planctl.changes.diff_lines import diff_lines
    from planctl.cli.diff import print_changes

    tree = sending.tree
    for plan in sending.plans:
        if len(sending.plans) > 1:
            typer.echo(f"{visible(plan.folder)}:")
        if plan.is_new:
            typer.echo(f"A new plan of {len(plan.changes.actions)} actions")
        else:
            print_changes(list(diff_lines(plan.changes)))
        if not plan.changes:
            typer.echo("The plan says the same, in other lines")
        typer.echo("")
    branch = f"{sending.branch}, new from {tree.branch}" if sending.branch else tree.branch
    rows = [("Branch", branch)]
    if sending.plans:
        rows += [("Commit", sending.message), ("Files", ", ".join(sending.files))]
    rows += [("With it", f"{each}, which was not sent yet") for each in tree.unsent]
    rows += [("To", f"{tree.remote.name}, {tree.remote.shown}" if tree.remote else "nowhere yet")]
    for name, said in rows:
        typer.echo(visible(f"{name:<8} {said}"))
    if not tree.remote:
        note("There is no remote, so nothing is pushed: git remote add origin ADDRESS names one")
    elif not tree.is_known:
        first = f"git push {tree.remote.name} {tree.branch if tree.is_shared else 'main'}"
        note(f"Nothing is known here of {tree.remote.name}: if it is empty, {first} comes first")


def _agree() -> None:
    """Ask whether it is to be sent; UserError if not."""
    if not sys.stdin.isatty():
        hint = "planctl send --yes sends it without asking"
        raise UserError("nobody is here to be asked, so nothing was sent", hint, Exit.USAGE)
    if not typer.confirm("\nSend it?"):
        raise UserError("nothing was sent", "planctl send asks again")


def _send(sending: _Sending) -> None:
    """Commit and push, and say where a request is opened."""
    from planctl.store.new_commit import commit_files
    from planctl.store.push import push

    tree = sending.tree
    if sending.plans:
        refusal = UserError("git would not commit it", "mend what git says, then send it again")
        made = commit_files(
            tree.top, sending.files, sending.message, refusal, branch=sending.branch
        )
        tree = tree._replace(branch=sending.branch or tree.branch, commit=made)
    if not tree.remote:
        typer.echo(f"\nIt is committed on {visible(tree.branch)}, and not pushed")
        return
    page = push(tree, tree.remote)
    typer.echo(f"\nIt is sent, on {visible(tree.branch)}. Ask for it to be reviewed and merged:")
    typer.echo(f"  {page or f'a request for {tree.branch} is opened where {tree.remote.shown} is'}")
    if sending.branch:
        typer.echo(f"Once it is merged: git switch {sending.tree.branch}; git pull")
