"""Word documents and workbooks put together from their XML, for all that no library writes."""

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from planctl.reports.zip_files import archive

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SPACES = (
    f'xmlns:w="{W}" xmlns:r="{_OFFICE}" xmlns:mc="http://schemas.openxmlformats.org/'
    'markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/'
    'wordprocessingShape" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
    'wordprocessingDrawing" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_TITLE = "Aldermere Council Improvement Plan"


def word(
    body: str,
    parts: Mapping[str, str] | None = None,
    year: str = "2019/20",
    title: str = _TITLE,
) -> bytes:
    """Return a Word document with a title and a body; `parts` are others, by their kinds."""
    others = parts or {}
    kinds = {f"word/{kind}.xml": text for kind, text in others.items() if "/" not in kind}
    rest = {kind: text for kind, text in others.items() if "/" in kind}
    named = words(f"{title} {year}") if title else ""
    text = f"<w:document {_SPACES}><w:body>{named}{body}</w:body></w:document>"
    files = {
        "_rels/.rels": _relationships({"officeDocument": "word/document.xml"}),
        "word/_rels/document.xml.rels": _relationships({name[5:-4]: name[5:] for name in kinds}),
        "word/document.xml": text,
        **kinds,
        **rest,
    }
    return archive((name, content.encode()) for name, content in files.items())


def part(name: str, content: str) -> str:
    """Return the root element of another part of a Word document."""
    return f"<w:{name} {_SPACES}>{content}</w:{name}>"


def _relationships(targets: Mapping[str, str]) -> str:
    inner = "".join(
        f'<Relationship Id="r{at}" Type="{_OFFICE}/{kind.rstrip("0123456789")}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets.items())
    )
    return f'<Relationships xmlns="{_PACKAGE}">{inner}</Relationships>'


def table(*rows: str) -> str:
    """Return a table of rows."""
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def row(*cells: str, properties: str = "") -> str:
    """Return a row; a cell that is not XML is words."""
    made = (each if each.startswith("<") else cell(each) for each in cells)
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{''.join(made)}</w:tr>"


def cell(*paragraphs: str, properties: str = "") -> str:
    """Return a cell; a paragraph that is not XML is words."""
    made = (each if each.startswith("<") else words(each) for each in paragraphs)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(made)}</w:tc>"


def words(text: str, properties: str = "") -> str:
    """Return a paragraph of words."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text)}</w:p>"


def run(text: str, properties: str = "") -> str:
    """Return a run of words."""
    kept = escape(text)
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{kept}</w:t></w:r>'


def span(columns: int) -> str:
    """Return what makes a cell as wide as some columns."""
    return f'<w:gridSpan w:val="{columns}"/>'


def control(content: str, properties: str = "") -> str:
    """Return a content control."""
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def book(
    sheets: Sequence[str],
    parts: Mapping[str, str] | None = None,
    sheet_links: Mapping[str, str] | None = None,
    properties: str = "",
) -> bytes:
    """Return a workbook of sheets, each the inside of its element; `parts` are others."""
    given = {f"xl/{kind}.xml": text for kind, text in (parts or {}).items()}
    listed = "".join(
        f'<sheet name="Sheet{at}" sheetId="{at}" r:id="s{at}"'
        + (' state="hidden"/>' if "<!--hidden-->" in text else "/>")
        for at, text in enumerate(sheets, 1)
    )
    related = "".join(
        f'<Relationship Id="s{at}" Type="{_OFFICE}/worksheet" Target="sheet{at}.xml"/>'
        for at, _ in enumerate(sheets, 1)
    )
    others = "".join(
        f'<Relationship Id="{name[3:-4]}" Type="{_OFFICE}/{name[3:-4]}" Target="{name[3:]}"/>'
        for name in given
    )
    files = {
        "_rels/.rels": _relationships({"officeDocument": "xl/workbook.xml"}),
        "xl/workbook.xml": f'<workbook xmlns="{_SHEET}" xmlns:r="{_OFFICE}">'
        f"<workbookPr {properties}/><sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}">{related}{others}'
        "</Relationships>",
        **given,
        **{
            f"xl/sheet{at}.xml": f'<worksheet xmlns="{_SHEET}">{text}</worksheet>'
            for at, text in enumerate(sheets, 1)
        },
    }
    if sheet_links:
        files["xl/_rels/sheet1.xml.rels"] = _relationships(sheet_links)
    return archive((name, content.encode()) for name, content in files.items())


def data(*rows: str) -> str:
    """Return the cells of a sheet, by rows."""
    return f"<sheetData>{''.join(rows)}</sheetData>"


def line(*texts: str, properties: str = "") -> str:
    """Return a row of a sheet whose texts stand inline; one that is XML is a cell."""
    made = (
        each
        if each.startswith("<")
        else f'<c t="inlineStr"><is><t xml:space="preserve">{escape(each)}</t></is></c>'
        for each in texts
    )
    return f"<row {properties}>{''.join(made)}</row>"


OLDER, NEWER = "The north hub opened in May.", "The north hub opened in May, the south in June."


def small_plan(*, newer: bool = False) -> bytes:
    """Return the Word document that the tutorial imports, or a newer one: three actions."""
    begin, go_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    headings = ("Priority", "No.", "What?", "Who?", "By when", "RAG", "Resources")
    again = ("Priority", "No.", "Action", "Lead officer", "Timescale", "BRAG", "Resources")
    comment = "Quarterly progress commentary: {}"
    return word(
        table(
            row(*headings),
            row(
                cell("1 Families get help early", properties=begin),
                "1.1",
                "FAMILY HUBS: Open two hubs",
                "Early Help",
                "March 2026",
                "Green",
                "£40,000",
            ),
            row(
                cell("", properties=go_on),
                cell(comment.format(NEWER if newer else OLDER), properties=span(6)),
            ),
            row(
                cell("", properties=go_on),
                "1.2",
                "SHORT BREAKS: Ask families what",
                "Early Help / Education",
                "TBC",
                cell("", properties='<w:shd w:fill="FFC000"/>'),
                "",
            ),
            row(*again),
            row("", "", "they need", "", "", "", ""),
            row(
                "2 Children have stable homes",
                "2.1",
                "FOSTER CARERS AND THEIR SUPPORT" if newer else "FOSTER CARERS",
                "Permanence",
                "Dec 2025 / March 2026",
                "Amber",
                "",
            ),
            row("", cell(comment.format("Q1: Six families applied."), properties=span(6))),
        ),
        year="2025/26",
    )
