"""The styles of a Word document: planctl's own, or what a council's lack, taking after theirs."""

from collections.abc import Collection
from copy import deepcopy
from typing import TYPE_CHECKING, NamedTuple

from planctl.plan.looks import Look
from planctl.plan.scale import Scale
from planctl.reports.word_charts import MOVES
from planctl.reports.word_elements import rating_style

if TYPE_CHECKING:
    from docx.oxml.styles import CT_Style
    from docx.styles.style import ParagraphStyle
    from docx.styles.styles import Styles


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
    "TOC 2": _Look(10.5, 0, 2, _MUTED),
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


def complete(styles: "Styles", scale: Scale, *, own: bool) -> None:
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

    for name, form in _PARAGRAPHS.items():
        if name.replace(" ", "") not in known:
            added = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            base = _BASES.get(name, "Normal")
            added.base_style = next(each for each in styles if each.style_id == base)
            _set(added, form, own=own)
    for slug, look in colours(scale).items():
        ground, ink = (each[1:].upper() for each in (look.ground, look.ink))
        name = rating_style(slug)
        if name not in known:
            styles.element.append(parse_xml(_CHARACTERS.format(name, ink, _SHADE.format(ground))))
    for name, ink in (("Muted", _MUTED), ("Code", _INK), ("Hyperlink", _LINK)):
        if name not in known:
            styles.element.append(parse_xml(_CHARACTERS.format(name, ink, "")))
    if "PlanTable" not in known:
        styles.element.append(parse_xml(_TABLE))


def colours(scale: Scale) -> dict[str, Look]:
    """Return the colours of each rating, and of how one moved."""
    return {each.slug: each.look for each in (*scale.of_numbers, *scale.steps)} | MOVES


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
