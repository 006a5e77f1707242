"""What a plan is added: the commands that add an action or a priority."""

from typing import Annotated

import typer

from planctl.cli import completed_words
from planctl.cli.options import (
    PlanOption,
    TodayOption,
    day,
    note,
    plan_folder,
    text_option,
    texts_option,
)
from planctl.problem import Exit, visible


def command() -> None:
    """Add an action or a priority to a plan."""


def action_command(
    *,
    priority: Annotated[
        str,
        typer.Option(
            "--priority",
            metavar="N",
            autocompletion=completed_words.plan_priorities,
            help="The priority it belongs to, where its id does not say it.",
        ),
    ] = "",
    action_id: Annotated[
        str,
        typer.Option("--id", metavar="ID", help="Its id; the next one if left out."),
    ] = "",
    title: Annotated[str, text_option("--title", "Its name as printed.")],
    lead: Annotated[
        str,
        typer.Option(
            "--lead",
            metavar="TEXT",
            autocompletion=completed_words.plan_leads,
            help="The service area that answers for it.",
        ),
    ],
    description: Annotated[str, text_option("--description", "What it is to do.")] = "",
    links: Annotated[list[str], texts_option("--link", "A linked plan; repeat for more.")],
    indicators: Annotated[
        list[str], texts_option("--indicator", "An indicator of success; repeat.")
    ],
    measures: Annotated[list[str], texts_option("--measure", "How it is measured; repeat.")],
    folder: PlanOption = None,
    today: TodayOption = None,
) -> int:
    """Add an action to a priority.

    One that is added once a quarter of the year has ended says in `starts` that it came that day.

    For example:
      planctl add action --priority 3 --title "PLACEMENT STABILITY" --lead Permanence
      planctl add action --id R12 --priority 3 --title "SHORT BREAKS" --lead Permanence
    """
    from planctl.workspace import new_files

    where = plan_folder(folder, today)
    lists = {"links": links, "indicators": indicators, "measures": measures}
    when = day(today, where)
    new = new_files.NewAction(priority, title, lead, description, lists, when, action_id.strip())
    action_id = new_files.add_action(where, new, note)
    typer.echo(f"{action_id} {visible(title)} is added: {where}/{action_id}.yaml")
    return Exit.DONE


def priority_command(
    *,
    text: Annotated[str, typer.Argument()],
    priority: Annotated[
        str,
        typer.Option("--id", metavar="N", help="Its number or capital letters; the next number."),
    ] = "",
    folder: PlanOption = None,
) -> int:
    """Add a priority to the plan.

    For example:
      planctl add priority "Staff flourish"
      planctl add priority "Safeguarding" --id SG
    """
    from planctl.workspace import new_files

    where = plan_folder(folder)
    number = new_files.add_priority(where, text, note, priority.strip())
    typer.echo(f"priority {number} is added to {where}/plan.yaml")
    return Exit.DONE


SUBCOMMANDS = {"action": action_command, "priority": priority_command}
