"""The report as a Word document, with real styles, headings, header rows and contents."""

from collections.abc import Callable, Collection, Iterator
from copy import deepcopy
from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple
from zipfile import BadZipFile, ZipFile

from planctl.plan.scale import Scale
from planctl.problem import UserError, visible
from planctl.reports.formats import extra
from planctl.reports.plan_table import plan_table
from planctl.reports.report import ReportRequest
from planctl.reports.word_document import WordBody
from planctl.reports.word_elements import element_xml, field_xml, rating_style, text_xml
from planctl.reports.word_plan_table import PLAN_PAGE
from planctl.reports.word_prose import WordDocument
from planctl.reports.word_reference import as_document, numbering_of
from planctl.reports.zip_files import archive, members

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.styles import CT_Style
    from docx.styles.style import ParagraphStyle
    from docx.styles.styles import Styles

MOST_BYTES, MOST_MEMBERS, MOST_RATIO = 20 << 20, 2_000, 100
"""What a reference document may have: bytes when unpacked, members, and bytes to one packed."""


class _Look(NamedTuple):
    """How a style of paragraphs looks: in points, and the ink in hexadecimal."""

    size: float = 12
    before: float = 0
    after: float = 6
    ink: str = "1C1C1C"
    bold: bool = False


_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FONT = "Arial"
_INK, _MUTED, _LINK = "1C1C1C", "4F4F4F", "14467C"
_OWN = {
    "Title": _Look(24, 0, 6, _INK, bold=True),
    "Subtitle": _Look(14, 0, 0, _MUTED, bold=True),
    "Heading1": _Look(18, 18, 6, _INK, bold=True),
    "Heading2": _Look(14, 14, 4, _INK, bold=True),
    "Heading3": _Look(12, 10, 3, _INK, bold=True),
    "ListBullet": _Look(after=3),
    "ListNumber": _Look(after=3),
    "ListContinue": _Look(after=3),
    "Header": _Look(10, ink=_MUTED),
    "Footer": _Look(10, ink=_MUTED),
}
"""How Word's styles look in planctl's own document; those not here are as the text is."""
_PARAGRAPHS_OF_WORD = frozenset({*_OWN, "Normal", "BodyText", "Quote"})
_NEEDED = _PARAGRAPHS_OF_WORD | {"Strong"}
_PARAGRAPHS = {
    "Plan Priority": _Look(10, 0, 2, bold=True),
    "Plan Action": _Look(9.5, 0, 2, bold=True),
    "Plan Cell": _Look(9, 0, 2),
    "Plan Part": _Look(9, 2, 1, bold=True),
    "Plan Bullet": _Look(9, 0, 1),
    "Plan Number": _Look(9, 0, 1),
    "Plan Continue": _Look(9, 0, 1),
    "Organisation": _Look(12, 0, 0, _MUTED, bold=True),
    "Occasion": _Look(14, 0, 4, _MUTED),
    "Note": _Look(ink=_MUTED),
    "Lead": _Look(14, 6, 8),
    "Contents Heading": _Look(14, 12, 4, bold=True),
    "Group": _Look(12, 8, 4, bold=True),
    "Part": _Look(12, 4, 2, _MUTED, bold=True),
    "Fact": _Look(after=3),
    "Cell": _Look(10.5, 1, 1),
    "After": _Look(6, 0, 0),
    "TOC 1": _Look(after=3),
}
"""planctl's own styles of paragraphs, and that of Word which its documents may lack."""
_BASES = {
    "Plan Priority": "Heading1",
    "Plan Action": "Heading2",
    "Plan Bullet": "ListBullet",
    "Plan Number": "ListNumber",
    "Plan Continue": "ListContinue",
}
"""Those of planctl's own styles that are based on another than the text's."""
_LEVELS = 3
_LONGEST = 255
_A4, _MARGIN = (21.0, 29.7), 2.0
_CHARACTERS = """
<w:style xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
  w:type="character" w:customStyle="1" w:styleId="{0}"><w:name w:val="{0}"/>
  <w:rPr><w:color w:val="{1}"/>{2}</w:rPr></w:style>
"""
_SHADE = '<w:b/><w:shd w:val="clear" w:color="auto" w:fill="{}"/>'
_TABLE = """
<w:style xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
  w:type="table" w:customStyle="1" w:styleId="PlanTable">
  <w:name w:val="Plan Table"/><w:uiPriority w:val="59"/>
  <w:tblPr><w:tblBorders>
    <w:top w:val="single" w:sz="8" w:color="767676"/>
    <w:bottom w:val="single" w:sz="8" w:color="767676"/>
    <w:insideH w:val="single" w:sz="4" w:color="BDBBB5"/>
  </w:tblBorders><w:tblCellMar>
    <w:top w:w="40" w:type="dxa"/><w:left w:w="80" w:type="dxa"/>
    <w:bottom w:w="40" w:type="dxa"/><w:right w:w="80" w:type="dxa"/>
  </w:tblCellMar></w:tblPr>
  <w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr>
    <w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="F4F3F0"/></w:tcPr></w:tblStylePr>
</w:style>
"""


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
        table = plan_table(paper, request.layout, PLAN_PAGE)
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
    _complete(document.styles, scale, own=own)
    _describe(document, facts)
    if own:
        _frame(document, facts)
    last = document.element.body[-1]
    for element in list(parse_xml(body(_word_document(document)))):
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
    body.get_or_add_sectPr()
    return document


def _bare(document: "Document") -> "Document":
    """Return python-docx's own document without its picture and its second set of styles."""
    for related in (document.part.rels, document.part.package.rels):
        for key in [key for key, each in related.items() if each.reltype.endswith(_SPARE)]:
            del related[key]
    return document


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


def _complete(styles: "Styles", scale: Scale, *, own: bool) -> None:
    """Give a document the styles that it lacks; planctl's own document, planctl's looks too."""
    from docx import Document

    known = {style.style_id for style in styles}
    for style in Document().styles:
        if style.style_id in _NEEDED - known:
            styles.element.append(_without_numbers(deepcopy(style.element)))
    if own:
        _look(styles)
    _add(styles, known, scale, own=own)


def _add(styles: "Styles", known: Collection[str], scale: Scale, *, own: bool) -> None:
    """Add planctl's own styles to those that are known; beside a council's, they inherit."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml import parse_xml

    for name, look in _PARAGRAPHS.items():
        if name.replace(" ", "") not in known:
            added = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            base = _BASES.get(name, "Normal")
            added.base_style = next(each for each in styles if each.style_id == base)
            _set(added, look, own=own)
    for step in {each.slug: each for each in (*scale.of_numbers, *scale.steps)}.values():
        ground, ink = (each[1:].upper() for each in (step.look.ground, step.look.ink))
        name = rating_style(step.slug)
        if name not in known:
            styles.element.append(parse_xml(_CHARACTERS.format(name, ink, _SHADE.format(ground))))
    for name, ink in (("Muted", _MUTED), ("Code", _INK), ("Hyperlink", _LINK)):
        if name not in known:
            styles.element.append(parse_xml(_CHARACTERS.format(name, ink, "")))
    if "PlanTable" not in known:
        styles.element.append(parse_xml(_TABLE))


def _without_numbers(style: "CT_Style") -> "CT_Style":
    """Return a style that leaves it to its paragraphs which list they are of."""
    for numbers in style.findall(f".//{_W}numPr"):
        numbers.getparent().remove(numbers)
    return style


def _look(styles: "Styles") -> None:
    """Make planctl's own document look as it does: ink on paper, Arial, twelve points."""
    from docx.enum.style import WD_STYLE_TYPE

    (about,) = styles.element.findall(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr")
    language = about.find(f"{_W}lang")
    language.set(f"{_W}val", "en-GB")
    for style in list(styles):
        if style.style_id in _PARAGRAPHS_OF_WORD:
            _set(style, _OWN.get(style.style_id, _Look()), own=True)
        elif style.type == WD_STYLE_TYPE.TABLE and style.style_id != "TableNormal":
            style.delete()


def _set(style: "ParagraphStyle", look: _Look, *, own: bool) -> None:
    """Give a style of paragraphs a look; beside a council's styles only what is its own in it."""
    from docx.shared import Pt, RGBColor

    if own or look.size != _Look().size:
        style.font.size = Pt(look.size)
    if own or look.ink != _INK:
        style.font.color.rgb = RGBColor.from_string(look.ink)
    if own or look.bold:
        style.font.bold = look.bold
    shape = style.paragraph_format
    shape.space_before, shape.space_after = Pt(look.before), Pt(look.after)
    shape.keep_with_next = look.bold
    if own:
        _set_own_font(style)


def _set_own_font(style: "ParagraphStyle") -> None:
    """Give a style of planctl's own document its font, and no rule below it."""
    style.font.name, style.font.italic = _FONT, False
    for found in style.element.findall(f".//{_W}pBdr"):
        found.getparent().remove(found)
    for fonts in style.element.findall(f".//{_W}rFonts"):
        for name in list(fonts.keys()):
            if "Theme" in name or "theme" in name:
                del fonts.attrib[name]
        for name in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(f"{_W}{name}", _FONT)


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


def _word_document(document: "Document") -> WordDocument:
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

    upright, turned = _pages(document)
    return WordDocument(relate, number, int(numbering.add_num(bullets).numId), upright, turned)


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
