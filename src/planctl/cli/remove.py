"""What leaves a plan: the command that removes an action, or an entry of its file or the plan's."""

from typing import Annotated

import typer

from planctl.cli.completed_words import plan_actions
from planctl.cli.field_changes import change_fields
from planctl.cli.next_steps import say_next
from planctl.cli.options import (
    ByOption,
    CorrectOption,
    DryRunOption,
    PlanOption,
    TodayOption,
    day,
    note,
    plan_folder,
)
from planctl.problem import Exit, UserError, visible
from planctl.text.action_id import natural


def command(
    *,
    target: Annotated[str, typer.Argument(metavar="ACTION|plan", autocompletion=plan_actions)],
    entries: Annotated[
        list[str], typer.Argument(metavar="[ENTRY]...", default_factory=list, show_default=False)
    ],
    reason: CorrectOption = None,
    post: ByOption = None,
    dry_run: DryRunOption = False,
    folder: PlanOption = None,
    today: TodayOption = None,
) -> int:
    """Remove an action that nobody has signed for, or entries of it or of the plan.

    An entry is named as planctl set names it: a measure by its id, a milestone, a lead or a
    priority by its name, one of a list by its number. An action that was agreed is not removed: it
    is closed, and says why.

    For example:
      planctl remove 3.2 --dry-run
      planctl remove 3.2 measures.1 "milestones.The hub opens"
      planctl remove plan glossary.SEND
    """
    from planctl.edits.plan_fields import FieldSetting
    from planctl.workspace.action_files import remove_action
    from planctl.workspace.corrections import CorrectionRequest
    from planctl.workspace.selection import selected_id

    where = plan_folder(folder, today)
    ordered = sorted(entries, key=natural, reverse=True)  # so that numbers before stay as they are
    if ordered:
        settings = [FieldSetting(each, how="remove") for each in ordered]
        request = CorrectionRequest(day(today, where), reason, post)
        return change_fields(where, target, settings, request, dry_run=dry_run)
    if target.lower() == "plan":
        raise UserError("say what of the plan to remove", "such as glossary.SEND", Exit.USAGE)
    action = selected_id(where, target, day(today, where))
    made = remove_action(where, action, note, dry_run=dry_run)
    title = made.file.data.get("title") or ""
    typer.echo(visible(f"{action} {title} is removed: {made.file.path} is deleted"))
    for each in made.lost:
        typer.echo(f"  with it: {each}")
    if dry_run:
        typer.echo("  nothing was written: this was a dry run")
    else:
        note("An action that was agreed is closed, not removed: --status closed, and why")
        say_next(where)
    return Exit.DONE
