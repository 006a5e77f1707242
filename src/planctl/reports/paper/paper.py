"""A paper: the plan as it is reported, and sections of blocks that every format can show."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from planctl.reports.values.actions import ActionDetail, NamedList, QuarterPosition
from planctl.reports.values.blocks import (
    BarChart,
    BulletList,
    Card,
    DataTable,
    FactList,
    Paragraph,
    RatingTiles,
    ReadyMarkup,
    Subheading,
)
from planctl.reports.values.labels import LABELS, Labels
from planctl.reports.values.measure_tiles import MeasureTiles
from planctl.reports.values.plan import PlanValues
from planctl.reports.values.runs import RatingTag, Runs


@dataclass(frozen=True)
class FormField:
    """A place of a form to write in."""

    name: str
    """what is asked"""
    hint: str
    """how to answer"""
    choices: Sequence[RatingTag] = field(default_factory=list)
    """ratings to choose one of"""
    lines: int = 0
    """how many lines to write on"""


@dataclass(frozen=True)
class Form:
    """An action to be filled in."""

    id: str
    """its number"""
    name: Runs
    """its number and title, in words"""
    anchor: str
    """the name of its place"""
    lead: str
    """who leads it"""
    post: str
    """who answers for the lead"""
    indicators: Sequence[str]
    """its indicators of success"""
    lists: Sequence[NamedList]
    """the same with their name, if there are any"""
    fields: Sequence[FormField]
    """where to write"""
    before: QuarterPosition | None
    """what was said the quarter before; nothing where there is none"""
    block: str = "form"
    """`form`"""


Block = (
    Paragraph
    | Subheading
    | BulletList
    | FactList
    | RatingTiles
    | DataTable
    | BarChart
    | MeasureTiles
    | Card
    | ActionDetail
    | Form
    | ReadyMarkup
)


@dataclass(frozen=True)
class ContentsEntry:
    """An action in a section, to which the contents can lead."""

    text: str
    """the action"""
    anchor: str
    """the name of its place"""


@dataclass(frozen=True)
class PaperSection:
    """A section of a paper."""

    name: str
    """which section it is"""
    heading: str
    """its heading"""
    blocks: Sequence[Block]
    """what it says"""
    anchor: str = ""
    """the name of its place; that of the section where it has none of its own"""
    number: str = ""
    """the number of a priority or an action"""
    contents: bool = True
    """whether the contents list it"""
    heading_optional: bool = False
    """whether its blocks can do without the heading"""
    new_page: bool = False
    """whether it begins on a new page"""
    places: Sequence[ContentsEntry] = field(init=False)
    """the actions in it, to which the contents can lead"""

    def __post_init__(self) -> None:
        """Say where the section is, and the actions in it."""
        object.__setattr__(self, "anchor", self.anchor or self.name)
        object.__setattr__(self, "places", list(_places(self.blocks)))


@dataclass(frozen=True)
class Paper:
    """A paper of some kind, with the plan that it is made from."""

    plan: PlanValues
    """the plan"""
    kind: str
    """which kind of paper it is"""
    kind_title: str
    """what stands above the title; nothing for the full report"""
    has_contents: bool
    """whether it lists what is in it"""
    has_filter: bool
    """whether its page can show some of the actions alone"""
    scope_note: str
    """`scope` as a sentence; empty where the kind of paper says it"""
    listed_from: int
    """the number of sections before the contents"""
    sections: Sequence[PaperSection]
    """what it says, in order"""
    labels: Labels = LABELS
    """what the parts of a paper are called"""

    @property
    def name(self) -> str:
        """The title of the paper, with its kind."""
        return f"{self.kind_title}: {self.plan.title}" if self.kind_title else self.plan.title

    @property
    def standing(self) -> str:
        """Whether the quarter is signed off, which version this is, and whose actions."""
        version = f"Version {self.plan.commit}." if self.plan.commit else ""
        return " ".join(filter(None, [self.plan.sign_off.sentence, version, self.scope_note]))


def template_values(paper: Paper) -> dict[str, object]:
    """Return what a template is given, by its names: the plan's own values and the paper's."""
    own = {name: value for name, value in vars(paper).items() if value is not paper.plan}
    return {**vars(paper.plan), **own}


def _places(blocks: Iterable[Block]) -> Iterator[ContentsEntry]:
    """Yield the blocks that are an action's own place."""
    for block in blocks:
        match block:
            case ActionDetail():
                yield ContentsEntry(f"{block.id} {block.title}", block.anchor)
            case Card() | Form() if block.anchor:
                yield ContentsEntry(named_in(block.name), block.anchor)


def named_in(words: Runs) -> str:
    """Return what the contents call something whose name is words: without their ratings."""
    return "".join(run.text for run in words if not isinstance(run, RatingTag))
