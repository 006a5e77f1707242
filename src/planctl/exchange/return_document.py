"""A lead's return as a Word document: fields to fill in, and around them what stays as it is."""

import json
from collections.abc import Callable, Iterator
from itertools import count
from typing import NamedTuple

from planctl.exchange.return_form import (
    ActionReturn,
    FieldKind,
    LeadReturn,
    ReturnField,
    digest,
)
from planctl.exchange.return_marks import (
    BACK,
    NAMESPACE,
    PART,
    PLACEHOLDERS,
    REFERENCE,
    UNTICKED,
    bookmark_of,
    lines_outside,
    reference_line,
    tag_of,
)
from planctl.exchange.xml_tree import xml_tree
from planctl.plan.days import in_words
from planctl.plan.scale import Scale
from planctl.reports import commentary
from planctl.reports.formats.docx import DocumentFacts, word_file
from planctl.reports.word_elements import (
    attribute_xml,
    bookmarked_xml,
    element_xml,
    paragraph_xml,
    text_xml,
)
from planctl.reports.word_prose import WordDocument, WordProse
from planctl.reports.zip_files import archive, members

_LONGEST = 64
"""How many characters Word allows for the title of a content control."""

_RELATION = (
    '<Relationship Id="rPlanctl" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    f'relationships/customXml" Target="../{PART}"/></Relationships>'
)
_GROUND = '<w:shd w:val="clear" w:color="auto" w:fill="F4F3F0"/>'
"""What shows on paper, too, where something is to be written."""

_W14 = ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
_HOW = (
    "Write in the fields below each heading; the rest cannot be changed. "
    "Leave a field as it is if nothing changed. Save the document, and send it back as it is."
)


class ReturnRequest(NamedTuple):
    """How a return is made: to whom it goes back, and whose styles it has."""

    scale: Scale
    send_to: str = ""
    reference_docx: str | None = None


def return_document(of: LeadReturn, asked: ReturnRequest) -> bytes:
    """Return the Word document of a return; UserError where its library is missing."""

    def body(document: WordDocument) -> str:
        parts = "".join(_Writer(document).parts(of, asked.send_to))
        return element_xml("w:body", _grouped(parts), _W14)

    facts = DocumentFacts(
        f"{of.name}: {of.title}",
        "",
        of.period.described,
        of.due,
        f"{of.organisation}. {of.title}",
        f"{of.name}. Page ",
    )
    raw = word_file(asked.reference_docx, asked.scale, facts, body)
    said = {**of.reference._asdict(), "frozen": frozen_lines(of, asked.send_to)}
    about = json.dumps(said, ensure_ascii=True)
    return archive(_with_part(raw, about))


def frozen_lines(of: LeadReturn, send_to: str = "") -> list[str]:
    """Return a digest of each line of a return that is in no field."""
    ids = count()
    alone = WordDocument(lambda _url: f"r{next(ids)}", lambda _start: next(ids), 1, "", "")
    body = element_xml("w:body", "".join(_Writer(alone).parts(of, send_to)), _W14)
    return [digest(line) for line in lines_outside(xml_tree(body.encode()))]


def _with_part(raw: bytes, about: str) -> Iterator[tuple[str, bytes]]:
    """Yield the members of a document, with a part that says what it is of."""
    for name, content in members(raw):
        if name == "word/_rels/document.xml.rels":
            text = content.decode().replace("</Relationships>", _RELATION)
            yield name, text.encode()
        else:
            yield name, content
    said = f'<return xmlns="{NAMESPACE}">{attribute_xml(about)}</return>'
    yield PART, f'<?xml version="1.0" encoding="UTF-8"?>{said}'.encode()


def _grouped(content: str) -> str:
    """Return content of which nothing but the fields in it can be changed."""
    about = '<w:id w:val="1"/><w:lock w:val="contentLocked"/><w:group/>'
    return f"<w:sdt><w:sdtPr>{about}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


class _Writer:
    """Writes the parts of one return."""

    def __init__(self, document: WordDocument) -> None:
        self._body = WordProse(document)
        self._numbers = count(2)

    def parts(self, of: LeadReturn, send_to: str) -> Iterator[str]:
        """Yield the paragraphs and fields of a return."""
        yield paragraph_xml("Organisation", text_xml(of.organisation))
        yield paragraph_xml("Subtitle", text_xml(of.title))
        yield paragraph_xml("Title", text_xml(of.name))
        yield paragraph_xml("Occasion", text_xml(f"{of.period.described}."))
        to = send_to or "whoever sent it to you"
        back = f"{BACK} {of.due:%A} {in_words(of.due)}, to {to}."
        yield paragraph_xml("Lead", text_xml(back, "Strong"))
        yield paragraph_xml("", text_xml(_HOW))
        for number, action in enumerate(of.actions):
            breaks = "<w:pageBreakBefore/>" if number else ""
            yield paragraph_xml("Heading1", text_xml(action.heading), breaks)
            yield from self._action(action)
        yield paragraph_xml("Part", text_xml(REFERENCE))
        yield paragraph_xml("Note", text_xml(reference_line(of.reference)))

    def _action(self, action: ActionReturn) -> Iterator[str]:
        if action.description:
            yield paragraph_xml("", text_xml(action.description))
        for fact in action.facts:
            yield paragraph_xml("Fact", text_xml(fact))
        if action.last_time:
            yield paragraph_xml("Heading2", text_xml(action.last_time))
        for part in action.before:
            yield paragraph_xml("Part", text_xml(part.label))
            yield from self._body.blocks(commentary.blocks(part.text))
        yield paragraph_xml("Heading2", text_xml("To fill in"))
        for field in action.fields:
            heading = text_xml(field.label)
            named = bookmarked_xml(next(self._numbers), bookmark_of(action.id, field), heading)
            yield paragraph_xml("Heading3", named)
            if field.hint and field.kind is not FieldKind.TICK:
                yield paragraph_xml("Note", text_xml(field.hint))
            yield self._field(action, field)

    def _field(self, action: ActionReturn, field: ReturnField) -> str:
        if field.kind is FieldKind.TICK:
            about = f"{_CHECKBOX}"
            box = self._control(action, field, about, text_xml(UNTICKED))
            return paragraph_xml("", box + text_xml(f" {field.hint}"))
        said = field.text.strip()
        shown = text_xml(PLACEHOLDERS[field.kind], "Muted")
        empty = "" if said else "<w:showingPlcHdr/>"
        if field.kind is FieldKind.TEXT:
            prose = "".join(self._body.blocks(commentary.blocks(said)))
            return self._control(action, field, empty, prose or paragraph_xml("", shown))
        words = text_xml(" ".join(said.split())) if said else shown
        about = f"{empty}{_ABOUT[field.kind](field)}"
        return paragraph_xml("", self._control(action, field, about, words), _GROUND)

    def _control(self, action: ActionReturn, field: ReturnField, about: str, content: str) -> str:
        """Return a content control, which cannot be deleted; `about` says what may be in it."""
        title = attribute_xml(f"{field.label}, {action.id}"[:_LONGEST])
        return (
            f'<w:sdt><w:sdtPr><w:alias w:val="{title}"/><w:tag w:val="{tag_of(action.id, field)}"/>'
            f'<w:id w:val="{next(self._numbers)}"/><w:lock w:val="sdtLocked"/>{about}</w:sdtPr>'
            f"<w:sdtContent>{content}</w:sdtContent></w:sdt>"
        ).replace("</w:pPr>", f"{_GROUND}</w:pPr>")


def _choices(field: ReturnField) -> str:
    words = "".join(
        f'<w:listItem w:displayText="{attribute_xml(word)}" w:value="{attribute_xml(word)}"/>'
        for word in field.choices
    )
    return f"<w:dropDownList>{words}</w:dropDownList>"


_CHECKBOX = (
    '<w14:checkbox><w14:checked w14:val="0"/><w14:checkedState w14:val="2612"'
    ' w14:font="MS Gothic"/><w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/>'
    "</w14:checkbox>"
)
_DAY = '<w:date><w:dateFormat w:val="d MMMM yyyy"/><w:lid w:val="en-GB"/></w:date>'
_ABOUT: dict[FieldKind, Callable[[ReturnField], str]] = {
    FieldKind.CHOICE: _choices,
    FieldKind.LINE: lambda _: "<w:text/>",
    FieldKind.DATE: lambda _: _DAY,
}
