"""Where a folder stands, as git has left it."""

import subprocess
from pathlib import Path

import pytest

from planctl.problem import UserError
from planctl.store.repository import working_folder
from planctl.store.work_tree import can_send, free_branch, settled_work_tree, staged


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=A", "-c", "user.email=a@example.invalid"]
    subprocess.run(["git", "-C", folder, *who, *arguments], check=True, capture_output=True)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    git(tmp_path, "init", "--initial-branch=lead/permanence")
    (tmp_path / "plan").mkdir()
    return tmp_path


def test_what_was_changed_can_be_sent_from_a_branch_with_commits(project: Path) -> None:
    assert not can_send(str(project / "plan"))
    git(project, "commit", "--allow-empty", "-m", "A")
    assert can_send(str(project / "plan"))
    git(project, "pack-refs", "--all")
    assert can_send(str(project / "plan"))


def test_it_cannot_be_sent_from_no_branch_or_amid_a_merge(project: Path) -> None:
    git(project, "commit", "--allow-empty", "-m", "A")
    (project / ".git" / "MERGE_HEAD").touch()
    assert not can_send(str(project))
    (project / ".git" / "MERGE_HEAD").unlink()
    git(project, "checkout", "--detach")
    assert not can_send(str(project))


def test_another_work_tree_has_a_branch_of_its_own(project: Path) -> None:
    git(project, "commit", "--allow-empty", "-m", "A")
    git(project, "checkout", "--detach")
    git(project, "worktree", "add", "-b", "q2", "other")
    assert can_send(str(project / "other"))


def test_a_new_branch_has_a_name_that_none_has_here_or_at_a_remote(project: Path) -> None:
    git(project, "commit", "--allow-empty", "-m", "A")
    git(project, "branch", "q2")
    git(project, "update-ref", "refs/remotes/origin/q2-2", "HEAD")
    tree = settled_work_tree(str(project))
    assert free_branch(tree, "q3", typed=True) == "q3"
    assert free_branch(tree, "q2", typed=False) == "q2-3"
    with pytest.raises(UserError, match="there is a branch 'q2' already"):
        free_branch(tree, "q2", typed=True)
    with pytest.raises(UserError, match="'q 2' is no name of a branch"):
        free_branch(tree, "q 2", typed=True)


def test_what_is_staged_is_listed_from_the_top(project: Path) -> None:
    git(project, "commit", "--allow-empty", "-m", "A")
    assert staged(str(project)) == []
    (project / "plan" / "ä b.yaml").touch()
    git(project, "add", "plan")
    assert staged(str(project)) == ["plan/ä b.yaml"]


def test_a_folder_may_be_in_no_repository(tmp_path: Path) -> None:
    assert not can_send(str(tmp_path))


def test_what_cannot_be_read_is_no_branch(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert not can_send(str(tmp_path))


def test_the_working_folder_is_seen_from_the_top_of_its_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "plan" / "2019-20"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    assert not working_folder()
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    assert working_folder() == "plan/2019-20/"
