"""A `planctl` that starts at once: each of its runs is a fork of one process that imported it.

For tests of what many commands print, in which most of the time would be importing libraries.
That a real process starts, and what it imports, other tests look at.
"""

import atexit
import gc
import os
import select
import signal
import socket
import subprocess
import sys
import traceback
from ast import literal_eval
from collections.abc import Mapping, Sequence
from contextlib import redirect_stderr
from functools import cache
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from pkgutil import walk_packages
from tempfile import mkdtemp

UNSET = frozenset(
    {"PLANCTL_PLAN", "GITHUB_ACTIONS", "COLUMNS", "NO_COLOR", "FORCE_COLOR", "PY_COLORS", "VISUAL"}
)
"""The variables of whoever runs the tests that would change what is printed, on import even."""

_EXAMPLE = Path(__file__).parents[1] / "examples" / "2025-26"
_BEFORE = (["list"], ["check"], ["report", "--format", "html"])
"""What the server does itself, so that no fork has to build the models and templates again."""

_CLIENT = """#!{python} -IS
import _socket, posix, sys
server = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
server.connect({path!r})
request = repr((sys.argv[1:], posix.getcwd(), posix.environ, False)).encode()
streams = b"".join(number.to_bytes(4, sys.byteorder) for number in range(3))
ends = [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, streams)]
server.sendmsg([len(request).to_bytes(8, "big")], ends)
server.sendall(request)
status = server.recv(1)
sys.exit(status[0] if status else 255)
"""


@cache
def program() -> Path:
    """Return the folder with the program, whose server this process has started."""
    folder = Path(mkdtemp(prefix="planctl-"))
    path = folder / "server"
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(str(path))
    listener.listen(8)
    with listener:
        server = subprocess.Popen(
            [sys.executable, __file__, str(listener.fileno())],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            pass_fds=[listener.fileno()],
            cwd=folder,
            env={name: value for name, value in os.environ.items() if name not in UNSET},
        )
    client = folder / "planctl"
    client.write_text(_CLIENT.format(python=sys.executable, path=str(path)), encoding="utf-8")
    client.chmod(0o755)
    atexit.register(_end, server, folder)
    return folder


def begin(arguments: Sequence[str], folder: Path, environ: Mapping[str, str], output: int) -> int:
    """Begin a run of planctl in a folder, and return its process; it stops itself at once.

    All that it prints goes to the descriptor `output`.
    """
    told = {os.fsencode(name): os.fsencode(text) for name, text in environ.items()}
    request = repr((list(arguments), str(folder), told, True)).encode()
    with (
        socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as server,
        Path(os.devnull).open("rb") as nothing,
    ):
        server.connect(str(program() / "server"))
        streams = [nothing.fileno(), output, output]
        socket.send_fds(server, [len(request).to_bytes(8, "big")], streams)
        server.sendall(request)
        return int.from_bytes(server.recv(4), "big")


def _end(server: "subprocess.Popen[bytes]", folder: Path) -> None:
    """End the server, which leaves when nobody can write to it any more, and its folder."""
    server.communicate()
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()


def _serve(listener: socket.socket) -> None:
    """Fork for each run that is asked for, until the process that started this one has ended."""
    package = import_module("planctl")
    for module in walk_packages(package.__path__, "planctl."):
        import_module(module.name)
    with redirect_stderr(sys.stdout):  # which is os.devnull
        for command in _BEFORE:
            sys.argv = ["planctl", *command, "--plan", str(_EXAMPLE)]
            _status()
    _save_coverage()  # or each fork would save it again
    gc.freeze()  # what is not looked at stays shared with the forks
    while listener in select.select([listener, sys.stdin], [], [])[0]:
        connection, _ = listener.accept()
        if not os.fork():
            listener.close()
            status = _run(connection)
            _save_coverage()
            os._exit(status)  # to take all that was imported apart would take most of the time
        connection.close()
        _forget_the_ended()
    _wait_for_all()


def _save_coverage() -> None:
    """Write down which lines were run, if that is measured."""
    coverage = sys.modules.get("coverage")
    measured = coverage and coverage.Coverage.current()
    if measured:
        measured.save()


def _run(connection: socket.socket) -> int:
    """Run planctl as asked, tell its exit status and return it."""
    length, streams, _, _ = socket.recv_fds(connection, 8, 3)
    with connection.makefile("rb") as asked:
        text = asked.read(int.from_bytes(length, "big")).decode()
    arguments, folder, environ, is_stopped = literal_eval(text)
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    sys.stdin = os.fdopen(0, closefd=False)
    sys.stdout, sys.stderr = map(_unbuffered, (1, 2))
    os.chdir(folder)
    os.environ.clear()
    os.environ.update({os.fsdecode(key): os.fsdecode(text) for key, text in environ.items()})
    sys.argv = ["planctl", *arguments]
    if is_stopped:
        connection.send(os.getpid().to_bytes(4, "big"))
        connection.close()
        os.kill(os.getpid(), signal.SIGSTOP)
        os._exit(_status())  # what is killed and broken is not to be counted
    status = _status()
    connection.send(bytes([status]))
    return status


def _unbuffered(number: int) -> TextIOWrapper:
    """Return a stream to write to, so that what goes to two of them is read in its order."""
    return TextIOWrapper(open(number, "wb", 0, closefd=False), write_through=True)


def _status() -> int:
    """Return the exit status of planctl, run in this process to where Python would leave."""
    try:
        status = import_module("planctl.__main__").main()
        sys.stdout.flush()
    except SystemExit as end:
        return int(end.code or 0)
    except BaseException:  # noqa: BLE001 - as Python ends a program
        traceback.print_exc()
        return 1
    return int(status)


def _forget_the_ended() -> None:
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        return


def _wait_for_all() -> None:
    try:
        while os.waitpid(-1, 0)[0]:
            pass
    except ChildProcessError:
        return


if __name__ == "__main__":
    _serve(socket.socket(fileno=int(sys.argv[1])))
