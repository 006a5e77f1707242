"""The tables of a plan: every field has its place in them, and their counts add up."""

from datetime import date

import pytest

from filled import ACTION, HEADER, Path, changed, leaves, summary, unsaid
from planctl.plan.model import Action, Header
from planctl.plan.plan import load
from planctl.plan.ratings import Rating
from planctl.plan.scale import OWN
from planctl.reports.column_widths import NARROWEST, WIDEST, height, width
from planctl.reports.records.report import report_record
from planctl.reports.tables.actions import flat_table, plan_table, update_table
from planctl.reports.tables.measures import measure_table, value_table
from planctl.reports.tables.plan import about_table, count_table, sign_off_table
from planctl.reports.tables.table import Cell, Table, list_text
from planctl.summary.summary import Summary, summarise
from plans import ACTION as TEXT
from plans import HEADER as HEADER_TEXT

NOT_IN_TABLES = {
    "handle",  # whom planctl codeowners names; no report prints it
    "actions",  # the digests of single updates mean something to planctl check alone
    "update",  # the same
    "plan",  # the same, of what plan.yaml says
    "time_zone",  # what a day is; the days themselves are there
    "personal",  # what the rules are to know; the full report lists what is waived
}
WAYS = [("header", *way) for way in leaves(HEADER)] + [("action", *way) for way in leaves(ACTION)]


def tables(seen: Summary) -> list[Table]:
    made = [
        make(seen)
        for make in (
            plan_table,
            update_table,
            measure_table,
            value_table,
            count_table,
            sign_off_table,
        )
    ]
    return [*made, about_table(seen, "4f2c9ab")]


def without(way: Path) -> Summary:
    data = changed({"header": HEADER, "action": ACTION}, way)
    return summary(data["header"], data["action"])


def test_the_filled_plan_has_every_field_of_the_schema() -> None:
    """A new field fails here first: give it a value in filled.py, and a place in the tables.

    tests/bodies.py has plans with scales; for whom a part is, and which numbers are too small, is
    told by tests/privacy; what was published by tests/cli/test_publish.py.
    """
    filled = (Header.model_validate(HEADER), Action.model_validate(ACTION))
    elsewhere = {"Header.scale", "Header.not_shown", "Action.plain", "Header.published"}
    elsewhere |= {"Header.disclosure", "Measure.total_of"}
    assert {each for each in unsaid(*filled) if not each.endswith(".visibility")} == elsewhere


@pytest.mark.parametrize("way", WAYS, ids=str)
def test_what_is_said_in_a_field_is_seen(way: Path) -> None:
    hidden = NOT_IN_TABLES & {*map(str, way)}
    assert (tables(without(way)) == tables(summary())) == bool(hidden)
    assert (report_record(without(way), "") == report_record(summary(), "")) == (
        way[-1] == "handle" or "personal" in way
    )


@pytest.mark.parametrize("way", [way for way in WAYS if way[0] == "action"], ids=str)
def test_what_is_said_of_an_action_is_seen_in_the_one_flat_table(way: Path) -> None:
    assert flat_table(without(way), "") != flat_table(summary(), "")


def broken() -> Summary:
    texts = {
        "p/plan.yaml": HEADER_TEXT,
        "p/3.2.yaml": TEXT.encode(),
        "p/1.1.yaml": b"id: [",
        "p/no\u202ete.yaml": b"id: x\n",
        "p/9.1.yaml": TEXT.replace('"3.2"', '"9.1"').encode(),
    }
    return summarise(load(texts), date(2019, 10, 20))


def cells(table: Table, name: str) -> list[object]:
    place = [column.name for column in table.columns].index(name)
    return [row[place] for row in table.rows]


def test_an_action_that_cannot_be_read_is_a_row_too() -> None:
    seen = broken()
    ratings = [Rating.UNREADABLE, Rating.NO_UPDATE, Rating.NO_UPDATE, Rating.UNREADABLE]
    assert cells(plan_table(seen), "rating") == list(map(OWN.of, ratings))
    assert cells(plan_table(seen), "title")[0] == "p/1.1.yaml"
    assert cells(plan_table(seen), "id")[3] == "no\\u202ete"
    assert cells(plan_table(seen), "file")[3] == "p/no\\u202ete.yaml"
    assert cells(plan_table(seen), "missing")[1] == ("rating", "commentary")
    assert len(update_table(seen).rows) == len(flat_table(seen, "").rows) == 4 * len(seen.rows)


@pytest.mark.parametrize("seen", [broken(), summary()], ids=["broken", "filled"])
def test_counts_add_up_to_all_actions(seen: Summary) -> None:
    table = count_table(seen)
    ratings = [place for place, column in enumerate(table.columns) if column.heading in set(Rating)]
    for row, total in zip(table.rows, cells(table, "total"), strict=True):
        assert sum(int(str(row[place])) for place in ratings) == total
    for what in ("Plan", "Priority", "Lead"):
        of = zip(cells(table, "of"), cells(table, "total"), strict=True)
        assert sum(int(str(total)) for each, total in of if each == what) == len(seen.rows)


def test_a_row_is_as_long_as_there_are_columns_and_no_name_is_there_twice() -> None:
    for table in (*tables(summary()), flat_table(summary(), "")):
        assert {len(row) for row in table.rows} == {len(table.columns)}
        for words in zip(*table.columns, strict=True):
            assert all(words)
        names, headings, *_ = zip(*table.columns, strict=True)
        assert len(set(names)) == len(names)
        assert len({heading.lower() for heading in headings}) == len(headings)


def test_the_sign_off_says_what_each_stage_is_and_what_changed_off_the_record() -> None:
    header = (
        HEADER_TEXT
        + b"""calendar:
  stages: [DMT, Board, Cabinet]
closed:
  Q2:
    stages:
      DMT:
        date: 2019-10-14
        by: Director
        digest: v1-0
"""
    )
    texts = {"p/plan.yaml": header, "p/3.2.yaml": TEXT.encode()}
    open_still = sign_off_table(summarise(load(texts), date(2019, 10, 20)))
    assert cells(open_still, "what") == ["Stage, void", "Stage, not signed", "Stage, not signed"]
    closed = header + b'    date: 2019-10-15\n    by: Chair\n    actions:\n      "3.2": v1-0\n'
    texts = {"p/plan.yaml": closed, "p/3.2.yaml": TEXT.encode()}
    found = sign_off_table(summarise(load(texts), date(2019, 10, 20)))
    assert cells(found, "what") == ["Closed", "Stage", "Changed"]
    assert cells(found, "reason")[2] == "changed since, and not on the record"


def test_a_list_is_one_text_with_an_entry_to_a_line() -> None:
    assert list_text(("one", "two\nand more", "three")) == "one\ntwo\n  and more\nthree"


def test_a_column_is_as_wide_as_its_texts_and_no_wider_than_can_be_read() -> None:
    assert width(Cell.TEXT, "No", []) == NARROWEST
    assert width(Cell.TEXT, "Quarter ends", ["abc"]) == len("Quarter") + 4
    assert width(Cell.PROSE, "Text", ["a line of twenty two\nanother"]) == 21
    assert width(Cell.PROSE, "Text", ["word " * 100]) == WIDEST[Cell.PROSE]
    assert width(Cell.PROSE, "Text", ["word " * 60], narrow=True) == 32
    assert width(Cell.PROSE, "Text", ["word " * 80], narrow=True) == 48
    assert width(Cell.PROSE, "Text", ["word " * 200], narrow=True) == WIDEST[Cell.PROSE]
    assert width(Cell.RATING, "Q1", ["Not started"]) == len("Not started") + 6


def test_a_row_is_as_high_as_its_longest_text_and_no_higher_than_excel_can() -> None:
    assert height(["a", "b"], [8, 8]) == 15
    assert height(["one\ntwo\nthree", "a"], [8, 8]) == 45
    assert height(["a", "word " * 10], [8, 10]) == 15 * 6
    assert height(["line\n" * 100], [8]) == 409
