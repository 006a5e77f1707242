"""Files that are no plan, or not safe, are refused by name, quickly, with nothing written."""

import time
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZipFile

import pytest
from openpyxl import Workbook

import documents
from imports import TODAY
from planctl.exchange.document_title import Given
from planctl.exchange.plan_reading import ImportRequest, plan_in
from planctl.exchange.source_file import source_of
from planctl.problem import UserError
from transcript import printed

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
RELATIONSHIP = (
    '<Relationship Id="rId999" TargetMode="External" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/{}" Target="{}"/></Relationships>'
)
MAIN = "word/document.xml"
REQUEST = ImportRequest(Given(), {}, TODAY)
LAUGHS = b"".join(
    b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10 if n else b"lol") for n in range(10)
)


@cache
def word() -> bytes:
    return documents.by_priority(documents.council()[:1])


@cache
def sheet() -> bytes:
    return documents.as_sheet(documents.council()[:1])


def changed(raw: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    return documents.rewritten_parts(raw, lambda each, old: change(old) if each == name else old)


def added(raw: bytes, name: str, content: bytes, kind: int = ZIP_DEFLATED) -> bytes:
    made = BytesIO(raw)
    with ZipFile(made, "a", kind) as archive:
        archive.writestr(name, content)
    return made.getvalue()


def related(kind: str, target: str) -> bytes:
    end = RELATIONSHIP.format(kind, target).encode()
    name = "word/_rels/document.xml.rels"
    return changed(word(), name, lambda old: old.replace(b"</Relationships>", end))


def with_doctype(declarations: bytes) -> Callable[[bytes], bytes]:
    def change(old: bytes) -> bytes:
        head, mark, rest = old.rpartition(b"?>")
        return head + mark + b"<!DOCTYPE x [" + declarations + b"]>" + rest

    return change


def in_body(content: bytes) -> bytes:
    return changed(word(), MAIN, lambda old: old.replace(b"<w:body>", b"<w:body>" + content))


def flagged_as_locked(raw: bytes) -> bytes:
    locked = bytearray(raw)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        found = locked.find(mark)
        while found >= 0:
            locked[found + at] |= 1
            found = locked.find(mark, found + 4)
    return bytes(locked)


def workbook(change: Callable[[Workbook], None]) -> bytes:
    made = Workbook()
    made.worksheets[0].append(["Action", "Lead"])
    made.worksheets[0].append(["Open a hub", "Early Help"])
    change(made)
    return documents.saved(made)


def far(made: Workbook) -> None:
    made.worksheets[0]["XFD1048576"] = "far"


def widely_merged(raw: bytes) -> bytes:
    merged = b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells><pageMargins'
    return changed(raw, "xl/worksheets/sheet1.xml", lambda o: o.replace(b"<pageMargins", merged))


def many_parts() -> bytes:
    made = BytesIO(word())
    with ZipFile(made, "a") as archive:
        for number in range(2_001):
            archive.writestr(f"word/{number}.txt", b"x")
    return made.getvalue()


def lying() -> bytes:
    """Return a document one part of which is larger than it says."""
    raw = bytearray(added(word(), "word/z.xml", b"<x>" + bytes(9_000) + b"</x>"))
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        found = raw.rfind(mark)
        raw[found + at : found + at + 4] = (10).to_bytes(4, "little")
    return bytes(raw)


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "pdf": (lambda: b"%PDF-1.7 x", "is a PDF"),
    "doc": (lambda: OLE + "WordDocument".encode("utf-16-le"), "before 2007 (.doc)"),
    "xls": (lambda: OLE + "Workbook".encode("utf-16-le"), "workbook of before 2007 (.xls)"),
    "slides": (lambda: OLE + "PowerPoint Document".encode("utf-16-le"), "slides of before 2007"),
    "mail": (lambda: OLE + "__substg1.0_".encode("utf-16-le"), "is a message of Outlook"),
    "old": (lambda: OLE, "is a file of before 2007"),
    "password": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "has a password"),
    "locked zip": (lambda: flagged_as_locked(word()), "has a password"),
    "rich text": (lambda: b"{\\rtf1 x}", "is rich text"),
    "web page": (lambda: b"\xef\xbb\xbf <html>", "is a web page"),
    "odt": (lambda: added(word(), "mimetype", b"application/vnd.oasis"), "OpenDocument"),
    "bomb": (lambda: added(word(), "word/x.xml", bytes(40_000_000)), "far larger inside"),
    "many parts": (many_parts, "far larger inside"),
    "lying size": (lying, "cannot be read"),
    "laughs": (lambda: changed(word(), MAIN, with_doctype(LAUGHS)), "hide entities"),
    "entity from outside": (
        lambda: changed(word(), MAIN, with_doctype(b'<!ENTITY x SYSTEM "file:///etc/passwd">')),
        "hide entities",
    ),
    "entities of a sheet": (
        lambda: changed(sheet(), "xl/worksheets/sheet1.xml", with_doctype(LAUGHS)),
        "hide entities",
    ),
    "macros": (lambda: added(word(), "word/vbaProject.bin", b"x"), "has macros"),
    "controls": (lambda: added(word(), "word/activeX/activeX1.xml", b"<x/>"), "ActiveX"),
    "remote template": (
        lambda: related("attachedTemplate", "http://example.invalid/x.dotm"),
        "(attachedTemplate) from elsewhere: http://example.invalid/x.dotm",
    ),
    "shared template": (
        lambda: related("attachedTemplate", "file://server/x.dotm"),
        "(attachedTemplate) from elsewhere",
    ),
    "linked object": (
        lambda: related("oleObject", "file:///c:/x.xlsx"),
        "(oleObject) from elsewhere",
    ),
    "document within": (lambda: related("aFChunk", "x.mht"), "another document inside"),
    "linked picture": (lambda: related("image", "http://example.invalid/x.png"), "(image) from"),
    "linked workbook": (
        lambda: added(sheet(), "xl/externalLinks/externalLink1.xml", b"<x/>"),
        "takes values from other workbooks",
    ),
    "far cell": (lambda: workbook(far), "larger than 10,000 rows"),
    "all cells merged": (lambda: widely_merged(workbook(lambda _: None)), "larger than 10,000"),
    "deep": (lambda: in_body(b"<w:p>" * 10_000 + b"</w:p>" * 10_000), "larger than a plan is"),
    "many elements": (
        lambda: in_body(b"".join(b'<w:p a="%d"/>' % n for n in range(700_000))),
        "larger than a plan is",
    ),
    "no XML": (lambda: changed(word(), MAIN, lambda _: b"<w:document"), "is no XML (line 1)"),
    "empty": (lambda: changed(word(), MAIN, lambda _: b"<x/>"), "the document is empty"),
    "cut short": (lambda: word()[:-50], "cannot be read"),
    "other zip": (lambda: added(b"", "x.txt", b"x"), "neither a Word document nor"),
    "other packing": (lambda: added(word(), "word/y.xml", b"<x/>", ZIP_LZMA), "cannot be read"),
    "part twice": (lambda: added(word(), "WORD/document.xml", b"<x/>"), "two parts of one name"),
    "text": (lambda: b"Action, Lead", "is plain text, whatever its name says"),
    "picture": (lambda: b"\x89PNG\r\n\x1a\n\0", "is a picture"),
    "web page in one file": (lambda: b"MIME-Version: 1.0\r\n", "is a web page in one file"),
    "another program's": (lambda: b"abc\0\1\2", "is damaged, or of another program"),
    "nothing": (lambda: b" \n", "is empty"),
    "bytes.csv": (lambda: bytes(range(128, 256)), "is not UTF-8 text"),
    "wide.csv": (lambda: b"Action,Lead" + b"," * 200, "larger than 10,000 rows"),
    "no table.csv": (lambda: b",", "there is no table"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_safe_document_is_refused_by_name_within_a_second(name: str) -> None:
    make, words = HOSTILE[name]
    raw, shown = make(), name if name.endswith(".csv") else f"{name}.docx"
    begun = time.process_time()
    with pytest.raises(UserError) as refused:
        plan_in(source_of(raw, shown), REQUEST)
    assert time.process_time() - begun < 1
    assert words in refused.value.message
    assert refused.value.hint


def test_nothing_is_written_where_a_document_is_refused(tmp_path: Path) -> None:
    tmp_path.joinpath("plan.docx").write_bytes(HOSTILE["macros"][0]())
    said = printed("planctl import plan.docx --into new", tmp_path)
    assert "planctl: plan.docx has macros" in said
    assert [each.name for each in tmp_path.iterdir()] == ["plan.docx"]


def test_what_is_left_out_of_a_safe_document_is_named() -> None:
    raw = added(related("hyperlink", "https://example.invalid/"), "word/embeddings/x.xlsx", b"x")
    local = related("attachedTemplate", "file:///C:/Templates/plan.dotx")
    notes = [*source_of(raw, "plan.docx").notes, *source_of(local, "plan.docx").notes]
    assert "a link leads to https://example.invalid/" in notes
    assert "another file is embedded, which is not opened: word/embeddings/x.xlsx" in notes
    assert "its template is not opened: file:///C:/Templates/plan.dotx" in notes
