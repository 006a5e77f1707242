"""Git knows the editor, and starts the history of a plan."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from planctl.problem import Exit, UserError
from planctl.store.editor import edit_text, editor, keep_text
from planctl.store.new_repository import start_repository

_SRC = Path(__file__).parents[2] / "src"


@pytest.fixture(autouse=True)
def person(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The home of a person who has told git nothing yet, and whose temporary files are there."""
    home = tmp_path / "home"
    (home / "temporary").mkdir(parents=True)
    for name in list(os.environ):
        if name.startswith("GIT_") or name in ("EDITOR", "VISUAL", "EMAIL", "XDG_CONFIG_HOME"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setattr("tempfile.tempdir", str(home / "temporary"))
    monkeypatch.chdir(home)
    return home


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with a file, in no repository."""
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "plan.yaml").write_text("title: T\n")
    return folder


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-C", str(folder), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def kept(error: UserError) -> Path:
    """Return the file that a hint says something is kept in."""
    return Path(error.hint.rpartition(" kept in ")[2])


class TestEditor:
    def test_it_is_the_one_that_git_would_open(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("EDITOR", "ed")
        assert editor() == "ed"
        monkeypatch.setenv("GIT_EDITOR", "'/opt/my editor' --wait")
        assert editor() == "'/opt/my editor' --wait"

    def test_there_may_be_none(self) -> None:
        with pytest.raises(UserError, match="there is no editor to write in") as caught:
            editor()
        assert "git config --global core.editor" in caught.value.hint
        assert caught.value.status == Exit.FAILED

    def test_without_git_it_says_where_to_get_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PATH", "")
        with pytest.raises(UserError, match="git is not installed") as caught:
            editor()
        assert "https://git-scm.com/downloads" in caught.value.hint


class TestEditText:
    def test_the_text_is_what_is_saved(self, person: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("GIT_EDITOR", 'f() { grep -q \'^é$\' "$1" && echo more >> "$1"; }; f')
        assert edit_text("é\n", ".md") == "é\nmore\n"
        assert list((person / "temporary").iterdir()) == []

    def test_the_file_is_private_and_has_the_suffix(self, monkeypatch: pytest.MonkeyPatch) -> None:
        show = 'f() { stat -c %a "$(dirname "$1")" > seen; basename "$1" >> seen; }; f'
        monkeypatch.setenv("GIT_EDITOR", show)
        edit_text("", ".md")
        assert Path("seen").read_text() == "700\nupdate.md\n"

    def test_a_windows_editor_may_have_saved_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(
            "GIT_EDITOR", "f() { printf '\\357\\273\\277a\\r\\nb\\r\\n' > \"$1\"; }; f"
        )
        assert edit_text("a\nb\n", ".md") == "a\nb\n"

    def test_an_editor_that_fails_changes_nothing(
        self, person: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("GIT_EDITOR", "false")
        with pytest.raises(UserError) as caught:
            edit_text("text\n", ".md")
        assert caught.value.message == "nothing was saved, nothing changed"
        hint = "false ended with 1; git config --global core.editor names another"
        assert caught.value.hint == hint
        assert list((person / "temporary").iterdir()) == []

    def test_what_was_saved_before_it_failed_is_kept(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("GIT_EDITOR", 'f() { echo mine > "$1"; exit 1; }; f')
        with pytest.raises(UserError, match="the editor failed") as caught:
            edit_text("text\n", ".md")
        assert kept(caught.value).read_text() == "mine\n"
        assert kept(caught.value).suffix == ".md"

    def test_what_is_not_utf8_is_kept(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("GIT_EDITOR", "f() { printf '\\243' > \"$1\"; }; f")
        with pytest.raises(UserError, match="saved no UTF-8 text") as caught:
            edit_text("text\n", ".md")
        assert kept(caught.value).read_bytes() == b"\xa3"

    def test_an_editor_that_removes_the_file_is_said_to(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("GIT_EDITOR", "rm")
        with pytest.raises(UserError) as caught:
            edit_text("text\n", ".md")
        assert caught.value.message == (
            "the text cannot be edited: it is not there; nothing was changed"
        )

    def test_ctrl_c_is_for_the_editor(self) -> None:
        press = 'f() { kill -INT $PARENT; sleep 0.2; echo saved > "$1"; }; f'
        program = (
            "import os; os.environ['PARENT'] = str(os.getpid());"
            "from planctl.store.editor import edit_text; print(edit_text('', '.md'))"
        )
        environ = {**os.environ, "PYTHONPATH": str(_SRC), "GIT_EDITOR": press}
        command = [sys.executable, "-c", program]
        done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
        assert (done.stdout.strip(), done.returncode) == ("saved", 0)


def test_a_text_that_could_not_be_used_is_kept_in_private() -> None:
    path = Path(keep_text("é\n", ".md"))
    assert path.read_bytes() == "é\n".encode()
    assert path.stat().st_mode & 0o777 == 0o600


def test_where_nothing_can_be_kept_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", "nowhere")
    with pytest.raises(UserError, match="what you wrote cannot be kept: it is not there"):
        keep_text("x", ".md")


class TestStartRepository:
    def test_all_that_is_there_is_committed(self, project: Path) -> None:
        assert start_repository(str(project), "Start the plan")
        assert git(project, "log", "--format=%s (%an <%ae>)") == (
            "Start the plan (planctl <planctl@example.invalid>)"
        )
        assert git(project, "ls-files") == "plan.yaml"
        assert git(project, "status", "--porcelain") == ""

    def test_a_person_whom_git_knows_signs_it(self, project: Path, person: Path) -> None:
        (person / ".gitconfig").write_text("[user]\nname = Pat\nemail = pat@example.org\n")
        start_repository(str(project), "Start the plan")
        assert git(project, "log", "--format=%an <%ae>, %cn <%ce>") == (
            "Pat <pat@example.org>, Pat <pat@example.org>"
        )

    def test_no_hook_is_run(self, project: Path, person: Path) -> None:
        hooks = person / "templates" / "hooks"
        hooks.mkdir(parents=True)
        for name in ("pre-commit", "prepare-commit-msg", "commit-msg", "post-commit"):
            (hooks / name).write_text(f"#!/bin/sh\ntouch '{person}/ran'\nexit 1\n")
            (hooks / name).chmod(0o755)
        settings = f"[init]\ntemplateDir = {hooks.parent}\n[core]\nhooksPath = {hooks}\n"
        (person / ".gitconfig").write_text(settings)
        assert start_repository(str(project), "Start the plan")
        assert not (person / "ran").exists()

    def test_in_a_repository_nothing_is_done(self, project: Path) -> None:
        git(project, "init", "--quiet")
        (project / "plan").mkdir()
        assert not start_repository(str(project / "plan"), "Start the plan")
        assert not (project / "plan" / ".git").exists()
        assert git(project, "status", "--porcelain") == "?? plan.yaml"

    def test_a_hook_that_started_planctl_means_another_repository(
        self, project: Path, person: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        git(person, "init", "--quiet")
        monkeypatch.setenv("GIT_DIR", str(person / ".git"))
        assert start_repository(str(project), "Start the plan")
        assert (project / ".git").is_dir()

    def test_what_git_refuses_is_passed_on(self, project: Path) -> None:
        (project / "plan.yaml").unlink()
        with pytest.raises(UserError) as caught:
            start_repository(str(project), "Start the plan")
        assert caught.value.message.startswith(f"git cannot start a repository in {project}: ")
        (project / ".git" / "HEAD").unlink()
        (project / ".git").rename(project / "git")
        (project / ".git").write_text("nonsense")
        with pytest.raises(UserError, match="invalid gitfile format"):
            start_repository(str(project), "Start the plan")
