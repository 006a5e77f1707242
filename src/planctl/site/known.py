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
from typing import NamedTuple

from planctl.model import Update
from planctl.periods import Quarter
from planctl.summary import Position, Row
from planctl.words import Rating

_MADE, _VERSION = "planctl site", 3
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
        "made": f"{_MADE} {_VERSION}",
        "base": known.base,
        "frame": known.frame,
        "commit": known.commit,
        "files": dict(sorted(known.files.items())),
        "actions": [_fields(path, part) for path, part in known.parts.items()],
        "pieces": {kind: _packed(places) for kind, places in known.pieces.items()},
    }
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def read(raw: bytes) -> Known:
    """Return what is known from the bytes of its file; nothing where it is not as planctl wrote it.

    Of what another version of planctl left, the files are known. The names of files are those of
    pages, so that nothing else is ever removed.
    """
    try:
        said = json.loads(raw)
        made, _, version = said["made"].rpartition(" ")
        if made != _MADE:
            return Known()
        files = {str(name): str(digest) for name, digest in said["files"].items() if is_page(name)}
        if version != str(_VERSION):
            return Known(files=files)
        parts = dict(map(_part, said["actions"]))
        pieces = {kind: _unpacked(each, len(parts)) for kind, each in said["pieces"].items()}
        base, frame, commit = (str(said[key]) for key in ("base", "frame", "commit"))
        return Known(base, frame, commit, parts, pieces, files)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError, struct.error):
        return Known()


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
