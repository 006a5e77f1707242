"""What reads Markdown in the world: GitHub's program and others, as people set them up."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import cmarkgfm
import markdown
import mistune
import pytest
from cmarkgfm.cmark import Options
from markdown_it import MarkdownIt

_GITHUB = ["table", "autolink", "strikethrough", "tasklist"]
_MISTUNE = ["strikethrough", "footnotes", "table", "url", "task_lists", "def_list", "abbr", "math",
            "mark", "insert", "superscript", "subscript", "spoiler", "ruby"]  # fmt: skip
_PYTHON = ["extra", "sane_lists", "admonition", "toc", "wikilinks"]
_ROOT = Path(__file__).parents[1]
_NODE = """
const { Parser, HtmlRenderer } = require("commonmark");
require("readline").createInterface({ input: process.stdin }).on("line", (line) => {
  const html = new HtmlRenderer().render(new Parser().parse(JSON.parse(line)));
  console.log(JSON.stringify(html));
});
"""


def _github(text: str) -> str:
    options = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
    return str(cmarkgfm.markdown_to_html_with_extensions(text, options, _GITHUB))


def _mistune(text: str) -> str:
    return str(mistune.create_markdown(escape=False, plugins=_MISTUNE)(text))


def _python_markdown(text: str) -> str:
    headings: dict[str, dict[str, object]] = {"toc": {"slugify": lambda *_: "heading"}}
    return markdown.markdown(text, extensions=_PYTHON, extension_configs=headings)


def _commonmark_js(text: str) -> str:
    node = _node()
    assert node.stdin
    assert node.stdout
    node.stdin.write(json.dumps(text) + "\n")
    node.stdin.flush()
    return str(json.loads(node.stdout.readline()))


@cache
def _node() -> subprocess.Popen[str]:
    """Return a running node that answers each line with one; it ends when this program does."""
    program, modules = shutil.which("node"), _ROOT / "build/checker/node_modules"
    if not (program and (modules / "commonmark").is_dir()) and os.environ.get("CI") != "true":
        pytest.skip("there is no commonmark.js; `make test` installs it where it can")
    return subprocess.Popen(
        [program or "node", "-e", _NODE],
        env={**os.environ, "NODE_PATH": str(modules)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )


READERS: dict[str, Callable[[str], str]] = {
    "github": _github,
    "markdown-it": MarkdownIt("gfm-like", {"html": True, "linkify": False}).render,
    "mistune": _mistune,
    "python-markdown": _python_markdown,
    "commonmark.js": _commonmark_js,
}


_OF_TABLES_AND_HEADINGS = re.compile(r"\('(?:align', 'left|id', 'heading(?:_\d+)?)'\)")


class Shown(HTMLParser):
    """What a page has: its tags, attributes, comments, words and links."""

    def __init__(self, html: str) -> None:
        """Read the page."""
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.comments: list[str] = []
        self.declarations: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.text, self.all, self._code = "", "", 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        given = [(name, value or "") for name, value in attrs]
        self.attributes += [each for each in given if not _OF_TABLES_AND_HEADINGS.match(str(each))]
        self._code += tag == "code"
        if tag == "a":
            self.links.append((dict(given).get("href", ""), self.all))

    def handle_endtag(self, tag: str) -> None:
        self._code -= tag == "code"
        if tag == "a":
            target, before = self.links[-1]
            self.links[-1] = (target, self.all.removeprefix(before))

    def handle_data(self, data: str) -> None:
        self.all += data
        if not self._code:
            self.text += data

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)

    def handle_decl(self, decl: str) -> None:
        self.declarations.append(decl)

    def handle_pi(self, data: str) -> None:
        self.declarations.append(data)

    def unknown_decl(self, data: str) -> None:
        self.declarations.append(data)
