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
from planctl.summary import summarise

ROOT = Path(__file__).resolve().parent.parent
PLANS = {
    "real": ("plan/2019-20", date(2026, 11, 23)),
    "example": ("examples/2025-26", date(2026, 4, 14)),
}
_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
TEXT = 4.5
GRAPHICS = 3


@pytest.fixture(scope="module", params=PLANS)
def report(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of a plan, as a file."""
    name, today = PLANS[request.param]
    plan = load({path.name: path.read_bytes() for path in (ROOT / name).glob("*.yaml")})
    path: Path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text("".join(render(summarise(plan, today), "html", folder="p")), encoding="utf-8")
    return path


@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_against_it(page: Page, report: Path, width: int, scheme: str) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
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


def test_the_keyboard_reaches_the_skip_link_and_every_wide_table(page: Page, report: Path) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(report.as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".scroll").count() == page.locator(".scroll[tabindex='0']").count()


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


def test_the_colours_of_ratings_can_be_read_by_everybody() -> None:
    css = (ROOT / "templates" / "report.css").read_text()
    tags = re.findall(r"\.\w+ \{ --ground: (#\w+); --text: (#\w+); --edge: (#\w+); \}", css)
    assert len(tags) == 5
    for ground, text, edge in tags:
        assert Color(text).contrast(ground) >= TEXT
        assert Color(edge).contrast("white") >= GRAPHICS
    for scheme in re.findall(r":root \{([^}]*--paper[^}]*)\}", css):
        colours = dict(re.findall(r"--(\w+): (#\w+)", scheme))
        for ink in ("ink", "muted", "link"):
            assert Color(colours[ink]).contrast(colours["paper"]) >= TEXT
            assert Color(colours[ink]).contrast(colours["band"]) >= TEXT
        assert Color(colours["rule"]).contrast(colours["paper"]) >= GRAPHICS
