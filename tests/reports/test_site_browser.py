"""The site in a real browser: accessible, silent on the network, searched with the keyboard."""

import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from reports.test_html_browser import violations
from reports.test_site import PLANS, site_of

OF_ACTIONS = ("index", "quarter-q2", "priority-2", "lead-1", "action-2.1")
KINDS = (*OF_ACTIONS, "history", "data", "search", "accessibility", "404")
PAGES = [*(("example", kind) for kind in KINDS), *(("real", kind) for kind in OF_ACTIONS)]
"""Those that show no action are the same in both, but for the title."""


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sites of both plans, each in a folder of its own."""
    folder: Path = tmp_path_factory.mktemp("sites")
    for plan in PLANS:
        folder.joinpath(plan).mkdir()
        for name, page in site_of(plan).items():
            folder.joinpath(plan, name).write_bytes(page)
    return folder


@pytest.mark.parametrize(("plan", "kind"), PAGES)
def test_axe_finds_nothing_against_a_page(page: Page, sites: Path, plan: str, kind: str) -> None:
    page.goto((sites / plan / f"{kind}.html").as_uri())
    assert list(violations(page)) == []
    page.emulate_media(media="screen", forced_colors="none")
    page.set_viewport_size({"width": 320, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_the_checker_of_html_finds_no_error_in_a_site(sites: Path, checker: list[str]) -> None:
    pages = sorted(map(str, sites.glob("*/*.html")))
    command = [*checker, "--errors-only", "--format", "gnu", *pages]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.stderr, done.returncode) == ("", 0)


def test_a_page_asks_for_nothing_but_what_is_beside_it(browser: Browser, sites: Path) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        asked: set[str] = set()
        said: list[str] = []
        page.on("request", lambda request: asked.add(request.url))
        page.on("console", lambda message: said.append(message.text))
        for kind in KINDS:
            page.goto((sites / "example" / f"{kind}.html").as_uri())
        assert said == []
        pages = {(sites / "example" / f"{kind}.html").as_uri() for kind in KINDS}
        beside = ("style.css", "search.js", "search-index.js")
        assert asked == pages | {(sites / "example" / name).as_uri() for name in beside}


@pytest.fixture
def search(page: Page, sites: Path) -> Page:
    """The search of the example plan, opened from its first page."""
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto((sites / "example" / "index.html").as_uri())
    page.get_by_role("link", name="Search", exact=True).click()
    return page


def _found(search: Page) -> list[str]:
    return search.locator("#results a").all_inner_texts()


def test_words_are_searched_with_the_keyboard_alone(search: Page) -> None:
    assert search.locator("#found").inner_text() == ""
    while search.evaluate("document.activeElement.id") != "words":
        search.keyboard.press("Tab")
    search.keyboard.type("mash HEALTH")
    assert _found(search) == ["2.1 FRONT DOOR DECISIONS"]
    assert search.locator("#found").inner_text() == "1 of 16 actions has these words."
    search.keyboard.press("Tab")
    search.keyboard.press("Tab")
    search.keyboard.press("Enter")
    search.wait_for_url("**/action-2.1.html")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("2.1", ["2.1 FRONT DOOR DECISIONS"]),
        ("front door", ["2.1 FRONT DOOR DECISIONS"]),
        ("zebra", []),
        ("<img src=x onerror=alert(1)>", []),
        ("\\", []),
    ],
)
def test_a_search_finds_the_actions_that_have_all_words(
    search: Page, asked: str, found: list[str]
) -> None:
    search.locator("#words").fill(asked)
    assert _found(search)[: len(found) or None] == found


def test_the_search_says_what_it_needs_where_scripts_do_not_run(
    browser: Browser, sites: Path
) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto((sites / "real" / "search.html").as_uri())
        assert "needs JavaScript" in page.locator("#found").inner_text()
        assert not page.locator("#search").is_visible()


def test_the_keyboard_reaches_every_link_and_every_wide_table(page: Page, sites: Path) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto((sites / "example" / "quarter-q2.html").as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    reached = 1
    while page.evaluate("document.activeElement !== document.body"):
        page.keyboard.press("Tab")
        reached += 1
    wanted = page.locator("a:visible, summary:visible, .scroll:visible, .skip").count()
    assert reached - 1 == wanted
