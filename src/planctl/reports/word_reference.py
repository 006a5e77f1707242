"""What a Word document of a council's own may lack to be the reference of a paper."""

from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

from planctl.reports.word_elements import element_xml
from planctl.reports.zip_files import archive, members

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.numbering import CT_Numbering

_TEMPLATE, _MAIN = b"wordprocessingml.template.main+xml", b"wordprocessingml.document.main+xml"


def as_document(raw: bytes) -> bytes:
    """Return a Word template as a document, which is the same under another name."""
    if _TEMPLATE not in ZipFile(BytesIO(raw)).read("[Content_Types].xml"):
        return raw
    return archive((name, content.replace(_TEMPLATE, _MAIN)) for name, content in members(raw))


def numbering_of(document: "Document") -> "CT_Numbering":
    """Return how the lists of a document are numbered; one that never had a list has none."""
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.oxml import parse_xml
    from docx.parts.numbering import NumberingPart

    part = document.part
    if not any(each.reltype == RELATIONSHIP_TYPE.NUMBERING for each in part.rels.values()):
        name, empty = PackURI("/word/numbering.xml"), parse_xml(element_xml("w:numbering", ""))
        made = NumberingPart(name, CONTENT_TYPE.WML_NUMBERING, empty, part.package)
        part.relate_to(made, RELATIONSHIP_TYPE.NUMBERING)
    numbering: CT_Numbering = part.numbering_part.element
    return numbering
