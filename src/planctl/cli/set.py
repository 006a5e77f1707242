"""What a plan says of an action or of itself: the command that sets any field of either."""

from typing import TYPE_CHECKING, Annotated

import typer

from planctl.cli.completed_words import plan_actions
from planctl.cli.next_steps import say_next, say_old_problems
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

if TYPE_CHECKING:
    from planctl.edits.plan_fields import FieldSetting
    from planctl.workspace.plan_fields import FieldsChange

_PLAN = "plan"
_LONGEST, _MOST_NAMED = 60, 3


def command(
    *,
    target: Annotated[str, typer.Argument(metavar="ACTION|plan", autocompletion=plan_actions)],
    typed: Annotated[list[str], typer.Argument(metavar="FIELD=VALUE...")],
    reason: CorrectOption = None,
    post: ByOption = None,
    dry_run: DryRunOption = False,
    folder: PlanOption = None,
    today: TodayOption = None,
) -> int:
    """Set any field of an action, or of the plan itself.

    Several are set together or not at all. A field within another is named with dots, a measure by
    its id, a milestone or a lead by its name, an entry of a list by its number. The word none
    empties a field, and += adds an entry to a list.

    For example:
      planctl set 3.2 due=2026-03 owner="Head of Permanence"
      planctl set 3.2 links+="SEND Strategy" supersedes=2024-25/3.1
      planctl set 3.2 measures.placements.target=90 measures.placements.baseline.value=78
      planctl set plan title="Children's Services Improvement Plan" calendar.due_working_days=13
      planctl set plan leads.Education="Head of Education" priorities.3="Permanence"
    """
    from planctl.workspace.corrections import CorrectionRequest
    from planctl.workspace.documents import HEADER, require_action
    from planctl.workspace.plan_fields import set_plan_fields

    where = plan_folder(folder, today)
    settings = [field_setting(each) for each in typed]
    action = "" if target.lower() == _PLAN else require_action(where, target)
    name = f"{action}.yaml" if action else HEADER
    request = CorrectionRequest(day(today, where), reason, post)
    made = set_plan_fields(where, name, settings, request, note, dry_run=dry_run)
    after = made.plan.files[name].after
    typer.echo(visible(f"{action or _PLAN} {after.data.get('title') or ''}"))
    say_fields(made, dry_run=dry_run)
    if made.fields and not dry_run:
        names = [each.name.rstrip("+") for each in made.fields]
        fields = ", ".join(names) if len(names) <= _MOST_NAMED else f"{len(names)} fields"
        say_next(where, f"{action or _PLAN}: {fields}", f"set-{action or _PLAN}")
    return Exit.DONE


def field_setting(typed: str) -> "FieldSetting":
    """Return the setting that FIELD=VALUE or FIELD+=VALUE is; UserError where it is neither."""
    from planctl.cli.forms import emptied
    from planctl.edits.plan_fields import FieldSetting

    name, sign, value = typed.partition("=")
    adds = name.endswith("+")
    name = name.removesuffix("+").strip()
    if not sign or not name:
        message = f"'{visible(typed)}' does not set a field"
        raise UserError(message, 'write FIELD=VALUE, as in owner="Head of Permanence"', Exit.USAGE)
    if not value.strip():
        message = f"{visible(name)} is given, and is empty"
        raise UserError(message, f"write something; {name}=none empties it", Exit.USAGE)
    return FieldSetting(name, emptied(value), adds)


def say_fields(made: "FieldsChange", *, dry_run: bool) -> None:
    """Print what was set in a file, and what that means for what was signed."""
    for each in made.fields:
        change = _brief(each.now) if each.name.endswith("+") else f"{_brief(each.was)} → "
        change += "" if each.name.endswith("+") else _brief(each.now)
        typer.echo(visible(f"  {each.name}: {change}"))
    if not made.fields:
        typer.echo("  nothing changed")
    elif dry_run:
        typer.echo("  nothing was written: this was a dry run")
    for line in made.remarks:
        note(line)
    say_old_problems(made.plan)


def _brief(text: str) -> str:
    """Return a text as far as it fits a line."""
    return (text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()}…") or "empty"
