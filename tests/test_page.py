"""The page in a real browser: accessible, still at 320 pixels, silent on the network."""

import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from coloraide import Color
from playwright.sync_api import Browser, Page

from planctl.plan import load
from planctl.reports import render
from planctl.summary import Summary, summarise
from test_reports import full

ROOT = Path(__file__).resolve().parent.parent
PLANS = {
    "real": ("plan/2019-20", date(2026, 11, 23)),
    "example": ("examples/2025-26", date(2026, 5, 20)),
}
LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"
_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
TEXT = 4.5
GRAPHICS = 3


def _summary(name: str) -> Summary:
    if name == "long words":
        return full(lambda: LONG)
    folder, today = PLANS[name]
    plan = load({path.name: path.read_bytes() for path in (ROOT / folder).glob("*.yaml")})
    return summarise(plan, today)


@pytest.fixture(scope="module", params=[*PLANS, "long words"])
def report(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of a plan, as a file."""
    path: Path = tmp_path_factory.mktemp("report") / "report.html"
    chunks = render(_summary(request.param), "html", folder="p")
    path.write_text("".join(chunks), encoding="utf-8")
    return path


@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark", "forced"])
def test_axe_finds_nothing_against_it(page: Page, report: Path, width: int, scheme: str) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(
        color_scheme="dark" if scheme == "dark" else "light",
        forced_colors="active" if scheme == "forced" else "none",
    )
    page.goto(report.as_uri())
    found = Axe().run(page, options=_RULES)
    assert found.violations_count == 0, found.generate_report()


def test_the_page_does_not_scroll_sideways_on_a_telephone(page: Page, report: Path) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(report.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_nothing_is_asked_of_the_network_and_nothing_goes_wrong(
    browser: Browser, report: Path
) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        asked: list[str] = []
        said: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.goto(report.as_uri())
        assert asked == [report.as_uri()]
        assert said == []


def test_the_keyboard_reaches_the_skip_link_first_and_every_wide_table(
    page: Page, report: Path
) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(report.as_uri())
    reached: list[str] = []
    while len(reached) < 2 or reached[-1] not in ("", "skip"):
        page.keyboard.press("Tab")
        reached.append(page.evaluate(_FOCUSED))
    assert reached[0] == "skip"
    assert reached.count("scroll") == page.locator(".scroll").count() > 0
    assert page.locator(".scroll:not([role=region][aria-labelledby])").count() == 0


_FOCUSED = "document.activeElement === document.body ? '' : document.activeElement.className || 'a'"


def test_every_link_within_the_page_leads_somewhere(page: Page, report: Path) -> None:
    page.goto(report.as_uri())
    lost = "[...document.links].filter(a => !document.getElementById(a.hash.slice(1))).length"
    assert page.evaluate(lost) == page.locator("a[href^='http'], a[href^='mailto']").count()


def test_the_headings_go_down_a_step_at_a_time(page: Page, report: Path) -> None:
    page.goto(report.as_uri())
    levels = "[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(each => +each.tagName[1])"
    found = page.evaluate(levels)
    assert found[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(found))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_colour_can_be_read(scheme: str) -> None:
    colours = _colours(scheme)
    page = colours.pop(":root")
    assert len(colours) == 6
    for back in (page["paper"], page["band"]):
        for ink in ("ink", "muted", "link"):
            assert Color(page[ink]).contrast(back) >= TEXT
        for tag in colours.values():
            assert Color(tag["edge"]).contrast(back) >= GRAPHICS
    for tag in colours.values():
        assert Color(tag["text"]).contrast(tag["ground"]) >= TEXT
    assert Color(page["rule"]).contrast(page["paper"]) >= GRAPHICS


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
