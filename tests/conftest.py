"""What the tests share: how hard hypothesis looks, and a browser that is offline."""

import os
import shutil
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
