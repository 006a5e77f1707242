"""Wherever a command that writes is cut short, the same command again ends with it done once."""

import os
import random
import signal
import time
from collections.abc import Mapping
from contextlib import suppress
from errno import EIO, ENOSPC
from functools import cache
from itertools import cycle, islice
from pathlib import Path
from shlex import split
from shutil import copytree
from typing import NamedTuple

import pytest

from faults import Fault, Run, run_planctl, unsupported
from forks import begin
from planctl.problem import Exit
from plans import ACTION, HEADER
from repositories import ENVIRON
from transcript import printed

pytestmark = pytest.mark.slow

_LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
_MOMENTS = 2
_KILLS = int(os.environ.get("KILLS", "1000" if _LONG else "40"))
_FAULTS = (0, ENOSPC, EIO)
"""What happens at a call: the run is killed, or told of an error."""
_TODAY = "--today 2020-04-20"
_LOOKS = frozenset(
    {
        *("stat", "lstat", "fstat", "newfstatat", "statx", "readlink", "readlinkat"),
        *("access", "faccessat", "faccessat2", "read", "pread64", "lseek", "getdents64"),
        *("ioctl", "fcntl", "close"),
    }
)
_MEASURE = "  - text: Ended early\n    id: ended-early\n    unit: count\n"

State = dict[str, bytes]
"""The files of a project by their paths, and what else a command changes."""


class Command(NamedTuple):
    """A command line, what is done before it, and what prints what it changes beside files.

    `done` is in what it says where it was done before, if that is an error, and `seen` in what
    check says, beside an error, where it is half done.
    """

    line: str
    before: str = "true"
    also: str = "true"
    done: str = ""
    seen: str = "[exit status 1]"


COMMANDS: Mapping[str, Command] = {
    "update": Command(f"update 3.1 3.2 -q Q2 --rag amber {_TODAY}"),
    "correct": Command(
        f'update 3.2 -q Q1 --rag amber --correct "A slip" --by Head {_TODAY}',
        before="planctl close Q1 --by Head --on 2019-07-19",
    ),
    "record": Command(f"record 3.2 ended-early -q Q2 --value 7 {_TODAY}"),
    "reschedule": Command(f"reschedule 3.2 --due 2020-09 --reason R --agreed-by Board {_TODAY}"),
    "add action": Command('add action --priority 3 --title "STAFF FLOURISH" --lead Permanence'),
    "add priority": Command('add priority "Staff flourish"'),
    "import": Command(
        f"measures import sheet.csv --yes {_TODAY}",
        before="printf 'action,measure,quarter,period,value,numerator,denominator\\n"
        "3.1,ended-early,Q2,,7,,\\n3.2,ended-early,Q2,,8,,\\n' > sheet.csv",
    ),
    "import a document": Command(
        f"import plan.csv --into plan/2021-22 {_TODAY}",
        before="printf 'Plan 2021/22,\\nAction,Lead\\nOpen,A\\nTrain,B\\n' > plan.csv",
    ),
    "tidy": Command("tidy", before="sed -i '/^$/d' plan/2019-20/3.1.yaml plan/2019-20/3.2.yaml"),
    "close": Command("close Q1 --by Head --on 2019-07-19"),
    "close and tag": Command(
        "close Q1 --by Head --on 2019-07-19 --tag", also="git log --format=%s; git tag -n9"
    ),
    "tag": Command(
        "close Q1 --tag",
        before="planctl close Q1 --by Head --on 2019-07-19; git commit -qam Q1",
        also="git tag -n9",
    ),
    "rollover": Command(f"rollover 2020-21 {_TODAY}"),
    "rollover into a folder": Command(
        f"rollover 2020-21 {_TODAY}",
        before="mkdir plan/2020-21; echo Ours > plan/2020-21/README.md",
    ),
    "init": Command("init new --title P --organisation O --year 2025-26 --priority Help"),
    "demo": Command("demo d", also="git -C d log --format=%s"),
    "demo in a folder": Command("demo d", before="mkdir d"),
    "site": Command(f"report --format site --output site {_TODAY}"),
    "site again": Command(
        f"report --format site --output site {_TODAY}",
        before=f"planctl report --format site --output site {_TODAY};"
        f" planctl update 3.2 -q Q2 --rag amber {_TODAY}",
    ),
    "report": Command(f"report --output r.html {_TODAY}", before="echo '<!doctype html>' > r.html"),
    "git setup": Command(
        "git setup",
        also="git config --list --local | grep planctl; cat .git/hooks/pre-commit; true",
    ),
    "ci": Command(
        "ci github --install"
        " git+https://git.example.org/planctl.git@0123456789012345678901234567890123456789"
    ),
    "codeowners": Command(
        "codeowners",
        before="printf 'leads:\\n  Permanence:\\n    post: Head\\n    handle: \"@council/all\"\\n'"
        " >> plan/2019-20/plan.yaml",
    ),
    "set": Command(f'set 3.2 owner="Head of Permanence" source=Ofsted {_TODAY}'),
    "set plan": Command('set plan title="A New Plan" glossary.DMT="The team"'),
    "remove": Command("remove 3.2", done="there is no action '3.2'"),
    "remove a measure": Command("remove 3.2 measures.1", done="there is no entry 1"),
    "renumber": Command("renumber 3.2 3.3", done="there is no action '3.2'"),
    "renumber what goes on": Command(
        f"renumber 3.2 3.3 --plan 2019-20 {_TODAY}",
        before=f"planctl rollover 2020-21 {_TODAY}",
        seen="warning[supersedes]",
        done="there is no action '3.2'",
    ),
    "undo": Command(
        "undo",
        before=f"planctl update 3.1 3.2 -q Q2 --rag amber {_TODAY}",
        done="no change of planctl's is known",
    ),
    "decide": Command(
        f"reschedule 3.2 --agreed-by Board {_TODAY}",
        before=f"planctl reschedule 3.2 --due 2020-09 --reason R {_TODAY}",
    ),
}


@pytest.fixture(scope="module", autouse=True)
def _faults_can_be_made() -> None:
    reason = unsupported()
    if reason and os.environ.get("CI") == "true" and "only" not in reason:
        pytest.fail(reason)
    if reason:
        pytest.skip(reason)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for projects; the one that is copied is in it."""
    return tmp_path_factory.mktemp("projects")


@pytest.mark.parametrize("name", COMMANDS)
def test_whatever_fails_nothing_is_missing_unseen_and_the_next_run_does_it(
    name: str, folder: Path
) -> None:
    command, calls = COMMANDS[name], _ordinary(name, folder).calls
    moments = [at for at, call in enumerate(calls) if _changes(call)]
    chosen = moments if _LONG else moments[:: max(1, len(moments) // _MOMENTS)]
    errors = list(islice(cycle(_FAULTS), len(COMMANDS) + len(chosen)))[list(COMMANDS).index(name) :]
    for at, turn in zip(chosen, errors, strict=False):
        for error in _FAULTS if _LONG else (turn,):
            project = _project(folder, name, f"{at}-{error}")
            failed = _run(command, project, Fault(at, error))
            if error and not calls[at].startswith("openat"):  # it may have been read in vain
                assert failed.status in (Exit.DONE, Exit.FAILED), failed
            if error:
                assert "Traceback" not in failed.output, failed
            _assert_the_next_run_does_it(name, folder, project, str(failed))


def test_killed_at_any_moment_the_next_run_does_it(folder: Path) -> None:
    seed = os.environ.get("SEED", "1")
    chance = random.Random(seed)  # noqa: S311 - it hides nothing
    for kill in range(_KILLS):
        name = chance.choice(list(COMMANDS))
        project = _project(folder, name, f"kill-{kill}")
        after = chance.random() * _duration(name, folder)
        _killed(COMMANDS[name], project, after)
        _assert_the_next_run_does_it(name, folder, project, f"{name}: {kill} {after}")


def _assert_the_next_run_does_it(name: str, folder: Path, project: Path, told: str) -> None:
    command = COMMANDS[name]
    now, before, after = _state(project, name), *_states(name, folder)
    both = {**_plan(before), **_plan(after)}  # one that is to be removed may still be there
    if _plan(now) not in (_plan(before), _plan(after), both):
        said = printed(f"planctl check {_TODAY}", project)
        assert command.seen in said or "[exit status 1]" in said, (said, told)
    said = printed(f"planctl {command.line}", project)
    was_done = _plan(now) == _plan(after) and command.done and command.done in said
    assert "[exit status" not in said or was_done, (said, told)
    assert _state(project, name) == after, told
    assert was_done or _strays(project) == [], told  # what is refused sweeps nothing


def _plan(state: State) -> State:
    return {path: raw for path, raw in state.items() if "plan/" in path}


def _killed(command: Command, project: Path, after: float) -> None:
    """Run a command, and kill it some seconds later if it has not ended."""
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb") as output:
        pid = begin(split(command.line), project, ENVIRON, writing)
        os.close(writing)
        while Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2][1] != "T":
            time.sleep(0.001)
        os.kill(pid, signal.SIGCONT)
        time.sleep(after)
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        output.read()
    _wait_for_git(project)


def _wait_for_git(project: Path) -> None:
    """Wait until what planctl had asked of git is done: git is not killed."""
    until = time.monotonic() + 5
    while any(project.rglob(".git/**/*.lock")) and time.monotonic() < until:
        time.sleep(0.01)


def _run(command: Command, project: Path, fault: Fault | None = None) -> Run:
    run = run_planctl(split(command.line), project, fault, cwd=project, environ=ENVIRON)
    _wait_for_git(project)
    return run


@cache
def _ordinary(name: str, folder: Path) -> Run:
    """Return how a command ends when nothing goes wrong."""
    ordinary = _run(COMMANDS[name], _project(folder, name, "ordinary"))
    assert ordinary.status == Exit.DONE, ordinary
    return ordinary


@cache
def _duration(name: str, folder: Path) -> float:
    """Return how long a command takes, in seconds."""
    project = _project(folder, name, "timed")
    begun = time.monotonic()
    printed(f"planctl {COMMANDS[name].line}", project)
    return time.monotonic() - begun


@cache
def _states(name: str, folder: Path) -> tuple[State, State]:
    """Return what there is before a command, and what after it."""
    _ordinary(name, folder)
    project = _project(folder, name, "before")
    return _state(project, name), _state(folder / f"{name}-ordinary", name)


@cache
def _template(name: str, folder: Path) -> Path:
    template = folder / f"{name}-template"
    plan = template / "plan" / "2019-20"
    plan.mkdir(parents=True)
    (plan / "plan.yaml").write_bytes(HEADER)
    for number in ("3.1", "3.2"):
        text = ACTION.replace("3.2", number).replace("PLACEMENT", f"PLACEMENT {number[-1]}")
        text = text.replace("  - Placements that ended early\n", _MEASURE)
        (plan / f"{number}.yaml").write_text(text.replace("lead:", "due: 2020-03\nlead:"))
    start = "git init -q -b main; git add .; git commit -qm Plan; "
    said = printed(start + COMMANDS[name].before, template)
    assert "exit status" not in said, said
    return template


def _project(folder: Path, name: str, number: str) -> Path:
    """Return a new project that is ready for a command."""
    return copytree(_template(name, folder), folder / f"{name}-{number}", symlinks=True)


def _state(project: Path, name: str) -> State:
    """Return the files of a project, and what else its command changes."""
    return {**_files(project), "also": printed(COMMANDS[name].also, project).encode()}


def _files(folder: Path) -> dict[str, bytes]:
    return {
        str(each.relative_to(folder)): each.read_bytes()
        for each in folder.rglob("*")
        if each.is_file() and not {".git", ".planctl"} & set(each.relative_to(folder).parts)
        if ".tmp" not in str(each.relative_to(folder))
    }


def _strays(project: Path) -> list[Path]:
    return [each for each in project.rglob("*") if each.name == "journal" or each.suffix == ".tmp"]


def _changes(call: str) -> bool:
    """Return whether a call may change something."""
    name, _, path = call.partition(" ")
    return name not in _LOOKS and (name != "openat" or ".tmp" in path or ".planctl" in path)
