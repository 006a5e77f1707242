"""A file of a plan as it is: the command that opens it in an editor, and checks it afterwards."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from planctl.cli.completed_words import plan_actions
from planctl.cli.next_steps import say_next
from planctl.cli.options import PlanOption, TodayOption, day, note, plan_folder
from planctl.problem import Exit, UserError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planctl.problem import Problem

_PLAN = "plan"


def command(
    *,
    target: Annotated[str, typer.Argument(metavar="ACTION|plan", autocompletion=plan_actions)],
    folder: PlanOption = None,
    today: TodayOption = None,
) -> int:
    """Open a file of the plan in your editor, and check it afterwards.

    It is that of an action, or plan.yaml. What is wrong is shown, and it can be opened again. It is
    written once you save something in which planctl check finds no new error; what you wrote is
    kept otherwise.

    For example:
      planctl edit 3.2
      planctl edit plan
    """
    from planctl.store.editor import edit_text
    from planctl.store.folder import file_bytes
    from planctl.workspace.documents import HEADER
    from planctl.workspace.edited_text import edited_text, shown_text, write_edited
    from planctl.workspace.selection import selected_id

    where = plan_folder(folder, today)
    is_plan = target.lower() == _PLAN
    action = "" if is_plan else selected_id(where, target, day(today, where))
    name = f"{action}.yaml" if action else HEADER
    if not sys.stdin.isatty():
        hint = f"give the words as arguments: planctl set {target} FIELD=VALUE, or planctl update"
        raise UserError("there is no terminal to write at", hint, Exit.USAGE)
    before, path = file_bytes(where, name), f"{where}/{name}"
    text, is_open = shown_text(path, before), True
    while is_open:
        text = edit_text(text, ".yaml")
        edited = edited_text(where, name, before, text, day(today, where))
        is_open = edited.raw != before and bool(edited.errors) and _reopened(edited.errors, text)
    if edited.raw == before:
        typer.echo("nothing changed")
        return Exit.DONE
    if edited.worse:
        raise UserError(f"{path} is as it was: nothing was written", _kept(text))
    write_edited(where, name, before, edited.raw, note)
    typer.echo(f"{path} is saved")
    say_next(where)
    return Exit.DONE


def _reopened(errors: "Sequence[Problem]", text: str) -> bool:
    """Show what is wrong, and return whether the file is to be opened again."""
    from planctl.cli.problem_frames import frames
    from planctl.cli.terminal import show

    show(*frames(errors))
    try:
        return typer.confirm("Open it again?", default=True)
    except typer.Abort:
        note(_kept(text))
        raise


def _kept(text: str) -> str:
    from planctl.store.editor import keep_text

    return f"what you wrote is kept in {keep_text(text, '.yaml')}"
