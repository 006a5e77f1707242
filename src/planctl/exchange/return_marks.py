"""How the fields of a return are marked in a Word document, and which lines are in none."""

import re
from collections import Counter
from collections.abc import Iterator

from planctl.exchange.return_form import FieldKind, Reference, ReturnField, digest
from planctl.exchange.returned_prose import ListLevels, WordSource, as_returned, plain_words
from planctl.exchange.xml_tree import Element

PART = "customXml/planctl.xml"
NAMESPACE = "urn:planctl:return:1"
PLACEHOLDERS = {
    FieldKind.CHOICE: "Choose a word",
    FieldKind.LINE: "Write here",
    FieldKind.TEXT: "Write here",
    FieldKind.DATE: "Choose a day",
}
"""What stands in a field that is empty."""

TICKED, UNTICKED = "☒", "☐"
REFERENCE = "Reference, for planctl"
BACK = "Send it back by"
TAG = re.compile(r"([^/]+)/([a-z_]+[0-9a-f]*)/([0-9a-f]{8})")
BOOKMARK = re.compile(r"planctl_([0-9a-f]{8})_([0-9a-f]{8})")
_REFERENCE = re.compile(r"([0-9a-f]{8}) · ([^·]+) · ([^·]+) · (.+)")
NOTHING = WordSource(ListLevels({}, {}), {}, Counter(), [])
"""What words are read by where nobody asks for lists, links or what is beside them."""


def reference_line(reference: Reference) -> str:
    """Return what says, below a return, what it is of."""
    return " · ".join(reference)


def reference_in(text: str) -> Reference | None:
    """Return what a return is of by the line that says it, None where a text is no such line."""
    found = _REFERENCE.fullmatch(text)
    return Reference(*found.groups()) if found else None


def tag_of(action: str, field: ReturnField) -> str:
    """Return what tells a field from others, and what it said when it was sent."""
    return f"{action}/{field.slot}/{digest(sent_text(field))}"


def bookmark_of(action: str, field: ReturnField) -> str:
    """Return the same as the name of a bookmark, which programs keep that lose tags."""
    return f"planctl_{digest(f'{action}/{field.slot}')}_{digest(sent_text(field))}"


def sent_text(field: ReturnField) -> str:
    """Return what comes back of a field that nobody touched, on one line."""
    said = as_returned(field.text) if field.kind is FieldKind.TEXT else field.text
    return " ".join(said.split())


def tag_in(element: Element) -> re.Match[str] | None:
    """Return the tag of an element, None where it is no field of a return."""
    if element.name != "w:sdt":
        return None
    return TAG.fullmatch(element.first("w:sdtPr", "w:tag").get("val"))


def lines_outside(element: Element) -> Iterator[str]:
    """Yield the lines of a body that are in no field."""
    for each in element.children:
        if each.name == "w:p":
            if words := plain_words([_without_fields(each)], NOTHING):
                yield words
        elif not tag_in(each):
            yield from lines_outside(each)


def _without_fields(element: Element) -> Element:
    made = Element(element.name, element.attributes)
    made.text = element.text
    made.children = [_without_fields(each) for each in element.children if not tag_in(each)]
    return made
