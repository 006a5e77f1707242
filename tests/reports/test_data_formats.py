"""The data formats: read back exactly, inert, the same bytes wherever they are made."""

import csv
import json
import os
import re
import subprocess
import sys
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet as stored

from filled import ACTION, TODAY, summary
from planctl.plan.measure import PlainLine
from planctl.plan.model import Action
from planctl.plan.plan import Entry, Plan, load
from planctl.plan.priority import Priority
from planctl.plan.scale import Step
from planctl.reports.formats import FORMATS, render
from planctl.reports.formats.csv import is_formula, is_misread
from planctl.reports.report import ReportRequest
from planctl.reports.tables.actions import flat_table
from planctl.reports.tables.table import Value, list_text
from planctl.reports.values.plan import anchors
from planctl.summary.summary import Summary, summarise
from reports.test_commentary import ATTACKS

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = Path(__file__).parents[1] / "golden"


DATA = [name for name, each in FORMATS.items() if not each.paper]
FORMULAS = (
    '=HYPERLINK("https://example.invalid","see")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "\t=1+1",
    "\r=1+1",
    " =1+1",
    "＝1+1",
    "＋1+1",
    "－1+1",
    "＠SUM(1)",
    "﹦1+1",
    "'=1+1",
    "''@x",
    "<r><t>gone</t></r>",
    "<r></si><si><t>forged</t></si><r></r>",
    "_x000D_ and _x0041_",
    "https://example.invalid/",
    "3.10",
    "1e5",
    "TRUE",
    "#REF!",
    "a\x00b\x0bc\x1bd\x7fe\x85f\u202eg\ufffeh",
    " spaces \n around ",
)


def made(name: str, seen: Summary, commit: str = "") -> bytes:
    return b"".join(render(ReportRequest(seen, commit=commit), name))


def folder(name: str, today: date) -> Summary:
    texts = {path.name: path.read_bytes() for path in (ROOT / name).glob("*.yaml")}
    return summarise(load(texts), today)


def example() -> Summary:
    return folder("examples/2025-26", date(2026, 5, 20))


def blank() -> Summary:
    return folder("plan/2019-20", date(2019, 10, 20))


def saying(text: str) -> Summary:
    """Return the summary of a plan in which every free text is this one, as it is."""
    action = Action.model_validate(ACTION)
    update = action.updates["Q1"].model_copy(
        update=dict.fromkeys(("headline", "commentary", "impact", "next_steps", "evidence"), text)
    )
    words = dict.fromkeys(
        ("title", "description", "lead", "owner", "accountable", "source", "supersedes"), text
    )
    lists = dict.fromkeys(("links", "indicators", "measures"), (text, text))
    measures = [PlainLine(each) for each in lists["measures"]]
    made = {**words, **lists, "measures": measures, "updates": {"Q1": update}}
    said = action.model_copy(update=made)
    whole = summary()
    names = {
        "title": text,
        "organisation": text,
        "priorities": {"3": Priority(text=text)},
        "glossary": {text: text},
    }
    header = whole.header.model_copy(update=names)
    return summarise(Plan("p", header, None, (Entry("1.10", "p/1.10.yaml", said),)), TODAY)


@pytest.mark.parametrize("name", ["example.csv", "example.json", "blank.csv", "blank.json"])
def test_the_data_are_as_their_golden_file(name: str) -> None:
    """To write the golden files anew, set REGENERATE and read every line that changes."""
    of = {"example": example, "blank": blank}[name.partition(".")[0]]
    found = made(name.rpartition(".")[2], of())
    if os.environ.get("REGENERATE"):
        (GOLDEN / name).write_bytes(found)
    assert found == (GOLDEN / name).read_bytes()


# CSV


def rows_of(raw: bytes) -> list[list[str]]:
    """Return the rows of a CSV file, the apostrophes that were added to its texts taken away."""
    text = raw.decode("utf-8-sig")
    names, *rows = ([_bare(cell) for cell in row] for row in csv.reader(StringIO(text, newline="")))
    at = names.index("id")
    return [names, *([*row[:at], row[at].removeprefix("'"), *row[at + 1 :]] for row in rows)]


def _bare(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and is_formula(cell[1:]) else cell


def in_csv(value: Value) -> str:
    match value:
        case None:
            return ""
        case tuple():
            return list_text(value)
        case Step():
            return value.name
    return str(value)


@pytest.mark.parametrize(
    "seen", [example(), blank(), summary()], ids=["example", "blank", "filled"]
)
def test_csv_reads_back_cell_by_cell(seen: Summary) -> None:
    table = flat_table(seen, "4f2c9ab")
    header, *rows = rows_of(made("csv", seen, "4f2c9ab"))
    assert header == [column.name for column in table.columns]
    assert rows == [list(map(in_csv, row)) for row in table.rows]


def test_csv_has_the_mark_by_which_excel_knows_utf_8_and_its_ends_of_lines() -> None:
    raw = made("csv", summary())
    assert raw.startswith(b"\xef\xbb\xbforganisation,")
    assert raw.count(b"\r\n") == 5
    assert b'"Two carers were approved.\nOne left."' in raw


@pytest.mark.parametrize("text", [*ATTACKS, *FORMULAS])
def test_no_cell_of_csv_begins_as_a_formula_does(text: str) -> None:
    raw = made("csv", saying(text))
    for row in csv.reader(StringIO(raw.decode("utf-8-sig"), newline="")):
        for cell in row:
            assert not re.match("\\s*[=+\\-@＝＋－＠﹦﹢﹣﹫]|[\\t\\r\\n]", cell)


# JSON


@pytest.mark.parametrize(
    "seen", [example(), blank(), summary()], ids=["example", "blank", "filled"]
)
def test_json_is_as_its_schema_says(seen: Summary, tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.write_bytes(made("json", seen, "4f2c9ab"))
    program = Path(sys.executable).parent / "check-jsonschema"
    schema = ROOT / "schema" / "report.schema.json"
    subprocess.run([program, "--schemafile", schema, path], check=True, capture_output=True)


# Parquet


def in_parquet(raw: bytes) -> pa.Table:
    return stored.read_table(BytesIO(raw))


@pytest.mark.parametrize(
    "seen", [example(), blank(), summary()], ids=["example", "blank", "filled"]
)
def test_parquet_reads_back_cell_by_cell(seen: Summary) -> None:
    table, found = flat_table(seen, "4f2c9ab"), in_parquet(made("parquet", seen, "4f2c9ab"))
    assert found.column_names == [column.name for column in table.columns]
    for place, column in enumerate(table.columns):
        said = [row[place] for row in table.rows]
        assert found.column(column.name).to_pylist() == list(map(in_cell, said))


def in_cell(value: Value) -> object:
    match value:
        case tuple():
            return list(value)
        case Step():
            return value.rating.value
    return value


def test_parquet_has_real_types_and_says_what_its_columns_are() -> None:
    schema = in_parquet(made("parquet", summary())).schema
    types = {
        name: str(schema.field(name).type)
        for name in ("due", "rating", "links", "priority", "commentary")
    }
    assert types == {
        "due": "date32[day]",
        "rating": "dictionary<values=string, indices=int32, ordered=0>",
        "links": "list<element: string>",
        "priority": "int32",
        "commentary": "string",
    }
    said = schema.field("impact").metadata
    assert said[b"about"] == b"So what: the difference made for children."
    empty = in_parquet(made("parquet", summarise(Plan("p", summary().header, None, ()), TODAY)))
    assert empty.num_rows == 0
    only_where_any = schema.get_field_index("agreed_changes")
    assert empty.schema.equals(schema.remove(only_where_any))


# All of them

ANY = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


def lettered() -> Summary:
    """Return a plan of which a priority and the ids have letters and noughts."""
    head = b"title: P\norganisation: A\nyear: 2019-20\npriorities: {SG: Safe, 4: Stable}\n"
    ids = ("SG1", "4.01.01", "1E5", "DEC7", "dec7")
    texts = {
        f"p/{each}.yaml": f"id: '{each}'\ntitle: T\nlead: L\npriority: SG\n".encode()
        for each in ids
    }
    texts["p/4.01.01.yaml"] = texts["p/4.01.01.yaml"].replace(b"priority: SG\n", b"")
    return summarise(load({"p/plan.yaml": head, **texts}), TODAY)


def test_ids_that_a_spreadsheet_misreads_are_marked_in_csv() -> None:
    raw = made("csv", lettered()).decode("utf-8-sig")
    names, *rows = csv.reader(StringIO(raw, newline=""))
    cells = [(row[names.index("id")], row[names.index("priority")]) for row in rows[::4]]
    expected = [("'1E5", "SG"), ("'4.01.01", "4"), ("'DEC7", "SG"), ("'dec7", "SG"), ("SG1", "SG")]
    assert cells == expected
    misread = ("3.10", "1.1.10", "123456789012", "1.2.20", "01.02")
    assert all(map(is_misread, misread))
    assert not any(map(is_misread, ("3.1", "10", "1.2.3", "SG10", "12345")))


def test_ids_that_are_marked_in_csv_come_back_by_duckdb_as_the_docs_say(tmp_path: Path) -> None:
    (tmp_path / "q2.csv").write_bytes(made("csv", lettered()))
    text = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
    (query,) = re.findall(r"^(SELECT ltrim.*?;)$", text, re.MULTILINE | re.DOTALL)
    with duckdb.connect() as database:
        database.execute(f"SET file_search_path = '{tmp_path}'")
        ids = [row[0] for row in database.execute(query).fetchall()]
    assert ids[::4] == ["1E5", "4.01.01", "DEC7", "dec7", "SG1"]


def test_priorities_with_letters_are_texts_in_every_table() -> None:
    table = in_parquet(made("parquet", lettered()))
    assert pa.types.is_dictionary(table.schema.field("priority").type)
    assert table["priority"].to_pylist()[:8:4] == ["SG", "4"]
    assert table["id"].to_pylist()[::4] == ["1E5", "4.01.01", "DEC7", "dec7", "SG1"]


def test_ids_that_differ_by_capitals_have_places_of_their_own() -> None:
    found = anchors(lettered().rows)
    assert list(found.values()) == [
        "action-1E5", "action-4.01.01", "action-DEC7", "file-4", "action-SG1"
    ]  # fmt: skip


@given(ANY | st.sampled_from([*ATTACKS, *FORMULAS]))
def test_every_text_comes_back_exactly(text: str) -> None:
    seen = saying(text)
    table = flat_table(seen, "")
    place = [column.name for column in table.columns].index("commentary")
    assert table.rows[0][place] == text
    assert rows_of(made("csv", seen))[1] == list(map(in_csv, table.rows[0]))
    found = in_parquet(made("parquet", seen)).to_pylist()[0]
    assert found["commentary"] == text
    assert found["links"] == [text, text]
    action = json.loads(made("json", seen))["actions"][0]
    assert action["updates"][0]["commentary"] == text
    assert action["measures"] == [text, text]


_ELSEWHERE = """
import sys
sys.path.insert(0, sys.argv[1])
from reports.test_data_formats import example, made
sys.stdout.buffer.write(made(sys.argv[2], example(), "4f2c9ab"))
"""


@pytest.mark.parametrize("name", DATA)
@pytest.mark.slow
def test_the_same_plan_gives_the_same_bytes_elsewhere_and_at_another_time(
    name: str, tmp_path: Path
) -> None:
    there = {**os.environ, "TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "1"}
    command = [sys.executable, "-c", _ELSEWHERE, str(Path(__file__).parents[1]), name]
    done = subprocess.run(command, cwd=tmp_path, env=there, capture_output=True, check=True)
    assert done.stdout == made(name, example(), "4f2c9ab")


def test_the_docs_combine_plans_as_they_say(tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    for name, seen in (("2025-26", example()), ("2019-20", summary())):
        (tmp_path / "plans" / f"{name}.parquet").write_bytes(made("parquet", seen))
    text = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
    counted, red, measured = re.findall(r"^```sql\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    with duckdb.connect() as database:
        database.execute(f"SET file_search_path = '{tmp_path}'")
        tally = database.execute(counted).fetchall()
        assert sum(each[-1] for each in tally) == 4 * (1 + len(example().rows))
        first, *_ = database.execute(red).fetchall()
        assert first[:3] == ("2019-20", "Q1", "1.10")
        found = database.execute(measured).fetchall()
        words = [each if isinstance(each, str) else each["text"] for each in ACTION["measures"]]
        assert found[:3] == [("2019-20", "1.10", each) for each in sorted(words)]
