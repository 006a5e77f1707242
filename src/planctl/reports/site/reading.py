"""What a site is made from, read again only where it is not known as it is."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from hashlib import sha256
from posixpath import basename
from typing import NamedTuple

from planctl.plan.ids import natural
from planctl.plan.periods import Quarter
from planctl.plan.plan import Plan, Texts, load
from planctl.plan.ratings import Rating
from planctl.problem import Problem
from planctl.reports.site.known import Known
from planctl.reports.site.pages import Recorded, Ways
from planctl.reports.templates.template import Sources, digest
from planctl.reports.values.plan import Shared, anchors, shared_by
from planctl.signoff.standing import SignOff, sign_off
from planctl.summary.summary import Row, Summary, summarise


@dataclass(frozen=True)
class Asked:
    """What a site is asked for: the plan as seen on a day, for a quarter, with its history.

    `commit` is the version of the plan that the site says it is made from. `recorded` is the
    history, the latest first; None where there is no git.
    """

    today: date
    quarter: Quarter | None = None
    sources: Sources = field(default_factory=lambda: Sources(""))
    commit: str = ""
    recorded: Sequence[Recorded] | None = None


@dataclass(frozen=True)
class Reading:
    """A plan of which only some actions were read: the others are known, with their pieces.

    `plan` and `fresh` have what was read, `rows` all actions in their order; `sources` has a
    digest of what each action's pieces are made from, and `base` one of all else. `anchors` has the
    names of the actions' pages, by the paths of their files; `now` is how each file is on the disk.
    """

    plan: Plan
    fresh: Summary
    rows: tuple[Row, ...]
    anchors: Mapping[str, str]
    known: Known
    sources: Mapping[str, str]
    now: Mapping[str, str]
    base: str
    recorded: Mapping[str, Sequence[Recorded]] | None

    def of(self, rows: Iterable[Row], quarter: Quarter | None = None) -> Summary:
        """Return the summary of some actions, for the quarter that is reported or another."""
        quarter = quarter or self.fresh.quarter
        return replace(
            self.fresh, quarter=quarter, rows=tuple(rows), sign_off=self.sign_off(quarter)
        )

    def sign_off(self, quarter: Quarter) -> SignOff:
        """Return how a quarter's sign-off stands; what is known was as signed."""
        return sign_off(self.plan, quarter, self._others)

    @cached_property
    def _others(self) -> frozenset[str]:
        """The numbers of the actions that were not read."""
        read = {row.path for row in self.fresh.rows}
        return frozenset(row.id for row in self.rows if row.path not in read)

    @cached_property
    def ways(self) -> Ways:
        """The names of all pages of priorities, of leads and of actions."""
        header, rows = self.fresh.header, self.rows
        priorities = dict.fromkeys([*header.priorities, *(row.priority for row in rows)])
        leads = dict.fromkeys([*header.leads, *sorted({row.lead for row in rows} - {""}), ""])
        return Ways(
            {name: f"priority-{name or 'none'}.html" for name in priorities},
            {name: f"lead-{number}.html" for number, name in enumerate(leads, 1)},
            {row.id: f"{self.anchors[row.path]}.html" for row in reversed(rows)},
        )

    @cached_property
    def shared(self) -> Shared:
        """What the values of all pages share."""
        led = {path: f"{anchor}.html" for path, anchor in self.anchors.items()}
        return shared_by(self.fresh, ())._replace(anchors=dict(self.anchors), hrefs=led)

    @cached_property
    def frame(self) -> str:
        """A digest of how the plan is divided up: of what the names of its pages depend on."""
        odd = [each for each in self.anchors.items() if each[1].startswith("file-")]
        return _digest(self.ways.priorities, self.ways.leads, odd)

    @cached_property
    def may_be_known(self) -> bool:
        """Whether a later reading may take from this one: not if a sign-off does not stand."""
        return not any(self.sign_off(quarter).changes for quarter in Quarter)


class Files(NamedTuple):
    """The files of a plan, without those that are known to be as they were.

    `now` is how each file is on the disk, as far as that is known; `whole` reads them all.
    """

    texts: Texts
    problems: Sequence[Problem]
    now: Mapping[str, str]
    whole: Callable[[], Texts]

    def of(self, paths: Collection[str]) -> Texts:
        """Return the bytes of some files, having read all where one of them is not read yet."""
        found = self.texts if all(path in self.texts for path in paths) else self.whole()
        return {path: found[path] for path in paths if path in found}


def read(
    files: Files,
    asked: Asked,
    known: Known,
    is_whole: Callable[[str], bool],
    hosts: Collection[str],
) -> Reading:
    """Return a plan, of which only what is not known is read, and what has no whole page.

    That is all of it where one of `hosts`, the pages that have the pieces of actions, is not whole.
    Raises UserError if its header cannot be read.
    """
    recorded = _by_action(asked.recorded)
    header = {path: raw for path, raw in files.texts.items() if basename(path) == "plan.yaml"}
    said = (digest(asked.sources), asked.today, asked.quarter, recorded is None, header)
    contents = {
        path: part.source.partition(" ")[0]
        for path, part in known.parts.items()
        if path not in files.texts and part.seen and files.now.get(path) == part.seen
    }
    contents |= {
        path: sha256(raw).hexdigest()[:32]
        for path, raw in files.texts.items()
        if path not in header
    }
    events = {} if recorded is None else recorded
    sources = {
        path: f"{content} {_digest(events[stem]) if (stem := _stem(path)) in events else ''}"
        for path, content in contents.items()
    }

    def reading(known: Known) -> Reading:
        names = anchors(tuple(part.row for part in known.parts.values()))
        rows = {
            path: part.row
            for path, part in known.parts.items()
            if sources.get(path) == part.source and is_whole(f"{names[path]}.html")
        }
        wanted = [*header, *(path for path in sources if path not in rows)]
        plan = load(files.of(wanted), files.problems)
        fresh = summarise(plan, asked.today, asked.quarter)
        rows.update((row.path, row) for row in fresh.rows)
        order = known.parts if known.parts.keys() == rows.keys() else sorted(rows, key=natural)
        ordered = tuple(rows[path] for path in order)
        if order is not known.parts or any(
            row.id != known.parts[row.path].row.id for row in fresh.rows
        ):
            names = anchors(ordered)
        return Reading(
            plan, fresh, ordered, names, known, sources, files.now, _digest(said), recorded
        )

    usable = known.base == _digest(said) and all(map(is_whole, hosts))
    found = reading(known if usable else Known())
    return found if not found.known.parts or found.frame == known.frame else reading(Known())


def is_readable(row: Row) -> bool:
    """Return whether an action could be read."""
    return row.positions[0].rating is not Rating.UNREADABLE


def _by_action(recorded: Sequence[Recorded] | None) -> dict[str, list[Recorded]] | None:
    """Return the changes of each action, under each number that it had, by its number now."""
    if recorded is None:
        return None
    found: dict[str, list[Recorded]] = defaultdict(list)
    for each in recorded:
        for number, said in each.what:
            if number:
                found[number].append(each._replace(what=((number, said),)))
    return found


def _digest(*said: object) -> str:
    return sha256(repr(said).encode()).hexdigest()[:32]


def _stem(path: str) -> str:
    return basename(path).removesuffix(".yaml")
