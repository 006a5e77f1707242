"""The sections that several kinds of paper have."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from planctl.plan.periods import Quarter
from planctl.plan.ratings import WORSE_TO_BETTER, Rating, direction
from planctl.reports.paper import blocks
from planctl.reports.paper.blocks import Said, named, rating, section
from planctl.reports.paper.view import Sight
from planctl.reports.values.plan import Values
from planctl.summary.action_summary import ActionSummary
from planctl.summary.summary import RatingCount


def cover(sight: Sight, *, recommend: bool = True) -> Iterator[Values]:
    """Yield what a committee reads first, where something was asked for."""
    asked = sight.asked.cover
    pairs: list[tuple[Said, Said]] = []
    if asked.meeting:
        pairs.append(("Meeting", asked.meeting))
    if asked.purpose:
        pairs.append(("Purpose", asked.purpose))
    considered = asked.considered_by or tuple(_considered(sight))
    if considered and (asked.meeting or asked.considered_by):
        pairs.append(("Previously considered by", "; ".join(considered)))
    made: list[Values] = [blocks.facts(pairs, "cover")] if pairs else []
    if asked.recommendations and recommend:
        made += [blocks.heading("Recommendations"), blocks.bullets(asked.recommendations)]
    if made:
        yield section("cover", "For the meeting", made, contents=False)


def _considered(sight: Sight) -> Iterator[str]:
    """Yield who has signed the quarter off, and when."""
    for stage in sight.values["sign_off"]["stages"]:
        if stage["date"] and not stage["void"]:
            yield f"{stage['name']}, {stage['date']}"


def summary(sight: Sight, counted: Sequence[Values] | None = None) -> Values:
    """Return the quarter in a sentence, and the counts."""
    values = sight.values
    made = [blocks.paragraph(values["sentence"], "sentence")]
    if values["rated"]:
        made.append(blocks.tiles(counted or values["counts"], values["total"]))
    return section("summary", "Summary", made, contents=False)


def attention(sight: Sight) -> Iterator[Values]:
    """Yield the actions that are red or worse than before, with what is being done."""
    cards = [attention_card(each) for each in sight.values["attention"]]
    if cards:
        every = blocks.paragraph("Every action that is red, or worse than in the quarter before.")
        yield section("attention", "What needs attention", [every, *cards])


def attention_card(each: Values) -> Values:
    """Return the card of an action that is red or worse than before."""
    was: list[str | Values] = ["as in the quarter before"]
    if each["before"]["slug"] != each["now"]["slug"]:
        was = ["was ", rating(each["before"])]
    lines: list[Said] = [[rating(each["now"]), " ", *was, f" · {each['lead']}"]]
    if each["headline"]:
        lines.append(blocks.strong(each["headline"]))
    steps = [("Next steps", each["next_steps"], "")] if each["next_steps"] else []
    return blocks.card(named(each), each["now"]["slug"], lines, steps)


def grid(sight: Sight) -> Values:
    """Return every action's rating in every quarter."""
    values = sight.values
    caption = (
        f"The rating of each action in each quarter of {values['year']};"
        f" this report is for {sight.quarter}"
    )
    columns = ["Action", "Lead", *(each["name"] for each in values["quarters"])]
    groups = [
        (priority_named(each), map(grid_row, each["actions"]))
        for each in values["priorities"]
        if each["actions"]
    ]
    table = blocks.table(caption, columns, groups, "grid")
    return section("grid", "All actions by quarter", [table])


def priority_named(priority: Values) -> Values:
    """Return a run that names a priority and leads to it."""
    return blocks.link(f"{priority['number']} {priority['text']}".strip(), priority["href"])


def grid_row(action: Values) -> list[Said]:
    """Return the row of an action in the table of all quarters."""
    ratings = [rating(each["rating"]) for each in action["positions"]]
    return [named(action), action["lead"], *ratings]


def pictures(sight: Sight) -> Iterator[Values]:
    """Yield the split of ratings by quarter, by priority and by lead, and what moved."""
    found = sight.summary
    if not found.overall.rated:
        return
    charts = [by_quarter(sight)]
    if moved := _moved(sight):
        charts.append(moved)
    yield section("charts", "The ratings in pictures", [*charts, *splits(sight)])


def splits(sight: Sight) -> Iterator[Values]:
    """Yield the charts of a quarter's ratings by priority and by lead."""
    yield _split(sight, "priority", sight.summary.by_priority)
    yield _split(sight, "lead", sight.summary.by_lead)


def by_quarter(sight: Sight) -> Values:
    """Return a chart of how many actions had each rating in each quarter so far."""
    found = sight.summary
    bars, told = [], []
    for quarter in list(Quarter)[: found.quarter.number]:
        tally = Counter([row.at(quarter).rating for row in found.rows])
        bars.append(blocks.bar(quarter.value, list(_parts(sight, tally))))
        told.append(f"{quarter.value}: {_in_words(sight, tally)}")
    described = f"Of {found.overall.total}. {'. '.join(told)}."
    order = sight.shared.ratings.values()
    return blocks.chart("Ratings quarter by quarter", described, bars, "chart-quarter", order)


def _split(sight: Sight, what: str, found: Sequence[RatingCount]) -> Values:
    bars = [
        blocks.bar(_called(each, what), list(_parts(sight, each.ratings)))
        for each in found
        if each.total
    ]
    told = [
        f"{_called(each, what)}: {_in_words(sight, each.ratings)}" for each in found if each.total
    ]
    title = f"Ratings by {what}, {sight.quarter}"
    order = sight.shared.ratings.values()
    return blocks.chart(title, f"{'. '.join(told)}.", bars, f"chart-{what}", order)


def _called(count: RatingCount, what: str) -> str:
    if what == "lead":
        return count.label or "Not known"
    return f"{count.name} {count.label}".strip()


def _parts(sight: Sight, tally: Mapping[Rating, int]) -> Iterator[Values]:
    """Yield the number of each rating that occurs."""
    for which in Rating:
        if number := tally.get(which, 0):
            yield {**sight.shared.ratings[which], "number": number}


def _in_words(sight: Sight, tally: Mapping[Rating, int]) -> str:
    return ", ".join(f"{each['number']} {each['label'].lower()}" for each in _parts(sight, tally))


def _moved(sight: Sight) -> Values | None:
    """Return a chart of how many ratings are better, the same and worse than before."""
    found = sight.summary
    tally = Counter(_movement(row, found.quarter) for row in found.rows)
    if len(tally) == 1 and "not compared" in tally:
        return None
    known = [(name, tally[name]) for name in MOVEMENTS if tally[name]]
    parts = [{**MOVEMENTS[name], "number": number} for name, number in known]
    told = ", ".join(f"{number} {name}" for name, number in known)
    before = found.quarter.before or "the year began"
    bars = [blocks.bar(f"{before} to {found.quarter}", parts)]
    described = f"Of {found.overall.total}: {told}."
    title = f"Movement since {before}"
    return blocks.chart(title, described, bars, "chart-movement", MOVEMENTS.values())


MOVEMENTS: dict[str, Values] = {
    "worsened": {"label": "Worsened", "slug": "worsened", "shape": "↘"},
    "the same": {"label": "The same", "slug": "same", "shape": "→"},
    "improved": {"label": "Improved", "slug": "improved", "shape": "↗"},
    "not compared": {"label": "Not compared", "slug": "not-compared", "shape": "·"},
}
"""How a rating moved, as values that a chart shows like those of a rating."""


def _movement(row: ActionSummary, quarter: Quarter) -> str:
    before, now = row.before(quarter), row.at(quarter).rating
    if before not in WORSE_TO_BETTER or now not in WORSE_TO_BETTER:
        return "not compared"
    return "the same" if before is now else direction(before, now)


def changed(sight: Sight) -> Iterator[Values]:
    """Yield the ratings that are others than in the quarter before."""
    moves: list[Said] = [
        [named(each), " ", rating(each["before"]), " to ", rating(each["after"]),
         f" {each['direction']}"]
        for each in sight.values["movements"]
    ]  # fmt: skip
    if moves:
        before = "the quarter before" if sight.summary.quarter.before else "the year began"
        yield section("changed", f"What changed since {before}", [blocks.bullets(moves, "moves")])


def missing(sight: Sight) -> Iterator[Values]:
    """Yield what each lead has not supplied, once the quarter has ended."""
    values = sight.values
    if not (values["gaps"] and values["ended"]):
        return
    if values["silent"] == values["total"]:
        none = "No rating and no commentary has been supplied for any action."
        made = [blocks.paragraph(none)]
    else:
        made = [blocks.bullets(map(_lacking, values["gaps"]))]
    yield section("missing", f"What is missing for {sight.quarter}", made)


def _lacking(gap: Values) -> Said:
    return [named(gap), f" ({gap['lead']}): no {' and no '.join(gap['lacks'])}"]


def sign_off(sight: Sight, *, brief: bool = False) -> Iterator[Values]:
    """Yield how the quarter's sign-off stands, what was accepted, and what was corrected since.

    What is brief says it only where something was accepted or corrected.
    """
    found = sight.values["sign_off"]
    if not (found["accepted"] or found["corrections"]) and (brief or not _signing(found)):
        return
    made = [blocks.paragraph(found["sentence"])]
    if found["stages"]:
        made.append(blocks.bullets(map(_stage, found["stages"])))
    if found["accepted"]:
        made.append(blocks.heading("Accepted when it was signed off"))
        made.append(
            blocks.bullets([named(each), f", {each['words']}"] for each in found["accepted"])
        )
    if found["corrections"]:
        made.append(blocks.heading("Corrected since"))
        made.append(
            blocks.bullets(
                [named(each), f", {each['date']}, {each['words']}"] for each in found["corrections"]
            )
        )
    if found["digest"] and not brief:
        made.append(
            blocks.paragraph(["Digest of what was signed: ", blocks.code(found["digest"])], "note")
        )
    yield section("sign-off", f"Sign-off of {sight.quarter}", made)


def _signing(found: Values) -> bool:
    return bool(found["stages"] or found["closed"])


def _stage(stage: Values) -> str:
    if not stage["date"]:
        return f"{stage['name']}: to come"
    return f"{stage['name']}: {stage['by']}, {stage['date']}{'; void' if stage['void'] else ''}"


def priorities(sight: Sight) -> Iterator[Values]:
    """Yield each priority with its actions, in full."""
    for each in sight.values["priorities"]:
        made = [blocks.action(action, sight.quarter) for action in each["actions"]]
        yield section(
            "priority",
            each["text"],
            made or [blocks.paragraph("This priority has no actions.")],
            anchor=each["anchor"],
            number=each["number"],
        )


def leads(sight: Sight, pages: Mapping[str, str] | None = None) -> Values:
    """Return how many of each lead's actions have each rating; `pages` has what leads to each."""
    caption = f"How many of each lead’s actions have each rating for {sight.quarter}"
    rows: list[list[Said]] = [
        [
            blocks.link(each["name"] or "Not known", pages[each["name"]] if pages else ""),
            each["post"] or "–",
            str(each["total"]),
            counted(each["counts"]),
        ]
        for each in sight.values["by_lead"]
    ]
    table = blocks.table(caption, ["Lead", "Post", "Actions", "Ratings"], [("", rows)])
    return section("leads", "Actions by lead", [table])


def counted(counts: Sequence[Values]) -> Said:
    """Return how many there are of each rating that occurs."""
    said: list[str | Values] = []
    for number, count in enumerate(counts):
        said += [", " if number else "", f"{count['number']} ", rating(count)]
    return said


def key(sight: Sight, within: object = None) -> Values:
    """Return what each rating means in this plan: of all, or of those that some sections show."""
    shown = sight.values["key"]
    if within is not None:
        slugs = set(_slugs(within))
        shown = [each for each in shown if each["slug"] in slugs]
    pairs = [(rating(each), each["meaning"]) for each in shown]
    return section("ratings", "What the ratings mean", [blocks.facts(pairs, "meanings")])


def _slugs(value: object) -> Iterator[str]:
    """Yield the names of the ratings that plain values show."""
    match value:
        case dict():
            yield from filter(None, [value.get("slug")])
            yield from _slugs(list(value.values()))
        case list():
            for each in value:
                yield from _slugs(each)


def glossary(sight: Sight, within: object = None) -> Iterator[Values]:
    """Yield the abbreviations and what they stand for: all, or those that are used within some."""
    words = sight.values["glossary"]
    if within is not None:
        said = "\n".join(_texts(within))
        words = {
            word: words[word]
            for word in words
            if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", said)
        }
    if words:
        yield section("glossary", "Abbreviations", [blocks.facts(words.items(), "words")])


def _texts(value: object) -> Iterator[str]:
    """Yield the texts that plain values are made of."""
    match value:
        case str():
            yield value
        case dict():
            yield from _texts(list(value.values()))
        case list():
            for each in value:
                yield from _texts(each)


def measure_lines(row: ActionSummary, sight: Sight) -> Iterator[Said]:
    """Yield what each of an action's measures says for the quarter, in a line."""
    for each in sight.of(row)["figures"]:
        for said in each["rows"]:
            if said["quarter"] == sight.quarter:
                yield list(_measured(each["name"], said))


def _measured(name: str, said: Values) -> Iterator[str | Values]:
    yield f"{name}: {said['value']}"
    if said["target"]:
        yield f"; target {said['target']}"
    if said["suggested"]:
        yield "; the numbers suggest "
        yield rating(said["suggested"])
    yield from (f"; {how['text']}" for how in said["direction"])


def misses(row: ActionSummary, sight: Sight) -> Iterator[Said]:
    """Yield each of an action's measures that misses its target for the quarter, briefly."""
    for each in sight.of(row)["figures"]:
        for said in each["rows"]:
            if said["quarter"] == sight.quarter and said["suggested"].get("slug") in _MISSED:
                how = "".join(f", {each['text']}" for each in said["direction"][:1])
                yield [rating(said["suggested"]), f" {each['name']}: {said['value']}{how}"]


_MISSED = ("red", "amber")


def measures(row: ActionSummary, sight: Sight) -> Iterator[Values]:
    """Yield what an action's measures say for the quarter, under a heading of its own."""
    lines = list(measure_lines(row, sight))
    if lines:
        yield blocks.heading("What the measures say")
        yield blocks.bullets(lines)


def ending(sight: Sight) -> Iterator[Values]:
    """Yield what stands at the end of most papers: the key and the abbreviations."""
    yield key(sight)
    yield from glossary(sight)
