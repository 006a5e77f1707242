"""What a reviewer has to know of a change: what it does, what it leaves undone, what it breaks."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from planctl.changes.diff import ActionChange, Changes
from planctl.changes.diff_lines import DiffLine, diff_lines, field_label, rating_changes, rating_in
from planctl.plan.ratings import Rating
from planctl.plan.scale import Step, direction, moved
from planctl.problem import Problem, Severity
from planctl.summary.summary import Summary
from planctl.text.identifiers import masked


@dataclass(frozen=True)
class ReviewedAction:
    """A line of the table: an action, whose it is, who changed it, its ratings, what else."""

    name: str
    lead: str
    by: str
    ratings: tuple[str, ...]
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Section:
    """Something that changed, word by word: an action, or the plan's own header."""

    name: str
    lines: tuple[DiffLine, ...]


@dataclass(frozen=True)
class Review:
    """A change of a plan as its reviewer sees it."""

    title: str
    quarter: str
    rows: tuple[ReviewedAction, ...]
    sections: tuple[Section, ...]
    notes: tuple[str, ...]
    missing: tuple[tuple[str, tuple[str, ...]], ...]
    """Each lead who still owes something for the quarter, and what of which action."""
    problems: tuple[Problem, ...]
    """What is wrong now and was not before, errors first."""
    unreadable: tuple[str, ...]
    """The files that cannot be read now."""
    removed: bool = False
    """Whether it is the whole plan that is gone."""
    unread: int = 0
    """How many of its actions cannot be read now, changed or not: what they lack is not known."""

    @property
    def has_changed(self) -> bool:
        """Whether anything in the plan is another than before, if only its folder."""
        return bool(self.rows or self.sections or self.notes or self.removed)

    @property
    def heading(self) -> str:
        """How much changed, in a line."""
        number = len(self.rows)
        if self.removed:
            return f"The plan was removed, with its {number} action{'s' * (number != 1)}"
        if number:
            return f"{number} action{'s' * (number > 1)} changed"
        return "The plan's header changed" if self.sections else "Nothing changed"

    @property
    def owed(self) -> str:
        """How many actions still lack something for the quarter that ended, in a line, if any."""
        if self.removed or not self.quarter:
            return ""
        number = sum(len(actions) for _, actions in self.missing)
        unread = f"{self.unread} action{'s' * (self.unread > 1)} cannot be read"
        if not number:
            nothing = f"Nothing is missing for {self.quarter}."
            unknown = f"What is missing for {self.quarter} is not known: {unread}."
            return unknown if self.unread else nothing
        still = f"Still missing for {self.quarter}: {number} action{'s' * (number > 1)}"
        return f"{still}; {unread}" if self.unread else still

    @property
    def brought(self) -> str:
        """How many problems the change brings in, in a line; "" of no plan."""
        if self.removed:
            return ""
        found = Counter(problem.severity for problem in self.problems)
        said = " and ".join(
            f"{found[each]} {each}{'s' * (found[each] > 1)}" for each in Severity if found[each]
        )
        return f"This change brings in {said}" if said else "This change brings in no problems."


def review(
    changes: Changes,
    summary: Summary,
    problems: Sequence[Problem] = (),
    authors: Mapping[str, Sequence[str]] | None = None,
) -> Review:
    """Return what a reviewer has to know.

    `summary` is of the plan after the change, `problems` are those that it brings in, `authors`
    names who changed each action.
    """
    authors = authors or {}
    ended = summary.quarter.last_day < summary.today
    sections = [Section(_name(each), _section_lines(each)) for each in changes.actions]
    if changes.header:
        said = tuple(diff_lines(Changes(changes.header, (), scales=changes.scales)))
        sections.insert(0, Section("The plan", said[1:]))
    removed = (f"{_name(each)} was removed" for each in changes.actions if each.kind == "removed")
    unread = tuple(diff_lines(Changes((), (), changes.unreadable)))
    return Review(
        title=masked(summary.header.title),
        quarter=summary.quarter.key if ended else "",
        rows=tuple(_row(each, summary, authors.get(each.id, ())) for each in changes.actions),
        sections=tuple(sections),
        notes=(*removed, *("".join(run.text for run in line.runs) for line in unread)),
        missing=tuple(_missing(summary)) if ended else (),
        problems=tuple(sorted(problems, key=lambda each: each.severity is not Severity.ERROR)),
        unreadable=changes.unreadable[1],
        unread=sum(row.action is None for row in summary.rows),
    )


def _row(action: ActionChange, summary: Summary, authors: Sequence[str]) -> ReviewedAction:
    ratings = tuple(_rated(action, summary))
    fields = [change.keys for change in action.changes if change.keys[-1] not in _RATED]
    said = _named(fields)
    if action.kind != "changed":
        said = (_KINDS.get(action.kind, f"was {action.was}"),)
    name = f"{action.id} {masked(action.word('title'))}"
    return ReviewedAction(name, masked(action.lead), ", ".join(authors), ratings, said)


def _rated(action: ActionChange, summary: Summary) -> Iterator[str]:
    """Yield each rating that is another, beside the one before or the last quarter's."""
    year = summary.year
    for key, before, now, how in rating_changes(action):
        quarter = year.keys.get(key)
        earlier = year.preceding(quarter) if quarter else None
        if before.rating is Rating.NO_UPDATE and earlier:
            since = rating_in(action, earlier.key)
            judged = direction(since, now) if moved(since, now) else "unchanged"
            yield f"{earlier} {_shown(since, summary)} → " + _judged(
                f"{key} {_shown(now, summary)}", judged
            )
        else:
            was, said = _shown(before, summary), _shown(now, summary)
            yield _judged(f"{key} {was} → {said}", how)


def _judged(said: str, how: str) -> str:
    return said if how == "changed" else f"{said}, {how}"


def _shown(given: Step, summary: Summary) -> str:
    step = given if given.own else summary.scale.of(given.rating)
    return f"{step.shape} {step.label}"


def _named(fields: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Return what people call some values, each quarter named once."""
    found: list[str] = []
    above: tuple[str, ...] = ()
    for keys in fields:
        name = field_label(keys)
        quarter = keys[:2] if keys[0] == "updates" else ()
        found.append(name.removeprefix(f"{keys[1]} ") if quarter and quarter == above else name)
        above = quarter
    return tuple(found)


_RATED = frozenset({"rag", "status"})
_KINDS = {"added": "new", "removed": "removed"}


def _name(action: ActionChange) -> str:
    return f"{action.id} {masked(action.word('title'))} ({masked(action.lead)})"


def _section_lines(action: ActionChange) -> tuple[DiffLine, ...]:
    """Return what changed in an action, without the line that names it."""
    return tuple(diff_lines(Changes((), (action,))))[1:]


def _missing(summary: Summary) -> Iterator[tuple[str, tuple[str, ...]]]:
    owed: dict[str, list[str]] = {}
    for gap in summary.gaps:
        for lead in summary.leads_of(gap.row):
            owed.setdefault(lead, []).append(f"{gap.row.id} ({', '.join(gap.lacks)})")
    for lead in sorted(owed):
        yield masked(lead), tuple(owed[lead])
