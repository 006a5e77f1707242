"""What a plan is added: the commands that add an action, a priority, a measure and the like."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from planctl.cli import completed_words
from planctl.cli.field_changes import change_fields, field_setting
from planctl.cli.next_steps import say_next
from planctl.cli.options import (
    ActionArgument,
    ByOption,
    CorrectOption,
    PlanOption,
    TodayOption,
    choice,
    date_option,
    day,
    note,
    plan_folder,
    text_option,
    texts_option,
)
from planctl.plan.fields import MustOrShould, Response
from planctl.problem import Exit, visible

if TYPE_CHECKING:
    from planctl.edits.plan_fields import FieldSetting
    from planctl.workspace.corrections import CorrectionRequest

_PLAN = "plan"
_MUST_OR_SHOULD = choice(
    "--must-or-should",
    what="must or should",
    words=get_args(MustOrShould),
    about="Whether it must or should be done.",
)
_RESPONSE = choice(
    "--response",
    what="response",
    words=get_args(Response),
    about="What the body says to it.",
)


def command() -> None:
    """Add an action, a priority, a measure and the like to a plan."""


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
    leads: Annotated[
        list[str],
        typer.Option(
            "--lead",
            metavar="TEXT",
            autocompletion=completed_words.plan_leads,
            help="The service area that answers for it; repeat for more.",
        ),
    ],
    description: Annotated[str, text_option("--description", "What it is to do.")] = "",
    links: Annotated[list[str], texts_option("--link", "A linked plan; repeat for more.")],
    indicators: Annotated[
        list[str], texts_option("--indicator", "An indicator of success; repeat.")
    ],
    measures: Annotated[list[str], texts_option("--measure", "How it is measured; repeat.")],
    answers: Annotated[
        list[str],
        typer.Option(
            "--answers",
            metavar="ID",
            autocompletion=completed_words.plan_recommendations,
            help="A recommendation that it answers; repeat.",
            default_factory=list,
            show_default=False,
        ),
    ],
    folder: PlanOption = None,
    today: TodayOption = None,
) -> int:
    """Add an action to a priority.

    One that is added once a quarter of the year has ended says in `starts` that it came that day.
    Where several lead it, the first returns its updates.

    For example:
      planctl add action --priority 3 --title "PLACEMENT STABILITY" --lead Permanence
      planctl add action --id R12 --priority 3 --title "SHORT BREAKS" --lead Permanence
      planctl add action --priority 3 --title "TRANSITIONS" --lead Permanence --lead Education
      planctl add action --priority 3 --title "MOVES" --lead Permanence --answers R7
    """
    from planctl.workspace import new_files

    where = plan_folder(folder, today)
    answered = {"answers": answers} if answers else {}
    lists = {**answered, "links": links, "indicators": indicators, "measures": measures}
    when = day(today, where)
    new = new_files.NewAction(priority, title, leads, description, lists, when, action_id.strip())
    action_id = new_files.add_action(where, new, note)
    typer.echo(f"{action_id} {visible(title)} is added: {where}/{action_id}.yaml")
    say_next(where)
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
    say_next(where)
    return Exit.DONE


def milestone_command(
    *,
    action: ActionArgument,
    name: Annotated[str, typer.Argument()],
    due: Annotated[
        str, text_option("--due", "A day 31 March 2020, a month June 2020 or a quarter Q4.", "WHEN")
    ],
    reason: CorrectOption = None,
    post: ByOption = None,
    folder: PlanOption = None,
    today: TodayOption = None,
) -> int:
    """Add a milestone to an action: a step on its way, with a date of its own.

    For example:
      planctl add milestone 3.2 "The north hub opens" --due "31 October 2025"
    """
    where = plan_folder(folder, today)
    request = _request(where, today, reason, post)
    return _entry(where, action, ("milestones", name), {".due": due}, request)


def measure_command(
    *,
    action: ActionArgument,
    text: Annotated[str, typer.Argument()],
    typed: Annotated[
        list[str],
        typer.Argument(metavar="[FIELD=VALUE]...", default_factory=list, show_default=False),
    ],
    reason: CorrectOption = None,
    post: ByOption = None,
    folder: PlanOption = None,
    today: TodayOption = None,
) -> int:
    r"""Add a measure to an action: words alone or, with an id and a unit, numbers too.

    The fields are those that planctl set takes below a measure.

    For example:
      planctl add measure 3.2 "Percentage of children placed within 20 miles"
      planctl add measure 3.2 "Placements that broke down" id=broke-down unit=count \
        polarity=lower target=12 baseline=19 baseline.when="Q4 2024-25"
    """
    from planctl.edits.plan_fields import FieldSetting

    where = plan_folder(folder, today)
    fields = [field_setting(each) for each in typed]
    settings = [
        FieldSetting("measures", text, "add"),
        *(each._replace(name=f"measures.last.{each.name}") for each in fields),
    ]
    request = _request(where, today, reason, post)
    return _added(where, action, ("measures", text), settings, request)


def lead_command(
    *,
    name: Annotated[str, typer.Argument()],
    answers: Annotated[str, text_option("--post", "The post that answers for it.", "POST")],
    handle: Annotated[
        str, text_option("--handle", "Who is asked for reviews: @name, @team, an address.")
    ] = "",
    reason: CorrectOption = None,
    post: ByOption = None,
    folder: PlanOption = None,
    today: TodayOption = None,
) -> int:
    """Add a lead to the plan: a service area, and the post that answers for it.

    Once the plan has one, no action may name a lead that it does not have.

    For example:
      planctl add lead "Early Help" --post "Head of Early Help"
    """
    where = plan_folder(folder, today)
    said = {".post": answers, ".handle": handle} if handle else {"": answers}
    request = _request(where, today, reason, post)
    return _entry(where, _PLAN, ("leads", name), said, request)


def glossary_command(
    *,
    name: Annotated[str, typer.Argument(metavar="ABBREVIATION")],
    text: Annotated[str, typer.Argument(metavar="MEANING")],
    folder: PlanOption = None,
    today: TodayOption = None,
) -> int:
    """Add an abbreviation, and what it stands for, to the plan's glossary.

    For example:
      planctl add glossary SEND "Special educational needs and disabilities"
    """
    where = plan_folder(folder, today)
    request = _request(where, today, None, None)
    return _entry(where, _PLAN, ("glossary", name), {"": text}, request)


def recommendation_command(
    *,
    number: Annotated[str, typer.Argument(metavar="ID")],
    text: Annotated[str, text_option("--text", "Its words as printed.")],
    source: Annotated[str, text_option("--source", "The report, and the place in it.")] = "",
    body: Annotated[str, text_option("--body", "Who made it.")] = "",
    made: Annotated[date | None, date_option("--date", "The day of the report.")] = None,
    must_or_should: Annotated[str | None, _MUST_OR_SHOULD] = None,
    response: Annotated[str | None, _RESPONSE] = None,
    response_text: Annotated[str, text_option("--response-text", "The response in words.")] = "",
    deadline: Annotated[
        str, text_option("--deadline", "A day 2020-03-31, a month 2020-03.", "WHEN")
    ] = "",
    reason: CorrectOption = None,
    post: ByOption = None,
    folder: PlanOption = None,
    today: TodayOption = None,
) -> int:
    """Add a recommendation that the plan answers, in the words of whoever made it.

    For example:
      planctl add recommendation R7 --text "Reduce moves." --body Ofsted --must-or-should must
    """
    where = plan_folder(folder, today)
    said = {
        ".text": text,
        ".source": source,
        ".body": body,
        ".date": made.isoformat() if made else None,
        ".must_or_should": must_or_should,
        ".response": response,
        ".response_text": response_text,
        ".deadline": deadline,
    }
    given = {key: value for key, value in said.items() if value}
    if given.keys() == {".text"}:
        given = {"": text}
    return _entry(
        where, _PLAN, ("recommendations", number), given, _request(where, today, reason, post)
    )


SUBCOMMANDS = {
    "action": action_command,
    "priority": priority_command,
    "milestone": milestone_command,
    "measure": measure_command,
    "lead": lead_command,
    "glossary": glossary_command,
    "recommendation": recommendation_command,
}


def _request(
    folder: str, today: date | None, reason: str | None, post: str | None
) -> "CorrectionRequest":
    from planctl.workspace.corrections import CorrectionRequest

    return CorrectionRequest(day(today, folder), reason, post)


def _entry(
    folder: str,
    target: str,
    entry: tuple[str, str],
    said: Mapping[str, str],
    request: "CorrectionRequest",
) -> int:
    """Add an entry with a name, and what is said of it, to a field of a file."""
    from planctl.edits.plan_fields import FieldSetting

    settings = [FieldSetting(f"{'.'.join(entry)}{key}", text) for key, text in said.items()]
    return _added(folder, target, entry, settings, request)


def _added(
    folder: str,
    target: str,
    entry: tuple[str, str],
    settings: "Sequence[FieldSetting]",
    request: "CorrectionRequest",
) -> int:
    from planctl.edits.plan_fields import refuse_entry

    return change_fields(
        folder, target, settings, request, refuse=lambda document: refuse_entry(document, *entry)
    )
