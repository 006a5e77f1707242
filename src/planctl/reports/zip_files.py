"""Zip files that are the same, byte for byte, wherever they are made."""

from collections.abc import Iterable, Iterator
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

_UNIX = 3


def archive(members: Iterable[tuple[str, bytes]]) -> bytes:
    """Return a zip file of named members, without their times, their system or compression.

    What compresses differs from one build of Python to another, and so would the bytes.
    """
    made = BytesIO()
    with ZipFile(made, "w", ZIP_STORED) as file:
        for name, content in members:
            member = ZipInfo(name)
            member.create_system = _UNIX
            file.writestr(member, content)
    return made.getvalue()


def members(raw: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield each member of a zip file: its name and what is in it."""
    with ZipFile(BytesIO(raw)) as file:
        for name in file.namelist():
            yield name, file.read(name)
