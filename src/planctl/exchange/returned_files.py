"""Returns as they come back: documents, and e-mails that have them attached."""

from collections.abc import Iterator
from email import message_from_bytes
from email.errors import MessageError
from email.policy import default

from planctl.exchange.office_file import office_file, refuse_other_kinds
from planctl.exchange.return_document import frozen_lines
from planctl.exchange.return_form import LeadReturn
from planctl.exchange.return_sheet import SheetReturn, fields_of_sheet, sheet_return
from planctl.exchange.returned_document import (
    FieldsRead,
    ReturnSource,
    fields_of_return,
    return_source,
)
from planctl.exchange.workbook import of_workbook
from planctl.problem import UserError, visible

SUFFIXES = (".docx", ".xlsx", ".eml")
"""How the files are called that returns come back in."""

_ATTACHED = (".docx", ".xlsx", ".docm", ".xlsm", ".doc", ".xls", ".odt", ".ods")
"""What is taken from an e-mail: what is none of a return's kinds is refused by its name."""


def attached(raw: bytes, shown: str) -> Iterator[tuple[str, bytes]]:
    """Yield what a file holds: itself or, of an e-mail, each document that is attached to it.

    Raises UserError for an e-mail without any.
    """
    if not shown.lower().endswith(".eml"):
        yield shown, raw
        return
    try:
        found = list(_attachments(raw, shown))
    except (RecursionError, LookupError, ValueError, MessageError):
        message = f"{shown} is no e-mail that can be read"
        raise UserError(message, "save the attachment, and read that") from None
    if not found:
        raise UserError(f"{shown} has no return attached", "read the document that was meant")
    yield from found


def _attachments(raw: bytes, shown: str) -> Iterator[tuple[str, bytes]]:
    for part in message_from_bytes(raw, policy=default).walk():
        name = visible(part.get_filename() or "")
        if name.lower().endswith(_ATTACHED):
            content = part.get_payload(decode=True)
            yield f"{shown}: {name}", content if isinstance(content, bytes) else b""


def opened_return(raw: bytes, shown: str) -> ReturnSource | SheetReturn:
    """Return what is in a return; UserError where it is none, or is not safe to open."""
    if not raw.startswith(b"PK"):
        refuse_other_kinds(raw, shown)
        raise UserError(f"{shown} is no Word document and no workbook", "save it as .docx or .xlsx")
    file = office_file(raw, shown)
    if file.main().startswith("xl/"):
        return sheet_return(of_workbook(raw), shown)
    return return_source(file, shown)


def fields_returned(source: ReturnSource | SheetReturn, form: LeadReturn) -> FieldsRead:
    """Return the fields of a return; `form` is the same lead's as it would be made now."""
    if isinstance(source, SheetReturn):
        return fields_of_sheet(source)
    return fields_of_return(source, form, frozen_lines(form))
