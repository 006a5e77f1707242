"""How values of measures are recorded, whether one was typed or a sheet of them came back."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from planctl.edits.record import Cell, Entry, measure, record
from planctl.workspace.change import Documents, PlanChange, Say, change_files
from planctl.workspace.corrections import CorrectionRequest, files_with_corrections
from planctl.workspace.documents import HEADER


class MeasureValue(NamedTuple):
    """A value that is to be recorded: of which action and measure, of what time, and what it is."""

    action: str
    measure: str
    cell: Cell
    entry: Entry


def record_values(
    folder: str,
    values: Sequence[MeasureValue],
    request: CorrectionRequest,
    say: Say,
    *,
    as_read: Mapping[str, bytes] = MappingProxyType({}),
    dry_run: bool = False,
) -> PlanChange:
    """Record values of measures, and return what was changed.

    A correction of a closed quarter is recorded with them. Raises UserError as `change_files` and
    `files_with_corrections` do.
    """

    def edit(documents: Documents) -> Documents:
        after: Documents = {}
        for each in values:
            name = f"{each.action}.yaml"
            document = after.get(name, documents[name])
            cell = each.cell._replace(way=measure(document, each.measure).way)
            after = {**after, name: record(document, cell, each.entry)}
        for quarter in dict.fromkeys(each.cell.quarter for each in values):
            after = files_with_corrections(documents, after, quarter, request)
        return after

    names = [*dict.fromkeys(f"{each.action}.yaml" for each in values), HEADER]
    return change_files(folder, names, edit, say, as_read=as_read, dry_run=dry_run)
