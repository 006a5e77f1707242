"""What a plan says of an action or of itself: the command that sets any field of either."""

from itertools import takewhile
from typing import TYPE_CHECKING, Annotated

import typer

from planctl.cli.completed_words import plan_actions
from planctl.cli.field_changes import change_fields, field_setting
from planctl.cli.options import (
    ByOption,
    CorrectOption,
    DryRunOption,
    LeadOption,
    PlanOption,
    PriorityOption,
    TodayOption,
    day,
    plan_folder,
    text_option,
)
from planctl.problem import Exit, UserError

if TYPE_CHECKING:
    from planctl.edits.agreed_changes import Agreement


def command(
    *,
    typed: Annotated[
        list[str],
        typer.Argument(
            metavar="ACTION...|plan|priority FIELD=VALUE...", autocompletion=plan_actions
        ),
    ],
    lead: LeadOption = None,
    priority: PriorityOption = None,
    agreed_by: Annotated[
        str | None,
        text_option("--agreed-by", "Put the change on record: the post that agreed it.", "POST"),
    ] = None,
    why: Annotated[str | None, text_option("--reason", "Why it was agreed.")] = None,
    reason: CorrectOption = None,
    post: ByOption = None,
    dry_run: DryRunOption = False,
    folder: PlanOption = None,
    today: TodayOption = None,
) -> int:
    r"""Set any field of an action, or of the plan itself.

    Several are set together or not at all. A field within another is named with dots, a measure by
    its id, a milestone or a lead by its name, an entry of a list by its number. The word none
    empties a field, and += adds an entry to a list. After priority and its number come the fields
    of that; ratings.Q2 is how its lead rates it in Q2. With --agreed-by the file keeps what was
    said before, who agreed the change and why, and papers tell it.

    For example:
      planctl set 3.2 due=2026-03 owner="Head of Permanence"
      planctl set 3.2 4.1 owner="Head of Permanence"
      planctl set --lead Education accountable="Director of Education" --dry-run
      planctl set 3.2 links+="SEND Strategy" supersedes=2024-25/3.1
      planctl set 3.2 measures.placements.target=90 measures.placements.baseline.value=78
      planctl set 3.2 measures.placements.target=90 --agreed-by "Improvement Board" \
        --reason "The national average rose"
      planctl set plan title="Children's Services Improvement Plan" calendar.due_working_days=13
      planctl set plan leads.Education="Head of Education" priorities.3="Permanence"
      planctl set priority 3 short=Permanence lead=Permanence ratings.Q2=amber
    """
    from planctl.workspace.corrections import CorrectionRequest
    from planctl.workspace.selection import Choice

    typed = _of_priority(typed[1:]) if typed[0].lower() == "priority" else typed
    named = list(takewhile(lambda each: "=" not in each, typed))
    if len(named) == len(typed):
        field_setting(named[-1])  # which says what is wrong with it
    where = plan_folder(folder, today)
    request = CorrectionRequest(day(today, where), reason, post)
    settings = [field_setting(each) for each in typed[len(named) :]]
    agreed = _agreement(agreed_by, why)
    return change_fields(
        where, Choice(named, lead, priority), settings, request, agreed=agreed, dry_run=dry_run
    )


def _of_priority(typed: list[str]) -> list[str]:
    """Return the plan as what is set, and its fields for those of the priority that comes first."""
    number, *fields = typed or [""]
    if "=" in number or not fields:
        hint = "planctl set priority 3 lead=Permanence ratings.Q2=amber"
        raise UserError("say which priority, and what is set of it", hint, Exit.USAGE)
    return ["plan", *(f"priorities.{number.strip()}.{each}" for each in fields)]


def _agreement(agreed_by: str | None, why: str | None) -> "Agreement | None":
    """Return who agreed a change and why, None if it is not to be on record."""
    from planctl.edits.agreed_changes import Agreement
    from planctl.edits.typed_text import PLACEHOLDERS, one_line

    if agreed_by is None and why is None:
        return None
    if not agreed_by or not why or {agreed_by, why} & set(PLACEHOLDERS):
        missing = "why it was agreed" if agreed_by else "who agreed it"
        hint = '--agreed-by "Improvement Board" --reason "The national average rose"'
        raise UserError(f"say {missing}", hint, Exit.USAGE)
    return Agreement(one_line(agreed_by, "--agreed-by"), one_line(why, "--reason"))
