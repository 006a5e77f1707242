"""A sign-off is committed and tagged by a real git, which may have something against it."""

import os
import subprocess
from pathlib import Path

import pytest

from planctl.problem import UserError
from planctl.store.repository import commit_alone, make_tag, require_untagged
from planctl.store.uncommitted import uncommitted


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-c", "user.name=A", "-c", "user.email=a@example.invalid", *arguments]
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A plan's folder, with spaces and letters in its name, in a repository."""
    plan = tmp_path / "Plan für alle" / "2019-20"
    plan.mkdir(parents=True)
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "config", "user.name", "A")
    git(tmp_path, "config", "user.email", "a@example.invalid")
    (plan / "plan.yaml").write_text("title: A\n")
    (plan / "3.2.yaml").write_text("id: x\n")
    return plan


def refused(folder: Path, tag: str = "2019-20-Q1") -> str:
    with pytest.raises(UserError) as refusal:
        require_untagged(str(folder), tag)
    return refusal.value.message


def test_a_tag_needs_a_repository_with_a_commit(folder: Path) -> None:
    assert "nothing is committed in" in refused(folder)
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "A")
    require_untagged(str(folder), "2019-20-Q1")


def test_a_folder_in_no_repository_is_refused(tmp_path: Path) -> None:
    assert "is in no git repository" in refused(tmp_path)


def test_only_the_one_file_is_committed(folder: Path) -> None:
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "A")
    (folder / "plan.yaml").write_text("title: B\n")
    (folder / "3.2.yaml").write_text("id: y\n")
    (folder / "3.3.yaml").write_text("id: z\n")
    git(folder, "add", "3.2.yaml")
    assert uncommitted(str(folder)) == ["3.2.yaml", "3.3.yaml", "plan.yaml"]
    commit_alone(str(folder), "plan.yaml", "Q1 is signed off")
    assert uncommitted(str(folder)) == ["3.2.yaml", "3.3.yaml"]
    make_tag(str(folder), "2019-20-Q1", "Q1 signed off\n\ndigest v1")
    assert git(folder, "cat-file", "-t", "2019-20-Q1") == "tag\n"
    assert git(folder, "rev-parse", "2019-20-Q1^{}") == git(folder, "rev-parse", "HEAD")
    assert refused(folder) == "the tag 2019-20-Q1 is there already"


def test_a_pipe_in_the_place_of_a_file_is_a_change_and_is_not_waited_for(folder: Path) -> None:
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "A")
    (folder / "plan.yaml").unlink()
    os.mkfifo(folder / "plan.yaml")
    assert uncommitted(str(folder)) == ["plan.yaml"]


def test_what_git_has_against_it_is_said(folder: Path) -> None:
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "A")
    lock = Path(git(folder, "rev-parse", "--absolute-git-dir").strip()) / "index.lock"
    lock.touch()
    before = git(folder, "rev-parse", "HEAD")
    (folder / "plan.yaml").write_text("title: B\n")
    with pytest.raises(
        UserError, match=r"would not commit it: .*index.lock': File exists"
    ) as refusal:
        commit_alone(str(folder), "plan.yaml", "B")
    assert "--tag" in refusal.value.hint
    assert git(folder, "rev-parse", "HEAD") == before
    with pytest.raises(UserError, match="would not make the tag"):
        make_tag(str(folder), "no good..name", "B")


def test_line_ends_of_windows_are_no_change_and_are_not_committed(folder: Path) -> None:
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "A")
    (folder / "plan.yaml").write_bytes(b"title: A\r\n")
    assert uncommitted(str(folder)) == []
    (folder / "plan.yaml").write_bytes(b"title: B\r\n")
    commit_alone(str(folder), "plan.yaml", "B")
    assert git(folder, "cat-file", "blob", "HEAD:./plan.yaml") == "title: B\n"
    assert uncommitted(str(folder)) == []


def test_line_ends_of_windows_stay_where_they_are_committed(folder: Path) -> None:
    (folder / "plan.yaml").write_bytes(b"title: A\r\n")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "A")
    (folder / "plan.yaml").write_bytes(b"title: B\r\n")
    commit_alone(str(folder), "plan.yaml", "B")
    assert git(folder, "cat-file", "-s", "HEAD:./plan.yaml") == "10\n"


def test_whatever_differs_from_the_commit_is_named(folder: Path) -> None:
    (folder / "link.yaml").symlink_to("3.2.yaml")
    (folder / ".gitignore").write_text("*.tmp\n")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "A")
    (folder / "ignored.tmp").touch()
    assert uncommitted(str(folder)) == []
    (folder / "link.yaml").unlink()
    (folder / "link.yaml").symlink_to("plan.yaml")
    (folder / "3.2.yaml").unlink()
    (folder / "staged.yaml").touch()
    git(folder, "add", "staged.yaml")
    (folder / "new").mkdir()
    (folder / "new" / "3.3.yaml").touch()
    assert uncommitted(str(folder)) == ["3.2.yaml", "3.3.yaml", "link.yaml", "staged.yaml"]


def test_a_submodule_is_not_the_plan_s(folder: Path) -> None:
    git(folder, "init", "--quiet", "submodule")
    git(folder / "submodule", "commit", "--quiet", "--allow-empty", "--message", "A")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "A")
    git(folder / "submodule", "commit", "--quiet", "--allow-empty", "--message", "B")
    assert uncommitted(str(folder)) == []


def test_nothing_is_committed_is_said(folder: Path) -> None:
    with pytest.raises(UserError, match="git does not say what is committed"):
        uncommitted(str(folder))


def test_a_repository_may_name_what_it_keeps_by_sha256(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "--object-format=sha256")
    (tmp_path / "plan.yaml").write_text("title: A\n")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "A")
    assert uncommitted(str(tmp_path)) == []
