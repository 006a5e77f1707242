"""What Excel does to a plan's sheet: whatever it is, no word is lost and no number is guessed."""

from collections.abc import Mapping

import pytest

from imports import Imported, imported
from planctl.exchange.document_title import Given
from planctl.problem import UserError
from word_parts import book, data, line

HEAD = line("Ref", "Action", "Lead", "By when", "RAG", "Progress")
STYLES = """<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<numFmts count="3"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/>
<numFmt numFmtId="165" formatCode="0.0%"/><numFmt numFmtId="166" formatCode="0.00"/></numFmts>
<fills><fill><patternFill patternType="none"/></fill>
<fill><patternFill patternType="solid"><fgColor rgb="FFC00000"/></patternFill></fill>
<fill><patternFill patternType="solid"><fgColor theme="4"/></patternFill></fill>
<fill><patternFill patternType="solid"><fgColor indexed="11"/></patternFill></fill></fills>
<cellXfs><xf numFmtId="0" fillId="0"/><xf numFmtId="14" fillId="0"/><xf numFmtId="164"/>
<xf numFmtId="9"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="0" fillId="1"/>
<xf numFmtId="0" fillId="2"/><xf numFmtId="x" fillId="99"/><xf numFmtId="0" fillId="3"/></cellXfs>
</styleSheet>"""
THEME = """<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">
<a:themeElements><a:clrScheme><a:dk1><a:sysClr lastClr="000000"/></a:dk1>
<a:lt1><a:sysClr lastClr="FFFFFF"/></a:lt1><a:dk2><a:srgbClr val="44546A"/></a:dk2>
<a:lt2><a:srgbClr val="E7E6E6"/></a:lt2><a:accent1><a:srgbClr val="4472C4"/></a:accent1>
</a:clrScheme></a:themeElements></a:theme>"""
SHARED = """<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<si><t>Open hubs</t></si><si><r><t>Two </t></r><r><t>of three_x000D_
are open</t></r><rPh><t>x</t></rPh></si></sst>"""


def number(value: str, style: int = 0, properties: str = "") -> str:
    return f'<c s="{style}" {properties}><v>{value}</v></c>'


def of(
    *rows: str,
    head: str = HEAD,
    fields: Mapping[str, str] | None = None,
    after: str = "",
    before: str = "",
) -> Imported:
    sheet = f"{before}{data(head, *rows)}{after}"
    shared = {"sharedStrings": SHARED} if 't="s"' in sheet else {}
    parts = {"styles": STYLES, "theme": THEME, **shared}
    return imported(book([sheet], parts), Given("Plan 2019/20", "Aldermere Council"), fields)


def test_texts_dates_and_colours_are_read_as_they_are_shown() -> None:
    found = of(
        line(
            number("1.1"),
            '<c t="s"><v>0</v></c>',
            "A",
            number("43921", 1),
            '<c s="6"/>',
            '<c t="s"><v>1</v></c>',
        ),
        line("1.2", "Train", "B", '<c t="d"><v>2020-03-31T00:00:00</v></c>', '<c s="7"/>'),
        line("1.3", "House", "C", number("43921", 2), '<c s="9"/>', number("0.5", 3)),
        line("1.4", "Home", "D", '<c t="s"><v>99</v></c>', '<c s="8"/>', number("0.075", 4)),
        line("1.5", "Hold", "E", "", '<c t="b"><v>1</v></c>', number("x")),
        line("1.6", "Heal", "F", "", '<c t="b"><v>0</v></c>', number("-5", 1)),
        line("1.7", "Hope", "G", "", '<c t="str"><v>Red</v></c>', number("1E400", 99)),
        before='<dimension ref="A1:A1"/>',
    )
    said = list(found.actions.values())
    assert [each.due.words if each.due else "" for each in said[:3]] == ["31 March 2020"] * 3
    rags = [each.updates["Q1"].rag for each in said]
    assert [each.code if each else "" for each in rags] == ["red", "", "green", "", "", "", "red"]
    assert said[1].updates["Q1"].status == "complete"
    words = [each.updates["Q1"].commentary for each in said]
    assert words == ["Two of three\n\nare open", "", "50%", "7.5%", "x", "-5", "1E400"]
    assert found.left == {"yes": "it is no rating that planctl knows", "no": found.left["no"]}


def test_days_are_counted_from_1904_where_the_workbook_says_so() -> None:
    sheet = data(HEAD, line("1", "Open", "A", number("42459", 1)))
    raw = book([sheet], {"styles": STYLES}, properties='date1904="1"')
    found = imported(raw, Given("Plan 2019/20", "O"))
    assert found.actions["1"].due is not None
    assert found.actions["1"].due.words == "31 March 2020"


def test_hidden_rows_columns_and_sheets_are_listed_and_not_taken() -> None:
    sheet = '<cols><col min="7" max="7" hidden="1"/><col min="1" max="2"/></cols>' + data(
        HEAD,
        line("1.1", "Open", "A", "", "", "", "Secret"),
        line("1.2", "Hidden", "B", properties='r="7" hidden="1"'),
        line("1.3", "Train", "C"),
    )
    other = "<!--hidden-->" + data(line("Old", "plan"))
    found = imported(book([sheet, other]), Given("Plan 2019/20", "O"))
    assert [each.title for each in found.actions.values()] == ["Open", "Train"]
    places = {each.text: (each.place, each.what) for each in found.read.log.left}
    assert places["Secret"] == ("Sheet1!G2", "in a hidden column")
    assert places["Hidden"] == ("Sheet1!B7", "in a hidden row")
    assert places["plan"] == ("Sheet2!B1", "in a hidden sheet")


def test_merged_cells_hold_for_all_that_they_cover() -> None:
    merged = (
        '<mergeCells><mergeCell ref="A2:A3"/><mergeCell ref="E2:F2"/><mergeCell ref="x"/>'
        '<mergeCell ref="J9:K9"/></mergeCells>'
    )
    found = of(
        line("1 Early help", "1.1", "Open", "A", "All of it"),
        line('<c r="B3" t="inlineStr"><is><t>1.2</t></is></c>', "Train", "B"),
        head=line("Priority", "Ref", "Action", "Lead", "Outcome", "Impact"),
        after=merged,
    )
    assert [each.priority_id for each in found.actions.values()] == ["1", "1"]
    assert found.actions["1.1"].indicators == ("All of it",)


def test_comments_formulas_and_drawings_are_listed() -> None:
    comments = "<comments><commentList><comment ref='B2'><text><r><t>Is it?</t></r></text>"
    comments += "</comment></commentList></comments>"
    drawing = "<d><txBody><p><r><t>Draft</t></r></p></txBody><txBody/></d>"
    sheet = data(HEAD, line("1.1", "<c><f>B9</f><v>7</v></c>", "A"))
    sheet += "<headerFooter><oddHeader>OFFICIAL</oddHeader><oddFooter/></headerFooter>"
    links = {"comments": "comments1.xml", "drawing": "drawing1.xml", "hyperlink": "x"}
    raw = book([sheet], {"comments1": comments, "drawing1": drawing}, links)
    found = imported(raw, Given("Plan 2019/20", "O"))
    assert found.left["Is it?"] == "a comment"
    assert found.left["Draft"] == "a text box"
    assert found.left["OFFICIAL"] == "beside the text"
    assert found.left["=B9"] == "a formula, whose last value was read"
    assert found.actions["1.1"].title == "7"


def test_cells_that_are_coloured_far_away_are_no_cells() -> None:
    far = '<c r="AZZ9999" s="6"/>'
    found = of(line("1.1", "Open", "A", far), line('<c r="x0"/>', "Train", "B", number("", 0)))
    assert len(found.actions) == 2


@pytest.mark.parametrize(
    "numbers", [("3.8", "3.9", "3.1"), ("3.1", "3.11"), ("3.1", "3.1"), ("3.9", "3.2")]
)
def test_a_number_that_may_be_another_is_asked_about(numbers: tuple[str, ...]) -> None:
    rows = [line(number(each), f"Open {at}", "A") for at, each in enumerate(numbers)]
    with pytest.raises(UserError, match=r"may be 3.[12] or 3.[12]0") as refused:
        of(*rows)
    assert "--map" in refused.value.hint


def test_a_number_in_its_order_is_what_it_is_and_an_answer_is_taken() -> None:
    ordered = [line(number(each), f"Open {each}", "A") for each in ("3.1", "3.2", "4.1", "5")]
    assert list(of(*ordered).actions) == ["3.1", "3.2", "4.1", "5"]
    doubtful = [line(number(each), f"Open {at}", "A") for at, each in enumerate(("3.9", "3.1"))]
    assert list(of(*doubtful, fields={"sheet1 a3": "3.10"}).actions) == ["3.9", "3.10"]
    two = [line(number(each), f"Open {at}", "A") for at, each in enumerate(("3.9", "3.1", "3.2"))]
    with pytest.raises(UserError, match="so do 1 more"):
        of(*two)
