"""The last change is kept beside a plan's files; what cannot be kept or read stops nothing."""

from pathlib import Path

import pytest

from planctl.problem import UserError
from planctl.store.last_change import LastChange, forget, joined_plans, last_change, remember
from planctl.store.write import create, displace, rewrite, take_back

CHANGE: LastChange = {
    "3.2.yaml": (b"a: 1\r\n\xff", b"a: 2\n"),
    "4.1.yaml": (None, b""),
    "5.yaml": (b"", None),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / ".planctl").mkdir()
    return tmp_path


def test_a_change_is_kept_byte_for_byte_until_it_is_forgotten(folder: Path) -> None:
    remember(str(folder), CHANGE)
    assert last_change(str(folder)) == CHANGE
    forget(str(folder))
    assert last_change(str(folder)) == {}


@pytest.mark.parametrize(
    "text", ["", "[", "[]", "{}", "[" * 100_000, '{"../x": ["a", "b"]}', '{"x": 1}']
)
def test_a_record_that_says_nothing_is_none(folder: Path, text: str) -> None:
    (folder / ".planctl/last-change").write_text(text)
    assert last_change(str(folder)) == {}


def test_what_cannot_be_kept_stops_no_change(folder: Path) -> None:
    (folder / ".planctl/last-change").mkdir()
    remember(str(folder), CHANGE)
    assert last_change(str(folder)) == {}


def test_any_change_is_taken_back_once(folder: Path) -> None:
    old, new = folder / "3.2.yaml", folder / "3.3.yaml"
    old.write_bytes(b"a: 1\n")
    rewrite(str(folder), ["3.2.yaml"], lambda _: {"3.2.yaml": b"a: 2\n"})
    assert take_back(str(folder), lambda _: True)
    assert old.read_bytes() == b"a: 1\n"
    with pytest.raises(UserError, match="no change of planctl's is known"):
        take_back(str(folder), lambda _: True)
    create(str(folder), lambda: {"3.3.yaml": b"b: 1\n"})
    assert not take_back(str(folder), lambda _: False)
    assert take_back(str(folder), lambda _: True)
    assert not new.exists()
    displace(str(folder), "3.2.yaml", lambda _: {"3.3.yaml": b"b: 1\n"})
    assert take_back(str(folder), lambda _: True)
    assert (old.read_bytes(), new.exists()) == (b"a: 1\n", False)


def test_a_file_that_was_changed_since_keeps_all_as_it_is(folder: Path) -> None:
    for name in ("1.1.yaml", "1.2.yaml"):
        (folder / name).write_bytes(b"a: 1\n")
    rewrite(str(folder), ["1.1.yaml", "1.2.yaml"], lambda old: dict.fromkeys(old, b"a: 2\n"))
    (folder / "1.2.yaml").write_bytes(b"a: 3\n")
    with pytest.raises(UserError, match="changed since"):
        take_back(str(folder), lambda _: True)
    assert (folder / "1.1.yaml").read_bytes() == b"a: 2\n"
    (folder / "1.2.yaml").write_bytes(b"a: 1\n")  # as a run that was cut short leaves it
    assert take_back(str(folder), lambda _: True)
    assert (folder / "1.1.yaml").read_bytes() == b"a: 1\n"


def test_what_another_program_changes_meanwhile_is_not_written_over(folder: Path) -> None:
    old = folder / "3.2.yaml"
    old.write_bytes(b"a: 1\n")

    def changed(raw: bytes) -> dict[str, bytes]:
        old.write_bytes(b"a: 0\n")
        return {"3.3.yaml": raw}

    with pytest.raises(UserError, match="is being changed by another program"):
        displace(str(folder), "3.2.yaml", changed)
    assert sorted(each.name for each in folder.glob("*")) == [".planctl", "3.2.yaml"]
    rewrite(str(folder), ["3.2.yaml"], lambda _: {"3.2.yaml": b"a: 2\n"})
    with pytest.raises(UserError, match="is being changed by another program"):
        take_back(str(folder), lambda _: bool(changed(b"")))


@pytest.mark.parametrize("name", ["..", "../x", ""])
def test_a_plan_that_a_record_names_stands_beside_it(folder: Path, name: str) -> None:
    (folder / ".planctl/last-change").write_text(f'{{"../{name}": true}}')
    assert joined_plans(str(folder)) == []
