"""Take the pictures of the README and the docs: real commands and pages of the example plan."""

import os
import shutil
import subprocess
import sys
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import cmarkgfm
from cmarkgfm.cmark import Options
from playwright.sync_api import Page, sync_playwright
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
_TODAY = ["--plan", str(ROOT / "examples/2025-26"), "--today", "2026-05-20"]
_REPORTS = {
    "report": (),
    "highlight": ("--kind", "highlight"),
    "exceptions": ("--kind", "exceptions"),
    "action": ("2.1",),
}
_PLACES = {"exceptions": "#action-3.2", "action": "#action-2.1"}
_PAPER = TerminalTheme((255, 255, 255), (28, 28, 28), [(28, 28, 28)] * 8, [(28, 28, 28)] * 8)
_TERMINAL = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; padding: 24px 28px; background: #fff; width: max-content }}
pre {{ font: 14px/1.45 "DejaVu Sans Mono", monospace; margin: 0 }}
{stylesheet}
</style><pre>{code}</pre>"""
_FORGE = """<!doctype html><meta charset="utf-8"><style>
body { margin: 0; padding: 20px; background: #fff; width: 880px; color: #1f2328;
  font: 14px/1.5 "Noto Sans", "DejaVu Sans", sans-serif }
main { border: 1px solid #d1d9e0; border-radius: 6px; padding: 4px 16px 12px }
table { border-collapse: collapse; margin: 0 0 16px }
th, td { border: 1px solid #d1d9e0; padding: 6px 13px; text-align: left }
tr:nth-child(2n) td { background: #f6f8fa }
blockquote { margin: 0 0 16px; padding: 0 1em; border-left: .25em solid #d1d9e0; color: #59636e }
h3 { font-size: 1.25em; margin: 16px 0 } details { margin-bottom: 8px }
</style><main>"""


def main() -> None:
    """Take every picture anew."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright, TemporaryDirectory() as made:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 1180, "height": 760}, device_scale_factor=1)
        for name, asked in _REPORTS.items():
            report = Path(made) / f"{name}.html"
            _planctl("report", *asked, "--quarter", "Q4", "--output", str(report), *_TODAY)
            page.goto(report.as_uri() + _PLACES.get(name, ""))
            page.screenshot(path=IMAGES / f"{name}.png")
        _comment(page, IMAGES / "comment.png")
        _terminal(page, "planctl status", _planctl("status", *_TODAY), IMAGES / "status.png", 34)
        browser.close()


def _planctl(*arguments: str) -> str:
    environ = {**os.environ, "FORCE_COLOR": "1", "COLUMNS": "112", "COLORTERM": "truecolor"}
    command = [sys.executable, "-m", "planctl", *arguments]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=True)
    return done.stdout


def _comment(page: Page, path: Path) -> None:
    """Take a picture of the comment on a pull request, one action unfolded, as a forge shows it."""
    text = (ROOT / "tests/golden/comment.md").read_text(encoding="utf-8")
    html = cmarkgfm.github_flavored_markdown_to_html(text, Options.CMARK_OPT_UNSAFE)
    opened = html.replace("<details><summary>3.2", "<details open><summary>3.2")
    page.set_content(_FORGE + opened)
    page.locator("body").screenshot(path=path)


def _terminal(page: Page, command: str, printed: str, path: Path, lines: int) -> None:
    """Take a picture of the first lines that a command printed, as a terminal shows them."""
    console = Console(record=True, width=112, file=StringIO())
    console.print(Text(f"$ {command}", "bold"))
    console.print(Text.from_ansi("\n".join(printed.splitlines()[:lines])))
    html = console.export_html(theme=_PAPER, code_format=_TERMINAL)
    page.set_content(html)
    page.locator("body").screenshot(path=path)


if __name__ == "__main__":
    main()
