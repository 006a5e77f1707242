"""The PDF of each kind of paper: for everybody to read, fit for archives, and inert."""

import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple, get_args
from xml.etree import ElementTree as ET

import pytest
import typst
from coloraide import Color
from pdfua import validate
from pikepdf import Array, Dictionary, Name, Object, Pdf

from planctl.plan.model import Action, Update
from planctl.plan.plan import Entry, Plan, load
from planctl.problem import UserError
from planctl.reports.fonts import PLACEHOLDER
from planctl.reports.formats import render
from planctl.reports.kinds import KINDS
from planctl.reports.paper.options import CoverSheet, PaperOptions
from planctl.reports.paper.paper import Block, PaperSection
from planctl.reports.report import ReportRequest
from planctl.reports.values.blocks import ReadyMarkup, Subheading, bullets, paragraph
from planctl.reports.values.runs import Run, code, link, muted, strong
from planctl.summary.summary import Summary, summarise
from plans import ACTION, HEADER
from reports.test_commentary import ATTACKS
from reports.test_reports import everything, full

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = (ROOT / "templates" / "report.typ").read_text(encoding="utf-8")
NAMES = list(KINDS)
LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch" * 3
XHTML = "{http://www.w3.org/1999/xhtml}"


@cache
def _example() -> Summary:
    folder = ROOT / "examples" / "2025-26"
    plan = load({path.name: path.read_bytes() for path in folder.glob("*.yaml")})
    return summarise(plan, date(2026, 5, 20))


@cache
def _of(kind: str, text: str = "") -> bytes:
    """Return a paper of the example plan, or of one where every field has that text."""
    if not text:
        summary = _example()
        if kind == "action":
            summary = summary.only([row for row in summary.rows if row.id == "3.2"], "chosen")
        return b"".join(render(ReportRequest(summary, kind, commit="4f2c9ab"), "pdf"))
    return b"".join(
        render(ReportRequest(full(lambda: text), kind, everything(lambda: text)), "pdf")
    )


def _said(commentary: str) -> bytes:
    """Return a paper of one action with that commentary."""
    action = Action(id="3.2", title="T", lead=("L",), updates={"Q1": Update(commentary=commentary)})
    header = load({"p/plan.yaml": HEADER}).require()
    plan = Plan("p", header, None, (Entry("3.2", "p/3.2.yaml", action),))
    made = ReportRequest(summarise(plan, date(2019, 10, 20)), layout="pages")
    return b"".join(render(made, "pdf"))


def _tool(name: str, *options: str, pdf: bytes) -> str:
    """Return what a tool of poppler prints of a file."""
    if not shutil.which(name):
        assert os.environ.get("CI") != "true", f"{name} is missing"
        pytest.skip(f"there is no {name}; `make poppler` installs it")
    command = [name, *options, "-", "-"]
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()


class _Tag(NamedTuple):
    """An element of a file's structure: its tag, the tag it is within, and what it says."""

    name: str
    within: str
    element: Object

    @property
    def attributes(self) -> dict[str, Object]:
        found = self.element.get("/A", Array([]))
        each = [found] if isinstance(found, Dictionary) else list(found)
        return {name: value for some in each for name, value in some.items()}


def _tags(pdf: Pdf) -> list[_Tag]:
    return list(_below(pdf.Root.StructTreeRoot.K, ""))


def _below(kids: Object, within: str) -> Iterator[_Tag]:
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield _Tag(str(kid.S)[1:], within, kid)
            yield from _below(kid.get("/K", Array([])), str(kid.S)[1:])


def _open(content: bytes) -> Pdf:
    return Pdf.open(io.BytesIO(content))


@pytest.mark.parametrize("text", ["", "Words of a text"])
@pytest.mark.parametrize("kind", NAMES)
def test_a_checker_of_pdf_ua_finds_nothing(kind: str, text: str, tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(_of(kind, text))
    assert [str(finding) for finding in validate(str(path)).findings] == []


@pytest.mark.parametrize("text", ["", "Words of a text"])
@pytest.mark.parametrize("kind", NAMES)
def test_its_structure_is_that_of_the_paper(kind: str, text: str) -> None:
    with _open(_of(kind, text)) as pdf:
        tags = _tags(pdf)
        levels = [int(tag.name[1]) for tag in tags if re.fullmatch("H[1-6]", tag.name)]
        assert levels.count(1) == 1
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))
        for tag in tags:
            if tag.name == "TH":
                assert str(tag.attributes["/Scope"]) == "/Column"
            if tag.name == "Figure":
                assert str(tag.element.Alt)
            if tag.within in ("L", "TOC", "TR"):
                assert tag.name in ("LI", "TOCI", "TOC", "TH", "TD", "L")
            if tag.name == "Table":
                inner = [each.name for each in _below(tag.element.K, "")]
                assert inner.index("THead") < inner.index("TBody")


def test_a_chart_is_told_in_words_and_its_figures_stand_in_a_table() -> None:
    with _open(_of("full")) as pdf:
        tags = _tags(pdf)
        told = [str(tag.element.Alt) for tag in tags if tag.name == "Figure"]
        assert len(told) == 4 + 20
        assert told[0].startswith("Of 16. Q1: 3 red, 6 amber, 6 green, 1 not started.")
        assert [tag.name for tag in tags].count("Table") == len(told) + 3 + 1


@pytest.mark.parametrize("kind", NAMES)
def test_it_says_what_it_is(kind: str) -> None:
    with _open(_of(kind)) as pdf:
        assert str(pdf.Root.Lang) == "en-GB"
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        said = {name: str(value) for name, value in pdf.docinfo.items()}
        assert said["/Title"].endswith("(invented example): Q4, January to March 2026")
        assert said["/Author"] == "Aldermere Borough Council"
        assert said["/CreationDate"] == said["/ModDate"] == "D:20260520000000Z"
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as about:
            standards = [about["pdfuaid:part"], about["pdfaid:part"], about["pdfaid:conformance"]]
            assert standards == ["1", "2", "A"]
            assert about["dc:title"] == said["/Title"]
        assert "/OutputIntents" in pdf.Root


def test_bookmarks_lead_to_sections_and_actions() -> None:
    with _open(_of("full")) as pdf, pdf.open_outline() as outline:
        found = {each.title: [inner.title for inner in each.children] for each in outline.root}
    assert found["All actions by quarter"] == []
    first = next(name for name in found if name.startswith("1 Families"))
    assert found[first][0] == "1.1 FAMILY HUBS"


@pytest.mark.parametrize("text", ["", "Words ▲ **bold** *thin*", LONG])
def test_only_the_font_that_comes_with_it_is_in_it(text: str) -> None:
    with _open(_of("full", text)) as pdf:
        fonts = [each for each in pdf.objects if _is(each, "/Type", "/Font")]
        within = [each for each in fonts if "/FontDescriptor" in each]
        names = {str(each.BaseFont).partition("+")[2] for each in within}
        assert names <= {
            f"SourceSans3-{name}" for name in ("Regular", "It", "Semibold", "SemiboldIt")
        }
        assert "SourceSans3-Regular" in names
        assert all("/FontFile3" in each.FontDescriptor for each in within)


def _is(value: Object, key: str, name: str) -> bool:
    return isinstance(value, Dictionary) and value.get(key) == Name(name)


def test_there_is_a_page_number_and_what_the_page_is_of_on_every_page() -> None:
    pages = _tool("pdftotext", pdf=_of("full")).split("\f")[:-1]
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in page
        assert "Version 4f2c9ab." in page
        assert "Q4, January to March 2026" in page


def test_the_highlights_are_two_pages_with_what_a_meeting_wants_to_read() -> None:
    asked = ("Note the report", "Agree the plan for 3.2")
    cover = CoverSheet("Improvement Board, 4 June 2026", "To note progress", asked)
    made = ReportRequest(_example(), "highlight", PaperOptions(cover), "4f2c9ab")
    with _open(b"".join(render(made, "pdf"))) as pdf:
        assert len(pdf.pages) == 2


def test_the_highlights_of_300_actions_are_two_pages_too() -> None:
    summary = _example()
    rows = [
        row._replace(id=f"{row.priority}.{number}", path=f"p/{number}.yaml")
        for number in range(300)
        for row in [summary.rows[number % len(summary.rows)]]
    ]
    made = ReportRequest(replace(summary, rows=tuple(rows)), "highlight")
    with _open(b"".join(render(made, "pdf"))) as pdf:
        assert len(pdf.pages) == 2


def test_every_exception_and_every_form_begins_a_page() -> None:
    pages = _tool("pdftotext", pdf=_of("exceptions")).split("\f")
    assert [page for page in pages if "Why it is an exception" in page][1:]
    assert all(page.count("What is the reason") <= 1 for page in pages)
    pages = _tool("pdftotext", pdf=_of("blank")).split("\f")
    assert all(page.count("This quarter") <= 1 for page in pages)


def test_every_field_has_its_place() -> None:
    words: list[str] = []

    def word() -> str:
        words.append(f"word{1000 + len(words)}")
        return words[-1]

    asked = ReportRequest(full(word))
    text = " ".join(_tool("pdftotext", pdf=b"".join(render(asked, "pdf"))).split())
    told = b"".join(render(asked, "markdown")).decode()  # not what came after the sign-off
    words = [each for each in words if each in told]
    assert len(words) > 50
    said = ["July to September 2019", "31 March 2020", "Amber", "Complete", "▲", "●"]
    assert [each for each in words + said if each not in text] == []


def test_every_word_of_a_commentary_is_there_once_and_in_order() -> None:
    words = [f"zq{'abcdefgh'[number % 8]}{number}" for number in range(3000)]
    marks = ["{}", "**{}**", "*{}*", "[{}](https://x.org)", "({})", "{},\n", "\n\n- {}",
             "\n\n1. {}", "\n\n> {}", "\n\n{}"]  # fmt: skip
    said = " ".join(marks[number * 7 % 10].format(word) for number, word in enumerate(words))
    text = _tool("pdftotext", pdf=_said(said[:19_900]))
    found = re.findall(r"zq[a-h]\d+", text)
    assert len(found) > 800
    assert found[:-1] == words[: len(found) - 1]


def test_a_commentary_keeps_its_lists_emphasis_and_links() -> None:
    said = "One **two** *three*.\n\n- four\n- five\n  1. six\n\n[seven](https://x.org/7)\\\neight"
    with _open(_said(said)) as pdf:
        tags = [tag.name for tag in _tags(pdf)]
        at = tags.index("Em")
        assert tags[at - 1] == "Strong"
        assert tags[at:].index("L") < tags[at:].index("LI") < tags[at:].index("Link")
        uris = [str(each.A.URI) for page in pdf.pages for each in page.get("/Annots", [])
                if "/A" in each]  # fmt: skip
        assert uris == ["https://x.org/7"]


def test_a_very_long_commentary_is_all_there() -> None:
    text = _tool("pdftotext", pdf=_said("A word that council people use. " * 600))
    assert len(re.findall(r"\bcouncil\b", text)) == len(re.findall(r"\bpeople\b", text)) == 600


@pytest.mark.parametrize("kind", NAMES)
def test_no_word_runs_out_of_the_page(kind: str) -> None:
    for pdf in (_of(kind), _of(kind, LONG)):
        for page, left, right in _across(pdf):
            assert 50 < left < right < page - 50


@pytest.mark.parametrize("kind", ["full", "action"])
def test_nothing_but_one_line_stands_at_the_foot_of_a_page(kind: str) -> None:
    box = _tool("pdftotext", "-bbox", pdf=_of(kind))
    for page in ET.fromstring(box).iter(f"{XHTML}page"):  # noqa: S314 - poppler's own
        tops = [round(float(word.attrib["yMin"])) for word in page.iter(f"{XHTML}word")]
        height, turned = float(page.attrib["height"]), float(page.attrib["width"]) > 600
        assert len({top for top in tops if top > height - (42 if turned else 62)}) == 1


def _across(pdf: bytes) -> Iterator[tuple[float, float, float]]:
    """Yield the width of the page of each word, and where on it the word begins and ends."""
    box = _tool("pdftotext", "-bbox", pdf=pdf)
    for page in ET.fromstring(box).iter(f"{XHTML}page"):  # noqa: S314 - poppler's own
        for word in page.iter(f"{XHTML}word"):
            yield (
                float(page.attrib["width"]),
                float(word.attrib["xMin"]),
                float(word.attrib["xMax"]),
            )


@pytest.mark.parametrize(
    "attack", [*ATTACKS, "#panic() $x$ @a <b> \\u{1} #sys.inputs", "\u202ex\x07"]
)
def test_no_text_of_a_plan_does_anything(attack: str) -> None:
    for kind in ("full", "highlight"):
        with _open(_of(kind, attack)) as pdf:
            assert {"/OpenAction", "/AA", "/AcroForm"}.isdisjoint(pdf.Root.keys())
            assert set(pdf.Root.get("/Names", Dictionary()).keys()) <= {"/Dests"}
            for each in pdf.objects:
                if isinstance(each, Dictionary):
                    assert {"/JS", "/JavaScript", "/AA", "/EF"}.isdisjoint(each.keys())
            for page in pdf.pages:
                for note in page.get("/Annots", []):
                    assert str(note.Subtype) == "/Link"
                    if "/A" in note:
                        assert str(note.A.S) in ("/URI", "/GoTo")
                        assert re.match("https?:|mailto:", str(note.A.get("/URI", "https:")))


def test_text_that_looks_like_code_is_printed_as_it_is() -> None:
    said = "#panic() $x$ *a <b> = H // c @d"
    assert said in _tool("pdftotext", pdf=_said(said.replace("*", "\\*")))


def test_a_character_that_the_font_does_not_have_is_said_to_be_missing() -> None:
    text = " ".join(_tool("pdftotext", pdf=_said("Zoë Ŵyn Łukasz, مح 👩\u200d👧 e\u0301")).split())
    assert f"Zoë Ŵyn Łukasz, {PLACEHOLDER * 2} {PLACEHOLDER * 2} é" in text
    assert f"{PLACEHOLDER} stands for a character that this paper’s font does not have:" in text
    assert "U+062D, U+0645, U+1F467, U+1F469." in text
    many = "".join(map(chr, range(0x4E00, 0x4E20)))
    assert "U+4E0B and 20 more." in " ".join(_tool("pdftotext", pdf=_said(many)).split())


def test_every_shape_of_a_rating_is_in_the_font() -> None:
    made = ReportRequest(_example())
    shapes = "".join(each.shape for each in made.paper.plan.key) + "☐↘→↗·"
    assert PLACEHOLDER not in _tool("pdftotext", pdf=_said(shapes))


def test_the_same_plan_gives_the_same_bytes_anywhere(tmp_path: Path) -> None:
    program = (
        "import sys; sys.path[:0] = sys.argv[1:]; from reports import test_pdf;"
        " sys.stdout.buffer.write(test_pdf._of('highlight'))"
    )
    elsewhere = {**os.environ, "TZ": "Asia/Tokyo", "SOURCE_DATE_EPOCH": "1", "LC_ALL": "C",
                 "HOME": str(tmp_path), "TYPST_FONT_PATHS": "/usr/share/fonts"}  # fmt: skip
    command = [sys.executable, "-c", program, str(ROOT / "tests"), str(ROOT / "src")]
    again = subprocess.run(command, cwd=tmp_path, env=elsewhere, capture_output=True, check=True)
    assert again.stdout == _of("highlight")
    assert str(ROOT).encode() not in again.stdout


def test_every_block_of_a_paper_has_its_place_in_the_template() -> None:
    named = {_kind(block, "block") for block in get_args(Block)}
    _, _, shown = TEMPLATE.partition("#let shown(each) = {")
    known = set(re.findall(r'each\.block\s*==\s*"(\w+)"', shown.partition("\n}\n")[0]))
    assert named - {"ready"} == known, "what is ready is for a site alone"
    runs = {"strong", "code", *(_kind(run, "kind") for run in get_args(Run))}
    assert runs <= set(re.findall(r'run\.kind\s*==\s*"(\w+)"', TEMPLATE))


def _kind(of: type, name: str) -> str:
    """Return which block or run a class is, as the template names it."""
    (default,) = (each.default for each in fields(of) if each.name == name)
    return str(default)


def _with(*made: Block) -> bytes:
    """Return a paper with a section of those blocks."""
    whole = ReportRequest(_example(), "highlight")
    sections = [PaperSection("s", "S", list(made))]
    vars(whole)["paper"] = replace(whole.paper, sections=sections)
    return b"".join(render(whole, "pdf"))


def test_every_block_and_run_is_shown() -> None:
    runs: list[str | Run] = [
        "one",
        strong("two"),
        muted("three"),
        code("four"),
        link("five", "https://x.org"),
    ]
    made: list[Block] = [paragraph(runs), Subheading("six"), bullets(["seven", strong("eight")])]
    text = _tool("pdftotext", pdf=_with(*made))
    words = ["one", "two", "three", "four", "five", "six", "seven", "eight"]
    assert re.findall("|".join(words), text) == words


def test_a_link_leads_only_to_what_is_in_the_paper() -> None:
    here = paragraph([link("here", "#s"), link("nowhere", "#action-9.9")])
    with _open(_with(here)) as pdf:
        assert len(pdf.pages[0].Annots) == 1


def test_a_block_that_the_template_does_not_know_is_an_error() -> None:
    with pytest.raises(typst.TypstError, match="no such block: ready"):
        _with(ReadyMarkup("<p>"))


def test_an_action_that_cannot_be_read_is_shown_as_such() -> None:
    texts = {"p/plan.yaml": HEADER, "p/3.2.yaml": b"id: [", "p/1.1.yaml": ACTION.encode()}
    summary = summarise(load(texts), date(2019, 10, 20))
    text = _tool("pdftotext", pdf=b"".join(render(ReportRequest(summary), "pdf")))
    assert "The file p/3.2.yaml cannot be read; planctl check says why." in " ".join(text.split())


def test_titles_too_long_for_a_file_to_repeat_are_cut() -> None:
    header = _example().header.model_copy(update={"title": "é" * 17_000})
    paper = render(ReportRequest(replace(_example(), header=header), "exceptions"), "pdf")
    with _open(b"".join(paper)) as pdf:
        assert len(str(pdf.docinfo["/Title"])) < 3_000


def test_a_plan_without_actions_is_a_paper() -> None:
    summary = summarise(load({"p/plan.yaml": HEADER}), date(2019, 10, 20))
    for kind in ("full", "highlight", "exceptions", "lead", "year-end", "blank"):
        assert b"".join(render(ReportRequest(summary, kind), "pdf")).startswith(b"%PDF-1.7")


def test_a_paper_that_does_not_fit_into_memory_is_refused_before_it_is_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("planctl.reports.formats.pdf._MEMORY", 10**12)
    refused = r"the PDF would take about \d+\.\d GB of memory; this machine has \d+\.\d GB"
    with pytest.raises(UserError, match=refused):
        list(render(ReportRequest(_example()), "pdf"))


def test_without_its_library_the_error_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(UserError, match="PDF needs typst, which is not installed"):
        list(render(ReportRequest(_example()), "pdf"))


def test_its_colours_can_be_told_from_their_grounds() -> None:
    looks = re.findall(
        r'ground: rgb\("(.*?)"\), text: rgb\("(.*?)"\), edge: rgb\("(.*?)"\)', TEMPLATE
    )
    assert len(looks) == 8
    for ground, text, edge in looks:
        assert Color(text).contrast(ground) >= 4.5
        assert Color(edge).contrast("#ffffff") >= 3
    for name in ("ink", "muted", "linked"):
        found = re.search(rf'#let {name} = rgb\("(.*?)"\)', TEMPLATE)
        assert found
        assert Color(found[1]).contrast("#f4f3f0") >= 4.5


def test_a_table_in_commentary_is_a_table() -> None:
    pdf = _said("It went well.\n\n| Team | Cases |\n| --- | --- |\n| North | 12 |\n")
    with _open(pdf) as opened:
        assert "TH" in {tag.name for tag in _tags(opened)}
    assert re.search(r"Team +Cases\n+ *North +12", _tool("pdftotext", "-layout", pdf=pdf))
