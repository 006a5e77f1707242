"""The whole plan as a workbook that people sort, filter and print."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from planctl.plan.days import in_words
from planctl.plan.figure import MOST_DECIMALS
from planctl.plan.looks import LOOKS
from planctl.plan.ratings import Rating
from planctl.plan.scale import Step
from planctl.problem import UserError, visible
from planctl.reports.column_widths import height, width
from planctl.reports.formats import extra
from planctl.reports.report import ReportRequest
from planctl.reports.tables.actions import plan_table, update_table
from planctl.reports.tables.measures import measure_table, value_table
from planctl.reports.tables.plan import about_table, count_table, sign_off_table
from planctl.reports.tables.table import (
    Cell,
    Column,
    ShownNumber,
    Table,
    Value,
    in_words_of,
    list_text,
)
from planctl.reports.zip_files import archive, members
from planctl.summary.summary import Summary

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

ROWS = 1_048_575
"""How many rows a sheet of Excel has below its header."""
CELL = 16_000
"""How many characters are put in a cell: Excel holds 32,767, of which some count for two."""
CONTINUED = '\n[continued in the sheet "continued": {}, row {}, {}]'
"""What ends a cell whose text goes on elsewhere; wherever sorting moves it, this is its name."""

_MOST = 32_767
"""How many characters Excel holds in a cell."""
_WIDE = 24
_LIST = 255
"""How many characters the words have together that an answer is chosen from."""

_INK, _GROUND, _RULE = "#1c1c1c", "#f4f3f0", "#767676"
_QUIET = frozenset({Rating.NO_UPDATE, Rating.NOT_DUE, Rating.NOT_IN_PLAN})
"""The ratings that say only that nothing was said."""
_THIN, _DASHED = 1, 3
_A3, _A4 = 8, 9
_PAGE = 240
"""How wide a table may be to be legible on A4; a wider one is narrowed, or else printed on A3."""

_NAMING = 2
"""How many columns say what a row is about."""
_MARGIN = 0.4
"""How many inches there are beside a printed sheet."""
_FIRST_YEAR = 1900
_TITLE = 80
"""How much of a title stands below a page, which has room for 255 characters."""

_DECIMALS = ("#,##0", *(f"#,##0.{'0' * places}" for places in range(1, MOST_DECIMALS + 1)))
_LANGUAGE = b"<dc:language>en-GB</dc:language></cp:coreProperties>"
_REST = (
    Column("sheet", "Sheet", Cell.TEXT, "Where the text begins."),
    Column("row", "Row", Cell.NUMBER, "In which row."),
    Column("column", "Column", Cell.TEXT, "In which column."),
    Column("part", "Part", Cell.NUMBER, "Which part of the text it is; the first is there."),
    Column("text", "Text", Cell.PROSE, "How it goes on."),
)


class SheetQuestion(NamedTuple):
    """A row of a sheet to fill in: its cells, and the words that its answer is chosen from."""

    cells: Sequence[str]
    choices: Sequence[str] = ()


class _Looks(NamedTuple):
    """How headings, cells, ratings and numbers look, and what each page has below.

    The look of a number is at the place of its decimals.
    """

    heading: "Format"
    kinds: Mapping[Cell, "Format"]
    steps: Mapping[Step, "Format"]
    numbers: Sequence["Format"]
    foot: str


def sheets_to_fill_in(sheets: Mapping[str, Sequence[Sequence[str]]]) -> bytes:
    """Return a workbook of texts, the first row of each sheet its columns' names.

    UserError for a text that is too long.

    Each cell is a text, whatever it looks like: 3.10 stays 3.10, and nothing is a formula.
    """
    with extra("xlsx"):
        from xlsxwriter import Workbook
    if any(len(text) > _MOST for rows in sheets.values() for row in rows for text in row):
        raise UserError("a text is longer than a cell can be", "--csv has room for it")
    filled = BytesIO()
    with Workbook(filled, {"in_memory": True}) as book:
        heading = book.add_format({"bold": True, "num_format": "@"})
        text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for at, cell in enumerate(row):
                    sheet.write_string(number, at, cell, text if number else heading)
            sheet.set_column(0, len(rows[0]) - 1, _WIDE, text)
            sheet.freeze_panes(1, 1)
    return filled.getvalue()


class FormSheet(NamedTuple):
    """A sheet to fill in: its title, the lines above, the columns, the rows, and which is open.

    The last of the columns, which has what planctl reads it by, is hidden; `day` is that of the
    file.
    """

    title: str
    above: Sequence[str]
    heads: Sequence[str]
    rows: Sequence[SheetQuestion]
    answer: int
    day: date


def form_to_fill_in(form: FormSheet) -> bytes:
    """Return a workbook in which one column is filled in, and all else is locked.

    Raises UserError for a text that is longer than a cell can be.
    """
    with extra("xlsx"):
        from xlsxwriter import Workbook
    if any(len(text) > _MOST for row in form.rows for text in row.cells):
        raise UserError("a text is longer than a cell can be", "a Word document has room for it")
    filled = BytesIO()
    with Workbook(filled, {"in_memory": True}) as book:
        made = datetime.combine(form.day, time(), UTC)
        book.set_properties({"title": visible(form.title), "created": made})
        _write_form(book, book.add_worksheet("Return"), form)
    return archive((name, _in_english(each)) for name, each in members(filled.getvalue()))


def _write_form(book: "Workbook", sheet: "Worksheet", form: FormSheet) -> None:
    """Write the rows of a sheet to fill in, and lock all of it but the answers."""
    look = {"num_format": "@", "text_wrap": True, "valign": "top", "font_color": _INK}
    edge = {"locked": False, "bg_color": _GROUND, "border": _THIN, "border_color": _RULE}
    plain, bold = book.add_format(look), book.add_format({**look, "bold": True})
    named = book.add_format({"bold": True, "valign": "top", "font_color": _INK})
    open_cell = book.add_format({**look, **edge})
    for number, line in enumerate(form.above):
        sheet.write_string(number, 0, line, named)
    start, last = len(form.above) + 1, len(form.heads) - 1
    for at, head in enumerate(form.heads):
        sheet.write_string(start, at, head, bold)
    for number, row in enumerate(form.rows, start + 1):
        for at, text in enumerate(row.cells):
            sheet.write_string(number, at, text, open_cell if at == form.answer else plain)
        if row.choices and len(",".join(row.choices)) <= _LIST:
            choice = {"validate": "list", "source": list(row.choices)}
            sheet.data_validation(number, form.answer, number, form.answer, choice)
    for at, wide in enumerate((_WIDE, _WIDE, _WIDE, _WIDE * 2, _WIDE * 2)):
        sheet.set_column(at, at, wide)
    sheet.set_column(last, last, None, None, {"hidden": True})
    sheet.freeze_panes(start + 1, 2)
    sheet.repeat_rows(start)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.protect("", {"format_columns": True, "format_rows": True})


def render(request: ReportRequest) -> Iterator[bytes]:
    """Yield the workbook; UserError if its library is missing, or the plan has too many rows."""
    with extra("xlsx"):
        from xlsxwriter import Workbook
    summary, commit = request.summary, request.commit
    tables = list(map(table_that_fits, _tables(summary, commit)))
    filled = BytesIO()
    with Workbook(filled, {"in_memory": True}) as book:
        _describe(book, summary, commit)
        looks = _looks(book, summary)
        rest = [row for table in tables for row in _write(book, table, looks)]
        if rest:
            long = Table("continued", "Texts too long for a cell.", _REST, tuple(rest))
            _write(book, long, looks)
    yield archive((name, _in_english(content)) for name, content in members(filled.getvalue()))


def _tables(summary: Summary, commit: str) -> Iterator[Table]:
    """Yield the tables, what the plan is first, without the columns that no row fills."""
    about = about_table(summary, commit)
    made = (count_table, plan_table, update_table, measure_table, value_table, sign_off_table)
    whole = [in_words_of(summary.scale, summary.year, of(summary)) for of in made]
    filled = list(map(_filled, whole))
    left_out = [
        ("Left out", table.name, None, f"Columns that no row fills: {'; '.join(names)}")
        for table, kept in zip(whole, filled, strict=True)
        if (names := [each.heading for each in table.columns if each not in kept.columns])
    ]
    yield in_words_of(summary.scale, summary.year, about)._replace(rows=(*about.rows, *left_out))
    yield from filled


def _filled(table: Table) -> Table:
    """Return a table without the columns that no row fills; all of them where there is no row."""
    if not table.rows:
        return table
    kept = [at for at, cells in enumerate(zip(*table.rows, strict=True)) if any(map(_text, cells))]
    return table._replace(
        columns=tuple(table.columns[at] for at in kept),
        rows=tuple(tuple([row[at] for at in kept]) for row in table.rows),
    )


def table_that_fits(table: Table) -> Table:
    """Return a table that a sheet has room for; UserError if it has too many rows."""
    if len(table.rows) <= ROWS:
        return table
    message = f"{len(table.rows):,} rows are more than a sheet of Excel can have"
    raise UserError(message, "use --format csv or --format parquet")


def _in_english(content: bytes) -> bytes:
    """Return a part of the workbook that says the language if it is the one that can."""
    return content.replace(b"</cp:coreProperties>", _LANGUAGE)


def _describe(book: "Workbook", summary: Summary, commit: str) -> None:
    header, day = summary.header, summary.today
    version = f", version {commit}" if commit else ""
    book.set_properties(
        {
            "title": visible(header.title),
            "subject": summary.quarter.described,
            "author": visible(header.organisation),
            "company": visible(header.organisation),
            "comments": visible(f"As at {in_words(day)}{version}"),
            "created": datetime.combine(day, time(), UTC),
        }
    )


def _looks(book: "Workbook", summary: Summary) -> _Looks:
    cell = {"font_color": _INK, "valign": "top", "text_wrap": True}
    text = {**cell, "quote_prefix": True}  # so that it stays a text when somebody edits it
    named = {**text, "num_format": "@"}
    number = {**cell, "align": "right", "indent": 1}
    kinds = {
        Cell.NUMBER: {**number, "num_format": "0"},
        Cell.DATE: {**cell, "num_format": "d mmm yyyy", "align": "left"},
        Cell.TEXT: named,
        Cell.WORD: named,
    }
    heading = {**cell, "bold": True, "bg_color": _GROUND, "bottom": _THIN, "bottom_color": _RULE}
    return _Looks(
        book.add_format(heading),
        {kind: book.add_format(kinds.get(kind, text)) for kind in Cell},
        {step: book.add_format({**text, **_look(step)}) for step in summary.scale.steps},
        [book.add_format({**number, "num_format": each}) for each in _DECIMALS],
        _foot(summary),
    )


def _look(step: Step) -> dict[str, object]:
    """Return how a rating looks: its shape before the word that the cell holds, and its colour."""
    rating, (ground, ink, edge) = step.rating, step.look
    look = {"num_format": f'"{step.shape} "@', "indent": 1, "font_color": ink}
    if rating in _QUIET:
        return look
    judges = step.own or rating in LOOKS
    border = {"border": _THIN if judges else _DASHED, "border_color": edge}
    return {**look, **border, "bold": True, "bg_color": ground}


def _foot(summary: Summary) -> str:
    """Return what stands below each page: the plan, the quarter and the day; sheet and page."""
    title = " ".join(visible(summary.header.title).split())[:_TITLE].replace("&", "&&")
    return f"&L{title}, {summary.quarter}, as at {in_words(summary.today)}&R&A, page &P of &N"


def _write(book: "Workbook", table: Table, looks: _Looks) -> list[tuple[Value, ...]]:
    """Write a sheet, and return the rows that say how the longest of its texts go on."""
    sheet = book.add_worksheet(table.name)
    texts = [[_text(value) for value in row] for row in table.rows]
    for number, row in enumerate(table.rows, 1):
        for place, (value, text) in enumerate(zip(row, texts[number - 1], strict=True)):
            column = table.columns[place]
            look = _look_of(value, column.kind, looks)
            where = (table.name, number + 1, column.heading)
            shown = text if len(text) <= CELL else text[:CELL] + CONTINUED.format(*where)
            _fill(sheet, (number, place), value, shown, look)
    _arrange(sheet, table, looks)
    _print(sheet, _size(sheet, table, texts), looks.foot)
    return list(_beyond(table, texts))


def _look_of(value: Value, kind: Cell, looks: _Looks) -> "Format":
    match value:
        case Step():
            return looks.steps[value]
        case ShownNumber():
            return looks.numbers[value.decimals]
    return looks.kinds[kind]


def _text(value: Value) -> str:
    match value:
        case Step():
            return value.label
        case tuple():
            return list_text(value)
    return "" if value is None else str(value)


def _fill(
    sheet: "Worksheet", cell: tuple[int, int], value: Value, text: str, look: "Format"
) -> None:
    if isinstance(value, (int, ShownNumber)):
        sheet.write_number(*cell, value if isinstance(value, int) else value.exact, look)
    elif isinstance(value, date) and value.year >= _FIRST_YEAR:
        sheet.write_datetime(*cell, value, look)
    elif text.startswith("<r>") and text.endswith("</r>"):
        # XlsxWriter would take it for markup of its own, and write it as that.
        sheet.write_rich_string(*cell, text[0], text[1], text[2:], look)
    elif text:
        sheet.write_string(*cell, text, look)


def _beyond(table: Table, texts: list[list[str]]) -> Iterator[tuple[Value, ...]]:
    """Yield what the cells of a table have no room for: where it belongs, and what it is."""
    for number, row in enumerate(texts, 2):
        for place, text in enumerate(row):
            where = (table.name, number, table.columns[place].heading)
            for part, start in enumerate(range(CELL, len(text), CELL), 2):
                yield (*where, part, text[start : start + CELL])


def _arrange(sheet: "Worksheet", table: Table, looks: _Looks) -> None:
    """Make a table that can be sorted and filtered of what is written in a sheet."""
    last = max(1, len(table.rows))
    headings = [{"header": c.heading, "header_format": looks.heading} for c in table.columns]
    said = {
        "columns": headings,
        "name": table.name.replace("-", "_"),
        "style": "Table Style Light 1",
        "title": table.name,
        "description": table.about,
    }
    sheet.add_table(0, 0, last, len(headings) - 1, said)
    sheet.freeze_panes(1, _NAMING)
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{last + 1}"})


def _size(sheet: "Worksheet", table: Table, texts: list[list[str]]) -> int:
    """Make the columns of a sheet as wide and its rows as high as they need; return its width."""
    headings = [column.heading for column in table.columns]
    widths = _widths(table, texts)
    if sum(widths) > _PAGE:
        widths = _widths(table, texts, narrow=True)
    for place, wide in enumerate(widths):
        sheet.set_column(place, place, wide)
    for number, row in enumerate([headings, *texts]):
        sheet.set_row(number, height(row, widths))
    return sum(widths)


def _widths(table: Table, texts: list[list[str]], *, narrow: bool = False) -> list[int]:
    return [
        width(column.kind, column.heading, [row[place] for row in texts], narrow=narrow)
        for place, column in enumerate(table.columns)
    ]


def _print(sheet: "Worksheet", wide: int, foot: str) -> None:
    """Have a sheet printed as wide as a page, with its headings on each."""
    sheet.set_landscape()
    sheet.set_paper(_A4 if wide <= _PAGE else _A3)
    sheet.set_margins(_MARGIN, _MARGIN)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer(foot)
