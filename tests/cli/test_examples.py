"""Every example in the help of a command does what it says, in a plan that has what it needs."""

import csv
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook
from typer._click.core import Command
from typer.core import TyperGroup

import documents
import forks
from generate import commands
from planctl.cli.app import program
from plans import ACTION
from transcript import standard_input

pytestmark = pytest.mark.slow

_PROGRAMS = (str(Path(sys.executable).parent), os.environ["PATH"])

HEADER = """title: Improvement Plan
organisation: Aldermere Council
year: 2025-26

priorities:
  1: Right help, right time
  3: Permanence without delay
  4: A good school

leads:
  Education: Head of Education
  Permanence: Head of Permanence

calendar:
  stages:
    - DMT
    - Improvement Board
"""
Q2 = "    rag:\n\n    status:\n\n    commentary:\n\n  Q3:"
WAITING = """moves:
  - was: 2026-03
    to: 2026-06
    date: 2025-07-14
    reason: The lease is late
"""
SAID = "    rag: green\n\n    status:\n\n    commentary: On time.\n\n  Q3:"


def examples(name: str, command: Command) -> Iterator[tuple[str, str]]:
    """Yield the examples of a command, each with the command's name."""
    text = (command.epilog or "").replace("\\\n", " ")
    for line in re.findall(r"^ +((?:planctl|eval).*)", text, re.MULTILINE):
        yield name, re.split(r" {2,}(?=[a-z])", line)[0]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with four actions, one of them silent, whose first quarter is closed."""
    folder = tmp_path_factory.mktemp("made")
    plan = folder / "plan" / "2025-26"
    plan.mkdir(parents=True)
    plan.joinpath("plan.yaml").write_text(HEADER)
    for number in ("1.1", "1.3", "3.2", "4.1"):
        text = ACTION.replace('"3.2"', f'"{number}"').replace("STABILITY", number)
        text = text if number == "1.3" else text.replace(Q2, SAID)
        text = text.replace("Permanence", "Education") if number == "4.1" else text
        text = text.replace("lead:", f"due: 2026-03\n{WAITING if number == '4.1' else ''}lead:", 1)
        plan.joinpath(f"{number}.yaml").write_text(text)
    run("git init -q -b main && git add . && git commit -qm Plan", folder)
    assert run("planctl measures --quarter Q2 --csv measures.csv", folder).returncode == 0
    assert run("planctl updates --csv updates.csv", folder).returncode == 0
    sheet = Workbook()
    for row in csv.reader(folder.joinpath("measures.csv").read_text("utf-8-sig").splitlines()):
        sheet.worksheets[0].append(row)
    sheet.save(folder / "measures.xlsx")
    folder.joinpath("plan.docx").write_bytes(documents.flattened(documents.council()[:1]))
    folder.joinpath("plan.xlsx").write_bytes(documents.as_sheet(documents.council()[:1]))
    assert run("planctl returns make --quarter Q2 --output returns", folder).returncode == 0
    assert run("planctl due --quarter Q2 --eml mail", folder).returncode == 1
    returned = (folder / "returns" / "2025-26-q2-permanence.docx").rename(folder / "late.docx")
    shutil.copy(returned, folder / "returns" / "2019-20-q2-permanence.docx")
    for stage in ("DMT", "Board"):
        assert run(f"planctl close Q1 --by {stage} --on 2025-07-20", folder).returncode == 0
    run("git commit -qam Q1", folder)
    return folder


def run(command: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    environ = {
        **kept,
        "PATH": os.pathsep.join((str(forks.program()), *_PROGRAMS)),
        "EDITOR": "true",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_AUTHOR_NAME": "A Head",
        "GIT_AUTHOR_EMAIL": "head@example.invalid",
        "GIT_COMMITTER_NAME": "A Head",
        "GIT_COMMITTER_EMAIL": "head@example.invalid",
        "GIT_AUTHOR_DATE": "2019-10-01T12:00:00Z",
        "GIT_COMMITTER_DATE": "2019-10-01T12:00:00Z",
    }
    with standard_input(terminal="edit" in command.split()[1:] or "--edit" in command) as stdin:
        return subprocess.run(
            ["bash", "-c", command],
            cwd=folder,
            env=environ,
            stdin=stdin,
            capture_output=True,
            text=True,
            check=False,
        )


COMMANDS = [(name, command) for name, command, _ in commands(program(), "planctl")]
ALL = [example for each in COMMANDS for example in examples(*each)]


def test_every_command_has_an_example() -> None:
    single = {name for name, command in COMMANDS if not isinstance(command, TyperGroup)}
    assert single <= {name for name, _ in ALL}


@pytest.mark.parametrize("example", list(dict.fromkeys(example for _, example in ALL)))
def test_an_example_does_what_it_says(example: str, made: Path, tmp_path: Path) -> None:
    folder = tmp_path / "project"
    shutil.copytree(made, folder)
    if "close Q1 --correct" in example:  # something that was agreed since
        run("sed -i 's/^title: .*/title: The Plan/' plan/2025-26/plan.yaml", folder)
    if example.split()[1] in {
        "set",
        "add",
        "remove",
        "renumber",
        "edit",
    }:  # before anything was signed
        run("git checkout -q HEAD~1 -- plan", folder)
    if example.startswith("planctl undo"):  # something to take back
        assert run("planctl update 1.3 --quarter Q2 --rag amber", folder).returncode in {0, 1}
    typed = example.replace("RATING", "amber").replace("plan/2019-20", "plan/2025-26")
    typed = typed.replace("SOURCE", f"git+https://git.example.org/planctl.git@{'a' * 40}")
    done = run(typed, folder)
    assert done.returncode in {0, 1}, done.stderr
    assert "Traceback" not in done.stderr
