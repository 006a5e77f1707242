"""The report as a Word document, with real styles, headings, header rows and contents."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import UTC, date, datetime, time
from functools import cache
from io import BytesIO
from itertools import count
from typing import TYPE_CHECKING, NamedTuple
from zipfile import BadZipFile, ZipFile

from planctl.plan.scale import Scale
from planctl.problem import UserError, visible
from planctl.reports.formats import extra
from planctl.reports.plan_table import table_of_plan
from planctl.reports.report import ReportRequest
from planctl.reports.word_document import WordBody
from planctl.reports.word_elements import element_xml, field_xml, text_xml
from planctl.reports.word_plan_table import PLAN_PAGE
from planctl.reports.word_prose import WordDocument
from planctl.reports.word_reference import as_document, numbering_of
from planctl.reports.word_styles import colours, complete
from planctl.reports.zip_files import archive, members

if TYPE_CHECKING:
    from docx.document import Document
    from docx.opc.rel import Relationships

MOST_BYTES, MOST_MEMBERS, MOST_RATIO = 20 << 20, 2_000, 100
"""What a reference document may have: bytes when unpacked, members, and bytes to one packed."""


_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS = 3
_LONGEST = 255
_A4, _MARGIN = (21.0, 29.7), 2.0


class DocumentFacts(NamedTuple):
    """What a document says of itself, and above and below each of its pages."""

    title: str
    author: str
    subject: str
    day: date
    above: str
    below: str


def render(request: ReportRequest) -> Iterator[bytes]:
    """Yield the document; UserError if its library is missing, or the reference is no document."""
    paper, summary = request.paper, request.summary
    plan = paper.plan
    facts = DocumentFacts(
        paper.name,
        plan.organisation,
        plan.when,
        summary.today,
        f"{plan.organisation}. {plan.title}",
        f"{plan.quarter}, as at {plan.as_at}. Page ",
    )

    def body(document: WordDocument) -> str:
        table = table_of_plan(paper, request.layout, PLAN_PAGE)
        return WordBody(document, paper.labels).xml(paper, table)

    yield word_file(request.sources.reference, summary.scale, facts, body)


def word_file(
    reference: str | None,
    scale: Scale,
    facts: DocumentFacts,
    body: Callable[[WordDocument], str],
) -> bytes:
    """Return a document in planctl's styles, or in those of a reference, with a body.

    Raises UserError if its library is missing, or the reference is no document.
    """
    with extra("docx"):
        from docx.oxml import parse_xml
    document = _document(reference)
    own = reference is None
    complete(document.styles, scale, own=own)
    _describe(document, facts)
    if own:
        _frame(document, facts)
    last = document.element.body[-1]
    for element in list(parse_xml(body(_word_document(document, scale)))):
        last.addprevious(element)
    filled = BytesIO()
    document.save(filled)
    return archive(members(filled.getvalue()))


def _document(reference: str | None) -> "Document":
    """Return an empty document: planctl's own, or a council's with its words taken out."""
    from docx import Document

    if reference is None:
        return _bare(Document())
    raw = _reference(reference)
    try:
        document = Document(BytesIO(as_document(raw)))
    except Exception:  # noqa: BLE001 - python-docx raises whatever a strange file leads it to
        raise UserError(f"{visible(reference)} is not a Word document", _HINT) from None
    body = document.element.body
    for element in list(body):
        if element.tag != f"{_W}sectPr":
            body.remove(element)
    _without(document.part.rels, ("/image",))
    body.get_or_add_sectPr()
    return document


def _bare(document: "Document") -> "Document":
    """Return python-docx's own document without its picture and its second set of styles."""
    for related in (document.part.rels, document.part.package.rels):
        _without(related, _SPARE)
    return document


def _without(related: "Relationships", kinds: tuple[str, ...]) -> None:
    """Leave out what some kinds of relationships lead to."""
    for key in [key for key, each in related.items() if each.reltype.endswith(kinds)]:
        del related[key]


_HINT = "--reference-docx names a .docx or .dotx file with your styles"
_SPARE = ("/thumbnail", "/stylesWithEffects")


def _reference(path: str) -> bytes:
    """Return the bytes of a council's document, if it is not too large to be one."""
    try:
        with open(path, "rb") as file:
            raw = file.read(MOST_BYTES + 1)
        with ZipFile(BytesIO(raw)) as archived:
            found = archived.infolist()
    except OSError as error:
        raise UserError(f"{visible(path)} cannot be read: {error.strerror}", _HINT) from None
    except BadZipFile:
        raise UserError(f"{visible(path)} is not a Word document", _HINT) from None
    size = sum(each.file_size for each in found)
    if size > MOST_BYTES or len(found) > MOST_MEMBERS or size > MOST_RATIO * max(len(raw), 1):
        raise UserError(f"{visible(path)} is too large for a document with styles", _HINT)
    return raw


def _describe(document: "Document", facts: DocumentFacts) -> None:
    """Say in the file what it is, whose and as at when; nothing of who made it or where."""
    about = document.core_properties
    about.title = visible(facts.title)[:_LONGEST]
    about.author = about.last_modified_by = visible(facts.author)[:_LONGEST]
    about.subject = facts.subject
    about.language = "en-GB"
    about.keywords = about.comments = about.category = ""
    about.revision = 1
    about.created = about.modified = datetime.combine(facts.day, time(), UTC)


def _frame(document: "Document", facts: DocumentFacts) -> None:
    """Give each page a header with the plan and a footer with the quarter and the page."""
    from docx.oxml import parse_xml
    from docx.shared import Cm

    (section,) = document.sections
    section.page_width, section.page_height = Cm(_A4[0]), Cm(_A4[1])
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Cm(_MARGIN))
    for part, content in (
        (section.header, text_xml(facts.above)),
        (
            section.footer,
            text_xml(facts.below) + field_xml("PAGE") + text_xml(" of ") + field_xml("NUMPAGES"),
        ),
    ):
        part.is_linked_to_previous = False
        (line,) = part.part.element.findall(f"{_W}p")
        for element in parse_xml(element_xml("w:p", content)):
            line.append(element)


def _word_document(document: "Document", scale: Scale) -> WordDocument:
    """Return what the body needs of the document: links, lists, and how its pages are."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import parse_xml

    numbering = numbering_of(document)
    taken = [int(each.get(f"{_W}abstractNumId")) for each in numbering.findall(f"{_W}abstractNum")]
    bullets, numbers = (max(taken, default=0) + more for more in (1, 2))
    for of, form, texts in ((bullets, "bullet", "•–•"), (numbers, "decimal", "")):
        numbering.insert(0, parse_xml(_list(of, form, texts)))

    def number(start: int) -> int:
        added = numbering.add_num(numbers)
        for level in range(_LEVELS):
            added.add_lvlOverride(ilvl=level).add_startOverride(start)
        return int(added.numId)

    def relate(url: str) -> str:
        kind = RELATIONSHIP_TYPE.HYPERLINK
        return str(document.part.relate_to(visible(url), kind, is_external=True))

    looks = colours(scale)
    upright, turned = _pages(document)
    bulleted = int(numbering.add_num(bullets).numId)
    return WordDocument(relate, number, bulleted, upright, turned, _embedding(document), looks)


def _embedding(document: "Document") -> Callable[[bytes, str], str]:
    """Return what adds a picture to a document, and gives its id."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    numbers = count(1)

    @cache
    def embed(content: bytes, suffix: str) -> str:
        kind = "image/svg+xml" if suffix == "svg" else "image/png"
        name = PackURI(f"/word/media/chart{next(numbers)}.{suffix}")
        part = Part(name, kind, content, document.part.package)
        return str(document.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE))

    return embed


def _list(number: int, form: str, texts: str) -> str:
    """Return the definition of a kind of list."""
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{texts[level] if texts else f"%{level + 1}."}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{360 * (level + 1)}" w:hanging="360"/></w:pPr></w:lvl>'
        for level in range(_LEVELS)
    )
    return element_xml(
        "w:abstractNum",
        f'<w:multiLevelType w:val="multilevel"/>{levels}',
        f' w:abstractNumId="{number}"',
    )


def _pages(document: "Document") -> tuple[str, str]:
    """Return the properties of pages as they are, and of the same pages turned."""
    from docx.oxml.xmlchemy import serialize_for_reading

    upright = document.element.body[-1]
    turned = deepcopy(upright)
    size = turned.find(f"{_W}pgSz")
    if size is not None:
        width, height = size.get(f"{_W}w"), size.get(f"{_W}h")
        size.set(f"{_W}w", height)
        size.set(f"{_W}h", width)
        size.set(f"{_W}orient", "landscape")
    return serialize_for_reading(upright), serialize_for_reading(turned)
