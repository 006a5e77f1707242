"""A picture of plain rectangles as PNG: W3C PNG, third edition, 8 bits a colour."""

from collections.abc import Iterable, Iterator
from struct import pack
from typing import NamedTuple
from zlib import compress, crc32


class Block(NamedTuple):
    """A rectangle, in pixels from the left and the top, and its colour as #rrggbb."""

    left: float
    top: float
    right: float
    bottom: float
    colour: str


def png_image(width: int, height: int, blocks: Iterable[Block]) -> bytes:
    """Return a white picture with rectangles on it, the last on top; what is outside is cut."""
    rows = [bytearray(b"\xff" * 3 * width) for _ in range(height)]
    for left, top, right, bottom, colour in blocks:
        first, end = (min(max(round(each), 0), width) for each in (left, right))
        paint = bytes.fromhex(colour[1:]) * max(end - first, 0)
        for row in rows[max(round(top), 0) : max(round(bottom), 0)]:
            row[first * 3 : first * 3 + len(paint)] = paint
    header = pack(">LLBBBBB", width, height, 8, 2, 0, 0, 0)
    lines = b"".join(b"\0" + row for row in rows)
    parts = ((b"IHDR", header), (b"IDAT", compress(lines, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*each) for each in parts)


def _chunk(name: bytes, content: bytes) -> bytes:
    return pack(">L", len(content)) + name + content + pack(">L", crc32(name + content))


def line_blocks(
    start: tuple[float, float], end: tuple[float, float], thick: float, colour: str
) -> Iterator[Block]:
    """Yield small squares along a line."""
    (x, y), (across, down) = start, (end[0] - start[0], end[1] - start[1])
    steps = max(round(max(abs(across), abs(down))), 1)
    for step in range(steps + 1):
        left, top = x + across * step / steps - thick / 2, y + down * step / steps - thick / 2
        yield Block(left, top, left + thick, top + thick, colour)
