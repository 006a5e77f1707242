"""Where a paper is written: what is no paper is kept, pipes and devices are written to."""

import os
import subprocess
import sys
from pathlib import Path
from threading import Thread

import pytest

from planctl.problem import UserError
from planctl.store.output import save, save_paper

WORD = b"PK\3\4\24\0\0\0\10\0[Content_Types].xmlPK\3\4word/document.xml"
BOOK = b"PK\3\4\24\0\0\0\10\0xl/workbook.xml"
PAGE = b"<!doctype html>\n<p>New"


@pytest.mark.parametrize(
    ("there", "is_now", "said"),
    [
        (WORD, PAGE, "a Word document; a web page"),
        (BOOK, WORD, "an Excel workbook; a Word document"),
        (b"PK\3\4anything", PAGE, "a zip file; a web page"),
        (b"\xd0\xcf\x11\xe0\0\0", b"# Paper", "a file of another program; text"),
        (b"title: Plan\n", PAGE, "text; a web page"),
        (PAGE, b'{"a": 1}', "a web page; JSON"),
        (b"%PDF-1.7", b"PAR1", "a PDF; a Parquet file"),
    ],
)
def test_a_file_of_another_kind_is_not_replaced_unless_that_is_said(
    there: bytes, is_now: bytes, said: str, tmp_path: Path
) -> None:
    path = tmp_path / "paper"
    path.write_bytes(there)
    with pytest.raises(UserError, match=said):
        save_paper(str(path), [is_now], "", force=False)
    assert path.read_bytes() == there
    save_paper(str(path), [is_now], "", force=True)
    assert path.read_bytes() == is_now


@pytest.mark.parametrize("there", [b"", b"\xef\xbb\xbf\n <html>old", None])
def test_a_file_of_the_same_kind_an_empty_or_a_new_one_is_written(
    there: bytes | None, tmp_path: Path
) -> None:
    path = tmp_path / "paper.html"
    if there is not None:
        path.write_bytes(there)
    save_paper(str(path), ["<!doctype html>", b" new"], "", force=False)
    assert path.read_bytes() == b"<!doctype html> new"
    assert [each.name for each in tmp_path.iterdir()] == ["paper.html"]


def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path) -> None:
    path, read = tmp_path / "pipe", []
    os.mkfifo(path)
    reader = Thread(target=lambda: read.append(path.read_bytes()))
    reader.start()
    save_paper(str(path), ["new"], "", force=False)
    reader.join()
    assert (read, path.is_fifo()) == ([b"new"], True)


def test_a_full_device_is_one_sentence() -> None:
    with pytest.raises(UserError, match="/dev/full cannot be written: the disk is full"):
        save("/dev/full", ["new"])
    assert Path("/dev/full").is_char_device()


def test_standard_output_by_its_name_is_what_it_is(tmp_path: Path) -> None:
    program = 'from planctl.store.output import save; save("/dev/stdout", ["new"])'
    command = f"{sys.executable} -c '{program}'"
    piped = subprocess.run(["/bin/sh", "-c", f"{command} | cat"], capture_output=True, check=True)
    subprocess.run(["/bin/sh", "-c", f"{command} > out"], cwd=tmp_path, check=True)
    assert (piped.stdout, (tmp_path / "out").read_bytes()) == (b"new", b"new")
