"""The list of commands: what the help says of each is what the command says of itself."""

import inspect
import subprocess
import sys
from importlib import import_module
from itertools import chain
from pathlib import Path

import pytest

import planctl.cli
from planctl.cli.app import COMMANDS, run
from planctl.problem import Exit

LINES = {name: line for group in COMMANDS.values() for name, line in group.items()}


@pytest.mark.parametrize("name", LINES)
def test_the_line_of_a_command_is_what_its_help_begins_with(name: str) -> None:
    command = import_module(f"planctl.cli.{name}").command
    assert (inspect.getdoc(command) or "").split("\n\n")[0] == LINES[name]


def test_every_module_with_a_command_is_listed() -> None:
    folder = Path(planctl.cli.__file__).parent
    modules = {
        path.stem for path in folder.glob("*.py") if "\ndef command(" in path.read_text("utf-8")
    }
    assert modules == set(LINES)
    assert len(list(chain.from_iterable(COMMANDS.values()))) == len(LINES)


def test_help_imports_no_command() -> None:
    code = "import sys\nfrom planctl.cli.app import run\nrun(['--help'])\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    modules = set(done.stdout.splitlines()[-1].split())
    assert not {f"planctl.cli.{name}" for name in LINES} & modules
    assert not {"pydantic", "rich"} & modules


@pytest.mark.parametrize("name", ["add", "git"])
def test_a_group_alone_says_what_is_in_it(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run([name]) == Exit.USAGE
    assert f"Usage: planctl {name} [OPTIONS] COMMAND" in capfd.readouterr().err
