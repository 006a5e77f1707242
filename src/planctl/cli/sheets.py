"""Sheets that people fill in: written, read back, and what is said of cells that are refused."""

import os
import shlex
import sys
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

import typer

from planctl.cli.options import note
from planctl.problem import Exit, UserError, visible

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from planctl.exchange.cells import Grid
    from planctl.exchange.sheet_rows import RefusedCell, SheetPlan
    from planctl.text.document import Document
    from planctl.workspace.change import PlanChange

_CSV = ("", ".csv", ".txt")


def write_sheet(
    raw: bytes,
    file: str,
    folder: str,
    commands: "Sequence[str]",
    suffixes: tuple[str, ...] = _CSV,
    *,
    force: bool,
) -> None:
    """Write a sheet to be filled in; UserError where that would replace one that is filled in."""
    if file == "-":
        sys.stdout.buffer.write(raw)
        return
    from planctl.store.output import is_stream, save

    shown, stream = visible(file), is_stream(file)
    if not stream and os.path.splitext(file)[1].lower() not in suffixes:
        kind = next(filter(None, suffixes))[1:]
        message = f"--{kind} writes {kind}, and '{shown}' is named as another kind of file"
        also = "; it may come back as xlsx" if suffixes == _CSV else ""
        hint = f"--{kind} {visible(os.path.splitext(file)[0])}.{kind}{also}"
        raise UserError(message, hint, Exit.USAGE)
    if not stream and not force and os.path.isfile(file) and _bytes(file) != raw:
        message = f"{shown} is there already, and somebody may have filled it in"
        raise UserError(message, "name another file; --force makes it anew, without what is in it")
    save(file, [raw], outside=folder)
    if not stream:
        taken = " and ".join(f"{each} import {shlex.quote(file)}" for each in commands)
        note(f"{shown} is written; when it is filled in: {taken}")


def noted_once() -> "Callable[[str], None]":
    """Return what tells a person something, once: it is tried before it is written."""
    told: set[str] = set()

    def say(text: str) -> None:
        if text not in told:
            note(text)
        told.add(text)

    return say


def grid_of(file: str, names: "Collection[str]") -> "Grid":
    """Return the cells of a sheet, by what the file begins with; of several, that with `names`."""
    from planctl.exchange.cells import of_text

    raw = _bytes(file)
    if raw.startswith(b"PK"):
        from planctl.exchange.workbook import of_workbook

        return of_workbook(raw, names)
    return of_text(raw)


def _bytes(file: str) -> bytes:
    from planctl.exchange.cells import MOST_BYTES, too_large

    try:
        with open(file, "rb") as opened:
            raw = opened.read(MOST_BYTES + 1)
    except OSError as error:
        message = f"{visible(file)} cannot be read: {error.strerror}"
        raise UserError(message, "name a csv or xlsx file") from None
    if len(raw) > MOST_BYTES:
        raise too_large()
    return raw


def sheet_plan(documents: "Mapping[str, Document]", today: date) -> "SheetPlan":
    """Return the plan that a sheet is of, by its files."""
    from planctl.exchange.sheet_rows import SheetPlan
    from planctl.plan.header_year import year_of
    from planctl.signoff.record import day_closed
    from planctl.workspace.documents import HEADER

    header = documents[HEADER]
    closed = frozenset(each for each in year_of(header.data).periods if day_closed(header, each))
    actions = {
        name.removesuffix(".yaml"): each for name, each in documents.items() if name != HEADER
    }
    return SheetPlan(actions, year_of(header.data), closed, today)


def refusal(file: str, grid: "Grid", refused: "Sequence[RefusedCell]") -> UserError:
    """Return what is raised, having said of each cell why it cannot be taken."""
    named = f", sheet {visible(grid.name)}" if grid.name else ""
    alike = Counter((cell.column, cell.text, cell.message) for cell in refused)
    for cell in refused:
        more = alike.pop((cell.column, cell.text, cell.message), 0) - 1
        if more < 0:
            continue
        rows = f"row {cell.row}" + (f" and {more} more" if more else "")
        where = f"{visible(file)}{named}, {rows}, {cell.column} ({cell.at})"
        typer.echo(f"{where}: '{cell.text}': {cell.message}", err=True)
        typer.echo(f"   = help: {cell.hint}", err=True)
    number = "1 cell" if len(refused) == 1 else f"{len(refused)} cells"
    message = f"{number} of {visible(file)} cannot be taken; nothing was recorded"
    return UserError(message, "put them right, then import the sheet again", Exit.PROBLEMS)


def written_if_agreed(
    tried: "PlanChange",
    write: "Callable[[], PlanChange]",
    question: str,
    would: str,
    *,
    dry_run: bool,
    yes: bool,
) -> "PlanChange | None":
    """Return the change that a sheet made, None where it was a dry run or nobody agreed to it.

    `tried` was written already where nobody is to be asked. What was not written is told.
    """
    if dry_run:
        typer.echo(f"{would}: this was a dry run")
        return None
    if yes:
        return tried
    if not _agreed(question):
        typer.echo("nothing was written")
        return None
    return write()


def _agreed(question: str) -> bool:
    """Return whether somebody at the terminal agrees; UserError where nobody is there."""
    if not sys.stdin.isatty():
        raise UserError("nobody is there to ask", "say --yes, or --dry-run", Exit.USAGE)
    return typer.confirm(question)
