"""What the last making of a site knows: the actions it was made of, and where their pieces are.

It is kept beside the pages. A site that is made again takes from there what has not changed, and
from the pages the pieces of each action that has not.
"""

import json
import re
import struct
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from typing import NamedTuple

from planctl.plan.model import Update
from planctl.plan.periods import Quarter
from planctl.plan.ratings import Rating
from planctl.summary.summary import Position, Row

_MADE = "planctl site 4"
_MADE_ONCE = re.compile(r"planctl site [0-9]+")
_HEAD = re.compile(rb'\{"made":"planctl site 4","check":"([0-9a-f]{32})",')
_NOTE = re.compile(r"(?:[0-9a-f]{32}(?: [0-9]+ [0-9]+)?)?")
_PAGE = re.compile(r"[a-z0-9][a-z0-9.-]{0,80}\.(?:html|css|js|csv)|\.nojekyll")
_RATINGS = list(Rating)
_CODES = {rating: f"{number:x}" for number, rating in enumerate(Rating)}
Places = Sequence[int]
"""Where in its page the piece of each action begins, and how long it is, in bytes, in turns."""


class Part(NamedTuple):
    """An action as the site shows it: the digest of what it was made from, and where it stands.

    `seen` is how its file was on the disk, "" where that is not known.
    """

    source: str
    row: Row
    seen: str = ""


@dataclass(frozen=True)
class Known:
    """What a site was made from.

    `files` has what is noted of each page: its digest, its size and when it was written.
    `base` is a digest of what every page depends on, `frame` of how the plan is divided up;
    `commit` is the version of the plan that the site said it was made from. `pieces` has the places
    of each kind of piece, in the order of `parts`.
    """

    base: str = ""
    frame: str = ""
    commit: str = ""
    parts: Mapping[str, Part] = field(default_factory=dict)
    pieces: Mapping[str, Places] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)


def is_page(name: str) -> bool:
    """Return whether a file of that name may be one of a site's."""
    return bool(_PAGE.fullmatch(name))


def written(known: Known) -> bytes:
    """Return what is known as the bytes of its file."""
    said = {
        "base": known.base,
        "frame": known.frame,
        "commit": known.commit,
        "files": dict(sorted(known.files.items())),
        "actions": [_fields(path, part) for path, part in known.parts.items()],
        "pieces": {kind: _packed(places) for kind, places in known.pieces.items()},
    }
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    rest = text[1:].encode(errors="surrogatepass") + b"\n"  # as a path has what is no UTF-8
    return f'{{"made":"{_MADE}","check":"{_digest(rest)}",'.encode() + rest


def read(raw: bytes) -> Known:
    """Return what is known from the bytes of its file; nothing where it is not as planctl wrote it.

    Of what another version of planctl left, or what was changed since, the files are known. The
    names of files are those of pages, so that nothing else is ever removed.
    """
    try:
        said = json.loads(raw)
        if not _MADE_ONCE.fullmatch(said["made"]):
            return Known()
        files = {
            name: note
            for name, note in said["files"].items()
            if is_page(name) and _NOTE.fullmatch(note)
        }
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return Known()
    head = _HEAD.match(raw)
    if not head or head[1].decode() != _digest(raw[head.end() :]):
        return Known(files=files)
    parts = dict(map(_part, said["actions"]))
    pieces = {kind: _unpacked(each, len(parts)) for kind, each in said["pieces"].items()}
    return Known(said["base"], said["frame"], said["commit"], parts, pieces, files)


def _digest(raw: bytes) -> str:
    return sha256(raw).hexdigest()[:32]


def _fields(path: str, part: Part) -> tuple[str, ...]:
    source, row, seen = part
    codes = "".join([_CODES[position.rating] for position in row.positions])
    opening = _CODES[row.opening] if row.opening else ""
    return path, source, seen, row.id, row.title, row.lead, row.priority, codes, opening


def _part(fields: list[str]) -> tuple[str, Part]:
    path, source, seen, number, title, lead, priority, codes, opening = fields
    began = _RATINGS[int(opening, 16)] if opening else None
    stood = _positions(codes)
    return path, Part(source, Row(number, title, lead, priority, stood, None, path, began), seen)


@cache
def _positions(codes: str) -> tuple[Position, ...]:
    """Return where an action stood in the four quarters; what was said is not known."""
    ratings = [_RATINGS[int(code, 16)] for code in codes]
    return tuple(Position(*each, Update()) for each in zip(Quarter, ratings, strict=True))


def _packed(places: Places) -> str:
    return b64encode(struct.pack(f"<{len(places)}I", *places)).decode()


def _unpacked(said: str, actions: int) -> Places:
    return struct.unpack(f"<{2 * actions}I", b64decode(said))
