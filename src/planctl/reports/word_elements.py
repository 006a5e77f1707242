"""The elements of a Word document, as texts of WordprocessingML: ECMA-376, part 1.

Texts are escaped here and nowhere else, and what XML cannot hold, or nobody can see, is written
out.
"""

import re
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from planctl.problem import visible
from planctl.reports.values.runs import RatingTag

_WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def element_xml(tag: str, content: str, attributes: str = "") -> str:
    """Return an element that says what the prefixes in it mean."""
    return f'<{tag} xmlns:w="{_WORDS}" xmlns:r="{_RELATED}"{attributes}>{content}</{tag}>'


def paragraph_xml(style: str, content: str, more: str = "") -> str:
    """Return a paragraph; one without a style is of the body."""
    named = f'<w:pStyle w:val="{style or "BodyText"}"/>'
    return f"<w:p><w:pPr>{named}{more}</w:pPr>{content}</w:p>"


def text_xml(text: str, style: str = "", looks: str = "") -> str:
    """Return words in a style of characters; a line break in them is one."""
    named = f'<w:rStyle w:val="{style}"/>' if style else ""
    about = f"<w:rPr>{named}{looks}</w:rPr>" if named or looks else ""
    lines = (f'<w:t xml:space="preserve">{escape(_shown(line))}</w:t>' for line in text.split("\n"))
    return f"<w:r>{about}{'<w:br/>'.join(lines)}</w:r>"


def _shown(text: str) -> str:
    """Return a text with what nobody can see, and XML does not allow, written out."""
    return _IMPOSSIBLE.sub("\ufffd", visible(text.replace("\t", " ")))


_IMPOSSIBLE = re.compile("[^\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def attribute_xml(text: str) -> str:
    """Return a text as the value of an attribute, or in an element, on one line."""
    return escape(_shown(text), {'"': "&quot;", "\n": " "})


def bookmarked_xml(number: int, name: str, content: str) -> str:
    """Return content with the mark of a place; the number is its own in a document."""
    start = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
    return f'{start}{content}<w:bookmarkEnd w:id="{number}"/>'


def rating_xml(rating: RatingTag) -> str:
    """Return a rating as its shape and its word, in the colours that its style has."""
    said = f"\u00a0{rating.shape}\u00a0{rating.label}\u00a0"
    return text_xml(said, rating_style(rating.slug))


def rating_style(slug: str) -> str:
    """Return the name of the style of characters that a rating has."""
    return f"Rating-{slug}"


def table_xml(
    caption: str,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    style: str = "Cell",
) -> Iterator[str]:
    """Yield a table whose first row is repeated on each page; no cell is merged.

    Its columns share the width of the page as their own widths say.
    """
    shares = [int(_WHOLE * each / sum(widths)) for each in widths]
    grid = "".join(f'<w:gridCol w:w="{share * 2}"/>' for share in shares)
    yield (
        '<w:tbl><w:tblPr><w:tblStyle w:val="PlanTable"/><w:tblW w:w="5000" w:type="pct"/>'
        '<w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0"'
        f' w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val="{attribute_xml(caption)}"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
    )
    for number, row in enumerate([heads, *rows]):
        repeated = "" if number else "<w:tblHeader/>"
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{share}" w:type="pct"/></w:tcPr>'
            f"{paragraph_xml(style, content)}</w:tc>"
            for content, share in zip(row, shares, strict=True)
        )
        yield f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{cells}</w:tr>"
    yield "</w:tbl>"
    yield paragraph_xml("After", "")


_WHOLE = 5000
"""The width of a table, in fiftieths of a hundredth."""


def fact_xml(name: str, content: str) -> str:
    """Return a paragraph that names a fact and says it."""
    return paragraph_xml("Fact", text_xml(f"{name}: ", "Strong") + content)


def list_item_xml(number: int, depth: int) -> str:
    """Return that a paragraph is of a list, so many lists within others."""
    return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'


FIELD_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def field_start_xml(instruction: str) -> str:
    """Return the beginning of a field, up to what it shows."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


def page_field_xml(name: str) -> str:
    """Return a field that says on which page a place is, empty until pages are laid out."""
    return field_start_xml(rf"PAGEREF {name} \h") + FIELD_END


def contents_mark_xml(level: int, text: str) -> str:
    """Return a field that shows nothing, and says how the contents name what it stands at."""
    named = attribute_xml(text).replace("\\", "\\\\").replace("&quot;", "\\&quot;")
    return field_start_xml(rf"TC &quot;{named}&quot; \f C \l {level}") + FIELD_END


def field_xml(instruction: str) -> str:
    """Return a field whole, for a header or footer; what it shows is worked out by Word."""
    return f"{field_start_xml(instruction)}<w:r><w:t>1</w:t></w:r>{FIELD_END}"
