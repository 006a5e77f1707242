"""A quarter's ratings and words on a sheet: the commands that make it, and take it back."""

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from planctl.cli.options import (
    ActionsOption,
    DryRunOption,
    ForceOption,
    LeadOption,
    PlanOption,
    PriorityOption,
    RecommendationOption,
    TodayOption,
    day,
    flag_option,
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
from planctl.cli.summaries import plan_and_summary, unreadable
from planctl.problem import Exit, UserError, visible

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from planctl.exchange.cells import Grid
    from planctl.exchange.updates_sheet import SheetUpdates
    from planctl.plan.period import Period
    from planctl.plan.scale import Scale
    from planctl.summary.summary import Summary
    from planctl.workspace.change import Documents, PlanChange


def command(
    context: typer.Context,
    *,
    actions: ActionsOption,
    priority: PriorityOption = None,
    lead: LeadOption = None,
    recommendation: RecommendationOption = None,
    quarter: Annotated[str | None, quarter_option("This quarter's ratings and words.")] = None,
    file: Annotated[
        str | None,
        text_option("--csv", "As csv; without FILE, or as -, on standard output.", "[FILE]"),
    ] = None,
    workbook: Annotated[
        str | None, text_option("--xlsx", "As a workbook for a spreadsheet.", "FILE")
    ] = None,
    force: ForceOption = False,
    folder: PlanOption = None,
    today: TodayOption = None,
) -> int:
    """Make a sheet of a quarter's ratings and words, to fill in and take back.

    Each action has a row, with what was said of it so far. A workbook has a second sheet, of the
    measures that have numbers, which planctl measures import takes back.

    For example:
      planctl updates --csv updates.csv
      planctl updates --xlsx updates.xlsx --lead Education --quarter Q2
      planctl updates 3.2 4.* --csv some.csv
      planctl updates import updates.csv
    """
    from planctl.exchange.sheet_rows import as_csv
    from planctl.exchange.updates_sheet import sheet_of_updates
    from planctl.workspace.selection import Choice, chosen_rows

    if context.invoked_subcommand:
        return Exit.DONE
    if (file is None) == (workbook is None):
        raise UserError("say which sheet to make", "--csv FILE, or --xlsx FILE", Exit.USAGE)
    plan, summary = plan_and_summary(folder, today, quarter)
    documents = {entry.id: entry.document for entry in plan.entries}
    chosen = [
        (row.id, documents[row.id])
        for row in chosen_rows(summary, Choice(actions, lead, priority, recommendation))
    ]
    there = [(action, document) for action, document in chosen if document]
    rows = sheet_of_updates(there, summary.quarter, summary.year, plan.scale)
    if file is not None:
        write_sheet(as_csv(rows).encode(), file, plan.folder, ["planctl updates"], force=force)
    if workbook is not None:
        from planctl.reports.formats.xlsx import sheets_to_fill_in

        measures = _measures(summary, [action for action, _ in there])
        sheets = {"Updates": rows, **({"Measures": measures} if measures else {})}
        commands = [f"planctl {name.lower()}" for name in sheets]
        raw, suffixes = sheets_to_fill_in(sheets), (".xlsx",)
        write_sheet(raw, workbook, plan.folder, commands, suffixes, force=force)
    return unreadable(plan)


def _measures(summary: "Summary", actions: "Collection[str]") -> list[tuple[str, ...]]:
    """Return the rows of the sheet of some actions' measures; none where none has numbers."""
    from planctl.exchange.measures_sheet import sheet_of_measures

    rows = (row for row in summary.rows if row.id in actions)
    found = [(row.id, each) for row in rows for each in summary.measured[row.path]]
    return sheet_of_measures(found, [summary.quarter], summary.year) if found else []


def import_updates(
    *,
    file: Annotated[str, typer.Argument()],
    dry_run: DryRunOption = False,
    yes: Annotated[bool, flag_option("--yes", "Do not ask.")] = False,
    folder: PlanOption = None,
    today: TodayOption = None,
) -> int:
    """Take back a sheet that was filled in: csv or xlsx.

    It shows what would change and asks. Where a cell cannot be taken, all such cells are named and
    nothing is written. An empty cell changes nothing, and the word none empties a field.

    For example:
      planctl updates import updates.csv
      planctl updates import updates.csv --dry-run
      planctl updates import updates.csv --yes
    """
    from planctl.exchange.updates_sheet import COLUMNS
    from planctl.plan.plan import scale_in
    from planctl.store.locate import action_files
    from planctl.workspace.change import changed_meanwhile
    from planctl.workspace.corrections import CorrectionRequest
    from planctl.workspace.documents import HEADER
    from planctl.workspace.updates import write_decided

    where = plan_folder(folder, today)
    today = day(today, where)
    agreed_to: list[_Agreed] = []
    grid, names = grid_of(file, COLUMNS), [*action_files(where), HEADER]

    def decide(
        documents: "Documents",
    ) -> "tuple[Period | None, Mapping[str, Mapping[str, str]]]":
        found = _found(grid, file, documents, today)
        if agreed_to and not yes and found != agreed_to[0]:
            raise changed_meanwhile(where)
        agreed_to[:] = [found]
        return found.sheet.quarter, found.sheet.values

    write = partial(write_decided, where, names, decide, CorrectionRequest(today), noted_once())
    change = write(dry_run=dry_run or not yes)
    of, values, _ = agreed_to[0].sheet
    if of is None or not values:
        typer.echo("nothing would change: the plan says all of it already")
        return Exit.DONE
    typer.echo(of.described)
    _say_values(change, of, scale_in(change.header.before))
    number = "1 update" if len(values) == 1 else f"{len(values)} updates"
    would = f"{number} would be written; nothing was"
    done = written_if_agreed(change, write, f"Write {number}?", would, dry_run=dry_run, yes=yes)
    if done:
        _say_written(where, done, of, number)
    return Exit.DONE


class _Agreed(NamedTuple):
    """What a sheet sets, and what was there before of all that it sets."""

    sheet: "SheetUpdates"
    there: list[str]


def _found(grid: "Grid", file: str, documents: "Documents", today: date) -> _Agreed:
    """Return what a sheet sets in files of a plan; UserError where a cell cannot be taken."""
    from planctl.edits.update_fields import field_text
    from planctl.exchange.updates_sheet import updates_in
    from planctl.plan.plan import scale_in
    from planctl.workspace.documents import HEADER

    found = updates_in(grid, sheet_plan(documents, today), scale_in(documents[HEADER]))
    if found.refused:
        raise refusal(file, grid, found.refused)
    there = [
        field_text(documents[f"{action}.yaml"], found.quarter, field)
        for action, fields in found.values.items()
        for field in fields
        if found.quarter
    ]
    return _Agreed(found, there)


def _say_values(change: "PlanChange", of: "Period", scale: "Scale") -> None:
    """Print each action, and what is set in it."""
    from planctl.cli.update import field_change
    from planctl.edits.update_fields import field_text
    from planctl.plan.fields import UPDATE_FIELDS, WORD_FIELDS

    rated = scale.at(of.key)
    for action, made in change.actions.items():
        typer.echo(visible(f"{action} {made.before.data.get('title') or ''}"))
        for field in UPDATE_FIELDS:
            old, new = (field_text(each, of, field) for each in (made.before, made.after))
            if old != new and field in WORD_FIELDS:
                old, new = rated.word_of(old), rated.word_of(new)
            if old != new:
                typer.echo(visible(f"  {field}: {field_change(field, old, new)}"))


def _say_written(folder: str, change: "PlanChange", of: "Period", number: str) -> None:
    """Print how much was written, and what to do next."""
    from planctl.cli.next_steps import say_change, say_next

    typer.echo(f"{number} written")
    say_change(change, of, dry_run=False)
    say_next(folder)


SUBCOMMANDS = {"import": import_updates}
