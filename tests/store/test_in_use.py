"""What killed runs left is removed, and never what is in use, or somebody's own."""

import fcntl
import json
import os
import shutil
import threading
from functools import partial
from pathlib import Path

import pytest

from planctl.problem import UserError
from planctl.store import journal, settled
from planctl.store.in_use import in_use, remove_left_over
from planctl.store.new_folder import fill, new_folder, within_folder
from planctl.store.replacement import replacing
from planctl.store.settled import settled_texts
from planctl.store.write import create, rewrite
from plans import ACTION, HEADER

_STRAY = ".{}.0123abcd.tmp"


def test_a_file_in_use_is_left_and_removed_once_it_is_not(tmp_path: Path) -> None:
    with replacing(str(tmp_path / "r.html")) as temporary:
        with replacing(str(tmp_path / "r.html")) as other:
            Path(other).write_text("theirs")
        Path(temporary).write_text("ours")
    assert (tmp_path / "r.html").read_text() == "ours"
    stray = tmp_path / _STRAY.format("r.html")
    stray.touch()
    own = [tmp_path / name for name in (_STRAY.format("x.html"), "r.html.0123abcd.tmp")]
    for each in own:
        each.touch()
    with replacing(str(tmp_path / "r.html")) as temporary:
        assert not stray.exists()
    assert all(each.exists() for each in own)


def test_a_new_folder_in_use_is_left(tmp_path: Path) -> None:
    target = tmp_path / "2020-21"
    (tmp_path / _STRAY.format("2020-21") / "x").mkdir(parents=True)
    with new_folder(str(target)) as one:
        with new_folder(str(target)) as other:
            fill(other, {"a/b": b"1"})
        shutil.rmtree(target)
        fill(one, {"plan.yaml": HEADER})
    assert [each.name for each in tmp_path.iterdir()] == ["2020-21"]
    assert (target / "plan.yaml").read_bytes() == HEADER


def _taken(target: Path) -> None:
    with new_folder(str(target)) as one:
        fill(one, {"a/b": b"1"})
        (target / "c").mkdir(parents=True)


def test_a_new_folder_never_takes_the_place_of_another(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="2020-21 cannot be made"):
        _taken(tmp_path / "2020-21")
    assert [each.name for each in tmp_path.rglob("*")] == ["2020-21", "c"]


def test_whoever_writes_to_a_plan_removes_what_is_left_of_years_beside_it(tmp_path: Path) -> None:
    plan = tmp_path / "2019-20"
    plan.mkdir()
    (tmp_path / _STRAY.format("2020-21")).mkdir()
    (tmp_path / _STRAY.format("notes")).mkdir()
    (tmp_path / _STRAY.format("2021-22")).touch()
    create(str(plan), lambda: {"plan.yaml": HEADER})
    left = {each.name for each in tmp_path.iterdir()}
    assert left == {"2019-20", _STRAY.format("notes"), _STRAY.format("2021-22")}


def test_what_was_taken_for_left_over_before_it_was_locked_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    lock = fcntl.flock

    def make() -> str:
        made.append(str(tmp_path / str(len(made))))
        Path(made[-1]).touch()
        return made[-1]

    def late(descriptor: int, how: int) -> None:
        if len(made) == 1:
            Path(made[0]).unlink()
        lock(descriptor, how)

    monkeypatch.setattr(fcntl, "flock", late)
    with in_use(make) as path:
        assert path == made[1]
        remove_left_over(path)
        assert Path(path).exists()


def _failing(folder: Path) -> None:
    with within_folder(str(folder)) as new:
        fill(new, {"plan/a": b"1"})
        (folder / "nowhere").rmdir()


def test_a_folder_within_which_something_fails_has_no_more_than_before(tmp_path: Path) -> None:
    (tmp_path / "schema").mkdir()
    with pytest.raises(UserError, match="cannot be written"):
        _failing(tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == ["schema"]
    with within_folder(str(tmp_path)) as new:
        fill(new, {"plan/a": b"1", "schema/b": b"2"})
        (Path(new) / "link").symlink_to("nowhere")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["link", "plan", "schema"]


def test_a_plan_is_read_again_where_a_change_came_between(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("3.1.yaml", "3.2.yaml"):
        (tmp_path / name).write_text(ACTION)
    left, changes = journal.left, iter((1, 2, 3))

    def between(folder: str) -> tuple[str, ...]:
        found = left(folder)
        if next(changes, 0):
            new = partial(_with, f"# {next(changes, 0)}\n".encode())
            rewrite(str(tmp_path), ["3.1.yaml", "3.2.yaml"], new)
        return found

    monkeypatch.setattr(journal, "left", between)
    found, _ = settled_texts(str(tmp_path))
    one, other = (raw.splitlines()[-1] for raw in found.values())
    assert one == other == b"# 0"


def test_a_change_that_is_on_its_way_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("3.1.yaml", "3.2.yaml"):
        (tmp_path / name).write_text(ACTION)
    place, seen, readers = os.replace, list[int](), list[threading.Thread]()

    def read() -> None:
        seen.append(len({*settled_texts(str(tmp_path))[0].values()}))

    def slowly(one: str, other: str) -> None:
        place(one, other)
        if not readers:
            readers.append(threading.Thread(target=read))
            readers[0].start()
            readers[0].join(0.1)

    monkeypatch.setattr(os, "replace", slowly)
    rewrite(str(tmp_path), ["3.1.yaml", "3.2.yaml"], partial(_with, b"# new\n"))
    readers[0].join()
    assert seen == [1]


def test_a_change_that_was_cut_short_is_told_to_who_may_only_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_folder: str, _timeout: float) -> None:
        raise UserError("permission is refused")

    (tmp_path / ".planctl").mkdir()
    entry = [_STRAY.format("3.2.yaml"), "3.2.yaml", [1, 2, 3], None]
    (tmp_path / ".planctl" / "journal").write_text(json.dumps([entry]))
    monkeypatch.setattr(settled, "plan_lock", refused)
    with pytest.raises(UserError, match=r"a change to 3.2.yaml was cut short"):
        settled_texts(str(tmp_path))


def test_a_plan_that_never_rests_is_read_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "plan.yaml").write_bytes(HEADER)
    (tmp_path / ".planctl").mkdir()

    def touched(_folder: str) -> tuple[str, ...]:
        (tmp_path / ".planctl" / "x").touch()
        (tmp_path / ".planctl" / "x").unlink()
        return ()

    monkeypatch.setattr(journal, "left", touched)
    assert settled_texts(str(tmp_path))[0] == {f"{tmp_path}/plan.yaml": HEADER}


def _with(line: bytes, texts: dict[str, bytes]) -> dict[str, bytes]:
    return {name: raw + line for name, raw in texts.items()}
