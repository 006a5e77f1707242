"""A comment on a pull request: a pleasure to read as GitHub renders it, and no text in it acts."""

import os
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options
from hypothesis import given
from hypothesis import strategies as st

from planctl.changes.diff import Changes, diff, plan_version
from planctl.changes.pull_request_comment import MOST, comment, inert, marker
from planctl.changes.review import Review, review
from planctl.changes.web_page import review_page
from planctl.plan.plan import load
from planctl.problem import Place, Problem, Severity
from planctl.summary.summary import summarise
from plans import ACTION, HEADER
from quarter import quarter
from readers import READERS, Shown

GOLDEN = Path(__file__).parents[1] / "golden"
TODAY = date(2019, 10, 14)
ALLOWED = frozenset(
    [
        "h3",
        "p",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "br",
        "strong",
        "b",
        "em",
        "details",
        "summary",
        "blockquote",
        "ul",
        "li",
        "ins",
        "del",
        "code",
    ]
)
ATTACKS = (
    "@bob",
    "@org/team",
    "bob@example.com",
    "see @bob.",
    "(@bob)",
    "@bob@bob",
    "fixes #1",
    "Closes: #12",
    "closes bob/repo#1",
    "GH-1",
    "gh-12",
    "JIRA-7",
    "bob/repo@abcdef1234567",
    "0123456789abcdef0123456789abcdef01234567",
    "abcdef1",
    "https://evil.example/x",
    "HTTP://EVIL.example",
    "www.evil.example",
    "ftp://evil.example",
    "mailto:a@b.example",
    "<https://evil.example>",
    "![x](https://evil.example/x.png)",
    "[x](https://evil.example)",
    "[x]: https://evil.example",
    "[x][y]",
    "[^1]",
    "[^1]: note",
    "- [ ] task",
    "<img src=x onerror=alert(1)>",
    "<script>x</script>",
    "</details>",
    "</blockquote></td></table>",
    "<!-- planctl-diff 2c93cdaaa628ae01 -->",
    "-->",
    "<!--",
    "```",
    "````\ncode\n````",
    "~~~",
    "    code",
    "`x`",
    "``",
    "| a | b |",
    "|",
    "\\|",
    "\\",
    "a\\",
    "# heading",
    "Title\n===",
    "Title\n---",
    "***",
    "1. one",
    "1) one",
    "- one",
    "+ one",
    "* one",
    "> quote",
    "*a* **b** _c_ __d__ ~~e~~",
    ":smile:",
    ":+1:",
    "$x$",
    "$$x$$",
    "&#64;bob",
    "&amp;",
    "&lt;b&gt;",
    "> [!WARNING]\n> x",
    "/close",
    "/approve\n/merge",
    "!1",
    "~bug",
    "%1",
    "%milestone",
    "&1",
    "^alert#1",
    "*iteration:1",
    "[vulnerability:1]",
    "\x1b[31m",
    "\u202ereversed",
    "@\u200bbob",
    "\0",
    "\ud800",
    "a\rb",
    "x" * 5000,
    "\n\n</summary>\n\n",
    "<ins>",
    "javascript:alert(1)",
    "data:text/html,x",
    "{{ x }}",
    "${{ x }}",
    "::error::x",
    "<details>",
    "@",
    "#",
    "a  \nb",
    "a\\\nb",
    "1234567",
    "ＡＢ＠ｃ",
    "“@bob”",
    "£1-2",
)
_LIVE = re.compile(
    r"@[\w]|#\w|\bGH-\d|[A-Za-z]-\d|https?://|ftp://|\bwww\.|:\w+:|:\+1:|![1-9]|~\w|%[1-9a-z]"
    r"|(?<![^\W_])[0-9a-f]{7,}(?![^\W_])|&\d|\^\w|\$\w|\[\w",
    re.IGNORECASE,
)
"""What GitHub and GitLab make something of in the text of a rendered comment."""


def cmark(text: str) -> str:
    options = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
    return str(cmarkgfm.github_flavored_markdown_to_html(text, options))


def rendered(text: str) -> list[Shown]:
    """Return a text as GitHub shows it, and as others do."""
    return [Shown(read(text)) for read in READERS.values()]


def hostile(text: str) -> Review:
    """Return what a reviewer sees of a plan in which every text is that one."""
    where = Place(text, 1, 1, 1, text)
    problem = Problem("schema", Severity.ERROR, text, where, text)
    old = {
        "id": "3.2",
        "title": text,
        "lead": text,
        "links": [text, "a b c"],
        "owner": f"was {text}",
    }
    said = {"rag": "red", "commentary": f"{text}\n\n{text} more", "headline": text}
    new = {**old, "links": ["c", f"{text} d"], "owner": text, "updates": {"Q1": said}, text: text}
    before = plan_version({"p/plan.yaml": HEADER})
    now = replace(
        before,
        actions={"3.2": new, "3.3": new},
        header={"title": text, "leads": {text: text}},
        unreadable=(text,),
    )
    changes = diff(replace(before, actions={"3.2": old}), now)
    found = review(
        changes,
        summarise(load({"p/plan.yaml": HEADER, "p/3.2.yaml": ACTION.encode()}), TODAY),
        [problem],
        {"3.2": [text]},
    )
    return replace(found, title=text, missing=((text, (text,)),))


def assert_inert(found: Review) -> None:
    made = comment([found], "p")
    details = Shown(cmark(comment([hostile("word")], "p"))).tags.count("details")
    for shown in rendered(made):
        assert set(shown.tags) <= ALLOWED
        assert not shown.attributes
        assert shown.comments == [marker("p").removeprefix("<!--").removesuffix("-->")]
        assert not _LIVE.search(shown.text), _LIVE.search(shown.text)
        assert shown.tags.count("details") <= details
        assert shown.tags.count("table") in {0, 2}  # CommonMark has none
    assert made.count("<!--") == 1
    for line in made.splitlines():
        assert not line.startswith(("/", "::"))


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: ascii(attack)[:30])
def test_an_attack_is_only_text(attack: str) -> None:
    assert_inert(hostile(attack))


@given(st.lists(st.sampled_from([*ATTACKS, " ", "\n", "a", "1"]), max_size=5).map("".join))
def test_several_attacks_together_are_only_text(attack: str) -> None:
    assert_inert(hostile(attack))


@given(st.text(st.sampled_from("ab1 @#!$%^~&*:[]()<>`|\\/_-+=.,'\"\n\té—é\u200b"), max_size=25))
def test_no_text_acts_and_each_is_shown_as_it_is(text: str) -> None:
    for shown in rendered(f"> {inert(text)} x"):
        assert set(shown.tags) <= {"blockquote", "p"}
        assert not _LIVE.search(shown.text)
        expected = " ".join(f"{text.replace(chr(0x200B), '')} x".split())
        seen = shown.text.replace("\u200b", "").replace("\\\\u200b", "").replace("\\u200b", "")
        assert " ".join(seen.split()) == expected.replace("\\u200b", "")


def test_the_comment_of_a_quarter_is_a_pleasure_to_read() -> None:
    made = comment([quarter()], "plan/2025-26")
    golden = GOLDEN / "comment.md"
    if os.environ.get("REGENERATE"):
        golden.write_text(made, encoding="utf-8")
    assert made == golden.read_text(encoding="utf-8")


def test_a_comment_begins_with_the_table_and_what_matters_then_each_action_folded() -> None:
    shown = Shown(cmark(comment([quarter()], "plan/2025-26")))
    assert shown.tags[:2] == ["h3", "table"]
    assert shown.all.index("This change brings in") < shown.all.index("Still missing for Q4")
    assert shown.tags.count("summary") == 7
    assert "Q3 ● Green → Q4 ▲ Red, worsened" in shown.all


def test_words_that_changed_are_marked() -> None:
    html = cmark(comment([quarter()], "plan/2025-26"))
    assert "<del>families</del>" in html
    assert "<ins>households</ins>" in html


def test_a_new_text_is_said_to_be_new_and_not_underlined() -> None:
    html = cmark(comment([quarter()], "plan/2025-26"))
    assert "<b>Q4 commentary</b> (new)" in html
    assert "<ins>The Head of Quality Assurance" not in html


def test_a_comment_that_would_be_too_long_says_what_is_left_out() -> None:
    found = quarter()
    long = replace(found.sections[0], lines=found.sections[2].lines * 400)
    sections = (
        long,
        *(replace(each, name=f"7.{n} X") for n in range(600) for each in found.sections),
    )
    made = comment([replace(found, sections=sections)], "p")
    assert MOST - 9000 < len(made) <= MOST
    assert "Left out, for a comment has no room for them: 1.1, " in made
    assert " more.**" in made


@pytest.mark.parametrize("text", ["x" * 400, "<" * 400, "\U0001f600" * 400])
def test_a_comment_is_never_too_long_however_much_there_is(text: str) -> None:
    found = hostile(text)
    many = replace(
        found,
        rows=found.rows * 60,
        problems=found.problems * 60,
        missing=found.missing * 60,
        sections=found.sections * 60,
        notes=found.notes * 60,
    )
    made = comment([many], "p")
    assert len(made.encode("utf-16-le")) // 2 <= MOST
    assert "more actions, which `planctl diff` shows" in made
    assert_same_folds(made)


def assert_same_folds(made: str) -> None:
    assert made.count("<details>") == made.count("</details>")


def test_a_plan_in_which_nothing_changed_is_said_to_be_so() -> None:
    summary = summarise(load({"p/plan.yaml": HEADER}), TODAY)
    made = comment([review(Changes((), ()), summary)], "p")
    assert "Improvement Plan: nothing changed" in made
    assert "Nothing is missing for Q2." in made
    assert "This change brings in no problems." in made


@pytest.mark.parametrize(
    ("others", "owed"),
    [
        ((), "What is missing for Q2 is not known: 1 action cannot be read."),
        (("3.1",), "Still missing for Q2: 1 action; 1 action cannot be read"),
    ],
)
def test_an_action_that_cannot_be_read_is_not_said_to_lack_nothing(
    others: tuple[str, ...], owed: str
) -> None:
    texts = {"p/plan.yaml": HEADER, "p/3.2.yaml": b"title: X\nrag: puce\n"}
    for number in others:
        texts[f"p/{number}.yaml"] = f'id: "{number}"\ntitle: X\nlead: L\n'.encode()
    found = review(Changes((), ()), summarise(load(texts), TODAY))
    assert found.owed == owed
    assert owed in comment([found], "p")
    assert "Nothing is missing" not in "".join(review_page([found]))


def test_each_plan_of_a_repository_has_a_comment_of_its_own() -> None:
    assert marker("plan/2019-20") != marker("plan/2020-21")


def test_an_action_that_is_new_gone_or_renumbered_is_said_to_be_so() -> None:
    old = plan_version(
        {
            "p/plan.yaml": HEADER,
            "p/3.2.yaml": ACTION.encode(),
            "p/3.4.yaml": ACTION.replace('"3.2"', '"3.4"').replace("PLACEMENT", "OTHER").encode(),
        }
    )
    new = plan_version(
        {
            "p/plan.yaml": HEADER,
            "p/3.3.yaml": ACTION.replace('"3.2"', '"3.3"').encode(),
            "p/1.1.yaml": b'id: "1.1"\ntitle: NEW\nlead: L\n',
        }
    )
    found = review(diff(old, new), summarise(load({"p/plan.yaml": HEADER}), TODAY))
    assert [(row.name.split()[0], row.fields) for row in found.rows] == [
        ("1.1", ("new",)),
        ("3.3", ("was 3.2",)),
        ("3.4", ("removed",)),
    ]


def test_a_change_of_the_header_alone_is_told() -> None:
    new = plan_version({"p/plan.yaml": HEADER.replace(b"Improvement Plan", b"Plan")})
    found = review(
        diff(plan_version({"p/plan.yaml": HEADER}), new),
        summarise(load({"p/plan.yaml": HEADER}), TODAY),
    )
    assert found.heading == "The plan's header changed"
    assert "<summary>The plan</summary>" in comment([found], "p")


# The page


def test_the_page_says_all_that_the_comment_says() -> None:
    found = quarter()
    shown = Shown("".join(review_page([found])))
    for row in found.rows:
        assert row.name in shown.all
    assert shown.tags.count("h2") == 2 + len(found.sections)
    assert "5.1.yaml" in shown.all


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: ascii(attack)[:30])
def test_an_attack_on_the_page_is_only_text(attack: str) -> None:
    made = "".join(review_page([hostile(attack)]))
    made.encode()
    expected, shown = Shown("".join(review_page([hostile("word")]))), Shown(made)
    assert set(shown.tags) <= {*expected.tags, "br"}
    for tag in ("h1", "h2", "table", "tr", "td", "meta", "style"):
        assert shown.tags.count(tag) == expected.tags.count(tag)
    assert shown.attributes == expected.attributes
    assert not shown.comments


def test_the_page_of_a_plan_in_which_nothing_changed_has_no_table() -> None:
    made = "".join(
        review_page([review(Changes((), ()), summarise(load({"p/plan.yaml": HEADER}), TODAY))])
    )
    assert "<table" not in made
    assert "Nothing is missing for Q2." in made
