"""What the cells of a plan's table come to, and what is told of it: by csv, which shows it best."""

import csv
from datetime import date
from io import StringIO

import pytest

from imports import TODAY, Imported, imported
from planctl.exchange.cell_dates import due_in
from planctl.exchange.cell_lists import entries_of
from planctl.exchange.cell_ratings import colour_name, rating_said_by
from planctl.exchange.correctable_columns import fields_of_map, map_text
from planctl.exchange.document_title import UNNAMED, Given
from planctl.exchange.import_log import ImportLog
from planctl.exchange.known_columns import quarter_of
from planctl.exchange.plan_reading import ImportRequest, columns_in, plan_in
from planctl.exchange.source_file import source_of
from planctl.exchange.source_tables import SourceCell, lines_of_text
from planctl.plan.year import parse_year
from planctl.problem import UserError
from word_parts import row, table, word, words

GIVEN = Given("Plan 2019/20", "Aldermere Council", "2019-20")
YEAR = parse_year("2019-20")
PLAIN, NUMBERED, OPEN = ("Action", "Lead"), ("Ref", "Action", "Lead"), ("Open", "A")
"""The headings of small plans, and an action of one."""


def sheet(*rows: tuple[str, ...]) -> bytes:
    made = StringIO()
    csv.writer(made).writerows(rows)
    return made.getvalue().encode()


def of(*rows: tuple[str, ...], given: Given = GIVEN) -> Imported:
    return imported(sheet(*rows), given)


def test_ids_are_the_documents_own_or_the_next_of_their_priority() -> None:
    found = of(
        ("Theme", "Ref", "Action", "Lead"),
        ("1 Early help", "1.1a", "A", "L"),
        ("", "1.1a", "B", "L"),
        ("1 Homes", "COM1", "C", "L"),
        ("3", "", "D", "L"),
        ("Staff", "Ref: two", "E", "L"),
    )
    assert list(found.actions) == ["1.1", "1.1a", "2.1", "3.1", "4.1"]
    assert dict(found.read.plan.priorities) == {
        "1": "Early help",
        "2": "Homes",
        "3": "Priority 3",
        "4": "Staff",
    }
    assert any("'1.1a' is there twice" in each for each in found.guesses)
    assert any("'COM1' can be no id" in each for each in found.guesses)
    assert any("2 is the number of the priority 'Homes': its own is taken" in each
               for each in found.guesses)  # fmt: skip


def test_actions_before_and_after_those_with_numbers_are_of_the_priority_that_is_read() -> None:
    found = of(("No.", "Action", "Lead"), ("7", "A", "L"), ("", "B goes", "L"))
    assert list(found.actions) == ["1.1", "7"]
    assert found.read.plan.priorities == {"1": "Plan 2019/20"}


def test_rows_without_a_number_go_on_or_begin() -> None:
    found = of(
        ("Priority", "Action", "Lead", "Outcome"),
        ("", "", "", "Before the first"),
        ("1 Help", "Open hubs", "L", "First"),
        ("", "in each town", "", "second"),
        ("", "Train staff", "", "Third"),
        ("", "2.1 Find homes", "M", ""),
        ("", "Keep them", "", "more"),
        ("", "Visit them", "M", ""),
        (),
    )
    titles = [each.title for each in found.actions.values()]
    assert sorted(titles) == [
        "Find homes Keep them",
        "Open hubs in each town",
        "Train staff",
        "Visit them",
    ]
    assert found.left == {"Before the first": "it stands before the first action"}
    assert found.actions["1.1"].indicators == ("First second",)


def test_a_title_stands_before_its_colon_or_is_the_first_line() -> None:
    found = of(
        ("Ref", "Action", "Detail", "Lead"),
        ("1.1", "HUBS (ALL): Open two", "in May", "L"),
        ("1.2", "Train staff\nin each team", "", "L"),
        ("1.3", "Ask: what do families need?", "", "L"),
        ("1.4", "", "", "L"),
        ("1.5", "Keep\u200bup", "", "L"),
    )
    said = [(each.title, each.description) for each in found.actions.values()]
    assert said == [
        ("HUBS (ALL)", "Open two in May"),
        ("Train staff", "in each team"),
        ("Ask: what do families need?", ""),
        ("Action 1.4", ""),
        ("Keepup", ""),
    ]
    assert any("without hidden characters: Keep\\u200bup" in each for each in found.guesses)


def test_a_second_column_of_one_field_is_another_or_is_listed() -> None:
    found = of(
        ("Recommendation", "What?", "Action", "Lead", "Lead officer", "By when", "Target date",
         "Priority", "Sponsor"),
        ("R1 Do it", "Open", "Now", "A", "B", "May 2019", "June 2019", "High", "C"),
    )  # fmt: skip
    action = found.actions["1.1"]
    assert (action.title, action.description) == ("Open", "Now")
    assert (action.source, action.owner, action.accountable) == ("R1 Do it", "B", "C")
    assert found.left["June 2019"] == "column 'Target date'"
    assert found.left["High"] == "column 'Priority'"
    columns = {each.heading: each.why for each in found.read.columns}
    assert columns["Target date"] == "'By when' is the due already"
    assert columns["Priority"] == "its cells say how much it matters"


def test_a_status_beside_a_rating_is_a_status() -> None:
    found = of(("Action", "Lead", "RAG", "Status"), ("Open", "A", "Green", "In progress"))
    update = found.actions["1.1"].updates["Q1"]
    assert (update.rag and update.rag.code, update.status) == ("green", "in progress")


def test_a_number_that_a_spreadsheet_shortened_is_asked_about_in_csv_too() -> None:
    rows = [(each, "Open", "A") for each in ("3.8", "3.9", "3.1")]
    with pytest.raises(UserError, match=r"A4 is the number 3.1, which may be 3.1 or 3.10"):
        of(NUMBERED, *rows)
    marked = of(NUMBERED, ("3.9", "Open", "A"), ("'3.10", "Train", "A"))
    assert list(marked.actions) == ["3.9", "3.10"]


def test_columns_are_known_by_their_cells_where_a_heading_says_nothing() -> None:
    found = of(
        ("", "Action", "Action owner", "Progress"),
        ("1.1", "Open", "A", "Green"),
        ("1.2", "Train", "B", "Amber"),
        ("", "", "", ""),
    )
    assert list(found.actions) == ["1.1", "1.2"]
    assert found.actions["1.1"].lead == ("A",)
    assert found.actions["1.1"].updates["Q1"].rag is not None
    other = of(("Action", "Lead", ""), ("Open", "A", "stray"))
    assert other.left["stray"] == "column ''"
    wide = of(("Action", "Outcome", "Q1"), ("Open", "Soon", "Slow", "Late"))
    assert wide.actions["1.1"].updates["Q1"].commentary == "Slow"
    assert wide.actions["1.1"].lead == ("To be confirmed",)
    assert "Late" in wide.left


def test_what_a_document_is_called_is_read_or_guessed() -> None:
    rows = (PLAIN, OPEN)
    bare = of(*rows, given=Given())
    assert bare.read.plan.title == "Improvement plan"
    assert bare.read.plan.organisation == UNNAMED
    assert str(bare.read.plan.year) == "2019-20"
    alone = of(("Plan 2021",), *rows, given=Given())
    assert str(alone.read.plan.year) == "2021"
    later = of(("Our plan",), ("Years 2016-2010 and 2022 to 2023",), *rows, given=Given())
    assert str(later.read.plan.year) == "2022-23"
    core = "<coreProperties><title>A plan for 2020-21</title></coreProperties>"
    app = "<Properties><Company>Aldermere</Company></Properties>"
    body = table(row(*PLAIN), row(*OPEN))
    raw = word(body, {"docProps/core.xml": core, "docProps/app.xml": app}, title="")
    named = imported(raw)
    assert named.read.plan.title == "A plan for 2020-21"
    assert named.read.plan.organisation == "Aldermere"
    headed = word(body, {"word/header1.xml": words_of("Aldermere Council")}, title="")
    assert imported(headed).read.plan.organisation == "Aldermere Council"
    place = word(words("Aldermere Council") + body)
    assert imported(place).left == {}


def words_of(text: str) -> str:
    return f"<hdr xmlns:w='x'><p><t>{text}</t></p></hdr>"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("March 2020", "2020-03"),
        ("By end of March 2020", "2020-03"),
        ("31.3.20", "2020-03-31"),
        ("Quarter 4 2019/20", "Q4 2019-20"),
        ("End Q3", "Q3 2019-20"),
        ("TBA", "to be confirmed"),
        ("Ongoing - monthly", "ongoing"),
        ("Q1 / Q3", ""),
        ("Immediate", ""),
    ],
)
def test_a_due_date_is_read_as_councils_write_it(text: str, written: str) -> None:
    found = due_in(text, YEAR, date(2019, 7, 1))
    assert found.written == written
    assert bool(found.question) == (not written)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("G", "green"),
        ("AMBER", "amber"),
        ("On track", "green"),
        ("Off track", "red"),
        ("B", "complete"),
        ("Done", "complete"),
        ("Green - on track", "green"),
        ("Amber/Green", None),
        ("Red to amber", None),
        ("gre", None),
        ("no", None),
        ("12", None),
    ],
)
def test_a_rating_is_read_as_councils_write_it(text: str, value: str | None) -> None:
    found = rating_said_by(text)
    assert (found.value if found else None) == value


@pytest.mark.parametrize(
    ("colour", "name"),
    [("C00000", "red"), ("FFC000", "amber"), ("92D050", "green"), ("0070C0", "blue"),
     ("7030A0", ""), ("D9D9D9", ""), ("nothex", ""), ("FF0033", "red")],
)  # fmt: skip
def test_a_colour_has_the_name_of_a_rating(colour: str, name: str) -> None:
    assert colour_name(colour) == name


def test_a_quarter_is_known_by_its_name_its_year_or_a_day_in_it() -> None:
    years = parse_year("2019-21")
    assert quarter_of("Q2 2019/20", YEAR) == "Q2"
    assert quarter_of("Q2 2018/19", YEAR) == ""
    assert quarter_of("RAG", YEAR) == ""
    assert quarter_of("May 2031", YEAR) == ""
    assert quarter_of("Quarter 3 (2020/21)", years) == "Q3 2020-21"
    assert quarter_of("Q3 2025/26", years) == ""
    assert quarter_of("Q4", parse_year("2019")) == "Q4"


def test_a_map_says_what_columns_are_and_is_written_so() -> None:
    raw = sheet(("Job", "Boss", "Job", "Q2 state"), ("Open", "A", "Now", "Slow"))
    fields = fields_of_map("\ufeffheading,field\n\nJob,title\nBoss,lead\nQ2 state,rag Q2\n", "m")
    with pytest.raises(UserError, match="no table has a header row"):
        plan_in(source_of(raw, "x"), ImportRequest(GIVEN, {}, TODAY))
    request = ImportRequest(GIVEN, fields, TODAY)
    columns = columns_in(source_of(raw, "x"), request)
    assert map_text(*columns) == "heading,field\nJob,title\nBoss,lead\nQ2 state,rag Q2\n"
    bare = columns_in(source_of(raw, "x"), ImportRequest(GIVEN, {}, TODAY))
    assert map_text(*bare).split() == [
        "heading,field",
        "column",
        "1,leave",
        "column",
        "2,leave",
        "column",
        "3,leave",
        "column",
        "4,leave",
    ]
    for wrong in ("Job,titel", "Job,title Q1", "Job"):
        with pytest.raises(UserError, match="is no field"):
            fields_of_map(wrong, "m")
    assert fields_of_map("Plan!A7,3.10", "m") == {"plan a7": "3.10"}


def test_the_quarter_may_be_said() -> None:
    raw = sheet(("Action", "Lead", "RAG"), ("Open", "A", "Red"))
    read = plan_in(source_of(raw, "x"), ImportRequest(GIVEN, {}, TODAY, "q3"))
    assert read.plan.actions[0].updates == {"Q3": {"rag": "red"}}


def test_a_file_of_an_action_that_is_far_too_long_is_not_made() -> None:
    with pytest.raises(UserError, match=r"1\.1\.yaml would be larger"):
        imported(word(table(row(*NUMBERED), row("1.1", "x" * 300_000, "A"))))


def test_a_table_that_goes_on_without_a_header_is_read_as_the_one_before() -> None:
    body = table(row(*PLAIN), row(*OPEN)) + table(row("Train", "B"))
    other = table(row("not", "of", "it")) + table("")
    found = imported(word(body + other))
    assert [each.title for each in found.actions.values()] == ["Open", "Train"]
    assert found.left["of"] == "nothing of the plan is known by it"


def test_the_heading_of_a_priority_before_a_table_is_the_nearest_that_names_one() -> None:
    plan = table(row(*NUMBERED), row("{}", "Open", "A"))
    body = words("Priority 2: Homes") + words("What we want.") + plan.replace("{}", "2.1")
    body += words("3 Staff") + words("They matter.") + plan.replace("{}", "3.1")
    body += words("It was a long day and nobody knew what to do, so they wrote it down here.")
    body += plan.replace("{}", "3.2")
    found = imported(word(body))
    assert found.read.plan.priorities == {"2": "Homes", "3": "Staff"}
    assert "What we want." in found.left
    assert found.actions["3.2"].priority_id == "3"


def test_the_name_of_the_body_above_a_table_is_no_priority() -> None:
    body = words("Aldermere Council with its partners")
    found = imported(word(body + table(row(*PLAIN), row(*OPEN))))
    assert found.read.plan.priorities == {"1": "Aldermere Council Improvement Plan 2019/20"}


def test_an_entry_that_a_page_break_cut_is_whole_only_where_it_is_known() -> None:
    cells = [
        SourceCell(place, lines_of_text(text), 0)
        for place, text in (("a", "Joint"), ("b", "Plan"), ("c", "- new • "))
    ]
    log = ImportLog()
    assert entries_of(cells[:2], {"b"}, {"Joint Plan"}, log) == ("Joint Plan",)
    assert entries_of(cells[:2], {"b"}, (), log) == ("Joint", "Plan")
    assert entries_of(cells, {"c"}, (), log) == ("Joint", "Plan", "new")


def test_an_action_without_a_number_has_the_id_that_it_had_before() -> None:
    raw = sheet(PLAIN, ("Open", "A"), ("Close", "A"))
    read = plan_in(source_of(raw, "x"), ImportRequest(GIVEN, {}, TODAY, known={"Close": "1.7"}))
    assert [each.id for each in read.plan.actions] == ["1.8", "1.7"]
    guesses = [(each.place, each.what) for each in read.log.guesses]
    assert ("row 3", "1.7 is its id") in guesses
