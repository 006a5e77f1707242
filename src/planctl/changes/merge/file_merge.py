"""Two people's changes to one plan file, merged by what they mean."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from planctl.changes.merge.data_merge import SIDES, MergeChoice, combined, meaning
from planctl.changes.merge.parts_merge import PartsMerge, picked
from planctl.changes.merge.text_parts import (
    EMPTY,
    Branch,
    Chunk,
    Conflict,
    UnusualLayoutError,
    cut,
    unmarked_lines,
)
from planctl.plan.context import PLAIN
from planctl.plan.header_year import year_of
from planctl.problem import UserError, visible
from planctl.text.document import MAX_BYTES, Document, read

_LINE = re.compile(r"[^\n]*\n")
_LINE_END = re.compile(r"\r?\n")


class ConflictStyle(NamedTuple):
    """How conflicts are marked: the names of the versions, how long a mark is, git's style."""

    ours: str = "ours"
    base: str = "base"
    theirs: str = "theirs"
    size: int = 7
    name: str = "merge"


class Merged(NamedTuple):
    """The bytes of a merged file, and how many conflicts are marked in them."""

    raw: bytes
    conflicts: int = 0


class _Version(NamedTuple):
    """One of the three texts, with its lines ended alike, and how they ended in its file."""

    data: dict[str, object]
    root: Branch
    end: str
    crlf: bool
    ended: bool
    bom: bool


_Versions = tuple[_Version, _Version, _Version]


def merge(
    path: str, base: bytes, ours: bytes, theirs: bytes, style: ConflictStyle | None = None
) -> Merged | None:
    """Return the merge of two versions of a plan file that were one, `base`; it may be empty.

    Values are merged by quarter, field and entry, and what only one side changed keeps its bytes.
    What both changed, and not alike, is marked as git marks it. None where a version cannot be
    read, or where no text can be proved to say what the three versions mean together.
    """
    if theirs in (base, ours):
        return Merged(ours)
    if ours == base:
        return Merged(theirs)
    try:
        versions = _version(path, base), _version(path, ours), _version(path, theirs)
    except UnusualLayoutError:
        return None
    marks = style or ConflictStyle()
    tries = (_together(path, versions, marks, finely=finely) for finely in (True, False))
    return next(filter(None, tries), None)


def _together(
    path: str, versions: _Versions, style: ConflictStyle, *, finely: bool
) -> Merged | None:
    """Return three versions put together, None where the text cannot be proved or is too large."""
    merging = PartsMerge(_periods(versions), finely=finely)
    found = merging.merged(*(each.root for each in versions))
    found.append(picked(*(each.end for each in versions)))
    if not all(_is_proved(path, found, versions, merging.way(side)) for side in SIDES):
        return None
    raw = _finished(_marked(found, style), versions)
    conflicts = sum(isinstance(chunk, Conflict) for chunk in found)
    return Merged(raw, conflicts) if len(raw) <= MAX_BYTES else None


def _periods(versions: _Versions) -> Sequence[str]:
    """Return the periods of the plan in their order, as the version that names most has them.

    A plan.yaml says them; of an action's file they are those of its updates, which are all there
    from the start.
    """
    return max((_named_periods(each.data) for each in versions), key=len)


def _named_periods(data: dict[str, object]) -> Sequence[str]:
    updates = data.get("updates")
    named = [*updates] if isinstance(updates, dict) else []
    try:
        year = year_of(data)
    except UserError:
        year = PLAIN.year
    return named if set(named) - {*year.keys} else year.first.order


def proves(path: str, base: bytes, ours: bytes, theirs: bytes, text: bytes) -> bool:
    """Return whether a text says just what three versions mean together, without any conflict."""
    documents = [_document(path, raw) for raw in (base, ours, theirs, text)]
    if not all(documents):
        return False
    was, first, second, result = (meaning(each.data) for each in documents if each)
    return all(combined((was, first, second), (), MergeChoice(side)) == result for side in SIDES)


def both(ours: bytes, base: bytes, theirs: bytes, style: ConflictStyle) -> bytes:
    """Return two versions of a whole file, marked as one conflict; they need not be text."""
    found = Conflict(
        *(_ended(raw.decode(errors="surrogateescape")) for raw in (ours, base, theirs))
    )
    return "".join(_between_marks(found, style)).encode(errors="surrogateescape")


def _version(path: str, raw: bytes) -> _Version:
    """Return a version of a file; UnusualLayoutError if it cannot be read, or has no parts."""
    found = _document(path, raw)
    if not found:
        raise UnusualLayoutError
    crlf = found.text.count("\r\n") == found.text.count("\n") > 0
    text = _ended(found.text.replace("\r\n", "\n") if crlf else found.text)
    document = _document(path, text.encode()) or found
    root, end = cut(document) if raw else (EMPTY, "")
    return _Version(document.data, root, end, crlf, found.text.endswith("\n"), found.bom)


def _document(path: str, raw: bytes) -> Document | None:
    """Return the document in some bytes, an empty one if there are none."""
    return read(path, raw)[0] if raw else Document(path, "", {})


def _ended(text: str) -> str:
    return text if not text or text.endswith("\n") else f"{text}\n"


def _is_proved(path: str, found: Sequence[Chunk], versions: _Versions, way: MergeChoice) -> bool:
    """Return whether a merge says what it should once its conflicts are settled for one side."""
    settled = (chunk if isinstance(chunk, str) else getattr(chunk, way.side) for chunk in found)
    document = _document(path, _finished(settled, versions))
    was, first, second = (meaning(each.data) for each in versions)
    expected = combined((was, first, second), (), way)
    return document is not None and meaning(document.data) == expected


def _finished(found: Iterable[str], versions: _Versions) -> bytes:
    """Return lines as the bytes of a file, with the line ends and the mark that it should have."""
    crlf = picked(*(each.crlf for each in versions))
    ended = picked(*(each.ended for each in versions))
    bom = picked(*(each.bom for each in versions))
    text = unmarked_lines("".join(found))
    text = text if ended else text.removesuffix("\n")
    return ("\ufeff" * bom + (_LINE_END.sub("\r\n", text) if crlf else text)).encode()


def _marked(found: Iterable[Chunk], style: ConflictStyle) -> Iterator[str]:
    for chunk in found:
        if isinstance(chunk, str):
            yield chunk
        else:
            yield from _between_marks(chunk, style)


def _between_marks(conflict: Conflict, style: ConflictStyle) -> Iterator[str]:
    """Yield the lines of a conflict; those that both versions share stand outside the marks."""
    ours, base, theirs = (_LINE.findall(text) for text in conflict)
    before, after = (0, 0) if style.name == "diff3" else _shared(ours, theirs)
    yield from ours[:before]
    yield _mark("<", style.ours, style)
    yield from ours[before : len(ours) - after]
    if style.name in ("diff3", "zdiff3"):
        yield _mark("|", style.base, style)
        yield from base
    yield _mark("=", "", style)
    yield from theirs[before : len(theirs) - after]
    yield _mark(">", style.theirs, style)
    yield from ours[len(ours) - after :]


def _shared(ours: Sequence[str], theirs: Sequence[str]) -> tuple[int, int]:
    """Return how many lines two versions begin with alike, and how many they end with alike."""
    most = min(len(ours), len(theirs))
    before = next((at for at in range(most) if ours[at] != theirs[at]), most)
    ends = range(most - before)
    after = next((at for at in ends if ours[-1 - at] != theirs[-1 - at]), len(ends))
    return before, after


def _mark(sign: str, label: str, style: ConflictStyle) -> str:
    return f"{sign * style.size} {visible(label)}".rstrip() + "\n"
