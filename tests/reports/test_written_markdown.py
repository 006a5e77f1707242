"""Markdown in which no text acts, whoever reads it, and every address leads where it says."""

import os
import re
import time
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import cycle, repeat
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planctl.plan.model import Action, Header
from planctl.plan.placeholders import says_nothing
from planctl.plan.plan import Entry, Plan
from planctl.reports import commentary as prose
from planctl.reports.formats import render
from planctl.reports.formats.markdown import quoted
from planctl.reports.reminders import markdown_reminders
from planctl.reports.report import ReportRequest
from planctl.reports.templates.template import Sources
from planctl.reports.written_markdown import escaped
from planctl.summary.summary import summarise
from planctl.summary.updates_due import updates_due
from readers import READERS, Shown
from reports.test_reports import KIND_NAMES, everything, full

CASES = Path(__file__).parents[1] / "cases" / "inert"
TEXTS = {path.stem: path.read_text(encoding="utf-8") for path in sorted(CASES.glob("*.txt"))}
FRAGMENTS = [
    *TEXTS.values(),
    *("<details id=x>", "<img src=x onerror=a>", "<script>a</script>", "</p>", "<a@b.org>"),
    *("https://a.example/", "https://a.example/x_y?a=1&b=*c*&copy;=2", "https://a.example/(b)[c]"),
    *("http://x.org/\\", "https://", "https://<b>", "xhttps://a.b", "www.e.example/", "ftp://e.b/"),
    *("[x](javascript:a)", "![x](https://e.example/p.png)", "[x](https://e.example)", "[x]"),
    *("<https://e.example>", "[x]: https://e.example", "[^1]", "[^1]: n", "[[w]]", "[a(b)]"),
    *("&lt;b&gt;", "&#64;", "&amp;", "&copy", "&", "\\", "|", "| a | b |\n|---|---|\n", ":--"),
    *("\n", "\n\n", "\t", "    ", "===", "\n---\n", "```", "~~~\n", "~~x~~", "~x~", "==m=="),
    *("$x$", "$$x$$", "<!--", "-->", "<![CDATA[x]]>", "<?php x ?>", "@bob", ":smile:", "#12"),
    *("a@b.org", "mailto:a@b.org", "*", "**", "_", "__", "`", "# h", "> q", "- i", "1. o", "+ p"),
    *(":   def", "*[abc]: d", "{: .c }", "{#id}", "!!! note", "[TOC]", "^s^", ">! s", "^^i^^"),
    *("a", "b c", '"', "'", "(", ")", "]", "[", "{", "}", ";", ",", ".", "#", "!", "=", "-", "<"),
    *("\u2028", "\x0b", "\x0c", "\x85", "\r", "é", "%3c", "[ ] t", "javascript:alert(1)"),
]  # fmt: skip
ATTACK = st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=5).map("".join)
PLACES = (
    "{}",
    "### {}",
    "- {}",
    "> {}",
    "*{}*",
    "- **{}**: {}",
    "**a:** {}\n\n| {} | b |\n| --- | --- |\n| {} | **{}** |",
)
SMALL = {"p", "ul", "ol", "li", "em", "strong", "br", "a", "blockquote"}
"""The tags that the small Markdown of commentary may become."""
TABLE = {"table", "thead", "tbody", "tr", "th", "td"}
"""Those that a table in it may become."""


@pytest.mark.parametrize("name", TEXTS)
def test_an_attack_is_written_as_text(name: str) -> None:
    """To write the cases anew, set REGENERATE and read every line that changes."""
    made = f"# {escaped(TEXTS[name])}\n\n{quoted(TEXTS[name].strip())}\n"
    case = CASES / f"{name}.md"
    if os.environ.get("REGENERATE"):
        case.write_text(made, encoding="utf-8")
    assert made == case.read_text(encoding="utf-8")


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("name", TEXTS)
def test_an_attack_is_read_as_text(name: str, reader: str) -> None:
    assert_line_is_text(TEXTS[name], reader)
    assert_commentary_is_text(TEXTS[name].strip(), reader)


@pytest.mark.parametrize("reader", READERS)
@given(attack=ATTACK.filter(str.strip))
def test_a_line_is_read_as_its_characters(reader: str, attack: str) -> None:
    assert_line_is_text(attack, reader)


@pytest.mark.parametrize("reader", READERS)
@given(attack=ATTACK.filter(str.strip))
def test_a_commentary_is_read_as_its_small_markdown(reader: str, attack: str) -> None:
    assert_commentary_is_text(attack, reader)


def _says_something(text: str) -> bool:
    """Return whether a text is no placeholder, which is counted as missing, and no table."""
    return not says_nothing(text) and "<table>" not in prose.html(text)


@pytest.mark.parametrize("kind", KIND_NAMES)
@settings(max_examples=settings().max_examples // 10)
@given(attacks=st.lists(ATTACK.filter(_says_something), min_size=1, max_size=7))
def test_no_text_of_a_paper_becomes_a_part_of_it(kind: str, attacks: list[str]) -> None:
    made = paper(kind, cycle(attacks))
    for reader in READERS:
        calm, read = shown(reader, calm_paper(kind)), shown(reader, made)
        assert parts(read) == parts(calm)
        assert_nothing_acts(read)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("name", TEXTS)
def test_no_text_of_a_message_becomes_a_part_of_it(name: str, reader: str) -> None:
    calm, read = shown(reader, message("x")), shown(reader, message(TEXTS[name]))
    assert parts(read) == parts(calm)
    assert_nothing_acts(read)


def test_a_message_that_is_put_in_an_issue_calls_nobody() -> None:
    read = shown("github", message("@bob, #12 and :smile:"))
    assert not re.search(r"@\w|#\d|:\w+:", read.text)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(
    "address",
    ["https://a.example/b_c_d", "http://a.example/?b=1&c=*d*&copy;=2", "https://a.example/b_(c)[d]",
     "https://a.example:8080/~b/%20c#d;e", "https://a.example/b|c{d}^$e$", "https://a.example/\\_b`c`",
     "https://a.example/[b](https://c.example)", "HTTPS://A.example/é"],
)  # fmt: skip
def test_an_address_leads_where_it_says_and_ends_before_what_ends_a_sentence(
    address: str, reader: str
) -> None:
    for said in (f"({address}),", f"See {address}.", f'"{address}"', f"a\n\n- {address}\n- b"):
        for made in (escaped(said), f"| {escaped(said)} |\n| --- |", prose.markdown(said)):
            ((link, words),) = shown(reader, made).links
            assert words == address
            assert unquote(link) == unquote(address)


@pytest.mark.parametrize(
    "text", ["https://a" + mark * 60_000 for mark in (",", "(", "(a", "([", "[(", "(,)", ":a", "_")]
)
def test_no_line_is_slow(text: str) -> None:
    begun = time.process_time()
    escaped(text)
    assert time.process_time() - begun < 2


def shown(reader: str, text: str) -> Shown:
    return Shown(READERS[reader](text))


def assert_line_is_text(text: str, reader: str) -> None:
    """Assert that a text on one line is read as its characters, wherever it stands."""
    words = " ".join(text.split())
    for place in PLACES:
        calm = shown(reader, place.replace("{}", "x"))
        read = shown(reader, place.replace("{}", escaped(text)))
        assert [tag for tag in read.tags if tag != "a"] == calm.tags
        assert parts(read) == parts(calm)
        assert read.all.split() == calm.all.replace("x", words).split()
        assert_nothing_acts(read)
        assert all(leads(link, said) for link, said in read.links)


def assert_commentary_is_text(text: str, reader: str) -> None:
    """Assert that a commentary is read as what its HTML says, and becomes nothing else."""
    meant, read = Shown(prose.html(text)), shown(reader, quoted(text))
    assert set(parts(read)) <= TABLE
    assert re.findall(r"\w+", read.all) == re.findall(r"\w+", meant.all)
    assert_nothing_acts(read)
    allowed = {unquote(link) for link, _ in meant.links}
    assert {unquote(link) for link, said in read.links if not leads(link, said)} <= allowed


def leads(link: str, said: str) -> bool:
    """Return whether a link leads where its words say."""
    return unquote(link).removeprefix("mailto:") == unquote(said).removeprefix("mailto:")


def parts(read: Shown) -> list[object]:
    """Return the parts of a page that no commentary may have, and their attributes."""
    tags = [tag for tag in read.tags if tag not in SMALL]
    return [*tags, *(each for each in read.attributes if each[0] not in {"href", "start"})]


def assert_nothing_acts(read: Shown) -> None:
    """Assert that a page has no comments, and no links but to pages and people.

    GitHub makes --mailto:a@b.org a link to just that, which leads nowhere.
    """
    assert not read.comments + read.declarations
    live = "https?:|[-+._a-z0-9]*mailto:"
    assert all(re.match(live, link, re.IGNORECASE) for link, _ in read.links)


def paper(kind: str, said: Iterator[str]) -> str:
    """Return a paper in which the texts that can be given are those said, one after another."""
    given = ReportRequest(
        full(lambda: next(said)), kind, everything(lambda: next(said)), next(said), Sources("p")
    )
    return b"".join(render(given, "markdown")).decode()


@cache
def calm_paper(kind: str) -> str:
    return paper(kind, repeat("x"))


def message(text: str) -> str:
    """Return what is sent to a lead whose action has that title."""
    header = Header.model_validate(
        {"title": text, "organisation": text, "year": "2019-20", "priorities": {"3": text}}
    )
    action = Action.model_validate({"id": "3.2", "title": text, "lead": text})
    plan = Plan("p", header, None, (Entry("3.2", f"{text}/3.2.yaml", action),))
    return markdown_reminders([updates_due(summarise(plan, date(2019, 10, 20)))])
