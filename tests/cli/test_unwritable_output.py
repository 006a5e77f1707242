"""What a command says, and how it ends, where nothing can be printed: a full disk, say."""

import subprocess
import sys
from pathlib import Path

import pytest

from repositories import ENVIRON

FULL = "planctl: what it prints cannot be written: No space left on device\n"
CLOSED = "planctl: standard output is closed\n"
COMMANDS = (
    "--version",
    "--help",
    "",
    "list",
    "status",
    "show 3.2",
    "measures --csv -",
    "diff HEAD",
    "log",
    "check",
    "explain closed",
    "due",
    "report --format markdown",
    "ci github --install git+https://git.example.org/planctl.git@0123456789012345678901234567890123456789",
    "completion bash",
    "update 3.2 --quarter Q4 --rag green --correct late --by Chair",
)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("council") / "demo"
    assert ended(f"demo --finished {folder}", "", folder.parent)[0] == 0
    changed = "update 3.2 --quarter Q4 --headline New --correct late --by Chair"
    assert ended(changed, ">/dev/null", folder)[0] == 0
    return folder


def ended(command: str, outputs: str, folder: Path) -> tuple[int, str]:
    """Return the exit status and what stands on stderr of a command with other outputs."""
    line = f"exec {sys.executable} -m planctl {command} {outputs}"
    done = subprocess.run(
        ["/bin/sh", "-c", line],
        cwd=folder,
        env=ENVIRON,
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    return done.returncode, done.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_a_full_standard_output_is_one_line_and_status_3(command: str, demo: Path) -> None:
    status, said = ended(command, ">/dev/full", demo)
    assert (status, said.splitlines(keepends=True)[-1]) == (3, FULL)
    assert "Traceback" not in said


@pytest.mark.parametrize("command", ["--version", "status", "check", "--help"])
def test_a_closed_standard_output_is_one_line_and_status_3(command: str, demo: Path) -> None:
    assert ended(command, ">&-", demo) == (3, CLOSED)


@pytest.mark.parametrize("outputs", [">/dev/full 2>/dev/full", ">&- 2>&-"])
def test_where_stderr_cannot_be_written_either_the_status_is_all_there_is(
    outputs: str, demo: Path
) -> None:
    assert ended("status", outputs, demo) == (3, "")


def test_what_is_done_before_is_kept(demo: Path) -> None:
    command = "update 3.2 --quarter Q4 --rag green --correct late --by Chair"
    assert ended(command, ">/dev/full", demo)[0] == 3
    assert "green" in ended("show 3.2 --quarter Q4", "| grep -i green >&2", demo)[1].casefold()
