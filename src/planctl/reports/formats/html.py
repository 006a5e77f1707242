"""The report as one self-contained web page."""

import os
import re
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from hashlib import sha256

from markupsafe import Markup, escape

from planctl.reports import commentary as prose
from planctl.reports.kinds import KINDS, LAYOUTS
from planctl.reports.measure_chart import plot
from planctl.reports.paper.paper import template_values
from planctl.reports.report import ReportRequest
from planctl.reports.scale_style import scale_style
from planctl.reports.templates.sandbox import Filters, markup
from planctl.reports.templates.template import stream
from planctl.reports.values.runs import RatingTag
from planctl.store.shipped import shipped
from planctl.summary.summary import Summary


def render(request: ReportRequest) -> Iterator[bytes]:
    """Yield the page, piece by piece."""
    paper = request.paper
    style = {"scale_style": markup(scale_style(request.summary.scale))}
    in_table = KINDS[paper.kind].has_layouts and request.layout == LAYOUTS[0]
    names = {
        **template_values(paper),
        **_script(request.summary),
        **style,
        "in_table": in_table,
    }
    found = filters(paper.plan.glossary)
    return stream("report.html.j2", names, found, request.sources, escape=True)


def filters(glossary: Mapping[str, str]) -> Filters:
    """Return what makes parts of a page: `prose` of Markdown, `expanded` of text, `tag` of ratings.

    `plot` draws a measure's chart, and what is `breaking` breaks within its longest words. The
    first two mark the abbreviations of a glossary with what they stand for. A page has few
    ratings, but each many times.
    """
    expand = _expanding(glossary)
    return {
        "prose": lambda text: expand(markup(prose.html(str(text)))),
        "expanded": lambda text: expand(_breaking(escape(text))),
        "breaking": lambda text: _breaking(escape(text)),
        "tag": cache(_tag),
        "plot": plot,
    }


def _tag(rating: RatingTag) -> Markup:
    return _TAG.format(rating, " long" if _LONG.search(rating.label) else "")


def _breaking(text: Markup) -> Markup:
    """Return a piece of a page in which what is too long for a narrow column may break."""
    if len(text) < _LONGEST or not _LONG.search(text):
        return text
    return markup(_LONG.sub(r'<span class="long">\g<0></span>', str(text)))


_LONGEST = 30
"""How many letters a word has that is not broken: there are few longer ones but addresses."""
_LONG = re.compile(rf"\S{{{_LONGEST},}}")
_TAG = markup(
    '<span class="tag {0.slug}{1}"><span class="shape" aria-hidden="true">{0.shape}</span>'
    "&nbsp;{0.label}</span>"
)


def _script(summary: Summary) -> dict[str, str]:
    """Return the page's script, and the digest by which its policy lets it run."""
    with open(os.path.join(shipped("templates"), "report.js"), encoding="utf-8") as file:
        text = file.read()
    if summary.has_joint_leads:
        text = text.replace(_OF_ITS_LEAD, _OF_A_LEAD)
    digest = b64encode(sha256(text.encode()).digest()).decode()
    return {"script": markup(text), "script_digest": f"sha256-{digest}"}


_OF_ITS_LEAD = 'asked.get("lead") === action.dataset.lead'
_OF_A_LEAD = "` / ${action.dataset.lead} / `.includes(` / ${asked.get('lead')} / `)"
"""How the script asks whether an action is a lead's, and how where it may have several."""


def _expanding(glossary: Mapping[str, str]) -> Callable[[Markup], Markup]:
    """Return what marks each abbreviation in a piece of a page with what it stands for."""
    if not glossary:
        return lambda page: page
    words = {str(escape(short)): escape(long) for short, long in glossary.items()}
    longest_first = sorted(map(re.escape, words), key=len, reverse=True)
    found = re.compile(rf"<[^>]*>|&#?\w+;|(?<!\w)(?:{'|'.join(longest_first)})(?!\w)")

    def marked(match: re.Match[str]) -> str:
        word = match[0]
        return f'<abbr title="{words[word]}">{word}</abbr>' if word in words else word

    return lambda page: (
        markup(found.sub(marked, page)) if any(word in page for word in words) else page
    )
