"""The ratings of a plan in its own words: each step of its scale, what it is, how it is shown."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from planctl.plan.base import PlanPart
from planctl.plan.looks import LOOKS, PLAIN_LOOK, Look, look_of
from planctl.plan.period import in_noun
from planctl.plan.period_key import ANY_YEAR
from planctl.plan.ratings import (
    MEANINGS,
    SAID_BY_STATUS,
    SHAPES,
    WORSE_TO_BETTER,
    Direction,
    Rag,
    Rating,
    Status,
)
from planctl.plan.scale_step import ScaleStep
from planctl.plan.year import Year


class RatingWords(PlanPart):
    """How a council names a rating and what it means by it."""

    label: str = ""
    """The word to print for it."""
    meaning: str = ""
    """What it means, printed with every report."""


@dataclass(frozen=True, slots=True)
class Step:
    """A rating as a plan has it: rules ask what it is, people read its label."""

    rating: Rating
    """What it is."""
    code: str
    """What a file says for it."""
    label: str
    """The word that is printed for it."""
    meaning: str
    """What it means in the plan."""
    shape: str
    """A character that says the same as its colour."""
    slug: str
    """A name for its style."""
    place: int
    """Where it stands among the steps that are the same, from the worst."""
    look: Look = field(compare=False)
    """Its colours."""
    short: str = ""
    """Its label where there is little room."""
    own: bool = False
    """Whether it is of a body's own scale, in whose words it is always told."""
    months_late: int | None = field(default=None, compare=False)
    """More than how many months late an action is suggested to be this, if the scale says so."""
    percent_done: int | None = field(default=None, compare=False)
    """With how many per cent of its milestones done it is suggested."""

    @property
    def name(self) -> str:
        """What tables and checks call it."""
        return self.label if self.own else self.rating.value

    @property
    def plain_word(self) -> str:
        """Its name within a sentence."""
        return self.label if self.own else self.name.lower()

    @property
    def word(self) -> str:
        """Its label within a sentence."""
        return self.label if self.own else self.label.lower()

    @property
    def brief(self) -> str:
        """Its label where there is little room."""
        return self.short or self.label

    @property
    def standing(self) -> tuple[Rating, int]:
        """What it is and where among those: the same in two steps that differ in words alone."""
        return self.rating, self.place


@dataclass(frozen=True)
class Scale:
    """The steps of a plan's ratings, in the order in which they are counted and explained."""

    steps: tuple[Step, ...]
    own: bool = False
    """Whether the body has a scale of its own."""
    quarters: Mapping[str, "Scale"] = field(default_factory=dict)
    """The scale of each quarter, where it changes in the year."""

    @cached_property
    def _first(self) -> Mapping[Rating, Step]:
        return {step.rating: step for step in reversed(self.steps)}

    @cached_property
    def _coded(self) -> Mapping[str, Step]:
        return {step.code: step for step in reversed(self.rags)}

    def at(self, quarter: str) -> "Scale":
        """Return the scale by which a quarter is rated, by what files say for the quarter."""
        return self.quarters.get(quarter, self)

    @property
    def first(self) -> "Scale":
        """The scale by which the first quarter is rated."""
        return next(iter(self.quarters.values()), self)

    def of(self, rating: Rating) -> Step:
        """Return the first step that is a rating; planctl's own where the scale has none."""
        return self._first.get(rating) or OWN.of(rating)

    def written(self, rag: object, status: object) -> Step:
        """Return the step of an update by what a file says, whether or not that is allowed."""
        statuses = {each.value: each for each in Status}
        return self.said(self._coded.get(str(rag)), statuses.get(str(status)))

    @cached_property
    def rags(self) -> tuple[Step, ...]:
        """The steps that a file may say after `rag:`."""
        own = tuple(step for step in self.steps if step.own)
        plain = (step for step in self.steps if not step.own and step.rating in _PLAIN)
        return (*own, *plain)

    def said(self, rag: Step | None, status: Status | None) -> Step:
        """Return the step of an update: that of its status where that says it, else its colour."""
        by_rag = self._coded.get(rag.code, rag) if rag else None
        rating = rating_said(by_rag, status)
        return by_rag if by_rag and by_rag.rating is rating else self.of(rating)

    @cached_property
    def has_rules(self) -> bool:
        """Whether it says by what a step is suggested."""
        return any((each.months_late, each.percent_done) != (None, None) for each in self.steps)

    @property
    def offered(self) -> tuple[Step, ...]:
        """The steps of which a form asks to choose one."""
        return tuple(step for step in self.steps if step.rating in _STATED)

    @cached_property
    def plain(self) -> tuple[Step, ...]:
        """The steps of confidence and of what numbers suggest: planctl's labels are of delivery.

        Of a body's own scale they are those that judge what goes on.
        """
        if not any(step.own for step in self.steps):
            return OWN.rags
        found = tuple(step for step in self.steps if step.rating in _SAID_BY_RAG.values())
        return found if self.own else (*found, *OWN.rags)

    @property
    def of_numbers(self) -> tuple[Step, ...]:
        """The steps that numbers suggest, from the worst."""
        return tuple(map(self.suggested, _SAID_BY_RAG))

    def word_of(self, code: str) -> str:
        """Return how people call what a file says of a rating: the label of a body's own step."""
        own = (step.label for step in self.steps if step.own and step.code == code)
        return next(own, code)

    def listed(self, *ratings: Rating) -> str:
        """Return the steps that are one of some ratings, as a sentence has them: red or amber."""
        return either([step.plain_word for step in self.steps if step.rating in ratings])

    def suggested(self, rag: Rag) -> Step:
        """Return the step that numbers suggest; in plain words where the scale has none."""
        wanted = _SAID_BY_RAG[rag]
        found = [step for step in self.plain if step.rating is wanted]
        return found[0] if found else _neutral(wanted)


def either(words: Sequence[str]) -> str:
    """Return words as a sentence has them where one of them is so: red, amber or green."""
    return " or ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def scale_of(
    ratings: Iterable[tuple[str, RatingWords]],
    scale: Sequence[ScaleStep] = (),
    year: Year = ANY_YEAR,
) -> Scale:
    """Return the scale of a plan: its own, or planctl's in its words for those that it renames.

    A quarter in which no step of its own is used has planctl's.
    """
    renamed, periods = dict(ratings), year.first.order
    plain = tuple(_own(each, renamed.get(each.value.lower(), _NONE), year.noun) for each in Rating)
    if not scale:
        return Scale(plain)
    unsaid = tuple(step for step in plain if step.rating not in _STATED)
    made = list(zip(scale, _body_steps(scale, periods), strict=True))
    quarters = {}
    for quarter in periods:
        steps = tuple(step for said, step in made if said.holds(quarter, periods))
        quarters[quarter] = Scale((*steps, *unsaid), own=True) if steps else Scale(plain)
    every = tuple(step for _, step in made)
    if all(each.steps == (*every, *unsaid) for each in quarters.values()):
        return Scale((*every, *unsaid), own=True)
    is_own = all(each.own for each in quarters.values())
    return Scale((*every, *(unsaid if is_own else plain)), own=is_own, quarters=quarters)


def _body_steps(scale: Sequence[ScaleStep], periods: Sequence[str]) -> Iterator[Step]:
    """Yield the steps of a body's own scale."""
    taken: dict[str, int] = defaultdict(int)
    for number, said in enumerate(scale):
        rating, slug = said.rating, f"step-{said.code}"
        taken[slug] += 1
        shapes = (SHAPES[rating], *_OTHER_SHAPES[rating])
        worse = (each for each in scale[:number] if each.rating is rating)
        place = sum(each.with_step(said, periods) for each in worse)
        yield Step(
            rating,
            code=said.code,
            label=said.label,
            meaning=said.meaning or own_meaning(said),
            shape=said.shape or shapes[min(place, len(shapes) - 1)],
            slug=slug if taken[slug] == 1 else f"{slug}--{taken[slug]}",
            place=place,
            look=look_of(said.colour) if said.colour else LOOKS.get(rating, PLAIN_LOOK),
            short=said.short,
            own=True,
            months_late=said.months_late,
            percent_done=said.percent_done,
        )


def own_meaning(said: ScaleStep) -> str:
    """Return what planctl means by a step that a body calls as planctl does, "" by any other."""
    if said.label.lower() != said.rating.value.lower():
        return ""
    return _GREEN if said.rating is Rating.GREEN else MEANINGS[said.rating]


def _neutral(rating: Rating) -> Step:
    """Return what numbers suggest where a body's scale has no step for it."""
    return Step(
        rating,
        code=_OF_NUMBERS[rating].lower(),
        label=_OF_NUMBERS[rating],
        meaning="",
        shape=SHAPES[rating],
        slug=_OF_NUMBERS[rating].lower().replace(" ", "-"),
        place=0,
        look=PLAIN_LOOK,
        own=True,
    )


def _own(rating: Rating, words: RatingWords, noun: str) -> Step:
    return Step(
        rating,
        code=rating.value.lower(),
        label=words.label or rating.value,
        meaning=words.meaning or in_noun(MEANINGS[rating], noun),
        shape=SHAPES[rating],
        slug=rating.name.lower().replace("_", "-"),
        place=0,
        look=LOOKS.get(rating, PLAIN_LOOK),
    )


_NONE = RatingWords.model_construct()
_STATED = frozenset({*SAID_BY_STATUS.values(), Rating.RED, Rating.AMBER, Rating.GREEN})
_SAID_BY_RAG = {Rag.RED: Rating.RED, Rag.AMBER: Rating.AMBER, Rag.GREEN: Rating.GREEN}
_PLAIN = frozenset(_SAID_BY_RAG.values())
_LASTS = frozenset(SAID_BY_STATUS.values())
_GREEN = "Going to plan."
_OF_NUMBERS = {
    Rating.RED: "Misses its target",
    Rating.AMBER: "Near its target",
    Rating.GREEN: "Meets its target",
}
_OTHER_SHAPES = {
    Rating.RED: ("▼", "△", "▽"),
    Rating.AMBER: ("◊", "▶", "◀"),
    Rating.GREEN: ("◉", "◦", "•"),
    Rating.COMPLETE: ("☑", "√", "+"),
    Rating.EMBEDDED: ("☑", "√", "+"),
    Rating.ON_HOLD: ("¦", "†", "‡"),
    Rating.CLOSED: ("□", "▪", "▫"),
    Rating.NOT_STARTED: ("◌", "◦", "▫"),
}
"""The shapes of further steps that are the same."""

OWN = scale_of(())
"""planctl's own ratings in its own words."""


def rating_said(rag: Step | None, status: Status | None) -> Rating:
    """Return what an update comes to: what its status says where that says it, else its step.

    A step of a body's own scale that says as much as a status needs none.
    """
    if status in SAID_BY_STATUS and not (rag and rag.rating in _LASTS):
        return SAID_BY_STATUS[status]
    return rag.rating if rag else Rating.NOT_RATED


def moved(before: Step | None, after: Step | None) -> bool:
    """Return whether a rating is another than before, and not only called otherwise."""
    if not (before and after):
        return before is not after
    return before.standing != after.standing


def direction(before: Step, after: Step) -> Direction:
    """Return whether a rating improved or worsened; it only changed where no order is known."""
    if not (comparable(before) and comparable(after)):
        return "changed"
    return "improved" if _height(after) > _height(before) else "worsened"


def comparable(step: Step) -> bool:
    """Return whether a step is better or worse than others."""
    return step.rating in WORSE_TO_BETTER


def _height(step: Step) -> tuple[int, int]:
    return WORSE_TO_BETTER.index(step.rating), step.place
