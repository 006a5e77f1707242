"""A plan that is kept in Word or Excel: the command that makes a plan of it, or takes it again."""

import os
import shlex
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from planctl.cli.newer_documents import BASE, MAP, REPORT, files_beside, say_questions, take_newer
from planctl.cli.options import (
    DryRunOption,
    TodayOption,
    day,
    note,
    quarter_option,
    text_option,
)
from planctl.problem import Exit, UserError, visible
from planctl.workspace.documents import HEADER

if TYPE_CHECKING:
    from planctl.exchange.plan_reading import ImportRequest, ReadPlan
    from planctl.exchange.source_tables import SourceDocument


def command(
    *,
    file: Annotated[str, typer.Argument(metavar="DOCUMENT")],
    into: Annotated[
        str | None,
        text_option("--into", "The plan's folder, a new one or its own; else plan/YEAR.", "DIR"),
    ] = None,
    columns: Annotated[
        str | None,
        text_option("--map", "Which heading is which field; written if it is not there.", "FILE"),
    ] = None,
    title: Annotated[str, text_option("--title", "The plan's title as printed.")] = "",
    organisation: Annotated[
        str, text_option("--organisation", "The council or partnership whose plan it is.")
    ] = "",
    year: Annotated[
        str, text_option("--year", "Its year: 2025-26, 2025, or several: 2025-28.")
    ] = "",
    quarter: Annotated[
        str | None, quarter_option("Of which quarter ratings and words are that do not say it.")
    ] = None,
    dry_run: DryRunOption = False,
    today: TodayOption = None,
) -> int:
    """Make a plan of a Word, Excel or csv document, or take in a newer one.

    Columns are known by their headings. A report, import-report.md, names each value with its
    place, each guess with its reason, and all that was not taken.

    For example:
      planctl import plan.docx
      planctl import plan.xlsx --into plan/2026-27 --dry-run
      planctl import plan.docx --map columns.csv
    """
    from planctl.exchange.document_title import Given
    from planctl.exchange.plan_reading import ImportRequest, plan_in
    from planctl.exchange.source_file import source_of
    from planctl.plan.year import parse_year

    if year:
        try:
            year = str(parse_year(year))
        except ValueError:
            hint = "two that follow each other, a calendar year, or several: 2025-26, 2025, 2025-28"
            raise UserError(f"'{visible(year)}' is not a year", hint, Exit.USAGE) from None
    document = source_of(_raw(file), visible(file))
    given = Given(title, organisation, year)
    asked = ImportRequest(given, _fields(columns), day(today), quarter or "")
    if columns and not os.path.lexists(columns):
        return _write_map(columns, file, document, asked)
    read = plan_in(document, asked)
    folder = os.path.normpath(into or os.path.join("plan", str(read.plan.year)))
    if os.path.isfile(os.path.join(folder, HEADER)):
        if into is None and not os.path.isfile(os.path.join(folder, BASE)):
            message = f"{visible(folder)} is there already, and came from no document"
            hint = f"--into {visible(folder)} takes the document into it; or name a new folder"
            raise UserError(message, hint)
        fields = asked.fields or _fields(os.path.join(folder, MAP))
        return take_newer(folder, file, document, asked._replace(fields=fields), dry_run=dry_run)
    return _new_plan(folder, file, read, dry_run=dry_run)


def _raw(file: str) -> bytes:
    """Return the bytes of a document; UserError where it cannot be read, or is too large."""
    from planctl.exchange.office_file import MOST_BYTES_INSIDE

    shown = visible(file)
    try:
        with open(file, "rb") as opened:
            raw = opened.read(MOST_BYTES_INSIDE + 1)
    except OSError as error:
        hint = "name a Word document, an Excel workbook or a csv file"
        raise UserError(f"{shown} cannot be read: {error.strerror}", hint) from None
    if len(raw) > MOST_BYTES_INSIDE:
        raise UserError(f"{shown} is far larger than a plan is", "take its pictures out")
    return raw


def _fields(file: str | None) -> Mapping[str, str]:
    """Return what a map says, nothing where there is none yet."""
    from planctl.exchange.correctable_columns import fields_of_map

    if file is None or not os.path.lexists(file):
        return {}
    try:
        return fields_of_map(_raw(file).decode(), file)
    except UnicodeDecodeError:
        hint = "save it as CSV UTF-8"
        raise UserError(f"{visible(file)} is not UTF-8 text", hint, Exit.PROBLEMS) from None


def _write_map(path: str, file: str, document: "SourceDocument", asked: "ImportRequest") -> int:
    """Write the map of a document's columns, for a person to correct."""
    from planctl.exchange.correctable_columns import map_text
    from planctl.exchange.known_columns import FIELDS
    from planctl.exchange.plan_reading import columns_in
    from planctl.store.output import save

    save(path, [map_text(*columns_in(document, asked))])
    shown = visible(path)
    typer.echo(f"{shown} is written: a heading and its field on each line, to be corrected")
    for field, what in FIELDS.items():
        typer.echo(f"  {field}: {what}")
    typer.echo("  rating: what a word of your own scale is: rating amber, rating complete")
    command = f"planctl import {shlex.quote(file)} --map {shlex.quote(path)}"
    typer.echo(f"Next: {visible(command)}")
    return Exit.DONE


def _new_plan(folder: str, file: str, read: "ReadPlan", *, dry_run: bool) -> int:
    """Make the folder of a new plan, with the report of the import and the map of its columns."""
    from planctl.cli.editor_files import write_schemas
    from planctl.exchange.import_report import import_summary
    from planctl.exchange.imported_files import plan_files
    from planctl.workspace.change import proved_files
    from planctl.workspace.new_files import create_plan

    plan, _, log = read
    if os.path.isdir(folder) and os.listdir(folder):
        message = f"{visible(folder)} is there already, and is no plan"
        raise UserError(message, f"name a new folder: --into {folder}/plan/{plan.year}")
    beside = files_beside(file, read)
    files = {**proved_files(folder, plan_files(plan), say=note), **beside}
    if dry_run:
        typer.echo(beside[REPORT].decode())
        typer.echo(f"{len(files)} files would be written to {visible(folder)}: this was a dry run")
        return Exit.DONE
    above, name = os.path.split(os.path.dirname(os.path.abspath(folder)))
    if name == "plan":
        write_schemas(os.path.relpath(above))
    create_plan(folder, files, note)
    typer.echo(f"{visible(folder)} is written: {import_summary(plan, log)}")
    say_questions(folder, read)
    return Exit.DONE
