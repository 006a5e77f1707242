"""What a plan says of an action or of itself: the command that sets any field of either."""

from typing import Annotated

import typer

from planctl.cli.completed_words import plan_actions
from planctl.cli.field_changes import change_fields, field_setting
from planctl.cli.options import (
    ByOption,
    CorrectOption,
    DryRunOption,
    PlanOption,
    TodayOption,
    day,
    plan_folder,
)


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

    where = plan_folder(folder, today)
    request = CorrectionRequest(day(today, where), reason, post)
    settings = [field_setting(each) for each in typed]
    return change_fields(where, target, settings, request, dry_run=dry_run)
