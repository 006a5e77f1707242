"""The charts of a Word document: each as SVG, and as a plain picture where SVG is not shown."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import cycle
from typing import NamedTuple

from planctl.measures.chart_parts import MeasureChart
from planctl.plan.looks import Look
from planctl.reports.measure_chart import plot
from planctl.reports.png_image import Block, line_blocks, png_image
from planctl.reports.values.blocks import BarChart
from planctl.reports.values.hatching import SIDE, HatchedTag, HatchLine, drawn_lines
from planctl.reports.word_elements import attribute_xml

_PLAIN = Look("#ffffff", "#4a4a4a", "#6b6b6b")
MOVES = {
    "worsened": Look("#4a4a4a", "#ffffff", "#4a4a4a"),
    "improved": Look("#e4e2dc", "#1c1c1c", "#6b6b6b"),
    "same": _PLAIN,
    "not-compared": _PLAIN,
}
"""The colours of how a rating moved."""
_INK, _MUTED, _LINKED, _RULE, _BAND = "#1c1c1c", "#4f4f4f", "#14467c", "#767676", "#f6e3b8"
_WIDE, _HIGH, _TOP, _THICK = 640, 58, 22, 26
"""How wide the bars are, how high each is with its label, where it begins, and it alone."""
_PIXEL = 9525
"""How many of a drawing's units a pixel is: ECMA-376, part 1, 20.1.2.1."""
_STYLE = (
    f"<style>text{{font:12px Arial,sans-serif;fill:{_MUTED}}}"
    f".number{{fill:{_INK};font-weight:bold}}.band{{fill:{_BAND}}}"
    f".target{{stroke:{_INK};stroke-width:3}}"
    f".other{{stroke:{_MUTED};stroke-width:1.25;stroke-dasharray:5 4}}"
    ".dotted{stroke-width:2;stroke-dasharray:2 4}.dash-dotted{stroke-dasharray:9 3 2 3}"
    f".before{{stroke:{_RULE};fill:{_RULE}}}.path{{stroke:{_LINKED};stroke-width:2}}"
    f".mark,.met{{fill:#fff;stroke:{_LINKED};stroke-width:2}}"
    f".missed{{fill:{_INK};stroke:#fff}}</style>"
)
_SVG = 'xmlns="http://www.w3.org/2000/svg"'


class Drawing(NamedTuple):
    """A chart as it is drawn: twice, with its size in pixels and what it shows in words."""

    svg: str
    png: bytes
    width: int
    height: int
    told: str


def bars_drawn(chart: BarChart, looks: Mapping[str, Look]) -> Drawing:
    """Return a chart of bars, in the colours of the ratings."""
    high = _HIGH * len(chart.bars)
    svg = f'<svg {_SVG} viewBox="0 0 {_WIDE} {high}" width="{_WIDE}" height="{high}">'
    parts = "\n".join(_bar_lines(chart, looks))
    picture = png_image(_WIDE, high, _bar_blocks(chart, looks))
    return Drawing(f"{svg}\n{parts}\n</svg>\n", picture, _WIDE, high, chart.description)


def _bar_lines(chart: BarChart, looks: Mapping[str, Look]) -> Iterator[str]:
    font = 'font-family="Arial, sans-serif" font-size="14"'
    hatches = {each.slug: each.lines for each in chart.key}
    for number, bar in enumerate(chart.bars):
        top = number * _HIGH
        label = attribute_xml(bar.label if len(bar.label) <= _LONG else f"{bar.label[:_LONG]}…")
        yield f'<text x="0" y="{top + 15}" {font} fill="{_INK}">{label}</text>'
        for part in bar.parts:
            left, width = float(part.left) * _WIDE / 100, float(part.width) * _WIDE / 100
            look = looks.get(part.slug, _PLAIN)
            yield from _box_lines(left, top + _TOP, width, look, hatches[part.slug])
            if part.fits[0]:
                shape = f"{part.shape} " if part.fits[1] else ""
                said = attribute_xml(f"{shape}{part.number}")
                wide = f'width="{8 * len(shape + str(part.number)) + 4}" height="18"'
                behind = f'x="{left + 4:.1f}" y="{top + 26}" {wide}'
                yield f'<rect {behind} fill="{look.ground}"/>'
                at = f'x="{left + 6:.1f}" y="{top + 40}"'
                yield f'<text {at} {font} fill="{look.ink}">{said}</text>'


_LONG = 72


def _box_lines(
    left: float, top: int, width: float, look: Look, hatch: Sequence[HatchLine]
) -> Iterator[str]:
    """Yield a part of a bar in its colours and its pattern; not every program repeats a square."""
    yield (
        f'<rect x="{left:.1f}" y="{top}" width="{width:.1f}" height="{_THICK}"'
        f' fill="{look.ground}" stroke="{look.edge}"/>'
    )
    ends = drawn_lines(hatch, left, top + 1, width, _SQUARES)
    drawn = "".join(f"M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" for x1, y1, x2, y2 in ends)
    if drawn:
        yield f'<path d="{drawn}" stroke="{look.ink}" stroke-width="0.8" fill="none"/>'


def _box_blocks(
    left: float, top: int, width: float, look: Look, hatch: Sequence[HatchLine]
) -> Iterator[Block]:
    yield Block(left, top, left + width, top + _THICK, look.edge)
    yield Block(left + 1, top + 1, left + width - 1, top + _THICK - 1, look.ground)
    for x1, y1, x2, y2 in drawn_lines(hatch, round(left) + 0.5, top + 1.5, width - 1, _SQUARES):
        yield from line_blocks((x1, y1), (x2, y2), 1, look.ink)


def mark_drawn(rating: HatchedTag, looks: Mapping[str, Look]) -> Drawing:
    """Return what stands for a rating in a chart, beside its word in the key."""
    look, size = looks.get(rating.slug, _PLAIN), f'width="{_MARK}" height="{_THICK}"'
    svg = f'<svg {_SVG} viewBox="0 0 {_MARK} {_THICK}" {size}>'
    parts = "\n".join(_box_lines(0, 0, _MARK, look, rating.lines))
    picture = png_image(_MARK, _THICK, _box_blocks(0, 0, _MARK, look, rating.lines))
    told = f"Mark of {rating.label}"
    return Drawing(f"{svg}\n{parts}\n</svg>\n", picture, 28, 18, told)


_MARK, _SQUARES = 40, _THICK // SIDE
"""How wide a mark of the key is, and how many squares of a pattern a bar is high."""


def _bar_blocks(chart: BarChart, looks: Mapping[str, Look]) -> Iterator[Block]:
    hatches = {each.slug: each.lines for each in chart.key}
    for number, bar in enumerate(chart.bars):
        top = number * _HIGH + _TOP
        for part in bar.parts:
            left, width = float(part.left) * _WIDE / 100, float(part.width) * _WIDE / 100
            look = looks.get(part.slug, _PLAIN)
            yield from _box_blocks(left, top, width, look, hatches[part.slug])


def measure_drawn(chart: MeasureChart) -> Drawing:
    """Return the chart of a measure, as the web page draws it."""
    first, _, rest = str(plot(chart)).partition("\n")
    svg = f"{first.replace('<svg ', f'<svg {_SVG} ')}\n{_STYLE}\n{rest}"
    picture = png_image(chart.width, chart.height, _measure_blocks(chart))
    return Drawing(svg, picture, chart.width, chart.height, chart.description)


def _measure_blocks(chart: MeasureChart) -> Iterator[Block]:
    for band in chart.bands:
        left, top = float(band.left), float(band.top)
        yield Block(left, top, left + float(band.width), top + float(band.height), _BAND)
    for other in chart.others:
        yield from _dashes(chart.width, float(other.y), _DASHES[other.dash])
    for target in chart.targets:
        yield from _level(float(target.left), float(target.right), float(target.y), 3, _INK)
    for lines, colour in ((chart.last_year, _RULE), (chart.segments, _LINKED)):
        for line in lines:
            start, end = (float(line.x1), float(line.y1)), (float(line.x2), float(line.y2))
            yield from line_blocks(start, end, 2, colour)
    for mark in chart.marks:
        x, y = float(mark.x), float(mark.y)
        yield Block(x - 4, y - 4, x + 4, y + 4, _INK if mark.met == "no" else _LINKED)


_DASHES = {"dashed": [(5, 4)], "dotted": [(2, 4)], "dash-dotted": [(9, 3), (2, 3)]}
"""How long the dashes of a line are, each with the gap after it."""


def _dashes(width: int, at: float, dashes: Iterable[tuple[int, int]]) -> Iterator[Block]:
    left, along = 10, cycle(dashes)
    while left < width - 10:
        dash, gap = next(along)
        yield from _level(left, min(left + dash, width - 10), at, 1, _MUTED)
        left += dash + gap


def _level(left: float, right: float, at: float, thick: float, colour: str) -> Iterator[Block]:
    yield Block(left, at - thick / 2, right, at + thick / 2, colour)


def drawing_xml(drawing: Drawing, number: int, png: str, svg: str) -> str:
    """Return a run with a drawing; `png` and `svg` are the ids of its pictures."""
    size = f'cx="{drawing.width * _PIXEL}" cy="{drawing.height * _PIXEL}"'
    told = attribute_xml(drawing.told)
    named = f'id="{number}" name="Chart {number}" descr="{told}"'
    picture = (
        f'<pic:pic xmlns:pic="{_DRAWN}/picture"><pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/>'
        f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="{png}"><a:extLst>'
        '<a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}"><asvg:svgBlip'
        ' xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main"'
        f' r:embed="{svg}"/></a:ext></a:extLst></a:blip><a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    )
    inline = (
        f'<wp:inline xmlns:wp="{_DRAWN}/wordprocessingDrawing" xmlns:a="{_DRAWN}/main"'
        f' distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/><wp:docPr {named}/>'
        f'<a:graphic><a:graphicData uri="{_DRAWN}/picture">{picture}</a:graphicData></a:graphic>'
        "</wp:inline>"
    )
    return f"<w:r><w:drawing>{inline}</w:drawing></w:r>"


_DRAWN = "http://schemas.openxmlformats.org/drawingml/2006"
