"""The Markdown form on which an update is written in an editor."""

import re
from collections.abc import Iterator, Mapping

from planctl.document import Document
from planctl.edit import written
from planctl.periods import Quarter, Year
from planctl.problem import UserError

SECTIONS = {
    "commentary": "Commentary",
    "impact": "Impact",
    "next_steps": "Next steps",
    "evidence": "Evidence",
}
_SCISSORS = "------------------------ >8 ------------------------"
_HEADING = re.compile(rf"^## ({'|'.join(SECTIONS.values())})[ \t]*$", re.MULTILINE)


def form(document: Document, quarter: Quarter, year: Year) -> str:
    """Return the form for an action's quarter: what it says now, and what was said before."""
    above = "\n".join(
        f"## {title}\n\n{written(document, quarter, field)}\n" for field, title in SECTIONS.items()
    )
    below = "\n".join(_background(document, quarter, year))
    return f"{above}\n{_SCISSORS}\nWrite above this line; nothing below it is kept.\n\n{below}\n"


def answers(filled: str, document: Document, quarter: Quarter) -> Mapping[str, str]:
    """Return the fields that a filled form changes: none if it is emptied or as it was.

    Raises UserError where the line with the scissors, or every heading, is gone.
    """
    above, scissors, _ = filled.replace("\r\n", "\n").partition(_SCISSORS)
    if not filled.strip():
        return {}
    if not scissors:
        message = "the line with the scissors (>8) is gone, so the form cannot be read"
        raise UserError(message, "leave that line where it is, and write above it")
    _, *parts = _HEADING.split(above)
    if not parts and above.strip():
        message = "the headings are gone, so the form cannot be read"
        raise UserError(message, "leave the lines that begin with ## where they are")
    fields = {title: field for field, title in SECTIONS.items()}
    said = {fields[title]: text.strip("\n") for title, text in zip(*[iter(parts)] * 2, strict=True)}
    if not any(text.strip() for text in said.values()):
        return {}
    return {
        field: text for field, text in said.items() if text != written(document, quarter, field)
    }


def _background(document: Document, quarter: Quarter, year: Year) -> Iterator[str]:
    """Yield the action, its rating, and what its last update said and promised."""
    data = document.data
    yield f"{data.get('id')} {data.get('title')} ({data.get('lead')})"
    yield str(data.get("description") or "")
    yield f"{quarter}, {year.months(quarter)}: {_rating(document, quarter)}"
    before = quarter.before
    while before and not written(document, before, "commentary"):
        before = before.before
    if before:
        yield f"\nCommentary of {before}, {_rating(document, before)}:\n"
        yield written(document, before, "commentary")
        if steps := written(document, before, "next_steps"):
            yield f"\nNext steps of {before}: say what became of each\n\n{steps}"
    yield "\nCommentary: what was done, how well, and what changed. One sentence to a line."
    yield "Impact: so what, for children. Next steps: what, who, by when. Evidence: what shows it."


def _rating(document: Document, quarter: Quarter) -> str:
    words = [written(document, quarter, "rag"), written(document, quarter, "status")]
    return ", ".join(filter(None, words)) or "not rated"
