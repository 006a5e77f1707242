"""A change as a web page that stands alone: what a board member opens."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from planctl.changes.diff_lines import DiffLine, DiffRun
from planctl.changes.review import Review, ReviewedAction, Section
from planctl.problem import visible

_STYLE = """
body { font: 1.0625rem/1.5 system-ui, sans-serif; color: #1c1c1c; background: #fff;
  max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.5rem } h2 { font-size: 1.2rem; margin-top: 2rem }
.wide { overflow-x: auto }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border: 1px solid #767676 }
thead th { background: #eef1f4 }
blockquote { margin: .5rem 0; padding: .2rem 1rem; border-left: 4px solid #5a6b7b }
blockquote p { margin: .2rem 0; min-height: .6rem }
ins { background: #d7f3dd; text-decoration: underline }
del { background: #fbe0e0; text-decoration: line-through }
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def review_page(reviews: Sequence[Review]) -> Iterator[str]:
    """Yield the page, piece by piece; it needs no network, and no text in it is markup."""
    titles = [f"{_text(each.title)}: {_text(each.heading.lower())}" for each in reviews]
    yield (
        '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f"<title>{'; '.join(titles)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
    )
    for title, review in zip(titles, reviews, strict=True):
        yield f"<h1>{title}</h1>\n"
        yield from _reviewed(review)
    yield "</main>\n</body>\n</html>\n"


def _reviewed(review: Review) -> Iterator[str]:
    for note in review.notes:
        yield f"<p><strong>{_text(note)}</strong></p>\n"
    if review.rows:
        head = ("Action", "Lead", "Changed by", "Rating", "Also changed")
        yield from _table(head, map(_cells, review.rows))
    if review.brought:
        yield f"<h2>{_text(review.brought)}</h2>\n"
    if review.problems:
        found = (
            (each.severity, f"{each.place.path} line {each.place.line}", each.message, each.hint)
            for each in review.problems
        )
        yield from _table(("How grave", "Where", "What", "What to do"), found)
    if review.owed:
        yield f"<h2>{_text(review.owed)}</h2>\n"
    if review.missing:
        owed = ((lead, ", ".join(actions)) for lead, actions in review.missing)
        yield from _table(("Lead", "Actions"), owed)
    for section in review.sections:
        yield from _section(section)


def _cells(row: ReviewedAction) -> tuple[str, ...]:
    return (row.name, row.lead, row.by, "\n".join(row.ratings), ", ".join(row.fields))


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    names = "".join(f'<th scope="col">{name}</th>' for name in head)
    yield f'<div class="wide" tabindex="0">\n<table>\n<thead><tr>{names}</tr></thead>\n<tbody>\n'
    for row in rows:
        cells = "".join(f"<td>{_text(cell).replace(chr(10), '<br>')}</td>" for cell in row)
        yield f"<tr>{cells}</tr>\n"
    yield "</tbody>\n</table>\n</div>\n"


def _section(section: Section) -> Iterator[str]:
    yield f"<h2>{_text(section.name)}</h2>\n"
    quoting = False
    for line in section.lines:
        quoted = line.indent > 1
        if quoted is not quoting:
            yield "<blockquote>\n" if quoted else "</blockquote>\n"
        quoting = quoted
        yield f"<p>{_runs(line)}</p>\n"
    if quoting:
        yield "</blockquote>\n"


def _runs(line: DiffLine) -> str:
    return "".join(map(_run, line.runs))


def _run(run: DiffRun) -> str:
    tag = _TAGS.get(run.kind)
    return f"<{tag}>{_text(run.text)}</{tag}>" if tag else _text(run.text)


_TAGS = {"added": "ins", "removed": "del", "name": "strong", "note": "em"}


def _text(text: str) -> str:
    return escape(visible(text))
