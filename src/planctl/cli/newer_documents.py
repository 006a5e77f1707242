"""A newer document taken into a plan: what is written, what is kept, and what is said of both."""

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

import typer

from planctl.cli.options import note
from planctl.problem import Exit, visible

if TYPE_CHECKING:
    from planctl.exchange.import_base import ImportBase
    from planctl.exchange.newer_document import Difference
    from planctl.exchange.plan_reading import ImportRequest, ReadPlan
    from planctl.exchange.source_tables import SourceDocument
    from planctl.text.document import Document
    from planctl.workspace.change import Documents

REPORT, MAP, BASE = "import-report.md", "import-map.csv", "import-base.json"
"""What an import writes beside the files of the plan."""


def files_beside(
    file: str, read: "ReadPlan", differences: "Sequence[Difference]" = ()
) -> Mapping[str, bytes]:
    """Return what an import writes beside the files of the plan."""
    from planctl.exchange.correctable_columns import map_text
    from planctl.exchange.import_base import base_of, base_text
    from planctl.exchange.import_report import report_text

    report = report_text(os.path.basename(file), *read, differences)
    texts = {
        REPORT: report,
        MAP: map_text(read.columns, read.plan.scale),
        BASE: base_text(base_of(read.plan)),
    }
    return {name: text.encode() for name, text in texts.items()}


def say_questions(folder: str, read: "ReadPlan") -> None:
    """Print what only a person can say, and where all of it stands."""
    for each in read.log.questions:
        typer.echo(visible(f"  {each.place}: {each.what}: {each.why}"))
    typer.echo(f"Next: read {visible(os.path.join(folder, REPORT))}, then planctl check")


def take_newer(
    folder: str,
    file: str,
    document: "SourceDocument",
    asked: "ImportRequest",
    *,
    dry_run: bool,
) -> int:
    """Take a newer document into a plan: what nobody changed since is as it now says."""
    from planctl.exchange.import_base import base_of
    from planctl.exchange.newer_document import NewerDocument, difference_lines
    from planctl.exchange.plan_reading import plan_in
    from planctl.plan.header_year import year_of
    from planctl.plan.plan import scale_in
    from planctl.signoff.record import day_closed
    from planctl.store.locate import action_files
    from planctl.workspace.change import change_files
    from planctl.workspace.documents import HEADER, document_in

    header = document_in(folder, HEADER)
    year, base, scale = year_of(header.data), _base(folder), scale_in(header)
    given = asked.given._replace(of=year)
    read = plan_in(document, asked._replace(given=given, known=base.titles, scale=scale))
    closed = frozenset(each.key for each in year.periods if day_closed(header, each))
    newer = NewerDocument(base, base_of(read.plan), year, closed, asked.today, scale)
    told: list[Difference] = []

    def edit(documents: "Documents") -> "Documents":
        files, told[:] = newer.taken_into(documents)
        return files

    names = [*action_files(folder), HEADER]
    change = change_files(folder, names, edit, note, dry_run=True)
    new = newer.new_actions({name: each.after for name, each in change.files.items()})
    files = _new_files(folder, read, new, change.header.after)
    beside = files_beside(file, read, told)
    if dry_run:
        typer.echo(beside[REPORT].decode())
        typer.echo(f"nothing was written to {visible(folder)}: this was a dry run")
        return Exit.DONE
    change_files(folder, names, edit, lambda _: None)
    _write(folder, files, beside)
    taken, kept = (difference_lines(told, taken=each) for each in (True, False))
    typer.echo(f"{visible(folder)}: {len(taken)} changed, {len(new)} new, {len(kept)} kept")
    for line in [*taken, *(f"{each}: new" for each in new), *(f"kept: {each}" for each in kept)]:
        typer.echo(visible(f"  {' '.join(line.split())}"))
    say_questions(folder, read)
    return Exit.DONE


def _base(folder: str) -> "ImportBase":
    """Return what the document said when it was last imported."""
    from planctl.exchange.import_base import base_in

    raw = b""
    with suppress(OSError), open(os.path.join(folder, BASE), "rb") as file:
        raw = file.read()
    return base_in(raw)


def _new_files(
    folder: str, read: "ReadPlan", new: Sequence[str], header: "Document"
) -> Mapping[str, bytes]:
    """Return the files of actions that only the newer document has."""
    from planctl.exchange.imported_files import plan_files
    from planctl.workspace.change import proved_files

    names = {f"{each}.yaml" for each in new}
    files = {name: raw for name, raw in plan_files(read.plan).items() if name in names}
    return proved_files(folder, files, header, note)


def _write(folder: str, files: Mapping[str, bytes], beside: Mapping[str, bytes]) -> None:
    from planctl.store.output import save
    from planctl.store.write import create

    if files:
        create(folder, lambda: files, say=note)
    for name, raw in beside.items():
        save(os.path.join(folder, name), [raw])
