"""Word documents: real styles and headings, every text once, nothing in it anybody's markup."""

import re
import subprocess
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from io import BytesIO
from itertools import pairwise, repeat
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from planctl.plan.model import Action, Update
from planctl.plan.plan import Entry, Plan
from planctl.problem import UserError
from planctl.reports.formats import render
from planctl.reports.formats.docx import MOST_MEMBERS
from planctl.reports.kinds import KINDS
from planctl.reports.paper.paper import PaperSection
from planctl.reports.report import ReportRequest
from planctl.reports.templates.template import Sources
from planctl.reports.values.blocks import ReadyMarkup
from planctl.reports.word_document import WordBody
from planctl.reports.word_prose import WordDocument
from planctl.summary.summary import Summary, summarise
from reports.test_commentary import ATTACKS
from reports.test_data_formats import example
from reports.test_reports import TODAY, everything, full, turns

KIND_NAMES = list(KINDS)


def _raw(summary: Summary, kind: str = "full", reference: Path | None = None) -> bytes:
    sources = Sources("", reference=str(reference) if reference else None)
    return b"".join(render(ReportRequest(summary, kind, sources=sources), "docx"))


def _document(summary: Summary, kind: str = "full") -> Document:
    return docx.Document(BytesIO(_raw(summary, kind)))


def _filled(kind: str, said: Iterable[str]) -> Document:
    """Return a document in which the texts are those said, one after another."""
    texts = iter(said)
    summary, last = full(lambda: next(texts)), next(texts)
    made = ReportRequest(summary, kind, everything(lambda: next(texts)), last)
    return docx.Document(BytesIO(b"".join(render(made, "docx"))))


def _text(document: Document) -> str:
    """Return what a document says, a paragraph a line."""
    lines = ("".join(each.itertext(qn("w:t"))) for each in document.element.iter(qn("w:p")))
    return "\n".join(lines)


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_headings_go_down_a_step_at_a_time(kind: str) -> None:
    named = [each.style.name for each in _document(example(), kind).paragraphs if each.style]
    assert named.count("Title") == 1
    levels = [int(name[-1]) for name in named if name and name.startswith("Heading")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_tables_have_a_caption_and_a_head_that_is_repeated(kind: str) -> None:
    document = _document(example(), kind)
    body = document.element
    for table in body.iter(qn("w:tbl")):
        rows = list(table.iter(qn("w:tr")))
        heads = [bool(list(row.iter(qn("w:tblHeader")))) for row in rows]
        assert heads == [True] + [False] * (len(rows) - 1)
        assert [each.get(qn("w:val")) for each in table.iter(qn("w:tblCaption"))] != [""]
        columns = len(list(table.iter(qn("w:gridCol"))))
        assert {sum(cell.grid_span for cell in row.tc_lst) for row in rows} == {columns}
    merged = list(body.iter(qn("w:gridSpan"), qn("w:vMerge")))
    assert bool(merged) == (kind == "full"), "only the council's own table has cells that span"


def test_the_document_says_what_it_is_and_in_which_language() -> None:
    document = _document(example())
    about = document.core_properties
    assert about.title == "Children's Services Improvement Plan 2025/26 (invented example)"
    assert (about.author, about.language) == ("Aldermere Borough Council", "en-GB")
    assert str(about.created) == str(about.modified) == "2026-05-20 00:00:00+00:00"
    languages = [each.get(qn("w:val")) for each in document.styles.element.iter(qn("w:lang"))]
    assert set(languages) == {"en-GB"}
    (header,), (footer,) = (
        {each.text for each in getattr(document.sections[0], part).paragraphs}
        for part in ("header", "footer")
    )
    assert header.startswith("Aldermere Borough Council. Children's Services")
    assert footer.startswith("Q4, as at 13 May 2026. Page ")


def test_the_plans_table_has_pages_of_its_own_that_are_turned() -> None:
    pages = [each.orientation for each in _document(example()).sections]
    assert [int(page or 0) for page in pages] == [0, 1, 0, 1, 0]
    assert len(_document(example(), "highlight").sections) == 1


def test_the_contents_lead_to_every_part() -> None:
    document = _document(example())
    marks = {each.get(qn("w:name")) for each in document.element.iter(qn("w:bookmarkStart"))}
    links = {each.get(qn("w:anchor")) for each in document.element.iter(qn("w:hyperlink"))}
    assert links - {None} <= marks
    listed = [
        each.text.strip()
        for each in document.paragraphs
        if each.style and each.style.name == "TOC 1"
    ]
    assert listed[0] == "What needs attention"
    assert "".join(each.text or "" for each in document.element.iter(qn("w:instrText"))).strip()


def _structure(document: Document) -> dict[str, int]:
    tags = ("w:tbl", "w:tr", "w:tc", "w:sectPr", "w:fldChar", "w:instrText", "w:drawing")
    return {tag: len(list(document.element.iter(qn(tag)))) for tag in tags}


@cache
def _calm(kind: str) -> dict[str, int]:
    """Return the structure of a document in which no text is hostile."""
    return _structure(_filled(kind, repeat("x")))


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_no_text_of_a_plan_becomes_a_part_of_the_document(kind: str) -> None:
    for texts in turns(kind):
        if harm := _harm(kind, texts):
            alone = [(attack, _harm(kind, repeat(attack))) for attack in ATTACKS]
            told = [f"{attack!r}: {each}" for attack, each in alone if each]
            pytest.fail("\n".join([f"together: {harm}", *told]))


def _harm(kind: str, texts: Iterable[str]) -> list[str]:
    """Return what texts did to a document: parts that came or went, and links."""
    made, calm = _filled(kind, texts), _calm(kind)
    outside = [each.target_ref for each in made.part.rels.values() if each.is_external]
    return [
        *(f"{tag} × {number}, not {calm[tag]}"
          for tag, number in _structure(made).items() if number != calm[tag]),
        *(f"link {link!r}" for link in outside if not re.match("https?:|mailto:", link)),
    ]  # fmt: skip


def test_hidden_characters_are_written_out() -> None:
    text = _text(_filled("full", repeat("a\u202eb\x00c\x1bd\ufffee")))
    assert r"a\u202eb\x00c\x1bd" in text


def test_commentary_keeps_its_lists_links_and_emphasis() -> None:
    said = (
        "One **two** *three* [four](https://example.org/a?b=1&c=2).\n\n"
        "3. first\n4. second\n   - inner\n\n     more\n\n> quoted\n\n1. again"
    )
    update = Update(commentary=said)
    action = Action(id="3.2", title="T", lead=("L",), updates={"Q1": update})
    entry = Entry("3.2", "p/3.2.yaml", action)
    summary = summarise(Plan("p", full(lambda: "x").header, None, (entry,)), TODAY)
    made = render(ReportRequest(summary, layout="pages"), "docx")
    document = docx.Document(BytesIO(b"".join(made)))
    assert [run.text for each in document.paragraphs for run in each.runs if run.bold] == ["two"]
    assert [run.text for each in document.paragraphs for run in each.runs if run.italic] == [
        "three"
    ]
    outside = [each.target_ref for each in document.part.rels.values() if each.is_external]
    assert outside == ["https://example.org/a?b=1&c=2"]
    styled = [(each.style.name, each.text) for each in document.paragraphs if each.style]
    assert ("Quote", "quoted") in styled
    assert ("List Continue", "more") in styled
    numbers = [_number(each) for each in document.paragraphs if each.text in _LISTED]
    assert [(level, number) for level, number, _ in numbers[:3]] == [
        (0, numbers[0][1]),
        (0, numbers[0][1]),
        (1, numbers[2][1]),
    ]
    assert [start for _, _, start in numbers] == [3, 3, None, 1]


_LISTED = ("first", "second", "inner", "again")


def _number(paragraph: Any) -> tuple[int, int, int | None]:  # noqa: ANN401 - elements have no types
    """Return how far in a paragraph's list is, which list it is, and where its numbers begin."""
    (about,) = paragraph.paragraph_format.element.iter(qn("w:numPr"))
    number = about.numId.val
    numbering = paragraph.part.numbering_part.element
    starts = numbering.num_having_numId(number).findall(f".//{qn('w:startOverride')}")
    return about.ilvl.val, number, int(starts[0].get(qn("w:val"))) if starts else None


def test_an_action_that_cannot_be_read_is_said_to_be_so() -> None:
    plan = Plan("p", full(lambda: "x").header, None, (Entry("3.2", "p/3.2.yaml", None),))
    text = _text(_document(summarise(plan, TODAY)))
    assert "The file p/3.2.yaml cannot be read; planctl check says why." in text


def test_a_form_of_the_first_quarter_has_nothing_before() -> None:
    action = Action(id="3.2", title="T", lead=("L",))
    plan = Plan("p", full(lambda: "x").header, None, (Entry("3.2", "p/3.2.yaml", action),))
    first = plan.require().period.first
    text = _text(_document(summarise(plan, TODAY, first), "blank"))
    assert "Last time" not in text
    assert text.count("☐") == 11


def test_the_same_plan_gives_the_same_bytes() -> None:
    raw = _raw(example())
    assert raw == _raw(example())
    with ZipFile(BytesIO(raw)) as archive:
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_block_that_a_document_cannot_show_is_an_error() -> None:
    whole = ReportRequest(example(), "highlight").paper
    strange = PaperSection("s", "S", [ReadyMarkup("<p>")])
    with pytest.raises(TypeError, match="cannot show the block ready"):
        WordBody(WordDocument(str, int, 1, "", "")).xml(replace(whole, sections=[strange]))


def _council(path: Path, *, bare: bool = False) -> Path:
    """Write a council's own document; one that is bare has no styles but those it must have."""
    document = docx.Document()
    document.add_paragraph("Words of a template")
    document.styles["Heading 1"].font.name = "Council Sans"
    document.sections[0].header.paragraphs[0].text = "Council header"
    if bare:
        for style in list(document.styles):
            if style.style_id not in ("Normal", "DefaultParagraphFont", "TableNormal"):
                style.delete()
        document.element.body.remove(document.element.body[-1])
    document.save(str(path))
    return path


def test_a_council_may_bring_its_own_styles(tmp_path: Path) -> None:
    path = _council(tmp_path / "council.docx")
    document = docx.Document(BytesIO(_raw(example(), reference=path)))
    assert document.styles["Heading 1"].font.name == "Council Sans"
    assert document.sections[0].header.paragraphs[0].text == "Council header"
    assert "Words of a template" not in _text(document)
    assert "Rating-red" in {each.style_id for each in document.styles}


def test_a_style_that_a_council_lacks_is_added(tmp_path: Path) -> None:
    path = _council(tmp_path / "council.docx", bare=True)
    document = docx.Document(BytesIO(_raw(example(), reference=path)))
    known = {each.style_id for each in document.styles}
    used = {
        each.get(qn("w:val"))
        for tag in ("w:pStyle", "w:rStyle", "w:tblStyle")
        for each in document.element.iter(qn(tag))
    }
    assert used <= known


def test_a_document_that_planctl_made_has_all_the_styles(tmp_path: Path) -> None:
    path = tmp_path / "before.docx"
    path.write_bytes(_raw(example()))
    names = [each.style_id for each in docx.Document(BytesIO(_raw(example(), "full", path))).styles]
    assert sorted(names) == sorted(each.style_id for each in _document(example()).styles)


def _zip(path: Path, members: dict[str, bytes]) -> Path:
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_a_template_of_word_that_never_had_a_list_is_a_reference(tmp_path: Path) -> None:
    path = _council(tmp_path / "council.docx")
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    del parts["word/numbering.xml"]
    for name, content in parts.items():
        text = re.sub(rb"<(?:Override|Relationship) [^>]*numbering[^>]*/>", b"", content)
        parts[name] = text.replace(b"document.main+xml", b"template.main+xml")
    made = _raw(example(), reference=_zip(tmp_path / "council.dotx", parts))
    document = docx.Document(BytesIO(made))
    assert document.styles["Heading 1"].font.name == "Council Sans"
    assert document.part.numbering_part.element.num_lst


def test_a_reference_that_is_no_document_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "council.docx"
    with pytest.raises(UserError, match="cannot be read: No such file"):
        _raw(example(), reference=path)
    path.write_text("words")
    with pytest.raises(UserError, match="is not a Word document"):
        _raw(example(), reference=path)
    with pytest.raises(UserError, match="is not a Word document"):
        _raw(example(), reference=_zip(path, {"a": b"b"}))


@pytest.mark.parametrize(
    "members",
    [
        {"a": b"0" * 30_000_000},
        {"a": b"0" * 1_000_000},
        {str(n): b"" for n in range(MOST_MEMBERS + 1)},
    ],
    ids=["large", "packed", "many"],
)
def test_a_reference_that_would_fill_the_memory_is_refused(
    members: dict[str, bytes], tmp_path: Path
) -> None:
    with pytest.raises(UserError, match="is too large"):
        _raw(example(), reference=_zip(tmp_path / "council.docx", members))


def test_an_office_program_keeps_the_headings_the_header_rows_and_the_language(
    tmp_path: Path, office: list[str]
) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(_raw(example()))
    command = [*office, "--convert-to", "fodt", "--outdir", str(tmp_path), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    text = (tmp_path / "report.fodt").read_text(encoding="utf-8")
    assert text.count('text:outline-level="1"') >= 10
    assert text.count("<table:table-header-rows>") == text.count("<table:table ")
    assert 'fo:language="en" fo:country="GB"' in text


def test_an_office_program_cuts_no_word_and_loses_no_heading_and_no_chart(
    tmp_path: Path, office: list[str]
) -> None:
    """Each kind of paper, in one start of the program, and the full one in pages too."""
    raw = {kind: _raw(example(), kind) for kind in KIND_NAMES}
    raw["pages"] = b"".join(render(ReportRequest(example(), layout="pages"), "docx"))
    for name, content in raw.items():
        (tmp_path / f"{name}.docx").write_bytes(content)
    paths = [str(tmp_path / f"{name}.docx") for name in raw]
    command = [*office, "--convert-to", "pdf", "--outdir", str(tmp_path), *paths]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    for name, content in raw.items():
        document = docx.Document(BytesIO(content))
        path = str(tmp_path / f"{name}.pdf")
        told = _printed("pdftotext", "-layout", path, "-")
        words = set(re.findall("[A-Za-z]{4,}", _text(document)))
        assert words - set(re.findall("[A-Za-z]+", told)) == set(), name
        heads = [each.text for each in document.paragraphs
                 if each.style and each.style.name.startswith(("Heading", "Plan "))]  # fmt: skip
        whole = "".join(_printed("pdftotext", path, "-").split())
        assert [head for head in heads if "".join(head.split()) not in whole] == [], name
        drawn = len(list(document.element.iter(qn("w:drawing"))))
        assert len(_printed("pdfimages", "-list", path).splitlines()) - 2 == drawn, name


def _printed(*command: str) -> str:
    """Return what a tool of poppler prints."""
    return subprocess.run(command, check=True, capture_output=True, timeout=60).stdout.decode()


def test_every_chart_is_drawn_twice_and_told_in_words() -> None:
    document = _document(example())
    told = [each.get("descr") for each in document.element.iter(qn("wp:docPr"))]
    marks = [each for each in told if each.startswith("Mark of ")]
    told = [each for each in told if each not in marks]
    assert len(told) == 4 + 20
    assert {"Mark of Red", "Mark of Closed", "Mark of Worsened"} <= set(marks)
    assert told[0].startswith("Of 16. Q1: 3 red, 6 amber, 6 green, 1 not started.")
    parts = [each.partname for each in document.part.package.iter_parts()]
    assert sum(name.endswith(".svg") for name in parts) == len({*told, *marks})
    assert sum(name.endswith(".png") for name in parts) == len({*told, *marks})
    for part in document.part.package.iter_parts():
        if part.partname.endswith(".svg"):
            assert ET.fromstring(part.blob).tag == "{http://www.w3.org/2000/svg}svg"  # noqa: S314


def test_the_contents_list_every_priority_and_action_with_a_page_that_is_not_guessed() -> None:
    body = _document(example()).element
    listed = [each for each in body.iter(qn("w:p"))
              if each.style in ("TOC1", "TOC2")]  # fmt: skip
    texts = ["".join(each.itertext(qn("w:t"))) for each in listed]
    at = texts.index("1 Families get the right help early, close to home and before problems grow")
    assert texts[at + 1] == "1.1 FAMILY HUBS"
    asked = ["".join(each.itertext(qn("w:instrText"))).split() for each in listed]
    marks = {each.get(qn("w:name")) for each in body.iter(qn("w:bookmarkStart"))}
    assert {each[each.index("PAGEREF") + 1] for each in asked} <= marks
    fields = [each.text for each in body.iter(qn("w:instrText")) if " TC " in (each.text or "")]
    assert r' TC "1.1 FAMILY HUBS" \f C \l 2 ' in fields
    assert not [each for each in body.iter(qn("w:fldChar")) if each.get(qn("w:dirty"))]


def test_added_styles_take_after_those_of_a_council(tmp_path: Path) -> None:
    path = _council(tmp_path / "council.docx")
    styles = docx.Document(BytesIO(_raw(example(), reference=path))).styles
    assert styles["Plan Priority"].base_style == styles["Heading 1"]
    assert {styles[name].font.name for name in ("Plan Priority", "Plan Cell", "Lead", "Cell")} == {
        None
    }
