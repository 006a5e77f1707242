"""Every measure with numbers as a tile: its latest number, target and chart, what differs first."""

from collections import Counter
from collections.abc import Iterable, Iterator

from planctl.measures.chart import key_phrases
from planctl.plan.figure import Figure
from planctl.reports.paper import sections as parts
from planctl.reports.paper.paper import Block, PaperSection
from planctl.reports.paper.plan_view import PlanView
from planctl.reports.values.blocks import bullets, facts, paragraph
from planctl.reports.values.measure_tiles import MeasureTile, MeasureTiles, TileAction, measure_tile
from planctl.reports.values.runs import runs
from planctl.summary.action_summary import ActionSummary
from planctl.summary.summary import Summary


def link_targets(_summary: Summary) -> Iterable[ActionSummary]:
    """Return the actions that have a place of their own in the paper."""
    return ()


def sections(view: PlanView) -> Iterator[PaperSection]:
    """Yield the sections of the paper."""
    yield from parts.cover(view)
    tiles = list(_tiles(view))
    yield parts.opening(list(_summary(view, tiles)))
    main = [_measures(view, tiles)]
    yield from main
    if told := [(each, each.meaning) for each in parts.ratings_in(view, main)]:
        yield PaperSection("ratings", "What the ratings mean", [facts(told, "meanings")])
    yield from parts.glossary(view, within=main)


def _summary(view: PlanView, tiles: list[MeasureTile]) -> Iterator[Block]:
    """Yield how many measures there are, how many of them the numbers rate how, and meet what."""
    rows = view.summary.rows
    measured = [each for row in rows for each in view.summary.measured[row.path]]
    standing = [each.standing(view.summary.quarter).shown for each in measured]
    numbers = sum(isinstance(each, Figure) for each in standing)
    said = ["No measure has numbers."]
    if measured:
        said = [f"{numbers} of {len(measured)} measures have numbers for {view.quarter}."]
    judged = Counter(each.suggested.slug for each in tiles if each.suggested)
    if judged:
        steps = view.summary.scale.at(view.summary.quarter.key).of_numbers
        told = (f"{judged[each.slug]} {each.word}" for each in steps if each.slug in judged)
        said.append(f"The numbers of {judged.total()} suggest a rating: {', '.join(told)}.")
    differ = sum(each.differs for each in tiles)
    if differ:
        which = f"{differ}, which stand" if differ > 1 else "one, which stands"
        said.append(f"The lead rates the action otherwise than the numbers of {which} first.")
    lines = [line for row in rows if row.action for line in row.action.measures]
    others = sum(not any(each.unit for each in line.measures) for line in lines)
    if others:
        said.append(f"{others} {'is' if others == 1 else 'are'} in words alone.")
    unread = sum(row.action is None for row in rows)
    if unread:
        said.append(f"{unread} of {len(rows)} actions cannot be read.")
    yield paragraph(" ".join(said), "sentence")
    if view.summary.scale.own:
        yield paragraph(view.values.sentence)


def _tiles(view: PlanView) -> Iterator[MeasureTile]:
    """Yield a tile for each measure with numbers, in the order of the plan."""
    places = {each.number: each.anchor for each in view.values.priorities}
    number = 0
    for row in view.summary.rows:
        action = view.action(row)
        rated, said = view.tag_at(row), view.rating_and_outcome(row)
        whose = TileAction(row.id, action.run, action.lead, places[row.priority], rated, runs(said))
        for measured in view.summary.measured[row.path]:
            number += 1
            yield measure_tile(measured, view.summary.quarter, whose, view.step(row), number)


def _measures(view: PlanView, tiles: list[MeasureTile]) -> PaperSection:
    """Return the measures: first those of which the lead says otherwise than the numbers."""
    ordered = sorted(tiles, key=lambda tile: not tile.differs)
    caption = f"Every measure that has numbers, as at {view.quarter}"
    key = "; ".join(key_phrases(own=bool(view.summary.scale.own)))
    blocks: list[Block] = [paragraph("No measure here has numbers.")]
    if tiles:
        blocks = [MeasureTiles(caption, ordered, f"In each chart: {key}.")]
    unread = [row for row in view.summary.rows if not row.action]
    if unread:
        blocks.append(bullets([view.action(row).run, ": ", view.tag_at(row)] for row in unread))
    return PaperSection("measures", "Measures", blocks)
