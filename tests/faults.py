"""Faults at the level of system calls: a program is killed, or is told that a call has failed.

Linux on x86-64 only. A tracer in plain ptrace counts the calls by which a program touches a
folder, from the first on, and does harm at the n-th.
"""

import ctypes
import os
import platform
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from forks import begin

_SEIZE, _SYSCALL, _GETREGS, _SETREGS, _PEEKUSER = 0x4206, 24, 12, 13, 3
_TRACESYSGOOD, _EXITKILL = 0x1, 0x100000
_AT_SYSCALL = signal.SIGTRAP | 0x80
_EVENT_STOP = 128
_WALL = 0x40000000
STOP = "import os, signal; os.kill(os.getpid(), signal.SIGSTOP)"
"""What a program in Python says where it is to be followed from: after its imports, say."""

_NR = 15 * 8
_AT_FDCWD = -100
_PATH_BYTES = 4096


class Call(NamedTuple):
    """A system call's name, and which of its arguments are descriptors, paths, or both together."""

    name: str
    descriptor: int | None = None
    paths: tuple[tuple[int | None, int], ...] = ()


def _on_descriptor(name: str) -> Call:
    return Call(name, descriptor=0)


def _on_path(name: str) -> Call:
    return Call(name, paths=((None, 0),))


CALLS: Mapping[int, Call] = {
    0: _on_descriptor("read"),
    1: _on_descriptor("write"),
    2: _on_path("open"),
    3: _on_descriptor("close"),
    4: _on_path("stat"),
    5: _on_descriptor("fstat"),
    6: _on_path("lstat"),
    8: _on_descriptor("lseek"),
    16: _on_descriptor("ioctl"),
    17: _on_descriptor("pread64"),
    18: _on_descriptor("pwrite64"),
    20: _on_descriptor("writev"),
    21: _on_path("access"),
    72: _on_descriptor("fcntl"),
    73: _on_descriptor("flock"),
    74: _on_descriptor("fsync"),
    75: _on_descriptor("fdatasync"),
    76: _on_path("truncate"),
    77: _on_descriptor("ftruncate"),
    82: Call("rename", paths=((None, 0), (None, 1))),
    83: _on_path("mkdir"),
    84: _on_path("rmdir"),
    86: Call("link", paths=((None, 0), (None, 1))),
    87: _on_path("unlink"),
    88: Call("symlink", paths=((None, 1),)),
    89: _on_path("readlink"),
    90: _on_path("chmod"),
    91: _on_descriptor("fchmod"),
    92: _on_path("chown"),
    93: _on_descriptor("fchown"),
    94: _on_path("lchown"),
    217: _on_descriptor("getdents64"),
    257: Call("openat", paths=((0, 1),)),
    258: Call("mkdirat", paths=((0, 1),)),
    260: Call("fchownat", paths=((0, 1),)),
    262: Call("newfstatat", paths=((0, 1),)),
    263: Call("unlinkat", paths=((0, 1),)),
    264: Call("renameat", paths=((0, 1), (2, 3))),
    265: Call("linkat", paths=((0, 1), (2, 3))),
    267: Call("readlinkat", paths=((0, 1),)),
    268: Call("fchmodat", paths=((0, 1),)),
    269: Call("faccessat", paths=((0, 1),)),
    280: Call("utimensat", paths=((0, 1),)),
    316: Call("renameat2", paths=((0, 1), (2, 3))),
    332: Call("statx", paths=((0, 1),)),
    437: Call("openat2", paths=((0, 1),)),
    439: Call("faccessat2", paths=((0, 1),)),
}


class _Registers(ctypes.Structure):
    """The registers of a process, in the order in which ptrace gives them."""

    _fields_ = tuple(
        (name, ctypes.c_ulonglong)
        for name in [
            "r15",
            "r14",
            "r13",
            "r12",
            "rbp",
            "rbx",
            "r11",
            "r10",
            "r9",
            "r8",
            "rax",
            "rcx",
            "rdx",
            "rsi",
            "rdi",
            "orig_rax",
            "rip",
            "cs",
            "eflags",
            "rsp",
            "ss",
            "fs_base",
            "gs_base",
            "ds",
            "es",
            "fs",
            "gs",
        ]
    )

    def argument(self, index: int) -> int:
        """Return an argument of the system call that is being made."""
        value: int = getattr(self, ("rdi", "rsi", "rdx", "r10", "r8", "r9")[index])
        return value


class Fault(NamedTuple):
    """What is done at which call, counted from 0: an error number is returned, or a signal sent."""

    at: int
    error: int = 0
    signal: int = signal.SIGKILL


class Run(NamedTuple):
    """How a traced program ended, what it printed, and the calls that it made on the folder."""

    status: int
    output: str
    calls: tuple[str, ...]


def run(
    command: Sequence[str],
    folder: Path,
    fault: Fault | None = None,
    *,
    cwd: Path,
    environ: Mapping[str, str],
) -> Run:
    """Run a command and do it one harm where it touches the folder, or none to count its calls.

    It stops itself where it is to be followed from.
    """
    with subprocess.Popen(
        command,
        cwd=cwd,
        env=dict(environ),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as program:
        tracer = _Tracer(program.pid, os.path.realpath(folder), fault)
        os.waitpid(program.pid, os.WUNTRACED)
        program.returncode = tracer.followed()
        assert program.stdout
        output = program.stdout.read().decode(errors="replace")
    return Run(program.returncode, output, tuple(tracer.calls))


def run_planctl(
    arguments: Sequence[str],
    folder: Path,
    fault: Fault | None = None,
    *,
    cwd: Path,
    environ: Mapping[str, str],
) -> Run:
    """Run planctl as `run` runs a command, followed from where it has imported what it needs."""
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb") as output:
        try:
            pid = begin(arguments, cwd, environ, writing)
        finally:
            os.close(writing)
        tracer = _Tracer(pid, os.path.realpath(folder), fault)
        status = tracer.followed()
        return Run(status, output.read().decode(errors="replace"), tuple(tracer.calls))


def unsupported() -> str:
    """Return why faults cannot be made on this machine, "" if they can."""
    if sys.platform != "linux" or platform.machine() != "x86_64":
        return "faults are made on Linux on x86-64 only"
    try:
        run(["sh", "-c", "kill -STOP $$"], Path("/"), cwd=Path("/"), environ={"PATH": os.defpath})
    except PermissionError:
        return "this machine lets no program trace another"
    return ""


class _Tracer:
    """One program that is being traced, from a stop before it begins to its end."""

    def __init__(self, pid: int, folder: str, fault: Fault | None) -> None:
        self._pid, self._fault = pid, fault
        self._folder = folder
        self._within = folder.rstrip("/") + "/"
        self.calls: list[str] = []

    def followed(self) -> int:
        """Follow the program to its end and return its status, negative if a signal ended it.

        It has stopped itself, or is about to.
        """
        try:
            _ptrace(_SEIZE, self._pid, 0, _TRACESYSGOOD | _EXITKILL)
        except OSError:
            os.kill(self._pid, signal.SIGKILL)
            raise
        entering = True
        failing = 0
        while True:
            _, status = os.waitpid(self._pid, _WALL)
            if not os.WIFSTOPPED(status):
                return os.waitstatus_to_exitcode(status)
            passed_on = 0
            if os.WSTOPSIG(status) == _AT_SYSCALL:
                if entering:
                    failing = self._entered()
                elif failing:
                    self._fail(failing)
                    failing = 0
                entering = not entering
            elif status >> 16 != _EVENT_STOP:
                passed_on = os.WSTOPSIG(status)
            self._resume(passed_on)

    def _entered(self) -> int:
        """Note a call that is about to be made; return the error it is to fail with, if any."""
        number = ctypes.c_long(_ptrace(_PEEKUSER, self._pid, _NR, 0)).value
        call = CALLS.get(number)
        if not call or (call.descriptor is not None and not self.calls):
            return 0
        registers = _Registers()
        _ptrace(_GETREGS, self._pid, 0, ctypes.addressof(registers))
        touched = self._touched(call, registers)
        if touched is None:
            return 0
        self.calls.append(f"{call.name} {touched}")
        if not self._fault or len(self.calls) - 1 != self._fault.at:
            return 0
        if self._fault.error:
            registers.orig_rax = ctypes.c_ulonglong(-1).value
            _ptrace(_SETREGS, self._pid, 0, ctypes.addressof(registers))
            return self._fault.error
        os.kill(self._pid, self._fault.signal)
        return 0

    def _fail(self, error: int) -> None:
        """Have a call that was not made return an error."""
        registers = _Registers()
        _ptrace(_GETREGS, self._pid, 0, ctypes.addressof(registers))
        registers.rax = ctypes.c_ulonglong(-error).value
        _ptrace(_SETREGS, self._pid, 0, ctypes.addressof(registers))

    def _resume(self, passed_on: int) -> None:
        try:
            _ptrace(_SYSCALL, self._pid, 0, passed_on)
        except ProcessLookupError:  # it was killed at this stop
            return

    def _touched(self, call: Call, registers: _Registers) -> str | None:
        """Return the path within the folder that a call touches, None if it touches none."""
        if call.descriptor is not None:
            return self._inside(self._opened(registers.argument(call.descriptor)))
        for base, argument in call.paths:
            start = None if base is None else registers.argument(base)
            path = self._text(registers.argument(argument))
            touched = self._inside(self._joined(start, path))
            if touched is not None:
                return touched
        return None

    def _inside(self, path: str) -> str | None:
        if path == self._folder:
            return "."
        return path.removeprefix(self._within) if path.startswith(self._within) else None

    def _joined(self, descriptor: int | None, path: str) -> str:
        if path.startswith("/"):
            return os.path.normpath(path)
        start = ctypes.c_int(_AT_FDCWD if descriptor is None else descriptor).value
        base = self._link("cwd") if start == _AT_FDCWD else self._opened(start)
        return os.path.normpath(f"{base}/{path}")

    def _opened(self, descriptor: int) -> str:
        return self._link(f"fd/{ctypes.c_int(descriptor).value}")

    def _link(self, name: str) -> str:
        try:
            return str(Path(f"/proc/{self._pid}/{name}").readlink()).removesuffix(" (deleted)")
        except OSError:
            return ""

    def _text(self, address: int) -> str:
        """Return the path at an address of the program's memory."""
        try:
            with Path(f"/proc/{self._pid}/mem").open("rb", buffering=0) as memory:
                memory.seek(address)
                raw = memory.read(_PATH_BYTES)
        except (OSError, ValueError):
            return ""
        return os.fsdecode(raw.split(b"\0")[0])


@cache
def _libc() -> ctypes.CDLL:
    libc = ctypes.CDLL(None, use_errno=True)
    libc.ptrace.argtypes = (ctypes.c_long, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
    libc.ptrace.restype = ctypes.c_long
    return libc


def _ptrace(request: int, pid: int, address: int, data: int) -> int:
    ctypes.set_errno(0)
    answer: int = _libc().ptrace(request, pid, address, data)
    error = ctypes.get_errno()
    if error:
        raise OSError(error, os.strerror(error))
    return answer
