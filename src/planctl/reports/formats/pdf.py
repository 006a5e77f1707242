"""The report as a PDF that is tagged for everybody to read and kept fit for archives."""

import json
import os
import sys
from collections.abc import Collection, Iterator, Mapping
from dataclasses import is_dataclass, replace
from datetime import UTC, datetime

from planctl.measures.chart_parts import MeasureChart
from planctl.plan.fields import TEXT_FIELDS
from planctl.problem import UserError
from planctl.reports import commentary as prose
from planctl.reports.fonts import FontFilter
from planctl.reports.formats import extra
from planctl.reports.paper.paper import Form, PaperSection
from planctl.reports.plan_table import quarters_across, table_of_plan
from planctl.reports.report import ReportRequest
from planctl.reports.table_columns import PageWidth, column_widths, is_too_wide
from planctl.reports.values.actions import ActionDetail, CommentaryPart, QuarterPosition
from planctl.reports.values.blocks import BarChart, Card, CardQuestion, DataTable
from planctl.reports.values.measures import MeasureFigures, figures_table
from planctl.reports.values.runs import RatingTag
from planctl.store.shipped import shipped


def render(request: ReportRequest) -> Iterator[bytes]:
    """Yield the file; UserError if its library is missing, or memory for so large a paper."""
    with extra("pdf"):
        import typst
    today = request.summary.today
    paper = json.dumps(_given(request))
    _refuse_too_large(len(paper))
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[shipped("fonts")]
    )
    yield typst.compile(
        os.path.join(shipped("templates"), "report.typ"),
        font_paths=fonts,
        ignore_system_fonts=True,
        sys_inputs={"paper": paper},
        pdf_standards=["ua-1", "a-2a"],
        timestamp=datetime(today.year, today.month, today.day, tzinfo=UTC),
    )


def _refuse_too_large(size: int) -> None:
    """Refuse a paper of so many characters that takes more memory than the machine has.

    Windows does not tell how much that is.
    """
    if sys.platform == "win32":
        return
    needed = size * _MEMORY / 1e9
    there = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    if needed > there:
        message = (
            f"the PDF would take about {needed:.1f} GB of memory; this machine has {there:.1f} GB"
        )
        raise UserError(message, "make it of fewer actions, with --lead or --priority, or as html")


_MEMORY = 320
"""How many bytes Typst takes for each character that it is given; measured with 300 actions."""


def _given(request: ReportRequest) -> dict[str, object]:
    """Return what the template is given: the paper, with only characters that the font has."""
    paper, plan, today = request.paper, request.paper.plan, request.summary.today
    version = f" Version {plan.commit}." if plan.commit else ""
    made = {
        "organisation": plan.organisation,
        "quarter": plan.quarter,
        "when": plan.when,
        "as_at": plan.as_at,
        "kind_title": paper.kind_title,
        "listed_from": paper.listed_from,
        "title": _cut(plan.title),
        "named": _cut(f"{paper.name}: {plan.when}"),
        "author": _cut(plan.organisation),
        "described": _cut(f"{plan.sentence} As at {plan.as_at}."),
        "date": {"year": today.year, "month": today.month, "day": today.day},
        "standing": paper.standing,
        "foot": f"{plan.organisation}. As at {plan.as_at}.{version}",
        "contents": paper.has_contents,
        "sections": _plain(paper.sections),
        "table": _plain(table_of_plan(paper, request.layout, _PLAN)),
        "looks": {step.slug: step.look for step in request.summary.scale.steps if step.own},
        "labels": vars(paper.labels),
    }
    font = FontFilter()
    return {**{name: font.applied(each) for name, each in made.items()}, "unshown": font.note}


def _cut(text: str) -> str:
    """Return what a file says of itself or of a heading, where PDF/A has no room for more."""
    return text if len(text) <= _MOST else f"{text[:_MOST]}…"


_MOST = 2_000


def _plain(value: object) -> object:
    """Return a value as JSON has it; commentary is in blocks, and a table has widths."""
    if isinstance(value, list | tuple):
        return list(map(_plain, value))
    if not is_dataclass(value):
        return value
    idle = _IDLE.get(type(value), ())
    own = {name: _plain(each) for name, each in vars(value).items() if name not in idle}
    return own | _changed(value)


def _changed(value: object) -> dict[str, object]:
    """Return what is other in a value than its own fields: texts too long, or to be shaped."""
    if name := _LONG_TEXTS.get(type(value)):
        return {name: _cut(getattr(value, name))}
    if names := _COMMENTARY.get(type(value)):
        return {name: _plain(prose.blocks(getattr(value, name))) for name in names}
    return _shaped(value)


def _shaped(value: object) -> dict[str, object]:
    """Return what the template needs of a value in another shape."""
    match value:
        case Card() | Form():
            runs = (run for run in value.name if not isinstance(run, RatingTag))
            return {"name": [_plain(replace(run, text=_cut(run.text))) for run in runs]}
        case MeasureFigures():
            return {"table": _plain(figures_table(value))}
        case ActionDetail():
            return {"title": _cut(value.title), "across": quarters_across(value)}
        case DataTable() | prose.CommentaryTable():
            return _fitted(value)
    return {}


_LONG_TEXTS: Mapping[type, str] = {
    PaperSection: "heading",
    BarChart: "description",
    MeasureChart: "description",
}
_COMMENTARY: Mapping[type, Collection[str]] = {
    CardQuestion: ("text",),
    CommentaryPart: ("text",),
    QuarterPosition: ("commentary",),
}
_IDLE: Mapping[type, Collection[str]] = {
    ActionDetail: ("links", "indicators", "measures"),
    QuarterPosition: [field for field in TEXT_FIELDS if field != "commentary"],
    MeasureFigures: ("rows", "standing"),
}
"""What the template has in another shape, in a plan of many actions half of all."""


def _fitted(table: DataTable | prose.CommentaryTable) -> dict[str, object]:
    """Return the widths of a table's columns, and whether it needs the page's long side."""
    if isinstance(table, prose.CommentaryTable):
        return {"widths": column_widths(table.plain, _WITHIN)}
    turned = is_too_wide(table, _UPRIGHT)
    return {"widths": column_widths(table, _TURNED if turned else _UPRIGHT), "landscape": turned}


_UPRIGHT, _TURNED = PageWidth(170, 1.75, 6), PageWidth(257, 1.75, 6)
_PLAN = PageWidth(261.4, 1.65, 3)
_WITHIN = PageWidth(130, 1.9, 6)
"""What a table within commentary has of a page that is upright."""
