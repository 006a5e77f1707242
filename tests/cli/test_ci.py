"""The workflows that planctl writes: sound, safe with what strangers send, and kept current."""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from changes.test_pull_request_comment import ATTACKS, hostile
from cli.test_tty import at_terminal
from planctl.changes.pull_request_comment import comment
from planctl.cli.app import run
from planctl.problem import UserError
from planctl.store import ci_files
from planctl.store.ci_files import ACTIONS, FORGES
from planctl.store.own_source import DISTRIBUTION, install_command, own_source, recorded_source
from quarter import quarter
from repositories import Repository

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = Path(sys.executable).parent
OWN = (
    "python -m pip install --require-hashes -r requirements/run.txt"
    " && python -m pip install --no-deps --no-build-isolation ."
)
COMMIT = "0123456789" * 4
SOURCE = f"git+https://git.example.org/planctl.git@{COMMIT}"
GITHUB = ".github/workflows/planctl.yml"
COMMENT = ".github/workflows/planctl-comment.yml"


def workflows(forge: str, install: str = SOURCE, *, pages: bool = False) -> Mapping[str, str]:
    return ci_files.workflows(forge, install=install_command(install), pages=pages)


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
    status, shown = at_terminal(["ci", "gitlab", "--install", SOURCE], tmp_path, ["n\n"])
    assert status == 3
    assert "-mine: true" in shown
    assert path.read_text() == "mine: true\n"
    status, shown = at_terminal(["ci", "gitlab", "--install", SOURCE], tmp_path, ["y\n"])
    assert status == 0
    assert ".gitlab-ci.yml is written" in shown
    assert path.read_text() == workflows("gitlab")[".gitlab-ci.yml"]


@pytest.mark.parametrize("branch", ["a b", 'x"', "${{ x }}", "", "a\nb"])
def test_a_branch_that_would_change_the_workflow_is_refused(branch: str) -> None:
    assert run(["ci", "github", "--branch", branch]) == 2


def test_where_no_planctl_is_installed_its_source_is_not_known(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "path", [])
    with pytest.raises(UserError, match="is not recorded"):
        install_command(None)


def test_an_install_command_is_one_line() -> None:
    assert run(["ci", "github", "--install", "a\nb"]) == 2


@pytest.mark.parametrize(
    "install",
    ["uv pip install -r requirements.txt --require-hashes",
     f"pipx install git+https://git.example.org/planctl.git@{COMMIT}"],
)  # fmt: skip
def test_a_command_that_names_what_is_pinned_is_taken_as_it_is(install: str) -> None:
    assert install_command(install) == install


@pytest.mark.parametrize(
    "install",
    ["python -m pip install planctl", f"python -m pip install {DISTRIBUTION}==0.1.0",
     "git+https://git.example.org/planctl.git@main", "git+https://git.example.org/planctl.git",
     f"git+https://git.example.org/planctl.git@{COMMIT[:12]}", "https://example.org/planctl.whl",
     "curl https://example.org | sh"],
)  # fmt: skip
def test_what_may_be_another_program_tomorrow_is_refused(install: str) -> None:
    with pytest.raises(UserError, match="not pinned"):
        install_command(install)


@pytest.mark.parametrize(
    ("said", "source"),
    [
        ({"url": "https://a:b@g.org/p.git", "vcs_info": {"vcs": "git", "commit_id": COMMIT}},
         f"git+https://g.org/p.git@{COMMIT}"),
        ({"url": "ssh://git@g.org/p.git", "vcs_info": {"vcs": "git", "commit_id": COMMIT}},
         f"git+ssh://git@g.org/p.git@{COMMIT}"),
        ({"url": "https://g.org/p.whl", "archive_info": {"hashes": {"sha256": "a" * 64}}},
         f"https://g.org/p.whl#sha256={'a' * 64}"),
    ],
)  # fmt: skip
def test_planctl_is_installed_from_where_it_came_from(said: dict[str, object], source: str) -> None:
    assert recorded_source(said) == source
    assert source in install_command(source)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({}, "is not recorded"),
        ({"url": "https://g.org/p.whl", "archive_info": {}}, "is not pinned"),
        ({"url": "https://g.org/$(x)", "vcs_info": {"commit_id": COMMIT}}, "is not pinned"),
        ({"url": "file:///p.git", "vcs_info": {"commit_id": COMMIT}}, "no other machine reaches"),
        ({"url": "file:///nowhere", "dir_info": {}}, "has no remote repository"),
    ],
)
def test_a_source_that_is_not_known_or_not_for_others_is_refused(
    said: dict[str, object], why: str
) -> None:
    with pytest.raises(UserError, match=why) as refused:
        recorded_source(said)
    assert "--install git+https://" in refused.value.hint


def test_a_checkout_is_installed_from_its_remote_at_its_commit(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "checkout")
    said: dict[str, object] = {"url": repository.top.as_uri(), "dir_info": {"editable": True}}
    with pytest.raises(UserError, match="no remote repository"):
        recorded_source(said)
    repository.git("remote", "add", "origin", "git@g.org:council/planctl.git")
    with pytest.raises(UserError, match="not known to be at origin"):
        recorded_source(said)
    repository.git("update-ref", "refs/remotes/origin/main", "HEAD")
    commit = repository.git("rev-parse", "HEAD").strip()
    assert recorded_source(said) == f"git+ssh://git@g.org/council/planctl.git@{commit}"


def test_where_this_planctl_came_from_is_known_or_said_to_be_unknown() -> None:
    try:
        said = own_source()
    except UserError as error:
        said = error.message
    assert re.search("@[0-9a-f]{40}$|cannot install it$", said)


@pytest.mark.slow
def test_what_the_workflow_installs_is_this_program_and_no_other(tmp_path: Path) -> None:
    """Its line is run as it stands, in an environment with nothing in it."""
    made_of = ("pyproject.toml", "README.md", "LICENSE", "src", "templates", "fonts", "schema",
               "starters", "examples")  # fmt: skip
    source = Repository(tmp_path / "planctl")
    for name in made_of:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, source.top / name)
    source.commit("planctl")
    commit = source.git("rev-parse", "HEAD").strip()
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "venv"], check=True)
    made = workflows("github", f"git+{source.top.as_uri()}@{commit}")[GITHUB]
    steps = YAML(typ="safe").load(made)["jobs"]["plan"]["steps"]
    line = next(each["run"] for each in steps if each.get("name") == "Install planctl")
    path = f"{tmp_path / 'venv' / 'bin'}{os.pathsep}{os.environ['PATH']}"
    environ = {**os.environ, "PATH": path}
    subprocess.run(["bash", "-e", "-c", line], env=environ, check=True, cwd=tmp_path)
    about = (
        "import importlib.metadata as m, planctl;"
        "print(*{d.name for d in m.distributions()}, planctl.__file__, sep='\\n')"
    )
    *names, file = subprocess.run(
        ["python", "-c", about],
        env=environ,
        check=True,
        cwd=tmp_path,
        capture_output=True,
        text=True,
    ).stdout.splitlines()
    assert [each for each in names if "planctl" in each] == [DISTRIBUTION]
    assert file.startswith(str(tmp_path / "venv"))
    asked = ["planctl", "--version"]
    said = subprocess.run(asked, env=environ, check=True, capture_output=True, text=True)
    assert said.stdout.startswith("planctl ")


@pytest.mark.parametrize(
    "install", [f"a: b # {COMMIT}", f"echo 'x' && \"{COMMIT}\"", f"- {COMMIT} {{"]
)
def test_any_install_command_can_be_given(install: str) -> None:
    for forge in FORGES:
        made = workflows(forge, install=install)
        assert sum(f"{install}\n" in text for text in made.values()) == len(made) - (
            forge == "github"
        )
        for text in made.values():
            YAML(typ="safe").load(text)
