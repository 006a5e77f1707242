"""Reports: golden files, every field in its place, and templates that cannot do harm."""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planctl.context import context
from planctl.model import Action, Header, Update
from planctl.plan import load
from planctl.problem import UserError
from planctl.reports import REPORTS, render
from planctl.summary import Summary, summarise
from plans import ACTION, HEADER

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = Path(__file__).parent / "golden"
TODAY = date(2019, 10, 20)
FORMATS = [report.NAME for report in REPORTS]
ATTACK = "<script>x</script> {{ 7*7 }} ](javascript:x) <!-- | ![i](https://x.org/i.png)"


def _summary(action: str = ACTION, header: bytes = HEADER) -> Summary:
    return summarise(load({"p/plan.yaml": header, "p/3.2.yaml": action.encode()}), TODAY)


def _page(
    summary: Summary, name: str, template: Path | None = None, folder: Path | str = "p"
) -> str:
    chosen = str(template) if template else None
    return "".join(render(summary, name, folder=str(folder), template=chosen))


def _golden() -> Iterator[tuple[str, str]]:
    folder = ROOT / "examples" / "2025-26"
    plan = load({path.name: path.read_bytes() for path in folder.glob("*.yaml")})
    yield "example.md", _page(summarise(plan, date(2026, 4, 14)), "markdown")
    yield "small.md", _page(_summary(), "markdown")
    yield "small.html", _page(_summary(), "html")


@pytest.mark.parametrize("name", ["example.md", "small.md", "small.html"])
def test_a_report_is_as_its_golden_file(name: str) -> None:
    made = dict(_golden())[name]
    if os.environ.get("REGENERATE"):
        (GOLDEN / name).write_text(made, encoding="utf-8")
    assert made == (GOLDEN / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", FORMATS)
def test_every_field_has_its_place(name: str) -> None:
    values = {field: f"word{index}" for index, field in enumerate(Update.model_fields)}
    values |= {"rag": "red", "status": "in progress", "confidence": "amber"}
    update = "".join(f"    {field}: {value}\n" for field, value in values.items())
    action = "".join(
        f"{field}: said-{field}\n"
        for field in Action.model_fields
        if field
        not in (
            "id",
            "priority",
            "due",
            "original_due",
            "links",
            "indicators",
            "measures",
            "updates",
        )
    )
    lists = "".join(
        f"{field}:\n  - listed-{field}\n" for field in ("links", "indicators", "measures")
    )
    text = (
        f'id: "1.2"\npriority: 3\ndue: 2020-03-31\noriginal_due: 2020-01-31\n{action}{lists}'
        f"updates:\n  Q2:\n{update}"
    )
    header = HEADER + (
        b"leads:\n  said-lead: Post of it\nglossary:\n  ABC: All Be Clear\n"
        b"ratings:\n  red: {label: Off track, meaning: Far behind}\ncalendar: {first_month: 4}\n"
    )
    summary = _summary(text, header)
    page = _page(summary, name)
    expected = [f"said-{field}" for field in ("title", "description", "owner", "source")]
    expected += [f"listed-{field}" for field in ("links", "indicators", "measures")]
    expected += ["word2", "word3", "word4", "word5", "word6", "Amber", "Off track", "Far behind"]
    expected += ["2020-03-31", "2020-01-31", "said-lead", "Post of it", "ABC", "All Be Clear"]
    expected += ["said-accountable", "said-supersedes", "Permanence without delay"]
    expected += ["Improvement Plan", "Aldermere Council", "2019"]
    assert [word for word in expected if word not in page] == []
    assert {"leads", "ratings", "calendar", "glossary", "title", "organisation", "year"} <= set(
        Header.model_fields
    )


@pytest.mark.parametrize("name", FORMATS)
def test_an_action_that_cannot_be_read_is_shown_as_such(name: str) -> None:
    texts = {"p/plan.yaml": HEADER, "p/3.2.yaml": b"id: [", "p/4.1.yaml": b"id: x\n"}
    summary = summarise(load(texts), TODAY)
    page = _page(summary, name)
    assert page.count("cannot be read") >= 2
    assert summary.overall.total == 2


@pytest.mark.parametrize("name", FORMATS)
def test_texts_of_a_plan_stay_texts(name: str) -> None:
    quoted = ATTACK.replace('"', "'")
    header = HEADER.replace(b"Improvement Plan", b'"%s"' % quoted.encode())
    action = ACTION.replace("PLACEMENT STABILITY", f'"{quoted}"').replace(
        "      The campaign began in May.", f"      {ATTACK}"
    )
    page = _page(_summary(action, header), name)
    for harm in ("<script>", "<img", "<!-- |", 'href="javascript', "]( javascript", "49"):
        assert harm not in page.replace(r"\<script", "")
    assert "7*7" in page.replace("\\", "")


@given(st.lists(st.text("abcdefgh", min_size=3, max_size=8), min_size=1, max_size=30, unique=True))
def test_every_word_of_a_commentary_is_there_once(words: list[str]) -> None:
    said = [f"zq{word}" for word in words]
    action = ACTION.replace("The campaign began in May.", " ".join(said))
    for name in FORMATS:
        found = [word.strip("<>/p.") for word in _page(_summary(action), name).split()]
        assert [found.count(word) for word in said] == [1] * len(said)


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert dict(_golden()) == dict(_golden())


def test_the_values_of_a_template_are_plain() -> None:
    def plain(value: object) -> bool:
        match value:
            case dict():
                return all(isinstance(key, str) and plain(each) for key, each in value.items())
            case list():
                return all(map(plain, value))
        return type(value) in (str, int, bool)

    assert plain(context(_summary()))


def test_a_template_may_be_given_or_stand_in_the_plan(tmp_path: Path) -> None:
    mine = tmp_path / "mine.j2"
    mine.write_text("{{ title }}|{{ '<b>' }}")
    assert _page(_summary(), "html", mine) == "Improvement Plan|&lt;b&gt;"
    folder = tmp_path / "templates"
    folder.mkdir()
    folder.joinpath("report.html.j2").write_text('{% include "part.j2" %} {{ quarter }}')
    folder.joinpath("part.j2").write_text("{{ organisation }}")
    assert _page(_summary(), "html", folder=tmp_path) == "Aldermere Council Q2"


def test_one_block_of_a_template_may_be_replaced(tmp_path: Path) -> None:
    mine = tmp_path / "mine.j2"
    mine.write_text('{% extends "report.md.j2" %}')
    assert _page(_summary(), "markdown", mine) == _page(_summary(), "markdown")
    folder = tmp_path / "templates"
    folder.mkdir()
    own = '{% extends "planctl/report.html.j2" %}{% block head %}<h1>Ours</h1>{% endblock %}'
    folder.joinpath("report.html.j2").write_text(own)
    page = _page(_summary(), "html", folder=tmp_path)
    assert "<h1>Ours</h1>" in page
    assert "Quarterly progress commentary" in page


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("a\n{{ nonsense }}", "mine.j2:2: 'nonsense' is undefined"),
        ("{{ priorities[0].nonsense }}", "mine.j2:1: 'dict object' has no attribute 'nonsense'"),
        ("{% if %}", "mine.j2:1: Expected an expression"),
        ("\n\n{{ title|nonsense }}", "mine.j2:3: No filter named 'nonsense'"),
        ('\n{% include "nowhere.j2" %}', "mine.j2:2: nowhere.j2"),
        ("{{ ''.__class__.__mro__ }}", "mine.j2:1: access to attribute '__class__'"),
        ("{{ title + 1 }}", "mine.j2:1: can only concatenate"),
        ("{{ 1 / 0 }}", "mine.j2:1: division by zero"),
        ("{{ 'x' * 1000000000 }}", "mine.j2:1: a template may not repeat a text"),
        ("{{ 10 ** 1000000 }}", "mine.j2:1: a template may not raise to a power"),
        ("{{ '%1000000000d' % 1 }}", "mine.j2:1: a template may not make a text"),
        ("{{ 'x'.center(1000000000) }}", "mine.j2:1: access to attribute 'center'"),
        ("{{ title.format(1) }}", "mine.j2:1: access to attribute 'format'"),
        ("{{ range(9) }}", "mine.j2:1: 'range' is undefined"),
        ("{{ lipsum() }}", "mine.j2:1: 'lipsum' is undefined"),
        ("{{ priorities.append(1) }}", "mine.j2:1: "),
        ("{{ '{:1000000000}'.format(1) }}", "mine.j2:1: access to attribute 'format'"),
    ],
)
def test_what_is_wrong_with_a_template_is_said_with_its_line(
    source: str, said: str, tmp_path: Path
) -> None:
    mine = tmp_path / "mine.j2"
    mine.write_text(source)
    with pytest.raises(UserError) as refused:
        _page(_summary(), "html", mine)
    assert refused.value.message.startswith(f"{tmp_path}/{said}")


def test_a_text_cannot_be_made_to_grow_without_end(tmp_path: Path) -> None:
    mine = tmp_path / "mine.j2"
    mine.write_text("{% set ns = namespace(x='ab') %}")
    with pytest.raises(UserError, match="namespace"):
        _page(_summary(), "html", mine)
    doubled = "".join(f"{{% set x{n + 1} = x{n} + x{n} %}}" for n in range(30))
    mine.write_text(f"{{% set x0 = title %}}{doubled}{{{{ 2 * 3 }}}} {{{{ 7 % 4 }}}}")
    with pytest.raises(UserError, match="1,000,000 characters"):
        _page(_summary(), "html", mine)


def test_small_sums_are_allowed(tmp_path: Path) -> None:
    mine = tmp_path / "mine.j2"
    mine.write_text("{{ 2 * 3 }} {{ 7 % 4 }} {{ '%d' % 5 }} {{ 1 + 1 }}")
    assert _page(_summary(), "html", mine) == "6 3 5 2"


def test_a_template_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be read: No such file"):
        _page(_summary(), "html", tmp_path / "missing.j2")
    (tmp_path / "latin.j2").write_bytes(b"\xff")
    with pytest.raises(UserError, match="cannot be read: it is not UTF-8"):
        _page(_summary(), "html", tmp_path / "latin.j2")


def test_a_link_out_of_the_templates_is_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    folder.mkdir()
    (tmp_path / "secret").write_text("secret")
    folder.joinpath("report.html.j2").symlink_to(tmp_path / "secret")
    assert "secret" not in _page(_summary(), "html", folder=tmp_path)
