"""How fields of a plan's files are set, added and removed by commands, and what is said of that."""

from typing import TYPE_CHECKING

import typer

from planctl.cli.next_steps import say_next, say_old_problems
from planctl.cli.options import note
from planctl.problem import Exit, UserError, visible

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from planctl.edits.agreed_changes import Agreement
    from planctl.edits.plan_fields import FieldSetting, SetField
    from planctl.text.document import Document
    from planctl.workspace.corrections import CorrectionRequest
    from planctl.workspace.selection import Choice

_PLAN = "plan"
_SIGNS = {"set": "", "add": "+", "remove": ""}
_LONGEST = 60


def change_fields(
    folder: str,
    target: "str | Choice",
    settings: "Sequence[FieldSetting]",
    request: "CorrectionRequest",
    *,
    refuse: "Callable[[Document], None]" = lambda _document: None,
    agreed: "Agreement | None" = None,
    dry_run: bool = False,
) -> int:
    """Set fields of actions, or of plan.yaml where the target is `plan`, and say so."""
    from planctl.workspace.documents import HEADER
    from planctl.workspace.plan_fields import set_plan_fields
    from planctl.workspace.selection import Choice, selected_ids

    choice = Choice((target,)) if isinstance(target, str) else target
    is_plan = [each.lower() for each in choice.parts] == [_PLAN]
    actions = [] if is_plan else selected_ids(folder, choice, request.today)
    names = [HEADER] if is_plan else [f"{action}.yaml" for action in actions]
    if agreed and is_plan:
        hint = "leave --agreed-by and --reason out; git keeps what plan.yaml said"
        raise UserError("what is agreed of an action alone is put on record", hint, Exit.USAGE)
    made = set_plan_fields(
        folder, names, settings, request, note, refuse=refuse, agreed=agreed, dry_run=dry_run
    )
    for name, fields in made.fields.items():
        action = _PLAN if is_plan else name.removesuffix(".yaml")
        typer.echo(visible(f"{action} {made.plan.files[name].after.data.get('title') or ''}"))
        _say(fields, dry_run=dry_run)
    for line in made.remarks:
        note(line)
    say_old_problems(made.plan)
    if any(made.fields.values()) and not dry_run:
        say_next(folder)
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
    return FieldSetting(name, emptied(value), "add" if adds else "set")


def _say(fields: "Sequence[SetField]", *, dry_run: bool) -> None:
    """Print what was set in a file."""
    for each in fields:
        typer.echo(visible(f"  {each.name}{_SIGNS[each.how]}: {_change(each)}"))
    if not fields:
        typer.echo("  nothing changed")
    elif dry_run:
        typer.echo("  nothing was written: this was a dry run")


def _change(field: "SetField") -> str:
    if field.how == "set":
        return f"{_brief(field.was)} → {_brief(field.now)}"
    return _brief(field.now) if field.how == "add" else f"removed, which was {field.was}"


def _brief(text: str) -> str:
    """Return a text as far as it fits a line."""
    return (text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()}…") or "empty"
