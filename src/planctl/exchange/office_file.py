"""A Word or Excel file, opened within bounds: nothing is run, fetched or unpacked to a disk."""

import re
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from posixpath import dirname, join, normpath
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from planctl.exchange.xml_tree import Element, XmlRefusedError, xml_tree
from planctl.problem import UserError, visible

MOST_BYTES_INSIDE = 50_000_000
_MOST_MEMBERS = 2_000
_MOST_RATIO = 100
_SMALL = 1_000_000
"""Bytes of a member that may be compressed as much as they like."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_AS_XLSX = "open it, and save it as a Word document (.docx) or an Excel workbook (.xlsx)"
_UNLOCKED = "open it, and save it without a password"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")
_OTHERS = (
    (b"%PDF", "is a PDF", "ask for the Word document or the sheet that it was made from"),
    (b"{\\rtf", "is rich text (.rtf)", _AS_XLSX),
    (b"<", "is a web page or XML", _AS_XLSX),
    (b"MIME-Version:", "is a web page in one file (.mht)", _AS_XLSX),
    *((start, "is a picture", "ask for the document that it shows") for start in _PICTURES),
)
_BEFORE_2007 = (
    ("EncryptedPackage", "has a password", _UNLOCKED),
    (
        "__substg1.0_",
        "is a message of Outlook (.msg)",
        "save what is attached to it, and name that",
    ),
    ("WordDocument", "is a Word document of before 2007 (.doc)", _AS_XLSX),
    ("Workbook", "is an Excel workbook of before 2007 (.xls)", _AS_XLSX),
    ("PowerPoint Document", "is slides of before 2007 (.ppt)", _AS_XLSX),
    ("", "is a file of before 2007", _AS_XLSX),
)
"""What old files, and those with a password, have inside by which they are known."""
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_OFFICE_NAMES = (".docx", ".docm", ".doc", ".xlsx", ".xlsm", ".xls")
_BROKEN = (BadZipFile, KeyError, ValueError, EOFError, NotImplementedError, RuntimeError, OSError,
           zlib.error)  # fmt: skip
"""What Python raises for a zip file that is not whole."""

_KEPT_OUT = (
    ("vbaproject", "has macros", "save it as .docx or .xlsx, which keep none"),
    ("/activex/", "has ActiveX controls", "delete them, and save it again"),
    ("/externallinks/", "takes values from other workbooks", "break the links (Data, Edit Links)"),
)
_EMBEDDED = "/embeddings/"
_LOCAL = re.compile(r"(?:file:///)?[A-Za-z]:|[^/\\\\:]+$")
"""A place on the writer's own machine, which nothing is asked of."""


class OfficeFile(NamedTuple):
    """The parts of a Word or Excel file that are XML, by their names; and what is said of it."""

    parts: Mapping[str, bytes]
    notes: tuple[str, ...] = ()

    def tree(self, name: str) -> Element:
        """Return a part as a tree, an empty one where there is none; UserError if it is unsafe."""
        raw = self.parts.get(name)
        if raw is None:
            return Element("none")
        try:
            return xml_tree(raw)
        except XmlRefusedError as error:
            raise UserError(f"{visible(name)} in the file {error}", error.hint) from None

    def main(self) -> str:
        """Return the name of the part that a reader opens: the document, or the workbook."""
        found = [target for kind, target in self.related("").values() if kind == "officeDocument"]
        return found[0] if found and found[0] in self.parts else ""

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """Return what a part refers to, by the ids of its references: the kind, and the part."""
        path = join(dirname(name), "_rels", f"{name.rpartition('/')[2]}.rels")
        found = {}
        for each in self.tree(path).children:
            kind, target = each.get("Type").rpartition("/")[2], each.get("Target")
            if each.get("TargetMode") != "External":
                target = normpath(join("/", dirname(name), target)).lstrip("/")
            found[each.get("Id")] = (kind, target)
        return found


def office_file(raw: bytes, shown: str) -> OfficeFile:
    """Return the parts of a Word or Excel file; UserError where it is none, or is not safe."""
    refuse_other_kinds(raw, shown)
    try:
        with ZipFile(BytesIO(raw)) as archive:
            refuse_unsafe(archive, shown)
            parts = {}
            for each in archive.infolist():
                if each.filename.endswith((".xml", ".rels")):
                    with archive.open(each) as opened:
                        parts[each.filename] = opened.read(each.file_size + 1)
    except _BROKEN as error:
        message = f"{shown} cannot be read ({type(error).__name__})"
        raise UserError(message, "open it, and save it again") from None
    if "mimetype" in archive.NameToInfo:
        raise UserError(f"{shown} is an OpenDocument file", _AS_XLSX)
    file = OfficeFile(parts)
    embedded = [name for name in archive.NameToInfo if _EMBEDDED in f"/{name}"]
    notes = [f"another file is embedded, which is not opened: {visible(each)}" for each in embedded]
    return file._replace(notes=(*notes, *_links(file, shown)))


def refuse_other_kinds(raw: bytes, shown: str) -> None:
    """Raise UserError for a file of a kind that is not read, with what to do."""
    if raw.startswith(_OLE):
        what, hint = next((w, h) for k, w, h in _BEFORE_2007 if k.encode("utf-16-le") in raw)
        raise UserError(f"{shown} {what}", hint)
    for start, what, hint in _OTHERS:
        if raw.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(start):
            raise UserError(f"{shown} {what}", hint)
    if raw.startswith(b"PK"):
        return
    if not raw.strip():
        raise UserError(f"{shown} is empty", "save it again where it was made")
    if b"\0" in raw and not raw.startswith(_UTF_16):
        raise UserError(f"{shown} is damaged, or of another program", _AS_XLSX)
    if shown.lower().endswith(_OFFICE_NAMES):
        raise UserError(f"{shown} is plain text, whatever its name says", _AS_XLSX)


def refuse_unsafe(archive: ZipFile, shown: str) -> None:
    """Raise UserError for a file that is not safe to open, or far larger inside than it looks."""
    members = archive.infolist()
    if any(each.flag_bits & 1 for each in members):
        raise UserError(f"{shown} has a password", _UNLOCKED)
    if any(each.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for each in members):
        raise BadZipFile
    bombs = (
        each
        for each in members
        if each.file_size > max(_SMALL, _MOST_RATIO * max(1, each.compress_size))
    )
    total = sum(each.file_size for each in members)
    if len(members) > _MOST_MEMBERS or total > MOST_BYTES_INSIDE or any(bombs):
        message = f"{shown} is far larger inside than a plan is"
        raise UserError(message, "copy what is to be read into a new file")
    names = [f"/{each.filename.lower()}" for each in members]
    if len(set(names)) < len(names):
        raise UserError(f"{shown} has two parts of one name", "open it, and save it again")
    if any(".." in name.split("/") for name in names):
        raise UserError(f"{shown} has a part outside itself", "open it, and save it again")
    for within, what, hint in _KEPT_OUT:
        if any(within in name for name in names):
            raise UserError(f"{shown} {what}", hint)


def _links(file: OfficeFile, shown: str) -> Iterator[str]:
    """Yield a sentence for each address in a file; UserError where a part of it is elsewhere."""
    for name in sorted(each for each in file.parts if each.endswith(".rels")):
        for each in file.tree(name).children:
            kind, target = each.get("Type").rpartition("/")[2], visible(each.get("Target"))
            if kind == "aFChunk":
                message = f"{shown} has another document inside, which only Word can put in"
                raise UserError(message, "open it in Word, and save it again")
            if each.get("TargetMode") != "External":
                continue
            if kind == "hyperlink":
                yield f"a link leads to {target}"
            elif kind == "attachedTemplate" and _LOCAL.match(target):
                yield f"its template is not opened: {target}"
            else:
                message = f"{shown} takes a part of itself ({kind}) from elsewhere: {target}"
                raise UserError(message, "break the link (File, Info, Edit Links), and save it")
