"""A document as it came, by what its bytes are: Word, Excel or text with commas."""

import re

from planctl.exchange.cells import Kind, letter, of_text
from planctl.exchange.office_file import office_file, refuse_other_kinds
from planctl.exchange.sheet_source import of_sheets
from planctl.exchange.source_tables import (
    SourceCell,
    SourceDocument,
    SourceRow,
    SourceTable,
    lines_of_text,
)
from planctl.exchange.word_source import of_word
from planctl.problem import UserError

_A_NUMBER = re.compile(r"[0-9]+\.[0-9]")
"""What a spreadsheet may have made of a longer number: 3.1 of 3.10."""


def source_of(raw: bytes, shown: str) -> SourceDocument:
    """Return what a document says; UserError for one of another kind, or that is not safe."""
    if not raw.startswith(b"PK"):
        refuse_other_kinds(raw, shown)
        return _of_csv(raw)
    file = office_file(raw, shown)
    main = file.main()
    if main.startswith("word/") or file.tree(main).first("w:body").children:
        return of_word(file, main)
    if file.tree(main).first("sheets").children:
        return of_sheets(file, main)
    message = f"{shown} is neither a Word document nor an Excel workbook"
    raise UserError(message, "save the plan as .docx, .xlsx or csv")


def _of_csv(raw: bytes) -> SourceDocument:
    rows = tuple(
        SourceRow(
            f"row {number}",
            tuple(
                SourceCell(
                    f"{letter(at)}{number}",
                    lines_of_text(cell.text),
                    at,
                    kind=Kind.NUMBER if _A_NUMBER.fullmatch(cell.text) else Kind.TEXT,
                )
                for at, cell in enumerate(row)
            ),
        )
        for number, row in enumerate(of_text(raw).rows, 1)
    )
    return SourceDocument((SourceTable("the sheet", rows),))
