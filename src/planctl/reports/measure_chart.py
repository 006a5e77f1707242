"""The small chart of a measure as SVG, in one piece: a page has thousands of its parts."""

from collections.abc import Iterator

from markupsafe import Markup, escape

from planctl.measures.chart_parts import ChartMark, ChartSegment, MeasureChart
from planctl.reports.templates.sandbox import markup


def plot(chart: MeasureChart) -> Markup:
    """Return the drawing of a chart; what a plan says in it is escaped."""
    return markup("\n".join(_lines(chart)) + "\n")


def _lines(chart: MeasureChart) -> Iterator[str]:
    size = f'viewBox="0 0 {chart.width} {chart.height}" width="{chart.width}"'
    yield f'<svg class="plot" role="img" {size} height="{chart.height}">'
    yield f"<title>{escape(chart.title)}</title>"
    yield f"<desc>{escape(chart.description)}</desc>"
    for band in chart.bands:
        left_top = f'x="{band.left}" y="{band.top}"'
        yield f'<rect class="band" {left_top} width="{band.width}" height="{band.height}"/>'
    for other in chart.others:
        across = f'x1="10" x2="{chart.width - 10}"'
        yield f'<line class="other {other.dash}" {across} y1="{other.y}" y2="{other.y}"/>'
    for line in chart.last_year:
        yield _line("before", line)
    for place in chart.last_year_marks:
        yield f'<circle class="before" cx="{place.x}" cy="{place.y}" r="3"/>'
    for target in chart.targets:
        across = f'x1="{target.left}" x2="{target.right}"'
        yield f'<line class="target" {across} y1="{target.y}" y2="{target.y}"/>'
    for line in chart.segments:
        yield _line("path", line)
    for mark in chart.marks:
        yield from _mark(mark)
    for label in chart.labels:
        at = f'x="{label.x}" y="{chart.height - 6}"'
        yield f'<text {at} text-anchor="middle">{escape(label.text)}</text>'
    yield "</svg>"


def _line(look: str, line: ChartSegment) -> str:
    return f'<line class="{look}" x1="{line.x1}" y1="{line.y1}" x2="{line.x2}" y2="{line.y2}"/>'


def _mark(mark: ChartMark) -> Iterator[str]:
    if mark.met == "no":
        yield f'<path class="missed" d="M {mark.x} {mark.y} m 0 -5.5 l 5 9 l -10 0 z"/>'
    else:
        look = "met" if mark.met else "mark"
        yield f'<circle class="{look}" cx="{mark.x}" cy="{mark.y}" r="4.5"/>'
    if mark.text:
        middle = f'x="{mark.text_x}" y="{mark.text_y}" text-anchor="middle"'
        yield f'<text class="number" {middle} paint-order="stroke">{escape(mark.text)}</text>'
