"""The workbook: read back cell by cell, inert, and laid out for people."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from html import unescape
from io import BytesIO
from xml.etree import ElementTree as ET
from zipfile import ZIP_STORED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from filled import ACTION, HEADER, TODAY, UPDATE, summary
from planctl.plan.measure import PlainLine
from planctl.plan.model import Action
from planctl.plan.plan import Entry, Plan
from planctl.plan.ratings import SHAPES, Rating
from planctl.plan.scale import Step
from planctl.problem import UserError, visible
from planctl.reports.formats import xlsx
from planctl.reports.tables.actions import plan_table, update_table
from planctl.reports.tables.measures import measure_table, value_table
from planctl.reports.tables.plan import about_table, count_table, sign_off_table
from planctl.reports.tables.table import Cell, Column, ShownNumber, Table, Value, list_text
from planctl.summary.summary import Summary, summarise
from reports.test_commentary import ATTACKS
from reports.test_data_formats import FORMULAS, blank, example, made, saying

SHEETS = ["about", "summary", "plan", "updates", "measures", "values", "sign-off"]
PLANS = pytest.mark.parametrize(
    "seen", [example(), blank(), summary()], ids=["example", "blank", "filled"]
)


def book_of(seen: Summary) -> Workbook:
    return load_workbook(BytesIO(made("xlsx", seen, "4f2c9ab")))


def sheet_of(book: Workbook, name: str) -> Worksheet:
    found = book[name]
    assert isinstance(found, Worksheet)
    return found


def tables(seen: Summary) -> list[Table]:
    makers = (count_table, plan_table, update_table, measure_table, value_table, sign_off_table)
    return [about_table(seen, "4f2c9ab"), *(make(seen) for make in makers)]


def left_out(book: Workbook) -> dict[str, list[str]]:
    """Return the headings that a workbook says it has left out, by the names of its sheets."""
    start = "Columns that no row fills: "
    rows = sheet_of(book, "about").iter_rows(values_only=True)
    found = {row[1]: str(row[3]) for row in rows if row[0] == "Left out"}
    assert all(said.startswith(start) for said in found.values())
    return {str(name): said.removeprefix(start).split("; ") for name, said in found.items()}


def in_cell(value: Value) -> object:
    match value:
        case Step():
            return value.label
        case tuple():
            return list_text(value)
        case ShownNumber(exact):
            return int(exact) if exact == int(exact) else float(exact)
        case date():
            return datetime(value.year, value.month, value.day)  # noqa: DTZ001 - as Excel has it
    return value


@PLANS
def test_a_workbook_reads_back_cell_by_cell_but_for_columns_that_it_says_no_row_fills(
    seen: Summary,
) -> None:
    book = book_of(seen)
    assert book.sheetnames == SHEETS
    without = left_out(book)
    for table in tables(seen):
        header, *rows = sheet_of(book, table.name).iter_rows(values_only=True)
        headings = [column.heading for column in table.columns]
        empty = without.get(table.name, [])
        assert list(header) == [each for each in headings if each not in empty]
        said = [row for row in rows if row[0] not in {None, "Left out"}]
        assert [_not_none(header, row) for row in said] == [
            _not_none(headings, map(in_cell, row)) for row in table.rows
        ]
        assert all(any(row[place] is not None for row in said) for place in range(len(header))) or (
            not table.rows
        )


def _not_none(headings: Iterable[object], row: Iterable[object]) -> dict[object, object]:
    return {name: cell for name, cell in zip(headings, row, strict=True) if cell is not None}


def test_a_number_is_exact_and_shown_with_the_decimals_of_its_measure() -> None:
    sheet = sheet_of(book_of(example()), "values")
    headings = [str(cell.value) for cell in sheet[1]]
    rows = [dict(zip(headings, row, strict=True)) for row in sheet.iter_rows(min_row=2)]
    (row,) = [each for each in rows if each["Value as printed"].value == "64.0%"]
    shown = {
        name: (row[name].value, row[name].number_format)
        for name in ("Value", "Numerator", "Denominator", "Distance to target", "Last year")
    }
    assert shown == {
        "Value": (63.986013986, "#,##0.0"),
        "Numerator": (183, "#,##0"),
        "Denominator": (286, "#,##0"),
        "Distance to target": (-16.013986014, "#,##0.0"),
        "Last year": (55.2, "#,##0.0"),
    }
    (count, *_) = [each for each in rows if each["Value as printed"].value == "1,890 families"]
    assert count["Forecast"].number_format == "#,##0"


def test_dates_numbers_and_numbers_of_actions_are_what_they_are() -> None:
    sheet = sheet_of(book_of(summary()), "plan")
    headings = [cell.value for cell in sheet[1]]
    kinds = {heading: sheet[2][place] for place, heading in enumerate(headings)}
    assert kinds["Due"].data_type == "d"
    assert kinds["Due"].number_format == "d mmm yyyy"
    assert kinds["Priority"].data_type == "n"
    assert (kinds["Number"].value, kinds["Number"].number_format) == ("1.10", "@")


def test_a_date_before_excel_knows_any_is_a_text() -> None:
    sheet = sheet_of(book_of(summary(HEADER, {**ACTION, "due": "1899-12-31"})), "plan")
    assert "1899-12-31" in [cell.value for cell in sheet[2]]


@pytest.mark.parametrize("text", [*ATTACKS, *FORMULAS])
def test_a_text_is_a_text_and_nothing_else(text: str) -> None:
    raw = made("xlsx", saying(visible(text)))
    with ZipFile(BytesIO(raw)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert sorted(parts) == sorted(ZipFile(BytesIO(made("xlsx", saying("calm")))).namelist())
    for name, part in parts.items():
        tree = ET.fromstring(part)  # noqa: S314 - of our own making
        tags = {element.tag.rpartition("}")[2] for element in tree.iter()}
        assert not tags & {"f", "hyperlink", "hyperlinks", "externalReference", "oleObject"}, name
        assert 'TargetMode="External"' not in part
    seen = [cell.value for cell in sheet_of(load_workbook(BytesIO(raw)), "updates")[2]]
    assert visible(text) in seen


def _sheets(raw: bytes) -> str:
    with ZipFile(BytesIO(raw)) as archive:
        names = [name for name in archive.namelist() if "/worksheets/sheet" in name]
        return "".join(archive.read(name).decode() for name in names)


def test_a_text_stays_a_text_when_somebody_edits_it() -> None:
    book = book_of(saying("=1+1"))
    assert all(
        cell.quotePrefix
        for name in SHEETS
        for row in sheet_of(book, name).iter_rows(min_row=2)
        for cell in row
        if cell.data_type == "s"
    )


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), min_size=1))
def test_every_text_comes_back_exactly(texts: list[str]) -> None:
    """Hidden characters are visible in every text that is loaded."""
    said = tuple(map(visible, texts))
    action = Action.model_validate(ACTION).model_copy(
        update={"measures": [PlainLine(text) for text in said]}
    )
    entry = Entry("1.10", "p/1.10.yaml", action)
    raw = made("xlsx", summarise(Plan("p", summary().header, None, (entry,)), TODAY))
    book = load_workbook(BytesIO(raw), read_only=True)
    rows = list(book["measures"].values)
    at = rows[0].index("Measure")
    assert [row[at] for row in rows[1:]] == list(said)


LONG = ("word " * 20_000, "\U0001f600" * 16_001, f"<r>{'x' * 40_000}</r>")


@pytest.mark.parametrize("text", LONG, ids=["words", "emoji", "markup"])
def test_a_text_too_long_for_a_cell_goes_on_in_a_sheet_of_its_own(text: str) -> None:
    text = text.strip()
    said = {**ACTION, "updates": {"Q1": {**UPDATE, "commentary": text}}}
    book = book_of(summary(HEADER, said))
    assert book.sheetnames == [*SHEETS, "continued"]
    header, *rows = sheet_of(book, "continued").iter_rows(values_only=True)
    assert header == ("Sheet", "Row", "Column", "Part", "Text")
    assert [row[:4] for row in rows] == [
        ("updates", 2, "Commentary", part) for part in range(2, len(rows) + 2)
    ]
    headings = [cell.value for cell in sheet_of(book, "updates")[1]]
    begun = sheet_of(book, "updates")[2][headings.index("Commentary")].value
    assert isinstance(begun, str)
    mark = '\n[continued in the sheet "continued": updates, row 2, Commentary]'
    assert begun.endswith(mark)
    assert begun.removesuffix(mark) + "".join(str(row[4]) for row in rows) == text
    for cell in (begun, *(str(row[4]) for row in rows)):
        assert len(cell.encode("utf-16-le")) // 2 <= 32_767


def test_more_rows_than_a_sheet_has_are_refused() -> None:
    column = Column("id", "Number", Cell.TEXT, "It.")
    table = Table("updates", "Rows.", (column,), ((None,),) * (xlsx.ROWS + 1))
    with pytest.raises(UserError, match="1,048,576 rows are more than a sheet of Excel can have"):
        xlsx.table_that_fits(table)


@PLANS
def test_each_sheet_can_be_sorted_filtered_read_aloud_and_printed(seen: Summary) -> None:
    book = book_of(seen)
    for table in tables(seen):
        sheet = sheet_of(book, table.name)
        (found,) = sheet.tables.values()
        assert found.ref == sheet.dimensions or not table.rows
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0)
        set_up = sheet.sheet_properties.pageSetUpPr
        assert set_up
        assert set_up.fitToPage
        assert found.autoFilter.ref == found.ref
        assert found.headerRowCount == 1
        assert sheet.freeze_panes == "C2"
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.merged_cells.ranges == set()
        assert all(cell.alignment.wrap_text for cell in sheet[1])
        assert all(cell.font.b for cell in sheet[1])


def test_a_rating_is_word_shape_and_colour() -> None:
    sheet = sheet_of(book_of(example()), "plan")
    found = {
        str(cell.value): (cell.number_format, cell.fill.fgColor.rgb, cell.font.color.rgb)
        for row in sheet.iter_rows(min_row=2)
        for cell in row
        if cell.value in set(Rating) and cell.font.color
    }
    assert found["Red"] == ('"▲ "@', "FFA4161A", "FFFFFFFF")
    assert found["Amber"] == ('"◆ "@', "FFFFBF47", "FF1C1C1C")
    assert found["On hold"] == ('"‖ "@', "FFFFFFFF", "FF4A4A4A")
    assert found["No update"] == ('"– "@', "00000000", "FF4A4A4A")
    assert all(shape[1] == SHAPES[Rating(word)] for word, (shape, *_) in found.items())


def test_a_rating_is_shown_in_the_plans_own_word() -> None:
    book = book_of(summary())
    assert "At risk" in [cell.value for cell in sheet_of(book, "updates")[3]]
    assert ("Rating", "Amber", "At risk", "May be late.") in sheet_of(book, "about").iter_rows(
        values_only=True
    )


def test_each_page_says_below_what_it_is_of() -> None:
    foot = sheet_of(book_of(summary({**HEADER, "title": "R & D &P\nof it"})), "plan").oddFooter
    assert foot
    assert foot.left.text == "R && D &&P of it, Q2, as at 20 November 2019"
    assert foot.right.text == "&A, page &P of &N"
    raw = made("xlsx", summary({**HEADER, "title": "& long " * 40}))
    feet = re.findall(r"<oddFooter>(.*?)</oddFooter>", _sheets(raw))
    assert all(len(unescape(each)) <= 255 for each in feet)
    assert len(feet) == len(SHEETS)


def test_the_document_says_what_it_is() -> None:
    raw = made("xlsx", summary(), "4f2c9ab")
    said = load_workbook(BytesIO(raw)).properties
    assert (said.title, said.creator, said.language) == (
        "Improvement Plan",
        "Aldermere Council",
        "en-GB",
    )
    assert said.subject == "Q2, August to October 2019"
    assert said.description == "As at 20 November 2019, version 4f2c9ab"
    assert said.created == datetime(2019, 11, 20)  # noqa: DTZ001 - as Excel has it


def test_the_archive_holds_nothing_of_the_machine_that_made_it() -> None:
    with ZipFile(BytesIO(made("xlsx", summary()))) as archive:
        for member in archive.infolist():
            assert member.date_time == (1980, 1, 1, 0, 0, 0)
            assert member.compress_type == ZIP_STORED
            assert member.create_system == 3


def test_a_plan_without_actions_is_whole() -> None:
    empty = summarise(Plan("p", summary().header, None, ()), TODAY)
    book = book_of(empty)
    assert book.sheetnames == SHEETS
    assert [cell.value for cell in sheet_of(book, "plan")[2]].count(None) == len(
        plan_table(empty).columns
    )
    assert re.match("A1:[A-Z]+2$", sheet_of(book, "plan").tables["plan"].ref)
