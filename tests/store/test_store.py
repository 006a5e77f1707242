"""Where a plan is found, and which files of its folder are read."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from planctl.problem import Exit, Place, Severity, UserError
from planctl.store.errors import cannot
from planctl.store.folder import file_bytes, texts
from planctl.store.locate import action_files, find, plan_before, plans_of_years
from planctl.text.document import MAX_BYTES
from plans import ACTION, HEADER

_NOBODY = 65534
_SRC = Path(__file__).parents[2] / "src"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan of two actions."""
    folder = tmp_path / "plan" / "2019-20"
    folder.mkdir(parents=True)
    (folder / "plan.yaml").write_bytes(HEADER)
    for name in ("3.2.yaml", "3.10.yaml"):
        (folder / name).write_text(ACTION)
    return folder


@contextmanager
def unprivileged() -> Iterator[Path]:
    """Give a folder of somebody whom permissions bind, and be that person meanwhile."""
    root = os.geteuid() == 0
    with TemporaryDirectory() as folder:
        if root:
            os.chown(folder, _NOBODY, _NOBODY)
            os.seteuid(_NOBODY)
        try:
            yield Path(folder)
        finally:
            if root:
                os.seteuid(0)
            Path(folder).chmod(0o700)


def refused(folder: Path) -> tuple[str, str]:
    """Return the message and the hint of the one file that is not read."""
    found, (problem,) = texts(str(folder))
    assert (problem.rule, problem.severity) == ("file", Severity.ERROR)
    assert problem.place.path not in found
    return problem.message, problem.hint


class TestFind:
    def test_the_plans_at_or_above_the_working_folder_are_found(self, plan: Path) -> None:
        project = plan.parent.parent
        (project / "src" / "deep").mkdir(parents=True)
        assert find(None, str(project)) == ["plan/2019-20"]
        assert find(None, str(project / "src" / "deep")) == [str(plan)]
        newer = project / "plan" / "2020-21"
        newer.mkdir()
        assert find(None, str(project)) == ["plan/2019-20"]
        (newer / "plan.yaml").touch()
        assert find(None, str(project)) == ["plan/2020-21", "plan/2019-20"]
        assert find(None, str(project / "plan")) == ["2020-21", "2019-20"]
        assert find(".", str(project)) == ["plan/2020-21", "plan/2019-20"]

    def test_in_a_plans_folder_and_below_it_is_meant(self, plan: Path) -> None:
        (plan / "templates").mkdir()
        newer = plan.parent / "2020-21"
        newer.mkdir()
        (newer / "plan.yaml").touch()
        assert find(None, str(plan)) == ["."]
        assert find(None, str(plan / "templates")) == [str(plan)]

    def test_the_working_folder_may_be_a_plan_wherever_it_is(self, tmp_path: Path) -> None:
        (tmp_path / "notes").mkdir()
        (tmp_path / "plan.yaml").touch()
        assert find(None, str(tmp_path)) == ["."]
        assert find(None, str(tmp_path / "notes")) == []

    def test_there_may_be_none(self, tmp_path: Path) -> None:
        (tmp_path / "plan" / ".2019-20").mkdir(parents=True)
        (tmp_path / "plan" / ".2019-20" / "plan.yaml").touch()
        (tmp_path / "plan" / "README.md").touch()
        assert find(None, str(tmp_path)) == []

    def test_a_folder_may_be_named(self, plan: Path, tmp_path: Path) -> None:
        assert find("plan/2019-20/", str(tmp_path)) == ["plan/2019-20"]
        assert find("./plan/2019-20", str(tmp_path)) == ["plan/2019-20"]
        assert find(str(plan), str(tmp_path)) == ["plan/2019-20"]
        assert find(str(plan), os.sep) == [str(plan).removeprefix(os.sep)]
        assert find("../2019-20", str(plan)) == ["../2019-20"]
        assert find(".", str(plan)) == ["."]

    def test_a_project_may_be_named_and_its_plan_is_meant(self, plan: Path, tmp_path: Path) -> None:
        assert find(".", str(tmp_path)) == ["plan/2019-20"]
        assert find(tmp_path.name, str(tmp_path.parent)) == [f"{tmp_path.name}/plan/2019-20"]
        assert find("../..", str(plan)) == ["../../plan/2019-20"]

    def test_the_file_of_a_plan_may_be_named(self, plan: Path, tmp_path: Path) -> None:
        assert find("plan/2019-20/plan.yaml", str(tmp_path)) == ["plan/2019-20"]
        assert find("plan.yaml", str(plan)) == ["."]

    def test_nothing_else_is_looked_at_where_a_folder_is_named(
        self, plan: Path, tmp_path: Path
    ) -> None:
        assert plan.is_dir()
        assert find("elsewhere", str(tmp_path)) == []
        assert find("", str(tmp_path)) == []

    def test_plans_of_other_years_stand_beside_it(self, plan: Path, tmp_path: Path) -> None:
        newer = plan.parent / "2020-21"
        newer.mkdir()
        (newer / "plan.yaml").touch()
        every = ["plan/2020-21", "plan/2019-20"]
        assert plans_of_years("plan/2019-20", str(tmp_path)) == every
        assert plans_of_years(".", str(plan)) == [str(newer), "."]
        assert plans_of_years(str(tmp_path / "other"), os.sep) == [str(tmp_path / "other")]

    def test_the_half_of_a_year_s_plan_is_one_and_a_folder_of_another_name_is_none(
        self, plan: Path, tmp_path: Path
    ) -> None:
        for name in ("2020-21", "2022", "20201", "archive"):
            (plan.parent / name).mkdir()
            (plan.parent / name / "3.2.yaml").touch()
        every = [f"plan/{year}" for year in ("2022", "2020-21", "2019-20")]
        assert plans_of_years("plan/2019-20", str(tmp_path)) == every


def test_the_plan_before_is_that_of_the_last_year_that_has_one(tmp_path: Path) -> None:
    for year in ("2017-18", "2018-19"):
        (tmp_path / "plan" / year).mkdir(parents=True)
        (tmp_path / "plan" / year / "plan.yaml").touch()
    new = str(tmp_path / "plan" / "2020-21")
    assert plan_before(new) == str(tmp_path / "plan" / "2018-19")
    assert plan_before(str(tmp_path / "plan" / "2017-18")) is None


class TestActionFiles:
    def test_they_are_in_the_order_of_their_numbers(self, plan: Path) -> None:
        for name in ("10.1.yaml", "3.2.1.yaml", "README.md", ".3.9.yaml.0123abcd.tmp", "3.3.yml"):
            (plan / name).touch()
        expected = ["3.2.yaml", "3.2.1.yaml", "3.10.yaml", "10.1.yaml"]
        assert action_files(str(plan)) == expected

    def test_a_folder_that_cannot_be_read_is_said_to_be(self, tmp_path: Path) -> None:
        with pytest.raises(UserError, match="nowhere cannot be read: it is not there") as caught:
            action_files(str(tmp_path / "nowhere"))
        assert caught.value.status == Exit.FAILED

    def test_finding_them_imports_next_to_nothing(self) -> None:
        program = (
            "import sys; before = set(sys.modules); import planctl.store.locate;"
            "print(*sorted(set(sys.modules) - before - {'__future__'}))"
        )
        environ = {"PYTHONPATH": str(_SRC)}
        command = [sys.executable, "-c", program]
        done = subprocess.run(command, env=environ, capture_output=True, text=True, check=True)
        expected = ["itertools", "planctl", "planctl.store", "planctl.store.locate"]
        assert done.stdout.split() == [*expected, "planctl.text", "planctl.text.action_id"]


class TestTexts:
    def test_every_yaml_file_of_the_folder_itself_is_read(self, plan: Path) -> None:
        (plan / "templates").mkdir()
        (plan / "templates" / "1.1.md").touch()
        for name in ("README.md", ".3.2.yaml.swp", ".3.2.yaml.0123abcd.tmp", ".hidden.yaml", "x~"):
            (plan / name).touch()
        found, problems = texts(str(plan))
        assert problems == []
        assert found == {
            f"{plan}/3.10.yaml": ACTION.encode(),
            f"{plan}/3.2.yaml": ACTION.encode(),
            f"{plan}/plan.yaml": HEADER,
        }

    def test_the_paths_are_as_the_folder_was_given(
        self, plan: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(plan.parent.parent)
        found, _ = texts("plan/2019-20")
        assert "plan/2019-20/3.2.yaml" in found

    @pytest.mark.parametrize("name", ["3.3.yml", "3.3.YAML", "3.3.yaml.txt", "3.3yaml", "3.3"])
    def test_another_ending_is_a_problem(self, plan: Path, name: str) -> None:
        (plan / name).touch()
        message, hint = refused(plan)
        assert message == f"{name} is not read: its name does not end in .yaml"
        assert hint == "name it 3.3.yaml"

    @pytest.mark.parametrize(
        ("name", "shown"),
        [
            (b"3.\xe2\x80\xae3.yaml", "3.\\u202e3.yaml"),
            (b"3.\xff3.yaml", "3.\\udcff3.yaml"),
            (b"3\n3.yaml", "3\\n3.yaml"),
            (b"3\t3.yaml", "3\\t3.yaml"),
            (b"3\x1b[31m.yaml", "3\\x1b[31m.yaml"),
        ],
    )
    def test_a_name_with_a_hidden_character_is_a_problem(
        self, plan: Path, name: bytes, shown: str
    ) -> None:
        Path(os.fsdecode(bytes(plan) + b"/" + name)).touch()
        message, _ = refused(plan)
        assert message == f"the name of '{shown}' has a hidden character"
        assert texts(str(plan))[1][0].place == Place(f"{plan}/{shown}")

    def test_what_is_no_ordinary_file_is_a_problem(
        self, plan: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = plan / "3.3.yaml"
        path.mkdir()
        assert refused(plan)[0] == "3.3.yaml is a folder"
        path.rmdir()
        os.mkfifo(path)
        assert refused(plan)[0] == "3.3.yaml is a named pipe"
        path.unlink()
        with socket.socket(socket.AF_UNIX) as server:
            monkeypatch.chdir(plan)  # a socket's path must be short
            server.bind("3.3.yaml")
        assert refused(plan)[0] == "3.3.yaml is a socket"

    def test_a_link_may_lead_to_another_file_of_the_folder(self, plan: Path) -> None:
        (plan / "shared").mkdir()
        (plan / "shared" / "text").write_bytes(b"shared")
        (plan / "3.3.yaml").symlink_to("shared/text")
        found, problems = texts(str(plan))
        assert (found[f"{plan}/3.3.yaml"], problems) == (b"shared", [])

    @pytest.mark.parametrize("target", ["../secret", os.devnull, ".", "../2019-20-old/3.3.yaml"])
    def test_a_link_that_leaves_the_folder_is_a_problem(self, plan: Path, target: str) -> None:
        (plan.parent / "secret").touch()
        (plan / "3.3.yaml").symlink_to(target)
        assert refused(plan)[0] == "3.3.yaml is a link that leaves the plan's folder"

    def test_a_link_to_nothing_or_to_itself_is_a_problem(self, plan: Path) -> None:
        (plan / "3.3.yaml").symlink_to("nowhere")
        assert refused(plan)[0] == "3.3.yaml cannot be read: it is not there"
        (plan / "3.3.yaml").unlink()
        (plan / "3.3.yaml").symlink_to("3.3.yaml")
        assert refused(plan)[0] == "3.3.yaml is a link"

    def test_a_file_may_be_so_large_and_no_larger(self, plan: Path) -> None:
        (plan / "3.3.yaml").write_bytes(b"#" * MAX_BYTES)
        found, problems = texts(str(plan))
        assert (len(found[f"{plan}/3.3.yaml"]), problems) == (MAX_BYTES, [])
        (plan / "3.3.yaml").write_bytes(b"#" * (MAX_BYTES + 1))
        message, _ = refused(plan)
        assert message == "3.3.yaml is larger than 256 KB, the most that a plan file may be"
        os.truncate(plan / "3.3.yaml", 1 << 40)
        assert refused(plan)[0] == message

    def test_a_disk_may_give_a_file_in_pieces(
        self, plan: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        read = os.read
        monkeypatch.setattr(os, "read", lambda descriptor, size: read(descriptor, min(size, 7)))
        assert texts(str(plan))[0][f"{plan}/3.2.yaml"] == ACTION.encode()

    def test_a_file_that_may_not_be_read_is_a_problem(self) -> None:
        with unprivileged() as folder:
            (folder / "3.2.yaml").touch(0o200)
            message, hint = refused(folder)
        assert message == "3.2.yaml cannot be read: permission is refused"
        assert hint == "ask whoever looks after the folder for permission"

    def test_a_folder_that_cannot_be_read_is_a_problem(self, tmp_path: Path) -> None:
        message, _ = refused(tmp_path / "nowhere")
        assert message == "the plan's folder cannot be read: it is not there"

    def test_a_thousand_files_are_read_in_the_blink_of_an_eye(self, tmp_path: Path) -> None:
        for number in range(1, 1001):
            (tmp_path / f"1.{number}.yaml").write_text(ACTION)
        started = time.perf_counter()
        found, _ = texts(str(tmp_path))
        assert time.perf_counter() - started < 0.5
        assert len(found) == 1000


class TestOne:
    def test_a_file_is_read_by_its_name(self, plan: Path) -> None:
        assert file_bytes(str(plan), "3.2.yaml") == ACTION.encode()

    def test_what_cannot_be_read_is_said_with_its_path(self, plan: Path) -> None:
        with pytest.raises(
            UserError, match=r"3\.3\.yaml cannot be read: it is not there"
        ) as caught:
            file_bytes(str(plan), "3.3.yaml")
        assert caught.value.message.startswith(str(plan))
        assert caught.value.status == Exit.FAILED


def test_what_the_system_says_is_passed_on_where_there_are_no_better_words() -> None:
    error = cannot("it cannot be done", OSError(os.EX_OSERR, "x"))
    assert error.message == f"it cannot be done: {os.strerror(os.EX_OSERR).lower()}"
    assert cannot("so", OSError("the words of a library")).message == "so: the words of a library"
