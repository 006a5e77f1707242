"""What the tests share: which are slow, how hard hypothesis looks, a browser that is offline."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, Error, Page, sync_playwright

_PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("quick", _PATIENT, max_examples=50, derandomize=True)
settings.register_profile("long", _PATIENT, max_examples=10_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))

_ALONE = (
    "--no-sandbox",  # which a container cannot have
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

_SLOW = frozenset({"browser", "checker", "in_wheel", "office"})
"""The fixtures that make a test slow, as `pytest.mark.slow` does."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that `make quick` gives."""
    told = "begin with the rooms that differ from the last commit or the branch main"
    parser.addoption("--changed-first", action="store_true", help=told)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what is slow by what it needs, and begin with the rooms that changed, if asked to."""
    for item in items:
        if isinstance(item, pytest.Function) and _SLOW.intersection(item.fixturenames):
            item.add_marker(pytest.mark.slow)
    if config.getoption("changed_first"):
        rooms = _changed_rooms(config.rootpath)
        items.sort(key=lambda item: item.path.relative_to(config.rootpath).parts[1] not in rooms)


def _changed_rooms(root: Path) -> set[str]:
    """Return the names of the rooms in which something is not as on main, or not recorded."""
    asked = (("diff", "--name-only", "main..."), ("diff", "--name-only", "HEAD"))
    paths = [
        Path(line).with_suffix("")
        for words in asked
        for line in subprocess.run(
            ["git", "-C", root, *words], capture_output=True, text=True, check=False
        ).stdout.splitlines()
    ]
    return {part for path in paths for part in path.parts}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium: the machine's own, else the one that playwright installed."""
    with sync_playwright() as playwright:
        try:
            started = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=_ALONE
            )
        except Error:
            if os.environ.get("CI") == "true":
                raise
            pytest.skip("there is no browser; `make browser` installs one")
        yield started
        started.close()


@pytest.fixture(scope="session")
def checker() -> list[str]:
    """The command of the Nu HTML checker."""
    jar = Path(__file__).parent.parent / "build/checker/node_modules/vnu-jar/build/dist/vnu.jar"
    if not (jar.is_file() and shutil.which("java")) and os.environ.get("CI") != "true":
        pytest.skip("there is no checker of HTML; `make test` installs one where it can")
    return ["java", "-Xss8m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", str(jar)]


@pytest.fixture
def office(tmp_path: Path) -> list[str]:
    """The command of LibreOffice without a window, with settings of its own."""
    program = shutil.which("soffice")
    if not program and os.environ.get("CI") != "true":
        pytest.skip("there is no LibreOffice; `make test` installs it where it can")
    settings = (tmp_path / "settings").as_uri()
    return [program or "soffice", "--headless", f"-env:UserInstallation={settings}"]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """An empty page that can reach no network, and into which a test may bring scripts."""
    with browser.new_context(offline=True, bypass_csp=True) as context:
        yield context.new_page()
