"""Whatever system call fails, and wherever a run is stopped, every plan file is whole."""

import contextlib
import os
import signal
import sys
from collections.abc import Iterator
from errno import EACCES, EINTR, EIO, ENOSPC
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from faults import STOP, Fault, Run, run, run_planctl, unsupported
from planctl.cli.app import run as planctl
from planctl.problem import Exit
from planctl.store.write import rewrite
from plans import ACTION, HEADER

pytestmark = pytest.mark.slow

_LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
_TESTS = Path(__file__).parents[1]
_FOLDER = "plan/2019-20"
_OLD = ACTION.encode()
_NEW = ACTION.replace("  Q2:\n    rag:", "  Q2:\n    rag: amber").encode()
_PARTS = 2
_INTERRUPTED = 130
_ERRORS = (ENOSPC, EIO, EACCES, EINTR)
_LOOKS = frozenset(
    {
        *("stat", "lstat", "fstat", "newfstatat", "statx", "readlink", "readlinkat"),
        *("access", "faccessat", "faccessat2", "read", "pread64", "lseek", "getdents64"),
    }
)
"""The calls that change nothing, not even what the program has open."""

_ENVIRON = {
    "PATH": os.environ.get("PATH", os.defpath),
    "PYTHONPATH": str(_TESTS.parent / "src"),
}


class Change(NamedTuple):
    """The arguments of planctl, or of a program, the files that it changes, and if it is first."""

    arguments: tuple[str, ...]
    names: tuple[str, ...]
    first: bool
    program: str = ""


def _change(*names: str, first: bool) -> Change:
    ids = (name.removesuffix(".yaml") for name in names)
    setting = ("--quarter", "Q2", "--rag", "amber", "--plan", _FOLDER)
    return Change(("update", *ids, *setting), names, first)


ONE = _change("3.1.yaml", first=True)
TWO = _change("3.1.yaml", "3.2.yaml", first=False)


@pytest.fixture(scope="module", autouse=True)
def _faults_can_be_made() -> None:
    reason = unsupported()
    if reason and os.environ.get("CI") == "true" and "only" not in reason:
        pytest.fail(reason)
    if reason:
        pytest.skip(reason)


@pytest.mark.parametrize("part", range(_PARTS))
@pytest.mark.parametrize("change", [ONE, TWO], ids=["one file", "two files"])
def test_a_run_killed_at_any_call_leaves_whole_files_and_the_next_tidies_up(
    change: Change, part: int, tmp_path: Path
) -> None:
    for call in _moments(_ordinary(change, tmp_path))[part::_PARTS]:
        project = _project(tmp_path / str(call), change)
        killed = _run(change, project, Fault(call))
        assert killed.status == -signal.SIGKILL, killed
        assert set(_contents(project, change)) <= {_OLD, _NEW}, killed
        _assert_the_next_run_completes(change, project, killed)


def test_a_run_killed_while_it_finishes_the_one_before_leaves_that_to_the_next(
    tmp_path: Path,
) -> None:
    ordinary = _ordinary(TWO, tmp_path)
    second = [call for call, made in enumerate(ordinary) if made.startswith("rename ")][1]
    for call in _moments(ordinary)[:: 1 if _LONG else 2]:
        project = _project(tmp_path / str(call), TWO)
        _run(TWO, project, Fault(second))
        assert list(_contents(project, TWO)) == [_NEW, _OLD]
        killed = _run(TWO, project, Fault(call))
        assert set(_contents(project, TWO)) <= {_OLD, _NEW}, killed
        _assert_the_next_run_completes(TWO, project, killed)


@pytest.mark.parametrize("part", range(_PARTS))
@pytest.mark.parametrize("change", [ONE, TWO], ids=["one file", "two files"])
def test_any_call_may_fail_and_the_files_are_whole_and_the_message_plain(
    change: Change, part: int, tmp_path: Path
) -> None:
    for call in range(part, len(_ordinary(change, tmp_path)), _PARTS):
        for error in _ERRORS if _LONG else (_ERRORS[call // _PARTS % len(_ERRORS)],):
            project = _project(tmp_path / f"{call}-{error}", change)
            failed = _run(change, project, Fault(call, error))
            contents = set(_contents(project, change))
            assert failed.status in (Exit.DONE, Exit.FAILED), failed
            assert "Traceback" not in failed.output, failed
            assert contents in ({_NEW}, *([{_OLD}, {_OLD, _NEW}] if failed.status else [])), failed
            if contents == {_OLD, _NEW}:
                assert "; written: 3.1.yaml; not written: 3.2.yaml" in failed.output, failed
                _assert_the_next_run_completes(change, project, failed)
            elif _strays(project, change):
                assert failed.calls[call] == "unlink .planctl/journal", failed
                assert failed.status == Exit.DONE, failed
                _assert_the_next_run_completes(change, project, failed)


@pytest.mark.parametrize("change", [ONE, TWO], ids=["one file", "two files"])
def test_ctrl_c_at_any_call_changes_nothing_or_comes_too_late(
    change: Change, tmp_path: Path
) -> None:
    for call in range(0, len(_ordinary(change, tmp_path)), 1 if _LONG else 3):
        project = _project(tmp_path / str(call), change)
        stopped = _run(change, project, Fault(call, signal=signal.SIGINT))
        expected = {Exit.DONE: {_NEW}, _INTERRUPTED: {_OLD}}[stopped.status]
        assert set(_contents(project, change)) == expected, stopped
        assert _strays(project, change) == [], stopped


def test_a_writer_that_is_not_careful_is_found_out(tmp_path: Path) -> None:
    program = f"{STOP}; import sys; open(sys.argv[1], 'wb').write(open(sys.argv[2], 'rb').read())"
    arguments = (f"{_FOLDER}/3.1.yaml", f"{_FOLDER}/plan.yaml")
    careless = Change(arguments, ONE.names, first=True, program=program)
    found: set[bytes] = set()
    for call in range(len(_ordinary(careless, tmp_path))):
        project = _project(tmp_path / str(call), careless)
        _run(careless, project, Fault(call))
        found.update(_contents(project, careless))
    assert found == {_OLD, b"", HEADER}


def _run(change: Change, project: Path, fault: Fault | None = None) -> Run:
    folder = project / _FOLDER
    if not change.program:
        return run_planctl(change.arguments, folder, fault, cwd=project, environ=_ENVIRON)
    command = (sys.executable, "-c", change.program, *change.arguments)
    return run(command, folder, fault, cwd=project, environ=_ENVIRON)


@cache
def _ordinary(change: Change, folder: Path) -> tuple[str, ...]:
    """Return the calls that a change makes when nothing goes wrong."""
    ordinary = _run(change, _project(folder / "ordinary", change))
    assert ordinary.status == Exit.DONE, ordinary
    return ordinary.calls


def _moments(calls: tuple[str, ...]) -> list[int]:
    """Return the calls to be killed at: a kill after a mere look is like one before it."""
    before = ("nothing", *(call.split()[0] for call in calls))
    return [at for at in range(len(calls)) if _LONG or before[at] not in _LOOKS]


def _project(project: Path, change: Change) -> Path:
    folder = project / _FOLDER
    folder.mkdir(parents=True)
    (folder / "plan.yaml").write_bytes(HEADER)
    for name in change.names:
        (folder / name).write_bytes(_OLD)
        if os.geteuid() == 0:
            os.chown(folder / name, 1, 1)  # somebody else's, so that its owner is kept
    if not change.first:
        rewrite(str(folder), [], dict)
    return project


def _contents(project: Path, change: Change) -> Iterator[bytes]:
    """Yield what each file that is changed holds."""
    assert (project / _FOLDER / "plan.yaml").read_bytes() == HEADER
    for name in change.names:
        yield (project / _FOLDER / name).read_bytes()


def _strays(project: Path, change: Change) -> list[str]:
    """Return the names of files that should not be there."""
    expected = {"plan.yaml", ".planctl", *change.names}
    there = (*(project / _FOLDER).glob("*"), *(project / _FOLDER / ".planctl").glob("*"))
    return sorted({path.name for path in there} - {*expected, "lock", ".gitignore", "last-change"})


def _assert_the_next_run_completes(change: Change, project: Path, before: Run) -> None:
    with contextlib.chdir(project):
        assert planctl(change.arguments) == Exit.DONE, before
    assert set(_contents(project, change)) == {_NEW}, before
    assert _strays(project, change) == [], before
    assert (project / _FOLDER / ".planctl" / ".gitignore").read_bytes() == b"*\n", before
