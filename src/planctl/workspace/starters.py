"""Plans to begin with, as bodies of several kinds write them: invented, for a year of one's own."""

import os
import re
from collections.abc import Mapping

from planctl.edits.new_files import updates_text
from planctl.edits.typed_text import require_printable
from planctl.plan.plan import context_of
from planctl.plan.year import Year, parse_year
from planctl.problem import Exit, UserError
from planctl.store.shipped import shipped
from planctl.text.edit_value import change
from planctl.workspace.change import proved_files
from planctl.workspace.documents import HEADER, document_of

_FIRST = 2025
_YEAR = re.compile(rf"\b{_FIRST}(?:([-/]){_FIRST % 100 + 1})?\b|\b{_FIRST + 1}\b")


def starter_files(
    folder: str, kind: str, year: str, title: str | None, organisation: str | None
) -> Mapping[str, bytes]:
    """Return the files of a plan to begin with; its title and whose it is unless they are given.

    Raises UserError for a calendar year, and for several.
    """
    begins = parse_year(year)
    if begins.calendar or begins.length > 1:
        message = f"a plan like this is for one year, and not for {begins}"
        raise UserError(message, f"say it as {Year(begins.start)}", Exit.USAGE)
    source = os.path.join(shipped("starters"), kind)
    texts = {name: _text(os.path.join(source, name), begins) for name in os.listdir(source)}
    header = document_of(HEADER, texts.pop(HEADER).encode())
    for key, said in (("title", title), ("organisation", organisation)):
        if said:
            require_printable(said)
            header = change(header, (key,), said, (), block=False)
    updates = updates_text(context_of(header).year)
    files = {name: f"{text.rstrip()}\n\n{updates}\n".encode() for name, text in texts.items()}
    return proved_files(folder, {HEADER: header.encoded(), **files})


def _text(path: str, begins: Year) -> str:
    """Return a file of a plan to begin with, its years moved to those of another plan."""
    with open(path, encoding="utf-8") as file:
        return _YEAR.sub(lambda found: _moved(found, begins.start), file.read())


def _moved(found: re.Match[str], start: int) -> str:
    if mark := found[1]:
        return f"{start}{mark}{(start + 1) % 100:02}"
    return str(int(found[0]) - _FIRST + start)
