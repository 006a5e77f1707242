"""The page in a real browser: accessible, still at 320 pixels, silent on the network."""

import re
import subprocess
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe
from coloraide import Color
from playwright.sync_api import Browser, Page

from planctl.plan.plan import load
from planctl.reports import kinds as papers
from planctl.reports.formats import render
from planctl.reports.report import ReportRequest
from planctl.summary.summary import Summary, summarise
from reports.test_reports import everything, full

ROOT = Path(__file__).resolve().parents[2]
PLANS = {
    "real": ("plan/2019-20", date(2026, 11, 23)),
    "example": ("examples/2025-26", date(2026, 5, 20)),
}
KINDS = list(papers.KINDS)
NAMED = {"real": "3.2", "example": "2.1"}
PAGES = [(plan, kind) for plan in PLANS for kind in KINDS]
LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"
_RULES = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
_OF_ONE_LEAD = {"lead", "blank", "year-end"}
"""Kinds whose actions have one form each, of which axe needs no more than three."""
TEXT = 4.5
GRAPHICS = 3


@cache
def _page(name: str, kind: str) -> bytes:
    """Return a page of that kind of a plan."""
    if name == "long words":
        said = everything(lambda: LONG)
        return b"".join(render(ReportRequest(full(lambda: LONG), kind, said, LONG), "html"))
    summary = _summary(name)
    if kind == "action":
        wanted = [row for row in summary.rows if row.id == NAMED[name]]
        summary = summary.only(wanted, f"numbered {NAMED[name]}")
    return b"".join(render(ReportRequest(summary, kind), "html"))


@cache
def _summary(name: str) -> Summary:
    folder, today = PLANS[name]
    plan = load({path.name: path.read_bytes() for path in (ROOT / folder).glob("*.yaml")})
    return summarise(plan, today)


@pytest.fixture(scope="module", params=PAGES, ids="-".join)
def paper(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page of each kind, of each real plan, as a file; some of one lead's actions alone."""
    plan, kind = request.param
    path: Path = tmp_path_factory.mktemp("paper") / f"{kind}.html"
    summary = _summary(plan)
    if kind in _OF_ONE_LEAD:
        led = [row for row in summary.rows if "Permanence" in row.leads]
        page = b"".join(render(ReportRequest(summary.only(led, "", "Permanence"), kind), "html"))
    path.write_bytes(page if kind in _OF_ONE_LEAD else _page(plan, kind))
    return path


@pytest.fixture(
    scope="module", params=[*PAGES, *(("long words", kind) for kind in KINDS)], ids="-".join
)
def report(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page of each kind, of each plan, as a file."""
    path: Path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_bytes(_page(*request.param))
    return path


class Opened(NamedTuple):
    """A page on a telephone, what it asked of the network, and what it wrote to the console."""

    page: Page
    asked: list[str]
    said: list[str]


@pytest.fixture(scope="module")
def opened(browser: Browser, report: Path) -> Iterator[Opened]:
    """Each of those pages, opened once."""
    with browser.new_context(viewport={"width": 320, "height": 640}) as context:
        opened = Opened(context.new_page(), [], [])
        opened.page.on("request", lambda request: opened.asked.append(request.url))
        opened.page.on("console", lambda message: opened.said.append(message.text))
        opened.page.goto(report.as_uri())
        yield opened


def test_axe_finds_nothing_against_it(page: Page, paper: Path) -> None:
    page.goto(paper.as_uri())
    of_full = paper.stem == "lead"  # made of the full report's parts, whose colours are compared
    assert list(violations(page, colours=not of_full)) == []


def violations(page: Page, *, colours: bool = True) -> Iterator[str]:
    """Yield what axe finds against a page, at every width and in every look."""
    page.evaluate(Axe().axe_script)
    for width, scheme in SEEN:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(
            media="print" if scheme == "print" else "screen",
            color_scheme="dark" if scheme == "dark" else "light",
            forced_colors="active" if scheme == "forced" else "none",
        )
        compared = {"enabled": colours and (width, scheme) in CONTRASTED}
        rules = {**_RULES, "rules": dict.fromkeys(_COLOURS, compared)}
        if scheme == "dark":
            rules["runOnly"] = {"type": "rule", "values": list(_COLOURS)}
        found = AxeResults(page.evaluate(_VIOLATIONS, rules))
        if found.violations_count:
            yield f"{width}, {scheme}: {found.generate_report()}"


_VIOLATIONS = "rules => axe.run(rules).then(({violations}) => ({violations}))"
SEEN = [
    *((width, "light") for width in (320, 768, 1280)),
    (1280, "dark"),  # and at no other width, for it changes nothing but colours
    (1280, "print"),
    (320, "forced"),
]
_COLOURS = ("color-contrast", "link-in-text-block")
CONTRASTED = [(1280, "light"), (1280, "dark")]
"""Where axe compares colours too, which takes it most of its time: no width and no printing
changes them, and being dark changes nothing else."""


def test_the_checker_of_html_finds_no_error(tmp_path: Path, checker: list[str]) -> None:
    for plan, kind in (*PAGES, ("long words", "full")):
        tmp_path.joinpath(f"{plan}-{kind}.html").write_bytes(_page(plan, kind))
    command = [*checker, "--errors-only", "--format", "gnu", *map(str, tmp_path.iterdir())]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.stderr, done.returncode) == ("", 0)


def test_the_page_does_not_scroll_sideways_on_a_telephone(opened: Opened) -> None:
    assert opened.page.evaluate("document.documentElement.scrollWidth") == 320


def test_no_table_is_wider_than_its_frame(opened: Opened) -> None:
    """Neither for a long word or address, nor on a telephone, where its rows are cards."""
    for width in (1008, 320):
        opened.page.set_viewport_size({"width": width, "height": 640})
        assert opened.page.evaluate(_WIDER) == []


_WIDER = """[...document.querySelectorAll(".scroll")]
  .filter(each => each.scrollWidth > each.clientWidth)
  .map(each => each.ariaLabel)"""


@pytest.mark.parametrize("report", [("example", "full")], indirect=True)
def test_a_telephone_shows_the_reported_rating_before_the_others(opened: Opened) -> None:
    row = opened.page.locator(".grid tr:has(.now)").first
    tops = {name: row.locator(f'[data-name="{name}"]').bounding_box() for name in ("Q1", "Q4")}
    assert tops["Q4"]["y"] + tops["Q4"]["height"] <= tops["Q1"]["y"]  # type: ignore[index]
    assert tops["Q1"]["x"] + tops["Q1"]["width"] <= 320  # type: ignore[index]


def test_nothing_is_asked_of_the_network_and_nothing_goes_wrong(opened: Opened) -> None:
    assert opened.asked == [opened.page.url]
    assert opened.said == []


def test_the_keyboard_reaches_the_skip_link_first_and_every_wide_table(opened: Opened) -> None:
    page = opened.page
    reached: list[str] = []
    while len(reached) < 2 or reached[-1] not in ("", "skip"):
        page.keyboard.press("Tab")
        reached.append(page.evaluate(_FOCUSED))
    assert reached[0] == "skip"
    assert reached.count("scroll") == page.locator(".scroll:visible").count()
    assert reached.count("SUMMARY") == page.locator("summary").count()
    controls = page.locator("input, select, button")
    assert sum(tag in ("INPUT", "SELECT", "BUTTON") for tag in reached) == controls.count()
    assert page.locator(".scroll:not([role=region][aria-label])").count() == 0


_FOCUSED = (
    "document.activeElement === document.body ? '' : document.activeElement.className"
    " || document.activeElement.tagName"
)


@pytest.fixture
def filtered(page: Page, tmp_path: Path) -> Page:
    """The full report of the example plan, open at its filter."""
    path = tmp_path / "report.html"
    path.write_bytes(_page("example", "full"))
    page.goto(path.as_uri())
    return page


FILTERS = [
    ({"priority": "priority-3"}, ["3.1", "3.2", "3.3"]),
    ({"lead": "Permanence"}, ["3.1", "3.2", "3.3"]),
    ({"rating": "red"}, ["3.2"]),
    ({"lead": "Permanence", "rating": "complete"}, ["3.3"]),
    ({"words": "ALLOWANCES cabinet"}, ["3.2"]),
    ({"words": "zzz"}, []),
]


@pytest.mark.parametrize(("asked", "shown"), FILTERS)
def test_the_filter_shows_what_is_asked_for(
    filtered: Page, asked: dict[str, str], shown: list[str]
) -> None:
    for name, value in asked.items():
        if name == "words":
            filtered.locator("[name=words]").fill(value)
        else:
            filtered.locator(f"[name={name}]").select_option(value)
    assert _shown(filtered, "article:visible h3") == shown
    filtered.emulate_media(media="print")
    assert f"{len(shown)} of 16 actions (" in filtered.locator("header").inner_text()
    filtered.emulate_media(media="screen")
    assert _shown(filtered, ".grid th.name:visible") == shown
    said = filtered.locator(".found").inner_text()
    assert said == f"{len(shown)} of 16 actions are shown."
    filtered.locator("button").click()
    assert len(_shown(filtered, "article:visible h3")) == 16
    assert filtered.locator(".found").inner_text() == ""


def _shown(page: Page, selector: str) -> list[str]:
    return [text.split()[0] for text in page.locator(selector).all_inner_texts()]


def test_the_page_is_whole_without_its_script(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_bytes(_page("example", "full"))
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(path.as_uri())
        assert page.locator("article:visible").count() == 16
        assert page.locator("form:visible").count() == 0


def test_every_link_within_the_page_leads_somewhere(opened: Opened) -> None:
    page = opened.page
    lost = "[...document.links].filter(a => !document.getElementById(a.hash.slice(1))).length"
    assert page.evaluate(lost) == page.locator("a[href^='http'], a[href^='mailto']").count()


def test_the_headings_go_down_a_step_at_a_time(opened: Opened) -> None:
    levels = "[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(each => +each.tagName[1])"
    found = opened.page.evaluate(levels)
    assert found[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(found))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_colour_can_be_read(scheme: str) -> None:
    colours = _colours(scheme)
    page = colours.pop(":root")
    assert len(colours) == 8
    for back in (page["paper"], page["band"]):
        for ink in ("ink", "muted", "link"):
            assert Color(page[ink]).contrast(back) >= TEXT
        for tag in colours.values():
            assert Color(tag["edge"]).contrast(back) >= GRAPHICS
    for tag in colours.values():
        assert Color(tag["text"]).contrast(tag["ground"]) >= TEXT
    assert Color(page["rule"]).contrast(page["paper"]) >= GRAPHICS


def test_what_is_dark_differs_in_nothing_but_colours() -> None:
    css = (ROOT / "templates" / "report.css").read_text(encoding="utf-8")
    light, dark, rest = css.partition("@media screen and (prefers-color-scheme: dark) {")
    assert dark
    assert "prefers-color-scheme" not in light + rest
    rules = re.sub(r"\{%.*?%\}", "", rest.partition("\n}\n")[0])
    said = re.findall(r"\{([^}]*)\}", rules)
    set_there = [each.strip() for body in said for each in body.split(";") if each.strip()]
    assert [each for each in set_there if not re.fullmatch(r"--\w+: #\w+", each)] == []


@pytest.mark.parametrize("name", ["report.css", "site.css"])
def test_what_is_printed_has_no_colours_of_its_own(name: str) -> None:
    css = (ROOT / "templates" / name).read_text(encoding="utf-8")
    printed = css.partition("@media print {")[2].partition("\n}\n")[0]
    assert printed
    said = re.findall(r"([\w-]*(?:color|background|fill|stroke)[\w-]*|--\w+): ([^;}]*)", printed)
    assert set(said) <= {("color", "inherit")}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_red_amber_and_green_differ_for_the_colour_blind(scheme: str) -> None:
    colours = _colours(scheme)
    seen = [Color(colours[f".{name}"]["ground"]).filter("deutan") for name in RAG]
    apart = [seen[a].delta_e(seen[b], method="2000") for a, b in ((0, 1), (0, 2))]
    assert min(apart) >= 38


RAG = ("red", "amber", "green")


def _colours(scheme: str) -> dict[str, dict[str, str]]:
    """Return the colours that the style sheet sets, by selector, for light or dark."""
    css = (ROOT / "templates" / "report.css").read_text(encoding="utf-8")
    light, _, rest = css.partition("@media screen and (prefers-color-scheme: dark) {")
    part = light if scheme == "light" else rest.partition("\n}\n")[0]
    rules = re.findall(r"^ *([^\s/{][^{]*) \{([^}]*--[^}]*)\}", part, re.MULTILINE)
    return {selector: dict(re.findall(r"--(\w+): (#\w+)", body)) for selector, body in rules}
