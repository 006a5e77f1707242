"""The site: complete, safe to make again, and the same whether it was made once or often."""

import json
import os
import re
import resource
import shutil
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planctl.plan.period import Period
from planctl.plan.plan import Texts, load
from planctl.problem import UserError
from planctl.reports.site.pages import RecordedChange
from planctl.reports.site.site import Site
from planctl.reports.templates.template import Sources
from planctl.store.folder import texts
from planctl.store.site_folder import MANIFEST, SiteFolder, digests
from planctl.summary.summary import summarise
from plans import ACTION, HEADER
from quarters import Q1
from reports.test_commentary import ATTACKS
from reports.test_reports import STRUCTURE, Tags, numbered, said
from repositories import PLANCTL, Repository
from summary.test_time import Said, histories, plan

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = Path(__file__).parents[1] / "golden" / "site"
TODAY = date(2019, 10, 20)
PLANS = {
    "real": ("plan/2019-20", date(2026, 11, 23)),
    "example": ("examples/2025-26", date(2026, 5, 20)),
}
RECORDED = (
    RecordedChange(
        "3 May 2019", "A. Author", "Q1", (("3.2", ("Q1 Red to Green",)), ("", ("Leads",)))
    ),
    RecordedChange(
        "1 April 2019", "A. Author", "A new plan", (("3.2", ("The action was added",)),)
    ),
)


def _filled(said: tuple[dict[str, Any], dict[str, Any]]) -> Texts:
    """Return the files of a plan of one action."""
    header, action = (json.dumps(_without_none(each)).encode() for each in said)
    return {"p/plan.yaml": header, "p/1.2.yaml": action}


def _without_none(value: object) -> object:
    match value:
        case dict():
            return {key: _without_none(each) for key, each in value.items() if each is not None}
        case list():
            return list(map(_without_none, value))
    return value


def _site(texts: Texts, today: date = TODAY, quarter: Period | None = None, **asked: Any) -> Site:  # noqa: ANN401 - as Site has them
    plan = load(texts)
    return Site(plan, summarise(plan, today, quarter), **asked)


def _pages(texts: Texts, today: date = TODAY, **asked: Any) -> dict[str, bytes]:  # noqa: ANN401 - likewise
    """Return every page of a site."""
    return {page.name: page.content for page in _site(texts, today, **asked).pages()}


def _made(texts: Texts, folder: Path, today: date = TODAY, **asked: Any) -> SiteFolder:  # noqa: ANN401 - likewise
    """Make a site in a folder, as the command does."""
    site, into = _site(texts, today, **asked), SiteFolder(str(folder), "p")
    names = site.names()
    with into.making(names):
        for page in site.pages():
            into.write(page.name, page.content)
    assert sorted(_noted(folder)) == sorted(names)
    return into


def _noted(folder: Path) -> Any:  # noqa: ANN401 - names and digests
    """Return what is noted of the pages of a site."""
    return digests((folder / MANIFEST).read_bytes())


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@cache
def site_of(name: str) -> dict[str, bytes]:
    """Return the pages of the site of a plan of ours."""
    folder, today = PLANS[name]
    found, _ = texts(os.path.relpath(ROOT / folder))
    return _pages(found, today, commit="abc", recorded=RECORDED)


THREE = {
    "p/plan.yaml": HEADER + b"leads:\n  Permanence: Head of Permanence\n",
    "p/1.1.yaml": ACTION.replace("3.2", "1.1").replace("lead: Permanence", "lead: QA").encode(),
    "p/3.2.yaml": ACTION.replace("rag:\n", "rag: red\n", 1).encode(),
    "p/3.10.yaml": b"broken",
}


@pytest.mark.parametrize("name", ["index.html", "action-3.2.html", "quarter-q2.html", "lead-1.html",
                                  "search-index.js", "updates.csv"])  # fmt: skip
def test_a_page_is_as_its_golden_file(name: str) -> None:
    page = _pages(THREE, commit="abc", recorded=RECORDED)[name]
    golden = GOLDEN / name
    if "REGENERATE" in os.environ:
        golden.parent.mkdir(exist_ok=True)
        golden.write_bytes(page)
    assert page.decode() == golden.read_bytes().decode()


def test_every_field_has_its_place() -> None:
    """The day is one on which all four quarters have begun."""
    text, words = numbered()
    pages = _pages(_filled(said(text)), date(2020, 4, 20))
    everything = b"\n".join(pages.values()).decode()
    assert [word for word in words if not re.search(rf"\b{word}\b", everything)] == []


def test_a_site_has_no_page_but_those_it_names() -> None:
    names = _site(THREE).names()
    assert _pages(THREE).keys() == set(names)
    assert len(names) == len(set(names))


@pytest.mark.parametrize("plan", PLANS)
def test_every_link_leads_to_a_page_and_a_place_in_it(plan: str) -> None:
    pages = {name: page.decode() for name, page in site_of(plan).items()}
    places = {name: set(re.findall(r' id="([^"]+)"', page)) for name, page in pages.items()}
    followed = set()
    for name, page in pages.items():
        for href in re.findall(r' (?:href|src)="([^"]+)"', page):
            if re.match("https?:|mailto:", href):
                continue
            to, _, place = unquote(href).partition("#")
            assert (to or name) in pages, f"{name} leads to {href}"
            assert not place or place in places[to or name], f"{name} leads to {href}"
            followed.add(to)
    assert {name for name in pages if name.endswith(".html")} - followed == {"404.html"}


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_text_of_a_plan_becomes_a_part_of_a_page(attack: str) -> None:
    calm, hostile = _spoken("x"), _spoken(attack)
    assert hostile.keys() == calm.keys()
    for name, page in hostile.items():
        if not name.endswith(".html"):
            assert name.endswith(".csv") or "</" not in page
            continue
        was, now = Tags(calm[name]), Tags(page)
        assert now.count(*STRUCTURE) == was.count(*STRUCTURE), name
        assert now.comments == []
        assert {each for each, _ in now.attributes} <= {each for each, _ in was.attributes} | {
            "start"
        }
        assert "planctl:" not in page


@cache
def _spoken(text: str) -> dict[str, str]:
    """Return a site in which every text is the same."""
    event = RecordedChange("3 May 2019", text, text, (("1.2", (text,)), ("", (text,))))
    made = _pages(_filled(said(lambda: text)), date(2020, 1, 20), commit=text, recorded=(event,))
    return {name: page.decode() for name, page in made.items()}


def test_what_is_searched_is_the_words_of_the_action() -> None:
    script = _pages(THREE)["search-index.js"].decode()
    assert script.startswith("const plan = [\n")
    assert script.endswith("\n];\n")
    entries = json.loads(script.removeprefix("const plan = ").removesuffix(",\n];\n") + "]")
    assert [entry[0] for entry in entries] == [
        "action-1.1.html",
        "action-3.2.html",
        "action-3.10.html",
    ]
    assert entries[1][1:5] == ["3.2 PLACEMENT STABILITY", "Permanence", "Red", "▲"]
    assert " approved" in entries[1][5]


def test_words_are_found_whatever_their_accents() -> None:
    action = ACTION.replace("The campaign", "Café CAMPAIGN, £3.10’s, Łódź 4.2").encode()
    script = _pages({**THREE, "p/3.2.yaml": action})["search-index.js"].decode()
    words = set(json.loads(script.split("\n")[2].removesuffix(","))[5].split())
    assert {"cafe", "campaign", "3", "10", "s", "lodz", "4.2"} <= words


EDITS = {
    "rating": ("p/1.1.yaml", b"rag:\n", b"rag: amber\n"),
    "words": ("p/3.2.yaml", b"Two carers", b"Three carers"),
    "headline": ("p/1.1.yaml", b"  Q2:\n", b"  Q2:\n    headline: Slow\n"),
    "lead": ("p/3.2.yaml", b"lead: Permanence", b"lead: Another"),
    "priority": ("p/3.2.yaml", b"\nlead:", b'\npriority: "1"\nlead:'),
    "header": ("p/plan.yaml", b"Aldermere", b"Bridgeford"),
    "broken": ("p/3.2.yaml", b"updates:", b"updates: {"),
}
"""What may be changed in a plan: in which file what becomes what."""

FILES = {
    "added": ("p/3.3.yaml", ACTION.replace("3.2", "3.3").encode()),
    "mended": ("p/3.10.yaml", ACTION.replace("3.2", "3.10").encode()),
    "odd": ("p/odd name.yaml", ACTION.encode()),
    "removed": ("p/1.1.yaml", None),
}
"""Which files there may be besides, or not any more."""

ASKED: dict[str, dict[str, Any]] = {
    "day": {"today": date(2019, 11, 20)},
    "commit": {"commit": "def"},
    "quarter": {"quarter": Q1},
    "event": {"recorded": (RecordedChange("4 May", "B", "Why", (("1.1", ("Lead",)),)), *RECORDED)},
    "nothing": {},
}
"""What may be asked for otherwise."""

LOST = {"lost": ("action-3.2.html", "lead-1.html"), "damaged": ("index.html", "priority-3.html")}
"""What may happen to pages."""

CHANGES = st.sampled_from([*EDITS, *FILES, *ASKED, *LOST])


@given(st.lists(CHANGES, min_size=1, max_size=3))
@settings(max_examples=10)
def test_a_site_made_again_and_again_is_the_same_as_one_made_at_once(
    tmp_path_factory: pytest.TempPathFactory, changes: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("steps")
    plan = dict(THREE)
    asked: dict[str, Any] = {"commit": "abc", "recorded": RECORDED}
    _made(plan, folder, **asked)
    for change in changes:
        asked |= ASKED.get(change, {})
        plan = _changed(plan, change)
        for name in LOST.get(change, ()):
            _damage(folder / name)
            if change == "lost":
                (folder / name).unlink()
        _made(plan, folder, **asked)
    whole = tmp_path_factory.mktemp("whole")
    _made(plan, whole, **asked)
    assert _files(folder) == _files(whole)


def _changed(plan: dict[str, bytes], change: str) -> dict[str, bytes]:
    """Return a plan after a change of its files, where it has what is changed."""
    if change in FILES:
        path, raw = FILES[change]
        rest = {name: each for name, each in plan.items() if name != path}
        return rest if raw is None else {**rest, path: raw}
    path, old, new = EDITS.get(change, ("", b"", b""))
    return {**plan, path: plan[path].replace(old, new)} if path in plan else plan


def _damage(page: Path) -> None:
    """Change a page after it was made."""
    page.write_bytes(b"changed by hand")
    os.utime(page, ns=(2**62, 2**62))


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    whole = _made(THREE, tmp_path)
    assert whole.written == len(_noted(tmp_path))
    times = {path.name: _stamp(path) for path in tmp_path.iterdir()}
    assert _made(THREE, tmp_path).written == 0
    again = {path.name: _stamp(path) for path in tmp_path.iterdir()}
    assert again == times
    changed = THREE["p/1.1.yaml"].replace(b"rag:\n", b"rag: amber\n", 1)
    _made({**THREE, "p/1.1.yaml": changed}, tmp_path)
    now = {path.name: _stamp(path) for path in tmp_path.iterdir()}
    assert {name for name in now if now[name] != times[name]} == {
        "index.html", "action-1.1.html", "priority-1.html", "lead-2.html", "quarter-q2.html",
        "quarter-q3.html", "updates.csv", "search-index.js", MANIFEST,
    }  # fmt: skip


def _stamp(path: Path) -> tuple[int, int]:
    """Return what tells whether a file was touched."""
    return path.stat().st_ino, path.stat().st_mtime_ns


def test_what_is_not_planctls_is_neither_written_over_nor_removed(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("mine")
    with pytest.raises(UserError, match=r"index\.html is there, and planctl did not write it"):
        _made(THREE, tmp_path)
    assert _files(tmp_path) == {"index.html": b"mine"}
    (tmp_path / "index.html").rename(tmp_path / "about.html")
    _made(THREE, tmp_path)
    less = {path: raw for path, raw in THREE.items() if path != "p/1.1.yaml"}
    assert _made(less, tmp_path).left == []
    assert (tmp_path / "about.html").read_text() == "mine"
    assert not (tmp_path / "action-1.1.html").exists()


def test_a_page_that_is_no_more_stays_where_somebody_changed_it(tmp_path: Path) -> None:
    _made(THREE, tmp_path)
    _damage(tmp_path / "action-1.1.html")
    (tmp_path / "lead-3.html").unlink()
    less = {path: raw for path, raw in THREE.items() if path != "p/1.1.yaml"}
    assert _made(less, tmp_path).left == ["action-1.1.html"]
    assert (tmp_path / "action-1.1.html").exists()
    assert (tmp_path / "action-1.1.html").read_bytes() == b"changed by hand"


def test_a_making_that_was_killed_is_made_good(tmp_path: Path) -> None:
    names = _site(THREE).names()
    (tmp_path / MANIFEST).write_text(
        json.dumps({"made": "planctl site 5", "files": dict.fromkeys(names, "")})
    )
    (tmp_path / "index.html").write_bytes(b"a page of another day")
    assert _made(THREE, tmp_path).changed == []
    assert _files(tmp_path).keys() == {*names, MANIFEST}


def test_a_page_that_cannot_be_written_leaves_nothing_beside_it(tmp_path: Path) -> None:
    _made(THREE, tmp_path)
    (tmp_path / "404.html").unlink()
    (tmp_path / "404.html").mkdir()
    before = sorted(tmp_path.iterdir())
    with pytest.raises(UserError, match=r"404\.html cannot be written"):
        _made(THREE, tmp_path)
    assert sorted(tmp_path.iterdir()) == before


def test_a_page_for_which_there_is_no_room_is_not_left_by_half(tmp_path: Path) -> None:
    least, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, most))
    try:
        with pytest.raises(UserError, match=r"index\.html cannot be written: file too large"):
            _written(tmp_path, {"404.html": b"", "index.html": bytes(100_000)})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (least, most))
    assert _files(tmp_path).keys() == {MANIFEST, "404.html"}
    assert _noted(tmp_path).keys() == {"404.html"}


def _written(folder: Path, pages: dict[str, bytes], *others: str) -> None:
    """Write pages, then fail if there are `others`, which would have followed."""
    into = SiteFolder(str(folder), "p")
    with into.making([*pages, *others]):
        for name, page in pages.items():
            into.write(name, page)
        if others:
            raise UserError("no more")


def test_the_plans_own_folder_is_no_place_for_asite_of(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="has the plan's own files"):
        SiteFolder(str(tmp_path), str(tmp_path))


@pytest.mark.parametrize(
    "left",
    [
        "",
        "x",
        "[]",
        "{}",
        "[" * 100_000,
        '{"made": "site 4", "files": {}}',
        '{"made": 4, "files": {}}',
        '{"made": "planctl site 4", "files": 1}',
        '{"made": "planctl site 4", "files": {"index.html": 1}}',
        '{"made": "planctl site 4", "files": {"index.html": "\\ud800", "404.html": "mine"}}',
    ],
)
def test_what_planctl_did_not_leave_is_not_believed(left: str, tmp_path: Path) -> None:
    assert digests(left.encode()) == {}
    (tmp_path / MANIFEST).write_text(left)
    with pytest.raises(UserError, match=r"\.planctl\.json is there, and planctl did not write it"):
        _made(THREE, tmp_path)
    assert _files(tmp_path) == {MANIFEST: left.encode()}


def test_what_another_version_of_planctl_noted_is_believed(tmp_path: Path) -> None:
    _made(THREE, tmp_path)
    left = tmp_path / MANIFEST
    made, noted = left.read_bytes(), _noted(tmp_path)
    files = {name: f"{digest} 4096 1573900000000000000" for name, digest in noted.items()}
    other = {"made": "planctl site 4", "check": "0", "files": files, "actions": [], "pieces": {}}
    left.write_text(json.dumps(other))
    assert _noted(tmp_path) == noted
    assert _made(THREE, tmp_path).written == 0
    assert left.read_bytes() == made


def test_a_page_that_somebody_changed_is_made_again_and_told(tmp_path: Path) -> None:
    _made(THREE, tmp_path)
    whole = _files(tmp_path)
    page, status = tmp_path / "index.html", (tmp_path / "index.html").stat()
    page.write_bytes(whole["index.html"].replace(b"Amber", b"AMBER"))
    os.utime(page, ns=(status.st_atime_ns, status.st_mtime_ns))
    again = _made(THREE, tmp_path)
    assert (again.changed, again.written) == (["index.html"], 1)
    assert _files(tmp_path) == whole


def test_a_link_in_the_place_of_a_page_is_not_followed(tmp_path: Path) -> None:
    folder, mine = tmp_path / "site", tmp_path / "mine"
    _made(THREE, folder)
    whole = _files(folder)
    mine.write_text("mine")
    for name in ("index.html", "action-1.1.html"):
        folder.joinpath(name).unlink()
        folder.joinpath(name).symlink_to(mine)
    less = {path: raw for path, raw in THREE.items() if path != "p/1.1.yaml"}
    _made(less, folder)
    assert folder.joinpath("action-1.1.html").is_symlink()
    assert not folder.joinpath("index.html").is_symlink()
    folder.joinpath("action-1.1.html").unlink()
    _made(THREE, folder)
    assert _files(folder) == whole
    assert mine.read_text() == "mine"


def test_a_folder_whose_name_is_no_utf_8_has_a_site_too(tmp_path: Path) -> None:
    texts = {path.replace("p/", "p\udcff/"): raw for path, raw in THREE.items()}
    _made(texts, tmp_path)
    assert _made(texts, tmp_path).written == 0


def test_a_making_that_failed_lays_claim_to_nothing_it_did_not_write(tmp_path: Path) -> None:
    _made(THREE, tmp_path)
    noted = _noted(tmp_path)
    with pytest.raises(UserError, match="no more"):
        _written(tmp_path, {}, "index.html", "new.html")
    assert _noted(tmp_path) == noted
    with pytest.raises(UserError, match="no more"):
        _written(tmp_path, {"404.html": b"another", "index.html": b"another"}, "new.html")
    assert {name for name, digest in _noted(tmp_path).items() if digest != noted[name]} == {
        "404.html"
    }


def test_the_first_page_is_written_last(tmp_path: Path) -> None:
    pages = {"index.html": b"old", "404.html": b"old"}
    _written(tmp_path, pages)
    with pytest.raises(UserError, match="no more"):
        _written(tmp_path, dict.fromkeys(pages, b"new"), "new.html")
    assert (tmp_path / "index.html").read_bytes() == b"old"
    _written(tmp_path, {"404.html": b"new"})
    assert _files(tmp_path).keys() == {MANIFEST, "404.html"}


def test_a_making_that_failed_at_once_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no more"):
        _written(tmp_path, {}, "index.html")
    assert list(tmp_path.iterdir()) == []


def test_a_page_that_was_changed_is_not_removed_with_an_old_time_either(tmp_path: Path) -> None:
    _made(THREE, tmp_path)
    page = tmp_path / "action-1.1.html"
    size, times = page.stat().st_size, page.stat()
    page.write_bytes(b"x" * size)
    os.utime(page, ns=(times.st_atime_ns, times.st_mtime_ns))
    less = {path: raw for path, raw in THREE.items() if path != "p/1.1.yaml"}
    assert _made(less, tmp_path).left == ["action-1.1.html"]


def test_what_a_making_that_was_killed_left_beside_the_pages_is_removed(tmp_path: Path) -> None:
    (tmp_path / ".index.html.0123abcd.tmp").write_text("half")
    (tmp_path / ".mine.html.0123abcd.tmp").write_text("mine")
    _made(THREE, tmp_path)
    assert not (tmp_path / ".index.html.0123abcd.tmp").exists()
    assert (tmp_path / ".mine.html.0123abcd.tmp").read_text() == "mine"


def test_only_names_of_pages_are_believed() -> None:
    names = (
        "index.html",
        ".nojekyll",
        "../x.html",
        "/x.html",
        "a/b.html",
        "x.yaml",
        MANIFEST,
        "A.html",
    )
    manifest = json.dumps({"made": "planctl site 5", "files": dict.fromkeys(names, "")})
    assert sorted(digests(manifest.encode())) == [".nojekyll", "index.html"]


def test_a_link_in_the_place_of_what_was_left_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "other").write_text("{}")
    (tmp_path / MANIFEST).symlink_to(tmp_path / "other")
    with pytest.raises(UserError, match=r"\.planctl\.json cannot be read: it is a link"):
        _made(THREE, tmp_path)
    (tmp_path / MANIFEST).unlink()
    os.mkfifo(tmp_path / MANIFEST)
    with pytest.raises(UserError, match=r"\.planctl\.json is there, and planctl did not write it"):
        _made(THREE, tmp_path)


def test_the_page_of_a_quarter_tells_what_was_changed_since_it_was_signed_off() -> None:
    signed = (
        b"closed:\n  Q1:\n    date: 2019-07-20\n    by: DCS\n    digest: v1-\n"
        b'    actions:\n      "3.2": v1-0\n'
    )
    plan = {**THREE, "p/plan.yaml": HEADER + signed}
    assert "changed since" in _pages(plan)["quarter-q1.html"].decode()


@settings(max_examples=20)
@given(histories())
def test_the_page_of_a_quarter_is_as_it_was_on_the_day_of_its_sign_off(
    history: tuple[date, date, list[Said], list[Said]],
) -> None:
    signed, later, then, now = history
    closed = {"Q1": {"date": str(signed), "by": "Chair", "digest": "v1-"}}
    made = [
        {page.name: page.content for page in Site(each, summarise(each, day)).pages()}
        for each, day in ((plan(*then, closed=closed), signed), (plan(*now, closed=closed), later))
    ]
    assert made[0]["quarter-q1.html"] == made[1]["quarter-q1.html"]


def test_the_outcome_stands_beside_the_rating_in_what_was_said_of_a_quarter() -> None:
    said = plan({"updates": {"Q1": {"rag": "green", "confidence": "red"}}})
    pages = {page.name: page.content for page in Site(said, summarise(said, TODAY)).pages()}
    row = r"Green</span> · outcome <span[^>]*><span[^>]*>▲</span>&nbsp;Red</span></td>"
    assert re.search(row, pages["quarter-q1.html"].decode())


def test_a_sign_off_is_not_told_in_a_site_as_seen_before_its_day() -> None:
    closed = {"Q1": {"date": "2019-07-20", "by": "Chair", "digest": "v1-"}}
    said = plan({"updates": {"Q1": {"rag": "red"}}}, closed=closed)
    told = [
        {page.name: page.content for page in Site(said, summarise(said, day)).pages()}
        for day in (date(2019, 7, 19), date(2019, 11, 1))
    ]
    before, after = (each["quarter-q1.html"].decode() for each in told)
    assert "Not signed off" in before
    assert "As at 19 July 2019" in before
    assert "Signed off on 20 July 2019 by Chair" in after
    assert "As at 20 July 2019" in after
    assert b"As at 1 November 2019" in told[1]["index.html"]


def test_a_council_may_replace_a_part_of_every_page(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    own = '{% extends "planctl/site.html.j2" %}{% block foot %}<p>Ours</p>{% endblock %}'
    (tmp_path / "templates" / "site.html.j2").write_text(own)
    pages = _pages(THREE, sources=Sources(str(tmp_path)))
    assert all(b"<p>Ours</p>" in page for name, page in pages.items() if name.endswith(".html"))


def test_a_mistake_in_a_councils_template_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "site.html.j2").write_text("\n{{ nonsense }}")
    with pytest.raises(UserError, match=r"site\.html\.j2:2: 'nonsense' is undefined"):
        _pages(THREE, sources=Sources(str(tmp_path)))


def test_a_change_of_the_whole_plan_names_some_of_its_actions() -> None:
    event = RecordedChange(
        "3 May 2019", "A", "All", tuple((f"1.{n}", ("Lead",)) for n in range(40))
    )
    page = _pages(THREE, recorded=(event,))["history.html"].decode()
    assert "1.29" in page
    assert "; and 10 more" in page


def test_a_plan_without_git_has_no_history() -> None:
    pages = _pages(THREE)
    assert "not in git" in pages["history.html"].decode()
    assert "History</h2>" not in pages["action-3.2.html"].decode()


def test_the_history_follows_an_action_through_its_numbers(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "council")
    for number in range(40):
        repository.write(f"1.{number}", ACTION.replace("3.2", f"1.{number}"))
    repository.commit("Forty more")
    repository.git("mv", "plan/2019-20/3.2.yaml", "plan/2019-20/3.3.yaml")
    repository.write("3.3", ACTION.replace('"3.2"', '"3.3"\nsupersedes: "3.2"'))
    repository.commit("Another number")
    action = (repository.plan / "3.3.yaml").read_text()
    repository.write("3.3", f"# a remark\n{action}")
    repository.commit("A remark")
    counted = (
        "measures:\n  - text: Ended early\n    id: ended\n    unit: count\n    actuals: {Q1: 3}\n"
    )
    repository.write("3.3", action.replace("measures:\n", counted))
    repository.commit("Numbers")
    run = [str(PLANCTL), "report", "--format", "site", "--output", "public"]
    assert "written" in repository.run(*run).stdout
    page = (repository.top / "public" / "action-3.3.html").read_text()
    told = 'data-name="Why">(Numbers|A remark|Another number|Forty more|The plan)<'
    assert re.findall(told, page) == [
        "Numbers",
        "Another number",
        "The plan",
    ]
    assert "Measure ended; Measure ended, Q1" in page
    assert "It was 3.2" in page
    assert "changed with many others" in (repository.top / "public" / "action-1.1.html").read_text()
    shutil.rmtree(repository.top / ".git")
    assert "written" in repository.run(*run).stdout
    assert "not in git" in (repository.top / "public" / "history.html").read_text()


def test_a_page_of_recommendations_leads_to_the_actions_that_answer_them() -> None:
    header = {"title": "T", "organisation": "O", "year": "2019-20", "priorities": {"1": "P"}}
    recommended = {"R7": "Act.", "R8": "Act again."}
    action = {"id": "1.2", "title": "A", "lead": "L", "answers": ["R7"]}
    pages = _pages(_filled(({**header, "recommendations": recommended}, action)), date(2020, 4, 20))
    page = pages["recommendations.html"].decode()
    assert 'href="action-1.2.html"' in page
    assert 'id="recommendation-R8"' in page
    assert 'href="recommendations.html"' in pages["index.html"].decode()
    assert "recommendations.html" not in _pages(THREE)
