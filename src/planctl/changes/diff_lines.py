"""What changed in a plan, said in the plan's own words: lines for a person to read."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from planctl.changes.diff import ActionChange, ChangeKind, Changes, FileContent, ValueChange
from planctl.changes.due_dates import due_date_sentences
from planctl.changes.issues import is_of_issue, issue_sentences
from planctl.changes.sign_offs import is_of_sign_off, sign_off_sentences
from planctl.changes.word_diff import list_changes, word_changes
from planctl.plan.context import PLAIN
from planctl.plan.fields import WORD_FIELDS, label
from planctl.plan.ratings import Direction, Rating
from planctl.plan.scale import Scale, Step, direction, moved
from planctl.problem import visible
from planctl.text.identifiers import MASK, masked, may_have_identifiers

_SHORT = 70
_KINDS: dict[ChangeKind, str] = {"added": ", new", "removed": ", removed"}

_RATING = frozenset({"rag", "status"})
_NAMED = {"milestones": "Milestone", "recommendations": "Recommendation"}
"""What each entry of a mapping is called, in which what has a name has fields."""
_KEPT_IN = frozenset({"actuals", "months", "terms"})


class DiffRun(NamedTuple):
    """Some characters of a line, and what they are.

    The same as before, removed, added, new where there was nothing before, a heading, a name or a
    note.
    """

    kind: str
    text: str


class DiffLine(NamedTuple):
    """A line, or a paragraph that may be broken into several, and how far it is indented."""

    indent: int
    runs: tuple[DiffRun, ...]


def diff_lines(changes: Changes) -> Iterator[DiffLine]:
    """Yield what changed, action by action; nothing if nothing did.

    A number that could name a person is not shown: what is printed here is kept by a forge.
    """
    return map(_without_numbers, _diff_lines(changes))


def _without_numbers(line: DiffLine) -> DiffLine:
    """Return a line without the numbers that could name a person, before or after the change."""
    texts = [run.text for run in line.runs]
    if not may_have_identifiers("".join(texts)):
        return line
    for other in ("added", "removed"):
        kept = [at for at, run in enumerate(line.runs) if run.kind != other]
        said = "".join(line.runs[at].text for at in kept)
        shown = masked(said)
        start = 0
        for at in kept if shown != said else ():
            end = start + len(texts[at])
            pairs = zip(texts[at], shown[start:end], strict=True)
            texts[at] = "".join(MASK if MASK in pair else pair[0] for pair in pairs)
            start = end
    runs = (run._replace(text=text) for run, text in zip(line.runs, texts, strict=True))
    return line._replace(runs=tuple(runs))


def _diff_lines(changes: Changes) -> Iterator[DiffLine]:
    for side, paths in zip(("before", "now"), changes.unreadable, strict=True):
        for path in paths:
            yield _line(0, ("note", f"{path} could not be read {side}, so it is not compared"))
    if changes.header:
        yield _line(0, ("heading", "The plan"))
        signed = [each for each in changes.header if is_of_sign_off(each)]
        papers = [each for each in changes.header if is_of_issue(each)]
        told = (*sign_off_sentences(signed, changes.scales[1]), *issue_sentences(papers))
        for sentence in told:
            yield _line(1, ("same", sentence))
        for change in changes.header:
            if change not in signed and change not in papers:
                yield from _value_lines(_in_words(change, changes.scales), 1)
    for action in changes.actions:
        yield from _action_lines(action)


def history_lines(commits: Iterable[tuple[str, Changes]]) -> Iterator[DiffLine]:
    """Yield a history: each occasion, and below it what changed."""
    for occasion, changes in commits:
        yield _line(0, ("heading", occasion))
        yield from (line._replace(indent=line.indent + 1) for line in diff_lines(changes))


def plain_text(said: Iterable[DiffLine]) -> Iterator[str]:
    """Yield lines as plain text, the words that are gone or new between marks."""
    for number, line in enumerate(said):
        if number and begins_action(line):
            yield "\n"
        words = (f"{MARKS[run.kind].format(run.text)}" for run in line.runs)
        yield f"{'  ' * line.indent}{visible(''.join(words))}\n"


def begins_action(line: DiffLine) -> bool:
    """Return whether a line is a heading of the first order, which a blank line sets apart."""
    return line.indent == 0 and line.runs[0].kind == "heading"


MARKS = defaultdict(lambda: "{}", removed="[-{}-]", added="{{+{}+}}")
"""How words that are gone or new are marked where there is no colour."""


def rating_changes(action: ActionChange) -> Iterator[tuple[str, Step, Step, Direction]]:
    """Yield each quarter whose rating changed, the rating before and now, and the direction."""
    old, new = _updates(action.old), _updates(action.new)
    was, is_now = action.scales
    for key in _in_order({**new, **old}):
        if old.get(key) == new.get(key):
            continue
        before, now = _step(old.get(key), was, key), _step(new.get(key), is_now, key)
        if moved(before, now):
            yield key, before, now, direction(before, now)


def _in_order(keys: Iterable[str]) -> list[str]:
    """Return quarters in their order; other periods as the files have them."""
    found = list(keys)
    return sorted(found) if PLAIN.year.keys.keys() >= set(found) else found


def rating_in(action: ActionChange, key: str) -> Step:
    """Return the rating that an action has now for a quarter; no update if it has none."""
    return _step(_updates(action.new).get(key), action.scales[1], key)


def field_label(keys: Sequence[str]) -> str:
    """Return what people call a value: Q2 commentary, Indicators of success."""
    if keys[:1] == ("updates",) and len(keys) > 1:
        return " ".join([keys[1], *(each.replace("_", " ") for each in keys[2:])])
    if keys[:1] == ("figures",) and len(keys) > 1:
        inner = [each.replace("_", " ") for each in keys[2:] if each not in _KEPT_IN]
        return ", ".join(filter(None, [f"Measure {keys[1]}", " ".join(inner)]))
    if keys[0] in _NAMED and len(keys) > 1:
        return ", ".join(
            [f"{_NAMED[keys[0]]} {keys[1]}", *(each.replace("_", " ") for each in keys[2:])]
        )
    if _is_of_priority(keys):
        field = "rating for" if _is_of_priority(keys, "ratings") else keys[2]
        return " ".join([f"Priority {keys[1]},", field, *keys[3:]])
    if keys[:1] == ("fields",):
        keys = keys[1:] or keys
    first, *rest = keys
    below = (each.replace("_", " ") for each in rest)
    return " ".join([label(first), *below])


def _is_of_priority(keys: Sequence[str], field: str = "") -> bool:
    """Return whether a value is of a field of a priority."""
    return keys[0] == "priorities" and len(keys) > _FIELDS_AT and keys[_FIELDS_AT].startswith(field)


_FIELDS_AT = 2


def _updates(data: FileContent) -> FileContent:
    updates = data.get("updates")
    return updates if isinstance(updates, dict) else {}


def _step(update: object, scale: Scale, quarter: str) -> Step:
    if not isinstance(update, dict):
        return scale.of(Rating.NO_UPDATE)
    return scale.at(quarter).written(update.get("rag"), update.get("status"))


def _action_lines(action: ActionChange) -> Iterator[DiffLine]:
    name = f"{action.id} {action.word('title')} ({action.lead})"
    renumbered = f", which was {action.was}" if action.kind == "renumbered" else ""
    yield _line(0, ("heading", name + _KINDS.get(action.kind, renumbered)))
    if action.kind == "removed":
        return
    ratings = list(rating_changes(action))
    for quarter, before, now, how in ratings:
        judged = f", {how}" if how != "changed" else ""
        yield _line(1, ("same", f"{quarter}  {before.name} → {now.name}{judged}"))
    told = {quarter for quarter, *_ in ratings}
    sentences, dated = due_date_sentences(action.changes)
    for sentence in sentences:
        yield _line(1, ("same", sentence))
    for change in sorted(action.changes, key=lambda each: each.keys[0] != "updates"):
        if change.keys not in dated and not _is_told(change, action.kind, told):
            yield from _value_lines(_in_words(change, action.scales), 1)


def _in_words(change: ValueChange, scales: tuple[Scale, Scale]) -> ValueChange:
    """Return a change of a rating in the words of a body's own scale."""
    if change.keys[-1] not in WORD_FIELDS and not _is_of_priority(change.keys, "ratings"):
        return change
    before, after = (
        scale.word_of(said) if isinstance(said, str) else said
        for scale, said in zip(scales, (change.before, change.after), strict=True)
    )
    return ValueChange(change.keys, before, after)


def _is_told(change: ValueChange, kind: ChangeKind, quarters: set[str]) -> bool:
    """Return whether the heading or the lines on ratings say it: a number, a colour, a status."""
    if change.keys == ("id",):
        return kind != "changed"
    return change.keys[-1] in _RATING and not quarters.isdisjoint(change.keys[1:2])


def _value_lines(change: ValueChange, indent: int) -> Iterator[DiffLine]:
    name = field_label(change.keys)
    if change.keys == _OPENING and not str(change.after or change.before).startswith("Q"):
        name = name.replace("quarter", "period")
    if isinstance(change.before, list) or isinstance(change.after, list):
        yield from _list_lines(name, change, indent)
        return
    before, after = (_text(each) for each in (change.before, change.after))
    runs = (
        [DiffRun(*piece) for piece in word_changes(before, after)]
        if before
        else [DiffRun("new", after)]
    )
    if "\n" not in before + after and len(before + after) < _SHORT:
        yield DiffLine(indent, (DiffRun("same", f"{name}: "), *runs))
        return
    yield _line(indent, ("name", name))
    replaced = all(run.kind in {"removed", "added"} for run in runs)
    for part in [[run] for run in runs] if replaced else [runs]:
        yield from _paragraphs(part, indent + 1)


_OPENING = ("opening", "quarter")


def _list_lines(name: str, change: ValueChange, indent: int) -> Iterator[DiffLine]:
    found = list_changes(change.before, change.after)
    yield _line(indent, ("name", name))
    added = "added" if change.before else "new"
    for kind, given in (("removed", found.removed), (added, found.added)):
        for entry in given:
            yield _line(indent + 1, (kind, _text(entry)))
    for before, after in found.reworded:
        yield DiffLine(
            indent + 1, tuple(DiffRun(*each) for each in word_changes(_text(before), _text(after)))
        )
    if found.reordered:
        yield _line(indent + 1, ("note", "in another order"))


def _paragraphs(runs: Iterable[DiffRun], indent: int) -> Iterator[DiffLine]:
    """Yield the runs as lines, broken where their text is."""
    line: list[DiffRun] = []
    for run in runs:
        first, *rest = run.text.split("\n")
        line.append(DiffRun(run.kind, first))
        for part in rest:
            yield DiffLine(indent, tuple([each for each in line if each.text]))
            line = [DiffRun(run.kind, part)]
    yield DiffLine(indent, tuple([each for each in line if each.text]))


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case list():
            return ", ".join(map(_text, value))
        case dict():
            return "; ".join(f"{key}: {_text(each)}" for key, each in value.items())
    return str(value)


def _line(indent: int, *runs: tuple[str, str]) -> DiffLine:
    return DiffLine(indent, tuple(DiffRun(*run) for run in runs))
