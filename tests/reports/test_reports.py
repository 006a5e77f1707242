"""Reports: golden files, every field in its place, every word once, no text taken for markup."""

import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import is_dataclass
from datetime import date
from functools import cache
from html.parser import HTMLParser
from itertools import count, cycle, islice, repeat
from pathlib import Path
from types import NoneType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from pydantic import BaseModel

from planctl.plan.agreed_change import AgreedChange
from planctl.plan.model import (
    Accepted,
    Action,
    Correction,
    Header,
    Opening,
    SignedStage,
    Update,
)
from planctl.plan.plan import Entry, Plan, load
from planctl.plan.recommendation import Recommendation
from planctl.plan.scale import RatingWords
from planctl.reports.formats import render
from planctl.reports.kinds import KINDS
from planctl.reports.paper.options import CoverSheet, HistoryEvent, LastSeen, PaperOptions
from planctl.reports.paper.paper import template_values
from planctl.reports.report import ReportRequest, paper
from planctl.reports.templates.template import Sources
from planctl.summary.summary import Summary, summarise
from plans import ACTION, HEADER
from reports.test_commentary import ATTACKS

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = Path(__file__).parents[1] / "golden"
TODAY = date(2019, 10, 20)
FORMATS = ["html", "markdown"]
KIND_NAMES = list(KINDS)

Text = Callable[[], str]


def _summary(action: str = ACTION, header: bytes = HEADER) -> Summary:
    return summarise(load({"p/plan.yaml": header, "p/3.2.yaml": action.encode()}), TODAY)


def _paper(
    summary: Summary,
    name: str,
    commit: str = "",
    kind: str = "full",
    asked: PaperOptions | None = None,
) -> str:
    made = ReportRequest(summary, kind, asked or PaperOptions(), commit, Sources("p"))
    return b"".join(render(made, name)).decode()


def everything(text: Text) -> PaperOptions:
    """Return what can be asked of a paper, each text a new one."""
    cover = CoverSheet(text(), text(), (text(), text()), (text(),))
    event = HistoryEvent("1 May 2019", text(), text(), (text(), text()))
    return PaperOptions(cover, LastSeen(_summary(), text()), (event,))


def _texts(model: type[BaseModel], text: Text, **others: object) -> dict[str, Any]:
    """Return a value for each field of a model: a text for all but those given."""
    lists = {name for name, field in model.model_fields.items() if "tuple" in str(field.annotation)}
    free = [name for name in model.model_fields if name not in others]
    return {name: [text(), text()] if name in lists else text() for name in free} | others


def _moves(text: Text) -> list[dict[str, Any]]:
    """Return moves of a due date: one agreed, one refused, one that waits."""
    move = {"was": "2020-01", "to": "2020-03-31", "date": "2019-09-02", "decided": "2019-09-03"}
    by: tuple[dict[str, Any], ...] = (
        {"agreed_by": text()},
        {"refused_by": text()},
        {"decided": None},
    )
    return [{**move, "reason": text(), **each} for each in by]


def _closed(text: Text) -> dict[str, Any]:
    """Return the record of a signed quarter; the digests that are not shown are no texts."""
    kept = {"date": "2020-01-08", "digest": "v1-"}
    correction = _texts(Correction, text, **kept, action="1.2", field="rag", update="v1-")
    return {
        "date": "2020-01-09",
        "by": text(),
        "digest": text(),
        "stages": {text(): _texts(SignedStage, text, **kept)},
        "accepted": {"1.2": _texts(Accepted, text)},
        "corrections": [correction],
    }


def _measure(text: Text) -> dict[str, Any]:
    """Return a measure in which each field that is a text is a new one."""
    return {
        "text": text(),
        "id": "a-measure",
        "unit": "other",
        "unit_name": text(),
        "polarity": "lower",
        "basis": "snapshot",
        "frequency": "quarterly",
        "source": text(),
        "baseline": {"value": "31", "when": text()},
        "target": "20",
        "tolerance": "to 25",
        "benchmarks": {text(): {"value": "19", "when": text()}},
        "last_year": {"Q1": "30"},
        "actuals": {
            "Q1": {"value": "28", "restated_from": "27", "reason": text()},
            "Q2": {"value": "24", "series_break": text(), "supplied": "2020-01-15"},
            "Q3": {"value": "suppressed"},
        },
    }


def full(text: Text) -> Summary:
    """Return the summary of a plan in which every field is filled, each text a new one."""
    return summarise(full_plan(text), date(2020, 1, 20))


def full_plan(text: Text) -> Plan:
    """Return a plan in which every field is filled, each text a new one."""
    header, action = said(text)
    entry = Entry("1.2", "p/1.2.yaml", Action.model_validate(action))
    return Plan("p", Header.model_validate(header), None, (entry,))


def said(text: Text) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a header and an action in which every field is filled, each text a new one."""
    lead = text()
    updates = {
        "Q1": _texts(Update, text, rag="amber", status=None, confidence="green"),
        "Q2": _texts(Update, text, rag="red", status="in progress", confidence="red"),
        "Q3": _texts(Update, text, rag="green", status="complete", confidence="amber"),
        "Q4": _texts(Update, text, rag=None, status="on hold", confidence=None),
    }
    action = _texts(
        Action, text, id="1.2", lead=lead, priority="3", updates=updates, starts=None,
        visibility=None, plain=None,
        due="2020-03-31", original_due="2020-01-31", moves=_moves(text),
        milestones={text(): {"due": "2020-01", "done": "2020-01-04", "moves": _moves(text)}},
        measures=[text(), _measure(text)],
        opening=_texts(Opening, text, rag="red", status=None, confidence="amber"), answers=["R7"],
        agreed_changes=[_texts(AgreedChange, text, date="2019-09-05", field="title")],
        fields={"budget": text()},
    )  # fmt: skip
    header = _texts(
        Header, text, year="2019-20", priorities={"3": text()}, leads={lead: text()},
        ratings={"red": _texts(RatingWords, text)}, scale=[], glossary={text(): text()},
        fields={"budget": text()},
        calendar={"first_month": 7}, starts=None, closed={"Q2": _closed(text)},
        recommendations={"R7": _recommendation(text)}, personal={},
        visibility=None, not_shown=None, shares="whole", disclosure=None, published={},
    )  # fmt: skip
    return header, action


def _recommendation(text: Text) -> dict[str, Any]:
    return _texts(
        Recommendation, text, date="2019-09-01", must_or_should="must", response="accepted",
        deadline="2020-03", position={"2019-10-01": text()},
    )  # fmt: skip


def numbered() -> tuple[Text, list[str]]:
    """Return what makes a new word each time, and the list of those made so far."""
    made: list[str] = []
    numbers = count(1000)

    def word() -> str:
        made.append(f"word{next(numbers)}")
        return made[-1]

    return word, made


@cache
def _golden() -> dict[str, str]:
    """Return what is made now of each golden file, made once."""
    return dict(_made())


def _made() -> Iterator[tuple[str, str]]:
    folder = ROOT / "examples" / "2025-26"
    plan = load({path.name: path.read_bytes() for path in folder.glob("*.yaml")})
    example = summarise(plan, date(2026, 5, 20))
    for kind in ("full", "highlight", "exceptions", "year-end"):
        yield f"example-{kind}.md", _paper(example, "markdown", kind=kind)
    for suffix, name in (("html", "html"), ("md", "markdown")):
        yield f"small.{suffix}", _without_style(_paper(_summary(), name))
        for kind in KIND_NAMES:
            word = numbered()[0]
            made = _paper(full(word), name, "4f2c9ab", kind, everything(word))
            yield f"{kind}.{suffix}", _without_style(made)


def _without_style(page: str) -> str:
    """Return a page without its style and script, which have tests of their own."""
    bare = re.sub(r"(?<=<style>\n).*(?=</style>)", "", page, flags=re.DOTALL)
    digest = re.sub(r"sha256-[\w+/=]+", "sha256-…", bare)
    return re.sub(r"(?<=<script>).*(?=</script>)", "", digest, flags=re.DOTALL)


_GOLDEN = [
    *(f"example-{kind}.md" for kind in ("full", "highlight", "exceptions", "year-end")),
    *(f"{kind}.{suffix}" for kind in ("small", *KIND_NAMES) for suffix in ("md", "html")),
]


@pytest.mark.parametrize("name", _GOLDEN)
def test_a_report_is_as_its_golden_file(name: str) -> None:
    """To write the golden files anew, set REGENERATE and read every line that changes."""
    made = _golden()[name]
    if os.environ.get("REGENERATE"):
        (GOLDEN / name).write_text(made, encoding="utf-8")
    assert made == (GOLDEN / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", FORMATS)
def test_every_field_has_its_place(name: str) -> None:
    """Those of the quarters after the one that was signed off are in the paper of the year."""
    word, said = numbered()
    plan = full_plan(word)
    seen = (summarise(plan, date(2020, 1, 20)), summarise(plan, date(2020, 7, 20)))
    paper = "".join(_paper(each, name) for each in seen)
    dates = ["July to September 2019", "31 March 2020", "31 January 2020"]
    ratings = ["Amber ◆", "Complete ✓", "On hold ‖", "Green ●", "Red ▲"]
    shown = re.sub(
        r'<span class="shape" aria-hidden="true">(.)</span>&nbsp;([\w ]+)', r"\2 \1", paper
    )
    assert [each for each in said + dates + ratings if each not in shown] == []


def test_there_is_a_golden_file_of_every_kind_in_every_text_format() -> None:
    made = {path.name for path in GOLDEN.iterdir() if path.suffix in (".html", ".md")}
    assert made - {"comment.md"} == set(_GOLDEN)


@pytest.mark.parametrize("name", FORMATS)
def test_the_version_of_the_plan_is_said_where_it_is_known(name: str) -> None:
    assert "Version 4f2c9ab" in _paper(_summary(), name, "4f2c9ab")
    assert "ersion" not in _without_style(_paper(_summary(), name))


@pytest.mark.parametrize("name", FORMATS)
def test_an_action_that_cannot_be_read_is_shown_as_such(name: str) -> None:
    texts = {"p/plan.yaml": HEADER, "p/3.2.yaml": b"id: [", "p/notes here.yaml": b"id: x\n"}
    summary = summarise(load(texts), TODAY)
    paper = _paper(summary, name)
    assert paper.count("cannot be read;") == 2
    assert "Files that belong to no priority" in paper
    assert "Not known" in paper
    assert "The action's file has an error" in paper.replace("&#39;", "'")
    assert summary.overall.total == 2


def test_a_place_in_the_page_is_named_by_a_number_and_only_once() -> None:
    texts = {
        "p/plan.yaml": HEADER,
        "p/1.1.yaml": ACTION.encode(),
        "p/3.2.yaml": ACTION.encode(),
        'p/" onclick="x.yaml': b"id: [",
    }
    page = _paper(summarise(load(texts), TODAY), "html")
    places = re.findall(r'<article id="([^"]*)"', page)
    assert sorted(places) == ["action-1.1", "action-3.2", "file-3"]
    every = re.findall(r'\bid="([^"]*)"', page)
    assert len(every) == len(set(every))


@pytest.mark.parametrize("kind", ["full", "scorecard"])
def test_a_rating_that_rests_on_the_tolerance_by_default_says_so(kind: str) -> None:
    measure = (
        "  - text: Reviews\n    id: reviews\n    unit: '%'\n    polarity: higher\n    target: 80\n"
    )
    action = f'id: "3.2"\ntitle: T\nlead: L\nmeasures:\n{measure}    actuals:\n      Q2: 78\n'
    paper = _paper(_summary(action), "markdown", kind=kind)
    said = {
        "full": "Amber ◆ (tolerance by default: within 5 points of target)",
        "scorecard": "at least 80%; amber within 5 points of target, by default",
    }
    assert said[kind] in paper


@pytest.mark.parametrize("name", FORMATS)
def test_an_action_or_a_plan_without_anything_is_whole(name: str) -> None:
    bare = 'id: "3.2"\ntitle: T\nlead: L\n'
    paper = _paper(_summary(bare), name)
    assert paper.count("No commentary supplied") == 2
    assert paper.count("What needs attention") == 0
    assert "No rating and no commentary has been supplied for any action" in paper
    empty = _paper(summarise(load({"p/plan.yaml": HEADER}), TODAY), name)
    assert empty.count("This priority has no actions.") == 2


@pytest.mark.parametrize("name", FORMATS)
def test_what_stands_for_commentary_says_why_there_is_none(name: str) -> None:
    action = ACTION.replace("rag: green", "rag: green\n    status: embedded").replace(
        "  Q3:\n    rag:", "  Q3:\n    rag: amber"
    ).replace("    status:\n\n    commentary: |", "    commentary: |")  # fmt: skip
    paper = _paper(_summary(action), name)
    assert paper.count("No update is needed") == 1
    assert paper.count("No commentary yet") == 1
    assert paper.count("No commentary supplied") == 0


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_is_missing_before_its_time(name: str) -> None:
    plan = load({"p/plan.yaml": HEADER, "p/3.2.yaml": b'id: "3.2"\ntitle: T\nlead: L\n'})
    paper = _paper(summarise(plan, date(2019, 5, 1)), name)
    assert "missing" not in _without_style(paper)
    assert "No commentary" not in paper


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_missing_is_said_of_each_action_if_something_is_there(name: str) -> None:
    other = ACTION.replace('"3.2"', '"1.1"').replace("  Q2:\n    rag:", "  Q2:\n    rag: red")
    texts = {"p/plan.yaml": HEADER, "p/3.2.yaml": ACTION.encode(), "p/1.1.yaml": other.encode()}
    paper = re.sub("<[^>]*>", "", _paper(summarise(load(texts), TODAY), name))
    assert re.search(r"1\.1 PLACEMENT STABILITY.*: no commentary\n", paper)
    assert re.search(r"3\.2 PLACEMENT STABILITY.*: no rating and no commentary\n", paper)
    assert "What needs attention" in paper


class Tags(HTMLParser):
    """The tags and attributes of a page, and its text."""

    def __init__(self, page: str) -> None:
        """Read a page."""
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.comments: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if ("class", "long") not in attrs:  # a long word, which may break
            self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)

    def count(self, *tags: str) -> list[int]:
        return [self.tags.count(tag) for tag in tags]


STRUCTURE = ("h1", "h2", "h3", "h4", "h5", "h6", "table", "tr", "td", "th", "main", "article",
              "pre", "hr", "s", "img", "script", "dl", "dt", "dd", "style", "span", "nav",
              "code")  # fmt: skip


def _hostile(name: str, kind: str, said: Iterable[str]) -> str:
    """Return a paper in which the texts that can be given are those said, one after another."""
    texts = iter(said)
    summary = full(lambda: next(texts))
    return _paper(summary, name, next(texts), kind, everything(lambda: next(texts)))


_READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def _read(name: str, made: str) -> Tags:
    return Tags(made if name == "html" else _READER.render(made))


@cache
def _calm(name: str, kind: str) -> Tags:
    """Return the parts of a paper in which no text is hostile."""
    return _read(name, _hostile(name, kind, repeat("x")))


def turns(kind: str) -> Iterator[Iterator[str]]:
    """Yield the texts of papers with every attack, a few in each, taken in turn.

    The turn begins elsewhere in each kind, so that over all kinds each text is each attack.
    """
    begin = KIND_NAMES.index(kind)
    for few in (ATTACKS[first::_PAPERS] for first in range(_PAPERS)):
        yield islice(cycle(few), begin, None)


_PAPERS = 5


def test_over_all_kinds_of_paper_each_text_is_each_attack() -> None:
    firsts = [next(texts) for kind in KIND_NAMES for texts in turns(kind)]
    assert set(firsts) == set(ATTACKS)


@pytest.mark.parametrize("kind", KIND_NAMES)
@pytest.mark.parametrize("name", FORMATS)
def test_no_text_of_a_plan_becomes_a_part_of_the_paper(name: str, kind: str) -> None:
    for texts in turns(kind):
        if harm := _harm(name, kind, _hostile(name, kind, texts)):
            pytest.fail("\n".join([f"together: {harm}", *_culprits(name, kind)]))


def _culprits(name: str, kind: str) -> Iterator[str]:
    """Yield what each attack does by itself, and the first lines in which it stands as it is."""
    for attack in ATTACKS:
        made = _hostile(name, kind, repeat(attack))
        if harm := _harm(name, kind, made):
            lines = [line.strip() for line in made.splitlines() if attack in line]
            yield f"{attack!r}: {harm}, as in {lines[:3]}"


def _harm(name: str, kind: str, made: str) -> list[str]:
    """Return what texts did to a paper: tags that came or went, comments, attributes, links."""
    calm, read = _calm(name, kind), _read(name, made)
    tags = zip(STRUCTURE, calm.count(*STRUCTURE), read.count(*STRUCTURE), strict=True)
    harmless = {"blockquote", "ul", "ol", "li", "em", "strong", "br"}
    known = {each for each, _ in calm.attributes} | {"start"}
    links = [value for each, value in read.attributes if each in ("href", "src")]
    allowed = "#|https?:|mailto:" if name == "html" else "https?:|mailto:"
    new = set(read.tags) - set(calm.tags) - harmless if name == "html" else set()
    found = [
        *(f"{tag} × {after}, not {before}" for tag, before, after in tags if before != after),
        *(f"comment {comment!r}" for comment in read.comments),
        *(f"tag {each}" for each in sorted(new)),
        *(f"attribute {each}={value!r}" for each, value in read.attributes
          if each not in (known if name == "html" else ("start", "href"))),
        *(f"link {link!r}" for link in links if not re.match(allowed, link)),
    ]  # fmt: skip
    return list(dict.fromkeys(found))


_MARKED = st.tuples(
    st.sampled_from(
        ["{}", "**{}**", "*{}*", "[{}](https://x.org)", "({})", "{},", "{}\n", "\n\n- {}"]
    ),
    st.text("abcdefgh", min_size=3, max_size=6),
)


_SAID = st.lists(_MARKED, min_size=1, max_size=20, unique_by=lambda each: each[1])
_TEXTS = 5


@settings(max_examples=settings().max_examples // _TEXTS)
@given(st.lists(_SAID, min_size=_TEXTS, max_size=_TEXTS))
def test_every_word_of_a_commentary_is_there_once_and_in_order(
    texts: list[list[tuple[str, str]]],
) -> None:
    entries = []
    for number, said in enumerate(texts, 1):
        text = " ".join(mark.format(f"zq{word}") for mark, word in said)
        action = Action(
            id=f"3.{number}", title="T", lead=("L",), updates={"Q1": Update(commentary=text)}
        )
        entries.append(Entry(action.id, f"p/{action.id}.yaml", action))
    summary = summarise(Plan("p", _summary().header, None, tuple(entries)), TODAY)
    words = [f"zq{word}" for said in texts for _, word in said]
    for name in FORMATS:
        for kind in ("full", "lead"):
            assert re.findall(r"zq[a-h]+", _paper(summary, name, kind=kind)) == words


@pytest.mark.parametrize("name", FORMATS)
def test_a_text_with_jinja_marks_is_only_text(name: str) -> None:
    said = "{{ 7 * 191 }} {% raw %} {# note #}"
    paper = _paper(full(lambda: said), name)
    assert said in paper.replace("\\", "")
    assert "1337" not in paper


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert dict(_made()) == _golden()


def test_the_page_asks_for_nothing_and_runs_nothing() -> None:
    page = Tags(_paper(full(lambda: "x"), "html"))
    (policy,) = (value for _, value in page.attributes if value.startswith("default-src"))
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:")
    assert page.count("script", "img", "link", "iframe") == [1, 0, 0, 0]


def _given(kind: str) -> dict[str, object]:
    return template_values(paper(full(lambda: "x"), kind, everything(lambda: "x")))


def test_the_values_of_a_template_are_plain() -> None:
    def plain(value: object) -> bool:
        match value:
            case dict():
                return all(type(key) is str and plain(each) for key, each in value.items())
            case list() | tuple():
                return all(map(plain, value))
        if is_dataclass(value):
            return plain(vars(value))
        return type(value) in (str, int, bool, NoneType)

    assert all(plain(_given(kind)) for kind in KIND_NAMES)


def test_no_value_of_a_template_is_named_as_a_method_is() -> None:
    def names(value: object) -> Iterator[str]:
        match value:
            case dict():
                for name, each in value.items():
                    yield name
                    yield from names(each)
            case list():
                for each in value:
                    yield from names(each)
        if is_dataclass(value):
            yield from names(vars(value))

    for kind in KIND_NAMES:
        assert not set(names({**_given(kind), "glossary": {}})) & set(dir({}))
