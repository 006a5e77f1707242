"""A change as the body of a comment on a pull request, in which no text can do anything."""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import groupby

from planctl.changes.diff_lines import DiffLine, DiffRun
from planctl.changes.review import Review, ReviewedAction, Section
from planctl.problem import Problem, visible

MOST = 65_536
"""How long a comment may be on GitHub, in UTF-16 units, so that no way to count makes it longer."""

_ROOM = 600
"""What the words on what was left out may take."""
_CELL = 300
_OF_ACTIONS, _OF_PROBLEMS, _OF_LEADS, _OF_NOTES = 22_000, 12_000, 10_000, 4_000
"""How much of a comment each list may take, so that something of every one has room."""
_LITTLE = 150
_MOST_NAMED = 10
_BREAK = "&#8203;"
"""A zero-width space, which a reader does not see and no name, number or address outlives."""
_ACTIVE = re.compile(
    r"(?<=[@#!$%^~&*:\[])(?=\S)"  # mentions, numbers, labels, milestones, emoji, addresses
    r"|(?<=[^\W\d_]-)(?=\d)"  # GH-1, JIRA-1
    r"|(?<=\bwww)(?=\.)",
    re.IGNORECASE,
)
_COMMIT = re.compile(r"(?<![^\W_])[0-9a-f]{7,}(?![^\W_])", re.IGNORECASE)
"""What may name a commit, which GitHub links from seven digits on."""
_SIX = re.compile(r"(.{6})(?=.)")
_UNSAFE = re.compile(
    r"^\d+[.)](?=\s|$)|_|(?<!\w)[-/:]|[-/](?!\w)|:(?!\s)"
    r"|[^\w\s.,;:'\"()?%/\u00a1-\U0010ffff-]"
)
_MARK = "\0"


def marker(folder: str) -> str:
    """Return the hidden first line by which the comment on a plan is found again.

    No text of a plan can hold it: there every `<` is written as `&#60;`.
    """
    return f"<!-- planctl-diff {sha256(folder.encode(errors='replace')).hexdigest()[:16]} -->"


def comment(reviews: Sequence[Review], folder: str, most: int = MOST) -> str:
    """Return the comment on one plan or more, so long at most; what is left out is said at its end.

    `folder` is where it is known by: that of the plan, or of the plans of all years.
    """
    heads = [list(_head(each, len(reviews))) for each in reviews]
    left: list[str] = []
    parts = [marker(folder)]
    room = most - _ROOM - _length("\n\n".join([marker(folder), *itertools.chain(*heads)]))
    for review, head in zip(reviews, heads, strict=True):
        parts += head
        for section in review.sections:
            part = _folded(section) if room > _LITTLE else ""
            if part and (size := _length(part) + 2) <= room:
                parts.append(part)
                room -= size
            else:
                left.append(section.name)
    if left:
        parts.append(_left_out(left))
    return "\n\n".join(parts) + "\n"


def inert(text: str) -> str:
    """Return a text, on one line, as Markdown and HTML that show its characters and do nothing.

    It cannot mention, link, embed, close an issue, or break out of the block it stands in.
    """
    line = re.sub(r"\s+", " ", visible(text))
    broken = _COMMIT.sub(_parted, _ACTIVE.sub(_MARK, line))
    written = _UNSAFE.sub(lambda found: _entity(found.group()), broken)
    return written.replace(_entity(_MARK), _BREAK)


def _parted(found: re.Match[str]) -> str:
    return _SIX.sub(rf"\1{_MARK}", found.group())


def _entity(characters: str) -> str:
    return "".join(f"&#{ord(character)};" for character in characters)


def _length(text: str) -> int:
    return len(text.encode("utf-16-le", errors="replace")) // 2


def _head(review: Review, share: int) -> Iterator[str]:
    """Yield what stands above the words of a change, which has a share of the room."""
    yield f"### {_cut(review.title)}: {review.heading.lower()}"
    notes = (f"<b>{_cut(note)}</b>\n" for note in review.notes)
    yield from _fitting(notes, _OF_NOTES // share, "are not told here")
    if review.rows:
        yield "\n".join(_table(review.rows, _OF_ACTIONS // share))
    if review.problems:
        yield "\n".join(_problems(review, _OF_PROBLEMS // share))
    elif review.brought:
        yield review.brought
    if review.missing:
        yield "\n".join(_missing(review, _OF_LEADS // share))
    elif review.owed:
        yield review.owed


def _table(rows: Sequence[ReviewedAction], room: int) -> Iterator[str]:
    names = ["Action", "Lead", "Changed by", "Rating", "Also changed"]
    if not any(row.by for row in rows):
        names.remove("Changed by")
    yield f"| {' | '.join(names)} |"
    yield f"|{' --- |' * len(names)}"
    written = (_row(row, by="Changed by" in names) for row in rows)
    yield from _fitting(written, room, "actions, which `planctl diff` shows")


def _row(row: ReviewedAction, *, by: bool) -> str:
    ratings = "<br>".join(map(_cut, row.ratings)) or "–"
    fields = _cut(", ".join(row.fields)) or "–"
    names = [row.name, row.lead, row.by] if by else [row.name, row.lead]
    return f"| {' | '.join([*map(_cut, names), ratings, fields])} |"


def _problems(review: Review, room: int) -> Iterator[str]:
    yield f"**{review.brought}**\n\n| | Where | What |\n| --- | --- | --- |"
    written = map(_problem, review.problems)
    yield from _fitting(written, room, "problems, which `planctl check` shows")


def _problem(problem: Problem) -> str:
    where = f"{problem.place.path} line {problem.place.line}"
    what = ": ".join(filter(None, [problem.message, problem.hint]))
    return f"| {problem.severity} | {_cut(where)} | {_cut(what)} |"


def _missing(review: Review, room: int) -> Iterator[str]:
    yield f"<details><summary><b>{review.owed}</b></summary>\n"
    written = (f"- <b>{_cut(lead)}</b> {_cut(', '.join(owed))}" for lead, owed in review.missing)
    yield from _fitting(written, room, "leads, whom `planctl status` lists")
    yield "\n</details>"


def _fitting(lines: Iterable[str], room: int, what: str) -> Iterator[str]:
    """Yield the lines for which there is room, and how many more of what there are."""
    more = 0
    for line in lines:
        room -= _length(line) + 1
        if room > 0:
            yield line
        else:
            more += 1
    if more:
        yield f"\nand {more} more {what}"


def _folded(section: Section) -> str:
    body = "\n\n".join(_blocks(section.lines))
    return f"<details><summary>{_cut(section.name)}</summary>\n\n{body}\n\n</details>"


def _blocks(lines: Iterable[DiffLine]) -> list[str]:
    """Return a paragraph for each line, and a quotation for the lines of a text or a list.

    A text that is new as a whole is not underlined: it is easier to read, and said to be new.
    """
    blocks: list[str] = []
    for quoted, found in groupby(lines, lambda line: line.indent > 1):
        given = list(found)
        texts = ["".join(map(_run, line.runs)).strip() for line in given]
        if quoted and any(run.kind == "new" for line in given for run in line.runs):
            blocks[-1] += " (new)"
        blocks += [_quotation(texts)] if quoted else texts
    return blocks


def _quotation(lines: Sequence[str]) -> str:
    """Return lines as a quotation, each on a line of its own, paragraphs where one is empty."""
    paragraphs = re.split(r"\n{2,}", "\n".join(lines).strip("\n"))
    broken = (text.replace("\n", "\\\n> ") for text in paragraphs)
    return "\n>\n".join(f"> {text}" for text in broken)


def _run(run: DiffRun) -> str:
    text = inert(run.text)
    tag = _TAGS.get(run.kind, "")
    return f"<{tag}>{text}</{tag}>" if tag and text.strip() else text


_TAGS = {"added": "ins", "removed": "del", "name": "b", "note": "em"}


def _cut(text: str) -> str:
    return inert(text if len(text) <= _CELL else f"{text[:_CELL]}…").strip()


def _left_out(names: Sequence[str]) -> str:
    number = len(names)
    which = ", ".join(inert(name.partition(" ")[0][:20]) for name in names[:_MOST_NAMED])
    more = f" and {number - _MOST_NAMED} more" if number > _MOST_NAMED else ""
    return (
        f"**Left out, for a comment has no room for them: {which}{more}.** "
        "`planctl diff` shows everything, and so does the page that this check keeps."
    )
