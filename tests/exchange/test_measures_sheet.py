"""The sheet that is filled in: taken back exactly as it was typed, or refused by row and column."""

import os
import re
import subprocess
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from planctl.edits.measure_values import MeasureValue, value_at, with_value
from planctl.exchange.cells import Grid, Kind, Typed, bounded, letter, of_text, typed
from planctl.exchange.measures_sheet import COLUMNS, sheet_of_measures, sheet_values
from planctl.exchange.sheet_rows import SheetPlan, as_csv
from planctl.exchange.workbook import of_workbook
from planctl.plan.period import Period
from planctl.plan.plan import load
from planctl.plan.year import Year
from planctl.problem import UserError
from planctl.summary.summary import summarise
from planctl.text.document import Document, read
from plans import ACTION, HEADER
from quarters import Q1, Q2, QUARTERS

Row = list[str | float | date | None]
CASES = sorted((Path(__file__).parents[1] / "cases" / "sheets").glob("*.txt"))
TODAY = date(2019, 11, 20)
MEASURES = """measures:
  - text: Placements that ended early
    id: ended-early
    unit: "%"
    actuals:
      Q1: 12.5

      Q2:
  - text: =Contacts
    id: contacts
    unit: count
    basis: in the period
    frequency: monthly
    actuals:
      Q2:
        months:
          July: 7
  - text: Exclusions
    id: exclusions
    unit: count
    frequency: termly
  - text: Is the board in place?
    id: board
    unit: yes/no
    actuals:
      Q2: "yes"
  - text: Spend
    id: spend
    unit: £
    frequency: six-monthly
    actuals:
      Q2:
        value: not available
        reason: -Late
        supplied: 2019-11-01
"""
CLOSED = "\nclosed:\n  Q1:\n    date: 2019-07-19\n    by: Head\n    digest: x\n"


def action(action_id: str, measures: str = MEASURES) -> bytes:
    body = ACTION.replace('"3.2"', f'"{action_id}"')
    return body.replace("measures:\n  - Placements that ended early\n", measures).encode()


TEXTS = {
    "p/plan.yaml": HEADER,
    "p/1.1.yaml": action("1.1", "measures:\n  - Words\n"),
    "p/3.1.yaml": action("3.1", MEASURES.replace("ended-early", "ended-sooner")),
    "p/3.2.yaml": action("3.2"),
    "p/3.10.yaml": action("3.10"),
}


def document(path: str) -> Document:
    found, problems = read(path, TEXTS[path])
    assert found, problems
    return found


def plan() -> SheetPlan:
    names = {path[2:-5]: document(path) for path in TEXTS if path != "p/plan.yaml"}
    return SheetPlan(names, Year(2019), frozenset({Q1}), TODAY)


def sheet(*quarters: Period, today: date = TODAY) -> str:
    summary = summarise(load(TEXTS), today)
    found = [(row.id, each) for row in summary.rows for each in summary.measured[row.path]]
    return as_csv(sheet_of_measures(found, quarters or [Q2], Year(2019)))


def said(found: list[MeasureValue]) -> list[str]:
    return [
        " ".join(
            filter(
                None,
                [each.action, each.measure, *map(str, each.place[1:]), *map(str, each.value[:3])],
            )
        )
        for each in found
    ]


def of(*rows: str, separator: str = ",") -> Grid:
    head = "action,measure,quarter,period,value,numerator,denominator,supplied,note"
    return of_text("\n".join([head, *rows]).replace(",", separator).encode())


def answer(text: str) -> str:
    """Return what is said of a sheet: what would change, and each cell that is refused."""
    raw = text.replace("\\ufeff", "\ufeff").replace("→", "\t").encode()
    try:
        found, faults = sheet_values(of_text(raw), plan())
    except UserError as error:
        return f"{error.message}\n= {error.hint}"
    lines = [
        f"row {each[0]}, {each[1]} ({each[2]}): '{each[3]}': {each[4]}\n= {each[5]}"
        for each in faults
    ]
    return "\n".join([*said(found), *lines]) or "nothing"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_sheet_is_taken_or_refused_as_its_case_says(case: Path) -> None:
    """Below `--` is what is said; in the sheet `→` is a tab; REGENERATE=1 writes it anew."""
    text = case.read_text(encoding="utf-8")
    given, _, expected = text.partition("\n--\n")
    made = answer(given)
    if os.environ.get("REGENERATE"):
        case.write_text(f"{given}\n--\n{made}\n", encoding="utf-8")
        return
    assert made == expected.rstrip("\n")


def test_a_sheet_that_is_not_filled_in_changes_nothing() -> None:
    text = sheet(*QUARTERS, today=date(2020, 3, 31))
    assert sheet_values(of_text(text.encode()), plan()._replace(today=date(2020, 3, 31))) == (
        [],
        [],
    )


def test_a_sheet_has_a_row_for_each_value_that_is_to_be_filled_in() -> None:
    rows = [row for row in sheet().splitlines() if row.startswith("3.2,")]
    assert rows == [
        "3.2,ended-early,Placements that ended early,%,Q2 2019-20,,,,,,",
        "3.2,contacts,'=Contacts,count,Q2 2019-20,July,7,,,,",
        "3.2,contacts,'=Contacts,count,Q2 2019-20,August,,,,,",
        "3.2,contacts,'=Contacts,count,Q2 2019-20,September,,,,,",
        "3.2,exclusions,Exclusions,count,Q2 2019-20,Summer,,,,,",
        "3.2,board,Is the board in place?,yes/no,Q2 2019-20,,yes,,,,",
        "3.2,spend,Spend,£,Q2 2019-20,,not available,,,2019-11-01,'-Late",
    ]
    assert sheet().startswith(f"\ufeff{','.join(COLUMNS)}\r\n")


FILLED = [
    ("ended-early", "", {"numerator": "1043", "denominator": "2055"}, "1043 of 2055"),
    ("contacts", "July", {"value": "1234"}, "1234"),
    ("contacts", "August", {"value": "-12.5"}, "-12.5"),
    ("contacts", "September", {"value": "suppressed"}, "suppressed"),
    ("exclusions", "Summer", {"value": "0"}, "0"),
    ("board", "", {"value": "no"}, "no"),
    ("spend", "", {"value": "1250000.75", "supplied": "2019-11-04", "note": "Late, again"},
     "1250000.75"),
]  # fmt: skip


def filled(style: Callable[[str, str], str]) -> Iterator[list[str]]:
    """Yield the rows of the sheet with the values of FILLED, each typed in some style."""
    head, *rows = (line.split(",") for line in sheet().removeprefix("\ufeff").splitlines())
    yield head
    wanted = {(name, period): cells for name, period, cells, _ in FILLED}
    for row in rows:
        cells = wanted.get((row[1], row[5]), {}) if row[0] == "3.2" else {}
        yield [style(head[at], cells.get(head[at], each)) for at, each in enumerate(row)]


def British(column: str, text: str) -> str:  # noqa: N802 - a style of writing
    if column == "supplied" and text:
        return f"{date.fromisoformat(text):%d/%m/%Y}"
    if column in {"value", "numerator", "denominator"} and re.fullmatch(r"-?[0-9.]+", text):
        return f"{Decimal(text):,}"
    return text


def iso(_column: str, text: str) -> str:
    return text


def csv_of(rows: Iterator[list[str]]) -> bytes:
    quoted = (",".join(f'"{cell}"' for cell in row) for row in rows)
    return ("\ufeff" + "\r\n".join(quoted) + "\r\n").encode()


def check_filled(grid: Grid) -> None:
    found, faults = sheet_values(grid, plan())
    assert not faults
    assert [(each.action, each.measure, each.place.period, each.value.value) for each in found] == [
        ("3.2", name, period, value) for name, period, _, value in FILLED
    ]
    last = found[-1].value
    assert (last.reason, last.supplied) == ("Late, again", "2019-11-04")
    after = plan().actions["3.2"]
    for each in found:
        after = with_value(after, each.place, each.value)
    assert [value_at(after, each.place)["value"] for each in found] == [each[3] for each in FILLED]
    assert {each.action for each in found} == {"3.2"}


@pytest.mark.parametrize("style", [iso, British])
def test_a_csv_that_is_filled_in_is_taken_exactly(style: Callable[[str, str], str]) -> None:
    check_filled(of_text(csv_of(filled(style))))
    check_filled(of_text(csv_of(filled(style)).decode("utf-8-sig").encode("utf-16")))


@pytest.mark.parametrize("style", [iso, British])
@pytest.mark.parametrize("kinds", [("ods", "csv"), ("xlsx",)])
def test_a_sheet_that_libreoffice_filled_in_is_taken_exactly(
    style: Callable[[str, str], str], kinds: tuple[str, ...], tmp_path: Path, office: list[str]
) -> None:
    """As the office reads a file of English words, numbers and dates, and writes it again."""
    path = tmp_path / "filled.csv"
    path.write_bytes(csv_of(filled(style)))
    _speak_british(office)
    filters = {"csv": "csv:Text - txt - csv (StarCalc):44,34,76,1"}
    for kind in kinds:
        reading = ["--infilter=CSV:44,34,76,1,,2057,false,true"] if path.suffix == ".csv" else []
        folder = tmp_path / kind
        command = [*office, *reading, "--convert-to", filters.get(kind, kind), "--outdir"]
        subprocess.run([*command, folder, path], check=True, capture_output=True, timeout=120)
        path = folder / f"filled.{kind}"
    raw = path.read_bytes()
    check_filled(of_workbook(raw) if path.suffix == ".xlsx" else of_text(raw))


def _speak_british(office: list[str]) -> None:
    folder = Path(office[-1].partition("file://")[2]) / "user"
    folder.mkdir(parents=True)
    folder.joinpath("registrymodifications.xcu").write_text(
        """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">
<value>en-GB</value></prop></item></oor:items>
"""
    )


HEAD: Row = ["action", "measure", "quarter", "period", "value", "numerator", "denominator",
             "supplied", "note"]  # fmt: skip


def workbook(*rows: Row, formats: dict[str, str] | None = None) -> bytes:
    book = Workbook()
    assert book.active
    for row in (HEAD, *rows):
        book.active.append(row)
    for at, form in (formats or {}).items():
        book.active[at].number_format = form
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def test_a_percentage_typed_in_libreoffice_is_that_percentage(
    tmp_path: Path, office: list[str]
) -> None:
    path = tmp_path / "filled.csv"
    path.write_text(",".join(map(str, HEAD)) + "\n3.2,ended-early,Q2,,57.3%,,,,\n")
    reading = "--infilter=CSV:44,34,76,1,,2057,false,true"
    command = [*office, reading, "--convert-to", "xlsx", "--outdir", str(tmp_path), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    grid = of_workbook(path.with_suffix(".xlsx").read_bytes())
    assert grid.rows[1][4] == Typed("57.3", Kind.PERCENT)
    assert said(sheet_values(grid, plan())[0]) == ["3.2 ended-early Q2 57.3"]


def test_a_percentage_of_a_workbook_is_what_its_cell_shows() -> None:
    rows: list[Row] = [["3.2", "ended-early", "Q2", None, 0.57, None, None,
                                 datetime(2019, 11, 3)]]  # fmt: skip # noqa: DTZ001 - as Excel has it
    found, faults = sheet_values(of_workbook(workbook(*rows, formats={"E2": "0.0%"})), plan())
    assert not faults
    assert said(found) == ["3.2 ended-early Q2 57 2019-11-03"]


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (183 / 286, "0.0%", "64.0"),
        (183 / 286, "0.00%;[Red]-0.00%", "63.99"),
        (1 / 3, "#,##0.00", "0.33"),
        (2 / 3 * 1e3, "0", "667"),
        (-1 / 3, "0.0", "-0.3"),
        (0.6398, "0.0%", "63.98"),
        (1 / 3, "General", "0.3333333333333333"),
        (1 / 3, "0.0E+00", "0.3333333333333333"),
    ],
)
def test_a_number_that_was_worked_out_is_as_its_cell_shows_it(
    value: float, form: str, text: str
) -> None:
    assert typed(value, form).text == text


def test_the_sheet_with_the_columns_is_found_among_others() -> None:
    book = load_workbook(BytesIO(workbook(["3.2", "ended-early", "Q2", None, 5])))
    assert book.active
    book.active.title = "Filled in"
    book.active.insert_rows(1, 2)
    book.active["A1"] = "Measures, please by Friday"
    book.create_sheet("Cover", 0)["A1"] = "How to fill this in: action, measure"
    wide = book.create_sheet("Data", 1)
    wide.cell(20_000, 1, "x")
    made = BytesIO()
    book.save(made)
    grid = of_workbook(made.getvalue(), COLUMNS)
    assert grid.name == "Filled in"
    found, faults = sheet_values(grid, plan())
    assert (said(found), faults) == (["3.2 ended-early Q2 5"], [])


def test_what_a_workbook_has_and_a_sheet_must_not_is_refused_by_name() -> None:
    rows: list[Row] = [
        ["3.2", "contacts", "Q2", "July", 0.6],
        ["3.2", "contacts", "Q2", "August", "=1+1"],
        ["3.2", "contacts", "Q2", "September", date(2019, 4, 3)],
        [3.1, "contacts", "Q2", "July", 5],
        ["3.2", "ended-early", "Q2", None, 1 / 3],
        ["3.2", "board", "Q2", None, 5],
        ["3.2", "exclusions", "Q2", None, "#N/A"],
    ]
    found, faults = sheet_values(of_workbook(workbook(*rows, formats={"E2": "0%"})), plan())
    assert not found
    assert [(each.at, each.message) for each in faults] == [
        ("E2", "it is a percentage"),
        ("E3", "it is a formula"),
        ("E4", "the spreadsheet took it for a date"),
        ("A5", "it may be 3.1 or 3.10: a spreadsheet writes both the same"),
        ("E6", "it is not a value in %"),
        ("E7", "it is not a value in yes/no"),
        ("E8", "it is not a value in count"),
    ]


def test_ids_with_letters_and_noughts_are_marked_where_a_spreadsheet_misreads_them() -> None:
    ids = ("1E5", "4.01.01", "MAR1", "3.10", "R12", "7", "13.2.3")
    texts = {**TEXTS, **{f"p/{each}.yaml": action(each) for each in ids}}
    summary = summarise(load(texts), TODAY)
    found = [(row.id, each) for row in summary.rows for each in summary.measured[row.path]]
    cells = {
        line.split(",")[0]
        for line in as_csv(sheet_of_measures(found, [Q2], Year(2019))).splitlines()
    }
    assert cells >= {"'1E5", "'4.01.01", "'MAR1", "'3.10", "R12", "7", "13.2.3"}
    read_again = {path[2:-5]: read(path, raw)[0] for path, raw in texts.items()}
    known = {name: each for name, each in read_again.items() if each and name != "plan"}
    rows: list[Row] = [
        [100000, "ended-early", "Q2", None, 5],
        ["r12", "ended-early", "Q2", None, 6],
        ["3.100", "contacts", "Q2", "July", 7],
    ]
    now, faults = sheet_values(of_workbook(workbook(*rows)), plan()._replace(actions=known))
    assert said(now) == ["1E5 ended-early Q2 5", "R12 ended-early Q2 6"]
    assert [each.message for each in faults] == [
        "it may be 3.1 or 3.10: a spreadsheet writes both the same"
    ]


def test_an_id_that_a_spreadsheet_made_a_number_is_known_by_its_measure() -> None:
    rows: list[Row] = [
        [3.1, "ended-early", "Q2", None, 5],
        ["3.10", "contacts", "Q2", "July", True],
        ["3.1", "contacts", "Q2", "July", 8],
    ]
    found, faults = sheet_values(of_workbook(workbook(*rows)), plan())
    assert said(found) == ["3.10 ended-early Q2 5", "3.1 contacts Q2 July 8"]
    assert [each.message for each in faults] == ["it is not a value in count"]


@given(st.decimals(-(10**7), 10**7, places=4))
def test_a_number_of_a_workbook_has_no_noise(number: Decimal) -> None:
    assert Decimal(typed(float(number), "General").text) == number
    assert Decimal(typed(float(number / 100), "0.00%").text) == number


def test_cells_of_every_kind_are_read() -> None:
    assert typed(None, "General") == Typed()
    assert typed(True, "General") == Typed("yes")
    assert typed(5, '0" % of"') == Typed("5", Kind.NUMBER)
    assert typed(datetime(2020, 3, 31, 9, 0), "d") == Typed("2020-03-31", Kind.DATE)  # noqa: DTZ001 - as Excel has it
    assert typed(datetime(2020, 3, 31).time(), "h") == Typed("00:00:00", Kind.DATE)  # noqa: DTZ001 - likewise
    assert [letter(at) for at in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def packed(members: dict[str, bytes], how: int = ZIP_DEFLATED) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", how) as archive:
        for name, raw in members.items():
            archive.writestr(name, raw)
    return made.getvalue()


def replaced(part: str, old: bytes, new: bytes) -> bytes:
    with ZipFile(BytesIO(workbook(["3.2"]))) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    assert old in members[part]
    return packed({**members, part: members[part].replace(old, new)})


SHEET = "xl/worksheets/sheet1.xml"
HOSTILE = [
    (b"PK nothing", "cannot be read"),
    (packed({"a": b"x"}), "cannot be read"),
    (packed({"a": b"x"}, ZIP_LZMA), "cannot be read"),
    (packed({"a": bytes(2_000_000)}), "far larger inside"),
    (packed({str(at): b"" for at in range(2_001)}), "far larger inside"),
    (replaced(SHEET, b'ref="A1:I2"', b'ref="A1:XFD1048576"' ), "larger than"),
    (replaced(SHEET, b'<row r="2"', b'<row r="1048576"'), "larger than"),
    (replaced(SHEET, b"<sheetData>", b"<sheetData><row>"), "cannot be read"),
    (
        replaced(
            SHEET, b"<worksheet", b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><worksheet'
        ),
        "cannot be read",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("raw", "said"), HOSTILE)
def test_a_hostile_workbook_is_refused_at_once(raw: bytes, said: str) -> None:
    with pytest.raises(UserError, match=said):
        of_workbook(raw)


def test_empty_rows_and_columns_of_a_workbook_are_nothing() -> None:
    rows: list[Row] = [["3.2", "ended-early", "Q2", None, 5], [""], [None] * 80]
    grid = of_workbook(workbook(*rows, formats={"A90": "0%"}))
    assert (len(grid.rows), len(grid.rows[0])) == (2, 9)
    assert of_workbook(workbook_without_cells()) == Grid([])


def workbook_without_cells() -> bytes:
    made = BytesIO()
    Workbook().save(made)
    return made.getvalue()


def test_too_many_rows_are_refused() -> None:
    with pytest.raises(UserError, match="larger than 10,000 rows and 100 columns"):
        bounded([[]] * 10_001)
    with pytest.raises(UserError, match="not UTF-8"):
        of_text(b"\xa3")
    with pytest.raises(UserError, match="not laid out as csv"):
        of_text(b'a,"b')


def test_a_workbook_from_elsewhere_is_opened_without_warnings() -> None:
    assert load_workbook(BytesIO(workbook(["3.2"]))).active
