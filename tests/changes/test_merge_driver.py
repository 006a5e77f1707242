"""The merge driver: git's own merge is written first, and a better one only when it is proved."""

import os
import signal
from pathlib import Path

import pytest

from faults import Fault, run_planctl, unsupported
from planctl.changes.merge.file_merge import ConflictStyle, Merged
from planctl.changes.merge.git_driver import MergeFiles, drive
from planctl.cli.app import run as planctl
from planctl.problem import Exit, UserError
from planctl.store.replacement import replace
from plans import ACTION

RED, AMBER = (ACTION.replace("Q2:\n    rag:", f"Q2:\n    rag: {each}") for each in ("red", "amber"))
HOLD = ACTION.replace("Q2:\n    rag:\n\n    status:", "Q2:\n    rag:\n\n    status: on hold")
BOTH = RED.replace("rag: red\n\n    status:", "rag: red\n\n    status: on hold")
STYLE = ConflictStyle()


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


def asked(
    base: str | bytes, ours: str | bytes, theirs: str | bytes, path: str = "plan/3.2.yaml"
) -> MergeFiles:
    """Write the versions to files, as git does, and return what it asks."""
    for name, said in (("O", base), ("A", ours), ("B", theirs)):
        Path(name).write_bytes(said.encode() if isinstance(said, str) else said)
    return MergeFiles("O", "A", "B", path)


def result() -> str:
    assert sorted(each.name for each in Path.cwd().iterdir()) == ["A", "B", "O"]
    return Path("A").read_bytes().decode(errors="surrogateescape")


def never(_said: str) -> None:
    pytest.fail(_said)


def test_what_only_meaning_can_merge_is_merged() -> None:
    assert drive(asked(ACTION.replace("\n\n", "\n"), RED, HOLD), STYLE, never)
    assert result() == BOTH


def test_git_s_own_merge_stays_where_it_is_proved_right() -> None:
    ours = RED.replace("title:", "# of ours\ntitle:")
    theirs = HOLD.replace("lead:", "# of theirs\nlead:")
    expected = BOTH.replace("title:", "# of ours\ntitle:").replace("lead:", "# of theirs\nlead:")
    assert drive(asked(ACTION, ours, theirs), STYLE, never)
    assert result() == expected


def test_what_git_would_merge_wrongly_is_not() -> None:
    """Both add Q3, at places that git takes for two: plain git makes a file with Q3 twice."""
    base = "updates:\n  Q1:\n    rag: red\n\n  Q2:\n    rag: red\n"
    ours = base.replace("  Q2:", "  Q3:\n    rag: green\n\n  Q2:")
    theirs = f"{base}\n  Q3:\n    rag: amber\n"
    assert not drive(asked(base, ours, theirs), STYLE, never)
    assert result().count("Q3:") == 1
    assert "<<<<<<< ours\n    rag: green\n=======\n    rag: amber\n>>>>>>> theirs\n" in result()


def test_a_side_that_cannot_be_read_leaves_git_s_own_conflict() -> None:
    told: list[str] = []
    assert not drive(asked(ACTION, f"{RED}\nid: 3\n", AMBER), STYLE, told.append)
    assert "<<<<<<< ours\n    rag: red\n=======\n    rag: amber\n>>>>>>> theirs\n" in result()
    (said,) = told
    assert said.startswith("plan/3.2.yaml is merged by its lines, not by what they mean: line 47")
    assert said.endswith(" of our version: 'id' is here twice")


def test_a_side_that_is_mended_leaves_git_s_own_merge() -> None:
    told: list[str] = []
    assert drive(asked(f"{ACTION}\nid: 3\n", RED, HOLD + "\nid: 3\n"), STYLE, told.append)
    assert result() == BOTH
    assert "line 47 of the base" in told[0]


def test_what_still_cannot_be_read_is_marked_as_a_whole() -> None:
    told: list[str] = []
    broken = f"{ACTION}\nid: 3\n"
    assert not drive(
        asked(broken, broken.replace("May", "June"), broken + "\nx: 1\n"), STYLE, told.append
    )
    assert "<<<<<<< ours\n      The campaign began in June." in result()
    assert "=======\n      The campaign began in May." in result()
    assert result().endswith("x: 1\n>>>>>>> theirs\n")


def test_what_cannot_be_proved_is_marked_as_a_whole() -> None:
    base = "{a: 1,\nb: 2,\nc: 3,\nd: 4}\n"
    ours, theirs = base.replace("1", "5"), base.replace("4", "6")
    assert drive(asked(base, ours, theirs), STYLE, never)
    assert result() == "{a: 5,\nb: 2,\nc: 3,\nd: 6}\n"
    told: list[str] = []
    twice = "{a: 1,\nb: 2,\nc: 3,\nd: 4,\na: 2}\n".replace("a: 2", "e: 2")
    ours, theirs = twice.replace("{a: 1", "{f: 1,\na: 1"), twice.replace("e: 2", "e: 2,\nf: 2")
    assert not drive(asked(twice, ours, theirs), STYLE, told.append)
    assert result() == f"<<<<<<< ours\n{ours}=======\n{theirs}>>>>>>> theirs\n"
    assert told[0].endswith(": its layout is unusual")


def test_a_mistake_of_planctl_s_own_leaves_what_git_made() -> None:
    def mistaken(*_versions: object) -> Merged | None:
        raise ZeroDivisionError

    told: list[str] = []
    assert not drive(asked(ACTION, RED, AMBER), STYLE, told.append, mistaken)
    assert "<<<<<<< ours\n    rag: red\n=======\n    rag: amber\n>>>>>>> theirs\n" in result()
    assert told[0].endswith(": planctl has failed (ZeroDivisionError)")


def test_what_git_cannot_merge_is_marked_as_a_whole() -> None:
    told: list[str] = []
    assert not drive(asked(b"", b"\0ours", b"\0theirs"), STYLE, told.append)
    assert result() == "<<<<<<< ours\n\0ours\n=======\n\0theirs\n>>>>>>> theirs\n"


def test_without_git_it_is_merged_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert drive(asked(ACTION, RED, HOLD), STYLE, never)
    assert result() == BOTH


def test_what_cannot_be_put_in_its_place_is_said_and_leaves_nothing() -> None:
    Path("folder").mkdir()
    with pytest.raises(IsADirectoryError):
        replace("folder", b"x")
    assert [each.name for each in Path.cwd().iterdir()] == ["folder"]


def test_a_file_of_git_s_that_is_gone_is_said() -> None:
    with pytest.raises(UserError, match=r"plan/3\.2\.yaml cannot be merged: it is not there"):
        drive(MergeFiles("O", "A", "B", "plan/3.2.yaml"), STYLE, never)


def test_the_command_takes_what_git_gives_old_or_new(capsys: pytest.CaptureFixture[str]) -> None:
    old = ["O", "A", "B", "9", "3.2.yaml", "%S", "%X", "%Y"]
    asked(ACTION, RED, AMBER)
    assert planctl(["git", "merge-driver", *old]) == 1
    assert "<<<<<<<<< ours\n    rag: red\n=========\n" in result()
    asked(ACTION, RED, AMBER)
    assert planctl(["git", "merge-driver", *old[:5], "abc", "HEAD", "topic"]) == 1
    assert "<<<<<<<<< HEAD\n" in result()
    assert ">>>>>>>>> topic\n" in result()
    for arguments in (old, old[:3]):
        asked(ACTION, RED, HOLD)
        assert planctl(["git", "merge-driver", *arguments]) == 0
        assert result() == BOTH
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("length", ["3.2.yaml", "", "-1", "7x", "1000", "²"])
def test_a_length_that_is_none_is_refused(length: str, capsys: pytest.CaptureFixture[str]) -> None:
    asked(ACTION, RED, AMBER)
    assert planctl(["git", "merge-driver", "O", "A", "B", "--", length]) == Exit.USAGE
    assert f"'{length}' is no length of a conflict's marks" in capsys.readouterr().err
    assert result() == RED


@pytest.mark.parametrize("theirs", [AMBER, HOLD], ids=["conflict", "clean"])
@pytest.mark.slow
def test_killed_at_any_call_it_leaves_ours_or_marks_or_the_merge(
    theirs: str, tmp_path: Path
) -> None:
    """Ours alone it leaves only before it has written at all, with a status that is no merge."""
    reason = unsupported()
    if reason:
        if os.environ.get("CI") == "true" and "only" not in reason:
            pytest.fail(reason)
        pytest.skip(reason)
    base = ACTION.replace("\n\n", "\n")
    folder = tmp_path / "git"
    folder.mkdir()
    names = [str(folder / name) for name in "OAB"]
    arguments = ("git", "merge-driver", *names, "7", "3.2.yaml")
    environ = {"PATH": os.environ["PATH"], "GIT_CONFIG_GLOBAL": os.devnull}

    def killed(fault: Fault | None) -> tuple[int, str, tuple[str, ...]]:
        for path in folder.iterdir():
            path.unlink()
        for name, said in zip(names, (base, RED, theirs), strict=True):
            Path(name).write_bytes(said.encode())
        done = run_planctl(arguments, folder, fault, cwd=tmp_path, environ=environ)
        return done.status, Path(names[1]).read_bytes().decode(), done.calls

    status, last, calls = killed(None)
    assert status == (1 if theirs == AMBER else 0)
    renames = [at for at, call in enumerate(calls) if call.startswith("rename")]
    assert len(renames) == 2
    seen = set()
    for at in (*range(0, renames[0], 6), *range(renames[0], len(calls), 2)):
        status, left, _ = killed(Fault(at))
        assert status == -signal.SIGKILL
        if at <= renames[0]:
            assert left == RED
        else:
            assert "<<<<<<<" in left or left == last
        seen.add(left)
    assert len(seen) == (2 if theirs == AMBER else 3)  # that conflict git marks alike
