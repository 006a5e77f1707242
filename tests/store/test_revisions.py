"""A plan as git has it: real repositories in, texts and commits out."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from planctl.problem import Problem, UserError
from planctl.store import folder as on_disk
from planctl.store.changed_files import differing
from planctl.store.commits import commits_of, signed_off
from planctl.store.revision_files import blob_contents, staged_plans, texts_at
from planctl.store.revisions import is_shallow, merge_base, resolve
from plans import ACTION, HEADER

Git = Callable[..., str]
WHO = ["-c", "user.name=A Head", "-c", "user.email=head@example.invalid"]


def git(folder: Path, *arguments: str, day: str = "2019-08-01") -> str:
    environ = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    when = f"{day}T12:00:00+01:00"
    environ |= {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when, "GIT_CONFIG_NOSYSTEM": "1"}
    environ |= {"GIT_CONFIG_GLOBAL": os.devnull}
    command = ["git", "-C", str(folder), "-c", "init.defaultBranch=main", *WHO, *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environ)
    return done.stdout.strip()


def record(folder: Path, day: str, subject: str = "A change") -> str:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "-m", subject, day=day)
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository with a plan of one action, in a folder whose name takes quoting."""
    top = tmp_path / "ours & théirs"
    plan = top / "plan" / "2019-20"
    plan.mkdir(parents=True)
    git(top, "init", "--quiet")
    plan.joinpath("plan.yaml").write_bytes(HEADER)
    plan.joinpath("3.2.yaml").write_text(ACTION)
    record(top, "2019-07-01", "The plan")
    return plan


def test_a_revision_has_the_texts_that_its_folder_had(project: Path) -> None:
    project.joinpath(".hidden.yaml").write_text("x")
    project.joinpath("notes.txt").write_text("x")
    project.joinpath("inner").mkdir()
    project.joinpath("inner", "1.1.yaml").write_text(ACTION)
    project.joinpath("inner", "deeper").mkdir()
    project.joinpath("inner", "deeper", "1.1.yaml").write_text(ACTION)
    then = on_disk.texts(str(project))
    commit = record(project, "2019-08-01")
    project.joinpath("3.2.yaml").write_bytes(ACTION.encode() + b"\r\n# more\xff")
    project.joinpath("notes.txt").write_text("y")
    project.joinpath("inner", "1.1.yaml").write_text("x")
    project.joinpath("1.1.yaml").write_bytes(b"")
    now = on_disk.texts(str(project))
    later = record(project, "2019-08-02")
    assert texts_at(str(project), commit) == then
    assert texts_at(str(project), later) == now
    added, changed, inner = sorted(differing(str(project), commit, later))
    assert [Path(path).name for path, *_ in (added, changed)] == ["1.1.yaml", "3.2.yaml"]
    assert (inner.path, inner.before, inner.after) == (then[1][0].place.path, then[1][0], None)
    assert (added.before, changed.before) == (None, then[0][changed.path])
    assert (added.after, changed.after) == (now[0][added.path], now[0][changed.path])


def test_what_is_no_plan_file_in_a_revision_is_told(project: Path) -> None:
    project.joinpath("3.3.yaml").symlink_to("3.2.yaml")
    project.joinpath("3.4.yaml").write_text("#" * 300_000)
    project.joinpath("3.5.yml").write_text("x: y")
    texts, problems = texts_at(str(project), record(project, "2019-08-01"))
    assert sorted(map(os.path.basename, texts)) == ["3.2.yaml", "plan.yaml"]
    assert [problem.message for problem in problems] == [
        "3.3.yaml is no ordinary file",
        "3.4.yaml is larger than 256 KB",
        "3.5.yml is not read: its name does not end in .yaml",
    ]


def test_what_is_no_plan_file_in_one_of_two_revisions_is_told(project: Path) -> None:
    before = git(project, "rev-parse", "HEAD")
    project.joinpath("3.3.yaml").symlink_to("3.2.yaml")
    project.joinpath("3.4.yaml").write_text("#" * 300_000)
    found = differing(str(project), before, record(project, "2019-08-01"))
    told = [each.after.message for each in found if isinstance(each.after, Problem)]
    assert told == ["3.3.yaml is no ordinary file", "3.4.yaml is larger than 256 KB"]


def test_a_revision_has_many_names(project: Path) -> None:
    first = git(project, "rev-parse", "HEAD")
    git(project, "tag", "-a", "2019-20-Q1", "-m", "signed off")
    second = record(project, "2019-08-01")
    git(project, "branch", "lead/permanence")
    names = ["HEAD~1", "2019-20-Q1", first, first[:9], "2019-07-01", "2019-07-31", "main^"]
    assert {resolve(str(project), name).commit for name in names} == {first}
    for name in ("HEAD", "main", "lead/permanence", "2019-08-01", "2099-01-01"):
        assert resolve(str(project), name).commit == second
    assert resolve(str(project), "HEAD").when.isoformat() == "2019-08-01T12:00:00+01:00"


@pytest.mark.parametrize(
    ("named", "message", "hint"),
    [
        ("mian", "git knows no revision 'mian' here", "did you mean 'main'?"),
        ("release", "git knows no revision 'release' here", "git has main"),
        ("-x", "git knows no revision '-x' here", "git has main"),
        ("a\nb", "git knows no revision 'a\nb' here", "git has main"),
        ("3.2", "git knows no revision '3.2' here", "planctl log 3.2 tells how it changed"),
        ("2019-06-30", "nothing had been recorded in git by 2019-06-30", "planctl log says"),
        ("2019-02-30", "'2019-02-30' is not a day of the calendar", "write 2019-10-30"),
    ],
)
def test_a_revision_that_is_not_there_is_told(
    named: str, message: str, hint: str, project: Path
) -> None:
    with pytest.raises(UserError) as refused:
        resolve(str(project), named)
    assert refused.value.message == message
    assert hint in refused.value.hint


def test_a_branch_that_others_have_is_suggested(project: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", str(project.parent.parent), "clone")
    clone = tmp_path / "clone"
    git(clone, "checkout", "--quiet", "--detach")
    git(clone, "branch", "-D", "main")
    with pytest.raises(UserError) as refused:
        resolve(str(clone / "plan/2019-20"), "main")
    assert refused.value.hint == "did you mean 'origin/main'?"


def test_a_shallow_clone_says_so(project: Path, tmp_path: Path) -> None:
    first = git(project, "rev-parse", "HEAD")
    record(project, "2019-08-01")
    source = f"file://{project.parent.parent}"
    git(tmp_path, "clone", "--quiet", "--depth", "1", source, "clone")
    plan = str(tmp_path / "clone" / "plan" / "2019-20")
    assert is_shallow(plan)
    assert not is_shallow(str(project))
    for named in (first, "2019-07-01"):
        with pytest.raises(UserError, match="git") as refused:
            resolve(plan, named)
        assert "git fetch --unshallow" in refused.value.hint


def test_a_history_without_a_common_beginning_is_told(project: Path) -> None:
    one = resolve(str(project), "HEAD")
    git(project, "checkout", "--quiet", "--orphan", "other")
    record(project, "2019-08-01")
    with pytest.raises(UserError, match="'HEAD' and 'other' have no common history"):
        merge_base(str(project), one, resolve(str(project), "other"))


def test_lines_of_history_part_where_they_last_were_one(project: Path) -> None:
    base = resolve(str(project), "HEAD")
    git(project, "checkout", "--quiet", "-b", "branch")
    record(project, "2019-08-01")
    one = resolve(str(project), "branch")
    git(project, "checkout", "--quiet", "main")
    record(project, "2019-08-02")
    assert merge_base(str(project), one, resolve(str(project), "main")).commit == base.commit


def test_a_repository_without_a_commit_or_no_repository_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is in no git repository, so it has no history"):
        resolve(str(tmp_path), "HEAD")
    git(tmp_path, "init", "--quiet")
    with pytest.raises(UserError, match="nothing has been recorded yet"):
        resolve(str(tmp_path), "HEAD")
    assert list(commits_of(str(tmp_path))) == []


def test_a_folder_that_was_not_there_is_told(project: Path) -> None:
    new = project.parent / "2020-21"
    new.mkdir()
    new.joinpath("plan.yaml").write_bytes(HEADER)
    with pytest.raises(UserError, match=r"there is no plan in .*2020-21 at"):
        texts_at(str(new), git(project, "rev-parse", "HEAD"))


def test_the_settings_of_a_person_change_nothing(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = tmp_path / "gitconfig"
    settings.write_text(
        "[log]\nshowSignature = true\nfollow = true\ndate = relative\n[color]\nui = always\n"
        "[diff]\nexternal = false\nnoprefix = true\nrenames = false\n[core]\nquotePath = true\n"
        "[format]\npretty = oneline\n"
    )
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    monkeypatch.setenv("GIT_DIR", str(tmp_path))
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    commit = resolve(str(project), "HEAD").commit
    assert texts_at(str(project), commit) == on_disk.texts(str(project))
    (made,) = commits_of(str(project))
    assert (made.commit, made.author, made.subject) == (commit, "A Head", "The plan")


@pytest.mark.parametrize("how", ["LITERAL", "GLOB", "NOGLOB", "ICASE"])
def test_how_the_caller_would_have_paths_read_changes_nothing(
    how: str, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = list(commits_of(str(project)))
    assert before
    monkeypatch.setenv(f"GIT_{how}_PATHSPECS", "1")
    assert list(commits_of(str(project))) == before


def test_history_follows_a_plan_that_moves_and_an_action_that_is_renumbered(project: Path) -> None:
    top = project.parent.parent
    project.joinpath("3.2.yaml").write_text(ACTION.replace("Permanence", "ALL"))
    record(top, "2019-08-01", "A lead")
    top.joinpath("other.yaml").write_text("x: y\n")
    record(top, "2019-08-02", "Another file")
    git(top, "mv", "plan/2019-20/3.2.yaml", "plan/2019-20/3.10.yaml")
    record(top, "2019-08-03", "A number")
    git(top, "mv", "plan", "plans é")
    record(top, "2019-08-04", "A folder")
    git(top, "rm", "--quiet", "plans é/2019-20/3.10.yaml")
    record(top, "2019-08-05", "Gone")
    commits = list(commits_of(str(top / "plans é" / "2019-20")))
    assert [each.subject for each in commits] == [
        "Gone",
        "A folder",
        "A number",
        "A lead",
        "The plan",
    ]
    names = [sorted((change.before, change.after) for change in each.changes) for each in commits]
    assert names[0] == [("plans é/2019-20/3.10.yaml", "")]
    assert names[1][0] == ("plan/2019-20/3.10.yaml", "plans é/2019-20/3.10.yaml")
    assert names[2] == [("plan/2019-20/3.2.yaml", "plan/2019-20/3.10.yaml")]
    assert names[4] == [("", "plan/2019-20/3.2.yaml"), ("", "plan/2019-20/plan.yaml")]
    assert commits[3].when.isoformat() == "2019-08-01T12:00:00+01:00"


def test_a_lost_part_of_the_history_is_told(project: Path) -> None:
    commit = git(project, "rev-parse", "HEAD")
    blob = git(project, "rev-parse", "HEAD:plan/2019-20/3.2.yaml")
    (project.parent.parent / ".git/objects" / blob[:2] / blob[2:]).unlink()
    with pytest.raises(UserError, match="missing from this clone"):
        texts_at(str(project), commit)


def test_a_text_that_is_not_there_is_told(project: Path) -> None:
    with pytest.raises(UserError, match="missing from this clone"):
        blob_contents(str(project), ["0" * 40])


def test_the_repository_of_somebody_else_is_told(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    with pytest.raises(UserError, match="belongs to somebody else") as refused:
        resolve(str(project), "HEAD")
    assert "safe.directory" in refused.value.hint


def test_a_machine_without_git_is_told(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(project))
    with pytest.raises(UserError, match="git is not installed"):
        resolve(str(project), "HEAD")


def closed(project: Path, *quarters: str) -> None:
    """Write a plan.yaml with the sign-offs of some quarters."""
    records = "".join(f"  {each}:\n    date: 2019-07-19\n    by: Chair\n" for each in quarters)
    text = HEADER + (f"closed:\n{records}".encode() if records else b"")
    project.joinpath("plan.yaml").write_bytes(text)


def test_a_quarter_was_signed_off_where_its_record_came_the_last_time(project: Path) -> None:
    closed(project, "Q1")
    first = record(project, "2019-07-19")
    closed(project)
    record(project, "2019-07-20")
    closed(project, "Q1")
    again = record(project, "2019-07-21")
    project.joinpath("3.2.yaml").write_text(ACTION.replace("green", "amber"))
    record(project, "2019-07-22")
    closed(project, "Q1", "Q2")
    second = record(project, "2019-10-20")
    found = signed_off(str(project), "Q1")
    assert (found.commit, found.named, found.when.day) == (again, "Q1", 21)
    assert again != first
    assert signed_off(str(project), "Q2").commit == second


def test_a_quarter_that_git_has_no_sign_off_of_is_said_with_its_file(project: Path) -> None:
    closed(project, "Q1")
    with pytest.raises(UserError, match=r"no sign-off of Q1 in plan/2019-20/plan\.yaml") as refused:
        signed_off(str(project), "Q1")
    assert refused.value.hint == "planctl close Q1 signs it off; --at takes a day or a branch too"


def test_what_is_staged_is_the_plans_files_as_the_index_has_them(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    top = project.parent.parent
    (project / "old" / "2018").mkdir(parents=True)
    for name in ("old/2018/1.1.yaml", "old/a.txt", "3.3.yaml"):
        (project / name).write_text(ACTION)
    (top / "docs").mkdir()
    (top / "docs" / "x.yaml").write_text("a: b")
    git(top, "add", "--all")
    (project / "3.3.yaml").write_text("changed since")
    monkeypatch.chdir(top)
    ((folder, (texts, problems)),) = staged_plans().items()
    assert folder == "plan/2019-20"
    expected = {"plan.yaml": HEADER, "3.2.yaml": ACTION.encode(), "3.3.yaml": ACTION.encode()}
    assert texts == {f"plan/2019-20/{name}": raw for name, raw in expected.items()}
    assert [each.message for each in problems] == [
        "old/2018/1.1.yaml is not read: it is not in the plan's own folder"
    ]


def test_a_plan_at_the_top_of_its_repository_is_staged_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(tmp_path, "init", "--quiet")
    (tmp_path / "plan.yaml").write_bytes(HEADER)
    (tmp_path / "3.2.yaml").write_text(ACTION)
    git(tmp_path, "add", "--all")
    monkeypatch.chdir(tmp_path)
    ((folder, (texts, problems)),) = staged_plans().items()
    assert (folder, sorted(texts), problems) == ("", ["3.2.yaml", "plan.yaml"], [])


def test_what_is_too_far_down_is_not_of_the_plan(project: Path) -> None:
    far = project.joinpath("a", "b", "c", "d")
    far.mkdir(parents=True)
    far.joinpath("1.1.yaml").write_text(ACTION)
    record(project, "2019-08-02", "Far down")
    assert sorted(texts_at(str(project), "HEAD")[0]) == sorted(
        f"{project}/{name}" for name in ("3.2.yaml", "plan.yaml")
    )
