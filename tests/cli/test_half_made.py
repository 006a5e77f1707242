"""A change is whole or not there: a half is an error of every reader, and the next run mends it."""

import contextlib
import os
import shutil
from pathlib import Path

import pytest

from planctl.cli.app import run
from planctl.problem import Exit
from planctl.store.new_repository import start_repository
from plans import ACTION, HEADER

TODAY = ("--today", "2020-04-20")
ROLLOVER = ("rollover", "2020-21", *TODAY)
READERS = (
    ("check",),
    ("list",),
    ("status",),
    ("show", "3.2"),
    ("report",),
    ("due",),
    ("measures",),
    ("slippage",),
    ("diff",),
)
FILES = ["3.1.yaml", "3.2.yaml", "plan.yaml"]


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A plan of two actions, which is the working folder."""
    folder = tmp_path / "plan" / "2019-20"
    folder.mkdir(parents=True)
    (folder / "plan.yaml").write_bytes(HEADER)
    for number in ("3.1", "3.2"):
        action = ACTION.replace("3.2", number).replace("PLACEMENT", f"PLACEMENT {number[-1]}")
        (folder / f"{number}.yaml").write_text(action)
    start_repository(str(tmp_path), "A plan")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PLANCTL_PLAN", raising=False)
    return tmp_path


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir() if each.name != ".planctl")


def test_rollover_may_be_run_again(project: Path) -> None:
    for _ in range(2):
        assert run(ROLLOVER) == Exit.DONE
        assert names(project / "plan") == ["2019-20", "2020-21"]
        assert names(project / "plan" / "2020-21") == FILES


def test_rollover_does_not_write_over_what_was_written_since(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(ROLLOVER) == Exit.DONE
    (project / "plan/2020-21/3.2.yaml").write_text("# mine\n")
    assert run(ROLLOVER) == Exit.FAILED
    assert "2020-21/3.2.yaml cannot be made: something of that name" in capsys.readouterr().err
    assert (project / "plan/2020-21/3.2.yaml").read_text() == "# mine\n"


@pytest.mark.parametrize("link", ["file", "link", "folder"])
def test_rollover_into_a_folder_that_somebody_made_leaves_what_is_there(
    project: Path, link: str
) -> None:
    made = project / "plan" / "2020-21"
    made.mkdir()
    (made / "README.md").write_text("Ours.\n")
    assert run(ROLLOVER) == Exit.DONE
    assert names(made) == sorted([*FILES, "README.md"])
    (made / "3.2.yaml").unlink()
    if link == "link":
        (made / "3.2.yaml").symlink_to("nowhere")
    if link == "folder":
        (made / "3.2.yaml").mkdir()
    assert run(ROLLOVER) == (Exit.DONE if link == "file" else Exit.FAILED)


@pytest.mark.parametrize("where", [".", "plan/2019-20", "plan/2020-21"])
@pytest.mark.parametrize("left", [["3.1.yaml"], ["3.1.yaml", "3.2.yaml"], [".planctl/journal"]])
def test_half_a_plan_is_an_error_of_every_reader_until_it_is_made_again(
    project: Path, left: list[str], where: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(ROLLOVER) == Exit.DONE
    whole = {each.name: each.read_bytes() for each in (project / "plan/2020-21").iterdir()}
    shutil.rmtree(project / "plan" / "2020-21")
    for name in left:
        path = project / "plan" / "2020-21" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(whole.get(name, b""))
    for command in READERS:
        assert run(command) != Exit.DONE, command
        shown = capsys.readouterr()
        assert "plan.yaml is missing" in shown.err + shown.out, command
    (project / where).mkdir(exist_ok=True)
    with contextlib.chdir(project / where):
        assert run(ROLLOVER) == Exit.DONE
    assert names(project / "plan" / "2020-21") == FILES
    assert run(["check", *TODAY]) == Exit.DONE


def test_a_folder_of_another_kind_is_no_half_plan(project: Path) -> None:
    for name in ("2018-19", "archive", "2020-21", "2021-22"):
        (project / "plan" / name).mkdir()
    (project / "plan" / "archive" / "3.1.yaml").touch()
    (project / "plan" / "2022-23").touch()
    assert run(["check", *TODAY]) == Exit.DONE


@pytest.mark.usefixtures("project")
class TestAJournal:
    @pytest.fixture(autouse=True)
    def cut_short(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A change of two actions of which the disk took only the first."""
        place = os.replace

        def only_the_first(temporary: str, target: str) -> None:
            if "3.2.yaml" in target:
                raise OSError(5, "x")
            place(temporary, target)

        with monkeypatch.context() as patched:
            patched.setattr(os, "replace", only_the_first)
            assert run(self.UPDATE) == Exit.FAILED

    UPDATE = ("update", "3.1", "3.2", "-q", "Q2", "--rag", "amber", *TODAY)

    def test_it_is_an_error_of_every_reader(self, capsys: pytest.CaptureFixture[str]) -> None:
        for command in (*READERS, (*self.UPDATE, "--dry-run")):
            assert run(command) == Exit.PROBLEMS, command
            shown = capsys.readouterr()
            assert "3.1.yaml, 3.2.yaml was cut short" in shown.err + shown.out, command
            assert "run the command that made it again" in shown.err + shown.out, command

    @pytest.mark.parametrize(
        "command",
        [
            UPDATE,
            ("update", "3.1", "-q", "Q3", "--rag", "red", *TODAY),
            ("add", "priority", "Staff flourish"),
            ("add", "action", "--priority", "3", "--title", "NEW", "--lead", "Permanence"),
            ROLLOVER,
        ],
    )
    def test_the_next_command_that_writes_finishes_it(
        self, project: Path, command: tuple[str, ...], capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run(command) == Exit.DONE
        assert "was cut short; it is finished now" in capsys.readouterr().err
        assert run(["check", *TODAY]) == Exit.DONE
        for name in ("3.1.yaml", "3.2.yaml"):
            assert "rag: amber" in (project / "plan/2019-20" / name).read_text()


def test_an_action_or_a_priority_is_added_once(project: Path) -> None:
    action = ("add", "action", "--priority", "3", "--title", "NEW", "--lead", "Permanence")
    for command in (action, ("add", "priority", "Staff flourish")):
        for _ in range(2):
            assert run(command) == Exit.DONE
    assert names(project / "plan/2019-20") == ["3.1.yaml", "3.2.yaml", "3.3.yaml", "plan.yaml"]
    assert (project / "plan/2019-20/plan.yaml").read_text().count("Staff flourish") == 1
    assert run(("update", "3.3", "-q", "Q2", "--rag", "amber", *TODAY)) == Exit.DONE
    assert run(action) == Exit.FAILED


def test_a_quarter_is_signed_once(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    close = ("close", "Q1", "--by", "Head", "--on", "2019-07-19")
    assert run(close) == Exit.DONE
    signed = (project / "plan/2019-20/plan.yaml").read_bytes()
    assert run(close) == Exit.DONE
    assert "Head has signed Q1 already: nothing was changed" in capsys.readouterr().out
    assert run((*close[:-1], "2019-07-20")) == Exit.FAILED
    assert (project / "plan/2019-20/plan.yaml").read_bytes() == signed


def test_a_stage_is_signed_once_and_the_next_by_its_name(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    header = project / "plan/2019-20/plan.yaml"
    header.write_bytes(HEADER + b"\ncalendar:\n  stages: [DMT, Board]\n")
    close = ("close", "Q1", "--by", "Head", "--on", "2019-07-19")
    for command in (close, close, (*close, "--stage", "DMT"), close):
        assert run(command) == Exit.DONE
        assert "Board" not in header.read_text().partition("closed:")[2]
    assert "   = help: --stage Board signs it for that" in capsys.readouterr().err
    assert run((*close, "--stage", "Board")) == Exit.DONE
    assert "    date: 2019-07-19\n" in header.read_text()


def test_init_may_be_run_again_and_completes_what_is_beside_the_plan(project: Path) -> None:
    told = ("--title", "P", "--organisation", "O", "--year", "2025-26", "--priority", "Help")
    assert run(["init", "new", *told]) == Exit.DONE
    (project / "new/schema/plan.schema.json").unlink()
    (project / "new/plan/2025-26/plan.yaml").unlink()
    assert run(["init", "new", *told]) == Exit.DONE
    assert names(project / "new/schema") == ["action.schema.json", "plan.schema.json"]
    assert run(["init", "new", *told]) == Exit.DONE
    assert run(["init", "new", *told, "--priority", "Another"]) == Exit.FAILED


def test_demo_leaves_the_plan_where_git_cannot_keep_it(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "git").write_text("#!/bin/sh\necho 'fatal: no' >&2; exit 128\n")
    (project / "git").chmod(0o755)
    monkeypatch.setenv("PATH", str(project), prepend=os.pathsep)
    assert run(["demo", "d"]) == Exit.FAILED
    assert "git cannot start a repository in d: fatal: no" in capsys.readouterr().err
    assert names(project / "d") == [".vscode", "plan", "schema"]


def test_a_move_and_a_decision_are_recorded_once(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    action = project / "plan/2019-20/3.2.yaml"
    action.write_text(action.read_text().replace("lead:", "due: 2020-03\nlead:"))
    move = ("reschedule", "3.2", "--due", "2020-09", "--reason", "R", *TODAY)
    decide = ("reschedule", "3.2", "--agreed-by", "Board", *TODAY)
    for command in (move, decide):
        assert run(command) == Exit.DONE
        once = action.read_text()
        assert "nothing changed" not in capsys.readouterr().out
        assert run(command) == Exit.DONE
        assert "nothing changed" in capsys.readouterr().out
        assert action.read_text() == once
    assert run((*decide[:3], "DMT", *TODAY)) == Exit.FAILED


@pytest.mark.parametrize("missing", ["plan", "schema", ".vscode", "plan schema"])
def test_demo_completes_what_is_missing_in_a_folder_that_is_there(
    project: Path, missing: str
) -> None:
    (project / "d").mkdir()
    assert run(["demo", "d"]) == Exit.DONE
    for name in missing.split():
        shutil.rmtree(project / "d" / name)
    (project / "d" / ".new.0123abcd.tmp" / "plan").mkdir(parents=True)
    assert run(["demo", "d"]) == Exit.DONE
    assert names(project / "d") == [".vscode", "plan", "schema"]
    (project / "d" / "plan" / "notes.txt").touch()
    assert run(["demo", "d"]) == Exit.FAILED
    shutil.rmtree(project / "d" / "plan")
    (project / "d" / "plan").symlink_to("nowhere")
    assert run(["demo", "d"]) == Exit.FAILED


def test_a_plan_that_somebody_made_at_the_same_moment_is_not_replaced(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = project / "plan" / "2020-21"
    rename = os.rename

    def late(one: str, other: str) -> None:
        made.mkdir()
        (made / "plan.yaml").write_text("# theirs\n")
        rename(one, other)

    monkeypatch.setattr(os, "rename", late)
    assert run(ROLLOVER) == Exit.FAILED
    assert (made / "plan.yaml").read_text() == "# theirs\n"
    assert names(project / "plan") == ["2019-20", "2020-21"]


def test_a_disk_that_does_not_take_a_new_folder_has_none(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "x")

    monkeypatch.setattr(os, "fsync", full)
    before = names(project / "plan")
    assert run(ROLLOVER) == Exit.FAILED
    assert run(("rollover", "2020-21", "--dry-run", *TODAY)) == Exit.DONE
    assert run(["report", "--format", "site", "--output", "site", *TODAY]) == Exit.FAILED
    assert "site cannot be made: the disk is full; nothing was written" in capsys.readouterr().err
    assert names(project / "plan") == before
    assert not (project / "site").exists()
