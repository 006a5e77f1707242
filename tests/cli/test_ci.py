"""The workflows that planctl writes: sound, safe with what strangers send, and kept current."""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from changes.test_pull_request_comment import ATTACKS, hostile
from cli.test_tty import at_terminal
from planctl.changes.pull_request_comment import comment
from planctl.cli.app import run
from planctl.store.ci_files import ACTIONS, FORGES, workflows
from quarter import quarter

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = Path(sys.executable).parent
OWN = (
    "python -m pip install --require-hashes -r requirements/run.txt"
    " && python -m pip install --no-deps --no-build-isolation ."
)
GITHUB = ".github/workflows/planctl.yml"
COMMENT = ".github/workflows/planctl-comment.yml"


def program(name: str) -> str:
    """Return the path of a checker; the test is skipped where it cannot be had."""
    found = shutil.which(name, path=PROGRAMS) or shutil.which(name)
    if not found and os.environ.get("CI") != "true":
        pytest.skip(f"{name} is not installed here")
    assert found
    return found


def checked(*command: str, folder: Path) -> str:
    done = subprocess.run(
        [program(command[0]), *command[1:]], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(params=[False, True], ids=["plain", "pages"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A repository with every workflow in it."""
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    for forge in FORGES:
        for path, text in workflows(forge, pages=request.param).items():
            tmp_path.joinpath(path).parent.mkdir(parents=True, exist_ok=True)
            tmp_path.joinpath(path).write_text(text, encoding="utf-8")
    return tmp_path


def github(name: str) -> Any:  # noqa: ANN401 - YAML is anything
    return YAML(typ="safe").load(workflows("github", pages=True)[name])


def test_actionlint_finds_nothing(folder: Path) -> None:
    assert checked("actionlint", "-no-color", folder=folder) == ""


def test_zizmor_finds_nothing(folder: Path) -> None:
    checked("zizmor", "--offline", "--no-progress", "--quiet", ".github", folder=folder)


@pytest.mark.parametrize(
    ("schema", "pattern"),
    [("github-workflows", ".github/workflows/*.yml"), ("gitlab-ci", ".gitlab-ci.yml")],
)
def test_each_forge_knows_every_word(schema: str, pattern: str, folder: Path) -> None:
    paths = [str(path) for path in folder.glob(pattern)]
    assert paths
    how = ["--data-transform", "gitlab-ci"] if schema == "gitlab-ci" else []
    checked("check-jsonschema", "--builtin-schema", f"vendor.{schema}", *how, *paths, folder=folder)


@pytest.mark.parametrize("path", sorted(workflows("github", pages=True)))
def test_a_workflow_may_do_nothing_that_a_job_does_not_ask_for(path: str) -> None:
    made = github(path)
    assert made["permissions"] == {}
    for job in made["jobs"].values():
        assert job["timeout-minutes"] <= 15
        for step in job["steps"]:
            if "checkout" in step.get("uses", ""):
                assert step["with"]["persist-credentials"] is False
            assert "${{" not in step.get("run", "")


def test_what_a_stranger_can_change_runs_with_a_token_that_can_only_read() -> None:
    made = github(GITHUB)
    assert "pull_request_target" not in str(made)
    assert made["jobs"]["plan"]["permissions"] == {"contents": "read"}


def test_what_may_comment_checks_out_nothing() -> None:
    (job,) = github(COMMENT)["jobs"].values()
    assert all("uses" not in step for step in job["steps"])
    assert job["permissions"] == {"actions": "read", "pull-requests": "write"}


@pytest.mark.parametrize("path", sorted(workflows("github", pages=True)))
def test_every_action_is_pinned_to_a_commit_and_says_its_version(path: str) -> None:
    uses = re.findall(r"uses: (.*)", workflows("github", pages=True)[path])
    for each in uses:
        name, commit, version = re.fullmatch(r"(\S+)@([0-9a-f]{40}) # (v\S+)", each).groups()  # type: ignore[union-attr]
        assert ACTIONS[name] == (commit, version)


def test_this_repository_has_the_workflows_that_planctl_writes() -> None:
    for path, text in workflows("github", install=OWN).items():
        assert ROOT.joinpath(path).read_text(encoding="utf-8") == text


# What the second workflow lets through


def verdict(body: str | bytes, folder: Path, name: str = "comment.md") -> bool:
    """Return whether the workflow that may comment would post a text."""
    steps = github(COMMENT)["jobs"]["comment"]["steps"]
    script = next(step["run"] for step in steps if "python3" in step.get("shell", ""))
    with zipfile.ZipFile(folder / "comment.zip", "w") as archive:
        archive.writestr(name, body)
    done = subprocess.run(
        [sys.executable, "-I", "-c", script],
        env={**os.environ, "RUNNER_TEMP": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode == 0


@pytest.fixture(scope="module")
def real() -> str:
    return comment([quarter()], "plan/2025-26")


def test_a_comment_that_planctl_wrote_is_posted(real: str, tmp_path: Path) -> None:
    assert verdict(real, tmp_path)
    assert tmp_path.joinpath("marker").read_text() == real.split("\n", maxsplit=1)[0]


def test_a_comment_with_attacks_in_the_plan_is_posted_for_they_are_inert(tmp_path: Path) -> None:
    for start in range(0, len(ATTACKS), 9):
        text = " ".join(ATTACKS[start : start + 9])[:2000]
        assert verdict(comment([hostile(text)], "p"), tmp_path), text


FORGED = (
    "@bob", "&#64;bob", "fixes #1", "&#35;1", "![x](https://e.example)", "[x](http://e.example)",
    "<img src=x>", "<a href='https://e.example'>x</a>", "https&#58;//e.example", "www.e.example",
    "<!-- planctl-diff 0000000000000000 -->", "```\nx\n```", "`@bob`", "GH-1", "abcdef1234567",
    "[x]: y", "$x$", ":smile:", "&commat;bob", "&#x40;bob", "/close", "\u202e", "\x1b[31m",
    "<details open>", "<b onclick=x>", "@**bob**", "a@b.example",
)  # fmt: skip


@pytest.mark.parametrize("forged", FORGED, ids=ascii)
def test_a_comment_that_planctl_did_not_write_is_not_posted(
    forged: str, real: str, tmp_path: Path
) -> None:
    assert not verdict(real + forged + "\n", tmp_path)


def test_a_comment_of_another_kind_is_not_posted(real: str, tmp_path: Path) -> None:
    assert not verdict(real, tmp_path, "../comment.md")
    assert not verdict(real.partition("\n")[2], tmp_path)
    assert not verdict(real + "a" * 70_000, tmp_path)
    assert not verdict("a" * 300_000, tmp_path)
    assert not verdict(b"\xff", tmp_path)
    assert not verdict(real.replace("planctl-diff ", "planctl-diff x"), tmp_path)


# The command


def test_a_file_that_differs_is_shown_and_kept_unless_agreed(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    path = tmp_path / ".gitlab-ci.yml"
    path.write_text("mine: true\n")
    status, shown = at_terminal(["ci", "gitlab"], tmp_path, ["n\n"])
    assert status == 3
    assert "-mine: true" in shown
    assert path.read_text() == "mine: true\n"
    status, shown = at_terminal(["ci", "gitlab"], tmp_path, ["y\n"])
    assert status == 0
    assert ".gitlab-ci.yml is written" in shown
    assert path.read_text() == workflows("gitlab")[".gitlab-ci.yml"]


@pytest.mark.parametrize("branch", ["a b", 'x"', "${{ x }}", "", "a\nb"])
def test_a_branch_that_would_change_the_workflow_is_refused(branch: str) -> None:
    assert run(["ci", "github", "--branch", branch]) == 2


def test_an_install_command_is_one_line() -> None:
    assert run(["ci", "github", "--install", "a\nb"]) == 2


@pytest.mark.parametrize("install", ["a: b # c", "echo 'x' && \"y\"", "- {"])
def test_any_install_command_can_be_given(install: str) -> None:
    for forge in FORGES:
        made = workflows(forge, install=install)
        assert sum(f"{install}\n" in text for text in made.values()) == len(made) - (
            forge == "github"
        )
        for text in made.values():
            YAML(typ="safe").load(text)
