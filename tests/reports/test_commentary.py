"""Commentary as HTML, Markdown and values: its words stay, and nothing becomes anything else."""

import re
import time
from collections.abc import Iterator, Sequence
from html import escape, unescape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from planctl.reports import commentary as prose
from planctl.reports.commentary import (
    CommentaryBlock,
    CommentaryList,
    CommentaryParagraph,
    CommentaryQuote,
    CommentaryTable,
)
from planctl.reports.written_markdown import escaped
from plans import PROSE

PLAIN = st.lists(
    st.sampled_from([
        *("a", "XY", " ", "\n", "\n\n", "- ", "1. ", "12", "1)", "1.5", "&", "&amp;", '"', "|"),
        *("`", "~~", "+ ", "```", "#", "# ", "===", "---", ">", "!", "{", "}", "(", ")", "\t"),
        *("é", "https://x.org", "\xa0", "$", "%", "£", "a@b.org", "www.x.org", ": ", "–", "’"),
    ]),
    max_size=9,
).map("".join)  # fmt: skip
TABLE = """\
<div class="scroll" role="region" aria-label="Table: &quot;a, *b*" tabindex="0">
<table>
<thead>
<tr>
<th scope="col">&quot;a</th>
<th scope="col"><em>b</em></th>
</tr>
</thead>
<tbody>
<tr>
<td>c</td>
<td>d|e</td>
</tr>
<tr>
<td>f</td>
<td></td>
</tr>
</tbody>
</table>
</div>
"""
HTML = [
    ("One.\nTwo.", "<p>One.\nTwo.</p>\n"),
    ("One.\n\n- a\n- b", "<p>One.</p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
    ("**Bold** and *thin*", "<p><strong>Bold</strong> and <em>thin</em></p>\n"),
    ("[a](https://x.org)", '<p><a href="https://x.org">a</a></p>\n'),
    ("[a](mailto:b@x.org)", '<p><a href="mailto:b@x.org">a</a></p>\n'),
    ("*https://x.org/*a*/_b_*", "<p><em>https://x.org/*a*/_b_</em></p>\n"),
    ("R & D < 5", "<p>R &amp; D &lt; 5</p>\n"),
    ("1. First\n2. Next", "<ol>\n<li>First</li>\n<li>Next</li>\n</ol>\n"),
    ('| "a | *b* |\n| :-- | --: |\n| c | d\\|e |\n| f |', TABLE),
    ("a | b\nc | d", "<p>a | b\nc | d</p>\n"),
    ("", ""),
]
ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<!-- unclosed",
    "<style>*{display:none}</style>",
    "[x](javascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:x)",
    "![x](https://x.org/pixel.png)",
    "# Heading",
    "Heading\n=======",
    "Heading\n---",
    "x\n\n---",
    "```\ncode\n```",
    "    code",
    "`code`",
    "[x]: https://x.org\n[x]",
    '| a" onclick="x | b |\n| <b>c</b> | d |',
    "{{ 7 * 7 }} {% raw %}",
    "&lt;script&gt; &#x3c;b&#x3e;",
    "<https://x.org>",
    "</p></section></main>",
    "~~struck~~",
    "> quoted\n<b>",
]
IN_A_TABLE = '| a" onclick="x | {0} |\n| :-- | --- |\n| <b>c</b> | {0} |'
TABLES = (
    "a\n| b | c |\n| --- | --- |\n| *d* | [e\\|](https://x.org/\\|) |\n\n"
    "- f\n\n  g | h\n  --- | ---\n> i | j"
)
HARM = re.compile(
    r"<(?!/?(?:p|ul|ol|li|strong|em|br|blockquote|a|div|table|thead|tbody|tr|t[hd])>|div"
    r" class=\"scroll\" role=\"region\" aria-label=\"[^\"<>]*\" tabindex=\"0\">|th scope=\"col\">"
    r"|ol start=\"\d+\">"
    r"|a href=\"(?:https?|mailto):)"
)


@pytest.mark.parametrize(("text", "made"), HTML)
def test_a_text_becomes_paragraphs_lists_emphasis_and_links(text: str, made: str) -> None:
    assert prose.html(text) == made


@pytest.mark.parametrize("text", [*ATTACKS, *map(IN_A_TABLE.format, ATTACKS[:6])])
def test_nothing_else_becomes_markup(text: str) -> None:
    assert not HARM.search(prose.html(text))
    assert not HARM.search(MarkdownIt("commonmark").render(prose.markdown(text)))


@given(PROSE)
def test_no_text_whatever_becomes_other_markup(text: str) -> None:
    assert not HARM.search(prose.html(text))


@pytest.mark.parametrize("text", ["a\n\n- b\n- c", "a & b\n- c", "- a\n- b\n\nc", "a\nb\n\nc"])
def test_plain_commentary_needs_no_parser(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(prose, "_parser")
    assert prose.html(text)
    assert prose.markdown(text)


@given(PLAIN)
@example("a\n\n- b\n- c")
@example("a & b\n- c")
@example("- a\n- b\n\nc")
def test_a_plain_text_is_as_the_parser_would_have_it(text: str) -> None:
    short = prose.html(text), prose.markdown(text), _joined(prose.blocks(text))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(prose, "_PLAIN", re.compile("(?!)"))
        assert short == (prose.html(text), prose.markdown(text), _joined(prose.blocks(text)))


@pytest.mark.parametrize(
    "text",
    ["a\n" * 9_990 + "*", "a\n\n" * 6_600 + "*", "- a\n" * 4_990 + "*", "a" + " " * 19_990 + "b\n",
     "[" * 19_999, "*a **a " * 2_800, "> " * 9_999, "- " * 9_999, "<" * 19_999],
)  # fmt: skip
def test_no_text_is_slow(text: str) -> None:
    begun = time.process_time()
    prose.html(text)
    assert time.process_time() - begun < 30  # less than one, where coverage is not measured


@given(PROSE)
@example(TABLES)
def test_the_markdown_of_a_text_is_read_as_its_html(text: str) -> None:
    again = MarkdownIt("commonmark").enable("table").render(prose.markdown(text))
    assert _tags(again) == _tags(prose.html(text))
    assert _text(again).split() == _text(prose.html(text)).split()


@given(st.text(st.sampled_from("ab 1.)-+=#>*_`[]()!<&;|~\\:/\n"), max_size=40))
def test_an_escaped_text_is_read_as_its_characters(text: str) -> None:
    made = MarkdownIt("commonmark").enable("table").render(escaped(text))
    assert _text(made).split() == text.split()
    assert _tags(made) in ([], ["<p>", "</p>"])


@given(PROSE)
@example("a *b **c** d* [e *f*](https://x.org) g\\\nh\ni")
@example("0. a\n\n   b\n1. - c\n   - > d\n\n> e\n>\n> 7) f\n>    1. g")
@example("0*0*")
@example(TABLES)
@example(f"{'- ' * prose.DEEPEST}a\n\n{'> ' * prose.DEEPEST}b")
def test_the_values_of_a_text_say_what_its_html_says(text: str) -> None:
    said = prose.html(text).replace("<br>", "\n")
    blocks = prose.blocks(text)
    if _depth(blocks) < prose.DEEPEST:
        left_out = "</?(?:p|strong|em|a|thead|tbody|tr|th|td)\\b"
        tags = [tag for tag in _tags(said) if not re.match(left_out, tag)]
        assert _tags("".join(map(_tagged, blocks))) == tags
    assert _text("".join(map(_tagged, blocks))).split() == _text(said).split()
    links = [unescape(href) for href in re.findall(r'href="([^"]*)', said)]
    assert {href for href in _hrefs(blocks) if href} <= set(links)


def test_what_is_nested_too_deep_is_not_indented_and_not_lost() -> None:
    assert _depth(prose.blocks("- " * 50 + "a")) == prose.DEEPEST
    assert _depth(prose.blocks("> " * 50 + "a")) == prose.DEEPEST
    assert "a" in str(prose.blocks("> - " * 20 + "a"))


def test_a_very_long_text_is_cut_and_says_so() -> None:
    made = prose.html("word " * 10_000)
    assert len(made) < prose.LONGEST + 200
    assert "left out" in made


@pytest.mark.parametrize(
    "text",
    ["- a\n\n  b\n- c", "1. a\n   - b\n   - c\n2. d", "> a\n> b", "a\\\nb", "a  \nb", "- > q\n- r"],
)
def test_nested_markdown_keeps_its_shape(text: str) -> None:
    again = MarkdownIt("commonmark").render(prose.markdown(text))
    assert _tags(again) == _tags(prose.html(text))


def _joined(blocks: Sequence[CommentaryBlock]) -> list[str]:
    """Return what blocks are as text, in which it does not matter how words are cut into runs."""
    return list(map(_tagged, blocks))


def _tagged(block: CommentaryBlock) -> str:
    match block:
        case CommentaryParagraph():
            return f" {escape(''.join(run.text for run in block.words), quote=False)} "
        case CommentaryQuote():
            return f"<blockquote>{''.join(map(_tagged, block.blocks))}</blockquote>"
        case CommentaryTable():
            cells = ["".join(run.text for run in cell) for row in block.rows for cell in row]
            return f"<table>{escape(' '.join(cells), quote=False)}</table>"
    name = "ol" if block.ordered else "ul"
    start = f' start="{block.start}"' if block.ordered and block.start != 1 else ""
    entries = (f"<li>{''.join(map(_tagged, entry))}</li>" for entry in block.entries)
    return f"<{name}{start}>{''.join(entries)}</{name}>"


def _within(block: CommentaryBlock) -> Sequence[Sequence[CommentaryBlock]]:
    match block:
        case CommentaryList():
            return block.entries
        case CommentaryQuote():
            return [block.blocks]
    return [[]]


def _depth(blocks: Sequence[CommentaryBlock]) -> int:
    inner = [each for block in blocks for each in _within(block)]
    nested = any(not isinstance(block, CommentaryParagraph) for block in blocks)
    return nested + max(map(_depth, inner), default=0)


def _hrefs(blocks: Sequence[CommentaryBlock]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, CommentaryParagraph):
            yield from (run.href for run in block.words)
        if isinstance(block, CommentaryTable):
            yield from (run.href for row in block.rows for cell in row for run in cell)
        for inner in _within(block):
            yield from _hrefs(inner)


def _tags(html: str) -> list[str]:
    """Return the tags of a page; a table's without what goes round it, and what its cells are."""
    plain = re.sub(r"</?div[^>]*>|(?<=<th) scope=\"col\"", "", html.replace("<br />", "<br>"))
    return re.findall(r"<[^>]*>", plain)


def _text(html: str) -> str:
    whole = re.sub(r"</?(?:em|strong|a)\b[^>]*>", "", html)
    return unescape(re.sub(r"<[^>]*>", " ", whole))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("One.\nTwo.\n\n- a **b**\n  - c\n- d", ["One. Two.", "a b", "d"]),
        ("> quoted\n\n> - in it", ["quoted", "in it"]),
        ("- - deep", ["deep"]),
        ("| a | b |\n| --- | --- |\n\nc", ["c"]),
        ("> - c\n> - d\n\n- | a |\n  | - |", ["c"]),
        ("-\n- x", ["x"]),
    ],
)
def test_the_first_words_are_those_of_each_paragraph_and_entry(text: str, words: list[str]) -> None:
    assert [" ".join(each.split()) for each in prose.first_words(text)] == words
