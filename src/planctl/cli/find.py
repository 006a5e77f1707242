"""What plans say of something: the command that finds words in them."""

from typing import TYPE_CHECKING, Annotated

import typer

from planctl.cli.options import (
    ActionsOption,
    JsonOption,
    LeadOption,
    PlanOption,
    PriorityOption,
    judged_folders,
    note,
    quarter_option,
)
from planctl.cli.summaries import print_json
from planctl.problem import Exit, UserError, visible

if TYPE_CHECKING:
    from planctl.summary.found_words import FoundWords


def command(
    *,
    words: Annotated[list[str], typer.Argument(metavar="WORDS...")],
    quarter: Annotated[str | None, quarter_option("Only what was said of this quarter.")] = None,
    actions: ActionsOption,
    lead: LeadOption = None,
    priority: PriorityOption = None,
    as_json: JsonOption = False,
    folder: PlanOption = None,
) -> int:
    """Find words in commentary and in all else that plans say.

    Each sentence that has them all is printed, with its file and line. Accents and capitals make no
    difference; several words in quotation marks are looked for as they stand. All years are
    searched unless --plan names one. Exits with 1 where nothing is found, or a file cannot be read.

    For example:
      planctl find carers
      planctl find "foster carers" approved --lead Permanence
      planctl find hub --quarter Q2 --json
    """
    from planctl.plan.typed_period import parse_period
    from planctl.summary.found_words import found_words
    from planctl.workspace.open import read_plan
    from planctl.workspace.selection import Choice, chosen_in, require_chosen

    if not all(each.strip() for each in words):
        raise UserError("there are no words to find", "planctl find WORDS", Exit.USAGE)
    found: list[FoundWords] = []
    unread = False
    meant = []
    choice = Choice(actions, lead, priority)
    for where in judged_folders(folder, quarter):
        plan = read_plan(where)
        of = parse_period(quarter, plan.require().period).key if quarter is not None else ""
        meant.append(chosen_in(plan, choice))
        found += (
            each
            for each in found_words(plan, words)
            if meant[-1].has(each.action) and of in {"", each.quarter}
        )
        for entry in plan.entries:
            if not entry.document:
                unread = True
                note(f"{entry.path} cannot be read: planctl check says why")
    require_chosen(meant)
    if as_json:
        from planctl.reports.records.found import find_record

        print_json(find_record(found))
    for each in () if as_json else found:
        typer.echo(visible(f"{each.place.path}:{each.place.line}: {_whose(each)}"))
        typer.echo(visible(f"  {each.sentence}"))
    if not found and not as_json:
        typer.echo("nothing is found")
    return Exit.DONE if found and not unread else Exit.PROBLEMS


def _whose(found: "FoundWords") -> str:
    """Return of which action, lead and quarter a sentence is, and of which field."""
    action = f"{found.action} {found.title}, {found.lead}" if found.action else ""
    return ", ".join(filter(None, [action, found.quarter, found.field.lower()]))
