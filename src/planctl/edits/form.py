"""The Markdown form on which an update is written in an editor."""

import re
from collections.abc import Iterator, Mapping

from planctl.edits.update_fields import field_text
from planctl.plan.fields import TEXT_FIELDS, label
from planctl.plan.periods import Quarter, Year
from planctl.problem import UserError, did_you_mean, visible
from planctl.text.document import Document

SECTIONS: Mapping[str, str] = {field: label(field) for field in TEXT_FIELDS}
_SCISSORS = "------------------------ >8 ------------------------"
_ANY_HEADING = re.compile(r"^## +(.*?)[ \t]*$", re.MULTILINE)
_HEADING = re.compile(rf"^## ({'|'.join(SECTIONS.values())})[ \t]*$", re.MULTILINE)


def update_form(document: Document, quarter: Quarter, year: Year) -> str:
    """Return the form for an action's quarter: what it says now, and what was said before."""
    above = "\n".join(
        f"## {title}\n\n{field_text(document, quarter, field)}\n"
        for field, title in SECTIONS.items()
    )
    return f"{above}\n{_SCISSORS}{_below(document, quarter, year)}"


def form_answers(
    filled: str, document: Document, quarter: Quarter, year: Year
) -> Mapping[str, str]:
    """Return the fields that a filled form changes: none if it is emptied or as it was.

    Raises UserError where the line with the scissors is gone, or something was written where no
    part of the form is.
    """
    fields = {title: field for field, title in SECTIONS.items()}
    above, scissors, rest = filled.replace("\r\n", "\n").partition(_SCISSORS)
    if not filled.strip():
        return {}
    if not scissors:
        message = "the line with the scissors (>8) is gone, so the form cannot be read"
        raise UserError(message, "leave that line where it is, and write above it")
    lost, *parts = _HEADING.split(above)
    given = _below(document, quarter, year).splitlines()
    if lost.strip() or any(line.strip() and line not in given for line in rest.splitlines()):
        message = "something stands above the first heading, or below the line with the scissors"
        raise UserError(message, "write below a line that begins with ##, such as ## Commentary")
    for heading in _ANY_HEADING.findall(above):
        if heading not in fields and did_you_mean(heading, fields):
            message = f"the form has no part '{visible(heading)}'"
            raise UserError(message, did_you_mean(heading, fields))
    said = {fields[title]: text.strip("\n") for title, text in zip(*[iter(parts)] * 2, strict=True)}
    if not any(text.strip() for text in said.values()):
        return {}
    return {
        field: text for field, text in said.items() if text != field_text(document, quarter, field)
    }


def _below(document: Document, quarter: Quarter, year: Year) -> str:
    """Return what stands below the scissors."""
    background = "\n".join(_background(document, quarter, year))
    return f"\nWrite above this line; nothing below it is kept.\n\n{background}\n"


def _background(document: Document, quarter: Quarter, year: Year) -> Iterator[str]:
    """Yield the action, its rating, and what its last update said and promised."""
    data = document.data
    yield f"{data.get('id')} {data.get('title')} ({data.get('lead')})"
    yield str(data.get("description") or "")
    yield f"{quarter}, {year.months(quarter)}: {_rating(document, quarter)}"
    before = quarter.before
    while before and not field_text(document, before, "commentary"):
        before = before.before
    if before:
        yield f"\nCommentary of {before}, {_rating(document, before)}:\n"
        yield field_text(document, before, "commentary")
        if steps := field_text(document, before, "next_steps"):
            yield f"\nNext steps of {before}: say what became of each\n\n{steps}"
    yield "\nCommentary: what was done, how well, and what changed. One sentence to a line."
    yield "Impact: so what, for children. If it continues: its likely impact, where red or amber."
    yield "Next steps: what, who, by when. Back to green: when, and what that rests on."
    yield "Decision asked for: of the board, if any. Evidence: what shows it."


def _rating(document: Document, quarter: Quarter) -> str:
    words = [field_text(document, quarter, "rag"), field_text(document, quarter, "status")]
    return ", ".join(filter(None, words)) or "not rated"
