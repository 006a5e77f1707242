"""How pairs of edits to one action merge: by git alone, and with planctl as its merge driver.

What each of two people meant is known, since each edit has an aim of its own: a field, a sentence,
an entry. Where their aims are apart, the merge must say what both said; where they met with other
words for one thing, both must be marked. A last set has one person change the layout throughout.
"""

import random
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from planctl.changes.merge.data_merge import meaning
from planctl.changes.merge.file_merge import ConflictStyle
from planctl.changes.merge.git_driver import MergeFiles, drive
from planctl.edits.blank_lines import with_blank_lines
from planctl.edits.update_fields import FieldValue, set_fields
from planctl.plan.year import Year
from planctl.text.document import Document, read

_PAIRS = 800
_QUARTERS = Year(2019).periods
_MOST_FALSE = 6 / 469
_SENTENCES = tuple(f"In month {number} the service met {number} families." for number in range(9))
_ACTION = Path(__file__).resolve().parent.parent / "plan/2019-20/3.2.yaml"
_HEAD = ("title", "description", "lead")
_ENTRY = re.compile(r"^  - .*\n(?:\n*    .*\n)*", re.MULTILINE)


class Edit(NamedTuple):
    """What somebody meant: its aim, the words that are new, and how they are put into a text."""

    aim: str
    words: str
    made: Callable[[str], str]


class Pair(NamedTuple):
    """Two people's texts, what both together mean or None, and the words that must be marked."""

    ours: str
    theirs: str
    together: object
    marked: tuple[str, ...]


def main() -> None:
    """Print what became of the pairs; end with status 1 if a merge is not what it must be.

    The number of pairs of ordinary edits may be given; with a new layout there are a fifth of it.
    """
    number = int(sys.argv[1]) if sys.argv[1:] else _PAIRS
    print(f"{'':<34} clean  false conflicts  wrong  true conflicts  not marked")
    base = _base()
    ordinary = [_pair(base, random.Random(seed)) for seed in range(number)]  # noqa: S311
    reformatted = [
        _with_new_layout(base, random.Random(seed))  # noqa: S311 - the same pairs each time
        for seed in range(number // 5)
    ]
    failed = False
    for title, pairs in (("edits", ordinary), ("an edit and a new layout", reformatted)):
        counts = {name: _counted(base, pairs, way) for name, way in WAYS.items()}
        for name, count in counts.items():
            compatible = count["clean"] + count["false"] + count["wrong"]
            print(
                f"{title + ', ' + name:<34} {count['clean']:5} {count['false']:7}"
                f" ({count['false'] / compatible:6.1%}) {count['wrong']:6}"
                f" {count['marked'] + count['lost']:15} {count['lost']:11}"
            )
        git, driver = counts["git alone"], counts["with planctl"]
        failed |= bool(driver["false"] or driver["wrong"] or driver["lost"] or git["wrong"])
        if pairs is ordinary:
            failed |= git["false"] > _MOST_FALSE * (len(pairs) - git["marked"] - git["lost"])
    sys.exit(failed)


def _base() -> str:
    """Return an action of the council's, with a first quarter that is written and blank lines."""
    action = _document(_ACTION.read_text(encoding="utf-8"))
    text = (with_blank_lines(action) or action).text
    commentary = FieldValue(_QUARTERS[0], "commentary", " ".join(_SENTENCES))
    return _set(_set(text, FieldValue(_QUARTERS[0], "rag", "green")), commentary)


def _pair(base: str, chance: random.Random) -> Pair:
    """Return what two people made of an action, one to three edits each."""
    first, second = (
        _apart([_edit(base, chance, who) for _ in range(chance.choice((1, 1, 2, 3)))])
        for who in ("ours", "theirs")
    )
    met = [(one, two) for one in first for two in second if _meet(one.aim, two.aim)]
    met = [(one, two) for one, two in met if (one.aim, one.words) != (two.aim, two.words)]
    together = None if met else _meaning(_all_made(base, [*first, *second]))
    marked = tuple(edit.words for pair in met for edit in pair if edit.words)
    return Pair(_all_made(base, first), _all_made(base, second), together, marked)


def _with_new_layout(base: str, chance: random.Random) -> Pair:
    """Return what somebody made of an action while another gave it another layout."""
    edits = _apart([_edit(base, chance, "ours") for _ in range(3)])
    wider = re.sub(r"^( +)", r"\1\1", base, flags=re.MULTILINE)
    layout = wider.replace("\n    - ", "\n    -   ").replace("\n\n", "\n")
    edited = _all_made(base, edits)
    return Pair(*chance.choice(((edited, layout), (layout, edited))), _meaning(edited), ())


def _edit(base: str, chance: random.Random, who: str) -> Edit:
    """Return something that a lead or an officer does, mostly to update the second quarter."""
    kind = chance.choices(("field", "head", "sentence", "entry"), (78, 12, 7, 3))[0]
    if kind == "head":
        key, words = chance.choice(_HEAD), f"What {who} call it, {chance.randrange(99)}"
        return Edit(key, words, lambda text: re.sub(rf"(?m)^{key}:.*", f"{key}: {words}", text))
    if kind == "sentence":
        number = chance.randrange(len(_SENTENCES))
        was, words = _SENTENCES[number], f"Sentence {number} in {who} words."
        return Edit(f"sentence {number}", words, lambda text: text.replace(was, words))
    if kind == "entry":
        entry = chance.choice(_ENTRY.findall(base))
        words = f"An entry in {who} words, {chance.randrange(9)}"
        new = chance.choice((f"  - {words}\n", f"{entry}  - {words}\n"))
        aim = f"entry {entry}" if entry not in new else f"entry after {entry} by {who}"
        return Edit(aim, words, lambda text: text.replace(entry, new))
    quarter = chance.choices(_QUARTERS, (0, 8, 1, 1))[0]
    fields = ("rag", "status", "commentary", "headline", "next_steps")
    field = chance.choices(fields, (40, 20, 36, 2, 2))[0]
    words = {
        "rag": chance.choice(("red", "amber", "green")),
        "status": chance.choice(("in progress", "complete", "on hold")),
    }.get(field, f"What {who} say, {chance.randrange(99)}.")
    return Edit(
        f"{quarter} {field}", words, lambda text: _set(text, FieldValue(quarter, field, words))
    )


def _set(text: str, setting: FieldValue) -> str:
    return set_fields(_document(text), [setting]).text


def _document(text: str) -> Document:
    document, problems = read("3.2.yaml", text.encode())
    if not document:
        raise SystemExit(problems[0].message)
    return document


def _apart(edits: list[Edit]) -> list[Edit]:
    """Return the edits of one person, one for each aim."""
    return list({edit.aim: edit for edit in edits}.values())


def _meet(one: str, other: str) -> bool:
    """Return whether two aims are one, or sentences that stand side by side."""
    numbers = [re.fullmatch(r"sentence (\d+)", aim) for aim in (one, other)]
    if all(numbers):
        first, second = (int(found[1]) for found in numbers if found)
        return abs(first - second) <= 1
    return one == other


def _all_made(text: str, edits: list[Edit]) -> str:
    for edit in sorted(edits, key=lambda edit: "after" not in edit.aim):
        text = edit.made(text)
    return text


def _meaning(text: str) -> object:
    """Return what a text says; of entries that both put in one place, in no order."""
    return {
        key: sorted(map(str, said)) if isinstance(said, list) else meaning(said, (key,))
        for key, said in _document(text).data.items()
    }


def _git_alone(asked: MergeFiles) -> bool:
    command = ["git", "merge-file", "--quiet", asked.ours, asked.base, asked.theirs]
    return not subprocess.run(command, check=False).returncode


def _with_planctl(asked: MergeFiles) -> bool:
    return drive(asked, ConflictStyle(), print)


WAYS: Mapping[str, Callable[[MergeFiles], bool]] = {
    "git alone": _git_alone,
    "with planctl": _with_planctl,
}


def _counted(base: str, pairs: list[Pair], way: Callable[[MergeFiles], bool]) -> Counter[str]:
    return Counter(_outcomes(base, pairs, way))


def _outcomes(base: str, pairs: list[Pair], way: Callable[[MergeFiles], bool]) -> Iterator[str]:
    """Yield what became of each pair."""
    with TemporaryDirectory(prefix="planctl-bench-") as folder:
        names = [str(Path(folder) / name) for name in "OAB"]
        asked = MergeFiles(names[0], names[1], names[2], "3.2.yaml")
        for pair in pairs:
            for path, text in zip(asked, (base, pair.ours, pair.theirs), strict=False):
                Path(path).write_text(text, encoding="utf-8")
            is_clean = way(asked)
            text = Path(asked.ours).read_text(encoding="utf-8")
            if pair.together is None:
                is_marked = not is_clean and all(words in text for words in pair.marked)
                yield "marked" if is_marked and "<<<<<<<" in text else "lost"
            elif not is_clean:
                yield "false"
            else:
                yield "clean" if _meaning(text) == pair.together else "wrong"


if __name__ == "__main__":
    main()
