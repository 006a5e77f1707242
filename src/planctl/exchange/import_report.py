"""The report of an import, in Markdown: each value with its place, each guess, and all the rest."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from planctl.exchange.correctable_columns import column_name
from planctl.exchange.import_log import Guess, ImportLog, Taken
from planctl.exchange.imported_plan import ImportedPlan
from planctl.exchange.known_columns import FIELDS, TableColumn
from planctl.exchange.newer_document import Difference, difference_lines
from planctl.problem import visible

_WIDE = 30


def report_text(
    shown: str,
    plan: ImportedPlan,
    columns: Sequence[TableColumn],
    log: ImportLog,
    differences: Sequence[Difference] = (),
) -> str:
    """Return the report of what became of a document."""
    taken, kept = (difference_lines(differences, taken=each) for each in (True, False))
    parts = [
        f"# What became of {visible(shown)}",
        import_summary(plan, log),
        *_section("What the plan kept, though the document says otherwise", kept),
        *_section("What was changed in the plan", taken),
        *_section("What only you can say", _guesses(log.questions)),
        *_section("What was guessed, and why", _guesses(log.guesses)),
        *_section("How it was read", log.notes),
        *_section("Columns", _columns(columns)),
        *_section("What was not taken", (f"{e.place} ({e.what}): {e.text}" for e in log.left)),
        *_section("Every value, and where it stands in the document", _taken(log.taken)),
    ]
    return "\n\n".join(parts) + "\n"


def import_summary(plan: ImportedPlan, log: ImportLog) -> str:
    """Return in a sentence how much was taken, guessed and left."""
    numbers = (
        (len(plan.priorities), "priority", "priorities"),
        (len(plan.actions), "action", "actions"),
        (len(log.guesses), "guess", "guesses"),
        (len(log.questions), "question", "questions"),
        (len(log.left), "passage not taken", "passages not taken"),
    )
    return ", ".join(f"{n} {one if n == 1 else many}" for n, one, many in numbers)


def _section(heading: str, lines: Iterable[str]) -> Iterator[str]:
    """Yield a heading and lines below it, as they are, if there are any."""
    shown = [visible(" ".join(line.split())) for line in lines]
    if shown:
        fence = "`" * max(3, *(_longest_run(line) + 1 for line in shown))
        yield f"## {heading}"
        yield "\n".join([f"{fence}text", *shown, fence])


def _longest_run(line: str) -> int:
    """Return how many backticks a line has in a row at most."""
    return max(map(len, "".join(c if c == "`" else " " for c in line).split()), default=0)


def _guesses(guesses: Sequence[Guess]) -> Iterator[str]:
    """Yield guesses; those of one kind that have one reason share a line."""
    number = Counter((each.what, each.why) for each in guesses)
    for (what, why), many in number.items():
        places = [each.place for each in guesses if (each.what, each.why) == (what, why)]
        yield f"{'; '.join(places[:many])}: {what}: {why}"


def _columns(columns: Sequence[TableColumn]) -> Iterator[str]:
    told: set[tuple[str, str, str]] = set()
    for each in columns:
        heading = " ".join(each.heading.split()) or column_name(each)
        key = (heading, each.field, each.quarter)
        if key in told:
            continue
        told.add(key)
        quarter = f" in {each.quarter}" if each.quarter else ""
        if each.field:
            yield f"{each.place}: {heading}: {each.field}{quarter}, {FIELDS[each.field]}"
        else:
            yield f"{each.place}: {heading}: not known; a map can say what it is (--map)"


def _taken(taken: Sequence[Taken]) -> Iterator[str]:
    """Yield each value with its place, and in the document's words where these are others."""
    for each in taken:
        line = f"{each.of} {each.field}: {each.value} [{', '.join(each.places)}]"
        words = set(each.value.split())
        others = each.source and not words.issuperset(each.source.split())
        is_part = set(each.source.split()) > words and each.field in _SHARED
        yield f"{line}; there it says: {each.source}" if others and not is_part else line


_SHARED = ("links", "indicators", "measures", "title", "description", "lead")
"""Fields of which a cell has several, whose words are all told by them together."""
