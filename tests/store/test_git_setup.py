"""What `planctl git setup` does to a clone, and undoes; and the hook that checks what is staged."""

import os
import shutil
import sys
from pathlib import Path

import pytest

from planctl.problem import UserError
from planctl.store.git_setup import (
    Change,
    CloneFileChange,
    SettingChange,
    clone_of,
    make,
    planned,
    planned_undo,
)
from plans import ACTION
from repositories import PLANCTL, Repository

BLOCK = """\
# planctl: begin (planctl git setup wrote this, planctl git setup --undo removes it){}
/plan/*/*.yaml merge=planctl diff=planctl
# planctl: end
"""


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A repository with a plan of one action."""
    return Repository(tmp_path / "plans")


def set_up(repository: Repository, plan: str = "plan/2019-20") -> list[Change]:
    """Do as `planctl git setup` does, and return what was changed."""
    clone = clone_of(str(repository.top / plan))
    changes = planned(clone, (str(PLANCTL),))
    make(clone, changes)
    return changes


def undo(repository: Repository) -> list[Change]:
    """Do as `planctl git setup --undo` does, and return what was changed."""
    clone = clone_of(str(repository.plan))
    changes = planned_undo(clone)
    make(clone, changes)
    return changes


def state(repository: Repository) -> dict[str, bytes]:
    """Return all that setup may touch."""
    top = repository.top
    hooks = (".git/hooks/pre-commit", ".git/hooks/pre-merge-commit")
    names = (".gitattributes", ".git/config", *hooks, ".git/packed-refs")
    return {name: (top / name).read_bytes() for name in names if (top / name).exists()}


@pytest.mark.parametrize(
    "attributes",
    [
        None,
        b"",
        b"* text=auto\n",
        b"* text=auto",
        b"* text=auto\r\n*.png binary\r\n",
        b"# a\r\n*.png binary",
        b"\xef\xbb\xbf* -text\n\n\n",
    ],
    ids=["none", "empty", "line", "unended", "crlf", "crlf-unended", "mark"],
)
def test_undo_makes_it_as_it_was(repository: Repository, attributes: bytes | None) -> None:
    if attributes is not None:
        (repository.top / ".gitattributes").write_bytes(attributes)
    before = state(repository)
    set_up(repository)
    made = state(repository)
    text = made[".gitattributes"]
    assert text.startswith(attributes or b"")
    assert (b"\r\n" in text) == (b"\r\n" in (attributes or b""))
    assert text.count(b"\n") == text.count(b"\r\n" if b"\r\n" in text else b"\n")
    assert set_up(repository) == []
    assert state(repository) == made
    undo(repository)
    assert state(repository) == before
    assert undo(repository) == []


def test_what_is_changed_is_told_in_its_order(repository: Repository) -> None:
    made = set_up(repository)
    hooks = repository.top / ".git" / "hooks"
    assert [each.name if isinstance(each, SettingChange) else each.path for each in made] == [
        "merge.planctl.name",
        "merge.planctl.driver",
        "diff.planctl.textconv",
        "diff.planctl.cachetextconv",
        str(repository.top / ".gitattributes"),
        str(hooks / "pre-commit"),
        str(hooks / "pre-merge-commit"),
    ]
    assert [each.old for each in made] == [None] * len(made)
    raw = [each for each in made if isinstance(each, CloneFileChange)]
    assert [each.mode for each in raw] == [0o666, 0o777, 0o777]
    assert os.access(hooks / "pre-commit", os.X_OK)
    undone = undo(repository)
    assert [each.old for each in undone] == [each.new for each in made]
    assert [each.new for each in undone] == [None] * len(made)


def test_what_git_remembers_of_readable_texts_is_forgotten(repository: Repository) -> None:
    set_up(repository)
    cache = "refs/notes/textconv/planctl"
    repository.git("update-ref", cache, "HEAD")
    set_up(repository)
    assert repository.run("git", "rev-parse", "--verify", cache).returncode


def test_what_was_written_below_ours_stays(repository: Repository) -> None:
    path = repository.top / ".gitattributes"
    path.write_bytes(b"* text=auto")
    set_up(repository)
    path.write_bytes(path.read_bytes() + b"*.png binary\n")
    undo(repository)
    assert path.read_bytes() == b"* text=auto\n*.png binary\n"
    path.unlink()
    set_up(repository)
    path.write_bytes(path.read_bytes() + b"*.png binary\n")
    undo(repository)
    assert path.read_bytes() == b"*.png binary\n"


def test_what_is_committed_is_everybody_s_and_stays(repository: Repository) -> None:
    set_up(repository)
    (repository.top / ".git" / "hooks" / "pre-commit").unlink()
    repository.commit("set up")
    said = repository.planctl("git", "setup", "--undo")
    assert "planctl: .gitattributes is committed, so its lines for planctl stay" in said
    assert repository.git("status", "--porcelain") == ""
    assert "planctl" not in repository.git("config", "--local", "--list")


def test_a_file_keeps_its_mode(repository: Repository) -> None:
    path = repository.top / ".gitattributes"
    path.write_text("* text=auto\n")
    path.chmod(0o640)
    set_up(repository)
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_dry_run_changes_nothing(repository: Repository) -> None:
    before = state(repository)
    said = repository.planctl("git", "setup", "--dry-run")
    assert ".git/hooks/pre-commit checks what is staged before each commit\n" in said
    assert ".git/hooks/pre-merge-commit checks what is staged before each merge\n" in said
    assert said.endswith("nothing was written: this was a dry run\n")
    assert state(repository) == before


def test_an_older_setup_is_replaced_in_its_place(repository: Repository) -> None:
    path = repository.top / ".gitattributes"
    older = BLOCK.format("").replace("/plan/*/*", "/old/*")
    path.write_text(f"a -text\n{older}b -text\n")
    repository.git("config", "merge.planctl.driver", "old %O %A %B")
    set_up(repository)
    assert path.read_text() == f"a -text\n{BLOCK.format('')}b -text\n"
    assert str(PLANCTL) in repository.git("config", "merge.planctl.driver")


@pytest.mark.parametrize("name", ["a plan", "a'b;$(touch x)%O", "[x]*", 'q"ä', "#a", "!a"])
def test_the_files_are_named_whatever_the_folder(tmp_path: Path, name: str) -> None:
    repository = Repository(tmp_path / "plans")
    shutil.move(repository.top / "plan", repository.top / name)
    set_up(repository, f"{name}/2019-20")
    asked = repository.git("check-attr", "-z", "merge", "--", f"{name}/2019-20/3.2.yaml", "a.yaml")
    assert asked.split("\0")[2::3] == ["planctl", "unspecified"]


@pytest.mark.parametrize("folder", [".", "2019-20"])
def test_a_plan_may_stand_at_the_top_or_just_below(tmp_path: Path, folder: str) -> None:
    repository = Repository(tmp_path / "plans")
    for path in repository.plan.iterdir():
        (repository.top / folder).mkdir(exist_ok=True)
        path.rename(repository.top / folder / path.name)
    set_up(repository, folder)
    asked = repository.git("check-attr", "merge", "--", f"{folder}/3.2.yaml", "x/3.2.yaml")
    assert asked.splitlines()[0].endswith(": planctl")
    assert asked.splitlines()[1].endswith(": unspecified")


def test_started_as_a_module_it_is_the_module_that_git_starts(repository: Repository) -> None:
    done = repository.run(sys.executable, "-m", "planctl", "git", "setup")
    assert done.returncode == 0
    driver = repository.git("config", "merge.planctl.driver")
    assert driver.startswith(f"{sys.executable} -m planctl git merge-driver ")


def test_a_file_that_cannot_be_written_is_said(repository: Repository) -> None:
    hooks = repository.top / ".git" / "hooks"
    shutil.rmtree(hooks)
    hooks.symlink_to("elsewhere")
    message = "pre-commit cannot be written: something of that name is there already"
    with pytest.raises(UserError, match=message):
        set_up(repository)


def test_a_link_for_attributes_is_refused(repository: Repository) -> None:
    (repository.top / ".gitattributes").symlink_to("elsewhere")
    with pytest.raises(UserError, match=r"^\.gitattributes is a link, which git does not follow$"):
        set_up(repository)


def test_a_bare_repository_is_refused(repository: Repository) -> None:
    repository.git("clone", "--quiet", "--bare", ".", "bare.git")
    shutil.copytree(repository.plan, repository.top / "bare.git" / "plan" / "2019-20")
    with pytest.raises(UserError, match="is in a repository without files of its own") as found:
        set_up(repository, "bare.git/plan/2019-20")
    assert found.value.hint == "run planctl git setup in an ordinary clone"


def test_what_git_cannot_set_is_said(repository: Repository) -> None:
    (repository.top / ".git" / "config.lock").touch()
    message = "^git cannot set merge.planctl.name: error: could not lock config"
    with pytest.raises(UserError, match=message) as found:
        set_up(repository)
    assert found.value.hint == "mend what git says, then run the command again"


class TestHook:
    def test_somebody_s_own_is_never_touched(self, repository: Repository) -> None:
        hook = repository.top / ".git" / "hooks" / "pre-commit"
        hook.write_text("#!/bin/sh\nexit 0\n")
        said = repository.planctl("git", "setup")
        assert "planctl: .git/hooks/pre-commit is somebody's own, so it is left as it is" in said
        assert f"have it run: {PLANCTL} git pre-commit || exit 1" in said
        assert hook.read_text() == "#!/bin/sh\nexit 0\n"
        undo(repository)
        assert hook.read_text() == "#!/bin/sh\nexit 0\n"

    def test_ours_with_a_line_of_somebody_s_is_somebody_s(self, repository: Repository) -> None:
        set_up(repository)
        hook = repository.top / ".git" / "hooks" / "pre-commit"
        changed = hook.read_text().replace("exec", "make lint\nexec")
        hook.write_text(changed)
        assert "is somebody's own" in repository.planctl("git", "setup")
        undo(repository)
        assert hook.read_text() == changed

    def test_one_that_cannot_be_read_is_said(self, repository: Repository) -> None:
        (repository.top / ".git" / "hooks" / "pre-commit").mkdir()
        message = "pre-commit cannot be read: a folder stands where a file should be"
        with pytest.raises(UserError, match=message):
            set_up(repository)

    def test_it_goes_where_the_clone_keeps_its_hooks(self, repository: Repository) -> None:
        repository.git("config", "core.hooksPath", "tools/hooks")
        set_up(repository)
        assert (repository.top / "tools" / "hooks" / "pre-commit").exists()

    def test_one_for_several_clones_is_not_made(self, repository: Repository) -> None:
        shared = repository.top.parent / "hooks"
        repository.git("config", "core.hooksPath", str(shared))
        said = repository.planctl("git", "setup")
        assert "would be for other clones too, so it is left as it is" in said
        assert not shared.exists()

    def test_a_worktree_has_that_of_its_clone(self, repository: Repository) -> None:
        repository.git("worktree", "add", "--quiet", "../side")
        side = Repository(repository.top.parent / "side")
        set_up(side)
        assert (repository.top / ".git" / "hooks" / "pre-commit").exists()
        side.write("3.2", ACTION.replace("green", "grene"))
        side.git("add", ".")
        assert "error[schema]" in side.run("git", "commit", "-m", "x").stdout

    def test_what_is_staged_is_checked_not_what_is_saved(self, repository: Repository) -> None:
        set_up(repository)
        repository.write("3.2", ACTION.replace("green", "grene"))
        repository.git("add", ".")
        repository.write("3.2", ACTION)
        done = repository.run("git", "commit", "-m", "x")
        assert done.returncode == 1
        assert "--> plan/2019-20/3.2.yaml:18:10" in done.stdout
        assert "planctl: not committed; mend this and git add it, then commit again" in done.stdout
        repository.git("add", ".")
        repository.write("3.2", ACTION.replace("green", "grene"))
        repository.git("commit", "--quiet", "-m", "x")

    def test_a_merge_of_what_is_wrong_together_is_not_committed(
        self, repository: Repository
    ) -> None:
        set_up(repository)
        repository.commit("set up")
        worded = ACTION.replace("Two carers", "Three carers")
        repository.branch("words", ("3.2", worded))
        repository.planctl("close", "Q1", "--by", "Chair", "--today", "2019-07-20")
        repository.commit("signed")
        merge = ("merge", "words", "--message", "Both")
        done = repository.run("git", *merge)
        assert done.returncode
        assert "error[closed]: Q1 of 3.2 is not as it was signed off" in done.stdout
        assert "planctl: not committed; mend this and git add it" in done.stdout
        repository.git("merge", "--abort")
        repository.git(*merge, "--no-verify")

    def test_it_is_the_index_of_this_commit(self, repository: Repository) -> None:
        set_up(repository)
        repository.write("3.2", ACTION.replace("green", "grene"))
        (repository.top / "note.txt").touch()
        repository.git("add", "note.txt")
        repository.git("commit", "--quiet", "-m", "of a note alone", "note.txt")
        assert repository.run("git", "commit", "-a", "-m", "of all").returncode == 1

    def test_other_yaml_is_none_of_its_business(self, repository: Repository) -> None:
        set_up(repository)
        (repository.top / "other").mkdir()
        (repository.top / "other" / "a.yaml").write_text("[\n")
        repository.commit("other")

    def test_what_is_no_file_is_an_error(self, repository: Repository) -> None:
        set_up(repository)
        repository.path("3.3").symlink_to("3.2.yaml")
        repository.git("add", ".")
        done = repository.run("git", "commit", "-m", "x")
        assert done.returncode == 1
        assert "error[file]: 3.3.yaml is no ordinary file" in done.stdout

    def test_what_is_too_large_is_an_error(self, repository: Repository) -> None:
        set_up(repository)
        repository.write("3.3", "# long\n" * 40_000)
        repository.git("add", ".")
        done = repository.run("git", "commit", "-m", "x")
        assert done.returncode == 1
        assert "error[file]: 3.3.yaml is larger than 256 KB" in done.stdout

    def test_a_plan_without_its_header_is_an_error(self, repository: Repository) -> None:
        set_up(repository)
        (repository.plan / "plan.yaml").unlink()
        (repository.plan / ".hidden.yaml").touch()
        repository.git("add", "--all")
        done = repository.run("git", "commit", "-m", "x")
        assert "error[file]: plan.yaml is missing" in done.stdout

    def test_a_planctl_that_is_gone_stops_nothing_and_says_so(self, repository: Repository) -> None:
        set_up(repository)
        hook = repository.top / ".git" / "hooks" / "pre-commit"
        hook.write_text(hook.read_text().replace(str(PLANCTL), "/no/such/planctl"))
        repository.git("add", ".")
        done = repository.run("git", "commit", "-m", "x")
        assert done.returncode == 0
        assert "planctl: the plan was not checked, because /no/such/planctl does not" in done.stdout

    def test_where_git_cannot_read_the_index_it_is_said(self, repository: Repository) -> None:
        (repository.top / ".git" / "index").write_bytes(b"DIRC")
        done = repository.run(str(PLANCTL), "git", "pre-commit")
        assert done.returncode == 3
        assert "planctl: git does not say what is staged" in done.stdout
