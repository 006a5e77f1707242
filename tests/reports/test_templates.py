"""Templates: where they are looked for, what they are told is wrong, and what they cannot do."""

import resource
import signal
import sys
import threading
from mmap import mmap
from pathlib import Path

import pytest
from jinja2.loaders import FileSystemLoader

from planctl.plan.plan import load
from planctl.problem import UserError
from planctl.reports.formats import render
from planctl.reports.report import ReportRequest
from planctl.reports.templates import limits
from planctl.reports.templates.sandbox import FILTERS, Sandbox
from planctl.reports.templates.template import Sources, Templates
from planctl.summary.summary import Summary, summarise
from plans import ACTION, HEADER
from reports.test_reports import FORMATS, TODAY

DOCS = Path(__file__).resolve().parents[2] / "docs" / "templates.md"


@pytest.fixture(scope="module")
def summary() -> Summary:
    return summarise(load({"p/plan.yaml": HEADER, "p/3.2.yaml": ACTION.encode()}), TODAY)


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    return tmp_path / "mine.j2"


def _page(summary: Summary, name: str, template: Path | None = None, folder: object = "p") -> str:
    chosen = str(template) if template else None
    return b"".join(
        render(ReportRequest(summary, sources=Sources(str(folder), chosen)), name)
    ).decode()


def test_a_template_may_be_given(summary: Summary, mine: Path) -> None:
    mine.write_text("{{ title }}|{{ '<b>' }}")
    assert _page(summary, "html", mine) == "Improvement Plan|&lt;b&gt;"


def test_a_template_may_say_nothing_for_long(summary: Summary, mine: Path) -> None:
    nothing = "{{ title|replace(title, '') }}"
    mine.write_text(f"{nothing * 1000}{{{{ title }}}}")
    assert _page(summary, "html", mine) == "Improvement Plan"


def test_a_template_may_stand_in_the_plan(summary: Summary, tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    folder.mkdir()
    folder.joinpath("report.html.j2").write_text('{% include "part.j2" %} {{ quarter }}')
    folder.joinpath("part.j2").write_text("{{ organisation }}")
    assert _page(summary, "html", folder=tmp_path) == "Aldermere Council Q2"


def test_one_block_of_a_page_may_be_replaced(summary: Summary, tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    folder.mkdir()
    block = '{% from "planctl/macros.html.j2" import words %}<h1>Ours {{ words(key[:1]) }}</h1>'
    own = f'{{% extends "planctl/report.html.j2" %}}{{% block head %}}{block}{{% endblock %}}'
    folder.joinpath("report.html.j2").write_text(own)
    page = _page(summary, "html", folder=tmp_path)
    assert '<h1>Ours <span class="tag red">' in page
    assert "Quarterly progress commentary" in page


@pytest.mark.parametrize("name", FORMATS)
def test_a_template_that_only_extends_planctls_is_planctls(
    name: str, summary: Summary, mine: Path
) -> None:
    suffix = "html" if name == "html" else "md"
    mine.write_text(f'{{% extends "report.{suffix}.j2" %}}')
    assert _page(summary, name, mine) == _page(summary, name)


WRONG = [
    ("a\n{{ nonsense }}", "2: 'nonsense' is undefined"),
    ("{{ priorities[0].nonsense }}", "1: 'PriorityActions' has no attribute 'nonsense'"),
    ("{% if %}", "1: Expected an expression"),
    ("\n\n{{ title|nonsense }}", "3: No filter named 'nonsense'"),
    ('\n{% include "nowhere.j2" %}', "2: there is no template 'nowhere.j2'"),
    ("{{ title + 1 }}", "1: can only concatenate"),
    ("{{ 1 / 0 }}", "1: division by zero"),
    ("{{ total.nonsense() }}", "1: 'int object' has no attribute 'nonsense'"),
    ("{{ priorities|map('nonsense')|list }}", "1: No filter named 'nonsense'"),
    ("{{ " + "(" * 5000 + "1", "0: maximum recursion depth exceeded"),
    ("{% for a in key %}" * 25 + "{% endfor %}" * 25, "0: too many statically nested blocks"),
    ("{% macro m() %}\n{{ m() }}{% endmacro %}{{ m() }}", "2: maximum recursion depth exceeded"),
]
REFUSED = [
    ("{{ ''.__class__.__mro__ }}", "access to attribute '__class__'"),
    ("{{ title.__init__.__globals__ }}", "access to attribute '__init__'"),
    ("{{ sign_off.__class__ }}", "access to attribute '__class__'"),
    ("{{ sign_off.__init__.__globals__ }}", "access to attribute '__init__'"),
    ("{{ sign_off['__dataclass_fields__'] }}", "access to attribute '__dataclass_fields__'"),
    ("{{ (priorities|last).actions[0].run }}", "access to attribute 'run'"),
    ("{{ key|map(attribute='__class__')|first }}", "access to attribute '__class__'"),
    ("{{ key[0].label.__class__ }}", "access to attribute '__class__'"),
    ("{{ sections[0].blocks.append(1) }}", "access to attribute 'append'"),
    ("{{ self.__init__ }}", "access to attribute '__init__'"),
    ("{{ priorities.append(1) }}", "access to attribute 'append'"),
    ("{{ glossary.update({'a': 1}) }}", "access to attribute 'update'"),
    ("{{ title.format(1) }}", "access to attribute 'format'"),
    ("{{ 'x'.center(1000000000) }}", "access to attribute 'center'"),
    ("{{ 'x'.join(key) }}", "access to attribute 'join'"),
    ("{{ (5).to_bytes(1000000000) }}", "access to attribute 'to_bytes'"),
    ("{{ 'x' * 1000000000 }}", "a template may use '*' with numbers only"),
    ("{{ [1] * 1000000000 }}", "a template may use '*' with numbers only"),
    ("{{ '%1000000000d' % 1 }}", "a template may use '%' with numbers only"),
    ("{{ '%*d' % (1000000000, 1) }}", "a template may use '%' with numbers only"),
    ("{{ 10 ** 1000000 }}", "a template may not raise to a power"),
    ("{{ 1000 * 1000 * 1000 }}", "a template may not make a text, list or number of more"),
    ("{{ ('ab'|replace('', 'x' ~ title))|replace('', long) }}", "a template may not make"),
    ("{% autoescape false %}{{ title }}{% endautoescape %}", "escaping cannot be switched"),
    ("{{ range(9) }}", "'range' is undefined"),
    ("{{ lipsum() }}", "'lipsum' is undefined"),
    ("{{ cycler(1) }}", "'cycler' is undefined"),
    ("{% set n = namespace() %}", "'namespace' is undefined"),
    ("{{ title|safe }}", "No filter named 'safe'"),
    ("{{ title|center(1000000000) }}", "No filter named 'center'"),
    ("{{ 1|round(1000000000, 'ceil') }}", "No filter named 'round'"),
]


@pytest.mark.parametrize(("source", "said"), WRONG)
def test_a_mistake_is_said_with_the_templates_line(
    source: str, said: str, summary: Summary, mine: Path
) -> None:
    mine.write_text(source)
    with pytest.raises(UserError) as refused:
        _page(summary, "html", mine)
    assert refused.value.message.startswith(f"{mine}:{said}")
    assert "docs/templates.md" in refused.value.hint


@pytest.mark.parametrize(("source", "said"), REFUSED)
def test_what_could_harm_is_refused(source: str, said: str, summary: Summary, mine: Path) -> None:
    mine.write_text(f"{{% set long = {'x' * 999_999!r} %}}{source}")
    with pytest.raises(UserError) as refused:
        _page(summary, "html", mine)
    assert refused.value.message.startswith(f"{mine}:1: {said}")


def test_a_text_does_not_grow_by_being_doubled(summary: Summary, mine: Path) -> None:
    doubled = "".join(f"{{% set x{n + 1} = x{n} + x{n} %}}" for n in range(30))
    mine.write_text(f"{{% set x0 = title %}}{doubled}")
    with pytest.raises(UserError, match="1,000,000"):
        _page(summary, "html", mine)


def test_what_harms_nobody_is_allowed(summary: Summary, mine: Path) -> None:
    mine.write_text(
        "{{ 2 * 3 }} {{ 7 % 4 }} {{ 1 + 1 }} {{ title ~ '!' }} {{ title.lower() }} "
        "{{ year|replace('-', '/') }} {% for key, word in glossary.items() %}{% endfor %}"
        "{% for rest, group in key|groupby('shape') %}{{ group|length if loop.first }}{% endfor %}"
    )
    said = "6 3 2 Improvement Plan! improvement plan 2019/20 1"
    assert _page(summary, "html", mine) == said


def test_what_a_filter_is_given_is_escaped_still(summary: Summary, mine: Path) -> None:
    mine.write_text("{{ '<a>'|replace('a', '<b>') }} {{ 5|prose }}")
    assert _page(summary, "html", mine) == "&lt;&lt;b&gt;&gt; <p>5</p>\n"


def test_the_docs_name_every_filter() -> None:
    page = DOCS.read_text(encoding="utf-8")
    assert [name for name in (*FILTERS, "replace") if f"`{name}`" not in page] == []


def test_a_template_that_cannot_be_read_is_refused(summary: Summary, mine: Path) -> None:
    with pytest.raises(UserError, match="cannot be read: No such file"):
        _page(summary, "html", mine)
    mine.write_bytes(b"\xff")
    with pytest.raises(UserError, match="cannot be read: it is not UTF-8"):
        _page(summary, "html", mine)


@pytest.mark.parametrize("name", ["../secret", "linked", "{}/secret"])
def test_nothing_outside_the_folder_is_read(name: str, summary: Summary, tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    folder.mkdir()
    (tmp_path / "secret").write_text("secret")
    folder.joinpath("linked").symlink_to(tmp_path / "secret")
    source = f'{{% include "{name.format(tmp_path)}" %}}'
    folder.joinpath("report.html.j2").write_text(source)
    with pytest.raises(UserError, match="leads out of its folder"):
        _page(summary, "html", folder=tmp_path)


def test_a_folder_that_is_a_link_is_not_read(summary: Summary, tmp_path: Path) -> None:
    elsewhere, plan = tmp_path / "elsewhere", tmp_path / "plan"
    elsewhere.mkdir()
    plan.mkdir()
    elsewhere.joinpath("report.html.j2").write_text("secret")
    plan.joinpath("templates").symlink_to(elsewhere)
    with pytest.raises(UserError, match="leads out of its folder"):
        _page(summary, "html", folder=plan)


def test_planctls_own_folder_may_be_reached_through_a_link(
    summary: Summary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    linked = tmp_path / "linked"
    linked.symlink_to(Path(__file__).parents[2])
    monkeypatch.setattr(
        "planctl.reports.templates.template.shipped", lambda name: str(linked / name)
    )
    assert "Quarterly progress commentary" in _page(summary, "html")


def test_a_template_that_does_not_end_is_stopped(
    summary: Summary, mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "SECONDS", 0.05)
    before = signal.getsignal(signal.SIGVTALRM)
    loops = "{% for a in title|list %}"
    mine.write_text(loops * 15 + "{% endfor %}" * 15)
    with pytest.raises(UserError, match=r"mine.j2 was stopped after 0.05 seconds"):
        _page(summary, "html", mine)
    assert signal.getsignal(signal.SIGVTALRM) is before
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0, 0)


def test_a_template_that_takes_all_memory_is_stopped(
    summary: Summary, mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MEMORY", 1 << 28)
    before = resource.getrlimit(resource.RLIMIT_AS)
    doubled = "".join(f"{{% set x{n + 1} = x{n} ~ x{n} %}}\n" for n in range(40))
    mine.write_text(f"{{% set x0 = title %}}\n{doubled}")
    with pytest.raises(UserError, match=r"mine.j2:\d+: MemoryError"):
        _page(summary, "html", mine)
    assert resource.getrlimit(resource.RLIMIT_AS) == before


def test_planctls_own_templates_are_not_limited(
    summary: Summary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "SECONDS", 1e-6)
    assert "Quarterly progress commentary" in _page(summary, "html")


def test_what_is_mapped_but_not_used_is_no_memory_of_a_template(
    summary: Summary, mine: Path
) -> None:
    mine.write_text("x" * (1 << 24))
    with mmap(-1, 2 * limits.MEMORY):
        assert len(_page(summary, "html", mine)) == 1 << 24


def test_where_the_system_does_not_count_addresses_memory_is_counted(tmp_path: Path) -> None:
    assert limits.address_space(str(tmp_path / "none")) > 1 << 20


def test_another_thread_has_no_limits(summary: Summary, mine: Path) -> None:
    mine.write_text("{{ title }}")
    made: list[str] = []
    thread = threading.Thread(target=lambda: made.append(_page(summary, "html", mine)))
    thread.start()
    thread.join()
    assert made == ["Improvement Plan"]


def test_what_was_compiled_is_taken_again_while_its_source_is_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    source = tmp_path / "page.j2"
    source.write_text("{{ 1 }}")

    compiled = tmp_path / "__pycache__"

    def made() -> str:
        sandbox = Sandbox(FileSystemLoader(tmp_path), {}, escape=True, compiled=str(compiled))
        return sandbox.get_template("page.j2").render()

    assert made() == made() == "1"
    (kept,) = compiled.iterdir()
    kept.write_bytes(kept.read_bytes().replace(b"page.j2", b"PAGE.J2"))
    changed = kept.read_bytes()
    assert made() == "1"
    assert kept.read_bytes() == changed, "it was taken as it is"
    source.write_text("{{ 2 }}")
    assert made() == "2"
    assert kept.read_bytes() != changed
    for broken in (b"", kept.read_bytes()[:-9], b"j2 nonsense"):
        kept.write_bytes(broken)
        assert made() == "2"


def test_a_councils_own_templates_are_compiled_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.j2").write_text("{{ 1 }}")
    templates = Templates({}, Sources(str(tmp_path)), escape=True)
    assert templates.found("page.j2").render() == "1"
    assert [path.name for path in (tmp_path / "templates").iterdir()] == ["page.j2"]


def test_nothing_is_kept_where_python_keeps_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    tmp_path.joinpath("page.j2").write_text("{{ 1 }}")
    compiled = str(tmp_path / "__pycache__")
    sandbox = Sandbox(FileSystemLoader(tmp_path), {}, escape=True, compiled=compiled)
    assert sandbox.get_template("page.j2").render() == "1"
    assert [path.name for path in tmp_path.iterdir()] == ["page.j2"]
