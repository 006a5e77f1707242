"""What a folder that is to be made may have already."""

from pathlib import Path

import pytest

from planctl.store.new_folder import has_nothing_else, new_folder

FILES = {"plan.yaml": b"title: T\n", "a/3.2.yaml": b"id: 3.2\n"}


@pytest.mark.parametrize(
    ("there", "may"),
    [
        ({}, True),
        ({"plan.yaml": "title: T\n"}, True),
        ({"plan.yaml": "title: T\n", "a/3.2.yaml": "id: 3.2\n"}, True),
        ({"plan.yaml": "title: U\n"}, False),
        ({"a/3.2.yaml": "id: 3.3\n"}, False),
        ({"3.2.yaml": "id: 3.2\n"}, False),
        ({"b/3.2.yaml": "id: 3.2\n"}, False),
        ({"notes.txt": ""}, False),
        ({".git/config": "x"}, True),
        ({"a/.git/config": "x"}, False),
        ({".git/config": "x", "notes.txt": ""}, False),
    ],
)
def test_a_folder_has_nothing_but_its_files_and_what_may_stand_beside_them(
    tmp_path: Path, there: dict[str, str], may: bool
) -> None:
    for name, text in there.items():
        (tmp_path / "d" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "d" / name).write_text(text)
    assert has_nothing_else(str(tmp_path / "d"), FILES, beside=(".git",)) is may


def test_a_file_a_link_or_an_empty_folder_is_told_apart(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "empty" / "b").mkdir(parents=True)
    (tmp_path / "link" / "a").mkdir(parents=True)
    (tmp_path / "elsewhere").write_bytes(FILES["plan.yaml"])
    (tmp_path / "link" / "plan.yaml").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "nowhere").symlink_to(tmp_path / "gone")
    found = {
        name: has_nothing_else(str(tmp_path / name), FILES, beside=())
        for name in ("file", "empty", "link", "nowhere", "none")
    }
    expected = {"file": False, "empty": True, "link": False, "nowhere": False, "none": True}
    assert found == expected


def test_a_new_folder_is_made_beside_its_place(tmp_path: Path) -> None:
    """On the same disk, that is, whatever the working folder."""
    with new_folder(str(tmp_path / "plans" / "2020-21")) as temporary:
        assert Path(temporary).parent == tmp_path / "plans"
    assert [each.name for each in (tmp_path / "plans").iterdir()] == ["2020-21"]
