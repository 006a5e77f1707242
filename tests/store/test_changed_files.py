"""What git says of two revisions is all that differs in them, however it is told to compare."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from planctl.changes.diff import Changes, FileContent, diff, file_content, version_of
from planctl.problem import UserError
from planctl.store.changed_files import Pair, differing
from plans import ACTION, HEADER
from store.test_revisions import git, record

NEW = ACTION.replace("green", "red")
BEFORE: Mapping[str, bytes] = {
    "plan.yaml": HEADER,
    "1.1.yaml": ACTION.encode(),
    "1.2.yaml": ACTION.encode(),
    "1.3 é.yaml": ACTION.encode(),
    "1.4.yaml": ACTION.encode(),
    "1.5.yaml": ACTION.encode().removesuffix(b"\n"),
    "1.6.yaml": b"",
    "1.7.yaml": ACTION.replace("\n", "\r\n").encode(),
    "1.8.yaml": b"id: 1\0",
    "1.9.yaml": b'id: "1.9"\n' + b"#" * 270_000,
    "2.1.yaml": ACTION.encode(),
    "2.2.yaml": ACTION.encode(),
}
AFTER: Mapping[str, bytes] = {
    "plan.yaml": HEADER.replace(b"Improvement Plan", b"Plan"),
    "1.1.yaml": NEW.encode(),
    "1.2.yaml": NEW.encode(),
    "1.3 é.yaml": ACTION.replace("Two", "Three").encode(),
    "1.4.yaml": ACTION.replace("# yaml", "#  yaml").replace("  Q3:\n    rag:", "  Q3:").encode(),
    "1.5.yaml": NEW.encode().removesuffix(b"\n"),
    "1.6.yaml": ACTION.encode(),
    "1.7.yaml": NEW.encode(),
    "1.8.yaml": b"id: 2\0",
    "1.9.yaml": b'id: "1.9"\n' + b"#" * 270_001,
    "2.2.yaml": ACTION.encode(),
    "2.3.yaml": ACTION.encode(),
}
BOTH = (BEFORE, AFTER)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository of two commits, whose plan is in a folder below."""
    git(tmp_path, "init", "--quiet")
    plan = tmp_path / "our plan"
    plan.mkdir()
    for files in BOTH:
        for path in plan.iterdir():
            path.unlink()
        for name, raw in files.items():
            plan.joinpath(name).write_bytes(raw)
        plan.joinpath("2.2.yaml").chmod(0o755 if files is AFTER else 0o644)
        record(tmp_path, "2019-08-01")
    return plan


def found(project: Path) -> list[Pair]:
    return sorted(differing(str(project), "HEAD~1", "HEAD"), key=lambda pair: pair.path)


def compared(pairs: list[Pair]) -> Changes:
    old, new = (
        version_of({path: _said(path, side) for path, side in sides if side is not None})
        for sides in (
            [(pair.path, pair.before) for pair in pairs],
            [(pair.path, pair.after) for pair in pairs],
        )
    )
    return diff(old, new)


def _said(path: str, side: object) -> FileContent | None:
    return file_content(path, side) if isinstance(side, bytes) else None


def told(changes: Changes) -> list[object]:
    named = [tuple(map(os.path.basename, paths)) for paths in changes.unreadable]
    return [changes.header, [(each.id, each.kind, each.changes) for each in changes.actions], named]


LARGE = {"1.9.yaml": None}
EXPECTED = told(
    diff(
        *(
            version_of({name: file_content(name, raw) for name, raw in files.items()} | LARGE)
            for files in BOTH
        )
    )
)


def test_what_differs_is_all_that_changed(project: Path) -> None:
    pairs = found(project)
    assert told(compared(pairs)) == EXPECTED
    assert {Path(each.path).name for each in pairs} == (BEFORE.keys() | AFTER.keys()) - {"2.2.yaml"}
    first = pairs[0]
    assert isinstance(first.before, bytes)
    assert b"Q2:" not in first.before


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("diff.suppressBlankEmpty", "true"),
        ("diff.external", "false"),
        ("diff.odd.textconv", "false"),
        ("diff.odd.command", "false"),
        ("diff.odd.binary", "true"),
        ("diff.noprefix", "true"),
        ("diff.context", "0"),
        ("diff.algorithm", "patience"),
        ("diff.wsErrorHighlight", "all"),
        ("color.ui", "always"),
        ("core.quotePath", "false"),
    ],
)
def test_no_setting_changes_what_differs(name: str, value: str, project: Path) -> None:
    git(project, "config", name, value)
    project.parent.joinpath(".git/info/attributes").write_text("*.yaml diff=odd\n")
    assert told(compared(found(project))) == EXPECTED


def test_files_that_git_is_told_not_to_compare_are_compared(project: Path) -> None:
    project.parent.joinpath(".git/info/attributes").write_text("*.yaml -diff\n")
    assert told(compared(found(project))) == EXPECTED


@pytest.mark.parametrize("given", ["--unified=0", "-u1"])
def test_no_variable_changes_what_differs(
    given: str, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIFF_OPTS", given)
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", "false")
    assert told(compared(found(project))) == EXPECTED


def test_a_name_that_looks_like_what_git_says_fools_nobody(project: Path) -> None:
    odd = "x\ndiff --git a b\nindex 00..11\n--- a\n+++ b\n@@ -1 +1 @@\n.yaml"
    for text in (ACTION, NEW):
        project.joinpath(odd).write_text(text)
        record(project, "2019-08-02")
    (pair,) = found(project)
    assert not isinstance(pair.before, bytes)
    assert not isinstance(pair.after, bytes)


def test_a_part_of_the_history_that_is_missing_is_told(project: Path) -> None:
    blob = git(project, "rev-parse", "HEAD~1:./1.1.yaml")
    path = project.parent / ".git/objects" / blob[:2] / blob[2:]
    path.unlink()
    with pytest.raises(UserError, match="is missing from this clone"):
        found(project)
