"""Plan files are written whole or not at all, by one process at a time."""

import errno
import fcntl
import json
import os
import signal
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from planctl.edits.update_fields import FieldValue, set_fields
from planctl.problem import Exit, UserError
from planctl.store.replacement import sync
from planctl.store.write import create, rewrite
from planctl.text.document import MAX_BYTES, read
from plans import ACTION, HEADER
from quarters import Q2, QUARTERS
from store.test_store import unprivileged

_TESTS = Path(__file__).parents[1]
_OLD, _NEW = b"rating: old\n", b"rating: new\n"
Texts = dict[str, bytes]
_STRAY = ".{}.0123abcd.tmp"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan of three actions whose ratings are old."""
    folder = tmp_path / "plan"
    folder.mkdir()
    (folder / "plan.yaml").write_bytes(HEADER)
    for name in ("1.1.yaml", "1.2.yaml", "1.3.yaml"):
        (folder / name).write_bytes(_OLD)
    return folder


def renew(texts: Texts) -> Texts:
    return {name: raw.replace(b"old", b"new") for name, raw in texts.items()}


def refusal(
    folder: Path, *names: str, edit: Callable[[Texts], Texts] = renew, timeout: float = 10
) -> UserError:
    """Return the error with which new ratings are refused."""
    with pytest.raises(UserError) as caught:
        rewrite(str(folder), names, edit, timeout=timeout)
    assert caught.value.status == Exit.FAILED
    return caught.value


def contents(folder: Path) -> list[bytes]:
    return [(folder / f"1.{number}.yaml").read_bytes() for number in (1, 2, 3)]


def strays(folder: Path) -> list[str]:
    there = (*folder.glob(".*"), *(folder / ".planctl").glob("*"))
    return sorted({path.name for path in there} - {".planctl", ".gitignore", "lock", "last-change"})


def failing(
    function: Callable[..., object], error: int, when: Callable[..., bool] = lambda *_: True
) -> Callable[..., object]:
    """Return a function of `os` that fails when it is called with some arguments."""

    def call(*arguments: object, **options: object) -> object:
        if when(*arguments):
            raise OSError(error, os.strerror(error))
        return function(*arguments, **options)

    return call


class TestRewrite:
    def test_what_differs_is_written_and_returned(self, plan: Path) -> None:
        def edit(texts: Texts) -> Texts:
            assert texts == {"1.1.yaml": _OLD, "1.2.yaml": _OLD}
            return {"1.1.yaml": _NEW, "1.2.yaml": _OLD}

        before = (plan / "1.2.yaml").stat()
        assert rewrite(str(plan), ["1.1.yaml", "1.2.yaml"], edit) == {"1.1.yaml": _NEW}
        assert contents(plan) == [_NEW, _OLD, _OLD]
        assert (plan / "1.2.yaml").stat() == before
        assert strays(plan) == []

    def test_nothing_is_written_where_nothing_differs(self, plan: Path) -> None:
        before = (plan / "1.1.yaml").stat().st_ino
        assert rewrite(str(plan), ["1.1.yaml"], dict) == {}
        assert (plan / "1.1.yaml").stat().st_ino == before

    def test_what_the_edit_refuses_is_not_written(self, plan: Path) -> None:
        def edit(_texts: Texts) -> Texts:
            raise UserError("the quarter is closed", status=Exit.FAILED)

        assert refusal(plan, "1.1.yaml", edit=edit).message == "the quarter is closed"
        assert contents(plan) == [_OLD] * 3

    def test_no_more_is_written_than_can_be_read_again(self, plan: Path) -> None:
        said = refusal(plan, "1.1.yaml", edit=lambda _: {"1.1.yaml": b"#" * (MAX_BYTES + 1)})
        assert said.message == f"{plan}/1.1.yaml would be larger than 256 KB; nothing was written"
        rewrite(str(plan), ["1.1.yaml"], lambda _: {"1.1.yaml": b"#" * MAX_BYTES})

    def test_a_windows_file_keeps_its_line_ends(self, plan: Path) -> None:
        raw = ("\ufeff" + ACTION.replace("\n", "\r\n")).encode()
        (plan / "3.2.yaml").write_bytes(raw)

        def edit(texts: Texts) -> Texts:
            document, _ = read("3.2.yaml", texts["3.2.yaml"])
            assert document
            return {"3.2.yaml": set_fields(document, [FieldValue(Q2, "rag", "red")]).encoded()}

        rewrite(str(plan), ["3.2.yaml"], edit)
        expected = raw.replace(b"  Q2:\r\n    rag:", b"  Q2:\r\n    rag: red")
        assert (plan / "3.2.yaml").read_bytes() == expected

    @pytest.mark.parametrize("mode", [0o640, 0o600, 0o664, 0o755])
    def test_a_file_keeps_its_mode_and_owner(self, plan: Path, mode: int) -> None:
        path = plan / "1.1.yaml"
        path.chmod(mode)
        owner = (12345, 23456) if os.geteuid() == 0 else (os.geteuid(), path.stat().st_gid)
        os.chown(path, *owner)
        rewrite(str(plan), ["1.1.yaml"], renew)
        after = path.stat()
        assert (stat.S_IMODE(after.st_mode), after.st_uid, after.st_gid) == (mode, *owner)

    @pytest.mark.parametrize(("allowed", "asked"), [({-1}, [7, -1]), (set(), [7, -1]), ({7}, [7])])
    def test_an_owner_that_cannot_be_kept_is_not_insisted_on(
        self, plan: Path, monkeypatch: pytest.MonkeyPatch, allowed: set[int], asked: list[int]
    ) -> None:
        fstat, tried = os.fstat, []

        def owned(descriptor: int) -> SimpleNamespace:
            real = fstat(descriptor)
            names = [name for name in dir(real) if name.startswith("st_")]
            status = SimpleNamespace(**{name: getattr(real, name) for name in names})
            mine = str(Path(f"/proc/self/fd/{descriptor}").readlink()).endswith(".tmp")
            status.st_uid = 8 if mine else 7
            return status

        def fchown(_descriptor: int, owner: int, _group: int) -> None:
            tried.append(owner)
            if owner not in allowed:
                raise PermissionError(errno.EPERM, "no")

        monkeypatch.setattr(os, "fstat", owned)
        monkeypatch.setattr(os, "fchown", fchown)
        rewrite(str(plan), ["1.1.yaml"], renew)
        assert contents(plan)[0] == _NEW
        assert tried == asked

    def test_a_link_within_the_plan_stays_and_what_it_leads_to_changes(self, plan: Path) -> None:
        (plan / "shared").mkdir()
        (plan / "1.1.yaml").rename(plan / "shared" / "text")
        (plan / "1.1.yaml").symlink_to("shared/text")
        rewrite(str(plan), ["1.1.yaml", "1.2.yaml"], renew)
        assert contents(plan) == [_NEW, _NEW, _OLD]
        assert (plan / "1.1.yaml").is_symlink()
        assert strays(plan) == []

    def test_a_link_that_leaves_the_plan_is_refused(self, plan: Path, tmp_path: Path) -> None:
        (plan / "1.1.yaml").rename(tmp_path / "outside")
        (plan / "1.1.yaml").symlink_to("../outside")
        said = refusal(plan, "1.1.yaml").message
        assert said == f"{plan}/1.1.yaml is a link that leaves the plan's folder"
        assert (tmp_path / "outside").read_bytes() == _OLD

    def test_one_file_under_two_names_is_refused(self, plan: Path) -> None:
        (plan / "1.2.yaml").unlink()
        (plan / "1.2.yaml").symlink_to("1.1.yaml")
        said = refusal(plan, "1.1.yaml", "1.2.yaml").message
        assert said.startswith(f"{plan}/1.2.yaml and {plan}/1.1.yaml are one file, by a link;")
        assert contents(plan) == [_OLD] * 3

    def test_a_read_only_file_is_refused(self, plan: Path) -> None:
        (plan / "1.2.yaml").chmod(0o444)
        said = refusal(plan, "1.1.yaml", "1.2.yaml").message
        assert said == f"{plan}/1.2.yaml is read-only; nothing was written"
        assert contents(plan) == [_OLD] * 3

    def test_a_read_only_file_that_is_only_read_is_not_in_the_way(self, plan: Path) -> None:
        (plan / "1.2.yaml").chmod(0o444)
        edited = rewrite(str(plan), ["1.1.yaml", "1.2.yaml"], lambda _: {"1.1.yaml": _NEW})
        assert edited == {"1.1.yaml": _NEW}

    def test_a_folder_that_may_not_be_written_is_refused(self) -> None:
        with unprivileged() as folder:
            (folder / "1.1.yaml").write_bytes(_OLD)
            folder.chmod(0o500)
            error = refusal(folder, "1.1.yaml")
        assert error.message == (
            f"{folder} cannot be written: permission is refused; nothing was written"
        )
        assert error.hint == "ask whoever looks after the folder for permission"

    def test_somebody_elses_file_is_refused_by_who_may_not_write_it(self) -> None:
        with unprivileged() as folder:
            (folder / "1.1.yaml").write_bytes(_OLD)
            (folder / "1.1.yaml").chmod(0o420)
            said = refusal(folder, "1.1.yaml").message
            assert (folder / "1.1.yaml").read_bytes() == _OLD
        assert said == f"{folder}/1.1.yaml is read-only; nothing was written"

    @pytest.mark.parametrize(
        ("number", "said"),
        [
            (errno.ENOSPC, "the disk is full; nothing was written"),
            (errno.EIO, "the disk reports an error; nothing was written"),
            (errno.EROFS, "the disk is read-only; nothing was written"),
        ],
    )
    def test_a_disk_that_fails_keeps_the_old_file(
        self, plan: Path, monkeypatch: pytest.MonkeyPatch, number: int, said: str
    ) -> None:
        rewrite(str(plan), [], dict)
        full = failing(os.write, number, lambda _descriptor, raw: bytes(raw) == _NEW)
        monkeypatch.setattr(os, "write", full)
        message = refusal(plan, "1.1.yaml", "1.2.yaml").message
        assert message == f"{plan}/1.1.yaml cannot be written: {said}"
        assert contents(plan) == [_OLD] * 3
        assert strays(plan) == []

    def test_a_disk_may_take_a_file_in_pieces(
        self, plan: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write = os.write
        monkeypatch.setattr(os, "write", lambda descriptor, raw: write(descriptor, raw[:5]))
        rewrite(str(plan), ["1.1.yaml"], renew)
        assert contents(plan)[0] == _NEW

    def test_a_file_that_cannot_be_moved_keeps_the_old_one(
        self, plan: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(os, "replace", failing(os.replace, errno.EIO))
        assert "nothing was written" in refusal(plan, "1.1.yaml", "1.2.yaml").message
        assert contents(plan) == [_OLD] * 3
        assert strays(plan) == []

    def test_a_disk_that_does_not_confirm_is_said_to(
        self, plan: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def is_folder(descriptor: int) -> bool:
            return stat.S_ISDIR(os.fstat(descriptor).st_mode)

        monkeypatch.setattr(os, "fsync", failing(os.fsync, errno.EIO, is_folder))
        said = refusal(plan, "1.1.yaml").message
        assert said == (
            "the disk did not confirm what was written to 1.1.yaml: the disk reports an error"
        )
        assert contents(plan)[0] == _NEW

    def test_a_disk_that_confirms_no_folder_is_good_enough(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(os, "fsync", failing(os.fsync, errno.EINVAL))
        sync(str(tmp_path))

    def test_it_works_beside_the_main_thread(self, plan: Path) -> None:
        thread = threading.Thread(target=rewrite, args=(str(plan), ["1.1.yaml"], renew))
        thread.start()
        thread.join()
        assert contents(plan)[0] == _NEW

    def test_ctrl_c_does_nothing_once_something_is_written(self, plan: Path) -> None:
        before = signal.getsignal(signal.SIGINT)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            rewrite(str(plan), ["1.1.yaml"], lambda _texts: {})
            with pytest.raises(KeyboardInterrupt):
                signal.raise_signal(signal.SIGINT)
            rewrite(str(plan), ["1.1.yaml"], renew)
            signal.raise_signal(signal.SIGINT)
        finally:
            signal.signal(signal.SIGINT, before)

    def test_it_needs_none_of_the_slow_libraries(self) -> None:
        slow = "{'json', 'pathlib', 'shutil', 'signal', 'subprocess', 'tempfile', 'hashlib'}"
        program = (
            "import sys, planctl.text.document; before = set(sys.modules);"
            "import planctl.store.write;"
            f"print({slow} & (set(sys.modules) - before))"
        )
        command = [sys.executable, "-c", program]
        environ = {"PYTHONPATH": str(_TESTS.parent / "src")}
        done = subprocess.run(command, env=environ, capture_output=True, text=True, check=True)
        assert done.stdout.strip() == "set()"


class TestOtherPrograms:
    def test_a_change_made_meanwhile_is_kept(self, plan: Path) -> None:
        seen = []

        def edit(texts: Texts) -> Texts:
            seen.append(texts["1.1.yaml"])
            if len(seen) == 1:
                (plan / "1.1.yaml").write_bytes(_OLD + b"title: theirs\n")
            return renew(texts)

        rewrite(str(plan), ["1.1.yaml"], edit)
        assert seen == [_OLD, _OLD + b"title: theirs\n"]
        assert contents(plan)[0] == _NEW + b"title: theirs\n"
        assert strays(plan) == []

    @pytest.mark.parametrize("names", [("1.1.yaml",), ("1.2.yaml", "1.1.yaml")])
    def test_a_file_that_never_rests_is_left_alone(
        self, plan: Path, names: tuple[str, ...]
    ) -> None:
        theirs: list[bytes] = []

        def edit(texts: Texts) -> Texts:
            theirs.append(_OLD + b"# saved\n" * (len(theirs) + 1))
            (plan / "1.1.yaml").write_bytes(theirs[-1])
            return renew(texts)

        said = refusal(plan, *names, edit=edit).message
        assert said == (f"{plan}/1.1.yaml is being changed by another program; nothing was written")
        assert len(theirs) == 3
        assert contents(plan) == [theirs[-1], _OLD, _OLD]
        assert strays(plan) == []

    @pytest.mark.slow
    def test_eight_at_once_lose_nothing(self, plan: Path) -> None:
        (plan / "3.2.yaml").write_text(ACTION)
        program = [sys.executable, str(_TESTS / "rewriting.py"), str(plan), "3.2.yaml"]
        environ = {**os.environ, "PYTHONPATH": str(_TESTS.parent / "src")}
        each = [
            (quarter.key, field) for quarter in QUARTERS for field in ("headline", "commentary")
        ]
        values = [f"Number {number}." for number in range(1, 26)]
        running = [
            subprocess.Popen(
                [*program, quarter, field, *values], env=environ, stdout=subprocess.PIPE, text=True
            )
            for quarter, field in each
        ]
        assert [(one.communicate()[0], one.returncode) for one in running] == [("", 0)] * 8
        document, _ = read("3.2.yaml", (plan / "3.2.yaml").read_bytes())
        assert document
        updates: Any = document.data["updates"]
        assert {updates[quarter][field].strip() for quarter, field in each} == {values[-1]}
        assert strays(plan) == []


class TestLock:
    def test_a_lock_that_is_held_is_waited_for_and_its_holder_named(self, plan: Path) -> None:
        rewrite(str(plan), [], dict)
        with (plan / ".planctl" / "lock").open("r+b") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            said = refusal(plan, "1.1.yaml", timeout=0.05).message
            assert said == (
                f"{plan} is being changed by another planctl (process {os.getpid()});"
                " nothing was written"
            )
            lock.truncate(0)
            said = refusal(plan, "1.1.yaml", timeout=0).message
            assert said == f"{plan} is being changed by another planctl; nothing was written"
            threading.Timer(0.05, fcntl.flock, (lock, fcntl.LOCK_UN)).start()
            rewrite(str(plan), ["1.1.yaml"], renew)
        assert contents(plan)[0] == _NEW

    def test_git_never_sees_it(self, plan: Path) -> None:
        git = ["git", "-C", str(plan)]
        subprocess.run([*git, "init", "--quiet"], check=True)
        subprocess.run([*git, "add", "--all"], check=True)
        rewrite(str(plan), [], dict)
        listed = [*git, "ls-files", "--others", "--exclude-standard"]
        assert subprocess.run(listed, check=True, capture_output=True).stdout == b""

    def test_whoever_may_write_to_the_plan_may_lock_it(self, plan: Path) -> None:
        plan.chmod(0o2775)
        rewrite(str(plan), [], dict)
        modes = [stat.S_IMODE(path.stat().st_mode) for path in (plan, plan / ".planctl")]
        assert modes == [0o2775] * 2
        assert stat.S_IMODE((plan / ".planctl" / "lock").stat().st_mode) == 0o664

    @pytest.mark.parametrize("name", [".planctl", ".planctl/lock", ".planctl/journal"])
    def test_a_link_in_its_place_is_not_followed(
        self, plan: Path, tmp_path: Path, name: str
    ) -> None:
        outside = tmp_path / "outside"
        outside.mkdir()
        (outside / "lock").write_bytes(b"precious")
        if "/" in name:
            (plan / ".planctl").mkdir()
            outside = outside / "lock"
        (plan / name).symlink_to(outside)
        assert refusal(plan, "1.1.yaml").message.endswith("; nothing was written")
        assert (tmp_path / "outside" / "lock").read_bytes() == b"precious"
        assert contents(plan)[0] == _OLD

    def test_a_plan_that_is_not_there_is_said_not_to_be(self, tmp_path: Path) -> None:
        said = refusal(tmp_path / "nowhere", "1.1.yaml").message
        assert said.endswith("nowhere cannot be written: it is not there; nothing was written")


class TestAfterARunThatWasCutShort:
    @pytest.fixture
    def cut_short(self, plan: Path, monkeypatch: pytest.MonkeyPatch) -> str:
        """The message of a change to three files of which the disk let only the first be moved."""

        def not_the_first(_temporary: str, target: str) -> bool:
            return "1.1" not in target

        with monkeypatch.context() as patched:
            patched.setattr(os, "replace", failing(os.replace, errno.EIO, not_the_first))
            return refusal(plan, "1.1.yaml", "1.2.yaml", "1.3.yaml").message

    @pytest.fixture
    def said(self) -> list[str]:
        """What a run says."""
        return []

    def test_the_message_says_what_is_written_and_what_is_not(
        self, plan: Path, cut_short: str
    ) -> None:
        assert cut_short == (
            f"{plan}/1.2.yaml cannot be written: the disk reports an error;"
            " written: 1.1.yaml; not written: 1.2.yaml, 1.3.yaml"
        )
        assert contents(plan) == [_NEW, _OLD, _OLD]

    @pytest.mark.usefixtures("cut_short")
    def test_the_next_run_finishes_it_and_says_so(self, plan: Path, said: list[str]) -> None:
        rewrite(str(plan), [], dict, say=said.append)
        assert contents(plan) == [_NEW] * 3
        (message,) = said
        assert message == (
            f"an earlier change to 1.1.yaml, 1.2.yaml, 1.3.yaml in {plan} was cut short;"
            " it is finished now"
        )
        assert strays(plan) == []
        rewrite(str(plan), [], dict, say=said.append)
        assert len(said) == 1

    @pytest.mark.usefixtures("cut_short")
    def test_making_a_file_finishes_it_too(self, plan: Path) -> None:
        create(str(plan), lambda: {"1.4.yaml": _NEW})
        assert contents(plan) == [_NEW] * 3

    @pytest.mark.usefixtures("cut_short")
    def test_a_disk_that_fails_still_is_said_to(
        self, plan: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with monkeypatch.context() as patched:
            patched.setattr(os, "replace", failing(os.replace, errno.ENOSPC))
            said = refusal(plan, "1.1.yaml").message
        assert said == (
            f"an earlier change to {plan} cannot be finished: the disk is full;"
            " nothing else was written"
        )
        rewrite(str(plan), [], dict)
        assert contents(plan) == [_NEW] * 3

    @pytest.mark.usefixtures("cut_short")
    @pytest.mark.parametrize("number", [1, 2, 3])
    def test_it_is_given_up_where_somebody_has_changed_a_file_since(
        self, plan: Path, said: list[str], number: int
    ) -> None:
        (plan / f"1.{number}.yaml").write_bytes(b"rating: theirs\n")
        before = contents(plan)
        rewrite(str(plan), [], dict, say=said.append)
        assert contents(plan) == before
        left = ", ".join(f"1.{each}.yaml" for each in sorted({number, 2, 3}))
        assert said[0].endswith(f"so it was given up; not written: {left}")
        assert strays(plan) == []

    @pytest.mark.usefixtures("cut_short")
    def test_it_is_given_up_where_a_file_has_become_a_link_to_elsewhere(
        self, plan: Path, tmp_path: Path, said: list[str]
    ) -> None:
        (plan / "1.2.yaml").rename(tmp_path / "outside")
        (plan / "1.2.yaml").symlink_to("../outside")
        rewrite(str(plan), [], dict, say=said.append)
        assert "given up" in said[0]
        assert (tmp_path / "outside").read_bytes() == _OLD
        assert strays(plan) == []

    @pytest.mark.usefixtures("cut_short")
    def test_it_is_given_up_where_a_file_is_gone(self, plan: Path, said: list[str]) -> None:
        (plan / "1.3.yaml").unlink()
        rewrite(str(plan), [], dict, say=said.append)
        assert "given up" in said[0]
        assert (plan / "1.2.yaml").read_bytes() == _OLD

    @pytest.mark.usefixtures("cut_short")
    def test_a_journal_that_was_cut_short_itself_is_of_no_account(
        self, plan: Path, said: list[str]
    ) -> None:
        os.truncate(plan / ".planctl" / "journal", 40)
        rewrite(str(plan), [], dict, say=said.append)
        assert (contents(plan), said, strays(plan)) == ([_NEW, _OLD, _OLD], [], [])

    @pytest.mark.parametrize(
        "forged",
        [
            b"",
            b"[" * 100_000,
            b"{}",
            b"\xff",
            b"[1]",
            b'[["x", "plan.yaml", [1, 2, 3], null]]',
            b'[["../.1.1.yaml.0123abcd.tmp", "1.1.yaml", [1, 2, 3], null]]',
            b'[[".1.1.yaml.0123abcd.tmp", "plan.yaml", [1, 2, 3], null]]',
            b'[[".1.1.yaml.0123abcd.tmp", "1.1.yaml", null, null]]',
            b'[[".1.1.yaml.0123abcd.tmp", "1.1.yaml", [1, 2, 3], [1, 2, 3]]]',
            b'[[".1.1.yaml.0123abcd.tmp", "1.1.yaml", [1, 2, 3], null]]',
        ],
    )
    def test_a_journal_that_somebody_else_wrote_moves_nothing(
        self, plan: Path, forged: bytes
    ) -> None:
        (plan / ".planctl").mkdir()
        (plan / ".planctl" / "journal").write_bytes(forged)
        (plan / _STRAY.format("1.1.yaml")).write_bytes(b"forged")
        rewrite(str(plan), [], dict)
        assert contents(plan) == [_OLD] * 3
        assert strays(plan) == []

    def test_a_name_cannot_leave_the_folder_by_a_journal(self, plan: Path, tmp_path: Path) -> None:
        for name in (".x", "x"):
            (plan / name).mkdir()
        stray = tmp_path / "outside.0123abcd.tmp"
        stray.write_bytes(b"forged")
        status = stray.stat()
        known = [status.st_ino, status.st_size, status.st_mtime_ns]
        name = "x/../../outside"
        entry = [f".{name}.0123abcd.tmp", name, known, None]
        (plan / ".planctl").mkdir()
        (plan / ".planctl" / "journal").write_text(json.dumps([entry]))
        rewrite(str(plan), [], dict)
        assert not (tmp_path / "outside").exists()

    def test_what_a_killed_run_left_is_swept_and_nothing_else(self, plan: Path) -> None:
        ours = [_STRAY.format(name) for name in ("1.1.yaml", "10.2.3.yaml", "plan.yaml")]
        kept = [
            ".1.1.yaml.0123abcd.tmp.bak",
            ".1.1.yaml.0123ABCD.tmp",
            ".1.1.yaml.0123abc.tmp",
            ".notes.yaml.0123abcd.tmp",
            ".1.1.yaml.swp",
            "1.1.yaml.0123abcd.tmp",
        ]
        for name in (*ours, *kept):
            (plan / name).touch()
        (plan / ".1.9.yaml.0123abcd.tmp").mkdir()
        (plan / ".1.8.yaml.0123abcd.tmp").symlink_to("plan.yaml")
        rewrite(str(plan), [], dict)
        left = {path.name for path in plan.iterdir()}
        assert left & {*ours, *kept} == set(kept)
        assert {".1.9.yaml.0123abcd.tmp", ".1.8.yaml.0123abcd.tmp"} <= left


class TestCreate:
    def test_the_files_are_made(self, tmp_path: Path) -> None:
        folder = tmp_path / "2019-20"
        folder.mkdir()
        create(str(folder), lambda: {"plan.yaml": HEADER, "1.1.yaml": _NEW})
        assert (folder / "plan.yaml").read_bytes() == HEADER
        assert (folder / "1.1.yaml").read_bytes() == _NEW
        assert (folder / "1.1.yaml").stat().st_nlink == 1
        assert strays(folder) == []

    def test_a_new_file_has_the_mode_that_new_files_have(self, plan: Path) -> None:
        create(str(plan), lambda: {"1.4.yaml": _NEW})
        (plan / "1.5.yaml").touch()
        assert (plan / "1.4.yaml").stat().st_mode == (plan / "1.5.yaml").stat().st_mode

    @pytest.mark.parametrize("shape", ["file", "link", "folder"])
    def test_nothing_is_written_where_one_is_there_already(self, plan: Path, shape: str) -> None:
        path = plan / "1.5.yaml"
        if shape == "file":
            path.write_bytes(_OLD)
        if shape == "link":
            path.symlink_to("nowhere")
        if shape == "folder":
            path.mkdir()
        with pytest.raises(UserError) as caught:
            create(str(plan), lambda: {"1.4.yaml": _NEW, "1.5.yaml": _NEW})
        assert caught.value.message == (
            f"{path} cannot be made: something of that name is there already; nothing was written"
        )
        assert not (plan / "1.4.yaml").exists()

    @pytest.mark.parametrize("links", [True, False])
    def test_a_file_that_appears_meanwhile_is_not_replaced(
        self, plan: Path, monkeypatch: pytest.MonkeyPatch, links: bool
    ) -> None:
        link, lexists = os.link, os.path.lexists

        def appearing(path: str) -> bool:
            there = lexists(path)
            if not there:
                Path(path).write_bytes(b"theirs")
            return there

        monkeypatch.setattr(os.path, "lexists", appearing)
        monkeypatch.setattr(os, "link", link if links else failing(link, errno.EPERM))
        with pytest.raises(UserError, match="is there already; nothing was written"):
            create(str(plan), lambda: {"1.4.yaml": _NEW})
        assert (plan / "1.4.yaml").read_bytes() == b"theirs"
        assert strays(plan) == []

    def test_a_disk_without_hard_links_will_do(
        self, plan: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(os, "link", failing(os.link, errno.ENOTSUP))
        create(str(plan), lambda: {"1.4.yaml": _NEW, "1.5.yaml": _NEW})
        assert (plan / "1.5.yaml").read_bytes() == _NEW
        assert strays(plan) == []

    def test_one_that_is_there_as_it_is_to_be_is_left(self, plan: Path) -> None:
        before = (plan / "1.1.yaml").stat()
        create(str(plan), lambda: {"1.1.yaml": _OLD, "1.4.yaml": _NEW})
        assert (plan / "1.4.yaml").read_bytes() == _NEW
        assert (plan / "1.1.yaml").stat() == before

    def test_the_header_is_made_last(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        with monkeypatch.context() as patched:
            last = failing(os.link, errno.EIO, lambda _temporary, path: "plan.yaml" in path)
            patched.setattr(os, "link", last)
            with pytest.raises(UserError, match=r"; written: 1.4.yaml; not written: plan.yaml"):
                create(str(tmp_path), lambda: {"plan.yaml": HEADER, "1.4.yaml": _NEW})
        create(str(tmp_path), lambda: {"plan.yaml": HEADER, "1.4.yaml": _NEW})
        assert (tmp_path / "plan.yaml").read_bytes() == HEADER
        assert strays(tmp_path) == []

    def test_what_a_killed_run_left_of_any_such_file_is_swept(self, tmp_path: Path) -> None:
        (tmp_path / ".README.md.0123abcd.tmp").touch()
        create(str(tmp_path), lambda: {"README.md": b"# A plan\n"})
        assert {path.name for path in tmp_path.iterdir()} == {"README.md", ".planctl"}

    def test_several_that_are_cut_short_are_finished_by_the_next_run(
        self, plan: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with monkeypatch.context() as patched:
            second = failing(os.link, errno.EIO, lambda _temporary, path: "1.5" in path)
            patched.setattr(os, "link", second)
            with pytest.raises(UserError, match=r"; written: 1.4.yaml; not written: 1.5.yaml"):
                create(str(plan), lambda: {"1.4.yaml": _NEW, "1.5.yaml": _NEW})
        rewrite(str(plan), [], dict)
        assert (plan / "1.5.yaml").read_bytes() == _NEW
        assert strays(plan) == []
