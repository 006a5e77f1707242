"""A branch is sent to another repository by a real git, which runs nothing that this one names."""

from pathlib import Path

import pytest

from planctl.problem import UserError
from planctl.store.push import push, request_address
from planctl.store.work_tree import Remote, settled_work_tree
from repositories import Repository


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("https://github.com/council/plan.git", "github.com/council/plan/compare/3.2-q2?expand=1"),
        ("git@github.com:council/plan.git", "github.com/council/plan/compare/3.2-q2?expand=1"),
        (
            "https://me:secret@gitlab.example/a/b/plan/",
            "gitlab.example/a/b/plan/-/merge_requests/new?merge_request%5Bsource_branch%5D=3.2-q2",
        ),
        (
            "ssh://git@bitbucket.org:22/council/plan.git",
            "bitbucket.org/council/plan/pull-requests/new?source=3.2-q2",
        ),
        (
            "git@ssh.dev.azure.com:v3/council/services/plan",
            "dev.azure.com/council/services/_git/plan/pullrequestcreate?sourceRef=3.2-q2",
        ),
        ("https://git.council.example/plan.git", ""),
        ("/srv/plan.git", ""),
        ("file:///srv/github/plan.git", ""),
    ],
)
def test_where_a_request_is_opened_is_told_by_the_address(address: str, page: str) -> None:
    assert request_address(address, "3.2-q2") == (page and f"https://{page}")


def test_a_password_in_an_address_is_not_shown() -> None:
    assert (
        Remote("origin", "https://me:secret@git.example/plan").shown == "https://git.example/plan"
    )


def test_a_clone_without_its_history_is_sent_from(tmp_path: Path) -> None:
    ours = Repository(tmp_path / "ours")
    ours.git("commit", "--quiet", "--allow-empty", "-m", "B")
    ours.git("clone", "--quiet", "--bare", ".", str(tmp_path / "server"))
    ours.git("clone", "--quiet", "--depth=1", f"file://{tmp_path}/server", str(tmp_path / "clone"))
    clone = Repository(tmp_path / "clone")
    clone.git("switch", "--quiet", "-c", "q2")
    clone.git("commit", "--quiet", "--allow-empty", "-m", "C")
    tree = settled_work_tree(str(clone.top))
    assert tree.remote
    assert not tree.is_sent
    assert tree.unsent == ["C"]
    assert push(tree, tree.remote) == ""
    assert settled_work_tree(str(clone.top)).is_sent
    assert Repository(tmp_path / "server").git("log", "--format=%s", "q2") == "C\nB\nThe plan\n"


def test_the_branch_that_is_everybodys_is_the_one_that_the_remote_begins_with(
    tmp_path: Path,
) -> None:
    ours = Repository(tmp_path / "ours")
    ours.git("branch", "--move", "agreed")
    ours.git("clone", "--quiet", ".", str(tmp_path / "clone"))
    assert settled_work_tree(str(tmp_path / "clone")).is_shared
    assert not settled_work_tree(str(ours.top)).is_shared


def test_no_program_is_run_that_the_repository_names(tmp_path: Path) -> None:
    ours = Repository(tmp_path / "ours")
    for name in ("core.sshCommand", "core.askPass", "credential.helper", "core.gitProxy"):
        ours.git("config", name, f"touch {tmp_path}/ran; false")
    hook = ours.top / ".git" / "hooks" / "pre-push"
    hook.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
    hook.chmod(0o755)
    for address in ("ssh://127.0.0.1:9/plan", f"ext::touch {tmp_path}/ran", "http://127.0.0.1:9/p"):
        ours.git("remote", "add", "origin", address)
        tree = settled_work_tree(str(ours.top))
        assert tree.remote
        with pytest.raises(UserError, match="it is committed on main, and not sent to origin: "):
            push(tree, tree.remote)
        ours.git("remote", "remove", "origin")
    assert not (tmp_path / "ran").exists()


SAID = {
    "is in a repository without files of its own": "run this in an ordinary clone",
    "nothing is committed in this repository yet": (
        "git add . and git commit record what is there; then changes of it can be sent"
    ),
    "a merge is not finished in this repository": (
        "git merge --continue ends it, and git merge --abort gives it up"
    ),
    "there are conflicts that are not mended": (
        "git status names them; mend them, then git add them"
    ),
    "git is on no branch here, but at a commit": (
        "git switch -c NAME begins a branch here, and keeps what you changed"
    ),
}


def refuse(folder: Path) -> str:
    """Return why no branch can be begun, whose hint is the one that belongs to it."""
    with pytest.raises(UserError) as refused:
        settled_work_tree(str(folder))
    said = next((each for each in SAID if each in refused.value.message), "")
    assert refused.value.hint == SAID[said]
    return said


def test_what_keeps_a_branch_from_being_begun_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is in no git repository"):
        settled_work_tree(str(tmp_path))
    Repository(tmp_path / "ours").git("clone", "--quiet", "--bare", ".", str(tmp_path / "bare"))
    told = [refuse(tmp_path / "bare")]
    new = Repository(tmp_path / "new")
    new.git("switch", "--quiet", "--orphan", "none")
    told.append(refuse(new.top))
    new.git("switch", "--quiet", "main")
    new.branch("a", ("3.2", "A"))
    new.branch("b", ("3.2", "B"))
    new.git("switch", "--quiet", "a")
    new.run("git", "-c", "merge.conflictStyle=merge", "merge", "b")
    told.append(refuse(new.top))
    (new.top / ".git" / "MERGE_HEAD").unlink()
    told.append(refuse(new.top))
    new.git("switch", "--quiet", "--force", "--detach", "main")
    told.append(refuse(new.top))
    assert told == [*SAID]
