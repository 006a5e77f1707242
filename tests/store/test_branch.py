"""Which branch a folder is on, as git has left it."""

import subprocess
from pathlib import Path

import pytest

from planctl.store.repository import current_branch, working_folder


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=A", "-c", "user.email=a@example.invalid"]
    subprocess.run(["git", "-C", folder, *who, *arguments], check=True, capture_output=True)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    git(tmp_path, "init", "--initial-branch=lead/permanence")
    (tmp_path / "plan").mkdir()
    return tmp_path


def test_a_folder_is_on_a_branch(project: Path) -> None:
    assert current_branch(str(project / "plan")) == "lead/permanence"


def test_a_folder_may_be_on_none(project: Path) -> None:
    git(project, "commit", "--allow-empty", "-m", "A")
    git(project, "checkout", "--detach")
    assert current_branch(str(project)) == ""


def test_another_work_tree_has_a_branch_of_its_own(project: Path) -> None:
    git(project, "commit", "--allow-empty", "-m", "A")
    git(project, "worktree", "add", "-b", "q2", "other")
    assert current_branch(str(project / "other")) == "q2"


def test_a_folder_may_be_in_no_repository(tmp_path: Path) -> None:
    assert current_branch(str(tmp_path)) is None


def test_what_cannot_be_read_is_no_branch(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert current_branch(str(tmp_path)) == ""


def test_the_working_folder_is_seen_from_the_top_of_its_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "plan" / "2019-20"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    assert not working_folder()
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    assert working_folder() == "plan/2019-20/"
