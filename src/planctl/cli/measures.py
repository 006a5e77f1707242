"""The measures with numbers: the commands that list them and take their sheet back."""

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from planctl.cli.options import (
    ActionsOption,
    DryRunOption,
    ForceOption,
    JsonOption,
    LeadOption,
    PlanOption,
    PriorityOption,
    RecommendationOption,
    TodayOption,
    day,
    flag_option,
    note,
    plan_folder,
    quarter_option,
    text_option,
)
from planctl.cli.sheets import (
    grid_of,
    noted_once,
    refusal,
    sheet_plan,
    write_sheet,
    written_if_agreed,
)
from planctl.cli.summaries import plan_and_summary, print_json, unreadable
from planctl.problem import Exit, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from planctl.edits.measure_values import MeasureValue
    from planctl.measures.readings import MeasureResults
    from planctl.summary.summary import Summary
    from planctl.text.document import Document
    from planctl.workspace.change import Documents, FileChange, PlanChange
    from planctl.workspace.selection import Choice


def command(
    context: typer.Context,
    *,
    actions: ActionsOption,
    priority: PriorityOption = None,
    lead: LeadOption = None,
    recommendation: RecommendationOption = None,
    quarter: Annotated[str | None, quarter_option("This quarter's values.")] = None,
    file: Annotated[
        str | None,
        text_option(
            "--csv",
            "A sheet to fill in for the quarter; without FILE, or as -, on standard output.",
            "[FILE]",
        ),
    ] = None,
    force: ForceOption = False,
    as_json: JsonOption = False,
    folder: PlanOption = None,
    today: TodayOption = None,
) -> int:
    """List the measures that have numbers, or make a sheet of them to fill in.

    Each has its trend in the year, its value, target, suggested rating and direction.

    For example:
      planctl measures
      planctl measures 3.2 4.*
      planctl measures --lead Education --quarter Q2
      planctl measures --quarter Q2 --csv measures.csv
      planctl measures import measures.csv
    """
    from planctl.workspace.selection import Choice

    if context.invoked_subcommand:
        return Exit.DONE
    plan, summary = plan_and_summary(folder, today, quarter)
    found = list(_chosen(summary, Choice(actions, lead, priority, recommendation)))
    if as_json:
        from planctl.reports.records.measures import measure_list

        print_json(measure_list(summary, found))
    elif file is not None:
        from planctl.exchange.measures_sheet import sheet_of_measures
        from planctl.exchange.sheet_rows import as_csv

        raw = as_csv(sheet_of_measures(found, [summary.quarter], summary.year)).encode()
        write_sheet(raw, file, plan.folder, ["planctl measures"], force=force)
    else:
        from planctl.cli.terminal import measuring, show

        if found:
            show(measuring(found, summary.quarter))
        number = "1 measure" if len(found) == 1 else f"{len(found)} measures"
        note(f"{number} with numbers; {summary.quarter.described}")
    return unreadable(plan)


def _chosen(summary: "Summary", choice: "Choice") -> "Iterable[tuple[str, MeasureResults]]":
    """Yield each measure that has numbers, with the id of its action."""
    from planctl.workspace.selection import chosen_rows

    for row in chosen_rows(summary, choice):
        yield from ((row.id, each) for each in summary.measured[row.path])


def import_sheet(
    *,
    file: Annotated[str, typer.Argument()],
    dry_run: DryRunOption = False,
    yes: Annotated[bool, flag_option("--yes", "Do not ask.")] = False,
    folder: PlanOption = None,
    today: TodayOption = None,
) -> int:
    """Take back a sheet that was filled in: csv or xlsx.

    It shows what would change and asks. Where a cell cannot be taken, all such cells are named and
    nothing is recorded. An empty cell changes nothing.

    For example:
      planctl measures import measures.csv --dry-run
      planctl measures import measures.xlsx
      planctl measures import measures.csv --yes
    """
    from planctl.exchange.measures_sheet import COLUMNS, sheet_values
    from planctl.store.locate import action_files
    from planctl.workspace.change import changed_meanwhile
    from planctl.workspace.corrections import CorrectionRequest
    from planctl.workspace.documents import HEADER
    from planctl.workspace.measure_values import record_decided

    where = plan_folder(folder, today)
    grid = grid_of(file, COLUMNS)
    values: list[MeasureValue] = []
    recorded: list[Mapping[str, str]] = []

    def decide(documents: "Documents") -> "Sequence[MeasureValue]":
        found, refused = sheet_values(grid, sheet_plan(documents, day(today, where)))
        if refused:
            raise refusal(file, grid, refused)
        there = [_recorded(documents[f"{each.action}.yaml"], each) for each in found]
        if values and not yes and (found, there) != (values, recorded):  # which somebody agreed to
            raise changed_meanwhile(where)
        values[:], recorded[:] = found, there
        return values

    names, request = [*action_files(where), HEADER], CorrectionRequest(day(today, where))
    record = partial(record_decided, where, names, decide, request, noted_once())
    change = record(dry_run=dry_run or not yes)
    if not values:
        typer.echo("nothing would change: the plan says all of it already")
        return Exit.DONE
    _say_values(change.actions, values)
    number = _counted(len(values), "value")
    would = f"{number} would be recorded; nothing was written"
    done = written_if_agreed(change, record, f"Record {number}?", would, dry_run=dry_run, yes=yes)
    if done:
        _say_recorded(where, done, values)
    return Exit.DONE


def _say_recorded(where: str, change: "PlanChange", values: "Sequence[MeasureValue]") -> None:
    """Print how much was recorded, and what to do next."""
    from planctl.cli.next_steps import say_next, say_old_problems

    number, actions = _counted(len(values), "value"), _counted(len(change.actions), "action")
    typer.echo(f"{number} recorded in {actions}")
    say_old_problems(change)
    say_next(where)


def _counted(number: int, what: str) -> str:
    return f"1 {what}" if number == 1 else f"{number} {what}s"


def _recorded(document: "Document", value: "MeasureValue") -> "Mapping[str, str]":
    """Return what is recorded now where a value of a sheet is to stand."""
    from planctl.edits.measure_values import measure_named, value_at

    way = measure_named(document, value.measure).way
    return value_at(document, value.place._replace(way=way))


def _say_values(changes: "Mapping[str, FileChange]", values: "Sequence[MeasureValue]") -> None:
    """Print each action, and what would be recorded in it."""
    from planctl.edits.measure_values import measure_named, value_changes

    for action, made in changes.items():
        typer.echo(visible(f"{action} {made.before.data.get('title') or ''}"))
        for each in (value for value in values if value.action == action):
            place = each.place
            name = " ".join(filter(None, [place.quarter.label, place.period]))
            typer.echo(visible(f"  {measure_named(made.before, each.measure).name}"))
            for key, was, now in value_changes(made.before, made.after, place):
                what = name if key == "value" else f"{name}, {key}"
                typer.echo(visible(f"    {what}: {was} → {now}"))


SUBCOMMANDS = {"import": import_sheet}
